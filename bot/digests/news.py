"""What people did, as the history and the memory tell it: closed, filled in, in conflict. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from typing import Final

from bot.digests.inputs import Closed, Conflict, Resolved
from mappings.plan import Activity, Status
from mappings.snapshot import Field
from mappings.tbc import SETTLES, says_tbc
from sync.changes import Cause
from sync.memory import Memory, StandingKind
from sync.trace import Event

TEXTS: Final = frozenset({Field.TITLE, Field.TIMEFRAME, Field.LEAD, Field.FUNDING})


def is_news(event: Event) -> bool:
    """What people did, and what stood in the plan when it was put on the tracker."""
    return event.why.of_people or event.why is Cause.MADE


def closed_since(events: Iterable[Event], known: Mapping[str, Activity], zone: tzinfo) -> Iterator[Closed]:
    """Activities that came to be done, and still are: each once, with who did it last."""
    last = {event.item: event for event in events if event.field == Field.STATUS}
    for item, event in last.items():
        activity = known.get(item)
        status = activity.status if activity else None
        if status is not None and status.done and event.new == status:
            yield Closed(item, Status(status), closing_day(event, activity, zone), event.who)


def closing_day(event: Event, activity: Activity | None, zone: tzinfo) -> date:
    stated = activity.completed if activity else None
    return stated or event.at.astimezone(zone).date()


def resolved_since(events: Iterable[Event], known: Mapping[str, Activity]) -> Iterator[Resolved]:
    """Fields that were to be confirmed and are not any more, each once, in the order of an issue's table."""
    found: dict[str, dict[str, Resolved]] = defaultdict(dict)
    for event in events:
        activity = known.get(event.item)
        field = settled_field(event, activity) if activity else None
        if field is not None:
            found[event.item].setdefault(field, Resolved(event.item, field, event.who, event.side))
    for fields in found.values():
        yield from (fields[name] for name in Field if name in fields)


def settled_field(event: Event, activity: Activity) -> str | None:
    if event.field in TEXTS:
        now: str | None = getattr(activity, event.field)
        return event.field if says_tbc(event.old) and now and not says_tbc(now) else None
    field = SETTLES.get(event.field)
    stands = field is not None and getattr(activity, event.field)
    return field if stands and says_tbc(getattr(activity, str(field))) else None


def conflicts_of(memory: Memory) -> Iterator[Conflict]:
    for one in memory.standing.values():
        if one.kind is StandingKind.CONFLICT:
            yield Conflict(one.item, one.field, one.plan, one.forge)
