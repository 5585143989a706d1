"""Days and times as people read them next to a day that they know: today's."""

from __future__ import annotations

from datetime import date, datetime

from mappings.spans import MONTHS, day


def near(when: date, today: date) -> str:
    """A day without its year where the year is this one."""
    return f"{when.day} {MONTHS[when.month - 1]}" if when.year == today.year else day(when)


def month(when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}"


def moment(when: datetime, today: date | None = None) -> str:
    """ "30 April 2017, 08:45"; a time of today by the clock alone."""
    clock = f"{when:%H:%M}"
    return clock if when.date() == today else f"{day(when.date())}, {clock}"
