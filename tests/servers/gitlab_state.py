"""What the imitated GitLab holds: people, projects, issues and what belongs to them."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

# https://docs.gitlab.com/api/access_requests/#valid-access-levels
LEVELS = {
    "none": 0,
    "guest": 10,
    "planner": 15,
    "reporter": 20,
    "developer": 30,
    "maintainer": 40,
    "owner": 50,
}


@dataclass(slots=True, eq=False)
class User:
    id: int
    username: str
    name: str
    bot: bool = False


@dataclass(slots=True, eq=False)
class Token:
    id: int
    value: str
    user: User
    scopes: tuple[str, ...]
    created_at: datetime
    expires: date | None = None
    """The first day on which it is no longer good."""
    revoked: bool = False


@dataclass(slots=True, eq=False)
class Label:
    id: int
    name: str
    color: str
    description: str | None = None
    group: bool = False
    priority: int | None = None
    made_at: datetime | None = None


@dataclass(slots=True, eq=False)
class Milestone:
    id: int
    iid: int
    title: str
    created_at: datetime
    updated_at: datetime
    project: Project | None = None
    group: Group | None = None
    description: str = ""
    due_date: date | None = None
    start_date: date | None = None
    state: str = "active"
    changes: int = 0


@dataclass(slots=True, eq=False)
class Award:
    id: int
    name: str
    user: User
    created_at: datetime


@dataclass(slots=True, eq=False)
class Note:
    id: int
    author: User
    body: str
    created_at: datetime
    updated_at: datetime
    system: bool = False
    internal: bool = False
    awards: list[Award] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Issue:
    id: int
    iid: int
    project: Project
    author: User
    title: str
    created_at: datetime
    updated_at: datetime
    made_at: datetime
    """When it really came in: lagging lists go by this, `created_at` can be set by owners."""
    description: str | None = None
    state: str = "opened"
    closed_at: datetime | None = None
    closed_by: User | None = None
    labels: tuple[Label, ...] = ()
    milestone: Milestone | None = None
    assignees: tuple[User, ...] = ()
    due_date: date | None = None
    confidential: bool = False
    locked: bool | None = None
    kind: str = "issue"
    parent: Issue | None = None
    moved_to: Issue | None = None
    duplicate_of: Issue | None = None
    notes: list[Note] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    updated_by: User | None = None
    changes: int = 0
    past: list[tuple[datetime, Issue]] = field(default_factory=list)
    """Until when which version was current; kept for stale lists only."""
    rendered: tuple[object, bytes] | None = None

    @property
    def comments(self) -> int:
        return sum(not note.system for note in self.notes)

    def as_of(self, moment: datetime) -> Issue:
        return next((version for until, version in self.past if until > moment), self)

    def keep_version(self, until: datetime) -> None:
        version = copy.copy(self)
        version.past, version.notes, version.rendered = [], list(self.notes), None
        self.past.append((until, version))


@dataclass(slots=True, eq=False)
class Link:
    id: int
    source: Issue
    target: Issue
    kind: str = "relates_to"


@dataclass(slots=True, eq=False)
class BoardList:
    id: int
    label: Label | None
    milestone: Milestone | None = None
    assignee: User | None = None


@dataclass(slots=True, eq=False)
class Board:
    id: int
    name: str
    lists: list[BoardList] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Group:
    id: int
    path: str
    members: dict[int, int] = field(default_factory=dict)
    labels: dict[int, Label] = field(default_factory=dict)
    milestones: dict[int, Milestone] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Project:
    id: int
    path: str
    """With its groups: gmg/secretariat/work-plan."""
    visibility: str = "private"
    archived: bool = False
    issues_enabled: bool = True
    personal: bool = False
    members: dict[int, int] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    milestones: dict[int, Milestone] = field(default_factory=dict)
    labels: dict[int, Label] = field(default_factory=dict)
    boards: dict[int, Board] = field(default_factory=dict)
    git: Path | None = None
    """Its bare repository on disk, where a test has one."""
    merge_requests: dict[int, Any] = field(default_factory=dict)
    last_issue: int = 0
    last_milestone: int = 0
    changes: int = 0
    """Counts what can change a list of issues."""
    naming: int = 0
    """Counts what changes how all issues look: names of labels, the project's path."""
    views: dict[object, tuple[int, list[Issue]]] = field(default_factory=dict)

    @property
    def group_path(self) -> str:
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Creation:
    at: datetime
    kind: str
    user: User
    project: Project | None


ALL_LISTS = frozenset({"issues", "milestones", "labels", "comments"})


class World:
    """All that is stored, and the clock it is stored by."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.tier = "free"
        self.lag = timedelta(0)
        self.lagging = ALL_LISTS
        self.stale_reads = False
        self.throttled_touch = True
        self.events_as_notes = True
        self.users: dict[int, User] = {}
        self.tokens: dict[str, Token] = {}
        self.groups: dict[str, Group] = {}
        self.projects: dict[int, Project] = {}
        self.former_paths: dict[str, Project] = {}
        self.links: dict[int, Link] = {}
        self.creations: list[Creation] = []
        # Apart from each other, so that a number of the wrong kind finds nothing.
        self._ids = {
            kind: itertools.count(start)
            for kind, start in {
                "user": 11,
                "token": 71,
                "group": 301,
                "project": 4001,
                "issue": 50_001,
                "milestone": 700_001,
                "label": 8_000_001,
                "note": 90_000_001,
                "award": 3001,
                "link": 6001,
                "board": 2001,
                "list": 9001,
            }.items()
        }

    def lag_of(self, what: str) -> timedelta:
        return self.lag if what in self.lagging else timedelta(0)

    def next_id(self, kind: str) -> int:
        return next(self._ids[kind])

    def user(self, username: str) -> User:
        found = self.user_named(username)
        if found is None:
            raise KeyError(username)
        return found

    def user_named(self, username: str) -> User | None:
        wanted = username.casefold()
        return next((one for one in self.users.values() if one.username.casefold() == wanted), None)

    def project_at(self, path: str) -> Project | None:
        wanted = path.casefold()
        return next((one for one in self.projects.values() if one.path.casefold() == wanted), None)

    def group(self, path: str) -> Group:
        """The group of this path, made together with its parents where missing."""
        if path not in self.groups:
            if "/" in path:
                self.group(path.rpartition("/")[0])
            self.groups[path] = Group(self.next_id("group"), path)
        return self.groups[path]

    def groups_over(self, project: Project) -> Iterator[Group]:
        parts = project.group_path.split("/")
        for length in range(len(parts), 0, -1):
            group = self.groups.get("/".join(parts[:length]))
            if group is not None:
                yield group

    def labels_of(self, project: Project) -> list[Label]:
        """Own and inherited ones, by title as the service lists them."""
        inherited = [label for group in self.groups_over(project) for label in group.labels.values()]
        return sorted([*project.labels.values(), *inherited], key=lambda label: (label.name, label.id))

    def milestones_for(self, project: Project) -> list[Milestone]:
        """All that an issue of the project can be given."""
        inherited = [one for group in self.groups_over(project) for one in group.milestones.values()]
        return [*project.milestones.values(), *inherited]

    def record(self, kind: str, user: User, project: Project | None) -> None:
        self.creations.append(Creation(self.now(), kind, user, project))
