"""Each trouble at each kind of request: the next runs lose nothing, double nothing, undo nothing.

The kinds are those that the stories make. WORKPLAN_FAULTS=all tries every trouble at the first and the last
request of each kind; else each kind meets some of them.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from mappings.issue import State
from mappings.snapshot import Field, Side
from sync.changes import Why
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.story import (
    CODES,
    ONE,
    STORIES,
    Outcome,
    Rig,
    Story,
    differences,
    doubles,
    end,
    outcome,
    settle,
    undisturbed,
)
from tests.builders.troubles import TROUBLES, HastyGitHub, HastyGitLab, Kind, Trouble, kinds_of

ALL = os.environ.get("WORKPLAN_FAULTS") == "all"
EACH = 1
"""So many troubles for each kind in the short form."""
RIGS: dict[str, tuple[type[Rig], type[Rig]]] = {
    "github": (GitHubRig, HastyGitHub),
    "gitlab": (GitLabRig, HastyGitLab),
}


@dataclass(frozen=True, slots=True)
class Case:
    kind: Kind
    trouble: Trouble
    skip: int

    def __str__(self) -> str:
        return f"{self.kind}, request {self.skip + 1}: {self.trouble.name}"


def new_kinds(make: Callable[[], Rig], story: Story) -> dict[Kind, int]:
    """In the short form of the last story only what it asks beside what the one before it asks."""
    kinds = kinds_of(make, story)
    known = kinds_of(make, STORIES[1]) if story is STORIES[2] and not ALL else {}
    return {kind: count for kind, count in kinds.items() if kind not in known}


def cases(service: str, story: Story, kinds: dict[Kind, int]) -> Iterator[Case]:
    chance = random.Random(f"{service} {story.name}")
    for kind, count in kinds.items():
        able = [one for one in TROUBLES if not one.impossible(service, kind)]
        places = sorted({0, count - 1})
        if ALL:
            yield from (Case(kind, trouble, skip) for trouble in able for skip in places)
        else:
            quick = [one for one in able if not one.hasty]
            yield from (Case(kind, one, chance.choice(places)) for one in chance.sample(quick, EACH))


def in_doubt(made: RemoteWorld) -> dict[tuple[str, Field], Side]:
    """What a person is asked as nobody can tell whether it was written; the answer is the plan's value."""
    standing = made.state.memory.standing
    return {key: Side.PLAN for key, one in standing.items() if one.why is Why.UNCERTAIN}


def wrong(service: str, story: Story, case: Case, wanted: Outcome, count: Callable[..., None]) -> list[str]:
    """All that is not as it should be after this one trouble."""
    with RIGS[service][case.trouble.hasty]() as rig:
        made = story.begin(rig)
        closed = ONE in made.state.memory.links and made.issue(ONE).state is State.CLOSED
        case.trouble.strike(rig, case.kind, case.skip)
        code = end(made)
        (fault,) = rig.server.faults
        rig.server.faults.clear()
        found = [] if code in CODES else [f"code {code}"]
        found += [] if fault.hits else ["it was not met"]
        found += doubles(made)
        settle(made)
        doubtful = in_doubt(made)
        if doubtful:
            count("faults tried: put to a person")
            made.sync(choices=doubtful)
            settle(made)
        found += doubles(made) + differences(wanted, outcome(made), doubtful.keys())
        if closed and made.issue(ONE).state is not State.CLOSED:
            found.append("what a person closed is open")
        return found + [f"not quiet: {step}" for step in made.sync().steps]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
@pytest.mark.parametrize("service", RIGS)
def test_any_trouble_at_any_request(service: str, story: Story, count: Callable[..., None]) -> None:
    """One trouble in one run; after the next ones both sides say what they say when nothing goes wrong."""
    plain, _ = RIGS[service]
    wanted = undisturbed(plain, story)
    kinds = new_kinds(plain, story)
    tried = list(cases(service, story, kinds))
    failed = {}
    for case in tried:
        if found := wrong(service, story, case, wanted, count):
            failed[str(case)] = found
    count("faults tried", len(tried))
    count("faults tried: kinds of requests", len(kinds))
    assert failed == {}
