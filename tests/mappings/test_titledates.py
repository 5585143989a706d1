"""Dates quoted from titles."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.titledates import dates_in_title


@pytest.mark.parametrize(
    ("title", "text", "due"),
    [
        ("Support the summit in June 2023, as indicated", "June 2023", date(2023, 6, 30)),
        ("The campaign 2023, as indicated", "2023", date(2023, 12, 31)),
        ("Course, Turin 23-27 May 2016", "23-27 May 2016", date(2016, 5, 27)),
        ("Activities throughout 2022-2024.", "2022-2024", date(2024, 12, 31)),
    ],
)
def test_found(title: str, text: str, due: date) -> None:
    """A date is quoted as it stands, with its last day."""
    ((found),) = dates_in_title(title)
    assert (found.text, found.due) == (text, due)


@pytest.mark.parametrize(
    "title",
    ["International Day (21 March)", "COVID-2019 response", "Resolution 71/1", "May be 12345 people", ""],
)
def test_not_found(title: str) -> None:
    """A day without a year, a year in a name and other figures are no dates."""
    assert dates_in_title(title) == ()
