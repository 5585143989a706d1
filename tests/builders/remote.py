"""A world whose tracker is a service over real HTTP: the same acts and deaths, and faults on the line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from mappings.issue import Issue, Milestone
from mappings.issues import Mirror, build_mirror
from mappings.mirror import Outputs
from mappings.people import People
from mappings.plan import Plan
from mappings.snapshot import Side
from sync.decide import Key
from sync.engine import Options, preview, sync
from sync.errors import Rejected
from sync.guard import Limits
from sync.memory import Memory
from sync.ports import Forge, Shelved
from sync.report import Report
from sync.run import stays
from tests.builders.rigs import BOT, GitHubRig, GitLabRig, LocalRig
from tests.builders.world import Fate, MemoryPlan, MemoryState, Mortal, World

EVERYTHING = Limits(share=1.0, count=1000)


class Frozen:
    """A shelf that a preview reads, and can't write."""

    def __init__(self, rows: Shelved, runs: int) -> None:
        self.rows = dict(rows)
        self.runs = runs

    def shelved(self) -> Shelved:
        return self.rows


class RemoteWorld(World):
    """`rig` is entered by whoever makes the world, and left by them."""

    def __init__(
        self,
        plan: Plan,
        rig: LocalRig | GitHubRig | GitLabRig,
        *,
        limits: Limits = EVERYTHING,
        outputs: Outputs = Outputs.MILESTONES,
        people: Mapping[str, object] | None = None,
        leave_out: frozenset[Any] = frozenset(),
    ) -> None:
        self.rig = rig
        self.plan = MemoryPlan(plan)
        self.state = MemoryState()
        self.limits = limits
        self.outputs = outputs
        self.people = People.from_entries(people or {})
        self.leave_out = leave_out
        self.public = False
        self.reassign = False
        self.trusted: frozenset[str] = frozenset()
        self.writer = "writer-1"
        self.longest = timedelta(minutes=10)
        self.zone: tzinfo = UTC
        self.leaving: Callable[[], bool] = stays

    @property
    def now(self) -> datetime:
        return self.rig.time.at

    @now.setter
    def now(self, at: datetime) -> None:
        self.rig.time.at = at

    def mirror(self, plan: Plan) -> Mirror:
        able = self.rig.bot().capabilities
        return build_mirror(
            plan,
            title_limit=able.title_limit,
            body_limit=able.body_limit,
            issue_dates=able.issue_dates,
            milestone_dates=able.milestone_dates,
            people=self.people,
            service=self.rig.kind,
            leave_out=self.leave_out,
            outputs=self.outputs,
        )

    def options(self, accepted: Sequence[str], choices: Mapping[Key, Side]) -> Options:
        return Options(
            mirror=self.mirror,
            writer=self.writer,
            zone=self.zone,
            accepted=frozenset(accepted),
            choices=choices,
            limits=self.limits,
            public=self.public,
            reassign=self.reassign,
            trusted=self.trusted,
            longest=self.longest,
            leaving=self.leaving,
        )

    def sync(
        self,
        *,
        dies_at: int | None = None,
        accepted: Sequence[str] = (),
        choices: Mapping[Key, Side] | None = None,
    ) -> Report:
        """One run by a new process. Raises Died when its fate is to die."""
        self.now += timedelta(minutes=15)
        fate = Fate(dies_at)
        self.rig.shelf.runs = self.state.memory.run
        return sync(
            Mortal(self.rig.bot(), fate),  # type: ignore[arg-type]
            Mortal(self.plan, fate),  # type: ignore[arg-type]
            Mortal(self.state, fate),  # type: ignore[arg-type]
            self.options(accepted, choices or {}),
            self.rig.machine,
        )

    def preview(self) -> Report:
        return self.look(self.state, Frozen(self.rig.shelf.shelved(), self.state.memory.run))

    def as_stranger(self) -> Report:
        """What somebody who remembers nothing would do now."""
        return self.look(MemoryState(), Frozen({}, 0))

    def look(self, state: MemoryState, shelf: Frozen) -> Report:
        reader = self.rig.open_as(BOT, shelf=shelf)
        return preview(reader, self.plan, state, self.options((), {}), self.rig.machine)

    def forget(self) -> None:
        """The state is lost, with everything in it."""
        self.state.memory = Memory()
        self.rig.shelf.rows.clear()

    # What stands there, as a person sees it.

    @property
    def eyes(self) -> Forge:
        return self.rig.person("anna")

    def issue(self, item: str) -> Issue:
        return self.eyes.issue(self.state.memory.links[item].number)

    def milestone(self, item: str) -> Milestone:
        return self.eyes.milestone(self.state.memory.links[item].number)

    def all_issues(self) -> list[Issue]:
        return list(self.eyes.listing().issues)

    def all_milestones(self) -> list[Milestone]:
        return list(self.eyes.listing().milestones)

    def by_person(self, act: Callable[[Any], object]) -> None:
        self.now += timedelta(minutes=1)
        with suppress(Rejected):  # a milestone that would end before it begins, say
            act(self.eyes)

    def add_label(self, name: str) -> None:
        """It is made with its first use."""

    def has_label(self, name: str) -> bool:
        return True
