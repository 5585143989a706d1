"""What any document is made of: headings, paragraphs, list entries, grids; each with its place.

A reader of one format turns bytes into these; everything after it knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
CUT = re.compile(r"\w-$")
LOOSE = re.compile(r"(?:and|or|et|ou|y|o)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Lines of the document, counted from 1, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"lines {self.first}-{self.last}"

    def __or__(self, other: Place) -> Place:
        return Place(min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text inside a block, free of mark-up.

    `soft`: only the page's width ended the line before. `entry`: it begins an entry of a list inside a cell.
    """

    text: str
    number: int
    soft: bool = False
    strong: bool = False
    slanted: bool = False
    entry: bool = False


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list entry"
    FIELD = "label with its value"


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, a paragraph, an entry of a list, or a label with its value beside it.

    `level`: of a heading from 1, of a list entry its depth from 0. `number`: of a numbered entry, as printed.
    `value`: what stands beside the label; empty when nothing does, and then nothing below it is its value.
    """

    kind: Kind
    lines: tuple[Line, ...]
    place: Place
    level: int = 0
    number: str | None = None
    checked: bool | None = None
    value: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        return joined(self.lines)

    @property
    def strong(self) -> bool:
        """Bold from end to end."""
        return bool(self.lines) and all(line.strong for line in self.lines)

    @property
    def slanted(self) -> bool:
        return bool(self.lines) and all(line.slanted for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid. `columns` and `rows` are its spans, where the format states them."""

    lines: tuple[Line, ...] = ()
    columns: int = 1
    rows: int = 1
    heading: bool = False
    reach: int = 1
    """The columns it spanned before the row was given one cell a column."""

    @property
    def text(self) -> str:
        return joined(self.lines)

    @property
    def strong(self) -> bool:
        return bool(self.lines) and all(line.strong for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `spans`: the format states merged cells, so that an empty cell is just empty."""

    rows: tuple[Row, ...]
    place: Place
    spans: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that only draws: a page rule, the line under a table's head, a fence."""

    place: Place
    of_table: bool = False


Block = Text | Grid | Rule


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its blocks in order, and its source lines, so that each can be accounted for."""

    name: str
    blocks: tuple[Block, ...]
    source: tuple[str, ...]
    encoding: str = "utf-8"


def fold(text: str) -> str:
    """White space folded, nothing else changed."""
    return BLANKS.sub(" ", text).strip()


def glue(head: str, tail: str) -> str:
    """Two halves of a text that a page or a line cut: no blank after a cut hyphen."""
    if not head or not tail:
        return head or tail
    if CUT.search(head) and not LOOSE.match(tail):
        return head + tail
    return f"{head} {tail}"


def joined(lines: Iterable[Line]) -> str:
    """The text of some lines: one line feed for a break that was meant, none for a wrapped line."""
    text = ""
    for line in lines:
        if not line.text:
            continue
        text = glue(text, line.text) if line.soft or not text else f"{text}\n{line.text}"
    return text


def expanded(row: Row, width: int) -> tuple[Cell, ...]:
    """The row with one cell a column; what a wide cell covers, and what the row lacks, is empty."""
    cells: list[Cell] = []
    for cell in row.cells:
        cells.append(cell)
        cells.extend(Cell() for _ in range(cell.columns - 1))
    cells.extend(Cell() for _ in range(width - len(cells)))
    return tuple(cells)
