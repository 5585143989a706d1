"""What people do in an order that nobody planned for: the last word counts, and nothing else waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from mappings.issue import Reason, State
from mappings.snapshot import Field
from sync.ports import PlanEdit, Written
from tests.builders.plans import activity, area, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.small import ONE, OUTPUT, THREE, TWO, failed, milestone_of, number, person, world
from tests.builders.world import Died

CANCELLED = "status: cancelled"


class TestLastWord:
    def test_dropped_once_it_was_closed(self, rig: GitHubRig | GitLabRig) -> None:
        """Closed first, then said to be dropped: the later word is the exact one."""
        made = world(rig)
        person(made).close(number(made, ONE))
        made.now += timedelta(minutes=3)
        made.comment(ONE, "Status: cancelled")
        made.sync()
        assert made.said(ONE, "status") == "cancelled"
        assert made.sync().outcomes == []
        assert made.said(ONE, "status") == "cancelled"
        here = made.issue(ONE)
        assert here.reason is Reason.NOT_PLANNED or CANCELLED in here.labels

    def test_dropped_and_closed_at_once(self, rig: GitHubRig | GitLabRig) -> None:
        """A button says the comment and closes: for GitHub that is "completed"."""
        made = world(rig)
        made.comment(ONE, "Status: cancelled")
        made.now += timedelta(seconds=1)
        person(made).close(number(made, ONE))
        made.sync()
        assert made.said(ONE, "status") == "cancelled"

    def test_under_way_after_all(self, rig: GitHubRig | GitLabRig) -> None:
        """Who says so on a closed issue opens it again."""
        made = world(rig)
        person(made).close(number(made, ONE))
        made.now += timedelta(minutes=3)
        made.comment(ONE, "Status: ongoing")
        made.sync()
        assert made.said(ONE, "status") == "ongoing"
        assert made.issue(ONE).state is State.OPEN
        assert made.sync().outcomes == []

    def test_an_answer_that_came_too_late(self, rig: GitHubRig | GitLabRig) -> None:
        """Somebody edits the plan in the moment the answer is written: the closing still stands."""
        made = world(rig)
        person(made).close(number(made, ONE))
        made.now += timedelta(minutes=3)
        made.comment(ONE, "Status: cancelled")
        real = made.plan.write

        def meddling(edits: Sequence[PlanEdit]) -> Written:
            made.plan.write = real
            made.edit_plan(ONE, "status", "ongoing")
            return real(edits)

        made.plan.write = meddling
        made.sync()
        made.sync()
        assert made.issue(ONE).state is State.CLOSED
        assert made.said(ONE, "status") == "completed"

    def test_closed_after_it_was_under_way(self, rig: GitHubRig | GitLabRig) -> None:
        made = world(rig)
        made.comment(ONE, "Status: ongoing")
        made.now += timedelta(minutes=3)
        person(made).close(number(made, ONE))
        made.sync()
        assert made.said(ONE, "status") == "completed"

    def test_dropped_reopened_and_done(self, rig: GitHubRig | GitLabRig) -> None:
        """The label that said it was dropped goes when it is reopened."""
        made = world(rig)
        made.comment(ONE, "Status: cancelled")
        made.sync()
        person(made).reopen(number(made, ONE))
        made.sync()
        assert CANCELLED not in made.issue(ONE).labels
        assert made.sync().outcomes == []
        person(made).close(number(made, ONE))
        made.sync()
        assert made.said(ONE, "status") == "completed"

    def test_the_label_before_the_closing(self) -> None:
        """On GitLab a label says it; put on before the issue is closed, it stays."""
        with GitLabRig() as rig:
            made = world(rig)
            made.add_label(CANCELLED)
            person(made).relabel(number(made, ONE), add=[CANCELLED])
            made.sync()
            person(made).close(number(made, ONE))
            made.sync()
            assert made.said(ONE, "status") == "cancelled"


class TestLostMilestone:
    @pytest.mark.parametrize("dies_at", [None, 2, 4, 6])
    def test_made_anew_it_holds_them_again(self, rig: GitHubRig | GitLabRig, dies_at: int | None) -> None:
        """Even when the run that makes it is cut off."""
        made = world(rig)
        person(made).delete_milestone(milestone_of(made))
        made.sync()
        made.edit_plan(OUTPUT, "milestone", None)
        if dies_at:
            with pytest.raises(Died):
                made.sync(dies_at=dies_at)
        made.sync()
        assert {made.issue(one).milestone for one in (ONE, TWO, THREE)} == {made.milestone(OUTPUT).number}
        assert made.sync().outcomes == []


class TestStuckDates:
    def test_the_rest_goes_on(self) -> None:
        """GitLab takes no start after the end that a person set: said once, and the new name is written."""
        with GitLabRig() as rig:
            only = activity("4.1", "Meet", timeframe="April 2017")
            made = RemoteWorld(plan(area("4", "Cooperation", only)), rig)
            made.sync()
            person(made).edit_milestone(1, due=date(2017, 4, 15))
            made.sync()
            made.edit_plan("4", "title", "Working together")
            made.edit_plan("4.1", "timeframe", "May 2017")
            report = made.sync()
            assert "must be greater than start date" in failed(report)["4"]
            assert "Working together" in made.milestone("4").title
            again = made.sync()
            assert failed(again) == {}
            assert again.code == 0
            assert [one.field for one in again.refusals] == [Field.START]


class TestPrograms:
    """What closes quiet issues does not know whether the work is done."""

    @pytest.fixture
    def closed(self, rig: GitHubRig | GitLabRig) -> RemoteWorld:
        made = world(rig)
        program(made).close(number(made, ONE))
        return made

    def test_a_reply_settles_it(self, closed: RemoteWorld) -> None:
        closed.sync()
        closed.now += timedelta(hours=1)
        closed.comment(ONE, "Status: cancelled")
        closed.sync()
        assert closed.said(ONE, "status") == "cancelled"
        assert closed.sync().conflicts == []

    def test_opened_again_nothing_happened(self, closed: RemoteWorld) -> None:
        closed.sync()
        person(closed).reopen(number(closed, ONE))
        assert closed.sync().conflicts == []
        assert closed.said(ONE, "status") is None
        assert closed.sync().outcomes == []

    def test_a_person_closes_it_after_all(self, closed: RemoteWorld) -> None:
        closed.sync()
        person(closed).reopen(number(closed, ONE))
        closed.now += timedelta(minutes=1)
        person(closed).close(number(closed, ONE))
        assert closed.sync().conflicts == []
        assert closed.said(ONE, "status") == "completed"

    def test_one_that_is_trusted(self, closed: RemoteWorld) -> None:
        closed.trusted = frozenset({program_name(closed)})
        assert closed.sync().conflicts == []
        assert closed.said(ONE, "status") == "completed"


def program_name(made: RemoteWorld) -> str:
    return "stale[bot]" if isinstance(made.rig, GitHubRig) else "project_7_bot_0a1b"


def program(made: RemoteWorld) -> Any:
    server = made.rig.server
    server.add_user(program_name(made), role="triage" if isinstance(made.rig, GitHubRig) else "reporter")
    return server.person(program_name(made))
