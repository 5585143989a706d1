"""The points and periods that a timeframe names, and how each completes the one beside it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final


class Precision(StrEnum):
    """The coarsest unit that the text names. A year is never "87 days late"."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a timeframe says. `start` and `due` are the first and the last day, both included.

    `tentative`: the text itself doubts its dates ("September, 2016 (TBC)"). `open_ended`: it runs on with no
    end stated ("Ongoing"). All empty: nothing could be read.
    """

    start: date | None = None
    due: date | None = None
    precision: Precision | None = None
    tentative: bool = False
    open_ended: bool = False


COARSENESS: Final = {unit: rank for rank, unit in enumerate(Precision)}


def coarsest(units: Iterable[Precision]) -> Precision:
    return max(units, key=COARSENESS.__getitem__)


class Unread(Exception):
    """The grammar has no rule for this text."""


@dataclass(frozen=True, slots=True)
class Part:
    """One point or period that a text names. What it leaves out is taken from the part after it.

    `span`: how many months it lasts when it names no day. `at_end`: only its last day is meant.
    """

    unit: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    span: int = 1
    weekday: int | None = None
    at_end: bool = False
    year_first: bool = False
    month_first: bool = False

    @property
    def first(self) -> date:
        if self.year is None or self.month is None:
            raise Unread
        try:
            found = date(self.year, self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise Unread from error
        if self.weekday is not None and found.weekday() != self.weekday:
            raise Unread
        return found

    @property
    def last(self) -> date:
        begin = self.first
        if self.day is not None:
            return begin
        months = begin.year * 12 + begin.month - 1 + self.span - 1
        year, month = months // 12, months % 12 + 1
        return date(year, month, monthrange(year, month)[1])


def whole_year(year: int) -> Part:
    return Part(Precision.YEAR, year, 1, span=12)


def quarter(number: int) -> Part:
    if not 1 <= number <= 4:
        raise Unread
    return Part(Precision.QUARTER, month=number * 3 - 2, span=3)


def half(number: int) -> Part:
    if not 1 <= number <= 2:
        raise Unread
    return Part(Precision.HALF, month=number * 6 - 5, span=6)


def settle(parts: list[Part]) -> list[Part]:
    """Each part with what it left out: "25-26 February 2016", "May 15-20, 2017", "2017 Q1-Q2"."""
    settled = list(parts)
    for here in range(1, len(settled)):
        one, before = settled[here], settled[here - 1]
        if one.month is None and before.month_first:
            settled[here] = replace(one, month=before.month, month_first=True)
        elif one.month is None and one.year is not None:
            raise Unread
        elif one.year is None and one.span > 1 and before.year_first:
            settled[here] = replace(one, year=before.year, year_first=True)
    for here in range(len(settled) - 2, -1, -1):
        one, after = settled[here], settled[here + 1]
        if one.year is not None:
            continue
        if after.unit is Precision.YEAR or (one.month is None and after.day is None):
            raise Unread
        one = replace(one, year=after.year, month=one.month or after.month)
        # "December – February 2017" starts in a year that is not there.
        if one.first > after.first:
            raise Unread
        settled[here] = one
    if any(one.at_end for one in settled[:-1]):
        raise Unread
    return settled


def period(parts: list[Part]) -> Reading:
    start = min(one.first for one in parts)
    due = max(one.last for one in parts)
    return Reading(
        start=None if parts[0].at_end else start,
        due=due,
        precision=coarsest(one.unit for one in parts),
    )
