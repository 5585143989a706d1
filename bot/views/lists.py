"""Lists: all activities in some order; what is late or due soon by lead; what is open by area; leads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from bot.views.pieces import PAGE, Group, Place, groups_on_page, page_of, place_in
from bot.views.query import Query, Sort
from bot.views.rows import Mark, Row
from bot.views.scene import Scene
from mappings.items import gaps
from mappings.plan import Area

LINES: Final = 200
"""Leads on one page."""
STANDING: Final = {mark: place for place, mark in enumerate(Mark)}


@dataclass(frozen=True, slots=True)
class Listed:
    rows: tuple[Row, ...]
    count: int
    place: Place


@dataclass(frozen=True, slots=True)
class Deadlines:
    """An activity with several leads stands under each of them; a group of None has nobody named."""

    groups: tuple[Group[str | None], ...]
    late: int
    soon: int
    place: Place


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """An area in it without rows has lost all its activities in the document."""

    groups: tuple[Group[Area], ...]
    tbc: int
    missing: int
    place: Place


@dataclass(frozen=True, slots=True)
class LeadLine:
    lead: str | None
    counts: Mapping[Mark, int]
    late: int
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """`shared`: activities that are counted for more than one lead."""

    lines: tuple[LeadLine, ...]
    shared: int
    place: Place


def listed(scene: Scene, query: Query) -> Listed:
    rows = in_order(scene.admitted(query), query.sort)
    shown, place = page_of(rows, query.page)
    return Listed(shown, len(rows), place)


def in_order(rows: Sequence[Row], sort: Sort) -> Sequence[Row]:
    """Rows that are alike stay in the plan's order."""
    match sort:
        case Sort.PLAN:
            return rows
        case Sort.DUE:
            return by_due(rows)
        case Sort.TITLE:
            return sorted(rows, key=lambda row: row.title.casefold())
        case Sort.LEAD:
            return sorted(rows, key=lambda row: (not row.leads, *(one.casefold() for one in row.leads)))
        case Sort.STATUS:
            return sorted(rows, key=lambda row: (STANDING[row.mark], not row.late))
        case _:
            assert_never(sort)


def by_due(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.due or date.max)


def deadlines(scene: Scene, query: Query, size: int = PAGE) -> Deadlines:
    rows = [row for row in scene.admitted(query) if row.late or row.soon]
    by_lead = by_leads(by_due(rows), query)
    order = sorted(by_lead, key=lambda lead: (lead is None, -len(by_lead[lead]), (lead or "").casefold()))
    groups, place = groups_on_page([(lead, by_lead[lead]) for lead in order], query.page, size)
    return Deadlines(groups, sum(row.late for row in rows), sum(row.soon for row in rows), place)


def by_leads(rows: Sequence[Row], query: Query) -> Mapping[str | None, list[Row]]:
    found: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        for lead in row.leads or (None,):
            if not query.lead or lead == query.lead:
                found[lead].append(row)
    return found


def open_points(scene: Scene, query: Query, size: int = PAGE) -> OpenPoints:
    """What has been open for longest comes first in its area."""
    rows = [row for row in scene.admitted(query) if row.open and not row.asleep]
    by_area = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.since or scene.today, not row.tbc)):
        by_area[row.area.id].append(row)
    wanted = [
        (area, by_area[area.id])
        for area in scene.plan.areas
        if by_area[area.id] or (gaps(area) and (not query.filters or query.area == area.id))
    ]
    groups, place = groups_on_page(wanted, query.page, size)
    return OpenPoints(
        groups, sum(bool(row.tbc) for row in rows), sum(bool(row.missing) for row in rows), place
    )


def matrix(scene: Scene, query: Query, size: int = LINES) -> Matrix:
    rows = scene.admitted(query)
    lines = [
        LeadLine(lead, Counter(row.mark for row in mine), sum(row.late for row in mine), len(mine))
        for lead, mine in by_leads(rows, query).items()
    ]
    lines.sort(key=lambda line: (line.lead is None, -line.total, (line.lead or "").casefold()))
    place = place_in(len(lines), query.page, size)
    shown = lines[(place.page - 1) * size : place.page * size]
    return Matrix(tuple(shown), sum(len(row.leads) > 1 for row in rows), place)
