"""What is counted, and how many areas are shown by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from bot.picture.figures import Tally
from mappings.plan import Activity
from tests.builders.picture import TODAY, became, made, shown
from tests.builders.plans import activity, area, output, plan

PAST = "March 2017"


@pytest.mark.parametrize(
    ("one", "counted"),
    [
        (activity(status="completed", timeframe=PAST), Tally(completed=1)),
        (activity(status="cancelled", timeframe=PAST), Tally(cancelled=1)),
        (activity(status="ongoing"), Tally(ongoing=1)),
        (activity(status="ongoing", timeframe=PAST), Tally(ongoing_late=1)),
        (activity(status="not started"), Tally(open=1)),
        (activity(status="not started", timeframe=PAST), Tally(open_late=1)),
        (activity(), Tally(open=1)),
        (activity(timeframe=PAST), Tally(open_late=1)),
        (activity(due=TODAY), Tally(open=1)),
        (activity(timeframe=PAST, snooze_until=date(2017, 9, 1)), Tally(open=1)),
        (activity(timeframe=PAST, snooze_until=date(2017, 4, 1)), Tally(open_late=1)),
        (activity(withdrawn=date(2017, 4, 1)), Tally()),
    ],
)
def test_an_activity_counts_once(one: Activity, counted: Tally) -> None:
    """By its status, and by whether the digest would call it late."""
    assert shown(plan(one)).rows[0].tally == counted


def test_each_area_has_a_row_whether_it_holds_anything_or_not() -> None:
    """Activities below an output and without one; an area whose activities were lost."""
    whole = plan(
        area("1", "Data", output("O1", "Papers", activity("a"), activity("b")), activity("c")),
        area("2", "Lost"),
    )
    assert [(row.number, row.title, row.tally.total) for row in shown(whole).rows] == [
        ("1", "Data", 3),
        ("2", "Lost", 0),
    ]


def areas(count: int) -> list[Tally]:
    """The rows of a plan whose area n holds n activities."""
    whole = [
        area(f"A{n}", f"Area {n}", *(activity(f"{n}-{m}") for m in range(n))) for n in range(1, count + 1)
    ]
    return [row.tally for row in shown(plan(*whole)).rows]


def test_up_to_twenty_areas_are_shown_one_by_one() -> None:
    """In the order of the plan."""
    assert [tally.total for tally in areas(20)] == list(range(1, 21))


def test_of_more_areas_the_smallest_are_put_together() -> None:
    """Nineteen of their own and a last one, with nothing lost."""
    assert [tally.total for tally in areas(40)] == [*range(22, 41), sum(range(1, 22))]


def test_the_plan_s_life_reaches_as_far_as_the_record() -> None:
    """A plan of 2016 and 2017 whose record goes on in 2018, or that says no period."""
    found = shown(plan(activity("a", issue="x"), period="2016"), made("2017-04-03", "a"))
    assert (found.begin, found.end) == (date(2016, 1, 1), TODAY)
    found = shown(plan(activity("a", issue="x")), made("2017-04-03", "a"))
    assert (found.begin, found.end) == (date(2017, 4, 3), TODAY)


def test_a_record_that_begins_today_is_no_curve_yet() -> None:
    """One point is no line; the day is known."""
    found = shown(plan(activity("a", issue="x")), made("2017-05-02", "a"))
    assert found.curve == ()
    assert found.recorded == TODAY


@pytest.mark.parametrize(
    ("one", "tells"),
    [
        (activity(), False),
        (activity(timeframe="2019"), False),
        (activity(timeframe=PAST), True),
        (activity(status="ongoing"), True),
        (activity(status="not started"), False),
    ],
)
def test_a_picture_needs_something_to_tell(one: Activity, tells: bool) -> None:
    """Bars that are all alike tell nothing."""
    assert shown(plan(one)).tells is tells


def test_an_empty_plan_tells_nothing() -> None:
    """Nor does one with areas alone."""
    assert not shown(plan()).tells
    assert not shown(plan(area("1", "Lost")), became("2017-04-03", "a", "completed")).tells
