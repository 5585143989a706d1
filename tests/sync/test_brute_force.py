"""Every short sequence of edits, runs and deaths on one field: no person's edit is ever reverted.

The one exception is the pattern that no observer can see: between two looks a side is changed and put back,
so that it stands as it stood when it was last looked at.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest

from mappings.issue import IssuePatch, Reason, State
from mappings.snapshot import Field, Side, Value
from tests.builders.plans import activity, area, output, plan
from tests.builders.world import Died, World

ITEM = "2017-1-1.1"
DEPTH = int(os.environ.get("WORKPLAN_BRUTE_DEPTH", "5"))
"""Acts in a row. Five are checked in every build, seven in `make soak`."""


@dataclass(frozen=True)
class Act:
    """One thing that happens. A run with `dies_at` is killed at that moment of its effects."""

    side: Side | None
    value: Value = None
    dies_at: int | None = None

    def __str__(self) -> str:
        if self.side is not None:
            return f"{self.side}:={self.value}"
        return "run" if self.dies_at is None else f"run†{self.dies_at}"


RUN = Act(None)


class Subject:
    """A field under test: how people write it on each side, and how it is read there."""

    name: Field
    values: tuple[Value, ...]

    def start(self) -> World:
        one = activity(ITEM, "Launch the plan", lead="A", status="ongoing")
        world = World.of(plan(area("1", "Coordination", output("2017-1-O1", "Papers", one))))
        world.sync()
        return world

    def write(self, world: World, side: Side, value: Value) -> None:
        raise NotImplementedError

    def read(self, world: World, side: Side) -> Value:
        raise NotImplementedError


class Lead(Subject):
    """A field without a winner."""

    name = Field.LEAD
    values = ("A", "B", "C")

    def write(self, world: World, side: Side, value: Value) -> None:
        if side is Side.PLAN:
            world.edit_plan(ITEM, "lead", value)
        else:
            world.cell(ITEM, "Lead", value or "")

    def read(self, world: World, side: Side) -> Value:
        if side is Side.PLAN:
            return world.said(ITEM, "lead")
        line = next(one for one in world.issue(ITEM).body.split("\n") if one.startswith("| Lead |"))
        return line.split("|")[2].strip() or None


class StatusOf(Subject):
    """The field that the tracker wins; here a person's plan edit may lose, but is told."""

    name = Field.STATUS
    values = ("ongoing", "completed", "cancelled")

    def write(self, world: World, side: Side, value: Value) -> None:
        if side is Side.PLAN:
            world.edit_plan(ITEM, "status", value)
        elif value == "ongoing":
            world.reopen(ITEM)
        else:
            reason = Reason.COMPLETED if value == "completed" else Reason.NOT_PLANNED
            patch = IssuePatch(state=State.CLOSED, reason=reason, remove_labels=("status: cancelled",))
            world.edit_issue(ITEM, patch)

    def read(self, world: World, side: Side) -> Value:
        if side is Side.PLAN:
            said = world.said(ITEM, "status")
            return said if said in ("completed", "cancelled") else "ongoing"
        issue = world.issue(ITEM)
        if issue.state == "open":
            return "ongoing"
        dropped = issue.reason is Reason.NOT_PLANNED or "status: cancelled" in issue.labels
        return "cancelled" if dropped else "completed"


@dataclass
class Story:
    """What has happened so far, and which persons' edits have not met the other side yet."""

    world: World
    looked: dict[Side, tuple[Value, bool]]
    """What each side said when a whole run last looked, and whether that was an edit not carried over yet."""
    pending: dict[Side, bool]
    acts: tuple[Act, ...] = ()

    def branch(self, act: Act) -> Story:
        return Story(self.world.copy(), dict(self.looked), dict(self.pending), (*self.acts, act))

    def __str__(self) -> str:
        return " ".join(map(str, self.acts))


def possible(subject: Subject, world: World) -> Iterator[Act]:
    for side in Side:
        for value in subject.values:
            if subject.read(world, side) != value:
                yield Act(side, value)
    yield RUN
    for moment in range(world.moments()):
        yield Act(None, None, moment)


