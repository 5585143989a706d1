"""The three-way decision, case by case."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mappings.snapshot import OPEN, UNREPORTED, Field, Kind, Side, Snapshot
from sync.changes import StepKind, Why
from sync.decide import Circumstances
from sync.memory import Base, Standing, StandingKind
from sync.merge import reconcile
from tests.builders.merge import ITEM, decide, snapshot

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
KEY = (ITEM, Field.TIMEFRAME)


def standing(kind: StandingKind, plan: str, forge: str, why: Why | None = None) -> dict:
    return {KEY: Standing(ITEM, Field.TIMEFRAME, kind, plan, forge, NOW, why)}


@pytest.mark.parametrize(
    "name", [Field.TITLE, Field.TIMEFRAME, Field.LEAD, Field.FUNDING, Field.START, Field.DUE]
)
def test_untouched(name):
    """A field that nobody edited decides nothing."""
    found = decide(name, plan="A", forge="A", base=("A", "A"))
    assert found.steps == found.agreements == found.conflicts == ()


@pytest.mark.parametrize("name", [Field.TITLE, Field.DUE, Field.LEAD])
def test_untouched_though_different(name):
    """Halves that differ by what the tracker can hold (a cut title, a floored date) are no edit."""
    found = decide(name, plan="A long title", forge="A long…", base=("A long title", "A long…"))
    assert found.steps == found.agreements == found.conflicts == ()


def test_plan_edited():
    """An edit in the plan goes to the tracker."""
    (step,) = decide(
        Field.TIMEFRAME, plan="June 2017", forge="April 2017", base=("April 2017", "April 2017")
    ).steps
    assert (step.side, step.old, step.new) == (Side.FORGE, "April 2017", "June 2017")


def test_tracker_edited():
    """An edit on the tracker goes to the plan, and remembers what it was taken from."""
    (step,) = decide(
        Field.TIMEFRAME, plan="April 2017", forge="June 2017", base=("April 2017", "April 2017")
    ).steps
    assert (step.side, step.new, step.source) == (Side.PLAN, "June 2017", "June 2017")


def test_both_edited_alike():
    """The same edit on both sides is an agreement, with no effect."""
    found = decide(Field.LEAD, plan="UNU", forge="UNU", base=("IOM", "IOM"))
    assert found.steps == ()
    assert found.agreements[0].plan == "UNU"


def test_both_edited():
    """Different edits of a field without a winner are a conflict that says what stood before."""
    found = decide(Field.LEAD, plan="UNU", forge="ILO", base=("IOM", "IOM"))
    assert found.steps == ()
    assert (found.conflicts[0].plan, found.conflicts[0].forge, found.conflicts[0].before) == (
        "UNU",
        "ILO",
        "IOM",
    )


def test_cleared_cell():
    """An emptied cell clears the plan's key."""
    (step,) = decide(Field.LEAD, plan="IOM", forge=None, base=("IOM", "IOM")).steps
    assert (step.side, step.new) == (Side.PLAN, None)


def test_deleted_row():
    """A deleted row is unread: neither cleared in the plan nor written again."""
    here, there = snapshot(lead="IOM"), snapshot()
    base = Base({Field.LEAD: "IOM"}, {Field.LEAD: "IOM"})
    found = reconcile({ITEM: here}, {ITEM: there}, {ITEM: base})
    assert found.steps == found.conflicts == ()


def test_cleared_title():
    """A title is never cleared."""
    found = decide(Field.TITLE, plan="Launch", forge=None, base=("Launch", "Launch"))
    assert found.steps == ()
    assert found.unread[0].field is Field.TITLE


def test_not_rendered_yet():
    """A field that the tracker does not show yet is written there, and never read as cleared."""
    base = Base({Field.TITLE: "A"}, {Field.TITLE: "A"})
    found = reconcile({ITEM: snapshot(title="A", funding="UNDP")}, {ITEM: snapshot(title="A")}, {ITEM: base})
    assert [(step.side, step.new) for step in found.steps] == [(Side.FORGE, "UNDP")]


