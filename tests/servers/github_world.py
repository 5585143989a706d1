"""The state of an imitated GitHub: who and what there is, and the switches of its behaviour."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.servers.github_model import Comment, Creation, Issue, Milestone, Repo, Role, User

ALL_LISTS = frozenset({"issues", "milestones", "labels", "comments"})


def real_time() -> datetime:
    return datetime.now(UTC)


def as_role(role: Role | str) -> Role:
    return Role[role.upper()] if isinstance(role, str) else role


class World:
    """Mutations are in `github_changes` and `github_removals`; people's in `github_people`."""

    lock: threading.RLock

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.now = now or real_time
        self.users: dict[str, User] = {}
        self.repos: dict[int, Repo] = {}
        self.names: dict[str, Repo] = {}
        """By lower-case full name, former names included."""
        self.issues_by_id: dict[int, Issue] = {}
        self.everywhere: dict[str, Role] = {}
        """Roles in every repository, those to come included."""
        self.made: list[Creation] = []
        self.last_id = 1000

        self.reason_needs_change = True
        """A state_reason without a change of the state is ignored, as documented for PATCH."""
        self.closed_by_in_lists = True
        self.sub_issues = True
        """False: the endpoints answer 404, as older Enterprise Servers do."""
        self.lag: timedelta | None = None
        """Lists don't show what was created within it; reads by number do."""
        self.lagging = ALL_LISTS
        """Which lists that goes for."""
        self.stale_reads = False
        """With `lag`: lists show the versions of that long ago of edited issues, too."""
        self.crlf = False
        """People's texts come with the line ends of a browser's text area."""

    # -- who and what there is

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def time(self) -> datetime:
        return self.now().replace(microsecond=0)

    def user(self, login: str) -> User:
        return self.users[login.lower()]

    def add_account(self, login: str, kind: str = "User", name: str | None = None) -> User:
        with self.lock:
            known = self.users.get(login.lower())
            return known or self.users.setdefault(login.lower(), User(self.next_id(), login, kind, name))

    def add_repo(
        self,
        full_name: str,
        *,
        public: bool = True,
        archived: bool = False,
        has_issues: bool = True,
        owner_kind: str = "Organization",
    ) -> Repo:
        owner, name = full_name.split("/")
        with self.lock:
            account = self.add_account(owner, owner_kind)
            repo = Repo(self.next_id(), account, name, not public, archived, has_issues, {**self.everywhere})
            self.repos[repo.id] = self.names[full_name.lower()] = repo
            return repo

    def repo(self, name: str | Repo | None = None) -> Repo:
        """By its name of now or before; the first one made by default."""
        if isinstance(name, Repo):
            return name
        return self.names[name.lower()] if name else next(iter(self.repos.values()))

    def grant(self, login: str, role: Role | str, repo: str | Repo | None = None) -> None:
        """Give a person a role in one repository, or in all there are."""
        with self.lock:
            for one in [self.repo(repo)] if repo else self.repos.values():
                one.roles[login.lower()] = as_role(role)
                self.redraw(one)

    def rename(self, old: str, new: str) -> None:
        """The old name goes on as a redirect, until another repository takes it."""
        with self.lock:
            repo = self.names[old.lower()]
            owner, repo.name = new.split("/")
            repo.owner = self.add_account(owner, repo.owner.kind)
            self.names[new.lower()] = repo
            self.redraw(repo)

    # -- change

    def creations(self, login: str | None = None) -> list[tuple[datetime, str]]:
        """When which kind of thing was created, oldest first; what was seeded does not count."""
        return [(one.at, one.kind) for one in self.made if login is None or one.login == login]

    def note_creation(self, kind: str, by: User) -> None:
        self.made.append(Creation(self.now(), kind, by.login))

    def touch(self, issue: Issue, *, moves: bool = True) -> None:
        """Call before a change of the issue. `moves`: whether its updated_at goes on."""
        if self.stale_reads:
            old = copy.copy(issue)
            old.past, old.rendered = [], {}
            issue.past.append((self.now(), old))
        issue.version += 1
        issue.repo.version += 1
        if moves:
            issue.updated_at = self.time()

    def touch_milestone(self, milestone: Milestone | None, repo: Repo, *, moves: bool = True) -> None:
        if milestone is None:
            return
        milestone.version += 1
        repo.version += 1
        if moves:
            milestone.updated_at = self.time()

    def redraw(self, repo: Repo) -> None:
        """Something that stands in the JSON of all its issues has changed."""
        repo.version += 1
        for issue in repo.issues.values():
            issue.version += 1

    # -- what lists show

    def in_lists(self, born: datetime, what: str) -> bool:
        return self.lag is None or what not in self.lagging or born <= self.now() - self.lag

    def listed(self, issue: Issue) -> Issue:
        """The version of it that lists show now."""
        if self.lag is None or not issue.past or not self.stale_reads or "issues" not in self.lagging:
            return issue
        seen = self.now() - self.lag
        return next((old for ended, old in issue.past if ended > seen), issue)

    def comment_of(self, repo: Repo, comment: Comment | int) -> Comment:
        return comment if isinstance(comment, Comment) else repo.comments[comment]
