"""The days and numbers that are named beside a curve. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

MOST: Final = 7
STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 600)
"""Months between two named days, so that years begin on one."""


def ticks(begin: date, end: date) -> list[tuple[date, int]]:
    """At most seven first days of months from begin to end, each with the step in months.

    Where there is none, the first day of all, with a step of 0.
    """
    for step in STEPS:
        found = list(months(begin, end, step))
        if len(found) <= MOST:
            break
    return [(day, step) for day in found[:MOST]] or [(begin, 0)]


def months(begin: date, end: date, step: int) -> Iterator[date]:
    first = begin.year * 12 + begin.month - 1 + (begin.day > 1)
    last = end.year * 12 + end.month - 1
    for at in range(first + -first % step, last + 1, step):
        yield date(at // 12, at % 12 + 1, 1)


def levels(most: int) -> tuple[int, ...]:
    """0 and up to four whole numbers above it, the last of them at least `most`."""
    step = next(size * 10**power for power in range(12) for size in (1, 2, 5) if size * 10**power * 4 >= most)
    return tuple(range(0, max(most, 1) + step, step))[: 1 + -(-max(most, 1) // step)]
