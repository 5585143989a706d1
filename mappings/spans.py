"""A range of dates as people read it: "1–30 April 2017", "29 February – 1 March 2016", "2016"."""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def span_text(start: date | None, due: date | None) -> str | None:
    """Both days are included; None when neither is known."""
    if due is None:
        return None if start is None else f"from {_day(start)}"
    if start is None or start > due:
        return f"until {_day(due)}"
    if start == due:
        return _day(due)
    if (start.month, start.day) == (1, 1) and (due.month, due.day) == (12, 31):
        return str(start.year) if start.year == due.year else f"{start.year}–{due.year}"
    if start.year != due.year:
        return f"{_day(start)} – {_day(due)}"
    if start.month != due.month:
        return f"{start.day} {MONTHS[start.month - 1]} – {_day(due)}"
    return f"{start.day}–{_day(due)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
