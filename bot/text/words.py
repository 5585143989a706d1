"""Single values and counts in the words that people read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from mappings.snapshot import OPEN, UNREPORTED, Field, Value
from mappings.spans import span_text

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
        return day_words(date.fromisoformat(value))
    if name == Field.STATUS:
        return {UNREPORTED: "no report yet", OPEN: "open"}.get(value, value)
    return short(" / ".join(value.splitlines()))


def day_words(day: date) -> str:
    """30 April 2017"""
    return span_text(day, day) or ""


def moment_words(moment: datetime) -> str:
    """30 April 2017 08:45"""
    return f"{day_words(moment.date())} {moment:%H:%M}"


def short(text: str, longest: int = LONGEST) -> str:
    """At most `longest` characters, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept[longest // 2 :] else kept}…"


def many(count: int, one: str, several: str = "") -> str:
    """1 activity, 229 activities"""
    if count == 1:
        return f"1 {one}"
    return f"{count:,} {several or (f'{one[:-1]}ies' if one.endswith('y') else f'{one}s')}"


def listed(words: list[str]) -> str:
    """one, two and three"""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
