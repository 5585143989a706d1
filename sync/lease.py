"""One run at a time between machines that share a state: a row with a number that grows with each holder.

Every commit of a run compares the number in its own transaction. So a run that was held up for longer than
its lease, and was overtaken, commits nothing any more, and does nothing that is announced first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from sync.commit import insert_into
from sync.errors import Busy, Invalid, WorkplanError
from sync.tables import lease

TERM: Final = timedelta(minutes=5)
"""So long a holder that says nothing is taken for alive. Each commit begins it anew."""
NAME: Final = "run"


@dataclass(frozen=True, slots=True)
class Holder:
    """`name`: the machine and the place of its lock. A run that died there is known not to live any more."""

    name: str
    now: Callable[[], datetime]
    """The real time in UTC, whatever day is taken for today."""


def look(connection: sa.Connection, holder: Holder) -> int:
    """The number that the next lease follows, 0 for the first. Raises Busy while another machine is at work.

    A lease that ends far in the future is one of a clock that has jumped since, and holds nobody up.
    """
    row = connection.execute(sa.select(lease)).first()
    if row is None:
        return 0
    left = datetime.fromisoformat(row.until) - holder.now()
    if row.owner not in (holder.name, "") and timedelta() < left <= 2 * TERM:
        raise overtaken(connection)
    return int(row.fence)


def take(connection: sa.Connection, holder: Holder, after: int) -> int:
    """The number of the new lease. Raises Busy when another run took one since `look`."""
    row = {"owner": holder.name, "fence": after + 1, "until": (holder.now() + TERM).isoformat()}
    if after:
        step = sa.update(lease).where(lease.c.fence == after).values(row)
        taken = connection.execute(step).rowcount
    else:
        first = insert_into(connection, lease).values(name=NAME, **row)
        counted = {"preserve_rowcount": True}  # of an insert PostgreSQL's driver is not asked otherwise
        taken = connection.execute(first.on_conflict_do_nothing(), execution_options=counted).rowcount
    if taken != 1:
        raise overtaken(connection)
    return after + 1


def renew(connection: sa.Connection, holder: Holder, fence: int) -> None:
    """Raises Busy when another machine has taken the lease over: nothing of this transaction may stand."""
    until = (holder.now() + TERM).isoformat()
    if not connection.execute(sa.update(lease).where(held(holder, fence)).values(until=until)).rowcount:
        raise overtaken(connection)


def release(connection: sa.Connection, holder: Holder, fence: int) -> None:
    connection.execute(sa.update(lease).where(held(holder, fence)).values(owner=""))


def held(holder: Holder, fence: int) -> sa.ColumnElement[bool]:
    return sa.and_(lease.c.fence == fence, lease.c.owner == holder.name)


def overtaken(connection: sa.Connection) -> WorkplanError:
    row = connection.execute(sa.select(lease.c.owner, lease.c.until)).first()
    if row is None:
        return Invalid(
            "The state was emptied while a run was at work.", "Put it back from a copy, and sync again."
        )
    machine = row.owner.partition(" ")[0]
    end = f" If it died, its turn ends at {datetime.fromisoformat(row.until):%H:%M} UTC." if machine else ""
    return Busy(
        f"Another run{f' on the machine {machine}' if machine else ''} is at work on this plan. "
        "Nothing more was done here.",
        f"Wait until it has ended, then try again.{end}",
    )
