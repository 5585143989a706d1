"""Answers in comments go into the plan once, and get a receipt."""

from __future__ import annotations

import pytest

from mappings.issue import State
from sync.ports import Role
from sync.report import FindingKind, Result
from tests.builders.plans import activity, area, output, plan
from tests.builders.world import Died, World

ONE = "2017-1-1.1"


def world() -> World:
    one = activity(ONE, "TBC", timeframe="TBC", lead="TBC", funding="TBC")
    made = World.of(plan(area("1", "Coordination", output("2017-1-O1", "Papers", one))))
    made.sync()
    return made


def test_answered():
    """What a comment says stands in the plan and in the issue after one run, with a receipt."""
    made = world()
    made.comment(ONE, "What: Expert meeting\nWhen: June 2017\nLead: UN Women")
    report = made.sync()
    assert [made.said(ONE, key) for key in ("title", "timeframe", "lead")] == [
        "Expert meeting",
        "June 2017",
        "UN Women",
    ]
    assert "| When | June 2017 |" in made.issue(ONE).body
    assert made.tracker.receipts == {made.tracker.notes[0].number}
    assert "answered by anna" in {outcome.note for outcome in report.outcomes}
    assert made.sync().steps == []


def test_once():
    """An answer counts once: a later edit of the plan is not undone by it."""
    made = world()
    made.comment(ONE, "Lead: UNU")
    made.sync()
    made.edit_plan(ONE, "lead", "ILO")
    made.sync()
    assert made.said(ONE, "lead") == "ILO"
    assert "| Lead | ILO |" in made.issue(ONE).body


def test_talk_is_left_alone():
    """A comment without an answer changes nothing and gets no receipt."""
    made = world()
    made.comment(ONE, "Shall we talk on Monday?")
    assert made.sync().steps == []
    assert made.tracker.receipts == set()


def test_our_own_comments_are_not_answers():
    """What the bot writes is never read as an answer."""
    made = world()
    number = made.issue(ONE).number
    made.tracker.add_comment(number, "Lead: UNU")
    made.sync()
    assert made.said(ONE, "lead") == "TBC"


def test_status():
    """A status closes the issue, with the day of the comment."""
    made = world()
    made.comment(ONE, "Status: done")
    made.sync()
    assert (made.said(ONE, "status"), made.said(ONE, "completed")) == ("completed", "2017-05-02")
    assert made.issue(ONE).state is State.CLOSED
    assert made.sync().steps == []


def test_ask_again():
    """ "Ask again" is kept in the plan."""
    made = world()
    made.comment(ONE, "Ask again: 1 September 2017")
    made.sync()
    assert made.said(ONE, "snooze_until") == "2017-09-01"


def test_not_understood():
    """A line that can't be read gets one short answer, once; the other lines count."""
    made = world()
    made.comment(ONE, "Due: mid May\nLead: UNU")
    made.sync()
    made.sync()
    assert made.said(ONE, "lead") == "UNU"
    assert [note.body.startswith("Not understood") for note in made.tracker.notes] == [False, True]


def test_no_receipt_for_what_was_not_taken():
    """A receipt says that the plan has it: not on a comment of which nothing could be read."""
    made = world()
    made.comment(ONE, "Due: soon")
    first, second = made.sync(), made.sync()
    assert made.tracker.receipts == set()
    assert [one.kind for one in first.findings] == [FindingKind.UNREAD_ANSWER]
    assert second.findings == []
    assert len(made.tracker.notes) == 2


def test_settles_a_conflict():
    """The answer to a conflict is the choice, on both sides."""
    made = world()
    made.cell(ONE, "When", "June 2017")
    made.edit_plan(ONE, "timeframe", "September 2017")
    assert made.sync().conflicts
    made.comment(ONE, "When: July 2017")
    assert made.sync().conflicts == []
    assert made.said(ONE, "timeframe") == "July 2017"
    assert "| When | July 2017 |" in made.issue(ONE).body
    assert made.sync().steps == []


def test_against_an_edit_of_the_issue():
    """An answer and another person's edit of the same cell are two different values: a conflict."""
    made = world()
    made.cell(ONE, "Lead", "ILO")
    made.comment(ONE, "Lead: UNU")
    report = made.sync()
    assert [(one.plan, one.forge) for one in report.conflicts] == [("UNU", "ILO")]
    assert "| Lead | ILO |" in made.issue(ONE).body


