"""Memory from the rows of the state database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from mappings.issue import Edit
from mappings.snapshot import DERIVED, Field, Kind, Side, Value
from sync.changes import Cause, Why
from sync.decide import DONE
from sync.memory import Base, Link, Memory, Moved, PlanWrite, Standing, StandingKind
from sync.tables import bases, digests, editors, heard, history, journal, links, proposals, runs, standing
from sync.trace import CREATE, Event, Intent, Outcome

STALE_SAVES: Final = 2000
"""How many of the latest values written into the plan file are compared with what stands there."""


def read_memory(connection: sa.Connection, told: Mapping[str, str]) -> Memory:
    """`told`: what the table `meta` says."""
    clean = connection.execute(sa.select(sa.func.max(runs.c.ended)).where(runs.c.clean)).scalar()
    return Memory(
        writer=told.get("writer", ""),
        run=connection.execute(sa.select(sa.func.max(runs.c.run))).scalar() or 0,
        place=told.get("place", ""),
        plan=told.get("plan", ""),
        where=told.get("where", told.get("place", "")),
        origin=told.get("origin", ""),
        left=read_left(told),
        former=frozenset(json.loads(told.get("former", "[]"))),
        quiet_since=datetime.fromisoformat(clean) if clean else None,
        bases={
            item: Base(json.loads(plan), json.loads(forge))
            for item, plan, forge in connection.execute(sa.select(bases))
        },
        links={
            item: Link(item, Kind(kind), number, url, removed)
            for item, kind, number, url, removed in connection.execute(sa.select(links))
        },
        open=read_open(connection),
        standing=read_standing(connection),
        earlier=read_earlier(connection),
        written=read_written(connection),
        plan_writes=read_plan_writes(connection),
        heard=dict(map(tuple, connection.execute(sa.select(heard)))),
        digests={date.fromisoformat(day): counts for day, counts in connection.execute(sa.select(digests))},
        proposed=read_proposed(connection),
        unsaid=read_unsaid(connection),
    )


def read_open(connection: sa.Connection) -> tuple[Intent, ...]:
    query = known(connection, journal).where(journal.c.outcome.is_(None)).order_by(journal.c.seq)
    return tuple(read_intent(row) for row in connection.execute(query))


def known(connection: sa.Connection, table: sa.Table) -> sa.Select[Any]:
    """All columns of a table; what the first version did not have yet is empty there."""
    there = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
    return sa.select(*(c if c.name in there else sa.null().label(c.name) for c in table.c))


def read_intent(row: sa.Row[Any]) -> Intent:
    return Intent(
        id=row.id,
        run=row.run,
        item=row.item,
        field=row.field,
        side=Side(row.side),
        old=row.old,
        new=row.new,
        source=row.source,
        version=row.version,
        at=datetime.fromisoformat(row.at),
        why=Cause(row.why) if row.why else None,
        who=row.who,
        actor=row.actor,
    )


def read_event(row: sa.Row[Any]) -> Event:
    side, why, written = Side(row.side), Cause(row.why) if row.why else None, row.written
    if why is None:
        why, written = as_first_told(row, side)
    return Event(
        at=datetime.fromisoformat(row.at),
        run=row.run,
        item=row.item,
        field=row.field,
        side=side,
        old=row.old,
        new=row.new,
        who=row.who,
        why=why,
        written=Side(written) if written else None,
        actor=row.actor,
    )


def as_first_told(row: sa.Row[Any], side: Side) -> tuple[Cause, Side | None]:
    """The first version told less: why, and where it was written, follow from what it did tell."""
    if row.field == "item":
        return (Cause.MADE, Side.FORGE) if row.old is None else (Cause.REMOVED, None)
    if side is Side.PLAN:
        return Cause.EDITED_PLAN, Side.FORGE
    closed = row.field == Field.STATUS and row.new in DONE
    return Cause.EDITED_TRACKER if closed or row.who is None else Cause.ANSWERED, Side.PLAN


def read_left(told: Mapping[str, str]) -> Moved | None:
    if "left" not in told:
        return None
    where, origin, at = json.loads(told["left"])
    return Moved(where, origin, datetime.fromisoformat(at))


def read_proposed(connection: sa.Connection) -> frozenset[str]:
    if not sa.inspect(connection).has_table("proposals"):
        return frozenset()  # a state of the first version
    return frozenset(item for (item,) in connection.execute(sa.select(proposals.c.item)))


def read_unsaid(connection: sa.Connection) -> frozenset[str]:
    """Whatever happened last to the item of the two: its issue was made, or its status written."""
    query = (
        sa.select(journal.c.item, journal.c.field)
        .where(journal.c.outcome == Outcome.APPLIED.value, journal.c.field.in_([CREATE, Field.STATUS.value]))
        .order_by(journal.c.seq)
    )
    last: dict[str, str] = dict(map(tuple, connection.execute(query)))
    return frozenset(item for item, name in last.items() if name == CREATE)


def read_standing(connection: sa.Connection) -> dict[tuple[str, Field], Standing]:
    edits: dict[tuple[str, str], Edit] = {}
    if sa.inspect(connection).has_table("editors"):  # a state of the first version has none
        edits = {
            (row.item, row.field): Edit(row.who, datetime.fromisoformat(row.at))
            for row in connection.execute(sa.select(editors))
        }
    return {
        (row.item, Field(row.field)): Standing(
            item=row.item,
            field=Field(row.field),
            kind=StandingKind(row.kind),
            plan=row.plan,
            forge=row.forge,
            since=datetime.fromisoformat(row.since),
            why=Why(row.why) if row.why else None,
            comment=row.comment,
            edit=edits.get((row.item, row.field)),
        )
        for row in connection.execute(sa.select(standing))
    }


def read_earlier(connection: sa.Connection) -> dict[tuple[str, str], str]:
    query = (
        sa.select(history.c.item, history.c.old, history.c.new)
        .where(
            history.c.field == Field.STATUS.value,
            history.c.old.is_not(None),
            history.c.new.is_not(None),
            history.c.old != history.c.new,
        )
        .order_by(history.c.seq)
    )
    return {(item, new): old for item, old, new in connection.execute(query)}


def read_plan_writes(connection: sa.Connection) -> tuple[PlanWrite, ...]:
    query = (
        known(connection, journal)
        .where(journal.c.outcome == Outcome.APPLIED.value, journal.c.side == Side.PLAN.value)
        .order_by(journal.c.seq.desc())
        .limit(STALE_SAVES)
    )
    found = (read_intent(row) for row in connection.execute(query))
    return tuple(PlanWrite(one.run, one.item, one.key, one.old, one.new) for one in found)


def read_written(connection: sa.Connection) -> dict[tuple[str, Field], tuple[Value, ...]]:
    written: dict[tuple[str, Field], tuple[Value, ...]] = {}
    query = (
        sa.select(journal.c.item, journal.c.field, journal.c.new)
        .where(
            journal.c.outcome == Outcome.APPLIED.value,
            journal.c.side == Side.FORGE.value,
            journal.c.field.in_([name.value for name in DERIVED]),
        )
        .order_by(journal.c.seq)
    )
    for item, name, new in connection.execute(query):
        key = (item, Field(name))
        written[key] = (*written.get(key, ()), new)
    return written
