"""What goes wrong on a service: a line for the item, the right code, all else synced, nothing doubled."""

from __future__ import annotations

from mappings.cells import escape
from mappings.issue import IssuePatch
from sync.report import FindingKind
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.small import (
    ONE,
    OUTPUT,
    TWO,
    failed,
    found,
    milestone_of,
    number,
    others_are_synced,
    person,
    unmirrored,
    world,
)
from tests.servers.wire import FaultKind

ARABIC = "إطلاق خطة الاتصالات 🌍 – \u202bمن اليمين\u202c"


class TestIssues:
    def test_deleted(self, rig: GitHubRig | GitLabRig) -> None:
        """It is told, not made again, and not closed in the plan; at the latest a day later."""
        made = world(rig)
        person(made).delete_issue(number(made, ONE))
        made.close(TWO)
        rig.advance(days=1)
        report = made.sync()
        assert found(report) == [(FindingKind.MISSING, ONE)]
        assert (report.code, made.said(ONE, "status"), others_are_synced(made)) == (2, None, True)
        assert len(made.all_issues()) == 2
        assert found(made.sync()) == [(FindingKind.MISSING, ONE)]

    def test_deleted_and_made_anew(self, rig: GitHubRig | GitLabRig) -> None:
        """Once somebody takes the link out of the plan file; the status of the plan goes with it."""
        made = world(rig, status="ongoing")
        person(made).delete_issue(number(made, ONE))
        rig.advance(days=1)
        made.sync()
        made.edit_plan(ONE, "issue", None)
        report = made.sync()
        assert (report.code, report.findings) == (0, [])
        assert "status: ongoing" in made.issue(ONE).labels
        assert made.said(ONE, "issue") == made.issue(ONE).url
        assert len(made.all_issues()) == 3
        assert made.sync().steps == []

    def test_deleted_before_an_edit_of_the_plan_goes_out(self, rig: GitHubRig | GitLabRig) -> None:
        """The edit fails with a line, and the next run says that the issue is gone."""
        made = world(rig)
        person(made).delete_issue(number(made, ONE))
        made.edit_plan(ONE, "lead", "ILO")
        made.edit_plan(TWO, "lead", "ILO")
        report = made.sync()
        assert set(failed(report)) | {item for _, item in found(report)} == {ONE}
        assert "| Lead | ILO |" in made.issue(TWO).body
        assert found(made.sync()) == [(FindingKind.MISSING, ONE)]

    def test_moved_to_another_project(self, rig: GitHubRig | GitLabRig) -> None:
        """Nothing is written where it went, whatever the plan says."""
        made = world(rig)
        if isinstance(rig, GitHubRig):
            other = rig.server.add_repo("gmg/other", public=False)
            rig.server.grant("workplan", "write", "gmg/other")
        else:
            other = rig.server.add_project("gmg/other", members={"workplan": "developer"})
        person(made).transfer(number(made, ONE), "gmg/other" if isinstance(rig, GitHubRig) else other)
        made.edit_plan(ONE, "lead", "ILO")
        made.close(TWO)
        made.sync()
        rig.advance(days=1)
        report = made.sync()
        assert found(report) == [(FindingKind.MISSING, ONE)]
        assert others_are_synced(made)
        (there,) = other.issues.values()
        assert "ILO" not in (there.body if isinstance(rig, GitHubRig) else there.description)

    def test_made_a_discussion(self) -> None:
        """What is left of it is closed and locked; the activity is not done by that."""
        with GitHubRig() as rig:
            made = world(rig)
            person(made).convert_to_discussion(number(made, ONE))
            made.close(TWO)
            report = made.sync()
            assert found(report) == [(FindingKind.MISSING, ONE)]
            assert (made.said(ONE, "status"), others_are_synced(made)) == (None, True)

    def test_locked(self, rig: GitHubRig | GitLabRig) -> None:
        """A conflict can't be told on it: that has a line, and is no reason to hold up the rest."""
        made = world(rig)
        made.edit_plan(ONE, "lead", "ILO")
        made.cell(ONE, "Lead", "UNDP")
        person(made).lock_issue(number(made, ONE))
        made.close(TWO)
        report = made.sync()
        assert others_are_synced(made)
        assert [one.item for one in report.conflicts] == [ONE]
        assert report.code in (1, 2)

    def test_a_body_edited_to_nonsense(self, rig: GitHubRig | GitLabRig) -> None:
        """The marks are gone: it is told, what can be read still counts, nothing is written over it."""
        made = world(rig)
        made.edit_issue(ONE, IssuePatch(body="asdf | | qwer <!-- -->\n/close"))
        text = made.issue(ONE).body
        made.edit_plan(ONE, "lead", "ILO")
        made.close(TWO)
        report = made.sync()
        assert (FindingKind.DAMAGED, ONE) in found(report)
        assert others_are_synced(made)
        assert made.issue(ONE).body == text
        assert len(made.all_issues()) == 3

    def test_a_hundred_labels(self) -> None:
        """GitHub takes no more: the one of ours is refused with a line."""
        with GitHubRig() as rig:
            made = world(rig)
            here = number(made, ONE)
            for n in range(98):
                person(made).relabel(here, add=[f"theirs {n}"])
            made.edit_plan(ONE, "status", "ongoing")
            made.edit_plan(TWO, "lead", "ILO")
            report = made.sync()
            assert set(failed(report)) == {ONE}
            assert "100" in failed(report)[ONE]
            assert "| Lead | ILO |" in made.issue(TWO).body
            assert len(made.issue(ONE).labels) == 100


