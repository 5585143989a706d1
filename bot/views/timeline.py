"""The timeline: areas that unfold into activities, on a part of time from the plan's life down to weeks.

Positions are in percent of the part that is shown. What has no date is listed beside it, and never drawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.views.bars import Bar, bar_of
from bot.views.pieces import PAGE, Place, place_in
from bot.views.query import EVERY, Query
from bot.views.rows import Row
from bot.views.scene import Scene
from mappings.plan import Area
from mappings.timeframe import Precision, read_timeframe

DAY: Final = timedelta(days=1)
SPAN: Final = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2}))?")
BY_YEARS: Final = 8 * 366
"""Days: a longer part of time has a tick a year, a shorter one a tick a quarter."""


class Shape(StrEnum):
    """An exact day, a period with exact ends, or the month, quarter or year in which it lies."""

    POINT = "point"
    PERIOD = "period"
    BAND = "band"


class Fade(StrEnum):
    """No beginning, or no end, is stated."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Mark:
    """`before`, `after`: it goes on beyond what is shown; `hatched`: tentative."""

    shape: Shape
    x: float
    width: float
    fades: Fade | None
    hatched: bool
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Line:
    row: Row
    mark: Mark | None
    """None where its dates lie outside what is shown."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One area. `lines` and `undated` are empty while it is folded; `marks` are all of it, put together."""

    area: Area
    bar: Bar
    unfolded: bool
    lines: tuple[Line, ...]
    undated: tuple[Row, ...]
    count_undated: int
    first: date | None
    last: date | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Tick:
    """`unit`: year, quarter, month or week; `x` where it begins."""

    day: date
    unit: str
    x: float


@dataclass(frozen=True, slots=True)
class Span:
    """A part of time, both days included. `name` is its address: "", "2017", "2017-Q2" or "2017-05"."""

    name: str
    begin: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.begin).days + 1

    def x(self, day: date) -> float:
        """Where a day begins, in percent; below 0 and above 100 outside."""
        return 100 * (day - self.begin).days / self.days


@dataclass(frozen=True, slots=True)
class Timeline:
    span: Span
    wider: str | None
    """The name of the part that this one lies in; None for the whole."""
    parts: tuple[str, ...]
    """The names of the parts to go into."""
    before: str | None
    after: str | None
    ticks: tuple[Tick, ...]
    today: float | None
    """Where the line for today is drawn; None outside."""
    lanes: tuple[Lane, ...]
    place: Place


def timeline(scene: Scene, query: Query, size: int = PAGE) -> Timeline:
    rows = scene.admitted(query)
    whole = whole_span(scene, rows)
    span = read_span(query.span) or whole
    by_area = defaultdict(list)
    for row in rows:
        by_area[row.area.id].append(row)
    areas = [area for area in scene.plan.areas if by_area[area.id] or not query.filters]
    unfolded = [area.id for area in areas if EVERY in query.open or area.id in query.open]
    place = place_in(sum(len(by_area[area]) for area in unfolded), query.page, size)
    shown = on_page([row for area in unfolded for row in by_area[area]], place, size)
    at = span.x(scene.today) + 50 / span.days
    return Timeline(
        span=span,
        wider=wider(span, whole),
        parts=tuple(parts(span, whole)),
        before=beside(span, -1) if span.name else None,
        after=beside(span, 1) if span.name else None,
        ticks=tuple(ticks(span)),
        today=round(at, 2) if span.begin <= scene.today <= span.end else None,
        lanes=tuple(
            lane(area, by_area[area.id], span, unfolded=area.id in unfolded, shown=shown) for area in areas
        ),
        place=place,
    )


def on_page(rows: Sequence[Row], place: Place, size: int) -> frozenset[str]:
    return frozenset(row.id for row in rows[(place.page - 1) * size : place.page * size])


def lane(area: Area, rows: Sequence[Row], span: Span, *, unfolded: bool, shown: frozenset[str]) -> Lane:
    dated = [row for row in rows if row.start or row.due]
    undated = [row for row in rows if not (row.start or row.due)]
    days = [day for row in dated for day in (row.start, row.due) if day]
    first, last = min(days, default=None), max(days, default=None)
    return Lane(
        area=area,
        bar=bar_of(rows),
        unfolded=unfolded,
        lines=tuple(Line(row, drawn(row, span)) for row in dated if row.id in shown),
        undated=tuple(row for row in undated if row.id in shown),
        count_undated=len(undated),
        first=first,
        last=last,
        mark=placed(Shape.PERIOD, first, last, span) if first and last else None,
    )


