"""What came of a run: every step, what waits for a person, what was refused, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mappings.snapshot import Field, Side
from sync.changes import Conflict, Hold, Refusal, Step, Unread
from sync.errors import WorkplanError
from sync.guard import Refused
from sync.memory import Standing

PRECEDENCE: Final = (75, 64, 69, 3, 1, 2, 0)
"""Of the exit codes."""


class FindingKind(StrEnum):
    """Something about an item's identity that a person has to see."""

    MISSING = "missing"
    """The plan has a link, and the tracker has no such issue or milestone."""
    DAMAGED = "damaged"
    """The hidden marks in the text were edited; what can still be read is synced."""
    DUPLICATE = "duplicate"
    """Closed as a duplicate, which says nothing of the work; the plan has it as open."""
    DOUBLED = "doubled"
    """Several issues carry the mark of one item."""
    REMOVED = "removed"
    """The item is gone from the plan; its issue was left as it is."""
    WAITING = "waiting"
    """A run was cut off while it created the issue, and it is not proved yet that it does not exist."""
    OLD_ANSWER = "old answer"
    """A comment answers something, and what was known of earlier runs is lost: it is not applied."""
    UNREAD_ANSWER = "unread answer"
    """A comment answers something that could not be taken in; its author was told once."""
    STATE_LOST = "state lost"
    """The plan has links, and nothing is remembered: what both agree on is taken from what they say."""
    PARTIAL = "partial"
    """The tracker could not be read whole: what may be missing only here was neither made nor closed."""
    LEFT_BEHIND = "left behind"
    """Changed on the tracker that the plan has left, after it left."""
    OLD_COPY = "old copy"
    """An editor saved an old copy over values that a run had written; they were written again."""

    @property
    def needs_person(self) -> bool:
        return self not in (
            FindingKind.REMOVED,
            FindingKind.WAITING,
            FindingKind.UNREAD_ANSWER,
            FindingKind.PARTIAL,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    kind: FindingKind
    item: str
    where: str = ""
    """The issue or milestone, or the field, that it is about."""


class Result(StrEnum):
    DONE = "done"
    DEFERRED = "deferred"
    """Somebody changed it since it was looked at, or time was up: left for the next run."""
    REFUSED = "refused"
    """It was written, and something else stands there now."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one step."""

    step: Step
    result: Result
    note: str = ""


@dataclass(slots=True)
class Report:
    """Filled while a run goes on."""

    outcomes: list[Outcome] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    new_holds: list[Hold] = field(default_factory=list)
    """Told once: those that the last run did not know."""
    unread: list[Unread] = field(default_factory=list)
    new_unread: list[Unread] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    standing: dict[tuple[str, Field], Standing] = field(default_factory=dict)
    """What is remembered of each conflict."""
    findings: list[Finding] = field(default_factory=list)
    guarded: list[Refused] = field(default_factory=list)
    mirrored: int = 0
    stopped: bool = False
    """Time was up before everything was written; another run goes on."""
    first: bool = False
    """Nothing was mirrored before this run."""
    landed: str = ""
    """The commit or the request that has what was written into the plan file."""
    unlanded: WorkplanError | None = None
    """What kept the plan file's changes from being committed, pushed or asked for."""

    @property
    def steps(self) -> list[Step]:
        return [outcome.step for outcome in self.outcomes]

    def done(self, side: Side | None = None) -> list[Step]:
        return [
            outcome.step
            for outcome in self.outcomes
            if outcome.result is Result.DONE and side in (None, outcome.step.side)
        ]

    @property
    def whole(self) -> bool:
        """It looked at everything, was not cut short, and what it wrote into the plan stands as it is to."""
        partial = any(finding.kind is FindingKind.PARTIAL for finding in self.findings)
        return not (partial or self.stopped or self.unlanded)

    @property
    def trouble(self) -> str:
        """What failed, in a sentence: a run with conflicts and refusals alone went well."""
        if self.unlanded:
            return self.unlanded.message
        if any(finding.kind is FindingKind.PARTIAL for finding in self.findings):
            return "The tracker could not be read whole."
        failed = [one for one in self.outcomes if one.result is Result.FAILED]
        more = f" And {len(failed) - 1} more." if len(failed) > 1 else ""
        return f"{failed[0].step.item}, {failed[0].step.field}: {failed[0].note}{more}" if failed else ""

    @property
    def code(self) -> int:
        """The exit code of the run: the first that applies of 64, 69, 3, 1, 2, 0."""
        codes = {
            self.unlanded.code if self.unlanded else 0,
            69 if any(finding.kind is FindingKind.PARTIAL for finding in self.findings) else 0,
            3 if self.guarded else 0,
            1 if any(outcome.result is Result.FAILED for outcome in self.outcomes) else 0,
            2 if self.conflicts or any(finding.kind.needs_person for finding in self.findings) else 0,
        }
        return next(code for code in PRECEDENCE if code in codes)
