"""Plain text into blocks: paragraphs between blank lines, list entries, lines with tabs as rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt

from mappings.documents.blocks import Block, Cell, Grid, Kind, Place, Row, Rule, Text
from mappings.documents.inline import read_inline

ENTRY: Final = re.compile(r"(?P<indent>\s*)(?:[-*+•‣▪◦·–—]|(?P<number>\d{1,3})[.)])\s+(?P<rest>\S.*)")
BOX: Final = re.compile(r"(?:\[(?P<ascii>[ xX])\]|(?P<sign>[☐☑☒✓✔]))\s+")
DRAWN: Final = re.compile(r"\s*[-=_*~.·•|+\s]{3,}\s*")
WIDE: Final = 40
"""Characters from which on a line may have been ended by the page's width only."""


def read_plain_text(source: tuple[str, ...]) -> tuple[Block, ...]:
    return LineReader(source).read()


@dataclass(slots=True)
class Open:
    """The block that is being read."""

    first: int
    parts: list[str]
    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    number: str | None = None
    checked: bool | None = None


@dataclass(slots=True)
class LineReader:
    """Walks the lines once."""

    source: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    inline: MarkdownIt = field(default_factory=lambda: MarkdownIt("commonmark"))
    open: Open | None = None
    rows: list[Row] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)

    def read(self) -> tuple[Block, ...]:
        for number, raw in enumerate(self.source, start=1):
            line = raw.replace("\f", " ").rstrip()
            if not line.strip():
                self._close()
            elif "\t" in line.strip() or (self.rows and "\t" in raw.strip(" ")):
                self._tabs(raw, number)
            elif DRAWN.fullmatch(line):
                self._close()
                self.blocks.append(Rule(Place(number, number)))
            else:
                self._text(line, number)
        self._close()
        return tuple(self.blocks)

    def _close(self) -> None:
        self._close_rows()
        if self.open:
            block, self.open = self.open, None
            lines = read_inline(self.inline, "\n".join(block.parts), block.first)
            place = Place(block.first, block.first + len(block.parts) - 1)
            if lines:
                self.blocks.append(Text(block.kind, lines, place, block.depth, block.number, block.checked))
            else:
                self.blocks.append(Rule(place))

    def _close_rows(self) -> None:
        if self.rows:
            place = self.rows[0].place | self.rows[-1].place
            self.blocks.append(Grid(tuple(self.rows), place))
            self.rows = []

    def _tabs(self, line: str, number: int) -> None:
        if self.open:
            self._close()
        parts = line.lstrip().split("\t")
        cells = tuple(Cell(read_inline(self.inline, part.strip(), number)) for part in parts)
        self.rows.append(Row(cells, Place(number, number)))

    def _text(self, line: str, number: int) -> None:
        if self.rows:
            self._close_rows()
        if entry := ENTRY.fullmatch(line):
            self._close()
            rest, checked = entry["rest"], None
            if box := BOX.match(rest):
                checked = (box["ascii"] or box["sign"]) not in (" ", "☐")
                rest = rest[box.end() :]
            depth = self._depth(len(entry["indent"].expandtabs()))
            self.open = Open(number, [rest], Kind.ITEM, depth, entry["number"], checked)
        elif self.open and self._continues(line):
            self.open.parts.append(line.strip())
        else:
            self._close()
            self.open = Open(number, [line.strip()])
            if not line[0].isspace():
                self.indents = []

    def _depth(self, indent: int) -> int:
        while self.indents and self.indents[-1] >= indent:
            self.indents.pop()
        self.indents.append(indent)
        return len(self.indents) - 1

    def _continues(self, line: str) -> bool:
        """A paragraph goes on to the blank line; an entry only where the page's width can have cut it."""
        assert self.open
        if self.open.kind is Kind.PARAGRAPH:
            return True
        return line[0].isspace() or len(self.open.parts[-1]) >= WIDE
