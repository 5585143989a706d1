"""A list that could be read in part only: nothing is made or closed for want of the rest, no cursor moves."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest

from mappings.issue import State
from sync.records import records, value
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig
from tests.builders.story import (
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
from tests.servers.wire import FaultKind, Logged, Request

ALL = os.environ.get("WORKPLAN_FAULTS") == "all"
SOME = 2
"""So many of the pages, in the short form."""
LIST = r"/(issues|milestones|labels|comments|notes)$"
CURSORS = {
    "issues": ("cursor", "etag", "swept", "listened"),
    "milestones": ("milestones",),
    "labels": (),
    "comments": ("heard",),
    "notes": ("heard",),
}
TRIES = 4


def is_observed(request: Request) -> bool:
    """A list of what there is; who edited an issue is asked later, of its notes, and changes nothing."""
    return "activity_filter" not in request.query


def pages(rig: Rig) -> list[Logged]:
    return [one for one in rig.server.requests("GET", LIST) if is_observed(one.request)]


def begun(rig: Rig, story: Story) -> RemoteWorld:
    """There is so much of other people that lists have several pages, and more has changed than one shows."""
    made = story.begin(rig)
    ben = rig.server.person("ben")
    for n in range(205):
        ben.create_issue(f"theirs {n}")
        if isinstance(rig, GitHubRig):
            ben.label(f"theirs {n}")
        else:
            ben.create_label(f"theirs {n}")
    return made


def closed(made: RemoteWorld) -> set[object]:
    """On the tracker by number, in the plan by id."""
    there = {issue.number for issue in made.all_issues() if issue.state is State.CLOSED}
    done = {id for id, one in records(made.plan.plan).items() if value(one, "status") == "completed"}
    return {*there, *done}


def wrong(kind: type[Rig], story: Story, place: int, wanted: Outcome) -> list[str]:
    """One page of one list fails."""
    with kind() as rig:
        made = begun(rig, story)
        before, closed_before, count = dict(rig.shelf.rows), closed(made), len(made.all_issues())
        rig.server.fail(FaultKind.DROP_BEFORE, "GET", LIST, skip=place, times=TRIES, asks=is_observed)
        rig.server.forget()
        code = end(made)
        what = pages(rig)[place].request.path.rpartition("/")[2]
        rig.server.faults.clear()
        found = [] if code == 69 else [f"code {code}"]
        found += [f"closed {one}" for one in closed(made) - closed_before]
        found += [] if len(made.all_issues()) == count else ["made an issue"]
        for name in CURSORS[what]:
            now = rig.shelf.rows.get(("fact", name))
            if now not in (before.get(("fact", name)), ""):  # empty: all of it is read anew
                found.append(f"{name} has moved")
        settle(made)
        return [f"{what}: {one}" for one in found + doubles(made) + differences(wanted, outcome(made))]


@pytest.mark.parametrize("story", STORIES[1:], ids=lambda story: story.name)
def test_each_page_of_each_list(rig: Rig, story: Story, count: Callable[..., None]) -> None:
    """What the rest of a list would have shown is not taken for gone, new, or read."""
    made = begun(rig, story)
    rig.server.forget()
    end(made)
    there = range(len(pages(rig)))
    wanted = undisturbed(type(rig), story)
    tried = there if ALL else random.Random(story.name).sample(there, SOME)
    failed = {}
    for place in tried:
        count("pages of lists that failed")
        if found := wrong(type(rig), story, place, wanted):
            failed[place] = found
    assert failed == {}
