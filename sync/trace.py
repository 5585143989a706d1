"""What is written down before it happens, and the line of the history that it becomes once it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from mappings.snapshot import Field, Side, Value
from sync.changes import Cause

CREATE: Final = "create"
"""The field of an intent that creates an issue or a milestone; its source is what is made."""
COMMENT: Final = "comment "
ANSWER: Final = "answer "
"""Begins the field of an intent that takes in an answer: `answer <comment> <key>`."""
RECEIPT: Final = "receipt "
"""Followed by the comment that it is put on."""
PROPOSAL: Final = "proposal"
"""The field of an intent that assigns the accounts behind a lead."""


class Outcome(StrEnum):
    APPLIED = "applied"
    VOID = "void"
    """Not applied: the side still stands as it did before."""
    UNCLEAR = "unclear"
    """Neither could be proved; the field became a conflict unless both sides agree."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: a write to the tracker or to the plan file, from the first sync on.

    `side` is where the value came from, `written` the side that it was written to, None if nothing was.
    `who` changed it on the tracker, as far as known; `actor` is whoever is behind the write: that person, the
    bot's account, or "plan file" for whoever edited that. An empty `item` is the whole plan.
    """

    at: datetime
    run: int
    item: str
    field: str
    side: Side
    old: Value
    new: Value
    who: str | None = None
    why: Cause = Cause.EDITED_PLAN
    written: Side | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """An effect that was about to happen. `version` is what the written side's version was before it.

    `field` is a `Field`, a key of the plan file, CREATE, PROPOSAL, or of a comment, a receipt, an answer.
    """

    id: str
    run: int
    item: str
    field: str
    side: Side
    old: Value
    new: Value
    source: Value
    version: str
    at: datetime
    why: Cause | None = None
    """None: written down by the first version."""
    who: str | None = None
    actor: str | None = None

    @property
    def key(self) -> str:
        """What it writes, as the history calls it."""
        if self.field.startswith(ANSWER):
            return self.field.split()[-1]
        if self.field.startswith((COMMENT, RECEIPT)):
            return self.field.split()[0]
        return {CREATE: "item", PROPOSAL: Field.ASSIGNEES.value}.get(self.field, self.field)

    def event(self, at: datetime) -> Event:
        """The line of the history once it is known to have succeeded."""
        edited = Side.FORGE if self.side is Side.PLAN else Side.PLAN
        new = self.source if self.field == CREATE else self.new
        why = self.why or (Cause.EDITED_PLAN if edited is Side.PLAN else Cause.EDITED_TRACKER)
        return Event(
            at, self.run, self.item, self.key, edited, self.old, new, self.who, why, self.side, self.actor
        )
