"""When a date is over: on the next working day, once; or when the day comes that it was put off to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.digests.data import Digest
from bot.digests.workdays import working_day_after
from mappings.plan import Activity
from tests.builders.digests import digest
from tests.builders.plans import activity, plan

MONDAY = date(2017, 5, 8)
WEEK = timedelta(days=7)
LABOUR_DAY = frozenset({date(2017, 5, 1)})


def names(found: Digest) -> dict[str, list[str]]:
    groups = ("fresh", "this_year", "earlier", "soon")
    return {name: [one.id for one in getattr(found, name)] for name in groups if getattr(found, name)}


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2017, 4, 25), date(2017, 4, 26)),
        (date(2017, 4, 28), date(2017, 5, 2)),
        (date(2017, 4, 29), date(2017, 5, 2)),
        (date(2017, 4, 30), date(2017, 5, 2)),
        (date(2017, 5, 1), date(2017, 5, 2)),
        (date(2017, 5, 5), date(2017, 5, 8)),
    ],
)
def test_the_working_day_after(day: date, after: date) -> None:
    """Weekends and holidays are passed over, also where they come in a row."""
    assert working_day_after(day, LABOUR_DAY) == after


@pytest.mark.parametrize("day", [5, 6, 7])
def test_a_weekend_is_not_late(day: int) -> None:
    """What is due on a Friday, a Saturday or a Sunday is newly past on Monday, and not before."""
    made = plan(activity("a", due=date(2017, 5, day), lead="IOM"))
    for today in range(day, 8):
        assert names(digest(made, date(2017, 5, today))) == {"soon": ["a"]}
    assert names(digest(made, MONDAY)) == {"fresh": ["a"]}


def test_a_holiday_is_not_late() -> None:
    """What is due on the day before a holiday is newly past on the day after it."""
    made = plan(activity("a", due=date(2017, 4, 28), lead="IOM"))
    assert names(digest(made, date(2017, 5, 1), holidays=LABOUR_DAY)) == {"soon": ["a"]}
    assert names(digest(made, date(2017, 5, 2), holidays=LABOUR_DAY)) == {"fresh": ["a"]}
    assert names(digest(made, date(2017, 5, 1))) == {"fresh": ["a"]}


@pytest.mark.parametrize("weekday", range(7))
def test_newly_past_once(weekday: int) -> None:
    """On whatever day the digest comes, each date is newly past in exactly one of them."""
    made = plan(*(activity(f"a{n}", due=date(2017, 4, 1) + timedelta(n), lead="IOM") for n in range(60)))
    first = date(2017, 3, 27) + timedelta(weekday)
    told = [
        one.id
        for week in range(12)
        for one in digest(
            made, first + WEEK * week, since=first + WEEK * (week - 1), holidays=LABOUR_DAY
        ).fresh
    ]
    assert sorted(told) == sorted(f"a{n}" for n in range(60))


def snoozed(**more: date) -> Activity:
    return activity("a", timeframe="January 2017", lead="TBC", snooze_until=date(2017, 5, 3), **more)


def test_put_off_is_told_again_once() -> None:
    """Until its day an activity is in no list; then it is told as new, and later with the others."""
    made = plan(snoozed())
    assert names(digest(made, date(2017, 5, 1))) == {}
    assert digest(made, date(2017, 5, 1)).counts.open == 0
    assert names(digest(made, MONDAY)) == {"fresh": ["a"]}
    assert names(digest(made, MONDAY + WEEK)) == {"this_year": ["a"]}


def test_put_off_is_not_asked_about() -> None:
    """No question is put about what is put off, where there are few dates either."""
    made = plan(activity("a", lead="IOM", snooze_until=date(2017, 5, 9)))
    assert digest(made, MONDAY).question is None
    assert digest(made, MONDAY + WEEK).question is not None


def test_the_last_day_of_all() -> None:
    """A due date at the end of time is not passed over."""
    assert names(digest(plan(activity("a", due=date.max, lead="IOM")))) == {}
