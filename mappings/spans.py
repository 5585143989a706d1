"""Days and ranges of days as people read them: "30 April 2017", "1–30 April 2017", "2016"."""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def span_text(start: date | None, due: date | None) -> str | None:
    """Both days are included; None when neither is known."""
    if due is None:
        return None if start is None else f"from {day(start)}"
    if start is None or start > due:
        return f"until {day(due)}"
    if start == due:
        return day(due)
    if (start.month, start.day) == (1, 1) and (due.month, due.day) == (12, 31):
        return str(start.year) if start.year == due.year else f"{start.year}–{due.year}"
    if start.year != due.year:
        return f"{day(start)} – {day(due)}"
    if start.month != due.month:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(due)}"
    return f"{start.day}–{day(due)}"
