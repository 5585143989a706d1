"""A copy of a state in a SQLite file, whatever database it is in; and a copy put in its place.

What both sides agreed on, the links, and what was announced are in no backup. By the time it is needed they
may be out of date, and would undo what people did since: both sides are compared anew, as after a loss.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from sync.commit import put
from sync.errors import Invalid
from sync.postings import DOUBT
from sync.rows import known
from sync.state import State, StateReader
from sync.tables import bases, journal, kept, lease, links, meta, metadata

DATED: Final = (bases, links, journal)
NOT_OURS: Final = (kept, lease)
"""What was last read of the tracker, and whose turn it is."""
PLACES: Final = ("place", "where", "origin", "left", "former")
CHUNK: Final = 1000


class Copy(State):
    """One file, with nothing beside it."""

    def write_ahead(self) -> None:
        self.prepared = True


def backup(source: StateReader, path: Path) -> None:
    """Raises Invalid when there is nothing to copy, or something at `path`."""
    if not source.load().run:
        raise Invalid(f"There is no state in {source.name} yet.", "It is made by the first: workplan sync")
    tables = [table for table in metadata.sorted_tables if table not in (*DATED, *NOT_OURS)]
    copy(source, path, tables, without=PLACES)


def keep_whole(source: StateReader, path: Path) -> None:
    """The state as it is."""
    copy(source, path, [table for table in metadata.sorted_tables if table not in NOT_OURS])


def copy(source: StateReader, path: Path, tables: Iterable[sa.Table], without: Iterable[str] = ()) -> None:
    if path.exists():
        raise Invalid(f"{path} exists already. Nothing was written.", "Name another file.")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    target = Copy(f"sqlite:///{part}")
    try:
        with target.writing() as into:
            fill(source, into, tables)
            into.execute(sa.delete(meta).where(meta.c.key.in_(list(without))))
        target.engine.dispose()
        part.replace(path)
    finally:
        target.engine.dispose()
        part.unlink(missing_ok=True)


def fill(source: StateReader, into: sa.Connection, tables: Iterable[sa.Table]) -> None:
    """Exchange what the tables hold for what they hold in the source, at one moment."""
    with source.reading() as connection:
        if source.path is None:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        there = set(sa.inspect(connection).get_table_names())
        for table in tables:
            into.execute(sa.delete(table))
            if table.name in there:
                query = known(connection, table).order_by(*table.primary_key)
                for part in connection.execute(query).partitions(CHUNK):
                    rows = [dict(zip(table.c.keys(), row, strict=True)) for row in part]
                    into.execute(sa.insert(table), [numbered_anew(row) for row in rows])


def numbered_anew(row: dict[str, object]) -> dict[str, object]:
    """In the same order; the database itself goes on counting."""
    return {name: value for name, value in row.items() if name != "seq"}


def restore(source: StateReader, state: State) -> None:
    """Put what a backup holds in the place of what the state holds, in one transaction."""
    with state.writing() as into:
        fill(source, into, [table for table in metadata.sorted_tables if table is not lease])
        into.execute(sa.delete(meta).where(meta.c.key.in_(PLACES)))
        put(into, meta, {"key": DOUBT, "value": "restored"})
        for table in (*DATED, kept):
            into.execute(sa.delete(table))
