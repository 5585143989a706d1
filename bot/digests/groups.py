"""The digest's entries put together: by area, by day, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from bot.digests.data import Ending, Entry, OpenInArea, PastInArea, Place, Tally
from mappings.timeframe import Precision

# More activities than this that name only a year are counted by area rather than named.
NAMED_YEARS: Final = 3
# More activities than this that are next to end are counted rather than named.
NAMED_NEXT: Final = 3


def no_key(_: Entry) -> tuple[str, ...]:
    return ()


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda one: one.due or date.min, reverse=True))


def split_years(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those to name, and those that name only a year, where they are too many to be named."""
    years = [one for one in entries if one.precision is Precision.YEAR]
    if len(years) <= NAMED_YEARS:
        return list(entries), []
    return [one for one in entries if one.precision is not Precision.YEAR], years


def soon_by_day(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Ending, ...]]:
    named, years = split_years(entries)
    days = Counter(one.due for one in years if one.due)
    ordered = sorted(named, key=lambda one: one.due or date.max)
    return tuple(ordered), tuple(Ending(day, count) for day, count in sorted(days.items()))


def next_ending(entries: Sequence[Entry], after: date) -> Ending | None:
    """The first day after that one on which anything is due, and how many are."""
    first = min((one.due for one in entries if one.due and one.due > after), default=None)
    if first is None:
        return None
    ending = tuple(one for one in entries if one.due == first)
    return Ending(first, len(ending), ending if len(ending) <= NAMED_NEXT else ())


def past_by_area(entries: Sequence[Entry]) -> tuple[PastInArea, ...]:
    """One line an area, the longest first."""
    lines = [
        PastInArea(
            place=place,
            count=len(group),
            years=tuple(sorted(Counter(one.due.year for one in group if one.due).items())),
            leads=tally(group),
            over=sum(one.over for one in group),
        )
        for place, group in grouped(entries)
    ]
    return tuple(sorted(lines, key=lambda line: -line.count))


def open_by_area(entries: Sequence[Entry]) -> tuple[OpenInArea, ...]:
    """One line for each area and set of open fields, the longest first."""
    lines = [
        OpenInArea(
            place=place,
            count=len(group),
            fields=group[0].open,
            leads=tally(group),
            since=min((one.open_since for one in group if one.open_since), default=None),
        )
        for place, group in grouped(entries, lambda one: one.open)
    ]
    return tuple(sorted(lines, key=lambda line: -line.count))


def grouped(
    entries: Sequence[Entry], key: Callable[[Entry], tuple[str, ...]] = no_key
) -> Iterable[tuple[Place, list[Entry]]]:
    """The entries by area and key, areas in the order in which they come."""
    order = {one.place.id: at for at, one in reversed(list(enumerate(entries)))}
    ordered = sorted(entries, key=lambda one: (order[one.place.id], key(one)))
    for _, group in groupby(ordered, key=lambda one: (one.place.id, key(one))):
        members = list(group)
        yield members[0].place, members


def tally(entries: Sequence[Entry]) -> tuple[Tally, ...]:
    """Who leads, by the first party named or by the area's leads, the busiest first."""
    names: Counter[str | None] = Counter()
    for one in entries:
        first = one.leads or one.place.leads
        names[first[0] if one.leads else ", ".join(first) or None] += 1
    return tuple(Tally(name, count) for name, count in names.most_common())
