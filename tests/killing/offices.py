"""A folder with a plan and a tracker of each kind, where people and the command work in real time.

An office can be put back to how it was, the imitated service included: each death begins from the same day.
"""

from __future__ import annotations

import copy
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sync.forges.local import LocalTracker
from sync.forges.local_store import is_begun
from sync.ports import Forge
from tests.builders.rigs import BOT, PLAN, GitHubRig, GitLabRig
from tests.killing.command import Barracks, Ended, Point

KINDS = ("local", "github", "gitlab")


class RealTime:
    """The command knows no other."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Saved:
    """How an office was."""

    folder: Path
    server: Mapping[str, Any]


class Office:
    """The embedded tracker; `barracks` runs the command."""

    kind = "local"
    server: Any = None

    def __init__(self, barracks: Barracks, folder: Path) -> None:
        self.barracks = barracks
        self.folder = folder / "office"
        self.folder.mkdir()
        self.environment: dict[str, str] = {}
        self.time = RealTime()

    @property
    def plan(self) -> Path:
        return self.folder / "plan.yaml"

    @property
    def state(self) -> Path:
        return self.folder / ".workplan" / "state.db"

    @property
    def tracker(self) -> Path:
        return self.folder / ".workplan" / "tracker.db"

    def run(self, *arguments: str, dies: Point | None = None, **more: Any) -> Ended:
        """The command, to its end or to its death."""
        given = {"environment": self.environment, "server": self.server, "dies": dies, **more}
        return self.barracks.run(self.folder, *arguments, **given)

    @contextmanager
    def at_work(self, name: str) -> Iterator[Forge]:
        """The tracker as a person uses it."""
        with LocalTracker(self.tracker, account=name, now=self.time, create=False) as tracker:
            yield tracker

    @property
    def is_begun(self) -> bool:
        """There is a tracker to look at."""
        return is_begun(self.tracker)

    @property
    def requests(self) -> int:
        return 0

    def written(self) -> list[str]:
        """Everything that ever happened on the tracker: more of it, and somebody has written."""
        with closing(sqlite3.connect(self.tracker)) as db:
            return list(db.iterdump())

    def save(self, name: str) -> Saved:
        kept = self.folder.with_name(name)
        shutil.copytree(self.folder, kept)
        return Saved(kept, {})

    def put_back(self, saved: Saved) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(saved.folder, self.folder)


class ServiceOffice(Office):
    """A project on an imitated service, which is entered and left by whoever makes the office."""

    def __init__(self, barracks: Barracks, folder: Path, rig: GitHubRig | GitLabRig) -> None:
        super().__init__(barracks, folder)
        self.kind, self.rig, self.server = rig.kind, rig, rig.server
        rig.time = self.time  # type: ignore[assignment]
        self.environment = {
            "WORKPLAN_FORGE__KIND": rig.kind,
            "WORKPLAN_FORGE__PROJECT": PLAN,
            "WORKPLAN_FORGE__URL": rig.server.api if isinstance(rig, GitHubRig) else rig.server.base_url,
            f"WORKPLAN_{rig.kind.upper()}_TOKEN": BOT,
            "WORKPLAN_LIMITS__GITHUB_CREATIONS_PER_MINUTE": "100000",
            "WORKPLAN_LIMITS__GITHUB_CREATIONS_PER_HOUR": "100000",
            "WORKPLAN_LIMITS__GITHUB_POINTS_PER_MINUTE": "1000000",
            "WORKPLAN_LIMITS__GITLAB_REQUESTS_PER_MINUTE": "100000",
            "WORKPLAN_LIMITS__GITLAB_ISSUES_PER_MINUTE": "100000",
            "WORKPLAN_LIMITS__GITLAB_NOTES_PER_MINUTE": "100000",
        }

    @contextmanager
    def at_work(self, name: str) -> Iterator[Forge]:
        self.rig.shelves.clear()
        yield self.rig.open_as(name)

    @property
    def is_begun(self) -> bool:
        return True

    @property
    def requests(self) -> int:
        return len(self.server.log)

    def written(self) -> list[str]:
        """What was asked to be written since the last `forget`."""
        return [one.words for one in self.server.requests("POST|PUT|PATCH|DELETE")]

    def save(self, name: str) -> Saved:
        return Saved(super().save(name).folder, copied(self.server, self.server.__dict__))

    def put_back(self, saved: Saved) -> None:
        super().put_back(saved)
        self.server.__dict__.update(copied(self.server, saved.server))


def copied(server: Any, held: Mapping[str, Any]) -> dict[str, Any]:
    """All that a server knows; it stays itself, with its address and its lock."""
    same = (server, server.lock, server._http, server._thread)
    memo = {id(one): one for one in same}
    return {
        name: value if any(value is one for one in same) else copy.deepcopy(value, memo)
        for name, value in held.items()
    }


@contextmanager
def open_office(kind: str, barracks: Barracks, folder: Path) -> Iterator[Office]:
    match kind:
        case "local":
            yield Office(barracks, folder)
        case "github":
            with GitHubRig(now=RealTime()) as github:
                yield ServiceOffice(barracks, folder, github)
        case _:
            with GitLabRig(now=RealTime()) as gitlab:
                yield ServiceOffice(barracks, folder, gitlab)
