"""The first page: the plan in one line, each area in one, and what waits for somebody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.digests.inputs import Conflict
from bot.views.bars import Bar, bar_of
from bot.views.query import Query
from bot.views.rows import Row
from bot.views.scene import Scene
from mappings.items import gaps
from mappings.plan import Area

NEXT: Final = 5
"""Activities that are named as due next."""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """`lost`: the document has a heading and no activities under it."""

    area: Area
    bar: Bar
    tbc: int
    next: date | None
    lost: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """`tbc` and `missing`: activities of which something is so, and which are not done."""

    bar: Bar
    outputs: int
    tbc: int
    missing: int
    soon: int
    lines: tuple[AreaLine, ...]
    next: tuple[Row, ...]
    latest_late: tuple[Row, ...]
    conflicts: tuple[tuple[Conflict, Row | None], ...]
    open_points: int


def overview(scene: Scene, query: Query) -> Overview:
    rows = scene.admitted(query)
    by_area = defaultdict(list)
    for row in rows:
        by_area[row.area.id].append(row)
    waiting = [row for row in rows if not row.done and not row.asleep]
    coming = [row for row in waiting if row.due and row.due >= scene.today]
    return Overview(
        bar=bar_of(rows),
        outputs=len(scene.outputs),
        tbc=sum(bool(row.tbc) for row in waiting),
        missing=sum(bool(row.missing) for row in waiting),
        soon=sum(row.soon for row in rows),
        lines=tuple(
            area_line(scene, area, by_area[area.id])
            for area in scene.plan.areas
            if by_area[area.id] or not query.filters
        ),
        next=tuple(sorted(coming, key=lambda row: row.due or date.max)[:NEXT]),
        latest_late=tuple(
            sorted((row for row in rows if row.late), key=lambda row: row.due or date.min, reverse=True)[
                :NEXT
            ]
        ),
        conflicts=tuple((one, scene.by_id.get(one.item)) for one in scene.conflicts),
        open_points=scene.recorded.open_points,
    )


def area_line(scene: Scene, area: Area, rows: list[Row]) -> AreaLine:
    dues = [row.due for row in rows if row.due and row.due >= scene.today and not row.done]
    return AreaLine(
        area=area,
        bar=bar_of(rows),
        tbc=sum(bool(row.tbc) and not row.done for row in rows),
        next=min(dues, default=None),
        lost=bool(gaps(area)),
    )
