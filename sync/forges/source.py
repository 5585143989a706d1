"""What one service's adapter has to know how to ask; all that is the same on every service is built on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Protocol

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
from mappings.snapshot import Field
from sync.forges.line import Line
from sync.ports import Capabilities, Project, Role


@dataclass(frozen=True, slots=True)
class Batch:
    """One page of issues. `oldest` and `newest` count everything on it, pull requests too."""

    issues: tuple[Issue, ...]
    more: bool
    """Another page follows."""
    oldest: datetime | None = None
    newest: datetime | None = None
    etag: str = ""
    at: datetime | None = None
    """When it was answered, by the service's own clock, which is the clock of all that it holds."""
    gone: tuple[int, ...] = ()
    """What is left of issues that were moved."""
    doubtful: frozenset[int] = frozenset()
    """Closed ones that may have become something else: `is_converted` knows."""


@dataclass(frozen=True, slots=True)
class MilestoneBatch:
    milestones: tuple[Milestone, ...]
    more: bool
    etag: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks, and for what: found out once, and looked at again with every sweep."""

    account: str
    project: int
    """Its number, which stays whatever the project is called."""
    name: str
    """As users read it: github.com/gmg/work-plan."""
    token_ends: date | None = None
    """In UTC, as far as the service tells."""


class Source(Protocol):
    """Every method raises Unavailable; reads by number raise Missing."""

    service: ClassVar[str]
    """As users read it: GitHub."""
    capabilities: Capabilities
    line: Line

    def identify(self, *, again: bool) -> Identity:
        """Raises Invalid when the token or the project is refused.

        `again`: it was found out before; only then a request more is spent on how long the token lasts.
        """
        ...

    def settle_on(self, identity: Identity) -> None:
        """From now on everything is asked of this project, by its number."""
        ...

    def project(self) -> Project: ...

    def newest(self, etag: str) -> Batch | None:
        """The issues changed last, newest first; None when nothing has changed since `etag`."""
        ...

    def changed(self, since: datetime, page: int) -> Batch:
        """Changed at or after `since`, in the order of their changes."""
        ...

    def by_creation(self) -> Iterator[Batch]: ...
    def milestone_page(self, page: int, etag: str) -> MilestoneBatch | None:
        """Pages count from 1; None when this one has not changed since `etag`."""
        ...

    def is_converted(self, number: int) -> bool:
        """The issue became something else, and what is left of it says nothing of the work."""
        ...

    def labels(self) -> tuple[Label, ...]: ...
    def label(self, name: str) -> Label | None: ...
    def issue(self, number: int) -> Issue: ...
    def milestone(self, number: int) -> Milestone: ...
    def comments(self, issue: int) -> tuple[Comment, ...]:
        """People's and our own, oldest first."""
        ...

    def comments_since(self, since: datetime | None, issues: Sequence[Issue]) -> Iterator[Comment]:
        """Written or changed since then on these issues, and perhaps others."""
        ...

    def last_edit(self, issue: int, name: Field) -> Edit | None:
        """Who but us changed last what `name` is read from."""
        ...

    def moved_to(self, issue: int) -> str | None:
        """Where an issue that is gone from here went, as people find it."""
        ...

    def has_receipt(self, comment: Comment) -> bool: ...
    def role(self, account: str) -> Role: ...
    def forecast(self, creations: int) -> timedelta: ...
    def await_turn(self, *, creating: bool) -> None: ...

    def furnish(self, plan: str) -> str:
        """Where it is not there already, and can be made. What was put up, if anything."""
        ...

    def create_label(self, label: Label) -> Label: ...
    def edit_label(self, label: Label) -> Label: ...
    def create_milestone(self, draft: MilestoneDraft) -> Milestone: ...
    def edit_milestone(self, number: int, patch: MilestonePatch) -> Milestone: ...
    def create_issue(self, draft: IssueDraft) -> Issue: ...
    def edit_issue(self, issue: Issue, patch: IssuePatch) -> Issue:
        """`issue` is how it was last read. What is returned is how it stands now."""
        ...

    def set_parent(self, issue: Issue, parent: int) -> None:
        """Make it a part of that one. Raises Rejected where the service, or its tier, can't do that."""
        ...

    def add_comment(self, issue: int, body: str) -> Comment: ...
    def edit_comment(self, comment: Comment, body: str) -> Comment: ...
    def acknowledge(self, comment: Comment) -> None: ...
