"""All laws at once: people edit both sides in any order, and runs die at any moment."""

from __future__ import annotations

import os
import unittest
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mappings.issue import IssuePatch, MilestonePatch, Reason, State
from mappings.plan import Plan
from mappings.snapshot import DERIVED, Field, Side
from sync.guard import Limits
from sync.report import FindingKind, Report, Result
from tests.builders.ledger import Ledger
from tests.builders.plans import activity, area, output, plan
from tests.builders.world import Died, World

ACTIVITIES = ("1.1", "1.2", "2.1")
OUTPUTS = ("O1", "O2")
TEXTS = ("IOM", "UNU and members", "April 2017", "June 2018", "TBC", "a | b <!-- c --> @d #1 /close\nnext")
ROWS = {"timeframe": "When", "lead": "Lead", "funding": "Funding", "title": "What"}

items = st.sampled_from(ACTIVITIES)
texts = st.sampled_from(TEXTS)
dates = st.dates(date(2017, 1, 1), date(2019, 12, 31))
task_lists = st.lists(st.sampled_from(["[ ] Draft", "[x] Draft", "[ ] Print", "[ ] New"]), max_size=3)


FOLLOWS = frozenset({"completed", "tbc_since"})
"""Keys of the plan that are written beside others."""


class SyncMachine(RuleBasedStateMachine):
    """A plan of two outputs and three activities. After every whole run the laws are looked at."""

    native = frozenset({Field.DUE})

    @initialize()
    def begin(self) -> None:
        first = activity("1.1", "Launch", timeframe="April 2017", lead="IOM", tasks=("Draft", "Print"))
        second = activity("1.2", "TBC", timeframe="TBC", lead="TBC", funding="TBC")
        third = activity("2.1", "Report", status="ongoing", lead="UNU")
        areas = area(
            "1", "Coordination", output("O1", "Papers", first, second), output("O2", "Reports", third)
        )
        self.world = self.make_world(plan(areas))
        self.report: Report | None = None
        self.notes: dict[str, str] = {}
        self.foreign: set[str] = set()
        self.closed_by_people: set[str] = set()
        self.ledger = Ledger()
        STEPS["machine"] -= 1  # what begins a story is none of its steps

    def touch(self, item: str) -> None:
        """Somebody has changed something: what the last run found holds no more."""
        self.ledger.touched.add(item)
        self.report = None

    def make_world(self, whole: Plan) -> World:
        return World.of(whole, native=self.native, limits=Limits(share=1.0, count=100))

    # On the plan's side.

    @rule(item=items, key=st.sampled_from(sorted(ROWS)), text=texts)
    def edit_plan(self, item: str, key: str, text: str) -> None:
        self.world.edit_plan(item, key, text)
        self.ledger.edit(item, key, Side.PLAN, text)
        self.touch(item)

    @rule(item=items, key=st.sampled_from(["timeframe", "lead", "funding", "due", "start"]))
    def clear_in_plan(self, item: str, key: str) -> None:
        self.world.edit_plan(item, key, None)
        self.ledger.edit(item, key, Side.PLAN, None)
        self.touch(item)

    @rule(item=st.sampled_from([*ACTIVITIES, *OUTPUTS]), day=dates)
    def date_in_plan(self, item: str, day: date) -> None:
        self.world.edit_plan(item, "due", str(day))
        self.ledger.edit(item, "due", Side.PLAN, str(day))
        self.touch(item)

    @rule(item=items, status=st.sampled_from(["not started", "ongoing", "completed", "cancelled"]))
    def report_in_plan(self, item: str, status: str) -> None:
        self.world.edit_plan(item, "status", status)
        self.closed_by_people.discard(item)
        self.touch(item)

    @rule(item=items, names=st.sets(st.sampled_from(["anna", "ben"])))
    def assign_in_plan(self, item: str, names: set[str]) -> None:
        self.world.edit_plan(item, "assignees", "\n".join(sorted(names)) or None)
        self.touch(item)

    @rule(
        item=items,
        tasks=task_lists,
    )
    def tasks_in_plan(self, item: str, tasks: list[str]) -> None:
        self.world.edit_plan(item, "tasks", "\n".join(tasks) or None)
        self.touch(item)

    # On the tracker's side.

    def mirrored(self, item: str) -> bool:
        return item in self.world.state.memory.links

    def whole(self, item: str) -> bool:
        return self.mirrored(item) and "| Lead |" in self.world.issue(item).body

    @rule(item=items, row=st.sampled_from(sorted(ROWS.values())), text=st.sampled_from(["", *TEXTS[:5]]))
    def edit_cell(self, item: str, row: str, text: str) -> None:
        if self.whole(item):
            self.world.cell(item, row, text)
            key = next(key for key, name in ROWS.items() if name == row)
            self.ledger.edit(item, key, Side.FORGE, text or None)
            if row == "What":
                self.ledger.contest(item, key)  # it stands in the title as well, and can't be cleared
            self.touch(item)

    @rule(item=items, title=st.sampled_from(["Start", "Begin at last"]), with_id=st.booleans())
    def retitle(self, item: str, title: str, with_id: bool) -> None:
        if self.mirrored(item):
            self.world.edit_issue(item, IssuePatch(title=f"[{item}] {title}" if with_id else title))
            self.ledger.edit(item, "title", Side.FORGE, title)
            self.touch(item)

    @rule(item=items, reason=st.sampled_from([Reason.COMPLETED, Reason.NOT_PLANNED]))
    def close(self, item: str, reason: Reason) -> None:
        if self.mirrored(item) and self.world.issue(item).state is State.OPEN:
            base = self.world.state.memory.bases[item].plan.get(Field.STATUS)
            if base == (self.world.said(item, "status") or "unreported"):
                self.closed_by_people.add(item)  # else the plan has just been edited to say otherwise
            self.world.close(item, reason)
            self.touch(item)

    @rule(item=items)
    def reopen(self, item: str) -> None:
        if self.mirrored(item):
            self.world.reopen(item)
            self.closed_by_people.discard(item)
            self.touch(item)

    @rule(item=items, label=st.sampled_from(["status: ongoing", "urgent"]), add=st.booleans())
    def relabel(self, item: str, label: str, add: bool) -> None:
        if not self.mirrored(item):
            return
        if not self.world.has_label(label):
            self.world.add_label(label)
        patch = IssuePatch(add_labels=(label,)) if add else IssuePatch(remove_labels=(label,))
        self.world.edit_issue(item, patch)
        if label == "urgent":
            (self.foreign.add if add else self.foreign.discard)(item)
        self.touch(item)

    @rule(item=items, who=st.sampled_from(["anna", "ben", "carl"]), add=st.booleans())
    def assign(self, item: str, who: str, add: bool) -> None:
        if self.mirrored(item):
            patch = IssuePatch(add_assignees=(who,)) if add else IssuePatch(remove_assignees=(who,))
            self.world.edit_issue(item, patch)
            self.touch(item)

    @rule(item=items, day=st.one_of(st.none(), dates))
    def date_issue(self, item: str, day: date | None) -> None:
        if self.mirrored(item) and Field.DUE in self.native:
            self.world.edit_issue(item, IssuePatch(due=day))
            self.ledger.contest(item, "due")  # cleared it is held, else it may be the date that is computed
            self.touch(item)

    @rule(item=st.sampled_from(OUTPUTS), day=st.one_of(st.none(), dates))
    def date_milestone(self, item: str, day: date | None) -> None:
        if self.mirrored(item):
            self.world.edit_milestone(item, MilestonePatch(due=day))
            self.ledger.contest(item, "due")
            self.touch(item)

    @rule(item=st.sampled_from(OUTPUTS), state=st.sampled_from(State))
    def turn_milestone(self, item: str, state: State) -> None:
        if self.mirrored(item):
            self.world.edit_milestone(item, MilestonePatch(state=state))
            self.touch(item)

    @rule(item=items)
    def tick(self, item: str) -> None:
        if self.mirrored(item):
            body = self.world.issue(item).body
            head, end, tail = body.partition("<!-- /workplan -->")
            self.world.edit_issue(item, IssuePatch(body=head.replace("- [ ] ", "- [x] ", 1) + end + tail))
            self.touch(item)

    @rule(
        item=items, word=st.sampled_from(["What", "When", "Lead", "Funding"]), text=st.sampled_from(TEXTS[:5])
    )
    def answer(self, item: str, word: str, text: str) -> None:
        if self.mirrored(item):
            self.world.comment(item, f"{word}: {text}")
            self.ledger.contest(item, next(key for key, name in ROWS.items() if name == word))
            self.touch(item)

    @rule(item=items)
    def write_a_note(self, item: str) -> None:
        if self.mirrored(item) and item not in self.notes:
            self.notes[item] = f"\n\nA note on {item}, with | pipes | and\n- [ ] a box of its own."
            self.world.edit_issue(item, IssuePatch(body=self.world.issue(item).body + self.notes[item]))
            self.touch(item)

    # Runs.

    @rule()
    def run(self) -> None:
        self.report = self.world.sync()

    @rule(moment=st.integers(0, 60))
    def run_and_die(self, moment: int) -> None:
        self.report = None
        try:
            self.report = self.world.sync(dies_at=moment)
        except Died:
            return

    @precondition(lambda self: self.report is not None and self.report.conflicts)
    @rule(side=st.sampled_from(Side))
    def settle(self, side: Side) -> None:
        assert self.report is not None
        choices = {(one.item, one.field): side for one in self.report.conflicts}
        self.closed_by_people -= {item for item, name in choices if name is Field.STATUS}
        self.ledger.touched |= {item for item, _ in choices}
        self.report = self.world.sync(choices=choices)

    # The laws. That what was written reads back as the same is a part of the last two.

    @invariant()
    def counted(self) -> None:
        STEPS["machine"] += 1

    @invariant()
    def one_each(self) -> None:
        """Never two issues or milestones for one item, dead runs or not."""
        numbers = [link.number for link in self.world.state.memory.links.values() if link.item in ACTIVITIES]
        assert len(numbers) == len(set(numbers))
        assert len(self.world.all_issues()) <= len(ACTIVITIES)
        assert len(self.world.all_milestones()) <= len(OUTPUTS)

    @invariant()
    def not_ours_survives(self) -> None:
        for item, note in self.notes.items():
            assert self.world.issue(item).body.endswith(note)
        for item in ACTIVITIES:
            if self.mirrored(item):
                assert ("urgent" in self.world.issue(item).labels) is (item in self.foreign)

    @invariant()
    def people_decide(self) -> None:
        for item in self.closed_by_people:
            assert self.world.issue(item).state is State.CLOSED, item

    @precondition(lambda self: self.report is not None)
    @invariant()
    def no_lost_edit(self) -> None:
        """What one side alone has edited stands on both, whatever other fields wait for a person.

        And what waits for a person does so until somebody touches it.
        """
        assert self.report is not None
        assert list(self.ledger.lost(self.world, self.report)) == []
        assert self.ledger.forgotten(self.report) == set()
        self.ledger.agree(self.report)

    @precondition(lambda self: self.report is not None)
    @invariant()
    def quiet_and_agreed(self) -> None:
        """After a whole run nothing is left to do, but for what waits for a person."""
        assert self.report is not None
        again = self.world.preview()
        assert again.steps == []
        assert {(one.item, one.field) for one in again.conflicts} == {
            (one.item, one.field) for one in self.report.conflicts
        }
        assert not any(finding.kind is FindingKind.DOUBLED for finding in again.findings)

    @precondition(lambda self: self.report is not None)
    @invariant()
    def both_sides_say_the_same(self) -> None:
        """Whoever remembers nothing finds no other differences than those that the run has listed."""
        assert self.report is not None
        report = self.report
        listed = {
            (one.item, one.field)
            for one in (*report.conflicts, *report.holds, *report.refusals, *report.unread)
        }
        listed |= {(one.step.item, one.step.field) for one in report.outcomes if one.result is Result.REFUSED}
        seen = self.world.as_stranger()
        differ = {(one.item, one.field) for one in (*seen.steps, *seen.conflicts)}
        # What is computed from a field in conflict follows once that is settled.
        open_items = {item for item, _ in listed}
        follows = {key for key in differ if key[1] in DERIVED or (key[1] in FOLLOWS and key[0] in open_items)}
        assert differ - listed - follows == set()


class RowDatesMachine(SyncMachine):
    """The same on a tracker whose issues have no date of their own."""

    native = frozenset()


STEPS: Counter[str] = Counter()


def counted(machine: type[SyncMachine], profile: settings) -> type[unittest.TestCase]:
    """Its test, which tells how many steps it took."""

    class Counted(machine.TestCase):  # type: ignore[name-defined, misc]
        settings = profile

        @pytest.fixture(autouse=True)
        def _count(self, count: Callable[..., None]) -> None:
            self.count = count

        def runTest(self) -> None:
            before = STEPS["machine"]
            super().runTest()
            self.count("steps of the state machines", STEPS["machine"] - before)

    return Counted


PROFILE = settings(
    max_examples=int(os.environ.get("WORKPLAN_MACHINE_EXAMPLES", "110")),
    stateful_step_count=int(os.environ.get("WORKPLAN_MACHINE_STEPS", "25")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestNativeDates = counted(SyncMachine, PROFILE)
TestRowDates = counted(RowDatesMachine, PROFILE)
