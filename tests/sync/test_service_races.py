"""Between a look and a write, and with answers that never come: nothing is undone and nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from mappings.issue import IssuePatch, State
from sync.errors import Refused
from sync.report import FindingKind, Report
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.small import ONE, OUTPUT, TWO, number, person, unmirrored, world
from tests.builders.world import Died
from tests.servers.wire import FaultKind, Response

NOTE = "\n\nAnna's own words."


def act_once(rig: GitHubRig | GitLabRig, verb: str, path: str, act: Callable[[], object]) -> None:
    """Somebody acts just after the service has answered the first such request."""
    real, done = rig.server.answer, []

    def answer(request):
        response = real(request)
        if not done and request.verb == verb and request.path.endswith(path):
            done.append(request)
            act()
        return response

    rig.server.answer = answer


class TestStaleWrites:
    def test_a_limit_is_waited_out_before_the_issue_is_read(self, rig: GitHubRig | GitLabRig) -> None:
        """What somebody writes during the wait stays: the edit is decided anew from a new look."""
        made = world(rig)
        made.edit_plan(ONE, "lead", "ILO")
        verb = "PATCH" if isinstance(rig, GitHubRig) else "PUT"
        busy = Response(429, {"message": "slow down"}, {"Retry-After": "1800"})
        rig.server.fail(FaultKind.REPLY, verb, rf"/issues/{number(made, ONE)}$", response=busy)
        real = rig.time.sleep
        body = made.issue(ONE).body + NOTE

        def sleep(seconds: float) -> None:
            real(seconds)
            if seconds > 1000:
                person(made).edit_body(number(made, ONE), body)

        rig.time.sleep = sleep
        made.sync()
        made.sync()
        assert made.issue(ONE).body.endswith(NOTE)
        assert "| Lead | ILO |" in made.issue(ONE).body

    def test_what_a_person_does_beside_a_label_of_ours_is_seen(self, rig: GitHubRig | GitLabRig) -> None:
        """In the very second in which it was put on."""
        made = world(rig)
        made.edit_plan(ONE, "status", "ongoing")
        here = f"/issues/{number(made, ONE)}" + ("/labels" if isinstance(rig, GitHubRig) else "")
        verb = "POST" if isinstance(rig, GitHubRig) else "PUT"
        act_once(rig, verb, here, lambda: person(made).close(number(made, ONE)))
        made.sync()
        made.sync()
        assert made.said(ONE, "status") == "completed"
        assert made.issue(ONE).state is State.CLOSED


class TestDoubles:
    def test_a_lost_state_and_a_list_that_lags(self, rig: GitHubRig | GitLabRig) -> None:
        """What the first one made in the last minutes is found by its numbers."""
        made = unmirrored(rig)
        with pytest.raises(Died):
            made.sync(dies_at=30)
        made.forget()
        rig.server.lag = timedelta(minutes=30)
        made.now -= timedelta(minutes=12)
        made.sync()
        rig.server.lag = timedelta() if isinstance(rig, GitLabRig) else None
        rig.advance(days=1)
        assert made.sync().code == 0
        assert len(made.all_issues()) == 3
        assert len(made.all_milestones()) == 1

    def test_two_that_begin_at_once(self, rig: GitHubRig | GitLabRig) -> None:
        """The label is made once: who comes second is refused, and has made nothing."""
        made = unmirrored(rig)

        def begin() -> None:
            if isinstance(rig, GitHubRig):
                rig.server.seed(labels=["workplan: gmg"])
                person(made).edit_label("workplan: gmg", description="writer-2")
            else:
                person(made).create_label("workplan: gmg", "#d4c5f9", "writer-2")

        act_once(rig, "GET", "/labels/workplan: gmg", begin)
        with pytest.raises(Refused, match="Another installation"):
            made.sync()
        assert made.all_issues() == []

    def test_one_comment_for_a_conflict(self, rig: GitHubRig | GitLabRig) -> None:
        """Wherever a run dies while it tells."""
        for moment in range(40):
            with type(rig)() as fresh:
                made = world(fresh)
                made.edit_plan(ONE, "lead", "ILO")
                made.cell(ONE, "Lead", "UNDP")
                try:
                    made.sync(dies_at=moment)
                except Died:
                    made.sync()
                else:
                    break
                told = [one for one in made.eyes.comments(number(made, ONE)) if "Two different" in one.body]
                assert len(told) <= 1, moment


class TestLostAnswers:
    def test_closed_and_opened_again_by_a_person(self, rig: GitHubRig | GitLabRig) -> None:
        """The close had happened, and its answer was lost: the next run asks instead of closing once more."""
        made = world(rig)
        made.edit_plan(ONE, "status", "completed")
        verb = "PATCH" if isinstance(rig, GitHubRig) else "PUT"
        rig.server.fail(FaultKind.DROP_AFTER, verb, rf"/issues/{number(made, ONE)}$", times=4)
        made.sync()
        person(made).reopen(number(made, ONE))
        report = made.sync()
        assert made.issue(ONE).state is State.OPEN
        assert [one.item for one in report.conflicts] == [ONE]

    def test_a_proposal_is_nobodys_edit(self, rig: GitHubRig | GitLabRig) -> None:
        """Whom the bot has assigned does not get into the plan, and whom a person took off is not put on."""
        people = {"UNU": {"github": "ben", "gitlab": "ben"}}
        made = unmirrored(rig)
        made.people = type(made.people).from_entries(people)
        verb, path = ("POST", "/assignees$") if isinstance(rig, GitHubRig) else ("PUT", r"/issues/\d+$")
        rig.server.fail(FaultKind.DROP_AFTER, verb, path, times=4)
        made.sync()
        assert made.issue(TWO).assignees == ("ben",)
        made.sync()
        assert made.said(TWO, "assignees") is None
        person(made).unassign(number(made, TWO), "ben")
        made.sync()
        made.sync()
        assert made.issue(TWO).assignees == ()

    def test_a_label_whose_answer_was_lost_is_asked_for_again(self, rig: GitHubRig | GitLabRig) -> None:
        """Its name can't be there twice, so the run goes on."""
        made = unmirrored(rig)
        rig.server.fail(FaultKind.DROP_AFTER, "POST", r"/labels$", times=3)
        report: Report = made.sync()
        assert report.code == 0
        assert len(made.all_issues()) == 3

    def test_a_receipt_goes_out_once(self, rig: GitHubRig | GitLabRig) -> None:
        """As every POST."""
        made = world(rig)
        made.comment(ONE, "Lead: UNU")
        rig.server.fail(FaultKind.DROP_BEFORE, "POST", r"(reactions|award_emoji)$", times=9)
        made.sync()
        assert len(rig.server.requests("POST", r"(reactions|award_emoji)$")) == 1
        assert made.said(ONE, "lead") == "UNU"


