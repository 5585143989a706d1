"""Dates as people read them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.text.dates import day, moment, month, near, period


def test_day() -> None:
    """A day has its month in words."""
    assert day(date(2017, 4, 30)) == "30 April 2017"


def test_month() -> None:
    """A month has its year."""
    assert month(date(2017, 6, 1)) == "June 2017"


@pytest.mark.parametrize(("year", "text"), [(2017, "30 April"), (2018, "30 April 2018")])
def test_near(year: int, text: str) -> None:
    """A day of this year needs no year."""
    assert near(date(year, 4, 30), date(2017, 5, 2)) == text


@pytest.mark.parametrize(
    ("start", "due", "text"),
    [
        (date(2017, 4, 1), date(2017, 4, 30), "1–30 April 2017"),
        (date(2016, 2, 29), date(2016, 3, 1), "29 February – 1 March 2016"),
        (date(2016, 12, 1), date(2017, 2, 28), "1 December 2016 – 28 February 2017"),
        (date(2017, 4, 3), date(2017, 4, 3), "3 April 2017"),
        (None, date(2017, 4, 3), "until 3 April 2017"),
        (date(2017, 4, 3), None, "from 3 April 2017"),
        (None, None, ""),
    ],
)
def test_period(start: date | None, due: date | None, text: str) -> None:
    """A period repeats neither month nor year without need."""
    assert period(start, due) == text


@pytest.mark.parametrize(("on", "text"), [(2, "08:45"), (1, "1 May 2017, 08:45")])
def test_moment(on: int, text: str) -> None:
    """A time of today needs no day."""
    assert moment(datetime(2017, 5, on, 8, 45), date(2017, 5, 2)) == text  # noqa: DTZ001
