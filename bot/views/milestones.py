"""The milestone board: outputs as cards, by area and year; opened, the activities by where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.views.bars import Bar, bar_of
from bot.views.pieces import Place, place_in
from bot.views.query import Query
from bot.views.rows import Mark, Row
from bot.views.scene import Scene
from mappings.items import output_item
from mappings.plan import Area, Output

NAMED: Final = 2
"""Leads that a card names."""
PAGE: Final = 250
"""Cards on one page."""


@dataclass(frozen=True, slots=True)
class Card:
    """An output; or an area whose activities have none (`output` is None). `leads`: the most frequent."""

    area: Area
    output: Output | None
    year: int | None
    title: str
    due: date | None
    late: bool
    whole_year: bool
    leads: tuple[str, ...]
    more_leads: int
    bar: Bar
    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        return self.output.id if self.output else self.area.id

    @property
    def anchor(self) -> str:
        return f"o-{self.id}" if self.output else f"a-{self.id}"

    @property
    def address(self) -> str | None:
        page = self.output.milestone if self.output else self.area.milestone
        return page if page and page.startswith(("https://", "http://")) else None


@dataclass(frozen=True, slots=True)
class YearColumn:
    """`year` is None for cards that name none."""

    year: int | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class AreaShelf:
    area: Area
    columns: tuple[YearColumn, ...]
    bar: Bar


@dataclass(frozen=True, slots=True)
class Milestones:
    """`alone`: areas without outputs, each a card of its own; one without rows has lost its activities."""

    shelves: tuple[AreaShelf, ...]
    alone: tuple[Card, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Opened:
    """A card with its activities in columns."""

    card: Card
    columns: tuple[tuple[Mark, tuple[Row, ...]], ...]


def milestones(scene: Scene, query: Query, size: int = PAGE) -> Milestones:
    cards = cards_of(scene, query)
    place = place_in(len(cards), query.page, size)
    by_area = defaultdict(list)
    for card in cards[(place.page - 1) * size : place.page * size]:
        by_area[card.area.id].append(card)
    return Milestones(
        shelves=tuple(
            shelf_of(area, by_area[area.id]) for area in scene.plan.areas if area.outputs and by_area[area.id]
        ),
        alone=tuple(card for area in scene.plan.areas if not area.outputs for card in by_area[area.id]),
        place=place,
    )


def shelf_of(area: Area, cards: Sequence[Card]) -> AreaShelf:
    by_year: dict[int | None, list[Card]] = defaultdict(list)
    for card in cards:
        by_year[card.year].append(card)
    years = sorted(by_year, key=lambda year: (year is None, year))
    columns = tuple(YearColumn(year, tuple(by_year[year])) for year in years)
    return AreaShelf(area, columns, bar_of(row for card in cards for row in card.rows))


def cards_of(scene: Scene, query: Query) -> list[Card]:
    by_output: dict[str, list[Row]] = defaultdict(list)
    alone: dict[str, list[Row]] = defaultdict(list)
    for row in scene.admitted(query):
        if row.output:
            by_output[row.output.id].append(row)
        else:
            alone[row.area.id].append(row)
    cards = []
    for area in scene.plan.areas:
        for output in area.outputs:
            if by_output[output.id] or not query.filters:
                cards.append(output_card(scene, area, output, by_output[output.id]))
        if alone[area.id] or not (area.outputs or query.filters):
            cards.append(area_card(scene, area, alone[area.id]))
    return cards


def output_card(scene: Scene, area: Area, output: Output, rows: Sequence[Row]) -> Card:
    item = output_item(area, output)
    year = output.year or (item.due.year if item.due else None)
    title = " ".join(output.title.split())
    late = item.overdue(scene.today) and any(not row.done for row in rows)
    return card(area, output, year, title, item.due, late, rows)


def area_card(scene: Scene, area: Area, rows: Sequence[Row]) -> Card:
    due = max((row.due for row in rows if row.due), default=None)
    late = due is not None and due < scene.today and any(not row.done for row in rows)
    year = due.year if due else None
    return card(area, None, year, " ".join(area.title.split()), due, late, rows)


def card(
    area: Area,
    output: Output | None,
    year: int | None,
    title: str,
    due: date | None,
    late: bool,
    rows: Sequence[Row],
) -> Card:
    leads = [lead for lead, _ in Counter(lead for row in rows for lead in row.leads).most_common()]
    latest = [row for row in rows if row.due == due]
    return Card(
        area=area,
        output=output,
        year=year,
        title=title,
        due=due,
        late=late,
        whole_year=any(row.whole_year for row in latest),
        leads=tuple(leads[:NAMED]),
        more_leads=max(0, len(leads) - NAMED),
        bar=bar_of(rows),
        rows=tuple(rows),
    )


def opened(scene: Scene, name: str, query: Query) -> Opened | None:
    """The card of this output or area; None where there is no such card."""
    for found in cards_of(scene, query.but(area="") if query.filters else query):
        if found.id == name:
            return Opened(found, columns(found.rows))
    if name in scene.outputs:
        return Opened(output_card(scene, *scene.outputs[name], ()), columns(()))
    return None


def columns(rows: Iterable[Row]) -> tuple[tuple[Mark, tuple[Row, ...]], ...]:
    found: dict[Mark, list[Row]] = {mark: [] for mark in COLUMNS}
    for row in rows:
        found[row.mark].append(row)
    return tuple((mark, tuple(found[mark])) for mark in COLUMNS)


COLUMNS: Final = (Mark.UNREPORTED, Mark.NOT_STARTED, Mark.ONGOING, Mark.COMPLETED, Mark.CANCELLED)
