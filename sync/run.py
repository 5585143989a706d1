"""One run under way: what it talks to, what it has seen, and what it has done so far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from mappings.issue import Edit, State
from mappings.programs import is_program
from mappings.snapshot import Field, Side, Value
from sync.causes import Origin, origin
from sync.changes import Cause, Step
from sync.decide import Key
from sync.errors import Unavailable, WorkplanError
from sync.memory import Change, Close, EndRun, Memory, Remember, StartRun
from sync.onward import Onward
from sync.ports import Forge, MemoryStore, PlanDocument, PlanStore, Role, Slot
from sync.recall import recall
from sync.records import Record
from sync.report import Finding, Report, Result
from sync.report import Outcome as Became
from sync.seen import Seen
from sync.trace import Event, Intent, Outcome
from sync.view import View

Progress = Callable[[str, int, int, timedelta], None]
"""What is being made, how many are done, how many there are, how long the rest takes at least."""
SILENCES: Final = 3
"""So many items in a row without an answer: the tracker is down, and the run ends."""


def silent(what: str, done: int, total: int, left: timedelta) -> None:
    """Shows nothing."""


def stays() -> bool:
    """No run is asked to end early."""
    return False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Owed on a comment of the item's issue, once all that it says stands where it counts."""

    item: str
    slots: frozenset[Slot]


