"""Which issue is which item, beyond the plain cases: lagging lists, wrong and foreign marks, lost labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mappings.issue import IssueDraft, IssuePatch, Label
from mappings.snapshot import Field
from sync.errors import Refused
from sync.memory import Memory
from sync.ports import Role
from sync.report import FindingKind
from tests.builders.plans import activity, area, output, plan
from tests.builders.world import World

ONE, TWO = "2017-1-1.1", "2017-1-1.2"
OUTPUT = "2017-1-O1"


def unmirrored(**fields) -> World:
    first = activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM", funding="IOM", **fields)
    second = activity(TWO, "Report on it", timeframe="2017", lead="UNU")
    return World.of(plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, second))))


def world(**fields) -> World:
    made = unmirrored(**fields)
    made.sync()
    return made


def without_memory(made: World) -> World:
    """The state is gone, and the plan has lost its links."""
    made.state.memory = Memory()
    for item in (ONE, TWO, OUTPUT):
        made.edit_plan(item, "milestone" if item == OUTPUT else "issue", None)
    return made


def with_id(made: World, old: str, new: str, **changes) -> None:
    """A person gives an activity or output another id in the plan."""
    (whole,) = made.plan.plan.areas
    outputs = []
    for one in whole.outputs:
        inner = tuple(
            act.model_copy(update={"id": new, **changes}) if act.id == old else act for act in one.activities
        )
        outputs.append(
            one.model_copy(update={"activities": inner, **({"id": new, **changes} if one.id == old else {})})
        )
    areas = (whole.model_copy(update={"outputs": tuple(outputs)}),)
    made.plan.plan = made.plan.plan.model_copy(update={"areas": areas})


def kinds(report) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.item) for finding in report.findings]


class TestLists:
    """What a list doesn't show is read by number before anything is said of it."""

    def test_issue_that_no_list_shows(self):
        """It is not missing, and what a person did on it is taken over."""
        made = world()
        made.close(ONE)
        real, number = made.tracker.listing, made.issue(ONE).number
        made.tracker.listing = lambda: replace(
            real(), issues=tuple(one for one in real().issues if one.number != number)
        )
        assert made.sync().findings == []
        assert made.said(ONE, "status") == "completed"

    def test_milestone_that_no_list_shows(self):
        """The same for a milestone."""
        made = world()
        real = made.tracker.listing
        made.tracker.listing = lambda: replace(real(), milestones=())
        report = made.sync()
        assert report.findings == []
        assert report.steps == []


class TestAdoption:
    """The state is gone: an issue is taken for an item's only when that is certain."""

    def test_own_issues(self):
        """Issues of our own account are adopted, whoever may write there."""
        made = without_memory(world())
        made.tracker.reader.roles = {"workplan": Role.NONE}
        made.sync()
        assert len(made.tracker.issues) == 2

    def test_issues_of_people_with_access(self):
        """Issues made by another account with write access are adopted."""
        made = without_memory(world())
        for number in list(made.tracker.issues):
            made.touch(number, author="anna")
        made.sync()
        assert len(made.tracker.issues) == 2

    def test_oldest_of_several(self):
        """Of several that carry the mark the oldest is the one; the other is reported."""
        made = world()
        first = made.issue(ONE).number
        made.tracker.issues[99] = replace(made.issue(ONE), number=99, url="copy")
        report = without_memory(made).sync()
        assert made.state.memory.links[ONE].number == first
        assert (FindingKind.DOUBLED, ONE) in kinds(report)

    def test_another_plans_mark(self):
        """Issues and milestones of another plan on the same tracker are not ours, though the ids are."""
        made = world()
        for number, issue in list(made.tracker.issues.items()):
            made.touch(number, body=issue.body.replace("workplan: gmg ", "workplan: other "))
        for number, milestone in list(made.tracker.milestones.items()):
            text = milestone.description.replace("workplan: gmg ", "workplan: other ")
            made.tracker.milestones[number] = replace(milestone, description=text)
        before = (dict(made.tracker.issues), dict(made.tracker.milestones))
        without_memory(made).sync()
        assert len(made.tracker.issues) == 4
        assert len(made.tracker.milestones) == 2
        assert {number: made.tracker.issues[number] for number in before[0]} == before[0]
        assert {number: made.tracker.milestones[number] for number in before[1]} == before[1]

    def test_link_to_an_issue_without_a_mark(self):
        """A link that a person put into the plan makes nobody's issue ours."""
        made = unmirrored()
        made.tracker.listing()
        made.by_person(lambda tracker: tracker.create_issue(IssueDraft("My notes", "Nothing of yours.")))
        made.edit_plan(ONE, "issue", made.tracker.issues[1].url)
        report = made.sync()
        assert (FindingKind.MISSING, ONE) in kinds(report)
        assert made.tracker.issues[1].body == "Nothing of yours."
        assert ONE not in made.state.memory.links

    def test_link_to_nowhere(self):
        """An item whose link leads nowhere is reported, and not made again."""
        made = unmirrored()
        made.edit_plan(ONE, "issue", "https://tracker.example/7")
        report = made.sync()
        assert (FindingKind.MISSING, ONE) in kinds(report)
        assert [issue.title for issue in made.tracker.issues.values()] == [made.issue(TWO).title]


