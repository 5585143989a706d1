"""The first page: counts that add up, and what waits."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from bot.digests.inputs import Conflict
from bot.views.bars import bar_of
from bot.views.overview import overview
from bot.views.query import Query
from bot.views.rows import Mark
from bot.views.scene import Scene
from tests.builders.gold import gmg_plan as gold_plan
from tests.builders.gold import read, unnm_plan
from tests.builders.plans import activity, area
from tests.builders.scenes import TODAY, scene

LATE = date(2017, 5, 1)


def test_the_pieces_of_a_bar_fill_it() -> None:
    """Each begins where the last one ended; the late part stands beside the rest."""
    bar = bar_of(
        scene(
            activity("a", status="completed", due=LATE),
            activity("b", status="ongoing", due=LATE),
            activity("c", status="ongoing"),
            activity("d", status="cancelled"),
        ).rows
    )
    assert [(one.mark, one.late, one.x, one.width) for one in bar.pieces] == [
        (Mark.COMPLETED, False, 0, 25),
        (Mark.ONGOING, False, 25, 25),
        (Mark.ONGOING, True, 50, 25),
        (Mark.CANCELLED, False, 75, 25),
    ]
    assert (bar.late, bar.total, bar.completed, bar.standing) == (1, 4, 1, 3)


def test_a_bar_of_nothing_is_empty() -> None:
    """An area may have lost its activities."""
    assert bar_of(()).pieces == ()


def test_areas_add_up_to_the_plan() -> None:
    """On both counts: by status, and what is late."""
    here = scene(
        area("1", "First", activity("a", status="completed"), activity("b", due=LATE)),
        area("2", "Second", activity("c", due=LATE), activity("d", timeframe="TBC")),
    )
    seen = overview(here, Query())
    assert seen.bar.total == sum(line.bar.total for line in seen.lines) == 4
    assert seen.bar.late == sum(line.bar.late for line in seen.lines) == 2
    assert [line.tbc for line in seen.lines] == [0, 1]
    assert seen.tbc == 1


def test_an_area_without_activities_is_told() -> None:
    """The document may have lost them; by a filter it is not in the way."""
    here = scene(area("1", "First", activity("a")), area("2", "Lost"))
    assert [line.lost for line in overview(here, Query()).lines] == [False, True]
    assert [line.area.id for line in overview(here, Query(q="communications")).lines] == ["1"]


def test_next_is_the_nearest_that_is_not_done() -> None:
    """What was put off, or done before its time, is not due."""
    days = {"a": date(2017, 6, 2), "b": date(2017, 6, 1), "c": TODAY}
    rows = [activity(name, due=day) for name, day in days.items()]
    done = activity("d", due=TODAY, status="completed")
    asleep = activity("e", due=TODAY, snooze_until=date(2017, 8, 1))
    assert [row.id for row in overview(scene(*rows, done, asleep), Query()).next] == ["c", "b", "a"]


def test_conflicts_wait_with_their_activity() -> None:
    """One whose activity is gone from the plan still waits."""
    gone, here = Conflict("x", "due", "2017-05-01", None), Conflict("a", "lead", "IOM", "ILO")
    seen = overview(scene(activity("a"), conflicts=[gone, here]), Query())
    assert [(one.item, row.id if row else None) for one, row in seen.conflicts] == [("x", None), ("a", "a")]


@pytest.mark.parametrize("today", [date(2017, 5, 15), date(2019, 3, 1)])
def test_the_gmg_plan_within_and_after_its_life(today: date) -> None:
    """What is late by the dates that a careful person read in the document."""
    whole = gold_plan()
    readings = read("gmg-2016-2018.readings.json")["timeframes"]
    dues = [readings[one.timeframe]["due"] for one in whole.activities() if one.timeframe]
    seen = overview(Scene(whole, today, UTC), Query())
    assert seen.bar.late == sum(due is not None and due < today.isoformat() for due in dues)
    assert seen.bar.total == 229
    assert seen.bar.count(Mark.UNREPORTED) == 229


@pytest.mark.parametrize("today", [date(2023, 6, 15), date(2025, 6, 1)])
def test_a_plan_without_dates_is_never_late(today: date) -> None:
    """All that can be said of the Network's activities is that their dates are missing."""
    seen = overview(Scene(unnm_plan(), today, UTC), Query())
    assert (seen.bar.late, seen.soon, seen.missing) == (0, 0, seen.bar.total)