class TestOneByOne:
    def test_an_issue_that_may_not_be_edited(self, rig: GitHubRig | GitLabRig) -> None:
        """It has its line; the others are edited."""
        made = world(rig)
        made.edit_plan(ONE, "lead", "ILO")
        made.edit_plan(TWO, "lead", "ILO")
        verb = "PATCH" if isinstance(rig, GitHubRig) else "PUT"
        path = rf"/issues/{number(made, ONE)}$"
        rig.server.fail(FaultKind.REPLY, verb, path, times=9, response=Response(403, {"message": "no"}))
        report = made.sync()
        assert report.code == 1
        assert "| Lead | ILO |" in made.issue(TWO).body

    def test_an_issue_deleted_after_a_comment(self, rig: GitHubRig | GitLabRig) -> None:
        """What was said on it is gone with it, and holds up nothing."""
        made = world(rig)
        made.comment(ONE, "Lead: UNU")
        act_once(rig, "GET", "/milestones", lambda: person(made).delete_issue(number(made, ONE)))
        made.close(TWO)
        made.sync()
        report = made.sync()
        assert made.said(TWO, "status") == "completed"
        assert [one.kind for one in report.findings] in ([FindingKind.MISSING], [])

    def test_labels_put_on_by_an_edit_have_their_colours(self, rig: GitHubRig | GitLabRig) -> None:
        """An area that gets another name has another label."""
        made = world(rig)
        (whole,) = made.plan.plan.areas
        renamed = whole.model_copy(update={"title": "Working together"})
        made.plan.plan = made.plan.plan.model_copy(update={"areas": (renamed,)})
        made.sync()
        label = made.eyes.label("area: 1 Working together")
        assert label is not None
        assert label.color == "1f6feb"
        assert made.milestone(OUTPUT).title.endswith("(Working together, 2017)")


class TestLockedIssues:
    def test_they_cost_nothing_once_they_are_known(self) -> None:
        """A bot that locks what is closed makes no run dearer."""
        with GitHubRig() as rig:
            made = world(rig)
            for item in (ONE, TWO):
                made.close(item)
                person(made).lock_issue(number(made, item))
            made.sync()
            made.sync()
            rig.server.forget()
            made.edit_issue("2017-1-1.3", IssuePatch(title="[2017-1-1.3] New"))
            made.sync()
            assert rig.server.requests(path="/events") == []
