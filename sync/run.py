"""One run under way: what it talks to, what it has seen, and what it has done so far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from mappings.snapshot import Side, Value
from sync.changes import Step
from sync.decide import Key
from sync.memory import Change, Intent, Memory, StartRun
from sync.ports import Forge, MemoryStore, PlanDocument, PlanStore
from sync.recall import recall
from sync.records import Record
from sync.report import Finding, Outcome, Report, Result
from sync.view import Seen, View

Progress = Callable[[str, int, int], None]
"""What is being made, how many are done, how many there are."""


def silent(what: str, done: int, total: int) -> None:
    """Shows nothing."""


@dataclass(slots=True)
class Run:
    """Handed from phase to phase; `commit` is the only way into the memory."""

    forge: Forge
    plan: PlanStore
    state: MemoryStore
    clock: Callable[[], datetime]
    zone: tzinfo
    longest: timedelta
    writer: str
    progress: Progress
    seen: Seen
    document: PlanDocument
    memory: Memory
    report: Report
    begun: datetime = field(init=False)
    number: int = field(init=False)
    view: View = field(init=False)
    records: Mapping[str, Record] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    pending: Mapping[Step, Intent] = field(default_factory=dict)
    """The announced edits of the plan file."""
    choices: dict[Key, Side] = field(default_factory=dict)
    """What a person chose for a conflict, by a command or by a comment."""
    answered: list[Finding] = field(default_factory=list)
    created: set[str] = field(default_factory=set)
    """Items whose issue or milestone this run has made."""
    reopened: list[str] = field(default_factory=list)
    """Issues that this run has reopened, because a person edited the plan."""
    deferred: list[Change] = field(default_factory=list)
    started: bool = False
    effects: int = 0
    """How many writes have been made, so that a phase can tell whether to look again."""
    intents: int = 0

    def __post_init__(self) -> None:
        self.begun = self.clock()
        self.number = self.memory.run + 1

    @property
    def plan_version(self) -> str:
        return hashlib.sha256(self.document.text.encode()).hexdigest()

    @property
    def start(self) -> StartRun:
        return StartRun(self.number, self.begun, self.writer, self.forge.name, self.document.plan.plan.id)

    def defer(self, changes: Sequence[Change]) -> None:
        """Remember with the next commit, which comes before the next effect."""
        self.deferred.extend(changes)

    def commit(self, changes: Sequence[Change] = ()) -> None:
        """One transaction; the first one of a run also opens the run."""
        changes = [*self.deferred, *changes]
        self.deferred.clear()
        if not changes:
            return
        if not self.started:
            changes = [self.start, *changes]
            self.started = True
        self.state.commit(changes)
        self.memory = recall(self.memory, changes)

    def intent(self, step: Step, version: str) -> Intent:
        return self.intend(step.item, step.field, step.side, step.old, step.new, step.source, version)

    def intend(
        self, item: str, name: str, side: Side, old: Value, new: Value, source: Value, version: str
    ) -> Intent:
        self.intents += 1
        return Intent(
            id=f"{self.number}.{self.intents}",
            run=self.number,
            item=item,
            field=name,
            side=side,
            old=old,
            new=new,
            source=source,
            version=version,
            at=self.clock(),
        )

    def say(self, step: Step, result: Result, note: str = "") -> None:
        self.report.outcomes.append(Outcome(step, result, note))

    def day(self, moment: datetime) -> date:
        """The day of a moment in the plan's time zone."""
        return moment.astimezone(self.zone).date()

    def out_of_time(self) -> bool:
        if self.clock() - self.begun > self.longest:
            self.report.stopped = True
        return self.report.stopped
