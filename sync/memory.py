"""What is remembered between runs, and the changes to it. A commit takes all of its changes or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mappings.issue import Edit
from mappings.snapshot import Field, Kind, Value
from sync.changes import Why
from sync.trace import Event, Intent, Outcome


@dataclass(frozen=True, slots=True)
class Base:
    """What both sides of an item last agreed on: per field the plan's value, and the tracker's as read."""

    plan: Mapping[Field, Value] = field(default_factory=dict)
    forge: Mapping[Field, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Which milestone or issue an item is."""

    item: str
    kind: Kind
    number: int
    url: str
    removed: bool = False
    """The item is gone from the plan, and that was told."""


class StandingKind(StrEnum):
    CONFLICT = "conflict"
    HOLD = "hold"
    REFUSAL = "refusal"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that stays open until a person settles it, with what both sides said when it was last seen.

    `since`: a run met the plan's value first.
    `why` is set for conflicts; `comment` is the number of the comment that tells it on the issue; `edit` is
    of the tracker's value, as far as the tracker tells.
    """

    item: str
    field: Field
    kind: StandingKind
    plan: Value
    forge: Value
    since: datetime
    why: Why | None = None
    comment: int | None = None
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class PlanWrite:
    """A value that a run wrote into the plan file: how an editor's stale save is recognised."""

    run: int
    item: str
    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a plan was mirrored before, in words and by its settings, and when it left."""

    where: str
    origin: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """All that a run has to know of earlier runs."""

    writer: str = ""
    run: int = 0
    place: str = ""
    """The tracker that the links point to, as it is called for ever."""
    where: str = ""
    """The same as users read it."""
    origin: str = ""
    """The settings that led there, so that it is found again when they have changed."""
    left: Moved | None = None
    """A move that is not finished: from where."""
    former: frozenset[str] = frozenset()
    """Links to where the plan was mirrored before a move: they stand in the plan until the new ones do."""
    plan: str = ""
    """The id of the plan that this is the memory of."""
    quiet_since: datetime | None = None
    """The end of the last run that looked at everything without a fault."""
    bases: Mapping[str, Base] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    open: tuple[Intent, ...] = ()
    standing: Mapping[tuple[str, Field], Standing] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(item, status) -> the plan's status just before the item last came to that status."""
    written: Mapping[tuple[str, Field], tuple[Value, ...]] = field(default_factory=dict)
    """Every value that was ever written to a computed field on the tracker, the latest last."""
    plan_writes: tuple[PlanWrite, ...] = ()
    heard: Mapping[int, bool] = field(default_factory=dict)
    """Comments with answers that were dealt with -> a receipt is still owed: the plan has what they say."""
    digests: Mapping[date, str] = field(default_factory=dict)
    """The figures of each digest that was told, as JSON."""
    proposed: frozenset[str] = frozenset()
    """Items to whose issue the accounts behind the lead were assigned, or nobody was found: only once."""
    unsaid: frozenset[str] = frozenset()
    """Items whose issue we made and whose status was not written to it since: a part of making it."""


@dataclass(frozen=True, slots=True)
class StartRun:
    run: int
    at: datetime
    writer: str
    place: str
    plan: str = ""
    where: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class EndRun:
    run: int
    at: datetime
    code: int
    clean: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A run came to a bad end: the exit code, and what a user was told."""

    at: datetime
    code: int
    message: str


@dataclass(frozen=True, slots=True)
class SetPair:
    item: str
    field: Field
    plan: Value
    forge: Value


@dataclass(frozen=True, slots=True)
class SetLink:
    link: Link


@dataclass(frozen=True, slots=True)
class Unlink:
    """The issue or milestone is gone, and a person took its link out of the plan: a new one may be made."""

    item: str


@dataclass(frozen=True, slots=True)
class Rename:
    """An item got a new id in the plan: everything remembered of it moves along."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Open:
    intent: Intent


@dataclass(frozen=True, slots=True)
class Close:
    """What became of an intent. One that was applied is a line of the history, of the moment `at`.

    Without `at` it happened when it was announced.
    """

    intent: str
    outcome: Outcome
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    standing: Standing


@dataclass(frozen=True, slots=True)
class Settle:
    item: str
    field: Field


@dataclass(frozen=True, slots=True)
class Remember:
    """A line of the history that no intent announced."""

    event: Event


@dataclass(frozen=True, slots=True)
class Heard:
    """A comment with answers was dealt with, and never is again; `owed`: it is to get a receipt yet."""

    comment: int
    owed: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A digest was told on a day. `counts`: its figures as JSON, so that the next one tells the change."""

    day: date
    counts: str


@dataclass(frozen=True, slots=True)
class Propose:
    """The accounts behind an item's lead were looked up for its issue; that is not done again."""

    item: str


@dataclass(frozen=True, slots=True)
class Reconsider:
    """Whom to assign may be looked up once more, for every item."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Forget what is linked to the tracker, in order to make a new mirror elsewhere."""

    moved: Moved


@dataclass(frozen=True, slots=True)
class Arrive:
    """The new mirror is whole, and the old one was looked at a last time."""


Change = (
    StartRun
    | EndRun
    | Failed
    | Heard
    | Told
    | SetPair
    | SetLink
    | Unlink
    | Rename
    | Open
    | Close
    | Stand
    | Settle
    | Remember
    | Propose
    | Reconsider
    | Leave
    | Arrive
)