def drawn(row: Row, span: Span) -> Mark | None:
    """`row` has a beginning or an end."""
    item = row.item
    hatched = item.tentative
    if item.due is None:
        begin = item.start or span.end
        return placed(Shape.PERIOD, begin, max(span.end, begin), span, fades=Fade.OUT, hatched=hatched)
    if row.exact:
        return placed(Shape.POINT, item.due, item.due, span, hatched=hatched)
    if item.start is None:
        begin = min(span.begin, item.due)
        return placed(Shape.BAND, begin, item.due, span, fades=Fade.IN, hatched=hatched)
    shape = Shape.PERIOD if item.precision is Precision.DAY else Shape.BAND
    return placed(shape, item.start, item.due, span, hatched=hatched)


def placed(
    shape: Shape, first: date, last: date, span: Span, *, fades: Fade | None = None, hatched: bool = False
) -> Mark | None:
    if last < span.begin or first > span.end:
        return None
    begin, end = max(span.x(first), 0.0), min(span.x(last + DAY), 100.0)
    if shape is Shape.POINT:
        begin = end = (begin + end) / 2
    return Mark(
        shape=shape,
        x=round(begin, 2),
        width=round(end - begin, 2),
        fades=fades,
        hatched=hatched,
        before=first < span.begin,
        after=last > span.end,
    )


def whole_span(scene: Scene, rows: Sequence[Row]) -> Span:
    """The plan's life and all of its dates, in whole years."""
    life = read_timeframe(scene.plan.plan.period)
    days = [day for row in rows for day in (row.start, row.due) if day]
    known = [*days, *(day for day in (life.start, life.due) if day)] or [scene.today]
    return Span("", date(min(known).year, 1, 1), date(max(known).year, 12, 31))


def read_span(name: str) -> Span | None:
    said = SPAN.fullmatch(name)
    if said is None or not 1 <= int(said[1]) <= 9998 or not 1 <= int(said[3] or 1) <= 12:
        return None
    year = int(said[1])
    if said[2]:
        return months_span(name, year, int(said[2]) * 3 - 2, 3)
    return months_span(name, year, int(said[3]), 1) if said[3] else months_span(name, year, 1, 12)


def months_span(name: str, year: int, month: int, count: int) -> Span:
    return Span(name, date(year, month, 1), month_after(date(year, month, 1), count) - DAY)


def month_after(day: date, count: int) -> date:
    at = day.year * 12 + day.month - 1 + count
    return date(at // 12, at % 12 + 1, 1)


def wider(span: Span, whole: Span) -> str | None:
    """None for the whole itself; "" is its name."""
    if span == whole or not span.name:
        return None
    if len(span.name) == 4:
        return ""
    if "Q" in span.name:
        return span.name[:4]
    return f"{span.begin.year}-Q{(span.begin.month + 2) // 3}"


def parts(span: Span, whole: Span) -> Iterator[str]:
    if not span.name:
        yield from (f"{year:04}" for year in range(whole.begin.year, whole.end.year + 1))
    elif len(span.name) == 4:
        yield from (f"{span.name}-Q{number}" for number in range(1, 5))
    elif "Q" in span.name:
        for month in range(span.begin.month, span.begin.month + 3):
            yield f"{span.begin.year:04}-{month:02}"


def beside(span: Span, step: int) -> str | None:
    """The part of the same length before or after."""
    months = {True: 12, False: 3 if "Q" in span.name else 1}[len(span.name) == 4]
    at = span.begin.year * 12 + span.begin.month - 1 + step * months
    year, month = at // 12, at % 12 + 1
    if not 1 <= year <= 9998:
        return None
    if len(span.name) == 4:
        return f"{year:04}"
    return f"{year:04}-Q{(month + 2) // 3}" if "Q" in span.name else f"{year:04}-{month:02}"


def ticks(span: Span) -> Iterator[Tick]:
    """Years in a long part, else quarters; months in a year; weeks, from Mondays on, in less than that."""
    if span.days <= 93:
        day = span.begin + (7 - span.begin.weekday()) % 7 * DAY
        while day <= span.end:
            yield Tick(day, "week", round(span.x(day), 2))
            day += 7 * DAY
        return
    step, unit = (1, "month") if span.days <= 366 else (3, "quarter")
    if span.days > BY_YEARS:
        step, unit = 12, "year"
    day = span.begin
    while day <= span.end:
        yield Tick(day, "year" if unit == "quarter" and day.month == 1 else unit, round(span.x(day), 2))
        if day.year == 9999:
            return
        day = month_after(day, step)