class TestTexts:
    def test_long_emoji_and_right_to_left_titles(self, rig: GitHubRig | GitLabRig) -> None:
        """They are cut for the title, whole in the text, and nobody's edit afterwards."""
        long = " ".join([ARABIC] * 30)
        first = activity(ONE, long, lead="IOM 🕊️")
        made = RemoteWorld(plan(area("1", ARABIC, output(OUTPUT, long, first))), rig)
        report = made.sync()
        assert report.code == 0, report.outcomes
        assert len(made.issue(ONE).title) <= 255
        assert escape(long) in made.issue(ONE).body
        assert made.sync().steps == []
        assert made.as_stranger().conflicts == []

    def test_text_that_would_act(self, rig: GitHubRig | GitLabRig) -> None:
        """Quick actions, mentions and comment ends of the plan do nothing, and read back the same."""
        made = unmirrored(rig, funding="/close\n/label ~tbc\n@anna #1 --> <script>")
        made.sync()
        assert made.issue(ONE).closed is None
        assert made.sync().steps == []
        assert made.as_stranger().conflicts == []


class TestMilestones:
    def test_renamed_by_a_person(self, rig: GitHubRig | GitLabRig) -> None:
        """It is an edit of the output's title."""
        made = world(rig)
        person(made).edit_milestone(
            milestone_of(made), title=f"[{OUTPUT}] Common papers (Coordination, 2017)"
        )
        report = made.sync()
        assert (report.code, made.said(OUTPUT, "title")) == (0, "Common papers")
        assert made.sync().steps == []

    def test_deleted_by_a_person(self, rig: GitHubRig | GitLabRig) -> None:
        """It is told and not made again; the activities are synced as before."""
        made = world(rig)
        person(made).delete_milestone(milestone_of(made))
        made.close(TWO)
        rig.advance(days=1)
        report = made.sync()
        assert found(report) == [(FindingKind.MISSING, OUTPUT)]
        assert others_are_synced(made)
        assert made.all_milestones() == []

    def test_one_of_the_same_title_that_is_not_ours(self, rig: GitHubRig | GitLabRig) -> None:
        """It is not taken over; the item has a line."""
        made = unmirrored(rig)
        title = f"[{OUTPUT}] Joint papers (Coordination, 2017)"
        person(made).create_milestone(title)
        report = made.sync()
        assert set(failed(report)) == {OUTPUT}
        assert report.code == 1
        assert len(made.all_milestones()) == 1

    def test_one_that_a_lost_answer_left_behind(self, rig: GitHubRig | GitLabRig) -> None:
        """It has our mark: it is the output's."""
        made = unmirrored(rig)
        rig.server.fail(FaultKind.DROP_AFTER, "POST", r"/milestones$")
        first = made.sync()
        assert set(failed(first)) == {OUTPUT}
        report = made.sync()
        assert report.code == 0, report.outcomes
        assert len(made.all_milestones()) == 1
        assert len(made.all_issues()) == 3
        assert {issue.milestone for issue in made.all_issues()} == {number(made, OUTPUT)}
