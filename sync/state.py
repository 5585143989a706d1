"""The state database: owns every table. SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from mappings.snapshot import DERIVED, Field, Kind, Side, Value
from sync.changes import Why
from sync.errors import Busy, Invalid, Unavailable, WorkplanError
from sync.memory import (
    Base,
    Change,
    Close,
    EndRun,
    Event,
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
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = 1
"""Of the tables. A higher number in the file was written by a newer version, and is left alone."""
STALE_SAVES: Final = 2000
"""How many of the latest values written into the plan file are compared with what stands there."""

metadata: Final = sa.MetaData()
meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)
bases = sa.Table(
    "bases",
    metadata,
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("plan", sa.Text, nullable=False, comment="JSON: field -> value"),
    sa.Column("forge", sa.Text, nullable=False, comment="JSON: field -> value as read back"),
)
links = sa.Table(
    "links",
    metadata,
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
)
journal = sa.Table(
    "journal",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, unique=True, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("old", sa.Text),
    sa.Column("new", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, index=True, comment="empty: not settled yet"),
)
standing = sa.Table(
    "standing",
    metadata,
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("plan", sa.Text),
    sa.Column("forge", sa.Text),
    sa.Column("since", sa.Text, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("comment", sa.Integer),
)
history = sa.Table(
    "history",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("item", sa.Text, nullable=False, index=True),
    sa.Column("field", sa.Text, nullable=False, index=True),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("old", sa.Text),
    sa.Column("new", sa.Text),
    sa.Column("who", sa.Text),
)
runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run", sa.Integer, primary_key=True),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("ended", sa.Text),
    sa.Column("code", sa.Integer),
    sa.Column("clean", sa.Boolean),
)


class StateReader:
    """Reads the state. Where there is none yet, it reads as empty and nothing is created."""

    def __init__(self, url: str) -> None:
        self.url = url
        parsed = make_url(url)
        self.path = (
            Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None
        )
        self.name = str(self.path) if self.path else parsed.render_as_string(hide_password=True)
        self.engine = sa.create_engine(parsed)

    def load(self) -> Memory:
        """Raises Invalid when it is not a state database or a newer one, Busy when another program holds it."""
        if self.path is not None and not self.path.exists():
            return Memory()
        with self.translated(), self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("meta"):
                if sa.inspect(connection).get_table_names():
                    raise Invalid(f"{self.name} is a database, but not a state of workplan.", self.elsewhere)
                return Memory()
            told = dict(connection.execute(sa.select(meta.c.key, meta.c.value)).tuples().all())
            self.refuse_newer(told)
            return read_memory(connection, told)

    def events(self, item: str | None = None, since: datetime | None = None) -> tuple[Event, ...]:
        """The history, oldest first."""
        if self.load().run == 0:
            return ()
        query = sa.select(history).order_by(history.c.seq)
        if item is not None:
            query = query.where(history.c.item == item)
        if since is not None:
            query = query.where(history.c.at >= since.isoformat())
        with self.translated(), self.engine.connect() as connection:
            return tuple(
                Event(
                    at=datetime.fromisoformat(row.at),
                    run=row.run,
                    item=row.item,
                    field=row.field,
                    side=Side(row.side),
                    old=row.old,
                    new=row.new,
                    who=row.who,
                )
                for row in connection.execute(query)
            )

    @property
    def elsewhere(self) -> str:
        return "Nothing was changed. Move the file away, or name another one in workplan.toml: [state] url."

    def refuse_newer(self, told: Mapping[str, str]) -> None:
        if int(told.get("schema", "0")) > SCHEMA:
            raise Invalid(
                f"{self.name} was written by a newer version of workplan.",
                "Nothing was changed. Install that version again.",
            )

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what a database says into what a user can act on."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise self.translate(str(error.orig)) from error

    def translate(self, said: str) -> WorkplanError:
        match said:
            case "database is locked" | "database table is locked":
                return Busy(
                    f"{self.name} is in use by another program.", "Wait for it to end, then try again."
                )
            case "file is not a database" | "database disk image is malformed":
                return Invalid(f"{self.name} is not a state of workplan ({said}).", self.elsewhere)
            case "attempt to write a readonly database" | "unable to open database file":
                return Invalid(f"{self.name} can't be written ({said}).", "Check the folder's permissions.")
            case _:
                return Unavailable(f"{self.name} does not answer: {said}", "Try again later.")


class State(StateReader):
    """Writes the state. A commit is one transaction: all of its changes or none."""

    def commit(self, changes: Sequence[Change]) -> None:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.translated(), self.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA synchronous = FULL")
            self.prepare(connection)
            write_changes(connection, changes)

    def prepare(self, connection: sa.Connection) -> None:
        if not sa.inspect(connection).has_table("meta"):
            metadata.create_all(connection)
            connection.execute(sa.insert(meta).values(key="schema", value=str(SCHEMA)))
        told = dict(connection.execute(sa.select(meta.c.key, meta.c.value)).tuples().all())
        self.refuse_newer(told)


def read_memory(connection: sa.Connection, told: Mapping[str, str]) -> Memory:
    clean = connection.execute(sa.select(sa.func.max(runs.c.ended)).where(runs.c.clean)).scalar()
    return Memory(
        writer=told.get("writer", ""),
        run=connection.execute(sa.select(sa.func.max(runs.c.run))).scalar() or 0,
        place=told.get("place", ""),
        quiet_since=datetime.fromisoformat(clean) if clean else None,
        bases={
            item: Base(json.loads(plan), json.loads(forge))
            for item, plan, forge in connection.execute(sa.select(bases)).tuples()
        },
        links={
            item: Link(item, Kind(kind), number, url)
            for item, kind, number, url in connection.execute(sa.select(links)).tuples()
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
                .where(history.c.field == Field.STATUS.value, history.c.old.is_not(None))
                .order_by(history.c.seq)
            ).tuples()
        },
        written=read_written(connection),
        plan_writes=tuple(
            PlanWrite(run, item, name, old, new)
            for run, item, name, old, new in connection.execute(
                sa.select(journal.c.run, journal.c.item, journal.c.field, journal.c.old, journal.c.new)
                .where(journal.c.outcome == Outcome.APPLIED.value, journal.c.side == Side.PLAN.value)
                .order_by(journal.c.seq.desc())
                .limit(STALE_SAVES)
            ).tuples()
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
    for item, name, new in connection.execute(query).tuples():
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
        known |= {item: (plan, forge) for item, plan, forge in connection.execute(query).tuples()}
    rows = []
    for item, changes in pairs.items():
        plan, forge = (json.loads(text) for text in known.get(item, ("{}", "{}")))
        for change in changes:
            plan[change.field], forge[change.field] = change.plan, change.forge
        rows.append({"item": item, "plan": encode(plan), "forge": encode(forge)})
    connection.execute(upsert(connection, bases, ["item"], ["plan", "forge"]), rows)


def encode(values: Mapping[str, Value]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def upsert(
    connection: sa.Connection, table: sa.Table, keys: list[str], values: list[str]
) -> sqlite.Insert | postgresql.Insert:
    insert = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
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
        case SetLink():
            link = change.link
            row = {"item": link.item, "kind": link.kind.value, "number": link.number, "url": link.url}
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
            row = {
                "item": one.item,
                "field": one.field.value,
                "kind": one.kind.value,
                "plan": one.plan,
                "forge": one.forge,
                "since": one.since.isoformat(),
                "why": one.why.value if one.why else None,
                "comment": one.comment,
            }
            names = [name for name in row if name not in ("item", "field")]
            connection.execute(upsert(connection, standing, ["item", "field"], names), row)
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
