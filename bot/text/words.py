"""Single values and counts in the words that people read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.text.dates import day
from bot.text.phrases import counted, cut
from mappings.snapshot import OPEN, UNREPORTED, Field, Value

FIELDS: Final = {
    Field.TITLE: "what",
    Field.TIMEFRAME: "when",
    Field.LEAD: "lead",
    Field.FUNDING: "funding",
    Field.START: "start",
    Field.DUE: "due",
    Field.STATUS: "status",
    Field.TASKS: "tasks",
    Field.ASSIGNEES: "assigned",
    Field.MILESTONE: "milestone",
    Field.STATE: "open or closed",
    Field.CONTEXT: "line on where it stands",
}
DATES: Final = (Field.START, Field.DUE, "completed")
LONGEST: Final = 70
"""Characters of a title or value that are enough to know it again."""


def field_word(name: str) -> str:
    return FIELDS.get(Field(name), name) if name in set(Field) else name


def value_words(name: str, value: Value) -> str:
    """A value on one line; long ones are cut."""
    if value is None:
        return "nothing"
    if name in DATES:
        return day(date.fromisoformat(value))
    if name == Field.STATUS:
        return {UNREPORTED: "no report yet", OPEN: "open"}.get(value, value)
    return cut(" / ".join(value.splitlines()), LONGEST)


def moment_words(moment: datetime) -> str:
    """30 April 2017, 08:45"""
    return f"{day(moment.date())}, {moment:%H:%M}"


def activities(count: int) -> str:
    return counted(count, "activity", "activities")
