"""The managed block of an issue: its table, checklist and context line, read, written and patched in place.

A patch touches only what it was asked to; every other byte, inside and outside the block, stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from mappings.cells import canonical, escape, escape_line, unescape
from mappings.checklist import TASK_LINE, patch_tasks, read_tasks, render_tasks
from mappings.marks import END, Damage, DamagedBlock, Marker, Span, find_marker, find_span
from mappings.snapshot import Field, Value

__all__ = [
    "Block",
    "Damage",
    "DamagedBlock",
    "Marker",
    "find_marker",
    "parse_block",
    "patch_block",
    "patch_prose",
    "render_block",
]

ROWS: Final = {
    Field.TITLE: "What",
    Field.TIMEFRAME: "When",
    Field.LEAD: "Lead",
    Field.FUNDING: "Funding",
    Field.START: "Start",
    Field.DUE: "Due",
}
FIELDS: Final = {name.casefold(): field for field, name in ROWS.items()}
TABLE_HEAD: Final = "| | |\n|---|---|\n"
ROW: Final = re.compile(
    rf"^ {{0,3}}\|[ \t]*(?:\*\*)?({'|'.join(ROWS.values())})(?:\*\*)?[ \t]*\|(.*)$",
    re.IGNORECASE | re.MULTILINE,
)
TABLE_LINE: Final = re.compile(r" {0,3}\|.*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a row's second cell, and where it stands in the whole body."""

    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block as read. Positions count in the whole body."""

    span: Span
    cells: Mapping[Field, Cell]
    doubled: frozenset[Field]
    """Rows that stand there twice: which one is meant can't be told."""
    tasks: Value
    context: Cell | None
    table_end: int | None

    @property
    def marker(self) -> Marker:
        return self.span.marker


def render_block(
    marker: Marker,
    cells: Mapping[Field, Value],
    tasks: Value,
    context: str,
    preface: str,
    closing: str,
) -> str:
    """A new block. Fields without a cell get no row; `preface` and `closing` are our own sentences."""
    rows = "".join(_row(field, cells[field]) for field in ROWS if field in cells)
    parts = [
        preface,
        f"{TABLE_HEAD}{rows}".removesuffix("\n"),
        render_tasks(tasks).removesuffix("\n"),
        escape_line(context),
        closing,
    ]
    return f"{marker}\n" + "\n\n".join(part for part in parts if part) + f"\n{END}"


def _row(field: Field, value: Value) -> str:
    return f"| {ROWS[field]} | {escape(value) if value else ''} |\n"


def parse_block(body: str) -> Block | None:
    """The block of a body; None when it has none. Raises DamagedBlock when its marks are not in order."""
    span = find_span(body)
    if span is None:
        return None
    cells: dict[Field, Cell] = {}
    doubled: set[Field] = set()
    table_end: int | None = None
    for row in ROW.finditer(body, span.start, span.end):
        field = FIELDS[row[1].casefold()]
        if field in cells:
            doubled.add(field)
            continue
        cells[field] = _cell(row)
        if table_end is None or table_end <= row.start():
            table_end = _table_end(body, row.start())
    tasks = read_tasks(body[span.start : span.end])
    context = _context(body, span.start if table_end is None else table_end, span.end)
    return Block(span, cells, frozenset(doubled), tasks, context, table_end)


def _cell(row: re.Match[str]) -> Cell:
    """All that follows the name of the row: a person who types a bare "|" into a cell means that sign."""
    raw = row[2].rstrip()
    if raw.endswith("|") and not raw.endswith("\\|"):
        raw = raw[:-1]
    return Cell(canonical(unescape(raw.strip())), row.start(2), row.start(2) + len(raw))


def _table_end(body: str, start: int) -> int:
    """Where the lines of a table end; at the latest at the mark that ends the block."""
    while line := TABLE_LINE.match(body, start):
        start = line.end()
    return start


def _context(body: str, start: int, end: int) -> Cell | None:
    """The first line after the table that is neither a task nor one of our sentences."""
    while start < end:
        stop = body.index("\n", start)  # there is one: the mark at `end` begins a line
        line = body[start:stop]
        text = line.strip()
        ours = line.startswith(("**", "    ", "|"))
        if text and not ours and not TASK_LINE.match(line):
            left = start + len(line) - len(line.lstrip())
            return Cell(canonical(unescape(text)), left, left + len(text))
        start = stop + 1
    return None


def patch_block(body: str, values: Mapping[Field, Value]) -> str:
    """The body with these fields' cells, checklist or context line set, and all other bytes as they were.

    Raises DamagedBlock when there is no block to write into, or when its marks are not in order.
    """
    block = parse_block(body)
    if block is None:
        raise DamagedBlock("The part between the marks is missing.")
    doubled = [ROWS[field] for field in values if field in block.doubled]
    if doubled:
        raise DamagedBlock(f"The row {doubled[0]} stands there twice.")
    return _with_lists(_with_cells(body, block, values), values)


def without_rows(body: str, fields: Collection[Field]) -> str:
    """The body without the rows of these fields, and without its checklist where that is one of them.

    Raises DamagedBlock as `patch_block` does.
    """
    block = parse_block(body)
    if block is None:
        raise DamagedBlock("The part between the marks is missing.")
    start, end = block.span.start, block.span.end
    rows = [row for row in ROW.finditer(body, start, end) if FIELDS[row[1].casefold()] in fields]
    for row in reversed(rows):
        body = body[: row.start()] + body[row.end() + 1 :]
    return _with_lists(body, {Field.TASKS: None}) if Field.TASKS in fields else body


def _with_cells(body: str, block: Block, values: Mapping[Field, Value]) -> str:
    """Cells and context line, from the last to the first, so that the places found still hold."""
    changes: list[tuple[int, int, str]] = []
    rows = ""
    for field, value in values.items():
        cell = block.cells.get(field)
        if field not in ROWS or (cell is not None and cell.value == value):
            continue
        if cell is None:
            rows += _row(field, value) if value else ""
        else:
            changes.append((cell.start, cell.end, f" {escape(value) if value else ''} "))
    context, line = values.get(Field.CONTEXT), block.context
    if context and line and line.value != context:
        changes.append((line.start, line.end, escape_line(context)))
    lost = f"\n{escape_line(context)}\n" if context and not line else ""
    # What isn't there yet goes below the table; where a person removed that, rows begin a new one.
    start = block.span.start if block.table_end is None else block.table_end
    head = TABLE_HEAD if rows and block.table_end is None else ""
    changes.append((start, start, f"{head}{rows}{lost}"))
    for start, end, text in sorted(changes, reverse=True):
        body = body[:start] + text + body[end:]
    return body


def _with_lists(body: str, values: Mapping[Field, Value]) -> str:
    if Field.TASKS not in values:
        return body
    block = parse_block(body)
    assert block is not None
    start, end = block.span.start, block.span.end
    at = (start if block.table_end is None else block.table_end) - start
    return body[:start] + patch_tasks(body[start:end], values[Field.TASKS], at) + body[end:]


def patch_prose(body: str, change: Callable[[str], str]) -> str:
    """The body with the part between its marks changed. Raises DamagedBlock as `patch_block` does."""
    span = find_span(body)
    if span is None:
        raise DamagedBlock("The part between the marks is missing.")
    return body[: span.start] + change(body[span.start : span.end]) + body[span.end :]
