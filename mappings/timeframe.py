"""Printed timeframes, read by a small grammar into dates, precision and flags; never by guessing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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


def read_timeframe(text: str | None) -> Reading:
    """Read one printed timeframe; never guesses, never raises."""
    raise NotImplementedError