def test_unread_cell():
    """What can't be read blocks its own field only."""
    there = Snapshot(Kind.ACTIVITY, {Field.LEAD: "ILO"}, {Field.DUE: "mid May"})
    base = Base({Field.LEAD: "IOM", Field.DUE: None}, {Field.LEAD: "IOM", Field.DUE: None})
    found = reconcile({ITEM: snapshot(lead="IOM", due=None)}, {ITEM: there}, {ITEM: base})
    assert [step.field for step in found.steps] == [Field.LEAD]
    assert found.unread[0].text == "mid May"


@pytest.mark.parametrize(
    ("plan", "forge"),
    [(UNREPORTED, OPEN), ("not started", OPEN), ("ongoing", "ongoing"), ("completed", "completed")],
)
def test_status_words(plan, forge):
    """An open issue is not started or unreported, as it was: neither turns into the other."""
    found = decide(Field.STATUS, plan=plan, forge=forge, base=(plan, forge))
    assert found.steps == found.agreements == ()


@pytest.mark.parametrize("plan", [UNREPORTED, "not started", "ongoing"])
def test_closed_on_the_tracker(plan):
    """A person closes: the plan says completed."""
    was = "ongoing" if plan == "ongoing" else OPEN
    (step,) = decide(Field.STATUS, plan=plan, forge="completed", base=(plan, was)).steps
    assert (step.kind, step.side, step.new) == (StepKind.CLOSE, Side.PLAN, "completed")


@pytest.mark.parametrize(
    ("before", "after"), [("not started", "not started"), (None, "ongoing"), ("ongoing", "ongoing")]
)
def test_reopened(before, after):
    """A reopened activity gets the status it had before the close, else ongoing."""
    earlier = {(ITEM, "completed"): before} if before else {}
    at = Circumstances(earlier=earlier)
    (step,) = decide(Field.STATUS, plan="completed", forge=OPEN, base=("completed", "completed"), at=at).steps
    assert (step.kind, step.new) == (StepKind.REOPEN, after)


@pytest.mark.parametrize(
    ("before", "after"), [(UNREPORTED, UNREPORTED), ("not started", "not started"), (None, "not started")]
)
def test_ongoing_label_removed(before, after):
    """Without its label an activity is what it was before it was ongoing."""
    at = Circumstances(earlier={(ITEM, "ongoing"): before} if before else {})
    (step,) = decide(Field.STATUS, plan="ongoing", forge=OPEN, base=("ongoing", "ongoing"), at=at).steps
    assert (step.kind, step.side, step.new) == (StepKind.EDIT, Side.PLAN, after)


def test_status_winner():
    """Where both sides report, the tracker wins, and the value that lost is kept with the step."""
    (step,) = decide(Field.STATUS, plan="ongoing", forge="completed", base=(UNREPORTED, OPEN)).steps
    assert (step.side, step.new, step.lost) == (Side.PLAN, "completed", "ongoing")


def test_reopened_by_the_plan():
    """Only a person's edit of the plan reopens what was closed."""
    (step,) = decide(Field.STATUS, plan="ongoing", forge="completed", base=("completed", "completed")).steps
    assert (step.kind, step.side) == (StepKind.REOPEN, Side.FORGE)


def test_held():
    """A computed value that a person changed is left alone."""
    found = decide(Field.YEAR, plan="year: 2017", forge="year: 2018", base=("year: 2017", "year: 2017"))
    assert found.steps == ()
    assert (found.holds[0].wanted, found.holds[0].held) == ("year: 2017", "year: 2018")


def test_held_until_the_result_changes():
    """A held value is written when the computation yields something new."""
    (step,) = decide(
        Field.YEAR, plan="year: 2019", forge="year: 2018", base=("year: 2017", "year: 2017")
    ).steps
    assert (step.side, step.new) == (Side.FORGE, "year: 2019")


def test_our_own_older_value_is_nobodys_edit():
    """A value that we wrote ourselves earlier (a list that lags) is written over, not held."""
    at = Circumstances(written={(ITEM, Field.YEAR): ("year: 2016", "year: 2017")})
    base = ("year: 2017", "year: 2017")
    (step,) = decide(Field.YEAR, plan="year: 2017", forge="year: 2016", base=base, at=at).steps
    assert step.new == "year: 2017"


