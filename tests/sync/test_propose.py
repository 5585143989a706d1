"""The accounts behind leads are assigned once, quietly, and only when the time is near."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from mappings.issue import IssuePatch
from mappings.people import People
from mappings.snapshot import Field
from sync.guard import Limits
from sync.report import Result
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.world import Died

NEAR, FAR, LATE, OLD = "2017-1-1.1", "2017-1-1.2", "2017-1-1.3", "2017-1-1.4"
PEOPLE = {
    "IOM": {"github": "anna", "gitlab": "anna"},
    "UNU": {"github": "rita", "gitlab": "ben"},
}


def unmirrored(rig: GitHubRig | GitLabRig, people: dict[str, object] | None = None) -> RemoteWorld:
    """Seen on 2 May 2017."""
    near = activity(NEAR, "Launch the plan", timeframe="June 2017", lead="IOM")
    far = activity(FAR, "Report on it", timeframe="December 2017", lead="IOM")
    late = activity(LATE, "Tell of it", timeframe="28 April 2017", lead="UNU and IOM")
    old = activity(OLD, "Think of it", timeframe="2016", lead="IOM")
    whole = plan(area("1", "Coordination", output("2017-1-O1", "Papers", near, far, late, old)))
    return RemoteWorld(whole, rig, people=PEOPLE if people is None else people)


def assigned(made: RemoteWorld) -> dict[str, tuple[str, ...]]:
    return {item: made.issue(item).assignees for item in (NEAR, FAR, LATE, OLD)}


def test_only_what_is_near_calls_somebody(rig: GitHubRig | GitLabRig) -> None:
    """Due within 90 days, or past for at most a week; and never while an issue is made."""
    made = unmirrored(rig)
    made.sync()
    names = assigned(made)
    assert (names[NEAR], names[FAR], names[OLD]) == (("anna",), (), ())
    assert "anna" in names[LATE] or "ben" in names[LATE]
    made_with = [one.request.data for one in rig.server.requests("POST", r"/issues$")]
    assert not any(body.get("assignees") or body.get("assignee_ids") for body in made_with)


def test_the_plan_says_nothing_of_it(rig: GitHubRig | GitLabRig) -> None:
    """It is a proposal, not what somebody decided; and the next run has nothing to do."""
    made = unmirrored(rig)
    made.sync()
    assert made.said(NEAR, "assignees") is None
    assert made.sync().steps == []


def test_who_takes_somebody_off_has_the_last_word(rig: GitHubRig | GitLabRig) -> None:
    """Nobody is assigned a second time."""
    made = unmirrored(rig)
    made.sync()
    made.edit_issue(NEAR, IssuePatch(remove_assignees=("anna",)))
    made.sync()
    made.sync()
    assert made.issue(NEAR).assignees == ()
    assert made.said(NEAR, "assignees") is None


def test_nobody_is_assigned_again_when_the_memory_is_lost(rig: GitHubRig | GitLabRig) -> None:
    """A person may have taken somebody off; what comes near later calls people as ever."""
    made = unmirrored(rig)
    made.sync()
    made.edit_issue(NEAR, IssuePatch(remove_assignees=("anna",)))
    made.sync()
    made.forget()
    made.sync()
    made.sync()
    assert made.issue(NEAR).assignees == ()
    rig.advance(days=160)
    made.sync()
    assert made.issue(FAR).assignees == ("anna",)


def test_somebody_added_beside_goes_into_the_plan_alone(rig: GitHubRig | GitLabRig) -> None:
    """What a person does on the issue is an edit; what was proposed is none."""
    rig.server.tier = "premium"
    made = unmirrored(rig)
    made.sync()
    made.edit_issue(NEAR, IssuePatch(add_assignees=("ben",)))
    made.sync()
    named = "ben" if isinstance(rig, GitHubRig) else "UNU"
    assert made.said(NEAR, "assignees") == named


def test_its_time_comes(rig: GitHubRig | GitLabRig) -> None:
    """What is far now is near in autumn."""
    made = unmirrored(rig)
    made.sync()
    rig.advance(days=160)
    made.sync()
    assert made.issue(FAR).assignees == ("anna",)


def test_a_changed_list_of_people_writes_nothing(rig: GitHubRig | GitLabRig) -> None:
    """Until somebody asks for it."""
    made = unmirrored(rig, people={})
    made.sync()
    made.people = People.from_entries(PEOPLE)
    assert made.sync().steps == []
    assert assigned(made)[NEAR] == ()
    made.reassign = True
    made.sync()
    assert assigned(made)[NEAR] == ("anna",)
    assert assigned(made)[FAR] == ()


def test_whom_the_plan_names_itself_is_enough(rig: GitHubRig | GitLabRig) -> None:
    """The lead's account is not called beside them."""
    made = unmirrored(rig)
    made.edit_plan(NEAR, "assignees", "ben")
    made.sync()
    assert made.issue(NEAR).assignees == ("ben",)


