"""Dates as people read them, in English: "30 April 2017", "1–30 April 2017", "April 2017"."""

from __future__ import annotations

from datetime import date, datetime

from mappings.spans import MONTHS, span_text


def day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def near(when: date, today: date) -> str:
    """A day without its year where the year is this one."""
    return f"{when.day} {MONTHS[when.month - 1]}" if when.year == today.year else day(when)


def month(when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}"


def period(start: date | None, due: date | None) -> str:
    """From the first to the last day; empty where neither is known."""
    return span_text(start, due) or ""


def moment(when: datetime, today: date) -> str:
    """A time of today by the clock, another with its day."""
    clock = f"{when:%H:%M}"
    return clock if when.date() == today else f"{day(when.date())}, {clock}"
