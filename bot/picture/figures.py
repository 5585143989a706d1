"""What the digest's picture shows, counted: the activities of each area by what is known of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, tzinfo
from typing import Final

from bot.digest import has_acronym
from bot.picture.record import Point, curve_of
from mappings.items import Item, items
from mappings.plan import Plan, Status
from mappings.timeframe import read_timeframe
from sync.trace import Event

MOST: Final = 20
"""Rows that are still read on a phone. Of more areas the smallest are put together in one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Activities by what is known of them; `late`: past their date, and not said to be done.

    `open`: not begun, or nobody has reported.
    """

    completed: int = 0
    ongoing: int = 0
    ongoing_late: int = 0
    open_late: int = 0
    open: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return sum(astuple(self))

    @property
    def all_ongoing(self) -> int:
        return self.ongoing + self.ongoing_late

    @property
    def all_open(self) -> int:
        return self.open + self.open_late

    @property
    def late(self) -> int:
        return self.ongoing_late + self.open_late

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Row:
    """An area, by its number and title; or several, put together (`areas`), which have neither."""

    number: str | None
    title: str
    tally: Tally
    areas: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a picture shows. `curve` is empty while nothing was recorded before today.

    `name` is the plan's title, or its id in capitals if that is an `acronym`.
    `begin` and `end`: the plan's life, and more where the record reaches out of it. `recorded`: the first day
    of the record, if there is one.
    """

    name: str
    acronym: bool
    today: date
    rows: tuple[Row, ...]
    curve: tuple[Point, ...]
    begin: date
    end: date
    recorded: date | None

    @property
    def total(self) -> Tally:
        return summed(row.tally for row in self.rows)

    @property
    def tells(self) -> bool:
        """Somebody has reported something, or something is past its date: bars that differ."""
        total = self.total
        return total.open < total.total


def figures_of(plan: Plan, events: Iterable[Event], today: date, zone: tzinfo) -> Figures:
    """`events`: the whole history, oldest first; `zone`: where its moments become days."""
    curve = curve_of(plan, events, today, zone)
    recorded = curve[0].day if curve else None
    life = read_timeframe(plan.plan.period)
    days = [day for day in (life.start, life.due, recorded, today) if day]
    return Figures(
        name=plan.plan.id.upper() if has_acronym(plan) else plan.plan.title,
        acronym=has_acronym(plan),
        today=today,
        rows=put_together(list(rows_of(plan, today))),
        curve=curve if recorded and recorded < today else (),
        begin=min(days),
        end=max(days),
        recorded=recorded,
    )


def rows_of(plan: Plan, today: date) -> Iterator[Row]:
    tallies = {area.id: Tally() for area in plan.areas}
    for item in items(plan):
        if item.activity is not None and item.activity.withdrawn is None:
            tallies[item.area.id] += one_of(item, today)
    for area in plan.areas:
        yield Row(area.number, " ".join(area.title.split()), tallies[area.id])


def one_of(item: Item, today: date) -> Tally:
    late = item.overdue(today) and not is_asleep(item, today)
    match item.status:
        case Status.COMPLETED:
            return Tally(completed=1)
        case Status.CANCELLED:
            return Tally(cancelled=1)
        case Status.ONGOING:
            return Tally(ongoing_late=1) if late else Tally(ongoing=1)
        case Status.NOT_STARTED | None:
            return Tally(open_late=1) if late else Tally(open=1)


def is_asleep(item: Item, today: date) -> bool:
    """Put off to a later day: the digest does not speak of it either."""
    until = item.activity.snooze_until if item.activity else None
    return until is not None and until > today


def put_together(rows: list[Row]) -> tuple[Row, ...]:
    """At most so many rows, in the plan's order; those with the fewest activities are the last, together."""
    if len(rows) <= MOST:
        return tuple(rows)
    by_size = sorted(range(len(rows)), key=lambda at: (-rows[at].tally.total, at))
    kept, rest = sorted(by_size[: MOST - 1]), by_size[MOST - 1 :]
    together = Row(None, "", summed(rows[at].tally for at in rest), len(rest))
    return (*(rows[at] for at in kept), together)


def summed(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())
