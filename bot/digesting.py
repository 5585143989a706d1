"""What the digest is told: the plan, and what the state remembers of the last week."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.app import App
from bot.digest import build_digest
from bot.digests.data import Digest
from bot.digests.inputs import Counts, DigestInputs, Links
from bot.digests.news import TEXTS, closed_since, conflicts_of, is_news, resolved_since
from bot.digests.straying import board_of, strays_of
from mappings.items import items
from mappings.people import People
from mappings.plan import Plan
from mappings.snapshot import Field
from mappings.tbc import SETTLES
from sync.facts import token_expires
from sync.memory import Memory, Told
from sync.trace import Event

if TYPE_CHECKING:
    from sync.state import StateReader

WEEK: Final = timedelta(days=7)
NEXT: Final = timedelta(days=6)
"""A printed digest follows on the latest that is at least this old: one printed in between hides nothing."""
TOLD: Final = TEXTS | SETTLES.keys() | {Field.STATUS}
"""The fields whose changes a digest tells."""


def told_digest(app: App) -> Digest:
    """The digest of the app's day, remembered: the next one tells what has changed since.

    Raises Invalid for a plan or a state that can't be read. Before the first sync nothing is remembered; nor
    where digests are posted: what was only printed is news to their readers.
    """
    with app.state() as state:
        memory = state.load()
        digest = digest_of(app, memory, state)
        if memory.run and not app.slack.channel:
            counts = json.dumps(asdict(digest.counts), ensure_ascii=False, sort_keys=True)
            if memory.digests.get(app.today) != counts:
                state.commit([Told(app.today, counts)])
    return digest


def digest_of(
    app: App,
    memory: Memory,
    state: StateReader,
    *,
    told: date | None = None,
    late: date | None = None,
) -> Digest:
    """`told`: the day on which this very digest was posted first: what is news is so since the one before.

    `late`: the day on which it was due, if it comes after it.
    """
    plan = app.plan_file().read().plan
    today = app.today
    upto = (told or today) - (timedelta(days=1) if app.slack.channel else NEXT)
    last = max((day for day in memory.digests if day <= upto), default=None)
    since = last or today - WEEK
    previous = Counts.stored(json.loads(memory.digests[last])) if last else None
    begin = datetime.combine(since, time(), app.zone)
    seen = [
        event
        for event in state.events(since=begin)
        if event.at.astimezone(app.zone).date() <= today and is_news(event)
    ]
    events = untold(seen, previous.told if previous else {})
    known = {activity.id: activity for activity in plan.activities()}
    return build_digest(
        DigestInputs(
            plan=plan,
            today=today,
            since=since,
            closed=tuple(closed_since(events, known, app.zone)),
            resolved=tuple(resolved_since(events, known)),
            conflicts=tuple(conflicts_of(memory)),
            strays=strays_of(app, memory),
            unmapped=unmapped_names(plan, app.people(), app.place.kind),
            last_sync=memory.quiet_since.astimezone(app.zone) if memory.quiet_since else None,
            told={
                told_name(event): event.at.isoformat()
                for event in seen
                if event.field in TOLD and event.at.astimezone(app.zone).date() == today
            },
            links=Links(board=board_of(memory), plan=str(app.plan_path)),
            previous=previous,
            holidays=app.holidays,
            areas=tuple(app.slack.areas),
            late=late,
            token_expires=token_expires(state),
        )
    )


def untold(events: Iterable[Event], told: Mapping[str, str]) -> list[Event]:
    """Without what the last digest knew of its own day: the rest of that day is news."""
    return [
        event
        for event in events
        if (known := told.get(told_name(event))) is None or event.at > datetime.fromisoformat(known)
    ]


def told_name(event: Event) -> str:
    return f"{event.item} {event.field}"


def unmapped_names(plan: Plan, people: People, service: str) -> tuple[str, ...]:
    """Names without an account. Where nobody has one, people.yaml is not in use and none is missed."""
    if not people.is_used:
        return ()
    return people.unmapped((lead for item in items(plan) for lead in item.leads), service)