class TestWrongMarks:
    """An issue whose mark names another item."""

    def test_text_of_another_issue(self):
        """A text copied from another item's issue is reported, and nothing of it is taken over."""
        made = world()
        made.edit_issue(ONE, IssuePatch(body=made.issue(TWO).body))
        made.close(ONE)
        before = made.issue(ONE)
        report = made.sync()
        assert (FindingKind.DAMAGED, ONE) in kinds(report)
        assert (made.said(ONE, "lead"), made.said(ONE, "status")) == ("IOM", None)
        assert made.issue(ONE) == before

    def test_unknown_id_without_the_plans_link(self):
        """A mark of an unknown id is written anew only where the plan's own link says whose issue it is."""
        made = world()
        body = made.issue(ONE).body.replace(ONE, "2016-9-9.9")
        made.edit_issue(ONE, IssuePatch(body=body))
        made.edit_plan(ONE, "issue", None)
        report = made.sync()
        assert (FindingKind.DAMAGED, ONE) in kinds(report)
        assert made.issue(ONE).body == body

    def test_copied_record(self):
        """An activity copied in the plan with its link leaves the issue to the one that has it."""
        made = world()
        with_id(made, TWO, "copy-of-one", issue=made.said(ONE, "issue"))
        report = made.sync()
        assert (FindingKind.MISSING, "copy-of-one") in kinds(report)
        assert f"<!-- workplan: gmg {ONE} -->" in made.issue(ONE).body
        assert "copy-of-one" not in made.state.memory.links


class TestRenames:
    """An item keeps its issue and its memory under a new id."""

    def test_edited_as_well(self):
        """What was edited together with the id arrives in the same run."""
        made = world()
        with_id(made, ONE, "new-id", lead="ILO")
        made.sync()
        assert "| Lead | ILO |" in made.issue("new-id").body

    def test_conflict_moves_along(self):
        """A conflict stays the same conflict: it is told once."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.edit_plan(ONE, "lead", "UNU")
        made.sync()
        with_id(made, ONE, "new-id")
        report = made.sync()
        assert [(one.item, one.field) for one in report.conflicts] == [("new-id", Field.LEAD)]
        assert len(made.tracker.notes) == 1


class TestLostLabels:
    """A label deleted from the whole tracker is no edit of any issue."""

    def test_other_capitals(self):
        """A label renamed in its capitals only is not lost."""
        made = world()
        made.tracker.labels["Year: 2017"] = Label("Year: 2017")
        del made.tracker.labels["year: 2017"]
        made.edit_issue(ONE, IssuePatch(remove_labels=("year: 2017",)))
        assert [one.field for one in made.sync().holds] == [Field.YEAR]


class TestWriters:
    """One installation writes a plan to a tracker."""

    def test_first_run_signs(self):
        """The label of a plan names its writer from the first write on."""
        assert world().tracker.labels["workplan: gmg"].description == "writer-1"

    def test_writer_is_kept(self):
        """A state keeps the writer that it began with, whatever is offered later."""
        made = world()
        real = made.options
        made.options = lambda accepted, choices: replace(real(accepted, choices), writer="writer-2")
        made.edit_plan(ONE, "lead", "ILO")
        made.sync()
        assert "| Lead | ILO |" in made.issue(ONE).body

    def test_another_tracker(self):
        """Settings that point to another tracker than the links do are refused."""
        made = world()
        made.tracker.reader.name = made.tracker.reader.place = "another tracker"
        with pytest.raises(Refused, match="now point to another tracker"):
            made.sync()
