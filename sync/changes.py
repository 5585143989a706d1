"""What a run is about to do, as data: steps that can be printed, sorted, counted, hashed and carried out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mappings.snapshot import Field, Side, Value


class StepKind(StrEnum):
    """`link` writes an address into the plan, `relink` an item's new id into its issue."""

    CREATE = "create"
    EDIT = "edit"
    CLOSE = "close"
    REOPEN = "reopen"
    LINK = "link"
    RELINK = "relink"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One value to be written on one side. `source` is what the other side said when this was decided.

    For the tracker's status, `new` is in the plan's words; `lost` is the value that a winner overrules.
    """

    kind: StepKind
    side: Side
    item: str
    field: str
    old: Value = None
    new: Value = None
    source: Value = None
    lost: Value = None


class Why(StrEnum):
    """Why a field waits for a person."""

    BOTH = "both"
    """Both sides were edited since they last agreed."""
    BASE_LOST = "base lost"
    """The sides differ, and what they last agreed on is not known."""
    UNCERTAIN = "uncertain"
    """A run was cut off while it wrote this field, and a side changed before the next run looked."""
    PROGRAM = "closed by a program"
    """A program closed the issue, for being quiet perhaps: whether the work is done it does not know."""
    DECLINED = "declined"
    """People closed the request that asked for the tracker's value, and did not merge it."""
    OLDER_DATE = "older date"
    """The timeframe was edited while an older date of the plan's own stands."""


class Cause(StrEnum):
    """Why something was written."""

    EDITED_PLAN = "edited in the plan"
    EDITED_TRACKER = "edited on the tracker"
    ANSWERED = "answered in a comment"
    CHOSEN = "chosen with resolve"
    PUT_BACK = "stale save written again"
    REMOVED = "not in the plan"
    """An item that left the plan or came back to it. Nothing was written for that."""
    MADE = "made"
    """An issue, a milestone or a label; and what completes an issue that was just made."""
    FOLLOWS = "follows from the plan"
    LINK = "link"
    RENAMED = "new id"
    PROPOSED = "assigned for the lead"
    TOLD = "told"
    """A comment of the bot's, and its receipt on an answer."""
    CARRIED = "carried into git"
    """A commit, or a request with it, that has what was written into the plan file."""
    CLAIMED = "writer of the plan"
    MENDED = "mended by doctor"
    POSTED = "posted to Slack"

    @property
    def of_people(self) -> bool:
        """A person changed something; all else is what the bot made of it."""
        return self in (
            Cause.EDITED_PLAN,
            Cause.EDITED_TRACKER,
            Cause.ANSWERED,
            Cause.CHOSEN,
            Cause.REMOVED,
        )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which the sides differ and no rule decides. `before` is the plan's last agreed value."""

    item: str
    field: Field
    plan: Value
    forge: Value
    before: Value
    why: Why
    edited: Side | None = None
    """For a timeframe against an older date (`before`): the side on which the timeframe was changed."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A computed value that a person changed on the tracker: left alone until the computation changes."""

    item: str
    field: Field
    wanted: Value
    held: Value


@dataclass(frozen=True, slots=True)
class Agreement:
    """Both sides correspond by now: the pair may be remembered without any effect."""

    item: str
    field: Field
    plan: Value
    forge: Value


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands on the tracker and can't be read; it blocks only its own field."""

    item: str
    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A write that the other side did not take: tried again only when the wanted value changes."""

    item: str
    field: Field
    side: Side
    wanted: Value
    got: Value


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that reconciling three snapshots has decided."""

    steps: tuple[Step, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    holds: tuple[Hold, ...] = ()
    unread: tuple[Unread, ...] = ()
    refusals: tuple[Refusal, ...] = ()
