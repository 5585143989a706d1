"""The ledger of digests in the state database: who may post a slot, and what was posted of it.

A slot is claimed by a row. The claim ends by itself, so that one that died is followed by another; each part
is written down before it is sent and after, and only by whoever still holds the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from sync.commit import insert_into, put, row, write_changes
from sync.errors import Busy
from sync.ledger import NOTICE, Account, Part, Slot, Stage, State
from sync.memory import Change, Told
from sync.state import State as Database
from sync.state import StateReader
from sync.tables import digest_slots, meta, postings, runs

TERM: Final = timedelta(minutes=5)
"""So long one that says nothing is taken for alive. Nothing that it sends takes longer."""
DOUBT: Final = "digests in doubt"
"""Key of the table `meta`: a backup was put back, and what was posted since it was made is not known."""


def read_account(state: StateReader, *, notices: bool = False) -> Account:
    """Of the digests, or of the notices. Empty where there is no state yet, or one of an earlier version."""
    if state.is_absent():
        return Account()
    with state.translated(), state.engine.connect() as connection:
        if not sa.inspect(connection).has_table(postings.name):
            return Account()
        found = map(read_slot, connection.execute(sa.select(digest_slots)))
        slots = {one.key: one for one in found if one.key.startswith(NOTICE) is notices}
        parts = (read_part(one) for one in connection.execute(sa.select(postings).order_by(*postings.c)))
        doubt = connection.execute(sa.select(meta.c.key).where(meta.c.key == DOUBT)).first() is not None
        known = {(one.slot, one.channel, one.part): one for one in parts if one.slot in slots}
        return Account(slots, known, doubt)


def read_slot(one: sa.Row[Any]) -> Slot:
    told = date.fromisoformat(one.told) if one.told else None
    return Slot(one.slot, datetime.fromisoformat(one.due), Stage(one.state), told)


def read_part(one: sa.Row[Any]) -> Part:
    return Part(
        slot=one.slot,
        channel=one.channel,
        part=one.part,
        state=State(one.state),
        place=one.place,
        ts=one.ts,
        content=one.content,
        at=datetime.fromisoformat(one.at) if one.at else None,
        trouble=one.trouble,
    )


class Claim:
    """The turn to post one slot. `owner`: the machine and the place of its lock; `now`: the time in UTC."""

    def __init__(self, state: Database, slot: Slot, owner: str, now: Callable[[], datetime]) -> None:
        self.state = state
        self.slot = slot
        self.owner = owner
        self.now = now

    @property
    def mine(self) -> sa.ColumnElement[bool]:
        return (digest_slots.c.slot == self.slot.key) & (digest_slots.c.owner == self.owner)

    def take(self, passed: Sequence[Slot] = ()) -> None:
        """Raises Busy while it is another's. `passed`: older slots that were missed, for the record."""
        now = self.now()
        until = (now + TERM).isoformat()
        new = {"slot": self.slot.key, "due": self.slot.due.isoformat(), "state": Stage.OPEN.value}
        counted = {"preserve_rowcount": True}  # of an insert PostgreSQL's driver is not asked otherwise
        with self.state.writing() as connection:
            insert = insert_into(connection, digest_slots).values(**new, owner=self.owner, until=until)
            taken = connection.execute(insert.on_conflict_do_nothing(), execution_options=counted).rowcount
            if taken != 1:
                where = digest_slots.c.slot == self.slot.key
                free = digest_slots.c.owner.in_(["", self.owner])
                # One that ends far in the future is of a clock that has jumped since.
                over = (digest_slots.c.until <= now.isoformat()) | (
                    digest_slots.c.until > (now + 2 * TERM).isoformat()
                )
                step = sa.update(digest_slots).where(where & (free | over))
                taken = connection.execute(step.values(owner=self.owner, until=until)).rowcount
            if taken != 1:
                raise Busy(
                    "Another run is posting this digest. Nothing was done.", "Wait until it has ended."
                )
            put_passed(connection, passed)

    def put(self, part: Part, changes: Sequence[Change] = ()) -> Part:
        """Write down a part, and what is known with it. Raises Busy when another has taken over."""
        values = {"until": (self.now() + TERM).isoformat()}
        for change in changes:
            if isinstance(change, Told):
                values["told"] = change.day.isoformat()
        with self.state.writing() as connection:
            self.renew(connection, **values)
            put(connection, postings, row(part))
            write_changes(connection, changes)
        return part

    def done(self, stage: Stage = Stage.DONE) -> None:
        with self.state.writing() as connection:
            self.renew(connection, state=stage.value)
            if not self.slot.key.startswith(NOTICE):
                connection.execute(sa.delete(meta).where(meta.c.key == DOUBT))

    def release(self) -> None:
        with self.state.writing() as connection:
            connection.execute(sa.update(digest_slots).where(self.mine).values(owner=""))

    def renew(self, connection: sa.Connection, **values: str) -> None:
        if not connection.execute(sa.update(digest_slots).where(self.mine).values(values)).rowcount:
            raise Busy("Another run has taken over this digest. Nothing more was done here.")


def first_run(state: StateReader) -> datetime | None:
    """When the plan was synced first."""
    if state.is_absent():
        return None
    with state.translated(), state.engine.connect() as connection:
        if not sa.inspect(connection).has_table(runs.name):
            return None
        first = connection.execute(sa.select(sa.func.min(runs.c.started))).scalar()
        return datetime.fromisoformat(first) if first else None


def pass_over(state: Database, passed: Sequence[Slot]) -> None:
    with state.writing() as connection:
        put_passed(connection, passed)


def put_passed(connection: sa.Connection, passed: Sequence[Slot]) -> None:
    rows = [
        {
            "slot": one.key,
            "due": one.due.isoformat(),
            "state": Stage.PASSED.value,
            "owner": "",
            "until": one.due.isoformat(),
        }
        for one in passed
    ]
    if rows:
        connection.execute(insert_into(connection, digest_slots).on_conflict_do_nothing(), rows)
