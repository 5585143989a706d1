"""Outputs as issues: their activities are sub-issues on GitHub and linked issues on GitLab."""

from __future__ import annotations

import pytest

from mappings.issue import IssuePatch, State
from mappings.mirror import Outputs
from mappings.snapshot import Field
from sync.changes import StepKind
from sync.errors import Refused
from sync.report import FindingKind, Result
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.servers.wire import FaultKind

ONE, TWO, OUTPUT = "2017-1-1.1", "2017-1-1.2", "2017-1-O1"
COPY = f"{OUTPUT} issue"


def unmirrored(rig: GitHubRig | GitLabRig, outputs: Outputs) -> RemoteWorld:
    first = activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM")
    second = activity(TWO, "Report on it", timeframe="June 2017", lead="UNU")
    whole = plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, second)))
    return RemoteWorld(whole, rig, outputs=outputs)


def world(rig: GitHubRig | GitLabRig, outputs: Outputs) -> RemoteWorld:
    made = unmirrored(rig, outputs)
    report = made.sync()
    assert report.code == 0, report.outcomes
    return made


def parts(made: RemoteWorld, item: str) -> set[int]:
    """The issues that the service itself shows as parts of this one."""
    number = made.state.memory.links[item].number
    if isinstance(made.rig, GitHubRig):
        issues = made.rig.server.repo().issues.values()
        return {issue.number for issue in issues if issue.parent and issue.parent.number == number}
    pairs = [(link.source.iid, link.target.iid) for link in made.rig.server.world.links.values()]
    return {one for pair in pairs if number in pair for one in pair if one != number}


class TestIssuesAlone:
    def test_an_output_is_an_issue_and_no_milestone(self, rig: GitHubRig | GitLabRig) -> None:
        """Its activities are parts of it."""
        made = world(rig, Outputs.ISSUES)
        assert made.all_milestones() == []
        assert made.issue(OUTPUT).title == "[2017-1-O1] Joint papers (Coordination, 2017)"
        numbers = {made.state.memory.links[item].number for item in (ONE, TWO)}
        assert parts(made, OUTPUT) == numbers
        assert made.said(OUTPUT, "milestone") == made.issue(OUTPUT).url

    def test_a_second_run_is_quiet(self, rig: GitHubRig | GitLabRig) -> None:
        """Nothing is written again, and whoever remembers nothing finds nothing to say."""
        made = world(rig, Outputs.ISSUES)
        assert made.sync().steps == []
        assert made.as_stranger().conflicts == []

    def test_its_title_is_edited_on_both_sides(self, rig: GitHubRig | GitLabRig) -> None:
        """As a milestone's is."""
        made = world(rig, Outputs.ISSUES)
        made.edit_issue(OUTPUT, IssuePatch(title=f"[{OUTPUT}] Common papers (Coordination, 2017)"))
        made.sync()
        assert made.said(OUTPUT, "title") == "Common papers"
        made.edit_plan(OUTPUT, "title", "Papers")
        made.sync()
        assert made.issue(OUTPUT).title == "[2017-1-O1] Papers (Coordination, 2017)"
        assert "**Output:** Papers" in made.issue(OUTPUT).body

    def test_it_closes_with_the_last_of_its_activities(self, rig: GitHubRig | GitLabRig) -> None:
        """And not before."""
        made = world(rig, Outputs.ISSUES)
        made.close(ONE)
        made.sync()
        assert made.issue(OUTPUT).state is State.OPEN
        made.close(TWO)
        made.sync()
        assert made.issue(OUTPUT).state is State.CLOSED

    def test_one_that_a_person_closed_stays_so(self, rig: GitHubRig | GitLabRig) -> None:
        """It is held, told once, and says nothing of the activities."""
        made = world(rig, Outputs.ISSUES)
        made.close(OUTPUT)
        report = made.sync()
        assert [(hold.item, hold.field) for hold in report.new_holds] == [(OUTPUT, Field.STATE)]
        assert made.said(ONE, "status") is None
        assert made.sync().new_holds == []

    def test_another_choice_later_is_refused(self, rig: GitHubRig | GitLabRig) -> None:
        """A milestone's number would be taken for an issue's."""
        made = world(rig, Outputs.ISSUES)
        made.outputs = Outputs.MILESTONES
        with pytest.raises(Refused, match="Outputs are issues"):
            made.sync()

    def test_nothing_is_made_twice(self, rig: GitHubRig | GitLabRig) -> None:
        """An answer that gets lost while the output's issue is made."""
        made = unmirrored(rig, Outputs.ISSUES)
        rig.server.fail(FaultKind.DROP_AFTER, "POST", r"/issues$")
        made.sync()
        assert made.sync().code == 0
        assert len(made.all_issues()) == 3
        assert len(parts(made, OUTPUT)) == 2


