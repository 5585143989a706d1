"""One field of one item: what the plan says, what the tracker says, what both last agreed on.

A side is edited when it differs from its own half of the pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mappings.plan import Status
from mappings.snapshot import OPEN, UNREPORTED, Field, Kind, Side, Snapshot, Value
from sync.changes import Agreement, Conflict, Hold, Refusal, Step, StepKind, Unread, Why
from sync.elements import Merged, joined, lines, parse
from sync.halves import SETS, corresponds, merge_sets
from sync.memory import Standing, StandingKind

DONE: Final = frozenset({Status.COMPLETED.value, Status.CANCELLED.value})

Key = tuple[str, Field]
Decision = Step | Agreement | Conflict | Hold | Refusal | Unread


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else the decision depends on, beside the three snapshots."""

    native: Mapping[Kind, frozenset[Field]] = field(default_factory=dict)
    """Dates that the tracker holds in a field of its own."""
    earlier: Mapping[tuple[str, str], str] = field(default_factory=dict)
    written: Mapping[Key, tuple[Value, ...]] = field(default_factory=dict)
    standing: Mapping[Key, Standing] = field(default_factory=dict)
    outdated: frozenset[Key] = frozenset()
    """Plan values that an editor's stale save has put back."""
    restore: frozenset[Key] = frozenset()
    """Fields whose label is gone from the whole tracker: absence says nothing, it is written again."""
    split: frozenset[str] = frozenset()
    """Items whose title stands in two places on the tracker and was edited in one: written to both."""
    choices: Mapping[Key, Side] = field(default_factory=dict)
    """What a person chose for a conflict."""
    closed_by_programs: frozenset[str] = frozenset()
    """Items whose issue a program closed that nobody said to trust."""


def step_kind(name: str, old: Value, new: Value) -> StepKind:
    if name == Field.STATUS:
        if new in DONE and old not in DONE:
            return StepKind.CLOSE
        if old in DONE and new not in DONE:
            return StepKind.REOPEN
    if name == Field.STATE:
        return StepKind.CLOSE if new == "closed" else StepKind.REOPEN
    return StepKind.EDIT


def write(item: str, name: Field, new: Value, old: Value) -> Step:
    """A step on the tracker. Its source is the plan's value."""
    return Step(step_kind(name, old, new), Side.FORGE, item, name, old, new, new)


