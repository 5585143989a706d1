"""Memory from rows, and changes to rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from mappings.snapshot import DERIVED, Field, Kind, Side, Value
from sync.changes import Why
from sync.memory import (
    Base,
    Change,
    Close,
    EndRun,
    Heard,
    Intent,
    Link,
    Memory,
    Open,
    Outcome,
    PlanWrite,
    Remember,
    Rename,
    SetLink,
    SetPair,
    Settle,
    Stand,
    Standing,
    StandingKind,
    StartRun,
    Told,
)
from sync.tables import bases, digests, heard, history, journal, links, meta, runs, standing

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

STALE_SAVES: Final = 2000
"""How many of the latest values written into the plan file are compared with what stands there."""


def read_memory(connection: sa.Connection, told: Mapping[str, str]) -> Memory:
    clean = connection.execute(sa.select(sa.func.max(runs.c.ended)).where(runs.c.clean)).scalar()
    return Memory(
        writer=told.get("writer", ""),
        run=connection.execute(sa.select(sa.func.max(runs.c.run))).scalar() or 0,
        place=told.get("place", ""),
        quiet_since=datetime.fromisoformat(clean) if clean else None,
        bases={
            item: Base(json.loads(plan), json.loads(forge))
            for item, plan, forge in connection.execute(sa.select(bases))
        },
        links={
            item: Link(item, Kind(kind), number, url)
            for item, kind, number, url in connection.execute(sa.select(links))
        },
        open=tuple(
            Intent(
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
            )
            for row in connection.execute(
                sa.select(journal).where(journal.c.outcome.is_(None)).order_by(journal.c.seq)
            )
        ),
        standing={
            (row.item, Field(row.field)): Standing(
                item=row.item,
                field=Field(row.field),
                kind=StandingKind(row.kind),
                plan=row.plan,
                forge=row.forge,
                since=datetime.fromisoformat(row.since),
                why=Why(row.why) if row.why else None,
                comment=row.comment,
            )
            for row in connection.execute(sa.select(standing))
        },
        earlier={
            (item, new): old
            for item, old, new in connection.execute(
                sa.select(history.c.item, history.c.old, history.c.new)
                .where(
                    history.c.field == Field.STATUS.value,
                    history.c.old.is_not(None),
                    history.c.new.is_not(None),
                )
                .order_by(history.c.seq)
            )
        },
        written=read_written(connection),
        digests={date.fromisoformat(day): counts for day, counts in connection.execute(sa.select(digests))},
        heard=frozenset(connection.execute(sa.select(heard.c.comment)).scalars()),
        plan_writes=tuple(
            PlanWrite(run, item, name, old, new)
            for run, item, name, old, new in connection.execute(
                sa.select(journal.c.run, journal.c.item, journal.c.field, journal.c.old, journal.c.new)
                .where(journal.c.outcome == Outcome.APPLIED.value, journal.c.side == Side.PLAN.value)
                .order_by(journal.c.seq.desc())
                .limit(STALE_SAVES)
            )
        ),
    )


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


def write_changes(connection: sa.Connection, changes: Iterable[Change]) -> None:
    pairs: dict[str, list[SetPair]] = {}
    for change in changes:
        if isinstance(change, SetPair):
            pairs.setdefault(change.item, []).append(change)
            continue
        if isinstance(change, Rename) and pairs:
            write_pairs(connection, pairs)
            pairs = {}
        write_change(connection, change)
    write_pairs(connection, pairs)


def write_pairs(connection: sa.Connection, pairs: Mapping[str, Sequence[SetPair]]) -> None:
    """The pairs of an item share a row; only the named fields of it change."""
    if not pairs:
        return
    known: dict[str, tuple[str, str]] = {}
    names = list(pairs)
    for start in range(0, len(names), 500):
        part = names[start : start + 500]
        query = sa.select(bases).where(bases.c.item.in_(part))
        known |= {item: (plan, forge) for item, plan, forge in connection.execute(query)}
    rows = []
    for item, changes in pairs.items():
        plan, forge = (json.loads(text) for text in known.get(item, ("{}", "{}")))
        for change in changes:
            plan[change.field], forge[change.field] = change.plan, change.forge
        rows.append({"item": item, "plan": encode(plan), "forge": encode(forge)})
    connection.execute(upsert(connection, bases, ["item"], ["plan", "forge"]), rows)


def encode(values: Mapping[str, Value]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def insert_into(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do about a row that is there already, in the database's own words."""
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # costs every command of the others a fifth of a second

    return postgresql.insert(table)


def upsert(
    connection: sa.Connection, table: sa.Table, keys: list[str], values: list[str]
) -> sqlite.Insert | postgresql.Insert:
    insert = insert_into(connection, table)
    return insert.on_conflict_do_update(
        index_elements=keys, set_={name: insert.excluded[name] for name in values}
    )


def write_change(connection: sa.Connection, change: Change) -> None:
    match change:
        case StartRun():
            connection.execute(sa.insert(runs).values(run=change.run, started=change.at.isoformat()))
            for key, value in (("writer", change.writer), ("place", change.place)):
                connection.execute(upsert(connection, meta, ["key"], ["value"]), {"key": key, "value": value})
        case EndRun():
            connection.execute(
                sa.update(runs)
                .where(runs.c.run == change.run)
                .values(ended=change.at.isoformat(), code=change.code, clean=change.clean)
            )
        case Heard():
            once = insert_into(connection, heard).on_conflict_do_nothing()
            connection.execute(once, {"comment": change.comment})
        case Told():
            figures = {"day": change.day.isoformat(), "counts": change.counts}
            connection.execute(upsert(connection, digests, ["day"], ["counts"]), figures)
        case SetLink():
            link = change.link
            row: dict[str, str | int] = {
                "item": link.item,
                "kind": link.kind.value,
                "number": link.number,
                "url": link.url,
            }
            connection.execute(upsert(connection, links, ["item"], ["kind", "number", "url"]), row)
        case Rename():
            for table in (bases, links, standing):
                connection.execute(sa.update(table).where(table.c.item == change.old).values(item=change.new))
        case Open():
            intent = change.intent
            connection.execute(
                sa.insert(journal).values(
                    id=intent.id,
                    run=intent.run,
                    item=intent.item,
                    field=intent.field,
                    side=intent.side.value,
                    old=intent.old,
                    new=intent.new,
                    source=intent.source,
                    version=intent.version,
                    at=intent.at.isoformat(),
                )
            )
        case Close():
            connection.execute(
                sa.update(journal).where(journal.c.id == change.intent).values(outcome=change.outcome.value)
            )
        case Stand():
            one = change.standing
            told: dict[str, str | int | None] = {
                "item": one.item,
                "field": one.field.value,
                "kind": one.kind.value,
                "plan": one.plan,
                "forge": one.forge,
                "since": one.since.isoformat(),
                "why": one.why.value if one.why else None,
                "comment": one.comment,
            }
            names = [name for name in told if name not in ("item", "field")]
            connection.execute(upsert(connection, standing, ["item", "field"], names), told)
        case Settle():
            connection.execute(
                sa.delete(standing).where(
                    standing.c.item == change.item, standing.c.field == change.field.value
                )
            )
        case Remember():
            event = change.event
            connection.execute(
                sa.insert(history).values(
                    at=event.at.isoformat(),
                    run=event.run,
                    item=event.item,
                    field=event.field,
                    side=event.side.value,
                    old=event.old,
                    new=event.new,
                    who=event.who,
                )
            )
        case SetPair():
            write_pairs(connection, {change.item: [change]})
