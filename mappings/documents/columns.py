"""Which column of a table holds what, from its titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mappings.documents.blocks import Cell, fold
from mappings.documents.words import COLUMNS, PERIOD, STAND_INS, Part, look_up, plain

LONGEST_TITLE: Final = 60
NUMBERED: Final = frozenset({Part.AREA, Part.OUTPUT, Part.ACTIVITY})
YIELD: Final = re.compile(r"(?:expected|intended) |(?:\w+ )?(?:deliverable|livrable|entregable)")
TELLING: Final = frozenset(
    {Part.TIMEFRAME, Part.END, Part.START, Part.LEAD, Part.STATUS, Part.FUNDING, Part.SPAN}
)
"""A table that has none of these beside its activities, or its outputs, is another kind of table."""


@dataclass(frozen=True, slots=True)
class Column:
    part: Part | None
    """None: a column of its own, kept as a note."""
    title: str


@dataclass(frozen=True, slots=True)
class Columns:
    columns: tuple[Column, ...]

    def at(self, part: Part) -> int | None:
        return next((at for at, column in enumerate(self.columns) if column.part is part), None)

    def number_at(self, part: Part) -> int | None:
        """The column of numbers whose next column to the right holds this part."""
        return next((at for at in self.numbers() if self._numbered_by(at) is part), None)

    def numbers(self) -> list[int]:
        return [at for at, column in enumerate(self.columns) if column.part is Part.NUMBER]

    def _numbered_by(self, at: int) -> Part | None:
        return next((column.part for column in self.columns[at + 1 :] if column.part in NUMBERED), None)

    def others(self) -> list[tuple[int, str]]:
        return [(at, column.title) for at, column in enumerate(self.columns) if column.part is None]

    def spans(self) -> list[tuple[int, str]]:
        return [(at, column.title) for at, column in enumerate(self.columns) if column.part is Part.SPAN]


def read_columns(cells: Sequence[Cell]) -> Columns | None:
    """The columns, if these cells are titles of a plan table; None for any other row."""
    titles = [fold(cell.text) for cell in cells]
    filled = [title for title in titles if title]
    if len(filled) < 2 or any(len(title) > LONGEST_TITLE for title in filled):
        return None
    parts = [part_of(title) if title else None for title in titles]
    parts = settled(titles, parts)
    known = {part for part in parts if part}
    named = any(look_up(COLUMNS, title) is Part.ACTIVITY for title in filled)
    if not named:
        # "Item | Amount | Year" is a list of something else.
        known -= {part_of(title) for title in filled if plain(title) in ("year", "annee", "ano")}
    recognised = sum(part is not None for part in parts)
    if Part.ACTIVITY not in known or recognised < 2 or not known & (TELLING | {Part.OUTPUT}):
        return None
    if recognised * 3 < len(filled) or len({title.casefold() for title in filled}) < len(filled):
        return None
    return Columns(tuple(Column(part, title) for part, title in zip(parts, titles, strict=True)))


def part_of(title: str) -> Part | None:
    if PERIOD.fullmatch(plain(title)):
        return Part.SPAN
    return look_up(COLUMNS, title)


def settled(titles: Sequence[str], found: list[Part | None]) -> list[Part | None]:
    """One column for each part: the first of that name; a missing activity column is what names the work."""
    parts = list(found)
    if Part.ACTIVITY not in parts:
        stand_in = next((at for at, title in enumerate(titles) if STAND_INS.match(plain(title))), None)
        for wider in (Part.OUTPUT, Part.AREA):
            if stand_in is None and wider in parts:
                stand_in = parts.index(wider)
        if stand_in is not None:
            parts[stand_in] = Part.ACTIVITY
    if parts.count(Part.OUTPUT) > 1 and Part.AREA not in parts:
        # "Outcome | Output | Activity": the wider result is the area of the narrower ones.
        parts[parts.index(Part.OUTPUT)] = Part.AREA
    activity = parts.index(Part.ACTIVITY) if Part.ACTIVITY in parts else -1
    for at, part in enumerate(parts):
        beside = part is Part.OUTPUT and at > activity and YIELD.match(plain(titles[at]))
        several = part is Part.SPAN or (
            part is Part.NUMBER and not NUMBERED.isdisjoint(parts[at + 1 : at + 2])
        )
        if beside or (part in parts[:at] and not several):
            # "Deliverable" after the activity says what it yields, not what it belongs to.
            parts[at] = None
    if parts.count(Part.SPAN) == 1 and Part.TIMEFRAME not in parts:
        parts[parts.index(Part.SPAN)] = None
    return parts
