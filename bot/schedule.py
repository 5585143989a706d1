"""When something that recurs is due, by the clock of the plan's time zone. Pure.

A slot is named by what the schedule says, not by the moment when it comes: it stays the same one when a
holiday moves it, or when a country changes its clocks.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, assert_never

from config.recurrence import WEEKDAYS, Interval, Monthly, Never, Recurrence, Weekly

DAY: Final = timedelta(days=1)
REACH: Final = 400
"""Days. Nothing recurs less often."""
LONGEST: Final = DAY * 31
"""A longer row of holidays is none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """`key`: the same on every machine, and in the order of time; `at`: the moment, in UTC."""

    key: str
    at: datetime


def latest_slot(
    recurrence: Recurrence, zone: tzinfo, now: datetime, holidays: Collection[date] = ()
) -> Slot | None:
    """The last one that is due by now; None where there never was one.

    What falls on one of the `holidays` is due on the next working day.
    """
    match recurrence:
        case Never():
            return None
        case Interval(minutes):
            return tick(now, minutes)
        case Weekly() | Monthly():
            slots: list[Slot] = []
            since = date.min
            for day in days(recurrence, now, zone, -1):
                if slots and (not holidays or day < since):
                    break
                slot = moved(day, recurrence.at, zone, holidays)
                if slot.at <= now:
                    since = since if slots else day - LONGEST
                    slots.append(slot)
            return max(slots, key=order, default=None)
        case _:
            assert_never(recurrence)


def next_slot(
    recurrence: Recurrence, zone: tzinfo, now: datetime, holidays: Collection[date] = ()
) -> Slot | None:
    """The first one that is due after now."""
    match recurrence:
        case Never():
            return None
        case Interval(minutes):
            return tick(now + timedelta(minutes=minutes), minutes)
        case Weekly() | Monthly():
            found: Slot | None = None
            for day in days(recurrence, now, zone, 1):
                if found and day > found.at.astimezone(zone).date():
                    break
                slot = moved(day, recurrence.at, zone, holidays)
                if slot.at > now and (found is None or slot.at <= found.at):
                    found = slot
            return found
        case _:
            assert_never(recurrence)


def order(slot: Slot) -> tuple[datetime, str]:
    """Of two that a holiday brings to one moment the later name counts, and the other one is passed over."""
    return slot.at, slot.key


def tick(now: datetime, minutes: int) -> Slot:
    """Counted from one moment for all: no machine's start decides, and no change of the clocks."""
    length = minutes * 60
    at = datetime.fromtimestamp(now.timestamp() // length * length, UTC)
    return Slot(f"{at:%Y-%m-%dT%H:%MZ}", at)


def days(recurrence: Weekly | Monthly, now: datetime, zone: tzinfo, way: int) -> Iterator[date]:
    """The days that the schedule names, from around now on: back (-1), or onward (1).

    Onward it begins with those that holidays may have moved to a day that is still to come; back with
    tomorrow, as a clock that is put back over midnight leaves a day and comes to it again.
    """
    today = now.astimezone(zone).date()
    first = today + DAY if way < 0 else today - LONGEST
    return (day for day in (first + DAY * way * count for count in range(REACH)) if is_named(recurrence, day))


def is_named(recurrence: Weekly | Monthly, day: date) -> bool:
    if day.weekday() not in recurrence.days:
        return False
    match recurrence:
        case Weekly():
            return True
        case Monthly(nth, named):
            length = monthrange(day.year, day.month)[1]
            found = [at for at in range(1, length + 1) if day.replace(day=at).weekday() in named]
            return found[nth if nth < 0 else nth - 1] == day.day
        case _:
            assert_never(recurrence)


def moved(day: date, at: time, zone: tzinfo, holidays: Collection[date]) -> Slot:
    key = f"{day.isoformat()}T{at:%H:%M}"
    if day in holidays:
        while day in holidays or day.weekday() not in WEEKDAYS:
            day += DAY
    return Slot(key, moment(datetime.combine(day, at), zone))


def moment(wall: datetime, zone: tzinfo) -> datetime:
    """When clocks show this first; where they skip it, the first moment after."""
    earlier, later = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if earlier <= later:
        return earlier
    # Skipped: by the offset from before it is too late, by the one from after too early.
    before = later.astimezone(zone).utcoffset()
    while (middle := later + (earlier - later) // 2) not in (later, earlier):
        if middle.astimezone(zone).utcoffset() == before:
            later = middle
        else:
            earlier = middle
    return earlier
