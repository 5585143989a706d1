"""Fields and their values in the words that people read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.text.phrases import cut, one_line
from mappings.snapshot import OPEN, UNREPORTED, Field, Value
from mappings.spans import day

FIELDS: Final[Mapping[str, str]] = {
    "snooze_until": "ask again",
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
    Field.STATE: "state",
    Field.CONTEXT: "line on where it stands",
}
NOUNS: Final[Mapping[str, str]] = {
    Field.TITLE: "title",
    Field.TIMEFRAME: "date",
    Field.LEAD: "lead",
    Field.FUNDING: "funding",
    Field.START: "start",
    Field.DUE: "due date",
    Field.STATUS: "status",
    Field.TASKS: "tasks",
    Field.ASSIGNEES: "people",
}
"""The same inside a sentence: "only the title is open"."""
DATES: Final = (Field.START, Field.DUE, "completed", "snooze_until")
LONGEST: Final = 70
"""Characters of a title or value that are enough to know it again."""


def field_word(name: str) -> str:
    return FIELDS.get(name, name)


def noun(name: str) -> str:
    return NOUNS.get(name, field_word(name))


def value_words(name: str, value: Value) -> str:
    """A value on one line; long ones are cut."""
    if value is None:
        return "nothing"
    if name in DATES:
        return day(date.fromisoformat(value))
    if name == Field.STATUS:
        return {UNREPORTED: "no report yet", OPEN: "open"}.get(value, value)
    if name == Field.MILESTONE and value.startswith("#"):
        return "one that is not the plan's"
    return cut(one_line(value), LONGEST)
