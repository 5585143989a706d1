"""Scenes for the board's views: a plan on 15 May 2017, with what a test says was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.digests.inputs import Conflict
from bot.views.scene import Recorded, Scene
from mappings.plan import Activity, Area, Output
from mappings.snapshot import Field, Side, Value
from sync.changes import Cause
from sync.trace import Event
from tests.builders.plans import plan

TODAY = date(2017, 5, 15)


def scene(
    *held: Activity | Output | Area,
    events: Sequence[Event] = (),
    conflicts: Sequence[Conflict] = (),
    today: date = TODAY,
    hidden: frozenset[Field] = frozenset(),
    period: str | None = None,
    as_of: date | None = None,
    last_digest: date | None = None,
) -> Scene:
    """Outputs and activities that are given beside the areas stand in one of their own."""
    return Scene(
        whole=plan(*held, period=period, as_of=as_of),
        today=today,
        zone=UTC,
        recorded=Recorded(tuple(events), tuple(conflicts), last_digest=last_digest),
        hidden=hidden,
    )


def event(
    item: str = "a",
    field: str = Field.STATUS,
    old: Value = None,
    new: Value = "completed",
    day: date = TODAY,
    *,
    why: Cause = Cause.EDITED_TRACKER,
    who: str | None = "Maria",
) -> Event:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Event(at, 1, item, field, Side.FORGE, old, new, who, why)
