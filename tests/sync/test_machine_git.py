"""All laws at once where the plan is pushed: others push at any moment, and pushes fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from mappings.plan import Plan
from mappings.snapshot import Field, Side
from sync.errors import Unavailable
from sync.guard import Limits
from sync.planedits import said_in, squashed
from sync.ports import Landing, PlanDocument, PlanEdit, Slot, Written
from sync.waiting import pending
from tests.builders.world import Died, MemoryPlan, MemoryState, World
from tests.sync.test_machine import PROFILE, ROWS, SyncMachine, items, texts


class PushedMemoryPlan(MemoryPlan):
    """`plan` is what everybody gets; `here` is the bot's copy of it, with what is not pushed yet."""

    waits = True

    def __init__(self, plan: Plan, state: MemoryState) -> None:
        super().__init__(plan)
        self.state = state
        self.here = MemoryPlan(plan)
        self.pending: list[PlanEdit] = []
        self.before_push: Callable[[], None] | None = None
        self.refused = False

    def read(self) -> PlanDocument:
        left = squashed(pending(self.state.memory), self.plan)
        self.catch_up(said_in(self.here.plan, left))
        return self.document()

    def document(self) -> PlanDocument:
        return replace(self.here.read(), waiting=frozenset(edit.slot for edit in self.pending))

    def catch_up(self, edits: Sequence[PlanEdit]) -> None:
        self.here = MemoryPlan(self.plan)
        self.pending = list(self.here.write(edits).done)

    def write(self, edits: Sequence[PlanEdit]) -> Written:
        written = self.here.write(edits)
        self.pending = squashed([*self.pending, *written.done])
        return replace(written, document=self.document())

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:
        if self.before_push is not None:
            self.before_push()
            self.catch_up(self.pending)
        if self.refused:
            raise Unavailable("The push got no answer.")
        self.plan = self.here.plan
        return Landing(frozenset(edit.slot for edit in self.pending))


class PushedWorld(World):
    plan: PushedMemoryPlan

    @classmethod
    def pushed(cls, plan: Plan, native: frozenset[Field]) -> PushedWorld:
        world = cls.of(plan, native=native, limits=Limits(share=1.0, count=100))
        assert isinstance(world, PushedWorld)
        world.plan = PushedMemoryPlan(plan, world.state)
        return world


class PushedMachine(SyncMachine):
    world: PushedWorld

    def make_world(self, whole: Plan) -> World:
        return PushedWorld.pushed(whole, self.native)

    @rule(item=items, key=st.sampled_from(sorted(ROWS)), text=texts)
    def run_while_others_push(self, item: str, key: str, text: str) -> None:
        """Somebody's push comes just before the bot's."""
        self.report = None
        self.ledger.edit(item, key, Side.PLAN, text)
        self.world.plan.before_push = lambda: self.world.edit_plan(item, key, text)
        try:
            self.world.sync()
        finally:
            self.world.plan.before_push = None

    @rule()
    def run_without_an_answer(self) -> None:
        """What was written waits, and nothing is taken for agreed."""
        self.report = None
        self.world.plan.refused = True
        try:
            self.world.sync()
        finally:
            self.world.plan.refused = False

    @rule(moment=st.integers(0, 60))
    def fail_and_die(self, moment: int) -> None:
        self.report = None
        self.world.plan.refused = True
        try:
            self.world.sync(dies_at=moment)
        except Died:
            return
        finally:
            self.world.plan.refused = False


class PushedRowDatesMachine(PushedMachine):
    native = frozenset()


TestPushed = PushedMachine.TestCase
TestPushed.settings = PROFILE
TestPushedRowDates = PushedRowDatesMachine.TestCase
TestPushedRowDates.settings = PROFILE
