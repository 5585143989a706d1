"""What any tracker holds: labels, milestones, issues, comments; what is asked of it, and what may change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Final


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Reason(StrEnum):
    """Why an issue was closed. A tracker that doesn't know the reason gives none."""

    COMPLETED = "completed"
    NOT_PLANNED = "not_planned"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Label:
    name: str
    color: str = "ededed"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone as read. `version` changes with every change to it."""

    number: int
    url: str
    title: str
    description: str
    state: State
    start: date | None
    due: date | None
    updated: datetime
    version: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as read. `assignees` are account names. `version` changes with what the issue says."""

    number: int
    url: str
    title: str
    body: str
    state: State
    reason: Reason | None
    labels: tuple[str, ...]
    milestone: int | None
    assignees: tuple[str, ...]
    due: date | None
    author: str
    created: datetime
    updated: datetime
    closed: datetime | None
    closed_by: str | None
    version: str
    comments: int = 0
    """How many there are, where a list tells."""
    parent: int | None = None
    """The issue that it was made a part of."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changed something on the tracker, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Comment:
    number: int
    issue: int
    author: str
    body: str
    created: datetime
    heard: bool = False
    """It bears a receipt, of ours where the list tells whose."""


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    title: str
    description: str
    start: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class IssueDraft:
    title: str
    body: str
    labels: tuple[str, ...] = ()
    milestone: int | None = None
    due: date | None = None
    assignees: tuple[str, ...] = ()


class Unset(Enum):
    """Says that a patch leaves a field alone (None would clear it)."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class MilestonePatch:
    """Only what shall change."""

    title: str | Unset = UNSET
    description: str | Unset = UNSET
    start: date | Unset | None = UNSET
    due: date | Unset | None = UNSET
    state: State | Unset = UNSET


@dataclass(frozen=True, slots=True)
class IssuePatch:
    """Only what shall change. Labels and assignees are added and removed one by one, never replaced."""

    title: str | Unset = UNSET
    body: str | Unset = UNSET
    state: State | Unset = UNSET
    reason: Reason | None = None
    milestone: int | Unset | None = UNSET
    parent: int | Unset = UNSET
    due: date | Unset | None = UNSET
    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    add_assignees: tuple[str, ...] = ()
    remove_assignees: tuple[str, ...] = ()
