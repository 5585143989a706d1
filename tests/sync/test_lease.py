"""Two machines share a state, each with a lock of its own: one of them is at work at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mappings.issues import build_mirror
from mappings.mirror import Mirror
from mappings.people import People
from mappings.plan import Plan
from mappings.snapshot import Field
from sync.engine import Options, sync
from sync.errors import Busy
from sync.forges.local import LocalTracker
from sync.lease import TERM, Holder
from sync.memory import EndRun, Propose, SetPair
from sync.planemit import emit_plan
from sync.planfile import PlanFile
from sync.report import Report
from sync.run import Progress, silent
from sync.state import State
from tests.builders.plans import activity, area, output, plan


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Machine:
    """A machine with its own connection to the state."""

    def __init__(self, url: str, name: str, clock: Clock) -> None:
        self.state = State(url)
        self.holder = Holder(f"{name} /plans/gmg/.workplan/state.db.lock", clock)
        self.remains = ExitStack()

    def works(self, *items: str) -> None:
        with self.state.leased(self.holder):
            self.state.commit([Propose(item) for item in items])


@pytest.fixture
def here(state_url: str, clock: Clock) -> Machine:
    return Machine(state_url, "geneva-1", clock)


@pytest.fixture
def there(state_url: str, clock: Clock) -> Machine:
    return Machine(state_url, "geneva-2", clock)


def dies(machine: Machine, *items: str) -> None:
    """It takes its turn, commits, and is never heard of again."""
    machine.remains.enter_context(machine.state.leased(machine.holder))
    machine.state.commit([Propose(item) for item in items])
    machine.state.fence = 0  # so that what is left of it ends no turn either


def test_one_waits_for_the_other(here: Machine, there: Machine) -> None:
    with here.state.leased(here.holder):
        here.state.commit([Propose("a")])
        with pytest.raises(Busy) as caught, there.state.leased(there.holder):
            pass
    assert "on the machine geneva-1" in str(caught.value)
    assert "09:05 UTC" in str(caught.value)
    there.works("b")
    assert there.state.load().proposed == {"a", "b"}


def test_a_dead_machine_s_turn_ends(here: Machine, there: Machine, clock: Clock) -> None:
    dies(here, "a")
    clock.at += TERM - timedelta(seconds=1)
    with pytest.raises(Busy):
        there.works("b")
    clock.at += timedelta(seconds=1)
    there.works("b")
    assert there.state.load().proposed == {"a", "b"}


def test_a_commit_begins_the_turn_anew(here: Machine, there: Machine, clock: Clock) -> None:
    with here.state.leased(here.holder):
        for item in ("a", "b", "c"):
            clock.at += TERM - timedelta(seconds=1)
            here.state.commit([Propose(item)])
        with pytest.raises(Busy):
            there.works("d")


def test_what_died_on_this_machine_holds_nobody_up(state_url: str, here: Machine, clock: Clock) -> None:
    dies(here, "a")
    again = Machine(state_url, "geneva-1", clock)
    again.works("b")
    assert again.state.load().proposed == {"a", "b"}


def test_who_was_overtaken_commits_nothing(here: Machine, there: Machine, clock: Clock) -> None:
    with here.state.leased(here.holder):
        here.state.commit([Propose("a")])
        clock.at += TERM
        there.works("b")
        with pytest.raises(Busy):
            here.state.commit([Propose("late"), SetPair("late", Field.TITLE, "x", "x")])
        with pytest.raises(Busy):
            here.state.shelve({("issue", "1"): "{}"})
    memory = there.state.load()
    assert memory.proposed == {"a", "b"}
    assert not memory.bases
    assert not there.state.shelved()


def test_who_was_overtaken_does_not_end_the_turn_of_the_other(
    here: Machine, there: Machine, clock: Clock
) -> None:
    with there.state.leased(there.holder):
        with here.state.leased(here.holder):
            here.state.commit([Propose("a")])
            clock.at += TERM
            there.state.before = there.state.last_lease(there.holder)
            there.state.commit([Propose("b")])
        with pytest.raises(Busy):
            here.works("c")


def test_what_was_read_before_another_s_turn_is_no_ground_for_a_commit(here: Machine, there: Machine) -> None:
    here.works("a")
    with here.state.leased(here.holder):
        assert here.state.load().proposed == {"a"}
        there.works("b")
        with pytest.raises(Busy):
            here.state.commit([Propose("c")])


def test_of_two_that_find_no_state_one_makes_it(here: Machine, there: Machine) -> None:
    with here.state.leased(here.holder):
        there.works("a")
        with pytest.raises(Busy):
            here.state.commit([Propose("b")])
    assert here.state.load().proposed == {"a"}


def test_a_run_that_is_refused_leaves_nothing(tmp_path: Path, clock: Clock) -> None:
    here = Machine(f"sqlite:///{tmp_path}/state.db", "geneva-1", clock)
    with here.state.leased(here.holder):
        here.state.load()
    assert not (tmp_path / "state.db").exists()
    here.works("a")
    before = (tmp_path / "state.db").read_bytes()
    with here.state.leased(here.holder):
        here.state.load()
    assert (tmp_path / "state.db").read_bytes() == before


def test_a_clock_that_was_set_back_holds_nobody_up_for_years(
    here: Machine, there: Machine, clock: Clock
) -> None:
    dies(here, "a")
    clock.at -= timedelta(days=365)
    there.works("b")
    assert there.state.load().proposed == {"a", "b"}


def test_clocks_that_differ_a_little_change_nothing(here: Machine, there: Machine, clock: Clock) -> None:
    dies(here, "a")
    clock.at -= TERM - timedelta(seconds=1)
    with pytest.raises(Busy):
        there.works("b")


def test_a_state_without_leases_is_taken_over(state_url: str, here: Machine) -> None:
    """It was made by an earlier version."""
    here.state.commit([EndRun(1, here.holder.now(), 0, clean=True)])
    with here.state.writing() as connection:
        connection.exec_driver_sql("DROP TABLE lease")
    again = Machine(state_url, "geneva-2", Clock())
    again.works("a")
    assert again.state.load().proposed == {"a"}


class Site:
    """What a machine needs for a whole run: the plan and the tracker are shared, too."""

    def __init__(self, folder: Path, machine: Machine, clock: Clock) -> None:
        self.machine, self.clock = machine, clock
        self.tracker, self.plan = folder / "tracker.db", folder / "plan.yaml"

    def sync(self, progress: Progress = silent, meanwhile: Callable[[], object] = lambda: None) -> Report:
        """`meanwhile`: what happens after the state was read."""

        def mirror(whole: Plan) -> Mirror:
            meanwhile()
            return build_mirror(
                whole,
                title_limit=able.title_limit,
                body_limit=able.body_limit,
                issue_dates=able.issue_dates,
                milestone_dates=able.milestone_dates,
                people=People({}),
                service="local",
            )

        with (
            self.machine.state.leased(self.machine.holder),
            LocalTracker(self.tracker, account="workplan", now=self.clock, create=True) as tracker,
        ):
            able = tracker.capabilities
            options = Options(
                mirror=mirror,
                writer=self.machine.holder.name,
                zone=UTC,
            )
            return sync(tracker, PlanFile(self.plan), self.machine.state, options, self.clock, progress)


@pytest.mark.parametrize("moment", range(6))
def test_a_run_that_was_overtaken_doubles_nothing(
    tmp_path: Path, here: Machine, there: Machine, clock: Clock, moment: int
) -> None:
    """One machine stands still in the middle of the first mirror; the other one does all of it meanwhile."""
    activities = [activity(f"a{number}", f"Activity {number}") for number in range(4)]
    (tmp_path / "plan.yaml").write_text(
        emit_plan(plan(area("1", "Data", output("o1", "Output", *activities)))), "utf-8"
    )
    moments = iter(range(100))

    def stand_still(what: str, done: int, total: int, left: timedelta) -> None:
        if next(moments) == moment:
            clock.at += TERM + timedelta(seconds=1)
            assert Site(tmp_path, there, clock).sync().code == 0

    with pytest.raises(Busy):
        Site(tmp_path, here, clock).sync(stand_still)
    with LocalTracker(tmp_path / "tracker.db", account="anna", now=clock, create=False) as tracker:
        listing = tracker.listing()
    assert sorted(issue.title for issue in listing.issues) == [f"[a{n}] Activity {n}" for n in range(4)]
    assert len(listing.milestones) == 1
    again = Site(tmp_path, there, clock).sync()
    assert (again.code, again.steps) == (0, [])


def test_two_first_runs_at_once_are_one_writer(
    tmp_path: Path, here: Machine, there: Machine, clock: Clock
) -> None:
    """The later one neither takes the writer's name away nor calls itself another installation."""
    (tmp_path / "plan.yaml").write_text(emit_plan(plan(area("1", "Data", output("o1", "Output")))), "utf-8")
    first = iter([Site(tmp_path, there, clock)])

    def goes_first() -> None:
        for site in first:
            assert site.sync().code == 0

    with pytest.raises(Busy):
        Site(tmp_path, here, clock).sync(meanwhile=goes_first)
    with LocalTracker(tmp_path / "tracker.db", account="anna", now=clock, create=False) as tracker:
        label = tracker.label("workplan: gmg")
    assert label is not None
    assert label.description == there.holder.name
    assert Site(tmp_path, here, clock).sync().code == 0
