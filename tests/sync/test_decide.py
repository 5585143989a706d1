"""Decisions at the edges: standing conflicts, choices, dates, and halves that differ without an edit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mappings.snapshot import UNREPORTED, Field, Kind, Side, Snapshot
from sync.changes import StepKind, Why
from sync.decide import Circumstances, Key
from sync.memory import Base, Standing, StandingKind
from sync.merge import reconcile
from tests.builders.merge import ITEM, decide, snapshot

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)


def conflict(name: Field, plan: str, forge: str, why: Why) -> dict[Key, Standing]:
    """A conflict that an earlier run has told."""
    return {(ITEM, name): Standing(ITEM, name, StandingKind.CONFLICT, plan, forge, NOW, why)}


def test_conflict_outlives_both_edits():
    """A conflict stays when each side is back at its own half and the two still differ."""
    at = Circumstances(standing=conflict(Field.LEAD, "UNU", "ILO", Why.BOTH))
    found = decide(Field.LEAD, plan="IOM, lead", forge="IOM", base=("IOM, lead", "IOM"), at=at)
    assert [one.why for one in found.conflicts] == [Why.BOTH]


def test_choice_without_an_edit():
    """A choice counts even where each side stands at its own half."""
    at = Circumstances(choices={(ITEM, Field.LEAD): Side.PLAN})
    found = decide(Field.LEAD, plan="IOM, lead", forge="IOM", base=("IOM, lead", "IOM"), at=at)
    assert [(step.side, step.new) for step in found.steps] == [(Side.FORGE, "IOM, lead")]


def test_conflict_with_an_older_date_ends():
    """It ends as soon as the date in its way is gone: the timeframe is written."""
    at = Circumstances(standing=conflict(Field.TIMEFRAME, "June 2017", "April 2017", Why.OLDER_DATE))
    found = decide(
        Field.TIMEFRAME, plan="June 2017", forge="April 2017", base=("April 2017", "April 2017"), at=at
    )
    assert [(step.side, step.new) for step in found.steps] == [(Side.FORGE, "June 2017")]
    assert found.conflicts == ()


def test_timeframe_edited_with_its_date():
    """A timeframe edited together with the date of its own is no conflict, though the two differ."""
    base = {Field.TIMEFRAME: "April 2017", Field.DUE: "2017-05-15"}
    found = reconcile(
        {ITEM: snapshot(timeframe="June 2017", due="2017-07-15")},
        {ITEM: snapshot(timeframe="April 2017", due="2017-05-15")},
        {ITEM: Base(base, base)},
    )
    assert [step.field for step in found.steps] == [Field.DUE, Field.TIMEFRAME]
    assert found.conflicts == ()


def test_timeframe_chosen_beside_an_older_date():
    """A person who chooses a timeframe knows of the date beside it."""
    base = {Field.TIMEFRAME: "April 2017", Field.DUE: "2017-05-15"}
    found = reconcile(
        {ITEM: snapshot(timeframe="June 2017", due="2017-05-15")},
        {ITEM: snapshot(timeframe="April 2017", due="2017-05-15")},
        {ITEM: Base(base, base)},
        Circumstances(choices={(ITEM, Field.TIMEFRAME): Side.PLAN}),
    )
    assert [(step.side, step.new) for step in found.steps] == [(Side.FORGE, "June 2017")]


def test_conflict_says_what_the_plan_said_before():
    """What stood before is the plan's wording, not what the tracker could hold of it."""
    found = decide(Field.LEAD, plan="UNU", forge="ILO", base=("IOM, lead", "IOM"))
    assert [one.before for one in found.conflicts] == ["IOM, lead"]


def test_date_of_an_area_is_held():
    """A date that a person gives to the milestone of an area is held: an area has none in the plan."""
    base = ("2017-12-31", "2017-12-31")
    found = decide(Field.DUE, plan="2017-12-31", forge="2017-11-30", base=base, derived=True, kind=Kind.AREA)
    assert found.steps == ()
    assert [one.held for one in found.holds] == ["2017-11-30"]


def test_computed_date_gives_way_to_a_persons():
    """A milestone date that a person sets while the computation changes is the person's."""
    base = ("2017-12-31", "2017-12-31")
    found = decide(
        Field.DUE, plan="2018-06-30", forge="2017-11-30", base=base, derived=True, kind=Kind.OUTPUT
    )
    assert [(step.side, step.new) for step in found.steps] == [(Side.PLAN, "2017-11-30")]
    assert found.conflicts == ()


