"""How long something is, as people say it: in days at first, then in weeks, months, years."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def rough(days: int) -> tuple[int, Unit]:
    if days < 14:
        return days, Unit.DAY
    if days < 120:
        return days // 7, Unit.WEEK
    return (days // 30, Unit.MONTH) if days < 730 else (days // 365, Unit.YEAR)
