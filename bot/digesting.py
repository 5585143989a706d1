"""What the digest is told: the plan, and what the state remembers of the last week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.app import App
from bot.digest import build_digest
from bot.digest_data import Closed, Conflict, Digest, DigestInputs, Links, Resolved
from mappings.items import items
from mappings.people import People
from mappings.plan import Activity, Plan, Status
from mappings.snapshot import Field
from mappings.tbc import says_tbc
from sync.memory import Event, Memory, StandingKind

WEEK: Final = timedelta(days=7)
TEXTS: Final = frozenset({Field.TITLE, Field.TIMEFRAME, Field.LEAD, Field.FUNDING})
SETTLES: Final = {Field.DUE: Field.TIMEFRAME, Field.ASSIGNEES: Field.LEAD}
"""A due date settles an open timeframe, an assignee an open lead."""


def digest_of(app: App) -> Digest:
    """The digest of the app's day. Reads the plan file and the state, and nothing else."""
    plan = app.plan_file().read().plan
    today = app.today
    since = today - WEEK
    begin = datetime.combine(since, time(), app.zone)
    with app.state_reader() as state:
        memory = state.load()
        events = [
            event for event in state.events(since=begin) if event.at.astimezone(app.zone).date() <= today
        ]
    known = {activity.id: activity for activity in plan.activities()}
    return build_digest(
        DigestInputs(
            plan=plan,
            today=today,
            since=since,
            closed=tuple(closed_since(events, known, app)),
            resolved=tuple(resolved_since(events, known)),
            conflicts=tuple(conflicts_of(memory)),
            unmapped=unmapped_names(plan, app.people()),
            last_sync=memory.quiet_since.astimezone(app.zone) if memory.quiet_since else None,
            links=Links(plan=str(app.plan_path)),
        )
    )


def closed_since(events: Iterable[Event], known: dict[str, Activity], app: App) -> Iterator[Closed]:
    """Activities that came to be done, and still are: each once, with who did it last."""
    last = {event.item: event for event in events if event.field == Field.STATUS}
    for item, event in last.items():
        activity = known.get(item)
        status = activity.status if activity else None
        if status is not None and status.done and event.new == status:
            yield Closed(item, Status(status), closing_day(event, activity, app), event.who)


def closing_day(event: Event, activity: Activity | None, app: App) -> date:
    stated = activity.completed if activity else None
    return stated or event.at.astimezone(app.zone).date()


def resolved_since(events: Iterable[Event], known: dict[str, Activity]) -> Iterator[Resolved]:
    """Fields that were to be confirmed and are not any more, each once, in the order of an issue's table."""
    found: dict[str, dict[str, Resolved]] = defaultdict(dict)
    for event in events:
        activity = known.get(event.item)
        field = settled_field(event, activity) if activity else None
        if field is not None:
            found[event.item].setdefault(field, Resolved(event.item, field, event.who))
    for fields in found.values():
        yield from (fields[name] for name in Field if name in fields)


def settled_field(event: Event, activity: Activity) -> str | None:
    if event.field in TEXTS:
        now: str | None = getattr(activity, event.field)
        return event.field if says_tbc(event.old) and now and not says_tbc(now) else None
    field = next((settles for name, settles in SETTLES.items() if event.field == name), None)
    stands = field is not None and getattr(activity, event.field)
    return field if stands and says_tbc(getattr(activity, str(field))) else None


def conflicts_of(memory: Memory) -> Iterator[Conflict]:
    for one in memory.standing.values():
        if one.kind is StandingKind.CONFLICT:
            yield Conflict(one.item, one.field, one.plan, one.forge)


def unmapped_names(plan: Plan, people: People) -> tuple[str, ...]:
    """Names without an account. Where nobody has one, people.yaml is not in use and none is missed."""
    if not people.root:
        return ()
    return people.unmapped((lead for item in items(plan) for lead in item.leads), "local")
