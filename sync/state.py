"""The state database: what is remembered between runs. SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from sync.commit import put_all, write_changes
from sync.database import add_columns, connect, one_at_a_time, reading, translate, writing
from sync.errors import Forgetful, Invalid, WorkplanError
from sync.lease import Holder, look, release, renew, take
from sync.masked import masked
from sync.memory import Change, Failed, Memory
from sync.ports import Shelved
from sync.rows import known, read_event, read_memory
from sync.tables import GREW, SCHEMA, failures, history, kept, meta, metadata, runs
from sync.trace import Event
from sync.wholefile import NoFile, is_there

if TYPE_CHECKING:
    from collections.abc import Iterator


DAYS: Final = timedelta(days=2)
"""Clocks of two zones are not further apart."""


class StateReader:
    """Reads the state. Where there is none yet, it reads as empty and nothing is created."""

    def __init__(self, url: str, wait: float = 5.0) -> None:
        """`wait`: seconds to wait for another program that holds the database."""
        parsed = make_url(url)
        self.path = (
            Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None
        )
        self.name = str(self.path) if self.path else masked(parsed.render_as_string(hide_password=False))
        self.engine = connect(parsed, wait)

    def load(self) -> Memory:
        """Raises Invalid when it is no state database or a newer one, Busy when another program holds it."""
        if self.is_absent():
            return Memory()
        with self.reading() as connection:
            if not sa.inspect(connection).has_table("meta"):
                self.refuse_foreign(connection)
                return Memory()
            told = dict(map(tuple, connection.execute(sa.select(meta.c.key, meta.c.value))))
            self.refuse_newer(told)
            return read_memory(connection, told)

    def shelved(self) -> Shelved:
        if self.is_absent():
            return {}
        with self.reading() as connection:
            if not sa.inspect(connection).has_table("kept"):
                return {}
            return {(kind, key): data for kind, key, data in connection.execute(sa.select(kept))}

    @property
    def runs(self) -> int:
        if self.is_absent():
            return 0
        with self.reading() as connection:
            if not sa.inspect(connection).has_table("runs"):
                return 0
            return connection.execute(sa.select(sa.func.max(runs.c.run))).scalar() or 0

    @property
    def is_moving(self) -> bool:
        """A move to another tracker is not finished yet."""
        if self.is_absent():
            return False
        with self.reading() as connection:
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

    def events(
        self, item: str | None = None, since: datetime | None = None, run: int | None = None
    ) -> tuple[Event, ...]:
        """The history, oldest first."""
        if self.load().run == 0:
            return ()
        with self.reading() as connection:
            query = known(connection, history).order_by(history.c.seq)
            if item is not None:
                query = query.where(history.c.item == item)
            if since is not None:  # roughly: these are texts, and each tells the hour of a zone of its own
                query = query.where(history.c.at >= (since - DAYS).isoformat())
            if run is not None:
                query = query.where(history.c.run == run)
            found = (read_event(row) for row in connection.execute(query))
            return tuple(one for one in found if since is None or one.at >= since)

    def failures(self, since: datetime | None) -> tuple[Failed, ...]:
        """Syncs that came to a bad end, oldest first."""
        with self.reading() as connection:
            if not sa.inspect(connection).has_table("failures"):
                return ()
            query = sa.select(failures).order_by(failures.c.seq)
            found = (
                Failed(datetime.fromisoformat(row.at), row.code, row.message)
                for row in connection.execute(query)
            )
            return tuple(one for one in found if since is None or one.at >= since)

    def cut_off(self) -> datetime | None:
        """When the latest run began, if it has no end: it is at work, or something killed it."""
        with self.reading() as connection:
            query = sa.select(runs.c.started, runs.c.ended).order_by(runs.c.run.desc()).limit(1)
            row = connection.execute(query).first()
            return datetime.fromisoformat(row.started) if row and row.ended is None else None

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
    def reading(self) -> Iterator[sa.Connection]:
        """What is read within stood there at one moment."""
        with self.translated(), reading(self.engine) as connection:
            yield connection

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what a database says into what a user can act on."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise translate(error, self.name, self.elsewhere) from error


class State(StateReader):
    """Writes the state. A commit is one transaction: all of its changes or none."""

    prepared = False
    holder: Holder | None = None
    before = 0
    """The number of the lease before this run's."""
    fence = 0
    """The number of the lease that is held; 0: none yet."""

    @contextmanager
    def leased(self, holder: Holder) -> Iterator[None]:
        """The turn of a run. Raises Busy while it is another machine's, and in any commit after it was lost.

        The lease is taken with the first commit, so that a run that is refused leaves nothing.
        """
        self.holder, self.before = holder, self.last_lease(holder)
        try:
            yield
        finally:
            if self.fence:
                with suppress(WorkplanError), self.writing() as connection:
                    release(connection, holder, self.fence)
            self.holder, self.fence = None, 0

    def last_lease(self, holder: Holder) -> int:
        if self.is_absent():
            return 0
        with self.reading() as connection:
            return look(connection, holder) if sa.inspect(connection).has_table("lease") else 0

    def hold(self, connection: sa.Connection) -> int:
        """Within the transaction of a commit: the number of the lease that is now held."""
        if self.holder is None:
            return 0
        if not self.fence:
            return take(connection, self.holder, self.before)
        renew(connection, self.holder, self.fence)
        return self.fence

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
            with writing(self.engine) as connection:
                if not self.prepared:
                    self.make_tables(connection)
                fence = self.hold(connection)
                yield connection
            self.fence = fence
            if not self.prepared:
                self.write_ahead()
        if self.is_absent():  # what still has it open writes into nothing
            raise Forgetful(
                f"{self.name} has vanished while it was written. Nothing more was done.",
                "Put it back from a copy. Without it, the next sync finds everything by its links and marks.",
            )

    def write_ahead(self) -> None:
        """From now on a commit is one write to the disk."""
        if self.path is not None:
            with closing(self.engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
                try:
                    cursor.execute("PRAGMA journal_mode = WAL")
                except sqlite3.OperationalError:
                    return  # another program is at work on it just now: the next commit tries again
        self.prepared = True

    def make_tables(self, connection: sa.Connection) -> None:
        one_at_a_time(connection)
        if not sa.inspect(connection).has_table("meta"):
            self.refuse_foreign(connection)
            metadata.create_all(connection)
            connection.execute(sa.insert(meta).values(key="schema", value=str(SCHEMA)))
        told = dict(map(tuple, connection.execute(sa.select(meta.c.key, meta.c.value))))
        self.refuse_newer(told)
        metadata.create_all(connection)  # tables that an earlier version did not have
        add_columns(connection, GREW)
