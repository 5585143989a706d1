"""What was posted of each digest, part by part, and what there is left to do. Pure.

A slot is one due digest. Each of its parts (the message, those of its thread, the picture) goes this way:

    pending -> sending -> sent
                       -> unknown    it may be there, and nobody could look
    pending -> skipped               it is not wanted, or can't be
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

HEAD: Final = "head"
PICTURE: Final = "picture"
NOTICE: Final = "notice "
"""Begins the key of what is posted beside the digests: it is claimed as they are, and is none."""
NOTE: Final = "note"
"""Instead of a digest: that none can be made."""
SETTLED: Final = timedelta(seconds=60)
"""What was sent that long ago and can't be found is not there, nor on its way."""


class State(StrEnum):
    """Of a part."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class Stage(StrEnum):
    """Of a slot."""

    OPEN = "open"
    DONE = "done"
    PASSED = "passed"
    """Too late: it was never begun."""


@dataclass(frozen=True, slots=True)
class Slot:
    """`due`: the moment, in UTC. `told`: the day of which its figures are remembered, once it is posted."""

    key: str
    due: datetime
    stage: Stage = Stage.OPEN
    told: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """`channel`: as the settings call it. `at`: when it was sent. `trouble`: why it is not there."""

    slot: str
    channel: str
    part: str
    state: State = State.PENDING
    place: str = ""
    ts: str = ""
    content: str = ""
    at: datetime | None = None
    trouble: str = ""


class Step(StrEnum):
    """What a part needs."""

    POST = "post"
    LOOK = "look"
    """It may be there."""
    EDIT = "edit"
    NOTHING = "nothing"


def step_for(part: Part | None, content: str, *, doubt: bool = False) -> Step:
    """`doubt`: it may be there although nothing is known of it."""
    if part is None:
        return Step.LOOK if doubt else Step.POST
    match part.state:
        case State.PENDING:
            return Step.POST
        case State.SENDING | State.UNKNOWN:
            return Step.LOOK
        case State.SENT:
            return Step.NOTHING if part.content == content else Step.EDIT
        case State.SKIPPED:
            return Step.NOTHING
        case _:
            assert_never(part.state)


class Due(StrEnum):
    """What there is to do about the latest slot."""

    NOW = "now"
    GONE = "gone"
    """It was missed by more than half the time to the next one."""
    DONE = "done"
    EARLY = "early"
    """It was due before anything was known of the plan."""


LATE: Final = timedelta(hours=1)
"""From then on a digest says that it comes late: whoever looks for due ones each hour is in time."""


def due_now(slot: Slot, following: datetime, now: datetime, begun: datetime | None) -> Due:
    """`following`: when the next one is due; `begun`: the first sync. What is half posted stays due, too."""
    if slot.stage is not Stage.OPEN:
        return Due.DONE
    if begun is None or slot.due < begun:
        return Due.EARLY
    if now - slot.due >= (following - slot.due) / 2:
        return Due.GONE
    return Due.NOW


@dataclass(frozen=True, slots=True)
class Account:
    """All that is known of the digests posted so far. `restored`: from a backup, which others may follow."""

    slots: Mapping[str, Slot] = field(default_factory=dict)
    parts: Mapping[tuple[str, str, str], Part] = field(default_factory=dict)
    restored: bool = False

    def doubt(self, slot: str) -> bool:
        """An earlier state may have posted what this one knows nothing of."""
        return self.restored or self.is_first(slot)

    def is_first(self, slot: str) -> bool:
        return not self.slots.keys() - {slot}

    def of_slot(self, slot: str) -> Iterable[Part]:
        return (part for part in self.parts.values() if part.slot == slot)

    @property
    def last(self) -> Part | None:
        """The latest message of a digest that is there."""
        found = [one for one in self.parts.values() if one.part == HEAD and one.state is State.SENT]
        return max(found, key=lambda one: (one.slot, one.at or self.slots[one.slot].due), default=None)

    @property
    def troubled(self) -> tuple[Part, ...]:
        """Parts of the latest slot that are not there, with what is said of them."""
        latest = self.latest
        return tuple(part for part in self.of_slot(latest.key) if part.trouble) if latest else ()

    @property
    def missed(self) -> tuple[Slot, ...]:
        """Those passed over since the latest that was begun, oldest first."""
        begun = max((one.due for one in self.slots.values() if one.stage is not Stage.PASSED), default=None)
        passed = [one for one in self.slots.values() if one.stage is Stage.PASSED]
        return tuple(one for one in sorted(passed, key=by_due) if begun is None or one.due > begun)

    @property
    def latest(self) -> Slot | None:
        return max(self.slots.values(), key=by_due, default=None)


def by_due(slot: Slot) -> datetime:
    return slot.due


def run_key(plan: str, part: Part) -> str:
    """Stands in the message's metadata: one channel may get the digests of several plans, and areas."""
    return " ".join((plan, part.slot, part.channel, part.part))
