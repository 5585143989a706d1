"""A plan's folder mirrored on an imitated service: the real files and the real sync, in its time."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.app import App, usual_app
from bot.places import ServicePlace
from bot.syncing import sync_plan
from config.settings import LimitsSection
from mappings.issues import draft_issue
from mappings.milestones import draft_milestone
from mappings.plan import Plan
from sync.planemit import emit_plan
from sync.ports import Forge, Shelf, ShelfReader
from sync.report import Report
from tests.builders.rigs import BOT, PLAN, GitHubRig, GitLabRig
from tests.servers.github_limits import Limits as GitHubLimits
from tests.servers.gitlab_limits import Limits as GitLabLimits

NAMES = {"github": "GitHub", "gitlab": "GitLab"}
TODAY = date(2017, 5, 2)
Wrap = Callable[[Forge], Forge]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiggedPlace(ServicePlace):
    """The service of a rig: waiting takes none of our time."""

    rig: GitHubRig | GitLabRig
    wrap: Wrap

    def forge(self, shelf: Shelf | ShelfReader) -> Forge:
        return self.wrap(self.rig.bot(shelf=shelf))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process of its own took, from its start to its end."""

    seconds: float
    busy: float
    """Seconds of processor time: not much more on a busy machine."""
    peak: float
    """In MB."""

    @property
    def words(self) -> str:
        return f"{self.seconds:.1f} s ({self.busy:.1f} s of the processor), {self.peak:.0f} MB"


class Site:
    """`folder` holds plan.yaml and the state, as a user's does."""

    def __init__(self, rig: GitHubRig | GitLabRig, folder: Path, plan: Plan) -> None:
        self.rig = rig
        self.server: Any = rig.server
        self.folder = folder
        self.plan_path = folder / "plan.yaml"
        self.plan_path.write_text(emit_plan(plan), encoding="utf-8")

    @property
    def name(self) -> str:
        return NAMES[self.rig.kind]

    @property
    def url(self) -> str:
        return str(self.server.api if self.rig.kind == "github" else self.server.base_url)

    def app(self, wrap: Wrap = lambda forge: forge) -> App:
        place = RiggedPlace(
            self.rig.kind,
            PLAN,
            self.url,
            LimitsSection(),
            self.rig.time,
            self.rig.time.sleep,
            rig=self.rig,
            wrap=wrap,
        )
        return replace(usual_app(self.folder, TODAY), place=place)

    def sync(self, wrap: Wrap = lambda forge: forge) -> Report:
        """As the command does it: with the state of the folder, and nothing else left of earlier runs."""
        return sync_plan(self.app(wrap))

    def run(self) -> Ran:
        """The same in a process of its own."""
        return self.process("sync")

    def read(self) -> Ran:
        """Read everything there is, knowing nothing of it."""
        return self.process("read")

    def process(self, what: str) -> Ran:
        words = [what, self.rig.kind, PLAN, self.url, str(self.folder), self.rig.time.at.isoformat()]
        environment = {**os.environ, f"WORKPLAN_{self.rig.kind.upper()}_TOKEN": BOT}
        begun, before = time.perf_counter(), children()
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench_run", *words],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
        )
        return Ran(time.perf_counter() - begun, children() - before, float(done.stdout))

    # What the server has seen.

    def requests(self) -> Counter[str]:
        """ "GET 304" and the like -> how many came in since the last `forget`."""
        return Counter(f"{one.request.verb} {one.status}" for one in self.server.log)

    @property
    def reads(self) -> int:
        return len(self.server.requests("GET"))

    @property
    def writes(self) -> int:
        return len(self.server.log) - self.reads

    @property
    def rewrites(self) -> int:
        """Writes to what was there already: all that make nothing new."""
        made = self.server.requests("POST", r"/(issues|milestones|labels|boards|lists)$")
        return self.writes - sum("/issues/" not in one.request.path for one in made)

    @property
    def refusals(self) -> int:
        """As too much at once."""
        return sum(one.status in (403, 429) for one in self.server.log)

    def creations(self) -> list[tuple[datetime, str]]:
        return list(self.server.creations(BOT))

    def sow(self) -> None:
        """Put everything there, as if made at the pace that is allowed; the next sync finds it again."""
        app, on_github = self.app(), self.rig.kind == "github"
        able = self.rig.bot().capabilities
        mirror = app.options(able).mirror(app.plan_file().read().plan)
        pace, begun = timedelta(hours=1) / 500 if on_github else timedelta(minutes=1) / 200, self.rig.time.at
        held = {item: draft_milestone(mirror, item) for item, one in mirror.items.items() if not one.activity}
        made = {item: draft_issue(mirror, item, None) for item, one in mirror.items.items() if one.activity}
        body, moment = ("body", "created_at") if on_github else ("description", "at")
        author = {"author": BOT} if on_github else {}
        issues = [
            {
                "title": draft.title,
                body: draft.body,
                "labels": draft.labels,
                "milestone": held[mirror.milestone_of[item]].title,
                moment: begun + n * pace,
                **author,
            }
            for n, (item, draft) in enumerate(made.items())
        ]
        milestones = [
            {"title": draft.title, "description": draft.description, **author} for draft in held.values()
        ]
        self.server.seed(issues, milestones, **({} if on_github else {"author": BOT}))
        self.rig.time.at = begun + len(issues) * pace


def children() -> float:
    """Processor time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def site(kind: str, plan: Plan, *, limits: bool = False) -> Iterator[Site]:
    """A service with nothing on it yet, with the documented limits or with none."""
    with GitHubRig() if kind == "github" else GitLabRig() as rig, TemporaryDirectory() as folder:
        server: Any = rig.server
        if limits and kind == "github":
            server.limits = GitHubLimits()
        elif limits:
            documented = GitLabLimits()
            for name in ("requests", "issues", "notes"):
                setattr(server.limits, name, getattr(documented, name))
        yield Site(rig, Path(folder), plan)


def most_within(moments: list[datetime], span: timedelta) -> int:
    """The highest number of these in any window of so long."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - span:
            first += 1
        most = max(most, last - first + 1)
    return most


def shortest(count: int, budgets: list[tuple[int, timedelta]]) -> timedelta:
    """How long the limits alone make so many creations take: from the first to the last."""
    at: list[timedelta] = []
    for n in range(count):
        at.append(max([timedelta(), *(at[n - most] + span for most, span in budgets if n >= most)]))
    return at[-1]
