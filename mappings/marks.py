"""The marks round what is ours in an issue's or milestone's text; all else there belongs to people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mappings.plan import ITEM_ID, PLAN_ID

END: Final = "<!-- /workplan -->"
_PLAN, _ITEM = PLAN_ID.strip("^$"), ITEM_ID.strip("^$")
START_LINE: Final = re.compile(rf"^<!--[ \t]*workplan:[ \t]*({_PLAN})[ \t]+({_ITEM})[ \t]*-->[ \t\r]*$", re.M)
ANY_START: Final = re.compile(r"^<!--[ \t]*workplan:.*$", re.M)
END_LINE: Final = re.compile(r"^<!--[ \t]*/workplan[ \t]*-->[ \t\r]*$", re.M)
FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$", re.M)


@dataclass(frozen=True, slots=True)
class Marker:
    """Which item of which plan an issue or milestone stands for."""

    plan: str
    item: str

    def __str__(self) -> str:
        return f"<!-- workplan: {self.plan} {self.item} -->"


@dataclass(frozen=True, slots=True)
class Damage:
    """The marks are there and say nothing certain. `reason` is for the person who mends them."""

    reason: str


class DamagedBlock(ValueError):
    """The marks don't enclose one part, so nothing between them is read or written."""


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a text between its marks: from the line after the first mark to before the last."""

    marker: Marker
    marker_start: int
    start: int
    end: int


def find_marker(text: str) -> Marker | Damage | None:
    """The mark at the start of a line, outside code, exactly once; quoted and indented ones don't count."""
    found = _start(text)
    return Marker(found[1], found[2]) if isinstance(found, re.Match) else found


def find_span(text: str) -> Span | None:
    """Where the part between the marks lies; None when there is none. Raises DamagedBlock."""
    found = _start(text)
    if isinstance(found, Damage):
        raise DamagedBlock(found.reason)
    ends = outside_code(text, list(END_LINE.finditer(text)))
    if found is None:
        if ends:
            raise DamagedBlock(f"The mark {END} stands there without the one that begins the part.")
        return None
    if not ends:
        raise DamagedBlock(f"The mark {END} is missing.")
    if len(ends) > 1:
        raise DamagedBlock(f"The mark {END} stands there {len(ends)} times.")
    if ends[0].start() < found.end():
        raise DamagedBlock(f"The mark {END} stands before the one that begins the part.")
    return Span(Marker(found[1], found[2]), found.start(), found.end() + 1, ends[0].start())


def _start(text: str) -> re.Match[str] | Damage | None:
    begun = outside_code(text, list(ANY_START.finditer(text)))
    if not begun:
        return None
    if len(begun) > 1:
        return Damage(f"The mark that begins our part stands there {len(begun)} times.")
    whole = START_LINE.match(text, begun[0].start())
    return whole or Damage(f"The mark {begun[0].group().strip()} can't be read.")


def outside_code(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    if not found or ("```" not in text and "~~~" not in text):
        return found
    fences = _fences(text)
    return [match for match in found if not any(start <= match.start() < end for start, end in fences)]


def _fences(text: str) -> list[tuple[int, int]]:
    """Fenced code (https://spec.commonmark.org/0.31.2/#fenced-code-blocks); if never closed, to the end."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for line in FENCE.finditer(text):
        ticks, rest = line[1], line[2]
        if opened is None:
            if not (ticks[0] == "`" and "`" in rest):
                opened = line
        elif ticks[0] == opened[1][0] and len(ticks) >= len(opened[1]) and not rest.strip():
            found.append((opened.start(), line.end()))
            opened = None
    if opened is not None:
        found.append((opened.start(), len(text)))
    return found


def patch_marker(text: str, marker: Marker) -> tuple[str, Marker]:
    """The text with this in place of its first mark, and what stood there. Raises DamagedBlock."""
    span = find_span(text)
    if span is None:
        raise DamagedBlock("The part between the marks is missing.")
    line = text[span.marker_start : span.start]
    rest = line[len(line.rstrip()) :]
    return f"{text[: span.marker_start]}{marker}{rest}{text[span.start :]}", span.marker
