"""Which syncs went well, whoever made them: a service on this machine or another one, or a person."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from sync.state import StateReader
from sync.tables import runs

LATEST: Final = 200
"""Two days of one every quarter of an hour: a clock that is set back by more than that begins anew."""


def ran_within(state: StateReader, begin: datetime, end: datetime | None) -> bool:
    """One that looked at everything began there. Moments of several zones stand in the rows."""
    if state.is_absent():
        return False
    with state.translated(), state.engine.connect() as connection:
        if not sa.inspect(connection).has_table(runs.name):
            return False
        query = sa.select(runs.c.started).where(runs.c.clean).order_by(runs.c.run.desc()).limit(LATEST)
        begun = map(datetime.fromisoformat, connection.execute(query).scalars())
        return any(begin <= at and (end is None or at < end) for at in begun)


def last_good(state: StateReader) -> datetime | None:
    """The end of the last one; where none ever went well, when the first one failed."""
    memory = state.load()
    if memory.quiet_since is not None:
        return memory.quiet_since
    failed = state.failures(None)
    return failed[0].at if failed else None