@pytest.mark.parametrize(
    ("written", "reopened"),
    [((), False), (("closed",), True), (("closed", "open"), False), (("open", "closed"), True)],
)
def test_milestone_reopening(written, reopened):
    """We reopen a milestone only if we were the last to close it."""
    at = Circumstances(written={(ITEM, Field.STATE): written} if written else {})
    found = decide(
        Field.STATE, plan="open", forge="closed", base=("closed", "closed"), kind=Kind.OUTPUT, at=at
    )
    assert bool(found.steps) is reopened
    assert bool(found.holds) is not reopened


def test_milestone_date_adopted():
    """A person's date on a milestone becomes the output's own due date."""
    base = ("2017-12-31", "2017-12-31")
    found = decide(
        Field.DUE, plan="2017-12-31", forge="2017-11-30", base=base, derived=True, kind=Kind.OUTPUT
    )
    assert [(step.side, step.new) for step in found.steps] == [(Side.PLAN, "2017-11-30")]


@pytest.mark.parametrize("derived", [True, False])
def test_cleared_native_date(derived):
    """A date cleared on the tracker is held: it neither clears the plan nor comes back by itself."""
    at = Circumstances(native={Kind.ACTIVITY: frozenset({Field.DUE})})
    base = ("2017-12-31", "2017-12-31")
    found = decide(Field.DUE, plan="2017-12-31", forge=None, base=base, derived=derived, at=at)
    assert found.steps == ()
    assert found.holds[0].held is None


@pytest.mark.parametrize("side", [Side.PLAN, Side.FORGE])
def test_timeframe_against_an_older_date(side):
    """A timeframe edited while an older due date stands is a conflict, whoever edited it."""
    plan, forge = ("June 2017", "April 2017") if side is Side.PLAN else ("April 2017", "June 2017")
    base = Base(
        {Field.TIMEFRAME: "April 2017", Field.DUE: "2017-05-15"},
        {Field.TIMEFRAME: "April 2017", Field.DUE: "2017-05-15"},
    )
    found = reconcile(
        {ITEM: snapshot(timeframe=plan, due="2017-05-15")},
        {ITEM: snapshot(timeframe=forge, due="2017-05-15")},
        {ITEM: base},
    )
    assert found.steps == ()
    assert found.conflicts[0].why is Why.OLDER_DATE


@pytest.mark.parametrize("due", [None, "2017-06-30"])
def test_timeframe_with_its_date(due):
    """… but not when the date was taken away, or says the same."""
    base = Base(
        {Field.TIMEFRAME: "April 2017", Field.DUE: due}, {Field.TIMEFRAME: "April 2017", Field.DUE: due}
    )
    found = reconcile(
        {ITEM: snapshot(timeframe="June 2017", due=due)},
        {ITEM: snapshot(timeframe="April 2017", due=due)},
        {ITEM: base},
    )
    assert [step.field for step in found.steps] == [Field.TIMEFRAME]


@pytest.mark.parametrize("why", [Why.UNCERTAIN, Why.BOTH])
def test_conflict_stays(why):
    """A conflict stays one in later runs, even when one side is back at what it was."""
    at = Circumstances(standing=standing(StandingKind.CONFLICT, "June 2017", "April 2017", why))
    base = ("April 2017", "April 2017")
    found = decide(Field.TIMEFRAME, plan="June 2017", forge="April 2017", base=base, at=at)
    assert found.steps == ()
    assert found.conflicts[0].why is why


def test_conflict_ends_when_both_agree():
    """Making both sides equal settles any conflict."""
    at = Circumstances(standing=standing(StandingKind.CONFLICT, "A", "B", Why.UNCERTAIN))
    found = decide(Field.TIMEFRAME, plan="May 2017", forge="May 2017", base=("A", "A"), at=at)
    assert found.conflicts == ()
    assert found.agreements


@pytest.mark.parametrize(("side", "new"), [(Side.PLAN, "UNU"), (Side.FORGE, "ILO")])
def test_choice(side, new):
    """A person's choice decides a conflict, either way."""
    at = Circumstances(choices={(ITEM, Field.LEAD): side})
    (step,) = decide(Field.LEAD, plan="UNU", forge="ILO", base=("IOM", "IOM"), at=at).steps
    assert step.new == new
    assert step.side is not side


