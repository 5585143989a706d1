"""Dates as people read them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.text.dates import moment, month, near


def test_month() -> None:
    """A month has its year."""
    assert month(date(2017, 6, 1)) == "June 2017"


@pytest.mark.parametrize(("year", "text"), [(2017, "30 April"), (2018, "30 April 2018")])
def test_near(year: int, text: str) -> None:
    """A day of this year needs no year."""
    assert near(date(year, 4, 30), date(2017, 5, 2)) == text


@pytest.mark.parametrize(("on", "text"), [(2, "08:45"), (1, "1 May 2017, 08:45")])
def test_moment(on: int, text: str) -> None:
    """A time of today needs no day."""
    assert moment(datetime(2017, 5, on, 8, 45), date(2017, 5, 2)) == text  # noqa: DTZ001


def test_moment_without_today() -> None:
    """Where no day is known to the reader, every time has its own."""
    assert moment(datetime(2017, 5, 2, 8, 45)) == "2 May 2017, 08:45"  # noqa: DTZ001
