"""What the engine needs from the world. A reader cannot write: a preview is handed one, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Protocol

from mappings.issue import (
    Comment,
    Edit,
    Issue,
    IssueDraft,
    IssuePatch,
    Label,
    Milestone,
    MilestoneDraft,
    MilestonePatch,
)
from mappings.plan import Plan
from mappings.snapshot import Field, Value
from sync.memory import Change, Memory


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a tracker can hold, and its limits (characters)."""

    title_limit: int
    body_limit: int
    issue_dates: frozenset[Field]
    """START, DUE: what an issue holds in a field of its own, rather than in a row of the table."""
    milestone_dates: frozenset[Field]
    consistent: bool
    """A list shows every create that came before it. Where it may lag, absence from a list proves nothing."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything on the tracker, read once. A partial listing closes, creates and concludes nothing."""

    issues: tuple[Issue, ...]
    milestones: tuple[Milestone, ...]
    labels: tuple[Label, ...]
    complete: bool


class Role(IntEnum):
    """What an account may do on the tracker: each may also do what stands before it."""

    NONE = 0
    READ = 1
    TRIAGE = 2
    """Close, label, assign."""
    WRITE = 3
    """Edit what others wrote; make labels and milestones."""


@dataclass(frozen=True, slots=True)
class Project:
    """What is looked at before the first write of a run."""

    public: bool = False
    archived: bool = False
    """It can only be read."""


class ForgeReader(Protocol):
    """Reads a tracker. Every method raises Unavailable; single reads raise Missing."""

    @property
    def capabilities(self) -> Capabilities: ...
    @property
    def account(self) -> str:
        """The account that the bot writes as."""
        ...

    @property
    def name(self) -> str:
        """Where it is, as users read it."""
        ...

    @property
    def place(self) -> str:
        """Where it is, in words that never change: with a project's number, not its name."""
        ...

    def project(self) -> Project:
        """Read now."""
        ...

    def listing(self) -> Listing: ...
    def issue(self, number: int) -> Issue:
        """Raises Foreign for a number that stands for something else than an issue."""
        ...

    def milestone(self, number: int) -> Milestone: ...
    def milestone_titled(self, title: str) -> Milestone | None: ...
    def label(self, name: str) -> Label | None:
        """Read now."""
        ...

    def role(self, account: str) -> Role: ...
    def last_edit(self, issue: int, name: Field) -> Edit | None:
        """Who but us changed last what `name` is read from; None where that is not known."""
        ...

    def moved_to(self, issue: int) -> str | None:
        """Where an issue that is gone from here went, as people find it; None where that is not known."""
        ...

    def comments(self, issue: int) -> tuple[Comment, ...]: ...
    def unheard(self) -> tuple[Comment, ...]:
        """Comments by others that were written or changed since `all_heard`, oldest first."""
        ...

    def has_receipt(self, comment: Comment) -> bool:
        """It bears our receipt."""
        ...

    def forecast(self, creations: int) -> timedelta:
        """How long so many creations take at least, at the pace that the tracker allows."""
        ...


class Forge(ForgeReader, Protocol):
    """Writes a tracker. What is returned is what the tracker holds afterwards, as read back.

    Raises Rejected when the tracker refuses the value, Taken for a name that is there already, Limited
    when it took nothing because it was too much at once, Unavailable when the outcome is unknown.
    """

    def await_turn(self, *, creating: bool = True) -> None:
        """Wait until the pace allows one more creation, or else an edit together with the read before it."""
        ...

    def furnish(self, plan: str) -> str:
        """Put up once what else the tracker offers to look at a plan; from then on it is people's.

        Says what was put up, if anything.
        """
        ...

    def create_label(self, label: Label) -> Label: ...
    def edit_label(self, label: Label) -> Label: ...
    def create_milestone(self, draft: MilestoneDraft) -> Milestone: ...
    def edit_milestone(self, number: int, patch: MilestonePatch) -> Milestone: ...
    def create_issue(self, draft: IssueDraft) -> Issue: ...
    def edit_issue(self, number: int, patch: IssuePatch) -> Issue: ...
    def add_comment(self, issue: int, body: str) -> Comment: ...
    def edit_comment(self, comment: Comment, body: str) -> Comment: ...
    def acknowledge(self, comment: Comment) -> None:
        """Put the receipt on a comment: the plan has what it says. Doing it twice does nothing."""
        ...

    def all_heard(self) -> None:
        """All comments that the last listing knew of were dealt with."""
        ...


