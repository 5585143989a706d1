"""What goes wrong between us and a service: the line, the token, the project, the pace."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from sync.errors import Invalid, Refused, Unavailable
from sync.forges.github import Token
from sync.report import FindingKind
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.small import ONE, TWO, found, others_are_synced, unmirrored, world
from tests.servers.wire import FaultKind, Response


class TestTheLine:
    def test_a_proxy_that_resets_every_third_connection(self, rig: GitHubRig | GitLabRig) -> None:
        """Each lost creation has a line; the runs after it end with one issue each, and no edit lost."""
        made = unmirrored(rig)
        rig.server.fail(FaultKind.DROP_BEFORE, every=3, times=10_000)
        rig.server.fail(FaultKind.DROP_AFTER, "POST", every=4, times=10_000)
        for _ in range(12):
            with suppress(Unavailable):
                if made.sync().code == 0:
                    break
        rig.server.faults.clear()
        made.sync()
        assert made.sync().code == 0
        assert len(made.all_issues()) == 3
        assert len(made.all_milestones()) == 1

    def test_a_server_that_answers_with_pages(self, rig: GitHubRig | GitLabRig) -> None:
        """A sign-in page of a proxy is no answer: 69, nothing done."""
        made = world(rig)
        rig.server.fail(FaultKind.HTML, times=10_000)
        with pytest.raises(Unavailable, match="A web page came where"):
            made.sync()
        rig.server.faults.clear()
        assert made.sync().steps == []

    def test_a_page_that_fails_half_way(self, rig: GitHubRig | GitLabRig) -> None:
        """What was read is synced; nothing is made or closed for want of the rest; the next run reads on."""
        made = world(rig)
        made.close(TWO)
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", r"/milestones$", times=4)
        report = made.sync()
        assert (report.code, found(report)) == (69, [(FindingKind.PARTIAL, "")])
        made.sync()
        assert others_are_synced(made)

    def test_three_silences_end_the_run(self, rig: GitHubRig | GitLabRig) -> None:
        """A service that is down is not asked for every item in turn."""
        made = unmirrored(rig)
        rig.server.fail(FaultKind.STATUS_BEFORE, "POST", r"/issues$", times=10_000)
        with pytest.raises(Unavailable):
            made.sync()
        tried = rig.server.requests("POST", r"/issues$")
        assert len(tried) == 3
        rig.server.faults.clear()
        assert made.sync().code == 0
        assert len(made.all_issues()) == 3


class TestTheToken:
    def test_wrong(self, rig: GitHubRig | GitLabRig) -> None:
        """64, and no word of the token itself."""
        wrong = {"auth": Token("wrong-secret")} if isinstance(rig, GitHubRig) else {"token": "wrong-secret"}
        bot = rig.open_as("workplan", **wrong)
        with pytest.raises(Invalid, match="does not know the token") as error:
            bot.listing()
        assert error.value.code == 64
        assert "wrong-secret" not in str(error.value)

    def test_expired_in_mid_run(self, rig: GitHubRig | GitLabRig) -> None:
        """What is done is kept; with a new one the next run goes on, and makes nothing twice."""
        made = unmirrored(rig)
        refused = Response(401, {"message": "Bad credentials"})
        fault = rig.server.fail(FaultKind.REPLY, "POST", r"/issues$", skip=1, times=100, response=refused)
        with pytest.raises(Invalid):
            made.sync()
        assert len(rig.server.requests("POST", r"/issues$")) == 2
        rig.server.faults.remove(fault)
        assert made.sync().code == 0
        assert len(made.all_issues()) == 3


class TestTheProject:
    def test_public(self, rig: GitHubRig | GitLabRig) -> None:
        """Nothing is written until it is allowed; and the message says what would be open."""
        if isinstance(rig, GitHubRig):
            rig.server.repo().private = False
        else:
            rig.project.visibility = "public"
        made = unmirrored(rig, funding="Swiss money")
        with pytest.raises(Refused, match="3 activities, their leads and 1 funding note"):
            made.sync()
        assert [one for one in rig.server.requests() if one.request.verb != "GET"] == []
        made.public = True
        assert made.sync().code == 0

    def test_archived(self, rig: GitHubRig | GitLabRig) -> None:
        """It can only be read: 64, before anything is tried."""
        (rig.server.repo() if isinstance(rig, GitHubRig) else rig.project).archived = True
        with pytest.raises(Invalid, match="is archived"):
            unmirrored(rig).sync()

    def test_issues_switched_off(self, rig: GitHubRig | GitLabRig) -> None:
        """GitHub says so, GitLab shows an empty list: both are told from a list without issues."""
        if isinstance(rig, GitHubRig):
            rig.server.repo().has_issues = False
        else:
            rig.project.issues_enabled = False
        with pytest.raises(Invalid, match="Issues are switched off"):
            unmirrored(rig).sync()

    def test_renamed(self, rig: GitHubRig | GitLabRig) -> None:
        """It is known by its number: work goes on, under the old name in the settings, without a word."""
        made = world(rig)
        if isinstance(rig, GitHubRig):
            rig.server.rename("gmg/work-plan", "gmg/new-plan")
        else:
            rig.server.move_project(rig.project, "gmg/new-plan")
        made.edit_plan(ONE, "lead", "ILO")
        rig.advance(days=2)
        report = made.sync()
        assert report.code == 0, report.outcomes
        assert report.done() != []

    def test_another_writer(self, rig: GitHubRig | GitLabRig) -> None:
        """A second installation takes over with an empty state; the first is told, and writes nothing."""
        made = world(rig)
        other = RemoteWorld(made.plan.plan, rig)
        rig.shelves.clear()  # each installation has its own
        other.writer = "writer-2"
        other.sync()
        made.edit_plan(ONE, "lead", "ILO")
        with pytest.raises(Refused, match="Another installation"):
            made.sync()
        assert "ILO" not in made.issue(ONE).body


class TestPace:
    def test_a_limit_is_waited_for(self, rig: GitHubRig | GitLabRig) -> None:
        """As long as the service says, and nothing is lost or doubled."""
        if isinstance(rig, GitHubRig):
            rig.server.limits.creations_per_minute = 5
        else:
            rig.server.limits.issues = 2
        made = unmirrored(rig)
        began = rig.time.at
        report = made.sync()
        assert report.code == 0, report.outcomes
        assert rig.time.at - began > timedelta(minutes=15, seconds=30)
        assert len(made.all_issues()) == 3


class TestTiers:
    def test_one_assignee_of_two_is_refused_once(self) -> None:
        """On GitLab Free, also where a run was cut off before it knew the issue: no run tries it again."""
        with GitLabRig() as rig:
            made = unmirrored(rig, assignees=("anna", "ben"))
            rig.server.fail(FaultKind.DROP_AFTER, "POST", r"/issues$")
            made.sync()
            made.sync()
            assert [one.field for one in made.sync().refusals] == ["assignees"]
            assert made.sync().steps == []
            assert made.issue(ONE).assignees == ("anna",)

    @pytest.mark.parametrize(("names", "there"), [(None, ()), ("ben", ("ben",))])
    def test_a_part_that_was_taken_goes_with_the_whole(
        self, names: str | None, there: tuple[str, ...]
    ) -> None:
        """On GitLab Free: the plan takes its two names back, and the one that was set there is no edit."""
        with GitLabRig() as rig:
            made = unmirrored(rig, assignees=("anna", "ben"))
            made.sync()
            made.edit_plan(ONE, "assignees", names)
            report = made.sync()
            assert made.issue(ONE).assignees == there
            assert made.said(ONE, "assignees") == names
            assert report.conflicts == []
            assert made.sync().steps == []
            assert made.as_stranger().steps == []
