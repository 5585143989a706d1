"""Marks put back where they were edited or lost, and taken off a copy: whatever else stands there stays.

Only what is certain is mended: where our part begins is told by its first mark, its table or its title line,
where it ends by its last mark or our last sentences. Anything else is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mappings.body import ROW
from mappings.marks import (
    ANY_START,
    END,
    END_LINE,
    START_LINE,
    DamagedBlock,
    Marker,
    find_span,
    outside_code,
)
from mappings.milestones import CLOSING, TITLE_LINE
from mappings.sentences import GAPS, PREFACE, WORK

LAST: Final = (WORK, GAPS, re.compile(rf"^{re.escape(CLOSING)}[ \t]*$", re.MULTILINE))
"""Our last sentences."""
TABLE_LINE: Final = re.compile(r" {0,3}\|")
MARK_LINES: Final = (ANY_START, END_LINE)


def is_whole(text: str, marker: Marker) -> bool:
    """Both marks are there, and it is this one."""
    try:
        span = find_span(text)
    except DamagedBlock:
        return False
    return span is not None and span.marker == marker


def mended(text: str, marker: Marker, block: str) -> str | None:
    """The text with its marks in order; None where that is not certain. `block`: our part, made anew.

    It goes above the rest where nothing of our part is left.
    """
    if is_whole(text, marker):
        return text
    starts, ends = (outside_code(text, list(mark.finditer(text))) for mark in MARK_LINES)
    begun, ended = next(first_lines(text), None), outside_code(text, list(last_lines(text)))
    if not starts and not ends and begun is None and not ended:
        return f"{block}\n\n{text}" if text.strip() else block
    if len(starts) > 1 or len(ends) > 1 or (starts and is_another(starts[0], text, marker)):
        return None
    line_break = "\r\n" if "\r\n" in text else "\n"
    changes: list[tuple[int, int, str]] = []
    if starts:
        start, stop = starts[0].span()
        changes.append((start, stop, str(marker) + ("\r" if text[start:stop].endswith("\r") else "")))
    elif begun is not None:
        start = begun
        changes.append((start, start, f"{marker}{line_break}"))
    else:
        return None
    if not ends:
        after = [match for match in ended if match.start() > start]
        if len(after) != 1:
            return None
        stop = after[0].end() - (1 if after[0].group().endswith("\r") else 0)
        changes.append((stop, stop, f"{line_break}{END}"))
    for start, stop, new in reversed(changes):
        text = text[:start] + new + text[stop:]
    return text if is_whole(text, marker) else None


def is_another(start: re.Match[str], text: str, marker: Marker) -> bool:
    """A mark that can be read, and names something else: somebody copied a text over this one."""
    found = START_LINE.match(text, start.start())
    return found is not None and Marker(found[1], found[2]) != marker


def first_lines(text: str) -> Iterator[int]:
    """Where our part may begin: at the line that says why it has no name, its table, its title line."""
    for pattern in (PREFACE, ROW, TITLE_LINE):
        for match in outside_code(text, list(pattern.finditer(text)))[:1]:
            yield table_start(text, match.start()) if pattern is ROW else match.start()


def table_start(text: str, row: int) -> int:
    """The first line of the table that this row is in."""
    while row:
        above = text.rfind("\n", 0, row - 1) + 1
        if not TABLE_LINE.match(text, above):
            break
        row = above
    return row


def last_lines(text: str) -> Iterator[re.Match[str]]:
    for pattern in LAST:
        yield from pattern.finditer(text)


def unmarked(text: str, marker: Marker) -> str:
    """The text without this mark and the one that ends its part: from now on it is somebody's own."""
    for pattern in MARK_LINES:
        for match in reversed(outside_code(text, list(pattern.finditer(text)))):
            found = START_LINE.match(text, match.start())
            if found is None and pattern is ANY_START:
                continue  # it says nothing, and is read by nobody
            if found is not None and Marker(found[1], found[2]) != marker:
                continue
            stop = match.end() + (1 if text[match.end() : match.end() + 1] == "\n" else 0)
            text = text[: match.start()] + text[stop:]
    return text
