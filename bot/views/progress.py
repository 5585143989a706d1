"""Scope and done over time, from the recorded history alone: where there is none, there is no curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.picture.record import Point, curve_of
from bot.picture.ticks import levels, ticks
from bot.views.query import Query
from bot.views.scene import Scene
from mappings.timeframe import read_timeframe

LINES: Final = 120
"""Lines of the table beside the picture: of more changes the last of each month stands for it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A level from `x` to `to`, at `y`; in percent of the picture, from its top left corner."""

    x: float
    to: float
    y: float


@dataclass(frozen=True, slots=True)
class Progress:
    """`recorded`: the first day of the history, None without one. `points`: as a table."""

    points: tuple[Point, ...]
    scope: tuple[Step, ...]
    done: tuple[Step, ...]
    days: tuple[tuple[date, float], ...]
    levels: tuple[tuple[int, float], ...]
    today: float
    begin: date
    end: date
    recorded: date | None


def progress(scene: Scene, query: Query) -> Progress:  # noqa: ARG001  # the record knows the whole plan alone
    points = curve_of(scene.plan, scene.recorded.events, scene.today, scene.zone)
    recorded = points[0].day if points else None
    if recorded == scene.today:
        points = ()
    life = read_timeframe(scene.plan.plan.period)
    days = [day for day in (life.start, life.due, recorded, scene.today) if day]
    begin, end = min(days), max(days)
    length = max((end - begin).days, 1)
    tops = levels(max((one.scope for one in points), default=1))
    top = max(tops[-1], 1)

    def at(day: date) -> float:
        return round(100 * (day - begin).days / length, 2)

    def steps(values: Sequence[tuple[date, int]]) -> tuple[Step, ...]:
        ends = [*(day for day, _ in values[1:]), scene.today]
        return tuple(
            Step(at(day), at(to), round(100 - 100 * value / top, 2))
            for (day, value), to in zip(values, ends, strict=True)
        )

    return Progress(
        points=told(points),
        scope=steps([(one.day, one.scope) for one in points]) if points else (),
        done=steps([(one.day, one.done) for one in points]) if points else (),
        days=tuple((day, at(day)) for day, _ in ticks(begin, end)),
        levels=tuple((level, round(100 - 100 * level / top, 2)) for level in tops),
        today=at(scene.today),
        begin=begin,
        end=end,
        recorded=recorded,
    )


def told(points: Sequence[Point]) -> tuple[Point, ...]:
    if len(points) <= LINES:
        return tuple(points)
    by_month = {(one.day.year, one.day.month): one for one in points}
    return (points[0], *list(by_month.values())[-LINES:])
