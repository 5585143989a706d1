"""Single facts of what was last read of a service, without reading all of it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from sync.state import StateReader
from sync.tables import kept


def fact_query(name: str) -> sa.Select[str]:
    return sa.select(kept.c.data).where(kept.c.kind == "fact", kept.c.key == name)


def fact(state: StateReader, name: str) -> str:
    """ "" for what is not known (yet)."""
    if state.is_absent():
        return ""
    with state.reading() as connection:
        if not sa.inspect(connection).has_table(kept.name):
            return ""
        return connection.execute(fact_query(name)).scalar() or ""


def project_number(state: StateReader) -> str:
    return fact(state, "project")


def token_expires(state: StateReader) -> date | None:
    """The day on which the token ends, as it was told within the last day; None where nothing told it."""
    told = fact(state, "token ends")
    return date.fromisoformat(told) if told else None