def test_refused_is_not_tried_again():
    """A write that was refused is listed, and tried again only when the value changes."""
    at = Circumstances(standing=standing(StandingKind.REFUSAL, "June 2017", "April 2017"))
    base = ("April 2017", "April 2017")
    again = decide(Field.TIMEFRAME, plan="June 2017", forge="April 2017", base=base, at=at)
    assert again.steps == ()
    assert again.refusals
    changed = decide(Field.TIMEFRAME, plan="July 2017", forge="April 2017", base=base, at=at)
    assert [step.new for step in changed.steps] == ["July 2017"]


def test_old_copy_is_put_back():
    """What an editor's stale save undid is written again, and goes into the plan."""
    at = Circumstances(outdated=frozenset({(ITEM, Field.STATUS)}))
    (step,) = decide(
        Field.STATUS, plan=UNREPORTED, forge="completed", base=("completed", "completed"), at=at
    ).steps
    assert (step.side, step.new, step.lost) == (Side.PLAN, "completed", UNREPORTED)


def test_lost_label_comes_back():
    """A label that was deleted from the whole tracker is no person's edit of any issue."""
    at = Circumstances(restore=frozenset({(ITEM, Field.TBC)}))
    base = Base({Field.TBC: "tbc"}, {Field.TBC: "tbc"})
    found = reconcile({ITEM: snapshot(tbc="tbc")}, {ITEM: snapshot()}, {ITEM: base}, at)
    assert [(step.side, step.new) for step in found.steps] == [(Side.FORGE, "tbc")]


class TestBaseLost:
    """What both sides last agreed on is unknown."""

    def test_equal(self):
        """Equal values are agreed."""
        assert decide(Field.LEAD, plan="IOM", forge="IOM", base=None).agreements

    def test_different(self):
        """Different ones wait for a person; no winner counts."""
        found = decide(Field.LEAD, plan="IOM", forge="ILO", base=None)
        assert found.conflicts[0].why is Why.BASE_LOST

    def test_closed_on_the_tracker(self):
        """What a person closed stays closed."""
        (step,) = decide(Field.STATUS, plan=UNREPORTED, forge="completed", base=None).steps
        assert (step.side, step.new) == (Side.PLAN, "completed")

    def test_closed_in_the_plan(self):
        """What is open on the tracker is not closed without a person."""
        assert decide(Field.STATUS, plan="completed", forge=OPEN, base=None).conflicts

    def test_emptied(self):
        """An empty cell may be a person's clearing: a conflict, not a write."""
        assert decide(Field.LEAD, plan="IOM", forge=None, base=None).conflicts

    def test_assignees(self):
        """Assignees are united."""
        found = decide(Field.ASSIGNEES, plan="anna", forge="ben", base=None)
        assert {(step.side, step.new) for step in found.steps} == {
            (Side.PLAN, "anna\nben"),
            (Side.FORGE, "anna\nben"),
        }

    def test_derived(self):
        """Computed values are taken as seen."""
        found = decide(Field.YEAR, plan="year: 2017", forge="year: 2018", base=None)
        assert found.agreements
        assert found.steps == found.holds == ()


@pytest.mark.parametrize("holder", [Field.MILESTONE, Field.PARENT])
@pytest.mark.parametrize(("derived", "waiting"), [((Field.DUE,), True), ((), False)])
def test_dates_that_follow_from_a_conflict(holder, derived, waiting):
    """A computed date of an output waits while a timeframe below it is in conflict, its own does not."""
    before = {Field.TIMEFRAME: "April 2017", holder: "O1"}
    dates = {Field.DUE: "2017-04-30"}
    found = reconcile(
        {
            ITEM: Snapshot(Kind.ACTIVITY, {**before, Field.TIMEFRAME: "June 2017"}),
            "O1": snapshot(kind=Kind.OUTPUT, due="2017-06-30", derived=derived),
        },
        {
            ITEM: Snapshot(Kind.ACTIVITY, {**before, Field.TIMEFRAME: "May 2017"}),
            "O1": snapshot(kind=Kind.OUTPUT, due="2017-04-30"),
        },
        {ITEM: Base(before, before), "O1": Base(dates, dates)},
    )
    assert [one.item for one in found.conflicts] == [ITEM]
    assert [step.item for step in found.steps] == ([] if waiting else ["O1"])
