"""Lists that lag behind, each kind by itself and all at once: nothing is doubled, undone or lost."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from sync.errors import WorkplanError
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig
from tests.builders.story import (
    STORIES,
    Rig,
    differences,
    doubles,
    edit,
    end,
    mirrored,
    outcome,
    settle,
    undisturbed,
    unmirrored,
)
from tests.builders.world import Died
from tests.servers.wire import Request, Response

EACH = ("issues", "milestones", "labels", "comments")
LAGS = {
    "five requests": timedelta(seconds=5),
    "twelve minutes": timedelta(minutes=12),
    "forty minutes": timedelta(minutes=40),
}
LONGEST = "forty minutes"
LISTS = {name: frozenset({name}) for name in EACH} | {"all": frozenset(EACH)}
CASES = [
    pytest.param(lists, lag, id=f"{what} by {long}")
    for what, lists in LISTS.items()
    for long, lag in LAGS.items()
    if what == "all" or long == LONGEST or os.environ.get("WORKPLAN_FAULTS") == "all"
]
"""In the short form one kind alone lags by the longest only."""
FIRST, EDITS, _ = STORIES


def ticking(rig: Rig) -> None:
    """Each request takes a second: a lag of seconds is one of so many requests."""
    real = rig.server.answer

    def answer(request: Request) -> Response:
        rig.advance(seconds=1)
        return real(request)

    rig.server.answer = answer  # type: ignore[method-assign]


def lagging(rig: Rig, lists: frozenset[str], lag: timedelta) -> None:
    ticking(rig)
    rig.server.lagging, rig.server.lag, rig.server.stale_reads = lists, lag, True


def in_time(rig: Rig) -> None:
    rig.server.lag = None if isinstance(rig, GitHubRig) else timedelta(0)


def runs(made: RemoteWorld) -> None:
    """While the lists still lag: an hour of them. One that is empty after ten minutes was not read whole."""
    for _ in range(4):
        assert end(made) in (0, 2, 69)
        assert closed_by_people_stay(made)


def closed_by_people_stay(made: RemoteWorld) -> bool:
    return made.issue("2017-1-1.1").closed is not None


def cut_off(made: RemoteWorld, moments: tuple[int, ...]) -> None:
    """Runs that die after so many moments of their effects."""
    for moment in moments:
        try:
            made.sync(dies_at=moment)
        except (Died, WorkplanError):
            continue


@pytest.mark.parametrize(("lists", "lag"), CASES)
def test_edits_while_lists_lag(rig: Rig, lists: frozenset[str], lag: timedelta) -> None:
    """What people did before a list shows it, and what we did ourselves."""
    made = mirrored(rig)
    lagging(rig, lists, lag)
    edit(made)
    runs(made)
    in_time(rig)
    settle(made)
    assert doubles(made) + differences(undisturbed(type(rig), EDITS), outcome(made)) == []
    assert made.sync().steps == []


@pytest.mark.parametrize(("lists", "lag"), [case for case in CASES if str(case.id).startswith("all")])
def test_a_first_mirror_cut_off_while_lists_lag(rig: Rig, lists: frozenset[str], lag: timedelta) -> None:
    """Three runs die on the way; what they made is found by its number where no list shows it."""
    lagging(rig, lists, lag)
    made = unmirrored(rig)
    cut_off(made, (17, 5, 9))
    for _ in range(4):
        end(made)
        assert doubles(made) == []
    in_time(rig)
    settle(made)
    assert doubles(made) + differences(undisturbed(type(rig), FIRST), outcome(made)) == []
    assert made.sync().steps == []
