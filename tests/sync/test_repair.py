"""What the doctor finds of single issues, and what it mends: nothing of people is lost, on every tracker."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from mappings.issue import Issue, IssueDraft, IssuePatch, MilestonePatch, State
from mappings.marks import END
from mappings.plan import Plan
from mappings.snapshot import Side
from sync.causes import Origin
from sync.changes import Cause
from sync.engine import begin, see
from sync.memory import Open
from sync.repair import CHANGED, CUT_OFF, Repaired, repair
from sync.report import FindingKind
from sync.run import Run
from sync.survey import Defect, Wrong, survey
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig, LocalRig
from tests.builders.small import ONE, OUTPUT, THREE, TWO, found, number, person, world

AnyRig = LocalRig | GitHubRig | GitLabRig
NOTES = "Ann's notes:\n\n- [ ] call Ben"


def run_of(made: RemoteWorld) -> Run:
    """A new process looks."""
    options = made.options((), {})
    run = begin(made.rig.bot(), made.plan, made.state, options, lambda: made.now)
    see(run, options)
    return run


def defects(made: RemoteWorld) -> tuple[Defect, ...]:
    made.now = made.now.replace(second=0)
    made.rig.advance(minutes=30)
    return survey(run_of(made))


def mend(made: RemoteWorld, agreed: Collection[Defect]) -> tuple[Repaired, ...]:
    made.rig.advance(minutes=1)
    return repair(run_of(made), agreed)


def without(plan: Plan, item: str) -> Plan:
    """A person deletes an activity's lines."""
    (whole,) = plan.areas
    (one,) = whole.outputs
    kept = tuple(each for each in one.activities if each.id != item)
    whole = whole.model_copy(update={"outputs": (one.model_copy(update={"activities": kept}),)})
    return plan.model_copy(update={"areas": (whole,)})


def without_marks(text: str) -> str:
    first, _, rest = text.partition("\n")
    assert first.startswith("<!-- workplan:")
    return rest.replace(f"\n{END}", "")


def close(eyes: Any, issue: Issue) -> None:
    eyes.edit_issue(issue.number, IssuePatch(state=State.CLOSED))


def copy_of(made: RemoteWorld) -> Issue:
    listed = next(one for one in made.all_issues() if one.title == "Copy")
    return made.eyes.issue(listed.number)


@pytest.fixture
def troubled(any_rig: AnyRig) -> RemoteWorld:
    """Marks deleted on an issue and on its milestone, a copy of an issue, a stray, an item removed."""
    made = world(any_rig)
    body = without_marks(made.issue(ONE).body).replace("| Lead | IOM |", "| Lead | UNU |")
    made.edit_issue(ONE, IssuePatch(body=f"{body}\n\n{NOTES}"))
    made.edit_milestone(OUTPUT, MilestonePatch(description=without_marks(made.milestone(OUTPUT).description)))
    copy = IssueDraft("Copy", f"{made.issue(TWO).body}\n\n{NOTES}")
    made.by_person(lambda eyes: eyes.create_issue(copy))
    stray = IssueDraft("Room and coffee", "Ann cares", milestone=made.milestone(OUTPUT).number)
    made.by_person(lambda eyes: eyes.create_issue(stray))
    over = IssueDraft("Room of last year", "Over", milestone=made.milestone(OUTPUT).number)
    made.by_person(lambda eyes: close(eyes, eyes.create_issue(over)))
    made.plan.plan = without(made.plan.plan, THREE)
    return made


def test_each_is_found(troubled: RemoteWorld) -> None:
    """With its address, and whether a repair knows what to do."""
    told = defects(troubled)
    assert [(one.kind, one.item, one.mends) for one in told] == [
        (Wrong.COPY, TWO, True),
        (Wrong.MARKS, ONE, True),
        (Wrong.MARKS, OUTPUT, True),
        (Wrong.REMOVED, THREE, False),
        (Wrong.STRAY, OUTPUT, False),
    ]
    assert [one.title for one in told if one.kind is Wrong.STRAY] == ["Room and coffee"]
    assert all(one.address for one in told)


