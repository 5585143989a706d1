"""Clocks that are wrong, and set right or wrong in the middle: nothing is lost, doubled, or waited for."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sync.forges import github_reads
from sync.forges.github import limited
from sync.forges.line import Answer
from tests.builders.rigs import GitHubRig
from tests.builders.small import ONE, THREE, TWO, number, person, unmirrored, world
from tests.builders.story import STORIES, Rig, Story, differences, doubles, end, outcome, settle, undisturbed
from tests.servers.wire import Request, Response

ALL = os.environ.get("WORKPLAN_FAULTS") == "all"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
YEARS = timedelta(days=800)
JUMPS = (-YEARS, -DAY, -HOUR, HOUR, DAY, YEARS)
SKEWS = (-timedelta(minutes=7), timedelta(minutes=7), *((-3 * HOUR, 3 * HOUR) if ALL else ()))
FIRST, EDITS, _ = STORIES


@cache
def requests_of(kind: type[Rig], story: Story) -> int:
    """How many the run makes when all clocks are right."""
    with kind() as rig:
        made = story.begin(rig)
        rig.server.forget()
        end(made)
        return len(rig.server.log)


@contextmanager
def at_request(rig: Rig, place: int, act: Callable[[], None]) -> Iterator[None]:
    """`act` just before the service answers that request."""
    real, asked = rig.server.answer, []

    def answer(request: Request) -> Response:
        asked.append(request)
        if len(asked) == place:
            act()
        return real(request)

    rig.server.answer = answer  # type: ignore[method-assign]
    yield
    rig.server.answer = real  # type: ignore[method-assign]


def wrong(kind: type[Rig], story: Story, place: int, jump: timedelta) -> list[str]:
    """The machine's clock jumps before a run (0) or at one of its requests; after the run it is set right."""
    with kind() as rig:
        made = story.begin(rig)

        def leap() -> None:
            rig.machine.ahead = jump

        if not place:
            leap()  # before it begins
        before = rig.time.at
        with at_request(rig, place, leap):
            code = end(made)
        took = rig.time.at - before
        found = [] if code in (0, 2) else [f"code {code}"]
        found += [] if took < HOUR else [f"it took {took}"]
        before = rig.time.at
        rig.machine.ahead = timedelta()
        settle(made)
        found += [] if rig.time.at - before < 2 * DAY else ["a clean run waited"]
        return found + doubles(made) + differences(undisturbed(kind, story), outcome(made))


@pytest.mark.parametrize("story", [FIRST, EDITS], ids=lambda story: story.name)
def test_the_machine_s_clock_jumps(rig: Rig, story: Story, count: Callable[..., None]) -> None:
    """By an hour (as a clock that does not know of summer time does), a day or years; before or in a run."""
    kind = type(rig)
    asked = requests_of(kind, story)
    chance = random.Random(story.name)
    failed = {}
    for jump in JUMPS:
        places = range(asked + 1) if ALL else [chance.choice([0, *range(1, asked + 1, asked // 4)])]
        for place in places:
            count("jumps of a clock tried")
            if found := wrong(kind, story, place, jump):
                failed[f"{jump} at {place}"] = found
    assert failed == {}


@pytest.mark.parametrize("story", [FIRST, EDITS], ids=lambda story: story.name)
@pytest.mark.parametrize("skew", SKEWS, ids=str)
def test_clocks_that_differ_all_the_time(rig: Rig, story: Story, skew: timedelta) -> None:
    """The service's clock is the one of all that it holds; the machine's may go before or behind it."""
    rig.machine.ahead = skew
    made = story.begin(rig)
    assert end(made) in (0, 2)
    settle(made)
    assert doubles(made) + differences(undisturbed(type(rig), story), outcome(made)) == []


def test_a_sweep_in_what_is_the_future_by_now(rig: Rig) -> None:
    """The clock was years ahead once, and is right again: what was deleted is found all the same."""
    made = world(rig)
    rig.machine.ahead = YEARS
    made.sync()
    rig.machine.ahead = timedelta()
    person(made).delete_issue(number(made, ONE))
    made.sync()
    rig.advance(days=1)
    assert [one.item for one in made.sync().findings] == [ONE]


def test_a_cursor_is_never_in_the_future(rig: Rig) -> None:
    """All before it counts as read: it goes by the service's clock, also where there is nothing to go by."""
    rig.machine.ahead = YEARS
    rig.bot().listing()
    assert datetime.fromisoformat(rig.shelf.rows["fact", "cursor"]) <= rig.time.at


def test_no_wait_for_a_time_that_is_to_come_again() -> None:
    """What was spent before a clock was set back holds up nothing beyond its minute, the next run neither."""
    with SlowGitHub() as rig:
        made = unmirrored(rig)
        before = rig.time.at

        def set_back() -> None:
            rig.machine.ahead = -DAY

        with at_request(rig, 15, set_back):
            made.sync()
        made.edit_plan(ONE, "status", "ongoing")
        made.sync()
        assert len(made.all_issues()) == 3
        assert rig.time.at - before < HOUR


class SlowGitHub(GitHubRig):
    """The bot makes four things in a minute."""

    def bot(self, **more: Any) -> Any:
        return super().bot(limits=github_reads.Limits(creations_per_minute=4), **more)


def test_a_limit_s_end_is_told_by_the_service_s_clock() -> None:
    """The moment at which requests are free again stands beside the time of the answer."""
    true = datetime(2017, 5, 2, 9, tzinfo=UTC)
    headers = {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int((true + timedelta(minutes=5)).timestamp())),
        "date": "Tue, 02 May 2017 09:00:00 GMT",
    }
    for machine in (true - DAY, true, true + DAY):
        assert limited(Answer(403, headers, None), machine) == timedelta(minutes=5)


def test_a_day_of_completion_when_summer_time_ends(rig: Rig) -> None:
    """Half an hour past midnight where the plan is at home is the day before in Greenwich."""
    made = world(rig)
    made.zone = ZoneInfo("Europe/Zurich")
    for at, day in (
        (datetime(2017, 10, 28, 22, 29, tzinfo=UTC), "2017-10-29"),
        (datetime(2017, 10, 29, 22, 29, tzinfo=UTC), "2017-10-29"),
        (datetime(2017, 10, 29, 23, 29, tzinfo=UTC), "2017-10-30"),
    ):
        rig.time.at = at
        made.close(ONE)
        made.sync()
        assert made.said(ONE, "completed") == day
        made.reopen(ONE)
        made.sync()
        assert made.said(ONE, "completed") is None


def test_a_run_ends_after_its_time_on_a_clock_that_was_set_back(rig: Rig) -> None:
    """It stops writing from a look that is too old, though by its clock it has not begun yet."""
    made = world(rig)
    for item in (ONE, TWO, THREE):
        made.edit_plan(item, "lead", "ILO")
    real, asked = rig.server.answer, []

    def answer(request: Request) -> Response:
        """Each takes eight minutes."""
        asked.append(request)
        rig.advance(minutes=8)
        rig.machine.ahead = timedelta() if len(asked) < 4 else -DAY
        return real(request)

    rig.server.answer = answer  # type: ignore[method-assign]
    assert made.sync().stopped
