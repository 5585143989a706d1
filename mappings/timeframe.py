"""Printed timeframes, read by a small grammar into dates, precision and flags; never by guessing.

A text is read as a whole or not at all: one word that the grammar doesn't know, and that might therefore
change the dates ("before", "mid", "delayed"), leaves everything empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from mappings.timegrammar import read_line
from mappings.timeparts import Precision, Reading, Unread, coarsest

__all__ = ["Precision", "Reading", "read_timeframe"]


UNREAD: Final = Reading()
LONGEST: Final = 160


@lru_cache(maxsize=4096)
def read_timeframe(text: str | None) -> Reading:
    """Read one printed timeframe; never guesses, never raises."""
    try:
        return read_text(text or "")
    except Unread:
        return UNREAD


def read_text(text: str) -> Reading:
    """Raises Unread where one part of the text can't be read."""
    if len(text) > LONGEST:
        raise Unread
    lines = [line for line in text.replace(";", "\n").splitlines() if line.strip()]
    return together([read_line(line) for line in lines])


def together(readings: Sequence[Reading]) -> Reading:
    """Several dates in one text: the period from the first to the last of them."""
    if len(readings) < 2:
        return readings[0] if readings else UNREAD
    starts = [one.start for one in readings if one.start]
    dues = [one.due for one in readings if one.due]
    if len(dues) < len(readings):
        raise Unread
    return Reading(
        start=min(starts) if len(starts) == len(readings) else None,
        due=max(dues),
        precision=coarsest(one.precision for one in readings if one.precision),
        tentative=any(one.tentative for one in readings),
    )