def play(subject: Subject, story: Story, act: Act) -> str | None:
    """Do one act; say which person's edit it reverted."""
    world = story.world
    if act.side is not None:
        subject.write(world, act.side, act.value)
        value, was_pending = story.looked[act.side]
        story.pending[act.side] = was_pending if act.value == value else True
        meet(subject, story)
        return None
    before = {side: subject.read(world, side) for side in Side}
    known = world.state.memory.bases[ITEM]
    conflicts = None
    with suppress(Died):
        conflicts = world.sync(dies_at=act.dies_at).conflicts
    for side in Side:
        now = subject.read(world, side)
        other = Side.FORGE if side is Side.PLAN else Side.PLAN
        # The tracker's status wins over the plan's where both were edited since the last look.
        rival = story.pending[other] or before[other] != story.looked[other][0]
        lost = subject.name is Field.STATUS and side is Side.PLAN and rival
        if story.pending[side] and before[side] != now and not lost:
            return f"the {side} said {before[side]}, which a person wrote, and says {now}"
    meet(subject, story)
    for side in Side:
        now = subject.read(world, side)
        # A run that died looked, if it remembered. And a tracker counts its changes: what a run wrote there
        # can't be put back unseen.
        looked = conflicts is not None or world.state.memory.bases[ITEM] != known
        if looked or (side is Side.FORGE and before[side] != now):
            story.looked[side] = (now, story.pending[side])
    if conflicts == [] and any(story.pending.values()):
        return f"a whole run without conflicts left {[subject.read(world, side) for side in Side]}"
    return None


def meet(subject: Subject, story: Story) -> None:
    """Edits end to be pending once both sides say the same."""
    if subject.read(story.world, Side.PLAN) == subject.read(story.world, Side.FORGE):
        story.pending = dict.fromkeys(Side, False)


def likeness(story: Story) -> str:
    """Stories with the same likeness have the same future: they differ only in clocks and counters."""
    world, memory = story.world, story.world.state.memory
    plan = world.plan.read().text
    version = hashlib.sha256(plan.encode()).hexdigest()
    intents = [
        (
            one.item,
            one.field,
            one.side,
            one.old,
            one.new,
            one.source,
            one.version in (version, world.issue(ITEM).version),
        )
        for one in memory.open
    ]
    standing = [(s.field, s.kind, s.plan, s.forge, s.why, s.comment) for s in memory.standing.values()]
    return repr(
        (
            plan,
            [(i.body, i.state, i.reason, i.labels) for i in world.tracker.issues.values()],
            [(item, base.plan, base.forge) for item, base in memory.bases.items()],
            intents,
            standing,
            memory.earlier,
            [(w.field, w.old, w.new) for w in memory.plan_writes[:4]],
            story.pending,
            story.looked,
        )
    )


def search(subject: Subject, depth: int) -> tuple[list[str], int]:
    """Play all stories of so many acts, each ended by a whole run; tell those that revert an edit."""
    reverted: list[str] = []
    count = 0
    start = subject.start()
    looked = {side: (subject.read(start, side), False) for side in Side}
    level = {"": Story(start, looked, dict.fromkeys(Side, False))}
    for last in [False] * depth + [True]:
        following: dict[str, Story] = {}
        for story in level.values():
            for act in [RUN] if last else possible(subject, story.world):
                branch = story.branch(act)
                count += 1
                problem = play(subject, branch, act)
                if problem:
                    reverted.append(f"{branch}: {problem}")
                else:
                    following.setdefault(likeness(branch), branch)
        level = following
    return reverted, count


@pytest.mark.parametrize("subject", [Lead(), StatusOf()], ids=["lead", "status"])
def test_no_edit_is_reverted(subject):
    """Over all sequences of this length no run reverts a person's edit."""
    reverted, count = search(subject, DEPTH)
    assert reverted == []
    assert count > 1000
