"""Ranges of dates in words."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.spans import day, span_text


def test_day() -> None:
    """A day has its month in words."""
    assert day(date(2017, 4, 3)) == "3 April 2017"


@pytest.mark.parametrize(
    ("start", "due", "text"),
    [
        (date(2017, 4, 1), date(2017, 4, 30), "1–30 April 2017"),
        (date(2016, 2, 25), date(2016, 2, 26), "25–26 February 2016"),
        (date(2016, 2, 29), date(2016, 3, 1), "29 February – 1 March 2016"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2016, 1, 1), date(2018, 12, 31), "2016–2018"),
        (date(2016, 12, 1), date(2017, 2, 28), "1 December 2016 – 28 February 2017"),
        (date(2017, 4, 30), date(2017, 4, 30), "30 April 2017"),
        (None, date(2018, 12, 31), "until 31 December 2018"),
        (date(2017, 3, 1), None, "from 1 March 2017"),
        (None, None, None),
        (date(2017, 6, 1), date(2017, 5, 1), "until 1 May 2017"),
        (date(2016, 1, 1), date(2017, 6, 30), "1 January 2016 – 30 June 2017"),
    ],
)
def test_a_range_reads_as_people_write_it(start: date | None, due: date | None, text: str | None) -> None:
    """Whole years as years, one month named once, open ends as such."""
    assert span_text(start, due) == text