def test_wherever_the_run_dies():
    """The answer arrives once, and an edit of the plan after it is never undone."""
    made = world()
    made.comment(ONE, "Lead: UNU\nWhen: June 2017")
    for moment in range(made.moments()):
        copy = made.copy()
        with pytest.raises(Died):
            copy.sync(dies_at=moment)
        arrived = copy.said(ONE, "lead") == "UNU"
        if arrived:
            copy.edit_plan(ONE, "lead", "ILO")
        copy.sync()
        copy.sync()
        assert copy.said(ONE, "lead") == ("ILO" if arrived else "UNU"), moment
        assert copy.said(ONE, "timeframe") == "June 2017", moment
        assert copy.tracker.receipts, moment


def test_memory_lost():
    """Old answers are listed, not applied: they may have been taken in long ago."""
    made = world()
    made.comment(ONE, "Lead: UNU")
    made.comment(ONE, "Lead: IOM")
    made.state.memory = type(made.state.memory)()
    report = made.sync()
    assert [finding.kind for finding in report.findings].count(FindingKind.OLD_ANSWER) == 2
    assert made.said(ONE, "lead") == "TBC"
    made.sync()
    assert made.said(ONE, "lead") == "TBC"


def test_an_answer_beside_a_new_id_is_taken_in():
    """An item that was renamed is known, although by its old id."""
    made = world()
    made.plan.plan = renamed(made, ONE, "2017-1-1.9")
    made.by_person(lambda tracker: tracker.add_comment(1, "Lead: UNU"))
    made.sync()
    made.sync()
    assert made.said("2017-1-1.9", "lead") == "UNU"


def renamed(made, old, new):
    text = made.plan.plan.model_dump_json(by_alias=True).replace(f'"{old}"', f'"{new}"')
    return type(made.plan.plan).model_validate_json(text)


def test_an_old_copy_saved_over_answers():
    """Values that answers put into the plan are written again when an editor's stale save undoes them."""
    made = world()
    made.comment(ONE, "When: June 2017\nLead: UNU")
    open_in_an_editor = made.plan.plan
    made.sync()
    made.plan.plan = open_in_an_editor
    report = made.sync()
    assert (made.said(ONE, "timeframe"), made.said(ONE, "lead")) == ("June 2017", "UNU")
    assert FindingKind.OLD_COPY in [finding.kind for finding in report.findings]


def test_stranger():
    """A comment by somebody who may not triage changes nothing."""
    made = world()
    made.comment(ONE, "Lead: UNU")
    made.tracker.reader.roles = {"anna": Role.READ}
    made.sync()
    assert made.said(ONE, "lead") == "TBC"


def test_preview_shows_answers():
    """A preview says what an answer would change, and takes nothing in."""
    made = world()
    made.comment(ONE, "Lead: UNU")
    shown = made.preview()
    assert "lead" in {step.field for step in shown.steps}
    assert made.said(ONE, "lead") == "TBC"
    assert made.tracker.receipts == set()
    assert Result.DONE in {outcome.result for outcome in shown.outcomes}


def test_two_answers_in_one_run():
    """Of two answers to the same question the later one stands, and both were heard."""
    made = world()
    made.comment(ONE, "Lead: UNU")
    made.comment(ONE, "Lead: ILO")
    made.sync()
    assert made.said(ONE, "lead") == "ILO"
    assert len(made.tracker.receipts) == 2
    assert made.sync().steps == []


def test_against_an_edit_of_the_plan():
    """An answer never overwrites an edit of the plan file that its author had not seen: it is told there."""
    made = world()
    made.edit_plan(ONE, "lead", "ILO")
    made.comment(ONE, "Lead: UNU\nWhen: June 2017")
    report = made.sync()
    assert (made.said(ONE, "lead"), made.said(ONE, "timeframe")) == ("ILO", "June 2017")
    assert "changed meanwhile to “ILO”" in made.tracker.notes[-1].body
    assert made.tracker.receipts == set()
    assert [one.kind for one in report.findings] == [FindingKind.UNREAD_ANSWER]
    assert made.sync().steps == []
    assert len(made.tracker.notes) == 2


def test_plan_edited_while_an_answer_is_taken_in():
    """The same when the plan file changes at that very moment."""
    made = world()
    made.comment(ONE, "Lead: UNU")
    real = made.plan.write

    def meddling(edits):
        made.plan.write = real
        made.edit_plan(ONE, "lead", "ILO")
        return real(edits)

    made.plan.write = meddling
    made.sync()
    made.sync()
    assert made.said(ONE, "lead") == "ILO"
    assert made.tracker.receipts == set()
    assert "Not taken in" in made.tracker.notes[-1].body