@dataclass(frozen=True, slots=True)
class One:
    """One field of one item, before the decision."""

    item: str
    name: Field
    plan: Value
    forge: Value
    pair: tuple[Value, Value] | None
    shown: bool
    """The tracker holds the field, if only empty."""
    here: Snapshot
    at: Circumstances

    @property
    def key(self) -> Key:
        return (self.item, self.name)

    def merged(self) -> Decision | list[Decision] | None:
        """A field that people edit on both sides."""
        same = corresponds(self.name, self.plan, self.forge)
        match self.at.choices.get(self.key):
            case Side.PLAN:
                return self.agree() if same else self.to_forge()
            case Side.FORGE:
                return self.agree() if same else self.to_plan()
        if (known := self.in_conflict()) is not None:
            return self.agree() if same else self.conflict(known)
        if self.pair is None:
            return self.agree() if same else self.without_base()
        plan = self.pair[0] if self.key in self.at.outdated else self.plan
        if not same and (refusal := self.refused_before(plan)) is not None:
            return refusal
        plan_edited = plan != self.pair[0]
        ours = self.forge != self.pair[1] and self.made_of_ours()
        forge_edited = self.forge != self.pair[1] and not ours
        if self.key in self.at.outdated and not plan_edited and not forge_edited:
            return self.put_back()
        if not plan_edited and self.forge == self.pair[1]:
            return None
        if same:
            return self.agree()
        if ours:
            return self.to_forge()  # all of what the plan says now, also where that is what it said before
        if forge_edited and self.closed_by_program():
            return self.conflict(Why.PROGRAM)
        if self.name in SETS:
            merged = merge_sets(self.name, plan, self.forge, *self.pair)
            return self.conflict(Why.BOTH) if merged is None else self.take(merged)
        if not forge_edited:
            return self.to_forge()
        if not plan_edited or self.name in self.here.derived:
            return self.to_plan()
        return self.both()

    def closed_by_program(self) -> bool:
        closed = self.name is Field.STATUS and self.forge in DONE
        return closed and self.item in self.at.closed_by_programs

    def in_conflict(self) -> Why | None:
        """Once told, a conflict stays until both sides agree or a person chooses.

        One side put back to what it was may mean "neither of the two" as well as "then yours".
        """
        standing = self.at.standing.get(self.key)
        if standing is None or standing.kind is not StandingKind.CONFLICT or standing.why is Why.OLDER_DATE:
            return None
        if standing.why is Why.PROGRAM and not self.closed_by_program():
            return None  # a person has opened or closed it since then
        return standing.why

    def both(self) -> Decision:
        """Both sides were edited, and they differ."""
        if self.name is Field.STATUS:
            return self.to_plan(lost=self.plan)
        return self.conflict(Why.BOTH)

    def without_base(self) -> Decision | list[Decision]:
        """The sides differ and what they agreed on is unknown: only closings and unions are safe."""
        if not self.shown:
            return self.to_forge()  # not on the tracker yet: that is not a person's clearing
        if self.name in self.here.derived:
            return self.agree()  # as seen
        if self.name is Field.STATUS and self.forge in DONE and self.plan not in DONE:
            return self.conflict(Why.PROGRAM) if self.closed_by_program() else self.to_plan()
        if self.name is Field.ASSIGNEES:
            union = joined(sorted({*lines(self.plan), *lines(self.forge)}))
            return self.take(Merged(union, union))
        if self.name is Field.TASKS and {t.text for t in parse(self.plan)} == {
            t.text for t in parse(self.forge)
        }:
            ticked = {t.text for t in (*parse(self.plan), *parse(self.forge)) if t.done}
            union = joined([f"[{'x' if t.text in ticked else ' '}] {t.text}" for t in parse(self.plan)])
            return self.take(Merged(union, union))
        return self.conflict(Why.BASE_LOST)

    def take(self, merged: Merged) -> list[Decision]:
        """A merged list: each side gets what it lacks."""
        at, steps = (self.item, self.name), list[Decision]()
        if merged.plan != self.plan:
            steps.append(Step(StepKind.EDIT, Side.PLAN, *at, self.plan, merged.plan, self.forge))
        if not corresponds(self.name, merged.forge, self.forge):
            refusal = self.refused(Side.FORGE, merged.forge, self.forge)
            steps.append(
                refusal or Step(StepKind.EDIT, Side.FORGE, *at, self.forge, merged.forge, merged.plan)
            )
        return steps or [self.agree()]

    def agree(self) -> Decision:
        if self.name is Field.TITLE and self.item in self.at.split:
            return write(self.item, self.name, self.plan, self.forge)
        return Agreement(self.item, self.name, self.plan, self.forge)

    def conflict(self, why: Why) -> Conflict:
        before = self.pair[0] if self.pair else None
        return Conflict(self.item, self.name, self.plan, self.forge, before, why)

    def refused(self, side: Side, wanted: Value, got: Value) -> Refusal | None:
        standing = self.at.standing.get(self.key)
        known = (
            standing is not None
            and standing.kind is StandingKind.REFUSAL
            and (standing.plan, standing.forge) == (self.plan, self.forge)
        )
        return Refusal(self.item, self.name, side, wanted, got) if known else None

    def refused_before(self, plan: Value) -> Refusal | None:
        assert self.pair is not None
        if plan == self.pair[0]:
            return self.refused(Side.PLAN, self.forge, self.plan)
        return self.refused(Side.FORGE, self.plan, self.forge)

    def made_of_ours(self) -> bool:
        """What stands there is what the tracker made of a value of ours, and nobody's edit."""
        standing = self.at.standing.get(self.key)
        return (
            standing is not None
            and standing.kind is StandingKind.REFUSAL
            and standing.forge == self.forge
            and standing.plan != self.plan
        )

    def to_forge(self) -> Decision:
        return self.refused(Side.FORGE, self.plan, self.forge) or write(
            self.item, self.name, self.plan, self.forge
        )

    def to_plan(self, lost: Value = None) -> Decision:
        new = self.status_in_plan() if self.name is Field.STATUS else self.forge
        if new is None and self.name is Field.TITLE:
            return Unread(self.item, self.name, "")
        computed = (
            self.here.kind in (Kind.AREA, Kind.COPY) and self.name in self.here.derived
        )  # an area has no dates
        if computed:
            return Hold(self.item, self.name, self.plan, self.forge)
        chosen = self.key in self.at.choices
        if new is None and not chosen and self.name in self.at.native.get(self.here.kind, frozenset()):
            return Hold(self.item, self.name, self.plan, None)
        if new == self.plan:
            # The plan says already what the tracker's status amounts to; a label is still to be set.
            return self.to_forge()
        kind = step_kind(self.name, self.plan, new)
        return self.refused(Side.PLAN, new, self.plan) or Step(
            kind, Side.PLAN, self.item, self.name, self.plan, new, self.forge, lost
        )

    def agree_or_write(self) -> Decision | None:
        """What shall not be shown goes, whoever remembers what."""
        if self.plan == self.forge:
            return None if self.pair == (self.plan, self.forge) else self.agree()
        return self.to_forge()

    def put_back(self) -> Step:
        """An editor saved an old copy over what a run had written: write it again."""
        assert self.pair is not None
        new = self.pair[0]
        kind = step_kind(self.name, self.plan, new)
        return Step(kind, Side.PLAN, self.item, self.name, self.plan, new, self.forge, self.plan)

    def status_in_plan(self) -> Value:
        """The tracker's status in the plan's words; an open issue gets back what it was before."""
        if self.forge != OPEN:
            return self.forge
        was = self.pair[1] if self.pair else None
        before = self.at.earlier.get((self.item, was or ""))
        if was in DONE:
            return before if before and before not in DONE else Status.ONGOING.value
        return before if before == UNREPORTED else Status.NOT_STARTED.value

    def derived(self) -> Decision | None:
        """A computed field: written when its result changes; what a person changed there is held."""
        if self.name is Field.LEFT_OUT:
            return self.agree_or_write()
        if self.pair is None and self.name is Field.PARENT and self.forge is None:
            return self.to_forge()  # outputs are issues from now on
        if self.pair is None:
            return self.agree()  # as seen: a new release writes nothing by itself
        result, seen = self.pair
        if self.plan == result and self.forge == seen:
            return None
        if self.forge == self.plan:
            return self.agree()
        ours = self.at.written.get(self.key, ())
        if self.name is Field.STATE and self.forge == "closed" and ours[-1:] != ("closed",):
            # A person closed it; a person reopens it.
            return Hold(self.item, self.name, self.plan, self.forge)
        if self.plan != result or self.forge in ours:
            return self.to_forge()
        return Hold(self.item, self.name, self.plan, self.forge)
