"""HTML between the blocks of a Markdown document: tables with their spans, and plain text."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import Final

from mappings.documents.blocks import Block, Cell, Grid, Kind, Place, Row, Text
from mappings.documents.inline import LineWriter

WIDEST: Final = 200
"""Columns of a table, and columns or rows that one cell may claim to span."""


def read_html(content: str, place: Place) -> tuple[Block, ...]:
    """Tables become grids, other words paragraphs. Comments say nothing."""
    reader = HtmlReader(place.first)
    reader.feed(content)
    return reader.done()


@dataclass(slots=True)
class OpenRow:
    first: int
    cells: list[Cell] = field(default_factory=list)


class HtmlReader(LineWriter):
    """Reads one block of HTML, line numbers kept."""

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self._first = first
        self._blocks: list[Block] = []
        self._rows: list[Row] | None = None
        self._table_first = first
        self._row: OpenRow | None = None
        self._cell: tuple[int, int, bool] | None = None

    def write(self, text: str) -> None:
        self.number = self._first + self.getpos()[0] - 1
        super().write(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = self._first + self.getpos()[0] - 1
        if tag == "table":
            self._end_text()
            self._rows, self._table_first = [], here
        elif self._rows is None:
            super().handle_starttag(tag, attrs)
        elif tag == "tr":
            self._end_row(here)
            self._row = OpenRow(here)
        elif tag in ("td", "th"):
            self._end_cell()
            self._row = self._row or OpenRow(here)
            self._cell = (span(attrs, "colspan"), span(attrs, "rowspan"), tag == "th")
        else:
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        here = self._first + self.getpos()[0] - 1
        if self._rows is None:
            super().handle_endtag(tag)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row(here)
        elif tag == "table":
            self._end_table(here)
        else:
            super().handle_endtag(tag)

    def _end_cell(self) -> None:
        self.end_line()
        if self._cell and self._row:
            columns, rows, heading = self._cell
            self._row.cells.append(Cell(tuple(self.lines), columns, rows, heading))
        self.lines.clear()
        self._cell = None

    def _end_row(self, here: int) -> None:
        self._end_cell()
        if self._row and self._rows is not None and self._row.cells:
            self._rows.append(Row(tuple(self._row.cells), Place(self._row.first, here)))
        self._row = None

    def _end_table(self, here: int) -> None:
        self._end_row(here)
        if self._rows:
            rows = uncovered(self._rows)
            spans = any(cell.rows > 1 or cell.columns > 1 for row in self._rows for cell in row.cells)
            self._blocks.append(Grid(rows, Place(self._table_first, here), spans=spans))
        self._rows = None

    def _end_text(self) -> None:
        self.end_line()
        if self.lines:
            place = Place(self.lines[0].number, max(self.lines[-1].number, self.lines[0].number))
            self._blocks.append(Text(Kind.PARAGRAPH, tuple(self.lines), place))
        self.lines.clear()

    def done(self) -> tuple[Block, ...]:
        here = self._first + self.getpos()[0] - 1
        self.close()
        if self._rows is not None:
            self._end_table(here)
        self._end_text()
        return tuple(self._blocks)


def span(attrs: list[tuple[str, str | None]], name: str) -> int:
    text = dict(attrs).get(name) or "1"
    return min(max(int(text), 1), WIDEST) if text.isdecimal() else 1


def uncovered(rows: list[Row]) -> tuple[Row, ...]:
    """One cell a column in every row: what a tall cell covers is that cell again, with `rows` 0."""
    result = []
    above: dict[int, Cell] = {}
    for row in rows:
        cells: list[Cell] = []
        below: dict[int, Cell] = {}
        waiting = deque(row.cells)
        last = max(above, default=-1)
        while waiting or (len(cells) <= last and len(cells) < WIDEST):
            if tall := above.get(len(cells)):
                if tall.rows > 1:
                    below[len(cells)] = replace(tall, rows=tall.rows - 1)
                cells.append(replace(tall, columns=1, rows=0))
                continue
            if len(cells) >= WIDEST:
                # No plan is as wide: what is in excess stays with the last column.
                cells[-1] = replace(cells[-1], lines=cells[-1].lines + waiting.popleft().lines)
                continue
            cell = waiting.popleft() if waiting else Cell()
            for shown in (replace(cell, columns=1, reach=cell.columns), *[Cell()] * (cell.columns - 1)):
                if cell.rows > 1:
                    below[len(cells)] = replace(shown, rows=cell.rows - 1)
                cells.append(shown)
        result.append(Row(tuple(cells), row.place))
        above = below
    return tuple(result)
