"""Tables put together again: the pages of one table, and which tables hold a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mappings.documents.blocks import Block, Cell, Grid, Kind, Line, Place, Row, Text, expanded, fold
from mappings.documents.columns import Columns, read_columns
from mappings.documents.sums import sums_up

YEAR: Final = re.compile(
    r"(?:(?:year|année|año|annual (?:work ?)?plan|work ?plan)\s*:?\s*)?((?:19|20)\d\d)"
    r"\s*(?:annual (?:work ?)?plan|work ?plan|activities)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with one cell a column. `page`: a page may have broken before it."""

    cells: tuple[Cell, ...]
    place: Place
    page: bool = False
    columns: Columns | None = None
    """Set on a row of column titles."""
    sums: bool = False
    """It only adds up what stands above it."""

    @property
    def filled(self) -> list[int]:
        return [at for at, cell in enumerate(self.cells) if cell.lines and cell.rows > 0]

    @property
    def single(self) -> bool:
        """Only the first cell says something: a heading inside the table, or the rest of a cut cell."""
        return self.filled == [0] and not any(cell.rows == 0 for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One plan table, however many pages it runs over. `spans`: its format states merged cells."""

    rows: tuple[SheetRow, ...]
    place: Place
    columns: Columns | None
    """The columns of an earlier sheet that it goes on with, when it has no titles of its own."""
    spans: bool = False


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table that holds no activities."""

    place: Place
    titles: str


Piece = Text | Sheet | OtherTable


def put_together(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """Grids that follow each other with the same width are one sheet; narrow ones are text with labels."""
    pieces: list[Piece] = []
    run: list[Grid] = []
    columns: Columns | None = None

    def close() -> None:
        nonlocal columns
        for grids in by_width(run):
            made = sheet_of(grids, columns)
            columns = last_columns(made) or columns if isinstance(made, Sheet) else columns
            pieces.extend(made if isinstance(made, list) else [made])
        run.clear()

    for block in blocks:
        if isinstance(block, Grid):
            run.append(block)
            continue
        close()
        if isinstance(block, Text):
            pieces.append(block)
    close()
    return tuple(pieces)


def width_of(grid: Grid) -> int:
    return sum(cell.columns for cell in grid.rows[0].cells)


def by_width(grids: Sequence[Grid]) -> list[list[Grid]]:
    groups: list[list[Grid]] = []
    for grid in grids:
        if groups and width_of(groups[-1][0]) == width_of(grid):
            groups[-1].append(grid)
        else:
            groups.append([grid])
    return groups


def last_columns(sheet: Sheet) -> Columns | None:
    return next((row.columns for row in reversed(sheet.rows) if row.columns), sheet.columns)


def sheet_of(grids: Sequence[Grid], earlier: Columns | None) -> Sheet | OtherTable | list[Text]:
    width = width_of(grids[0])
    rows: list[SheetRow] = []
    for grid in grids:
        rows.extend(rows_of(grid, width))
    place = grids[0].place | grids[-1].place
    spans = any(grid.spans for grid in grids)
    if any(row.columns for row in rows):
        return Sheet(tuple(rows), place, None, spans)
    if width == 1 or (width == 2 and (earlier is None or len(earlier.columns) != 2)):
        return flattened(rows)
    head = next((row for row in rows if row.filled), None)
    foreign = head and len(head.filled) > 1 and any(head.cells[at].heading for at in head.filled)
    if earlier and len(earlier.columns) == width and not foreign:
        return Sheet(tuple(rows), place, earlier, spans)
    titles = " | ".join(fold(cell.text) for cell in head.cells if cell.lines) if head else ""
    return OtherTable(place, titles[:120])


def rows_of(grid: Grid, width: int) -> list[SheetRow]:
    """The rows of one page; the first below titles that are printed again is its first, too."""
    rows = [sheet_row(row, width) for row in first_filled(grid)]
    first = next((at for at, row in enumerate(rows) if row.columns is None), 0)
    rows[first] = replace(rows[first], page=True)
    return rows


def first_filled(grid: Grid) -> Sequence[Row]:
    """The rows with the empty ones in front moved back, so that the first is the first with words."""
    rows = list(grid.rows)
    empty = [row for row in rows if not any(cell.lines for cell in row.cells)]
    return [row for row in rows if any(cell.lines for cell in row.cells)] + empty


def sheet_row(row: Row, width: int) -> SheetRow:
    cells = expanded(row, width)
    if len(cells) > width:
        # A bar inside a text looks like a further column: what is in excess belongs to the last one.
        tail = [line for cell in cells[width - 1 :] for line in cell.lines]
        cells = (*cells[: width - 1], Cell(tuple(tail), heading=cells[0].heading))
    columns = read_columns(cells)
    return SheetRow(cells, row.place, columns=columns, sums=columns is None and sums_up(cells))


def flattened(rows: Sequence[SheetRow]) -> list[Text]:
    """The words of a narrow table: each line its own paragraph, or a label with what stands beside it."""
    texts: list[Text] = []
    for row in rows:
        if not row.filled:
            continue
        if len(row.cells) > 1 and row.cells[0].lines:
            texts.append(Text(Kind.FIELD, row.cells[0].lines, row.place, value=row.cells[1].lines))
            continue
        for cell in row.cells:
            for lines in grouped(cell.lines):
                kind = Kind.ITEM if lines[0].entry else Kind.PARAGRAPH
                texts.append(Text(kind, lines, row.place))
    return texts


def grouped(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines of a cell by paragraph: an entry with what follows it, wrapped lines, or a line of its own."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not line.entry and line.soft:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def year_of(text: str) -> int | None:
    match = YEAR.fullmatch(fold(text).strip(" .:–-"))
    return int(match[1]) if match else None
