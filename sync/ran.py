"""Which syncs went well, whoever made them: a service on this machine or another one, or a person."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

import sqlalchemy as sa

from sync.state import StateReader
from sync.tables import runs

LATEST: Final = 200
"""Two days of one every quarter of an hour: a clock that is set back by more than that begins anew."""


class Ran(NamedTuple):
    begun: datetime
    ended: datetime


def good_runs(state: StateReader) -> tuple[Ran, ...]:
    """The latest that looked at everything, the last one first."""
    if state.is_absent():
        return ()
    with state.translated(), state.engine.connect() as connection:
        if not sa.inspect(connection).has_table(runs.name):
            return ()
        query = sa.select(runs.c.started, runs.c.ended).where(runs.c.clean)
        found = connection.execute(query.order_by(runs.c.run.desc()).limit(LATEST))
        return tuple(Ran(*map(datetime.fromisoformat, row)) for row in found)


def ran_within(state: StateReader, begin: datetime, end: datetime | None) -> bool:
    """A good one began there."""
    return any(begin <= one.begun and (end is None or one.begun < end) for one in good_runs(state))


def good_since(state: StateReader) -> datetime | None:
    """When the last good one ended; where there was none yet, when the first one failed."""
    if found := good_runs(state):
        return found[0].ended
    failed = () if state.is_absent() else state.failures(None)
    return failed[0].at if failed else None
