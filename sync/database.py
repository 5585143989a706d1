"""The databases that a state may be in: SQLite, a file beside the plan; PostgreSQL, for several machines."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

import sqlalchemy as sa

from sync.errors import Busy, Damaged, Forgetful, Invalid, StateSilent, WorkplanError
from sync.masked import masked

WRITES: Final = "workplan_writes"
"""The option of a connection whose transaction writes."""
TABLES: Final = 0x776F726B
"""PostgreSQL's lock for whoever makes the tables: any number, the same in all programs."""
ALIVE: Final = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""A server that vanished without a word is noticed within a minute.

https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-KEEPALIVES
"""
PATIENCE: Final = ("SET LOCAL lock_timeout = '5s'", "SET LOCAL idle_in_transaction_session_timeout = '60s'")
"""A machine that stands still in the middle of a transaction holds nobody up for longer."""


def connect(url: sa.URL, wait: float) -> sa.Engine:
    """`wait`: seconds to wait for another program that holds the database, or for its server to answer."""
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": wait})
        transactions_by_hand(engine)
        return engine
    engine = sa.create_engine(
        url, pool_pre_ping=True, connect_args={"connect_timeout": max(2, int(wait)), **ALIVE}
    )

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        for setting in PATIENCE:
            connection.exec_driver_sql(setting)

    return engine


def transactions_by_hand(engine: sa.Engine) -> None:
    """Python's driver would make each table in a transaction of its own, and a crash leave half of them.

    One that reads before it writes is refused, without any waiting, when another program wrote in between:
    what is going to write says so as it begins.
    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    """

    @sa.event.listens_for(engine, "connect")
    def leave_alone(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA synchronous = FULL")
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that sees the database as it was when it began, as SQLite's do by themselves."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def writing(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    return engine.execution_options(**{WRITES: True}).begin()


def one_at_a_time(connection: sa.Connection) -> None:
    """Until this transaction ends: of several that find no tables, one makes them. SQLite has one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TABLES)))


def add_columns(connection: sa.Connection, grown: Collection[sa.Table]) -> None:
    """Those that the first version of these tables did not have. They are empty in its rows."""
    for table in grown:
        there = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        for column in table.c:
            if column.name not in there:
                kind = column.type.compile(connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}")


def translate(error: sa.exc.DBAPIError, name: str, elsewhere: str) -> WorkplanError:
    """In a user's words. `elsewhere`: what to do where it is no state."""
    said = str(error.orig)
    match getattr(error.orig, "sqlstate", None) or said:
        case "database is locked" | "database table is locked" | "55P03":
            return Busy(f"{name} is in use by another program.", "Wait for it to end, then try again.")
        case "file is not a database" | "database disk image is malformed":
            return Damaged(f"{name} is not a state of workplan ({said}).", elsewhere)
        case "attempt to write a readonly database" | "unable to open database file":
            return Invalid(f"{name} can't be written ({said}).", "Check the folder's permissions.")
        case "42501" | "25006":
            return Invalid(
                f"{name} can't be written ({masked(said)}).", "Let its user make and change tables."
            )
        case "database or disk is full" | "53100":
            return Forgetful(f"The disk is full: {name} took nothing.", "Make room, and run sync again.")
        case _:
            return StateSilent(
                f"{name} does not answer: {masked(said)}",
                "Check [state] url, and that the database runs; then try again.",
            )
