"""A whole world for the engine: a plan, a tracker and a memory that live through the death of any run.

People act on both sides between runs; a fate kills the bot before or after any one of its effects.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from mappings.issue import Comment, Edit, Issue, IssuePatch, Label, Milestone, MilestonePatch, Reason, State
from mappings.issues import Mirror, build_mirror
from mappings.people import People
from mappings.plan import Activity, Area, Output, Plan, Status, Task
from mappings.snapshot import UNREPORTED, Field, Side, Value
from mappings.tbc import read_since
from sync.decide import Key
from sync.engine import Options, preview, sync
from sync.errors import Missing
from sync.guard import Limits
from sync.memory import Change, Memory
from sync.paper import PaperTracker
from sync.ports import Capabilities, Landing, Listing, PlanDocument, PlanEdit, Project, Role, Slot, Written
from sync.recall import recall
from sync.records import records, value
from sync.report import Report

START = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
EFFECTS = {
    "create_label",
    "edit_label",
    "create_milestone",
    "edit_milestone",
    "create_issue",
    "edit_issue",
    "add_comment",
    "edit_comment",
    "acknowledge",
    "write",
    "land",
    "commit",
}


class Died(BaseException):
    """The process is gone: no handler may catch this."""


@dataclass
class Fate:
    """Counts the moments before and after each effect, and kills at one of them."""

    dies_at: int | None = None
    moments: int = 0

    def tick(self) -> None:
        if self.moments == self.dies_at:
            raise Died
        self.moments += 1


class Mortal:
    """Stands before a port and dies when its fate says so."""

    def __init__(self, inner: object, fate: Fate) -> None:
        self.inner = inner
        self.fate = fate

    def __getattr__(self, name: str) -> object:
        found = getattr(self.inner, name)
        if name not in EFFECTS:
            return found

        def effect(*args: object) -> object:
            self.fate.tick()
            result = found(*args)
            self.fate.tick()
            return result

        return effect


class EmptyTracker:
    """A tracker that holds nothing and can do what it is told."""

    account = "workplan"
    name = place = "the test tracker"
    latest = Project()

    def __init__(self, native: frozenset[Field] = frozenset({Field.DUE})) -> None:
        self.capabilities = Capabilities(
            title_limit=255,
            body_limit=65536,
            issue_dates=native,
            milestone_dates=frozenset({Field.START, Field.DUE}),
            consistent=True,
        )
        self.roles: dict[str, Role] = {}

    def project(self) -> Project:
        return self.latest

    def role(self, account: str) -> Role:
        return self.roles.get(account, Role.WRITE)

    def forecast(self, creations: int) -> timedelta:
        return timedelta(seconds=creations)

    def milestone_titled(self, title: str) -> Milestone | None:
        return None

    def label(self, name: str) -> Label | None:
        return None

    def listing(self) -> Listing:
        return Listing((), (), (), complete=True)

    def issue(self, number: int) -> Issue:
        raise Missing(f"no issue {number}")

    def milestone(self, number: int) -> Milestone:
        raise Missing(f"no milestone {number}")

    def last_edit(self, issue: int, name: Field) -> Edit | None:
        return None

    def moved_to(self, issue: int) -> str | None:
        return None

    def comments(self, issue: int) -> tuple[Comment, ...]:
        return ()

    def has_receipt(self, comment: Comment) -> bool:
        return False

    def unheard(self) -> tuple[Comment, ...]:
        return ()


class MemoryPlan:
    """A plan file without a file: edits change the model."""

    name = "plan.yaml"
    waits = False
    last_run = 0

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def read(self) -> PlanDocument:
        return PlanDocument(self.plan.model_dump_json(), self.plan)

    def write(self, edits: Sequence[PlanEdit]) -> Written:
        done, stale = [], []
        for edit in edits:
            now = value(records(self.plan).get(edit.item), edit.key)
            if now == edit.old:
                self.plan = with_value(self.plan, edit.item, edit.key, edit.new)
                done.append(edit)
            elif now == edit.new:
                done.append(edit)
            else:
                stale.append(edit)
        return Written(self.read(), tuple(done), tuple(stale), ())

    def deliberate(self, slots: Collection[Slot]) -> frozenset[Slot]:
        return frozenset()

    def author(self, slot: Slot) -> Edit | None:
        return None

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:
        return Landing(frozenset())


class MemoryState:
    """The memory as `recall` defines it."""

    def __init__(self) -> None:
        self.memory = Memory()

    def load(self) -> Memory:
        return self.memory

    def commit(self, changes: Sequence[Change]) -> None:
        self.memory = recall(self.memory, changes)


def parsed(key: str, text: Value) -> object:
    match key:
        case "status":
            return Status(text) if text and text != UNREPORTED else None
        case "start" | "due" | "completed" | "snooze_until":
            return date.fromisoformat(text) if text else None
        case "tasks":
            lines = text.split("\n") if text else []
            return tuple(Task(text=line[4:], done=line[1] == "x") for line in lines)
        case "tbc_since":
            return read_since(text)
        case "assignees":
            return tuple(text.split("\n")) if text else ()
    return text


def with_value(plan: Plan, item: str, key: str, text: Value) -> Plan:
    """The plan with one value of one item changed."""

    def changed(record: Activity | Output | Area) -> dict[str, object]:
        return {key: parsed(key, text)} if record.id == item else {}

    def activity(one: Activity) -> Activity:
        return one.model_copy(update=changed(one))

    areas = []
    for area in plan.areas:
        outputs = tuple(
            one.model_copy(
                update={**changed(one), "activities": tuple(activity(inner) for inner in one.activities)}
            )
            for one in area.outputs
        )
        own = tuple(activity(one) for one in area.activities)
        areas.append(area.model_copy(update={**changed(area), "outputs": outputs, "activities": own}))
    return plan.model_copy(update={"areas": tuple(areas)})


@dataclass
class World:
    """Both sides, the memory, and the clock. A run takes a minute; people act in between."""

    plan: MemoryPlan
    tracker: PaperTracker
    state: MemoryState = field(default_factory=MemoryState)
    now: datetime = START
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def of(
        cls, plan: Plan, *, native: frozenset[Field] = frozenset({Field.DUE}), limits: Limits | None = None
    ) -> World:
        world = cls(MemoryPlan(plan), PaperTracker(EmptyTracker(native), lambda: world.now))
        world.limits = limits or Limits()
        return world

    def mirror(self, plan: Plan) -> Mirror:
        able = self.tracker.capabilities
        return build_mirror(
            plan,
            title_limit=able.title_limit,
            body_limit=able.body_limit,
            issue_dates=able.issue_dates,
            milestone_dates=able.milestone_dates,
            people=People.from_entries({}),
            service="local",
        )

    def options(self, accepted: Sequence[str], choices: Mapping[Key, Side]) -> Options:
        return Options(
            mirror=self.mirror,
            writer="writer-1",
            zone=UTC,
            accepted=frozenset(accepted),
            choices=choices,
            limits=self.limits,
        )

    def sync(
        self,
        *,
        dies_at: int | None = None,
        accepted: Sequence[str] = (),
        choices: Mapping[Key, Side] | None = None,
    ) -> Report:
        """One run. Raises Died when its fate is to die."""
        self.now += timedelta(minutes=1)
        fate = Fate(dies_at)
        return sync(
            Mortal(self.tracker, fate),  # type: ignore[arg-type]
            Mortal(self.plan, fate),  # type: ignore[arg-type]
            Mortal(self.state, fate),  # type: ignore[arg-type]
            self.options(accepted, choices or {}),
            lambda: self.now,
        )

    def moments(self) -> int:
        """How many moments to die at the next run would have; nothing is changed."""
        copy = self.copy()
        fate = Fate()
        copy.now += timedelta(minutes=1)
        sync(
            Mortal(copy.tracker, fate),  # type: ignore[arg-type]
            Mortal(copy.plan, fate),  # type: ignore[arg-type]
            Mortal(copy.state, fate),  # type: ignore[arg-type]
            copy.options((), {}),
            lambda: copy.now,
        )
        return fate.moments

    def preview(self) -> Report:
        return preview(self.tracker, self.plan, self.state, self.options((), {}), lambda: self.now)

    def copy(self) -> World:
        world = World.of(self.plan.plan, native=self.tracker.capabilities.issue_dates, limits=self.limits)
        world.tracker.listed = Listing((), (), (), complete=True)
        world.tracker.issues = dict(self.tracker.issues)
        world.tracker.milestones = dict(self.tracker.milestones)
        world.tracker.labels = dict(self.tracker.labels)
        world.tracker.notes = list(self.tracker.notes)
        world.tracker.receipts = set(self.tracker.receipts)
        world.state.memory = self.state.memory
        world.now = self.now
        return world

    # What people do.

    def as_stranger(self) -> Report:
        """What somebody who remembers nothing would do now."""
        stranger = self.copy()
        stranger.state.memory = Memory()
        return stranger.preview()

    def all_issues(self) -> list[Issue]:
        return list(self.tracker.issues.values())

    def all_milestones(self) -> list[Milestone]:
        return list(self.tracker.milestones.values())

    def has_label(self, name: str) -> bool:
        return name in self.tracker.labels

    def edit_plan(self, item: str, key: str, text: Value) -> None:
        self.plan.plan = with_value(self.plan.plan, item, key, text)

    def said(self, item: str, key: str) -> Value:
        """The value of a key in the plan file; None where there is no key."""
        said = value(records(self.plan.plan)[item], key)
        return None if said == UNREPORTED else said

    def issue(self, item: str) -> Issue:
        return self.tracker.issues[self.state.memory.links[item].number]

    def milestone(self, item: str) -> Milestone:
        return self.tracker.milestones[self.state.memory.links[item].number]

    def by_person(self, act: Callable[[PaperTracker], object]) -> None:
        self.now += timedelta(minutes=1)
        self.tracker.reader.account = "anna"  # type: ignore[misc]
        try:
            act(self.tracker)
        finally:
            self.tracker.reader.account = "workplan"  # type: ignore[misc]

    def edit_issue(self, item: str, patch: IssuePatch) -> None:
        number = self.issue(item).number
        self.by_person(lambda tracker: tracker.edit_issue(number, patch))

    def edit_milestone(self, item: str, patch: MilestonePatch) -> None:
        number = self.milestone(item).number
        self.by_person(lambda tracker: tracker.edit_milestone(number, patch))

    def close(self, item: str, reason: Reason = Reason.COMPLETED) -> None:
        self.edit_issue(item, IssuePatch(state=State.CLOSED, reason=reason))

    def reopen(self, item: str) -> None:
        self.edit_issue(item, IssuePatch(state=State.OPEN))

    def comment(self, item: str, text: str) -> None:
        number = self.issue(item).number
        self.by_person(lambda tracker: tracker.add_comment(number, text))

    def cell(self, item: str, row: str, text: str) -> None:
        """A person types into a row of the table."""
        lines = self.issue(item).body.split("\n")
        at = next(index for index, line in enumerate(lines) if line.startswith(f"| {row} |"))
        lines[at] = f"| {row} | {text} |"
        self.edit_issue(item, IssuePatch(body="\n".join(lines)))

    def add_label(self, name: str) -> None:
        self.tracker.labels[name] = Label(name)

    def touch(self, number: int, **changes: object) -> None:
        """Change an issue in a way that no client would: moved, lost or damaged by a person."""
        old = self.tracker.issues[number]
        self.tracker.issues[number] = replace(old, version=f"{old.version}+", **changes)  # type: ignore[arg-type]