class TestBoth:
    def test_an_output_is_a_milestone_and_an_issue(self, rig: GitHubRig | GitLabRig) -> None:
        """Activities stand in the one and are parts of the other."""
        made = world(rig, Outputs.BOTH)
        assert made.issue(ONE).milestone == made.milestone(OUTPUT).number
        assert parts(made, COPY) == {made.state.memory.links[item].number for item in (ONE, TWO)}
        assert made.said(OUTPUT, "milestone") == made.milestone(OUTPUT).url
        assert made.sync().steps == []

    def test_the_copy_follows_the_plan(self, rig: GitHubRig | GitLabRig) -> None:
        """Title and state."""
        made = world(rig, Outputs.BOTH)
        made.edit_plan(OUTPUT, "title", "Papers")
        made.sync()
        assert made.issue(COPY).title == "[2017-1-O1] Papers (Coordination, 2017)"
        for item in (ONE, TWO):
            made.edit_plan(item, "status", "completed")
        made.sync()
        assert made.issue(COPY).state is State.CLOSED

    def test_what_a_person_changes_on_the_copy_is_held(self, rig: GitHubRig | GitLabRig) -> None:
        """The milestone is where a title is edited."""
        made = world(rig, Outputs.BOTH)
        made.edit_issue(COPY, IssuePatch(title=f"[{OUTPUT}] Mine (Coordination, 2017)"))
        report = made.sync()
        assert [hold.item for hold in report.new_holds] == [COPY]
        assert made.said(OUTPUT, "title") == "Joint papers"
        assert made.sync().steps == []

    def test_it_may_be_added_later(self, rig: GitHubRig | GitLabRig) -> None:
        """To a plan whose outputs have been milestones so far."""
        made = world(rig, Outputs.MILESTONES)
        made.outputs = Outputs.BOTH
        report = made.sync()
        assert report.code == 0
        assert len(parts(made, COPY)) == 2
        assert made.sync().steps == []

    def test_a_new_id_goes_to_both(self, rig: GitHubRig | GitLabRig) -> None:
        """The output is renamed in the plan file, with its link left in place."""
        made = world(rig, Outputs.BOTH)
        (whole,) = made.plan.plan.areas
        (old,) = whole.outputs
        renamed = old.model_copy(update={"id": "2017-1-O9"})
        areas = (whole.model_copy(update={"outputs": (renamed,)}),)
        made.plan.plan = made.plan.plan.model_copy(update={"areas": areas})
        report = made.sync()
        assert {step.item for step in report.done() if step.kind is StepKind.RELINK} == {
            "2017-1-O9",
            "2017-1-O9 issue",
        }
        assert made.issue("2017-1-O9 issue").title.startswith("[2017-1-O9] ")
        assert len(made.all_issues()) == 3
        assert made.sync().steps == []


class TestWhereItCantBeDone:
    def test_an_old_github_has_no_sub_issues(self) -> None:
        """It is said once, and the issues are there all the same."""
        with GitHubRig() as rig:
            rig.server.sub_issues = False
            made = unmirrored(rig, Outputs.BOTH)
            report = made.sync()
            failed = [one for one in report.outcomes if one.result is Result.FAILED]
            assert {one.step.field for one in failed} == {Field.PARENT}
            assert "has no sub-issues" in failed[0].note
            assert len(made.all_issues()) == 3
            again = made.sync()
            assert again.steps == []
            assert {one.field for one in again.refusals} == {Field.PARENT}

    def test_an_output_with_more_parts_than_the_service_takes(self) -> None:
        """GitHub takes 100: the others are named, and stay by themselves."""
        with GitHubRig() as rig:
            many = [activity(f"2017-1-{n}", f"Activity {n}") for n in range(1, 103)]
            made = RemoteWorld(
                plan(area("1", "Coordination", output(OUTPUT, "Joint papers", *many))),
                rig,
                outputs=Outputs.ISSUES,
            )
            report = made.sync()
            failed = [one for one in report.outcomes if one.result is Result.FAILED]
            assert len(failed) == 2
            assert len(parts(made, OUTPUT)) == 100

    def test_a_lost_issue_of_an_output_is_told(self) -> None:
        """It is not made again."""
        with GitHubRig() as rig:
            made = world(rig, Outputs.BOTH)
            rig.server.person("anna").delete_issue(made.state.memory.links[COPY].number)
            made.rig.advance(days=2)
            report = made.sync()
            assert [(one.kind, one.item) for one in report.findings] == [(FindingKind.MISSING, COPY)]
