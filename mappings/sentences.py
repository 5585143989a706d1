"""The sentences of ours in an issue or milestone, and the line that says where the plan has it from."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from mappings.cells import escape
from mappings.items import Item
from mappings.snapshot import Field
from mappings.spans import span_text
from mappings.titles import Place

COUNTED: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ACRONYM: Final = re.compile(r"\(([A-Z]{2,8})\)|^([A-Z]{2,8})$")
LINES: Final = re.compile(r"lines? (\d+)(?:\s*[-–]\s*(\d+))?")


def context_line(item: Item, dates: bool) -> str:
    """Where an item stands in the plan and in the document, and how its timeframe was read."""
    where = [item.area.title]
    if item.year is not None:
        where.append(str(item.year))
    if item.output is not None and item.output.number is not None:
        where.append(f"Output {item.output.number}")
    parts = [", ".join(where)]
    source = _source(item)
    if source:
        parts.append(source)
    span = span_text(item.start, item.due) if dates and item.activity is not None else None
    if span:
        parts.append(f"read as {span}")
    return " ".join(" · ".join(parts).split())


def _source(item: Item) -> str | None:
    held = item.activity or item.output or item.area
    if not held.source:
        return None
    lines = LINES.fullmatch(held.source.strip())
    if lines is None:
        return f"document {held.source}"
    first, last = lines[1], lines[2] or lines[1]
    return f"document line {first}" if first == last else f"document lines {first}–{last}"


def where(item: Item) -> str:
    """What a milestone's title says behind it: "GMG coordination and visibility, 2017"."""
    if item.output is None:
        return ""
    return item.area.title if item.year is None else f"{item.area.title}, {item.year}"


def preface(item: Item, place: Place | None) -> str:
    """Why an issue without a name is there."""
    if place is None:
        return ""
    count = COUNTED[place.of] if place.of < len(COUNTED) else str(place.of)
    home = "output" if item.output is not None else "area"
    number = item.number or f"number {place.number}"
    places = "place" if place.of == 1 else "places"
    return f"**Not decided yet.** The plan keeps {count} {places} for this {home}; this is {escape(number)}."


@dataclass(frozen=True, slots=True)
class Manner:
    """How people answer. `year` makes the examples look right; `mails`: the tracker sends e-mails.

    `reasons`: an issue can be closed as not planned.
    """

    year: int | None
    left_out: Collection[Field]
    mails: bool
    reasons: bool = True

    @property
    def comment(self) -> str:
        return "Comment, or answer the e-mail" if self.mails else "Comment"

    @property
    def drop(self) -> str:
        return "Close as *not planned*." if self.reasons else "Comment `Status: cancelled`."


def closing(item: Item, open_title: bool, manner: Manner) -> str:
    """What a person can do, in the words they would write."""
    return _about_gaps(item, manner) if open_title else _about_work(item, manner)


def _about_work(item: Item, manner: Manner) -> str:
    examples = [
        f"`When: {_month('June', item, manner)}`" if Field.TIMEFRAME not in manner.left_out else "",
        f"`Lead: {_party(item)}`" if Field.LEAD not in manner.left_out else "",
        "`Status: ongoing`",
    ]
    return (
        f"**Done?** Close this issue. **Dropped?** {manner.drop} **Changed?** {manner.comment}, "
        f"one line each: {' · '.join(filter(None, examples))}. A 👍 means the plan has it."
    )


def _about_gaps(item: Item, manner: Manner) -> str:
    examples = {
        Field.TITLE: "What: name of the activity",
        Field.TIMEFRAME: f"When: {_month('October', item, manner)}",
        Field.LEAD: "Lead: who",
        Field.FUNDING: "Funding: source",
    }
    lines = "\n".join(f"    {line}" for field, line in examples.items() if field not in manner.left_out)
    return (
        f"**Know something?** {manner.comment}; leave out what you don't know:\n\n"
        f"{lines}\n\n"
        f"**Not needed?** {manner.drop} "
        f"**Later?** `Ask again: 1 {_month('September', item, manner)}`"
    )


def _month(month: str, item: Item, manner: Manner) -> str:
    known = item.year or manner.year
    return f"{month} {known}" if known else month


def _party(item: Item) -> str:
    for lead in item.leads:
        acronym = ACRONYM.search(lead)
        if acronym:
            return acronym[1] or acronym[2]
    return "who"


PREFACE: Final = re.compile(r"^\*\*Not decided yet\.\*\* .*\n(?:\r?\n)?", re.MULTILINE)
GAPS: Final = re.compile(
    r"^\*\*Know something\?\*\* .*\n(?:(?: {4}.*|\r?)\n)*\*\*Not needed\?\*\* .*$", re.MULTILINE
)
WORK: Final = re.compile(r"^\*\*Done\?\*\* .*$", re.MULTILINE)


def name_decided(text: str, closing_lines: str) -> str:
    """The sentences for an activity without a name, exchanged for those of one that has it."""
    text = PREFACE.sub("", text, count=1)
    return GAPS.sub(lambda _: closing_lines, text, count=1)


def name_open(text: str, preface_line: str, closing_lines: str) -> str:
    """The other way round. `text` is the part between the marks; sentences people changed stay."""
    text = WORK.sub(lambda _: closing_lines, text, count=1)
    if preface_line and not PREFACE.search(text):
        text = f"{preface_line}\n\n{text}"
    return text
