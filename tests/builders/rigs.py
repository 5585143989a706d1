"""A tracker of each kind to try the port on: its server, the bot and the people round one private project.

Each adapter of the bot is new, as a new process makes it, over one shelf; each person keeps theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from sync.forges import github, gitlab
from sync.forges.local import LocalTracker
from sync.forges.service import ServiceTracker
from sync.ports import Forge
from tests.servers.github import GitHubServer
from tests.servers.github_limits import Limits as GitHubLimits
from tests.servers.gitlab import GitLabServer
from tests.servers.simtime import MachineClock, SimulatedTime

BOT, ANNA, BEN, RITA = "workplan", "anna", "ben", "rita"
"""The bot, Anna and Ben may write; Rita may read."""
PLAN = "gmg/work-plan"


class MemoryShelf:
    """A shelf that ends with the test."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], str] = {}
        self.runs = 0
        self.writes = 0

    def shelved(self) -> Mapping[tuple[str, str], str]:
        return dict(self.rows)

    def shelve(self, changes: Mapping[tuple[str, str], str | None]) -> None:
        self.writes += 1
        for key, data in changes.items():
            if data is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = data


class Rig:
    """What is the same for all: a time that stands still, the bot's clock, and a shelf for each account."""

    kind: ClassVar[str]

    def __init__(self) -> None:
        self.time = SimulatedTime()
        self.machine = MachineClock(self.time)
        self.shelves: dict[str, MemoryShelf] = {}
        self.people: dict[str, Forge] = {}
        self.opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.opened.close()

    @property
    def shelf(self) -> MemoryShelf:
        """The bot's."""
        return self.shelf_of(BOT)

    def shelf_of(self, account: str) -> MemoryShelf:
        return self.shelves.setdefault(account, MemoryShelf())

    def advance(self, **by: float) -> None:
        self.time.advance(**by)

    def bot(self) -> Forge:
        return self.open_as(BOT)

    def person(self, name: str) -> Forge:
        if name not in self.people:
            self.people[name] = self.open_as(name)
        return self.people[name]

    def open_as(self, account: str) -> Forge:
        raise NotImplementedError


class LocalRig(Rig):
    kind = "local"
    server = None

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.file = folder / "tracker.db"

    def open_as(self, account: str, **_: Any) -> Forge:
        """Nothing of it is kept on a shelf."""
        made = LocalTracker(self.file, account=account, now=self.time, create=True)
        return self.opened.enter_context(made)


class GitHubRig(Rig):
    kind = "github"

    def __init__(self, **server: Any) -> None:
        super().__init__()
        self.server = GitHubServer(**{"now": self.time, **server})

    def __enter__(self) -> Self:
        self.opened.enter_context(self.server)
        self.server.limits = GitHubLimits.off()
        self.server.add_repo(PLAN, public=False)
        for name, role in ((BOT, "write"), (ANNA, "write"), (BEN, "write"), (RITA, "read")):
            self.server.add_user(name, token=name, role=role)
        return self

    def bot(self, **more: Any) -> ServiceTracker:
        return self.open_as(BOT, **more)

    def open_as(self, account: str, **more: Any) -> ServiceTracker:
        settings = {
            "root": self.server.api,
            "project": PLAN,
            "auth": github.Token(account),
            "shelf": self.shelf_of(account),
            "now": self.machine,
            "sleep": self.time.sleep,
        }
        return github.open_tracker(**{**settings, **more})


class GitLabRig(Rig):
    kind = "gitlab"

    def __init__(self, path: str = PLAN, **server: Any) -> None:
        super().__init__()
        self.path = path
        self.server = GitLabServer(**{"now": self.time, **server})

    def __enter__(self) -> Self:
        self.opened.enter_context(self.server)
        limits = self.server.limits
        limits.requests = limits.issues = limits.notes = None
        self.server.throttled_touch = False
        for name in (BOT, ANNA, BEN, RITA):
            self.server.add_user(name, token=name)
        members = {BOT: "developer", ANNA: "developer", BEN: "developer", RITA: "guest"}
        self.project = self.server.add_project(self.path, members=members)
        return self

    def bot(self, **more: Any) -> ServiceTracker:
        return self.open_as(BOT, **more)

    def open_as(self, account: str, **more: Any) -> ServiceTracker:
        settings = {
            "url": self.server.base_url,
            "project": self.path,
            "token": account,
            "shelf": self.shelf_of(account),
            "now": self.machine,
            "sleep": self.time.sleep,
        }
        return gitlab.open_tracker(**{**settings, **more})