def test_computed_date_as_seen():
    """Where the base is lost, a computed date that differs is taken as seen."""
    found = decide(
        Field.DUE, plan="2017-12-31", forge="2017-11-30", base=None, derived=True, kind=Kind.OUTPUT
    )
    assert [(one.plan, one.forge) for one in found.agreements] == [("2017-12-31", "2017-11-30")]
    assert found.steps == found.conflicts == ()


def test_chosen_clearing_of_a_date():
    """A person may choose that a date cleared on the tracker is cleared in the plan."""
    at = Circumstances(
        native={Kind.ACTIVITY: frozenset({Field.DUE})}, choices={(ITEM, Field.DUE): Side.FORGE}
    )
    found = decide(Field.DUE, plan="2017-12-31", forge=None, base=("2017-12-31", "2017-12-31"), at=at)
    assert [(step.side, step.new) for step in found.steps] == [(Side.PLAN, None)]


def test_missing_row_that_was_empty():
    """A row that is gone and was empty hides nothing: an edit of the plan is written."""
    base = Base({Field.LEAD: None}, {Field.LEAD: None})
    found = reconcile({ITEM: snapshot(lead="UNU")}, {ITEM: snapshot()}, {ITEM: base})
    assert [(step.side, step.new) for step in found.steps] == [(Side.FORGE, "UNU")]


def test_reopened_after_another_end():
    """What was cancelled before it was completed is under way once it is reopened, not cancelled again."""
    at = Circumstances(earlier={(ITEM, "completed"): "cancelled"})
    found = decide(Field.STATUS, plan="completed", forge="open", base=("completed", "completed"), at=at)
    assert [(step.kind, step.new) for step in found.steps] == [(StepKind.REOPEN, "ongoing")]


@pytest.mark.parametrize("plan", ["not started", UNREPORTED])
def test_open_in_other_words(plan):
    """An open issue agrees with a plan that reports nothing or no start, also where the base is lost."""
    found = decide(Field.STATUS, plan=plan, forge="open", base=None)
    assert [(one.plan, one.forge) for one in found.agreements] == [(plan, "open")]
    assert found.conflicts == found.steps == ()


def test_tasks_in_another_order_agree():
    """The same tasks in another order agree where the base is lost: nothing is written on either side."""
    found = decide(Field.TASKS, plan="[ ] a\n[ ] b", forge="[ ] b\n[ ] a", base=None)
    assert found.steps == ()
    assert len(found.agreements) == 1


def test_tasks_united():
    """The same tasks with other ticks are united where the base is lost: what is ticked stays ticked."""
    found = decide(Field.TASKS, plan="[x] a\n[ ] b", forge="[ ] a\n[x] b", base=None)
    assert {(step.side, step.new) for step in found.steps} == {
        (Side.PLAN, "[x] a\n[x] b"),
        (Side.FORGE, "[x] a\n[x] b"),
    }


def test_computed_already_there():
    """A computed value that the tracker shows already is agreed on, not written again."""
    found = decide(Field.YEAR, plan="year: 2018", forge="year: 2018", base=("year: 2017", "year: 2017"))
    assert found.steps == found.holds == ()
    assert [one.plan for one in found.agreements] == ["year: 2018"]


@pytest.mark.parametrize(
    ("plan", "forge", "kind"), [("closed", "open", StepKind.CLOSE), ("open", "closed", StepKind.REOPEN)]
)
def test_milestone_states_are_closes_and_reopenings(plan, forge, kind):
    """What closes or reopens a milestone is guarded and ordered as such."""
    at = Circumstances(written={(ITEM, Field.STATE): ("closed",)})
    found = decide(Field.STATE, plan=plan, forge=forge, base=(forge, forge), kind=Kind.OUTPUT, at=at)
    assert [step.kind for step in found.steps] == [kind]


def test_unread_cell_is_not_written_over():
    """An edit of the plan does not overwrite what a person typed and nobody can read."""
    there = Snapshot(Kind.ACTIVITY, {}, {Field.DUE: "mid May"})
    base = Base({Field.DUE: None}, {Field.DUE: None})
    found = reconcile({ITEM: snapshot(due="2017-06-01")}, {ITEM: there}, {ITEM: base})
    assert found.steps == found.conflicts == ()
    assert [one.text for one in found.unread] == ["mid May"]