@dataclass(slots=True)
class Run:
    """Handed from phase to phase; `commit` is the only way into the memory."""

    forge: Forge
    plan: PlanStore
    state: MemoryStore
    clock: Callable[[], datetime]
    zone: tzinfo
    leaving: Callable[[], bool]
    longest: timedelta
    writer: str
    public: bool
    """The plan may be written to a project that everyone can read."""
    origin: str
    seen: Seen
    document: PlanDocument
    memory: Memory
    report: Report
    progress: Progress = silent
    begun: datetime = field(init=False)
    onward: Onward = field(init=False)
    until: datetime = field(init=False)
    """When it stops writing."""
    number: int = field(init=False)
    view: View = field(init=False)
    records: Mapping[str, Record] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    pending: Mapping[Step, Intent] = field(default_factory=dict)
    """The announced edits of the plan file."""
    choices: dict[Key, Side] = field(default_factory=dict)
    """What a person chose for a conflict, by a command or by a comment."""
    chosen: frozenset[Key] = frozenset()
    """Those of them that a command named, and `person` gave it."""
    person: str | None = None
    outdated: frozenset[Key] = frozenset()
    """Values that an editor's stale save has put back into the plan."""
    answered: list[Finding] = field(default_factory=list)
    created: set[str] = field(default_factory=set)
    """Items whose issue or milestone this run has made."""
    reopened: list[str] = field(default_factory=list)
    """Issues that this run has reopened, because a person edited the plan."""
    later: dict[Slot, list[Change]] = field(default_factory=dict)
    """What is remembered once a value of the plan file stands where it counts."""
    actors: dict[Slot, str] = field(default_factory=dict)
    """Who is known to have made these."""
    receipts: dict[int, Receipt] = field(default_factory=dict)
    """By the number of the comment."""
    deferred: list[Change] = field(default_factory=list)
    started: bool = False
    claimed: bool = False
    """It was looked whether this run may write to the tracker."""
    taken_over: bool = False
    """Another installation wrote here until now, and may have a moment ago."""
    doubtful: set[str] = field(default_factory=set)
    """Items of which nobody knows what became of a write: nothing more is written to them in this run."""
    silences: int = 0
    """Items in a row for which no answer came."""
    effects: int = 0
    """How many writes have been made, so that a phase can tell whether to look again."""
    intents: int = 0
    editors: dict[tuple[str, str], Edit | None] = field(default_factory=dict)
    """What the tracker said when asked who has changed something."""

    def __post_init__(self) -> None:
        self.begun = self.clock()
        self.onward = Onward(self.clock)
        self.until = self.onward() + self.longest
        self.number = max(self.memory.run, self.plan.last_run) + 1

    @property
    def plan_version(self) -> str:
        return hashlib.sha256(self.document.text.encode()).hexdigest()

    @property
    def start(self) -> StartRun:
        at, plan = self.forge, self.document.plan.plan.id
        return StartRun(self.number, self.begun, self.writer, at.place, plan, at.name, self.origin)

    def defer(self, changes: Sequence[Change]) -> None:
        """Remember with the next commit, which comes before the next effect."""
        self.deferred.extend(changes)

    def commit(self, changes: Sequence[Change] = ()) -> None:
        """One transaction; the first one of a run also opens the run."""
        changes = [*self.deferred, *changes]
        self.deferred.clear()
        if changes:
            self.memory = recall(self.memory, self.store(changes))

    def open(self) -> None:
        """From now on it is this run's turn. Raises Busy if another one took it since the state was read."""
        if not self.started:
            self.memory = recall(self.memory, self.store(()))

    def store(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Into the state, with what opens the run."""
        if not self.started:
            changes = [self.start, *changes]
            self.started = True
        self.state.commit(changes)
        return changes

    def break_off(self, error: WorkplanError) -> None:
        """It ends here, if it has begun; what it had no time to remember is remembered."""
        if self.started:
            with suppress(WorkplanError):
                self.commit([EndRun(self.number, self.clock(), error.code, clean=False)])

    def when_landed(self, slot: Slot, changes: Sequence[Change]) -> Sequence[Change]:
        """What of these changes may be committed now.

        Of a value that does not stand yet where it counts nothing is remembered before it does; this run
        goes by it all the same.
        """
        if slot not in self.document.waiting:
            return changes
        closed = {change.intent for change in changes if isinstance(change, Close)}
        for intent in self.memory.open:
            if intent.id in closed and intent.who:
                self.actors[slot] = intent.who
        self.memory = recall(self.memory, changes)
        self.later[slot] = [*self.later.get(slot, ()), *changes]
        return ()

    def intent(self, step: Step, version: str) -> Intent:
        """Of a status the history tells what the plan said before, in its own words."""
        old = step.old
        if step.field == Field.STATUS and step.side is Side.FORGE and step.item in self.memory.bases:
            old = self.memory.bases[step.item].plan.get(Field.STATUS)
        behind = origin(self, step)
        return self.intend(step.item, step.field, step.side, old, step.new, step.source, version, behind)

    @property
    def last_intent(self) -> str:
        return f"{self.number}.{self.intents}"

    def intend(
        self,
        item: str,
        name: str,
        side: Side,
        old: Value,
        new: Value,
        source: Value,
        version: str,
        behind: Origin,
    ) -> Intent:
        self.intents += 1
        return Intent(
            id=self.last_intent,
            run=self.number,
            item=item,
            field=name,
            side=side,
            old=old,
            new=new,
            source=source,
            version=version,
            at=self.clock(),
            why=behind.why,
            who=behind.who,
            actor=behind.actor,
        )

    def by_bot(self, why: Cause) -> Origin:
        return Origin(why, None, self.forge.account)

    def applied(self, intent: Intent) -> Close:
        """It is done: a line of the history."""
        return Close(intent.id, Outcome.APPLIED, self.clock())

    def wrote(self, item: str, name: str, old: Value, new: Value, why: Cause) -> Remember:
        """The line of the history for a write to the tracker that is harmless to do again."""
        at, account = self.clock(), self.forge.account
        return Remember(
            Event(at, self.number, item, name, Side.PLAN, old, new, None, why, Side.FORGE, account)
        )

    def say(self, step: Step, result: Result, note: str = "") -> None:
        self.report.outcomes.append(Became(step, result, note))

    def no_answer(self, steps: Iterable[Step], error: Unavailable) -> None:
        """It is not known what became of it: the next run finds out. Raises when the tracker is down."""
        self.silences += 1
        for step in steps:
            self.doubtful.add(step.item)
            self.say(step, Result.FAILED, f"{error.message} The next sync looks what became of it.")
        if self.silences >= SILENCES:
            raise error

    def trusts(self, account: str) -> bool:
        """Its issues may be taken for ours."""
        return account == self.forge.account or self.forge.role(account) >= Role.WRITE

    def listens_to(self, account: str) -> bool:
        """Its answers in comments count: it may close and label issues, or people.yaml has it."""
        return self.view.mirror.people.knows(account, self.view.mirror.service) or (
            self.forge.role(account) >= Role.TRIAGE
        )

    def closed_by_programs(self, trusted: Collection[str]) -> frozenset[str]:
        """Items whose issue a program closed that neither the settings nor people.yaml name."""
        mirror = self.view.mirror
        return frozenset(
            item
            for item, issue in self.view.issues.items()
            if issue.state is State.CLOSED
            and issue.closed_by
            and is_program(issue.closed_by, mirror.service)
            and issue.closed_by != self.forge.account
            and issue.closed_by.casefold() not in trusted
            and not mirror.people.knows(issue.closed_by, mirror.service)
        )

    def day(self, moment: datetime) -> date:
        """The day of a moment in the plan's time zone."""
        return moment.astimezone(self.zone).date()

    def out_of_time(self) -> bool:
        if self.leaving() or self.onward() > self.until:
            self.report.stopped = True
        return self.report.stopped