Slot = tuple[str, str]
"""An item's id and a key of the plan file."""


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """One value of one item in the plan file. `old` is what was observed; another value there is a person's.

    `key` is the YAML key (title, timeframe, lead, funding, start, due, status, completed, tasks, assignees,
    snooze_until, tbc_since, issue, milestone). Values are in the canonical form of `mappings.snapshot`;
    None removes the key.
    """

    item: str
    key: str
    old: Value
    new: Value

    @property
    def slot(self) -> Slot:
        return self.item, self.key


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan file as read: its text (without BOM handling: exactly the file's characters) and its meaning."""

    text: str
    plan: Plan
    waiting: frozenset[Slot] = frozenset()
    """What a run wrote that does not stand yet where it counts."""
    declined: frozenset[Slot] = frozenset()
    """What a run asked for, and people did not want in the plan."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch of edits: the document that now stands, and the edits that were not made."""

    document: PlanDocument
    done: tuple[PlanEdit, ...]
    stale: tuple[PlanEdit, ...]
    """The value had changed since it was observed: a person's edit, looked at again in the next run."""
    refused: tuple[tuple[PlanEdit, str], ...]
    """The edit could not be made without touching something else; with the reason."""


class PlanReader(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def waits(self) -> bool:
        """An edit counts only when `land` says so, not when it is written."""
        ...

    def read(self) -> PlanDocument:
        """Raises Invalid when the file is missing, PlanInvalid when it is not a plan."""
        ...

    def author(self, slot: Slot) -> Edit | None:
        """Who wrote a value there, and when, where something tells it."""
        ...

    def deliberate(self, slots: Collection[Slot]) -> frozenset[Slot]:
        """What of these is known to have been written there on purpose."""
        ...


@dataclass(frozen=True, slots=True)
class Landing:
    """What became of a run's edits of the plan file, beyond the file."""

    landed: frozenset[Slot]
    """They stand where the next run reads them, whatever others push."""
    where: str = ""
    """The commit or the request that has them, as users read it; empty: there was nothing to do."""


class PlanStore(PlanReader, Protocol):
    @property
    def last_run(self) -> int:
        """The last run that is known to have written the plan; 0 where nothing tells."""
        ...

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:
        """Carry what was written to where it counts. `actors`: who is known to have made an edit.

        Raises Unsettled, Unavailable or Invalid; what was written waits then for the next run.
        """
        ...

    def write(self, edits: Sequence[PlanEdit]) -> Written:
        """Make these edits in place, all other bytes unchanged, merged with what people changed meanwhile."""
        ...


Shelved = Mapping[tuple[str, str], str]
"""Kind and key -> JSON."""


class ShelfReader(Protocol):
    """What was last read of a tracker, kept between runs, so that only what changed is read again."""

    def shelved(self) -> Shelved: ...
    @property
    def runs(self) -> int:
        """How many runs there were: what is looked at in turn goes by it."""
        ...


class Shelf(ShelfReader, Protocol):
    def shelve(self, changes: Mapping[tuple[str, str], str | None]) -> None:
        """One transaction; None takes away."""
        ...


class MemoryReader(Protocol):
    def load(self) -> Memory:
        """What earlier runs left. Empty where there is no state yet."""
        ...


class MemoryStore(MemoryReader, Protocol):
    def commit(self, changes: Sequence[Change]) -> None:
        """One transaction: all of the changes or none."""
        ...