def test_who_cant_be_assigned_is_asked_once() -> None:
    """GitHub leaves out silently who has no access; no later run tries again."""
    with GitHubRig() as rig:
        made = unmirrored(rig, people={"IOM": {"github": "nobody-here"}})
        report = made.sync()
        assert report.code == 0, report.outcomes
        assert assigned(made)[NEAR] == ()
        rig.server.forget()
        made.sync()
        assert rig.server.requests("POST", "assignees") == []


def test_cut_off_while_it_assigns() -> None:
    """Wherever a run dies, the next one assigns who is not assigned yet."""
    for moment in range(100):
        with GitHubRig() as fresh:
            made = unmirrored(fresh, people={})
            made.sync()
            made.people = People.from_entries(PEOPLE)
            made.reassign = True
            try:
                made.sync(dies_at=moment)
            except Died:
                made.reassign = False
                made.sync()
            else:
                break
            begun = moment >= 2  # it was written down that all are to be looked at anew
            assert not begun or assigned(made)[NEAR] == ("anna",), moment
    assert moment > 4


def test_taken_off_while_nobody_knows(rig: GitHubRig | GitLabRig) -> None:
    """A run dies once it has assigned somebody, and somebody takes them off: that is the last word."""
    made = unmirrored(rig, people={"IOM": PEOPLE["IOM"]})
    made.edit_plan(LATE, "lead", "nobody")
    dies = next(moment for moment in range(200) if is_assigned_at(made, moment))
    assert dies
    made.edit_issue(NEAR, IssuePatch(remove_assignees=("anna",)))
    made.sync()
    assert made.issue(NEAR).assignees == ()


def is_assigned_at(made: RemoteWorld, moment: int) -> bool:
    """The run was cut off there, with somebody assigned."""
    with suppress(Died):
        made.sync(dies_at=moment)
        raise AssertionError("it did not die")
    return NEAR in made.state.memory.links and made.issue(NEAR).assignees != ()


def test_statuses_of_a_cut_off_first_mirror_are_no_mass_edit(rig: GitHubRig | GitLabRig) -> None:
    """What is closed in the plan is closed on the service, also by a later run, however many there are."""
    many = [activity(f"2017-1-{n}", f"Activity {n}", status="completed") for n in range(1, 31)]
    done = [one.model_copy(update={"completed": date(2017, 4, 1)}) for one in many]
    made = RemoteWorld(plan(area("1", "Coordination", output("2017-1-O1", "Papers", *done))), rig)
    made.limits = Limits()
    with pytest.raises(Died):
        made.sync(dies_at=160)
    for _ in range(3):
        report = made.sync()
        assert report.guarded == []
    assert all(issue.closed is not None for issue in made.all_issues())
    assert [one for one in report.outcomes if one.result is Result.REFUSED] == []
    assert {one.field for one in report.steps} <= {Field.STATE}
