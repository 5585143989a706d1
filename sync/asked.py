"""That a look was asked for from outside: a delivery's id and "look again" are one transaction.

It comes in while a run is at work, and needs no turn of its own: a state that holds no lease writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from mappings.programs import is_program
from sync.commit import insert_into
from sync.facts import fact_query
from sync.state import State, StateReader
from sync.tables import asked, deliveries

KEPT: Final = timedelta(weeks=5)
"""So long a delivery is known when it comes again; GitHub repeats none that is older than three days."""
NAME: Final = "look"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`id` is the service's, equal when it is sent again; `sender` the account whose doing it tells of."""

    id: str
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A look that is asked for and was not taken yet. `number` grows with each that asks."""

    number: int
    first: datetime
    last: datetime


def record(state: State, service: str, found: Sequence[Delivery], now: datetime) -> frozenset[str]:
    """The ids that were new, and now ask for a look. What we did ourselves as a program asks for none.

    `now` in UTC. Raises Busy, Invalid or Forgetful: then nothing of it is remembered.
    """
    with state.writing() as connection:
        own = own_program(connection, service)
        at = now.isoformat()
        ids = {one.id for one in found if one.sender.casefold() != own}
        query = sa.select(deliveries.c.id).where(deliveries.c.id.in_(ids))
        new = ids.difference(connection.execute(query).scalars())
        if new:
            connection.execute(sa.delete(deliveries).where(deliveries.c.at < (now - KEPT).isoformat()))
            # Another machine may have been handed the same just now: then both ask, for the same look.
            insert = insert_into(connection, deliveries).on_conflict_do_nothing()
            connection.execute(insert, [{"id": id, "at": at} for id in sorted(new)])
            ask(connection, at)
        return frozenset(new)


def own_program(connection: sa.Connection, service: str) -> str | None:
    """The account that we write as, in lower case, where no person can use it too."""
    account = connection.execute(fact_query("account")).scalar() or ""
    return account.casefold() if is_program(account, service) else None


def ask(connection: sa.Connection, at: str) -> None:
    insert = insert_into(connection, asked).values(name=NAME, number=1, answered=0, first=at, last=at)
    waits = asked.c.answered < asked.c.number
    again = {
        asked.c.number: asked.c.number + 1,
        asked.c.first: sa.case((waits, asked.c.first), else_=insert.excluded.first),
        asked.c.last: insert.excluded.last,
    }
    connection.execute(insert.on_conflict_do_update(index_elements=[asked.c.name], set_=again))


def what_is_asked(state: StateReader) -> Asked | None:
    """None when nothing was asked for since the last look began."""
    if state.is_absent():
        return None
    with state.reading() as connection:
        if not sa.inspect(connection).has_table(asked.name):
            return None
        row = connection.execute(sa.select(asked).where(asked.c.answered < asked.c.number)).first()
        return Asked(row.number, *map(datetime.fromisoformat, (row.first, row.last))) if row else None


def answer(state: State, number: int) -> None:
    """A look that began when `number` was the last is over, and went well. Later ones ask for another."""
    with state.writing() as connection:
        ahead = sa.and_(asked.c.answered < number, asked.c.number >= number)
        connection.execute(sa.update(asked).where(ahead).values(answered=number))
