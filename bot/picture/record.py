"""How many activities there were, and how many were completed, day by day: from the history alone. Pure.

Nothing is invented: what stood before the first line of the history is not known and not drawn, and the last
day is what the plan says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import Enum, auto
from typing import Final

from mappings.plan import Activity, Plan, Status
from mappings.snapshot import Field, Kind
from sync.changes import Cause
from sync.trace import Event

ITEM: Final = "item"
"""The field of the event that says that an item came or went."""


class Standing(Enum):
    """Where an activity stands: cancelled is no more to be done, and counts like one that is not there."""

    AWAY = auto()
    THERE = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Point:
    """So it stood at the end of that day: `scope` activities, `done` of them completed."""

    day: date
    scope: int
    done: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one line of the history says of an activity: it came, it went, or its status changed."""

    day: date
    event: Event


def curve_of(plan: Plan, events: Iterable[Event], today: date, zone: tzinfo) -> tuple[Point, ...]:
    """A point for each day with a change, from the first day of the history to today; () without one."""
    turns = turns_of(events, today, zone)
    if not turns:
        return ()
    begin = min(turn.day for told in turns.values() for turn in told)
    present = {one.id: one for one in plan.activities() if one.withdrawn is None}
    changes: dict[date, Counter[Standing]] = defaultdict(Counter)
    for item in {**turns, **present}:
        before = Standing.AWAY
        for day, after in standings(turns.get(item, []), present.get(item), begin, today):
            changes[day][before] -= 1
            changes[day][after] += 1
            before = after
    return tuple(points({begin: Counter(), today: Counter(), **changes}))


def points(changes: Mapping[date, Counter[Standing]]) -> Iterator[Point]:
    now: Counter[Standing] = Counter()
    for day in sorted(changes):
        now.update(changes[day])
        yield Point(day, now[Standing.THERE] + now[Standing.DONE], now[Standing.DONE])


def turns_of(events: Iterable[Event], today: date, zone: tzinfo) -> dict[str, list[Turn]]:
    """The lines that count, by the id that the activity has now."""
    found: dict[str, list[Turn]] = {}
    for event in events:
        if event.why is Cause.RENAMED and event.old:
            found[event.item] = found.pop(event.old, []) + found.pop(event.item, [])
        day = event.at.astimezone(zone).date()
        if day <= today and counts(event):
            found.setdefault(event.item, []).append(Turn(day, event))
    return {item: turns for item, turns in found.items() if turns}


def counts(event: Event) -> bool:
    if event.field == ITEM:
        return Kind.ACTIVITY in (event.old, event.new)
    return event.field == Field.STATUS and (event.why.of_people or event.why is Cause.MADE)


def standings(
    turns: list[Turn], present: Activity | None, begin: date, today: date
) -> Iterator[tuple[date, Standing]]:
    """Since when an activity stands where; the last is what the plan says today."""
    there, status = at_first(turns, present)
    yield begin, standing(there, status)
    for turn in turns:
        if turn.event.field == ITEM:
            there = turn.event.new is not None
        else:
            status = turn.event.new
        yield turn.day, standing(there, status)
    yield today, standing(present is not None, present.status if present else None)


def at_first(turns: list[Turn], present: Activity | None) -> tuple[bool, str | None]:
    """Before the first line about it. What is not on the tracker yet has come since the last sync.

    What was put on the tracker without a line about its status was open then.
    """
    items = [turn.event for turn in turns if turn.event.field == ITEM]
    said = [turn.event for turn in turns if turn.event.field == Field.STATUS]
    there = items[0].old is not None if items else present is not None and present.issue is not None
    if said:
        # What is put on the tracker already completed was so before it was put there.
        return there, said[0].new if said[0].why is Cause.MADE else said[0].old
    return there, present.status if present and not items else None


def standing(there: bool, status: str | None) -> Standing:
    if not there or status == Status.CANCELLED:
        return Standing.AWAY
    return Standing.DONE if status == Status.COMPLETED else Standing.THERE
