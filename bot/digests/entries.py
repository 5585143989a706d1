"""What a digest speaks of: the plan's activities as entries, and what the plan itself lacks."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from bot.digests.data import Entry, Gaps, LostArea, Place
from bot.digests.workdays import working_day_after
from mappings.items import Item, gaps, items
from mappings.plan import Activity, Area, Plan
from mappings.tbc import only_says_tbc

SOON: Final = timedelta(days=30)


def entries_of(plan: Plan, today: date, holidays: Collection[date] = ()) -> Iterable[Entry]:
    """The activities that the digest speaks of: neither put off to a later day nor withdrawn."""
    places = {area.id: place_of(area) for area in plan.areas}
    for item in items(plan):
        activity = item.activity
        if activity is None:
            continue
        asleep = activity.withdrawn or (activity.snooze_until and activity.snooze_until > today)
        if not asleep:
            passed = passed_on(item.due, activity.snooze_until, today, holidays)
            yield entry_of(item, activity, places[item.area.id], plan.plan.as_of, today, passed)


def passed_on(due: date | None, snoozed: date | None, today: date, holidays: Collection[date]) -> date | None:
    """The working day on which it was late; or on which it was to be asked about again, if that is later."""
    if due is None or due >= today:
        return None
    late = max(working_day_after(due, holidays), snoozed or due)
    return late if late <= today else None


def entry_of(
    item: Item, activity: Activity, place: Place, as_of: date | None, today: date, passed: date | None
) -> Entry:
    since = [day for name, day in activity.tbc_since.items() if name in item.tbc]
    return Entry(
        id=item.id,
        number=item.number,
        place=place,
        title=" ".join(item.title.split()),
        year=item.year,
        when=None if activity.due else activity.timeframe,
        due=item.due,
        precision=item.precision,
        leads=activity.assignees if "lead" not in item.tbc and not item.leads else item.leads,
        status=item.status,
        issue=activity.issue,
        open=item.tbc,
        nameless=only_says_tbc(item.title),
        open_since=min(since, default=None),
        missing=item.missing,
        unread=unread(item),
        over=bool(as_of and item.due and item.due < as_of),
        passed=passed,
        soon=item.due is not None and passed is None and item.due <= today + SOON,
    )


def unread(item: Item) -> bool:
    """The document gives a timeframe that can't be read, and nobody has set a date since."""
    said = item.activity and item.activity.timeframe and "timeframe" not in (*item.tbc, *item.missing)
    return bool(said) and item.start is None and item.due is None and not item.open_ended


def place_of(area: Area) -> Place:
    return Place(area.id, area.number, area.title, area.kind, area.leads)


def gaps_of(plan: Plan, waiting: Sequence[Entry]) -> Gaps:
    dates = {one.id for one in waiting if "timeframe" in one.missing}
    leads = {one.id for one in waiting if "lead" in one.missing}
    return Gaps(
        areas=tuple(LostArea(place_of(area), area.source) for area in plan.areas if gaps(area)),
        neither=tuple(one for one in waiting if one.id in dates & leads),
        dates=tuple(one for one in waiting if one.id in dates - leads),
        leads=tuple(one for one in waiting if one.id in leads - dates),
        unread=tuple(one for one in waiting if one.unread),
    )


def gap_names(missing: Gaps) -> Iterable[str]:
    yield from (lost.place.id for lost in missing.areas)
    for name, entries in (
        ("neither", missing.neither),
        ("date", missing.dates),
        ("lead", missing.leads),
        ("unread", missing.unread),
    ):
        yield from (f"{name} {one.id}" for one in entries)


def fingerprint(names: Iterable[str]) -> str:
    """Short text that is the same for the same names, in whatever order; empty for none."""
    ordered = sorted(names)
    return hashlib.sha256("\n".join(ordered).encode()).hexdigest()[:12] if ordered else ""
