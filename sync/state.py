"""The state database: what is remembered between runs. SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from mappings.snapshot import Side
from sync.commit import put_all, write_changes
from sync.errors import Busy, Invalid, Unavailable, WorkplanError
from sync.masked import masked
from sync.memory import Change, Event, Memory
from sync.ports import Shelved
from sync.rows import read_memory
from sync.tables import SCHEMA, history, kept, meta, metadata, runs
from sync.wholefile import NoFile, is_there

if TYPE_CHECKING:
    from collections.abc import Iterator


def transactions_by_hand(engine: sa.Engine) -> None:
    """Python's driver would make each table in a transaction of its own, and a crash leave half of them.

    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    """

    @sa.event.listens_for(engine, "connect")
    def leave_alone(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA synchronous = FULL")
        connection.exec_driver_sql("BEGIN")


class StateReader:
    """Reads the state. Where there is none yet, it reads as empty and nothing is created."""

    def __init__(self, url: str, wait: float = 5.0) -> None:
        """`wait`: seconds to wait for another program that holds the database."""
        parsed = make_url(url)
        self.path = (
            Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None
        )
        self.name = str(self.path) if self.path else masked(parsed.render_as_string(hide_password=False))
        self.engine = sa.create_engine(parsed, connect_args={"timeout": wait} if self.path else {})
        if self.path is not None:
            transactions_by_hand(self.engine)

    def load(self) -> Memory:
        """Raises Invalid when it is no state database or a newer one, Busy when another program holds it."""
        if self.is_absent():
            return Memory()
        with self.translated(), self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("meta"):
                self.refuse_foreign(connection)
                return Memory()
            told = dict(map(tuple, connection.execute(sa.select(meta.c.key, meta.c.value))))
            self.refuse_newer(told)
            return read_memory(connection, told)

    def shelved(self) -> Shelved:
        if self.is_absent():
            return {}
        with self.translated(), self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("kept"):
                return {}
            return {(kind, key): data for kind, key, data in connection.execute(sa.select(kept))}

    @property
    def runs(self) -> int:
        if self.is_absent():
            return 0
        with self.translated(), self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("runs"):
                return 0
            return connection.execute(sa.select(sa.func.max(runs.c.run))).scalar() or 0

    @property
    def is_moving(self) -> bool:
        """A move to another tracker is not finished yet."""
        if self.is_absent():
            return False
        with self.translated(), self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("meta"):
                return False
            return connection.execute(sa.select(meta.c.key).where(meta.c.key == "left")).first() is not None

    def is_absent(self) -> bool:
        """Raises Invalid for what is no file, and was not made by anybody who keeps a state."""
        if self.path is None:
            return False
        try:
            return not is_there(self.path)
        except NoFile as error:
            raise Invalid(f"{self.name} is {error.what}, not a state of workplan.", self.elsewhere) from None
        except OSError as error:
            raise Invalid(f"{self.name} can't be read: {error.strerror}.", self.elsewhere) from None

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

    def refuse_foreign(self, connection: sa.Connection) -> None:
        if sa.inspect(connection).get_table_names():
            raise Invalid(f"{self.name} is a database, but not a state of workplan.", self.elsewhere)

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
                return Unavailable(f"{self.name} does not answer: {masked(said)}", "Try again later.")


class State(StateReader):
    """Writes the state. A commit is one transaction: all of its changes or none."""

    prepared = False

    def commit(self, changes: Sequence[Change]) -> None:
        with self.writing() as connection:
            write_changes(connection, changes)

    def shelve(self, changes: Mapping[tuple[str, str], str | None]) -> None:
        """One transaction; None takes away."""
        with self.writing() as connection:
            gone = [{"at_kind": kind, "at_key": key} for (kind, key), data in changes.items() if data is None]
            if gone:
                where = (kept.c.kind == sa.bindparam("at_kind")) & (kept.c.key == sa.bindparam("at_key"))
                connection.execute(sa.delete(kept).where(where), gone)
            put_all(
                connection,
                kept,
                [
                    {"kind": kind, "key": key, "data": data}
                    for (kind, key), data in changes.items()
                    if data is not None
                ],
            )

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        if self.path is not None and self.is_absent():
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.translated():
            with self.engine.begin() as connection:
                if not self.prepared:
                    self.make_tables(connection)
                yield connection
            if not self.prepared:
                self.write_ahead()

    def write_ahead(self) -> None:
        """From now on a commit is one write to the disk."""
        if self.path is not None:
            with closing(self.engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
                cursor.execute("PRAGMA journal_mode = WAL")
        self.prepared = True

    def make_tables(self, connection: sa.Connection) -> None:
        if not sa.inspect(connection).has_table("meta"):
            self.refuse_foreign(connection)
            metadata.create_all(connection)
            connection.execute(sa.insert(meta).values(key="schema", value=str(SCHEMA)))
        told = dict(map(tuple, connection.execute(sa.select(meta.c.key, meta.c.value))))
        self.refuse_newer(told)
        metadata.create_all(connection)  # tables that an earlier version did not have
