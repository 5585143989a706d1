"""What changed since a day, for a meeting: closed, dated, decided, newly past, in conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.digests.inputs import Closed, Conflict, Resolved
from bot.digests.news import closed_since, is_news, resolved_since
from bot.text.history import is_told
from bot.views.pieces import PAGE
from bot.views.query import Query
from bot.views.rows import Row
from bot.views.scene import Scene
from mappings.snapshot import Field
from sync.trace import Event

WEEK: Final = timedelta(days=7)
DATES: Final = (Field.START, Field.DUE, Field.TIMEFRAME)
BESIDE: Final = (Field.STATUS, *DATES, Field.LEAD, Field.FUNDING, "completed")


@dataclass(frozen=True, slots=True)
class Changes:
    """`past`: activities that came to be late since then, and still are. `others`: all else of people's."""

    since: date
    closed: tuple[tuple[Row, Closed], ...]
    reopened: tuple[tuple[Row, Event], ...]
    dated: tuple[tuple[Row, Event], ...]
    resolved: tuple[tuple[Row, Resolved], ...]
    past: tuple[Row, ...]
    conflicts: tuple[tuple[Conflict, Row | None], ...]
    others: tuple[tuple[Row, Event], ...]
    left_out: int
    recorded: date | None
    """The first day that anything is known of; None without a history."""


def changes(scene: Scene, query: Query) -> Changes:
    since = query.since or scene.recorded.last_digest or scene.today - WEEK
    rows = {row.id: row for row in scene.admitted(query)}
    told = [one for one in scene.events if since <= day_of(one, scene) <= scene.today]
    events = [one for one in told if one.item in rows and is_news(one)]
    closed = tuple((rows[one.item], one) for one in closed_since(events, scene.activities, scene.zone))
    resolved = tuple((rows[one.item], one) for one in resolved_since(events, scene.activities))
    reopened = latest(one for one in events if one.field == Field.STATUS and is_undone(one))
    dated = latest(one for one in events if one.field in DATES and one.why.of_people)
    known = {(row.id, one.field) for row, one in resolved}
    others = [
        one for one in events if one.why.of_people and is_told(one) and one.field not in (*BESIDE, "item")
    ]
    others += [
        one
        for one in events
        if one.field in (Field.LEAD, Field.FUNDING) and (one.item, one.field) not in known
    ]
    return Changes(
        since=since,
        closed=closed,
        reopened=tuple((rows[one.item], one) for one in reopened if not rows[one.item].done),
        dated=tuple((rows[one.item], one) for one in dated),
        resolved=resolved,
        past=tuple(row for row in rows.values() if row.late and row.due and row.due >= since),
        conflicts=tuple(
            (one, rows.get(one.item)) for one in scene.conflicts if one.item in rows or not query.filters
        ),
        others=tuple((rows[one.item], one) for one in others[-PAGE:]),
        left_out=max(0, len(others) - PAGE),
        recorded=min((day_of(one, scene) for one in scene.events), default=None),
    )


def day_of(event: Event, scene: Scene) -> date:
    return event.at.astimezone(scene.zone).date()


def is_undone(event: Event) -> bool:
    done = ("completed", "cancelled")
    return event.old in done and event.new not in done


def latest(events: Iterable[Event]) -> list[Event]:
    """Of each item and field the last."""
    return list({(one.item, one.field): one for one in events}.values())
