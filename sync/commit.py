"""A commit as rows of the state database. Dataclasses and tables share their names: a record is a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, assert_never

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from mappings.snapshot import Value
from sync.ledger import Part
from sync.memory import (
    Arrive,
    Change,
    Close,
    EndRun,
    Failed,
    Heard,
    Leave,
    Link,
    Moved,
    Open,
    Propose,
    Reconsider,
    Remember,
    Rename,
    SetLink,
    SetPair,
    Settle,
    Stand,
    Standing,
    StartRun,
    Told,
    Unlink,
)
from sync.rows import read_intent
from sync.tables import (
    bases,
    digests,
    editors,
    failures,
    heard,
    history,
    journal,
    kept,
    links,
    meta,
    proposals,
    runs,
    standing,
)
from sync.trace import Event, Intent, Outcome

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Cell = str | int | None


def write_changes(connection: sa.Connection, changes: Iterable[Change]) -> None:
    pairs: dict[str, list[SetPair]] = {}
    closes: list[Close] = []
    for change in changes:
        match change:
            case SetPair():
                pairs.setdefault(change.item, []).append(change)
                continue
            case Close():
                closes.append(change)
                continue
            case Rename() | Leave():
                write_pairs(connection, pairs)
                write_closes(connection, closes)
                pairs, closes = {}, []
            case _:
                pass
        write_change(connection, change)
    write_pairs(connection, pairs)
    write_closes(connection, closes)


def write_pairs(connection: sa.Connection, pairs: Mapping[str, Sequence[SetPair]]) -> None:
    """The pairs of an item share a row; only the named fields of it change."""
    known: dict[str, tuple[str, str]] = {}
    names = list(pairs)
    for start in range(0, len(names), 500):
        query = sa.select(bases).where(bases.c.item.in_(names[start : start + 500]))
        known |= {item: (plan, forge) for item, plan, forge in connection.execute(query)}
    for item, changes in pairs.items():
        plan, forge = (json.loads(text) for text in known.get(item, ("{}", "{}")))
        for change in changes:
            plan[change.field], forge[change.field] = change.plan, change.forge
        put(connection, bases, {"item": item, "plan": encode(plan), "forge": encode(forge)})


def write_closes(connection: sa.Connection, closes: Sequence[Close]) -> None:
    """Settle intents; each that was applied is a line of the history."""
    if not closes:
        return
    done = sa.update(journal).where(journal.c.id == sa.bindparam("intent"))
    settled = [{"intent": one.intent, "result": one.outcome.value} for one in closes]
    connection.execute(done.values(outcome=sa.bindparam("result")), settled)
    applied = {one.intent: one.at for one in closes if one.outcome is Outcome.APPLIED}
    names, events = list(applied), list[Event]()
    for start in range(0, len(names), 500):
        query = sa.select(journal).where(journal.c.id.in_(names[start : start + 500])).order_by(journal.c.seq)
        intents = (read_intent(found) for found in connection.execute(query))
        events += [one.event(applied[one.id] or one.at) for one in intents]
    if events:
        connection.execute(sa.insert(history), [row(event) for event in events])


def encode(values: Mapping[str, Value]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def write_change(connection: sa.Connection, change: Change) -> None:
    match change:
        case StartRun():
            add(connection, runs, {"run": change.run, "started": change.at.isoformat()})
            put(connection, meta, {"key": "writer", "value": change.writer})
            put(connection, meta, {"key": "place", "value": change.place})
            put(connection, meta, {"key": "plan", "value": change.plan})
            put(connection, meta, {"key": "where", "value": change.where})
            put(connection, meta, {"key": "origin", "value": change.origin})
        case EndRun():
            end = {"ended": change.at.isoformat(), "code": change.code, "clean": change.clean}
            connection.execute(sa.update(runs).where(runs.c.run == change.run).values(end))
        case Failed():
            add(connection, failures, row(change))
        case SetLink():
            put(connection, links, row(change.link))
        case Unlink():
            for table in (bases, links, standing, editors, proposals):
                connection.execute(sa.delete(table).where(table.c.item == change.item))
        case Rename():
            for table in (bases, links, standing, editors, journal, history, proposals):
                connection.execute(sa.update(table).where(table.c.item == change.old).values(item=change.new))
        case Open():
            add(connection, journal, row(change.intent))
        case Close():
            write_closes(connection, [change])
        case Stand():
            stand(connection, change.standing)
        case Settle():
            for table in (standing, editors):
                which = (table.c.item == change.item) & (table.c.field == change.field.value)
                connection.execute(sa.delete(table).where(which))
        case Remember():
            add(connection, history, row(change.event))
        case Heard():
            put(connection, heard, {"comment": change.comment, "owed": change.owed})
        case Told():
            put(connection, digests, {"day": change.day.isoformat(), "counts": change.counts})
        case Propose():
            put(connection, proposals, {"item": change.item})
        case Reconsider():
            connection.execute(sa.delete(proposals))
        case Leave():
            leave(connection, change.moved)
        case Arrive():
            connection.execute(sa.delete(meta).where(meta.c.key.in_(["left", "former"])))
        case SetPair():
            write_pairs(connection, {change.item: [change]})
        case _:
            assert_never(change)


def stand(connection: sa.Connection, one: Standing) -> None:
    values = row(replace(one, edit=None))
    del values["edit"]
    put(connection, standing, values)
    which = (editors.c.item == one.item) & (editors.c.field == one.field.value)
    connection.execute(sa.delete(editors).where(which))
    if one.edit is not None:
        key = {"item": one.item, "field": one.field.value}
        add(connection, editors, {**key, "who": one.edit.who, "at": one.edit.at.isoformat()})


def leave(connection: sa.Connection, moved: Moved) -> None:
    """What the tracker held is forgotten; the history and the digests are the plan's, and stay."""
    told = dict(map(tuple, connection.execute(sa.select(meta.c.key, meta.c.value))))
    urls = {url for (url,) in connection.execute(sa.select(links.c.url))}
    former = sorted({*json.loads(told.get("former", "[]")), *urls})
    for table in (bases, links, standing, editors, heard, journal, proposals, kept):
        connection.execute(sa.delete(table))
    put(connection, meta, {"key": "place", "value": ""})
    put(connection, meta, {"key": "former", "value": json.dumps(former)})
    left = json.dumps([moved.where, moved.origin, moved.at.isoformat()])
    put(connection, meta, {"key": "left", "value": left})


def row(record: Link | Intent | Standing | Event | Failed | Part) -> dict[str, Cell]:
    return {one.name: cell(getattr(record, one.name)) for one in fields(record)}


def cell(value: Enum | date | Cell) -> Cell:
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else value


def add(connection: sa.Connection, table: sa.Table, values: Mapping[str, Cell]) -> None:
    connection.execute(sa.insert(table), values)


def put(connection: sa.Connection, table: sa.Table, values: Mapping[str, Cell]) -> None:
    """A new row, or new values in the row with this key."""
    put_all(connection, table, [values])


def put_all(connection: sa.Connection, table: sa.Table, records: Sequence[Mapping[str, Cell]]) -> None:
    """The same for many rows with the same columns."""
    if not records:
        return
    keys = [column.name for column in table.primary_key]
    insert = insert_into(connection, table)
    new = {table.c[name]: insert.excluded[name] for name in records[0] if name not in keys}
    if new:
        statement = insert.on_conflict_do_update(index_elements=keys, set_=new)
    else:
        statement = insert.on_conflict_do_nothing()
    connection.execute(statement, list(records))


def insert_into(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do about a row that is there already, in the database's own words."""
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # costs every command of the others a fifth of a second

    return postgresql.insert(table)
