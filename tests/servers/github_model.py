"""What lives on an imitated GitHub. Times are UTC and, as the service shows them, whole seconds.

Tuples, not lists, hold what hangs on an issue: a shallow copy is then an old version of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import IntEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers.branches import Pull

PACIFIC = ZoneInfo("America/Los_Angeles")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Role(IntEnum):
    """https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization"""

    NONE = 0
    READ = 1
    TRIAGE = 2
    WRITE = 3
    MAINTAIN = 4
    ADMIN = 5


@dataclass(eq=False, slots=True)
class User:
    id: int
    login: str
    kind: str = "User"
    name: str | None = None


@dataclass(eq=False, slots=True)
class Label:
    id: int
    name: str
    color: str
    description: str | None
    born: datetime
    """When lists may begin to show it; see `World.lag`."""


@dataclass(eq=False, slots=True)
class Milestone:
    id: int
    number: int
    title: str
    description: str | None
    state: str
    due: date | None
    creator: User
    created_at: datetime
    updated_at: datetime
    born: datetime
    closed_at: datetime | None = None
    open_issues: int = 0
    closed_issues: int = 0
    version: int = 0

    @property
    def due_on(self) -> datetime | None:
        """Midnight in California, as the service shows it."""
        return datetime.combine(self.due, time(), PACIFIC).astimezone(UTC) if self.due else None


@dataclass(eq=False, slots=True)
class Reaction:
    id: int
    user: User
    content: str
    created_at: datetime


@dataclass(eq=False, slots=True)
class Comment:
    id: int
    issue: Issue
    author: User
    body: str
    created_at: datetime
    updated_at: datetime
    born: datetime
    reactions: tuple[Reaction, ...] = ()


@dataclass(eq=False, slots=True)
class IssueEvent:
    id: int
    kind: str
    actor: User
    at: datetime
    rename: tuple[str, str] | None = None
    user: User | None = None
    """Who was assigned, or is no longer."""


@dataclass(eq=False, slots=True)
class Issue:
    id: int
    number: int
    repo: Repo
    author: User
    title: str
    body: str | None
    created_at: datetime
    updated_at: datetime
    born: datetime
    state: str = "open"
    state_reason: str | None = None
    closed_at: datetime | None = None
    closed_by: User | None = None
    labels: tuple[Label, ...] = ()
    assignees: tuple[User, ...] = ()
    milestone: Milestone | None = None
    comments: tuple[Comment, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    locked: bool = False
    parent: Issue | None = None
    children: tuple[Issue, ...] = ()
    pull_request: bool = False
    converted: bool = False
    """It became a discussion: only its events tell."""
    events: tuple[IssueEvent, ...] = ()
    editor: User | None = None
    """Of the text, since it was written first."""
    edited_at: datetime | None = None
    version: int = 0
    """Counts whatever changes the issue's JSON, the milestone's own part excepted."""
    rendered: dict[Any, tuple[Any, bytes]] = field(default_factory=dict)
    past: list[tuple[datetime, Issue]] = field(default_factory=list)
    """Old versions with the moment each ended, oldest first; kept only for stale reads."""


@dataclass(eq=False, slots=True)
class Repo:
    id: int
    owner: User
    name: str
    private: bool = False
    archived: bool = False
    has_issues: bool = True
    roles: dict[str, Role] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    """By lower-case name: names differ in more than case."""
    milestones: dict[int, Milestone] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    gone: dict[int, Issue | None] = field(default_factory=dict)
    """Numbers that left: None for a deleted issue, else the issue that a transferred one became."""
    git: Path | None = None
    """Its bare repository on disk, where a test has one."""
    pulls: dict[int, Pull] = field(default_factory=dict)
    last_number: int = 0
    last_milestone: int = 0
    version: int = 0
    views: dict[Any, tuple[int, list[Issue]]] = field(default_factory=dict)
    """Sorted lists by question, each with the version it is of."""

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"

    def role_of(self, user: User) -> Role:
        if user is self.owner:
            return Role.ADMIN
        return self.roles.get(user.login.lower(), Role.NONE if self.private else Role.READ)

    def assignable(self, user: User) -> bool:
        """https://docs.github.com/en/rest/issues/assignees#list-assignees"""
        member = user is self.owner or self.roles.get(user.login.lower(), Role.NONE) >= Role.READ
        return member and user.kind == "User"


@dataclass(frozen=True, slots=True)
class Creation:
    at: datetime
    kind: str
    """issue, milestone, label or comment"""
    login: str