def test_what_is_certain_is_mended(troubled: RemoteWorld) -> None:
    """People's text stays to the letter; the next sync reads what they wrote while nothing was read."""
    before = {one.number: one for one in troubled.all_issues()}
    told = defects(troubled)
    done = mend(troubled, [one for one in told if one.mends])
    assert [one.trouble for one in done] == ["", "", ""]
    body = troubled.issue(ONE).body
    assert body.startswith("<!-- workplan: gmg 2017-1-1.1 -->\n")
    assert body.endswith(f"\n{END}\n\n{NOTES}")
    copy = copy_of(troubled)
    assert (copy.body.startswith("| | |"), copy.body.endswith(NOTES)) == (True, True)
    assert [(one.kind, one.item) for one in defects(troubled)] == [
        (Wrong.REMOVED, THREE),
        (Wrong.STRAY, OUTPUT),
    ]
    report = troubled.sync()
    assert (report.code, found(report)) == (0, [(FindingKind.REMOVED, THREE)])
    assert troubled.said(ONE, "lead") == "UNU"
    assert troubled.sync().steps == []
    after = {one.number: one for one in troubled.all_issues()}
    assert after.keys() == before.keys()
    for one in after.values():
        assert (one.state, one.title) == (before[one.number].state, before[one.number].title)


def test_what_somebody_changed_meanwhile_is_left(troubled: RemoteWorld) -> None:
    """Between the question and the answer ann takes the marks off the copy herself."""
    told = [one for one in defects(troubled) if one.kind is Wrong.COPY]
    troubled.by_person(lambda eyes: eyes.edit_issue(told[0].number, IssuePatch(body=NOTES)))
    assert [one.trouble for one in mend(troubled, told)] == [CHANGED]
    assert copy_of(troubled).body == NOTES


def test_a_copy_that_is_all_there_is_keeps_its_mark(rig: GitHubRig | GitLabRig) -> None:
    """Somebody deletes the other one between the question and the answer."""
    made = world(rig)
    made.by_person(lambda eyes: eyes.create_issue(IssueDraft("Copy", made.issue(TWO).body)))
    told = defects(made)
    assert [one.kind for one in told] == [Wrong.COPY]
    person(made).delete_issue(number(made, TWO))
    rig.advance(days=2)
    assert [one.trouble for one in mend(made, told)] == [CHANGED]
    assert copy_of(made).body.startswith("<!-- workplan:")


def test_a_cut_off_sync_comes_first(troubled: RemoteWorld) -> None:
    """How the text stands tells the next sync what became of its write."""
    told = [one for one in defects(troubled) if one.kind is Wrong.MARKS and one.item == ONE]
    intent = run_of(troubled).intend(ONE, "lead", Side.FORGE, "IOM", "UNU", "UNU", "v", Origin(Cause.FOLLOWS))
    troubled.state.commit([Open(replace(intent, id="0.1"))])
    assert [one.trouble for one in mend(troubled, told)] == [CUT_OFF]
    assert not troubled.issue(ONE).body.startswith("<!--")


def test_gone_and_moved_are_told(rig: GitHubRig | GitLabRig) -> None:
    """Neither is made again, and nothing is mended."""
    made = world(rig)
    person(made).delete_issue(number(made, ONE))
    if isinstance(rig, GitHubRig):
        other: Any = rig.server.add_repo("gmg/other", public=False)
    else:
        other = rig.server.add_project("gmg/other", members={"anna": "developer"})
    person(made).transfer(number(made, TWO), other)
    made.rig.advance(days=2)  # a sweep finds out
    told = defects(made)
    assert [(one.kind, one.item, one.mends) for one in told] == [
        (Wrong.MISSING, ONE, False),
        (Wrong.MISSING, TWO, False),
    ]
    assert [one.address for one in told] == [made.state.memory.links[one.item].url for one in told]
    assert told[0].moved == ""
    assert re.search(r"gmg/other(/issues/|#)1$", told[1].moved)


def test_a_new_name_is_no_defect(any_rig: AnyRig) -> None:
    """Its issue gets the new mark with the next sync."""
    made = world(any_rig)
    (whole,) = made.plan.plan.areas
    (one,) = whole.outputs
    named = tuple(
        each.model_copy(update={"id": "2017-1-1.9"}) if each.id == ONE else each for each in one.activities
    )
    whole = whole.model_copy(update={"outputs": (one.model_copy(update={"activities": named}),)})
    made.plan.plan = made.plan.plan.model_copy(update={"areas": (whole,)})
    assert defects(made) == ()
