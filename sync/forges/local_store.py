"""The tracker's SQLite file: opened, made, recognised, and its troubles put into words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sync.errors import Invalid, Rejected, Unavailable, WorkplanError
from sync.wholefile import NoFile, is_there

APPLICATION_ID: Final = 0x776B706C  # "wkpl": tells our file from any other program's database
SCHEMA_VERSION: Final = 1

SCHEMA: Final = """
CREATE TABLE milestones (
    number INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL UNIQUE, description TEXT NOT NULL,
    state TEXT NOT NULL, start TEXT, due TEXT, updated TEXT NOT NULL, version INTEGER NOT NULL);
CREATE TABLE issues (
    number INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, body TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT, milestone INTEGER REFERENCES milestones(number), due TEXT,
    author TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL, closed TEXT, closed_by TEXT,
    version INTEGER NOT NULL);
CREATE TABLE labels (
    id INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, name TEXT NOT NULL, color TEXT NOT NULL,
    description TEXT NOT NULL);
CREATE TABLE issue_labels (
    issue INTEGER NOT NULL REFERENCES issues(number), label INTEGER NOT NULL REFERENCES labels(id),
    PRIMARY KEY (issue, label)) WITHOUT ROWID;
CREATE TABLE issue_assignees (
    issue INTEGER NOT NULL REFERENCES issues(number), account TEXT NOT NULL,
    PRIMARY KEY (issue, account)) WITHOUT ROWID;
CREATE TABLE comments (
    number INTEGER PRIMARY KEY AUTOINCREMENT, issue INTEGER NOT NULL REFERENCES issues(number),
    author TEXT NOT NULL, body TEXT NOT NULL, created TEXT NOT NULL,
    heard INTEGER NOT NULL DEFAULT 0);
CREATE INDEX comments_by_issue ON comments(issue);
CREATE TABLE events (
    number INTEGER PRIMARY KEY, issue INTEGER REFERENCES issues(number),
    milestone INTEGER REFERENCES milestones(number), at TEXT NOT NULL, who TEXT NOT NULL,
    what TEXT NOT NULL, old TEXT, new TEXT);
CREATE INDEX events_by_issue ON events(issue);
"""


def open_store(path: Path, *, create: bool, busy_seconds: float) -> sqlite3.Connection:
    """Open the tracker's file, or make it when `create`. Nothing that is not ours is ever written to."""
    try:
        new = not is_there(path)
    except NoFile as error:
        raise Invalid(
            f"{path} is {error.what}, not a tracker file.",
            "Name a file in [forge] url, for example .workplan/tracker.db.",
        ) from None
    except OSError as error:
        raise Invalid(
            f"The tracker {path} can't be opened: {error.strerror}.",
            "Look at the rights of the file and its folder, and at [forge] url.",
        ) from None
    if new and not create:
        raise Invalid(
            f"There is no tracker at {path}.",
            "Run `workplan sync` first: it makes one. Or correct [forge] url in workplan.toml.",
        )
    with translated(path):
        if new:
            _make_folder(path)
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
        try:
            _prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def is_begun(path: Path) -> bool:
    """There is something in the file. There is not where its making was cut short: it may be made anew."""
    if not path.is_file():
        return path.exists()
    with translated(path), closing(sqlite3.connect(path)) as connection:
        return not _is_blank(connection)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            f"The folder {path.parent} for the tracker can't be made: {error.strerror}.",
            "Make it yourself, or name another place in [forge] url.",
        ) from error


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    if create and _is_blank(connection):
        # Set outside the transaction, as SQLite demands; a crash in between leaves a blank file, made anew.
        connection.execute("PRAGMA journal_mode = WAL")
        with writing(connection):
            if _is_blank(connection):
                for statement in SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise Invalid(
            f"{path} is not a tracker of workplan. It was left as it is.",
            "Name another file in [forge] url, or move this one away.",
        )
    if version > SCHEMA_VERSION:
        raise Invalid(
            f"The tracker {path} was written by a newer workplan (format {version}; this one knows "
            f"{SCHEMA_VERSION}). It was left as it is.",
            "Install the newer workplan.",
        )


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Neither a table nor another program's stamp: a file just made, or one whose making was cut short."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(application == 0 and tables == 0)


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that takes the write lock at once: what it reads first still holds when it writes."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that only reads: all its queries see the same moment."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors become ours. Its result codes: https://www.sqlite.org/rescode.html"""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(path, error) from error


def _in_words(path: Path, error: sqlite3.Error) -> WorkplanError:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Unavailable(
                f"The tracker {path} is in use by another program.",
                "Try again in a moment; close programs that have the file open.",
            )
        case sqlite3.SQLITE_NOTADB:
            return Invalid(
                f"{path} is not a tracker file. It was left as it is.",
                "Name another file in [forge] url, or move this one away.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return Rejected(
                f"The tracker {path} may only be read.",
                "Give your account the right to write the file and its folder.",
            )
        case sqlite3.SQLITE_CANTOPEN:
            return Invalid(
                f"The tracker {path} can't be opened.",
                "Look at the rights of the file and its folder, and at [forge] url.",
            )
        case sqlite3.SQLITE_CORRUPT:
            return Invalid(
                f"The tracker {path} is damaged. It was left as it is.",
                "Put back a copy of the file, from before it was damaged.",
            )
        case sqlite3.SQLITE_FULL:
            return Rejected(f"The disk is full: the tracker {path} took nothing.", "Make room and try again.")
        case _:
            return Unavailable(f"The tracker {path} gave no answer: {error}.", "Try again.")
