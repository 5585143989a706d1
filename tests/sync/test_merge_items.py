"""All items and fields of a run: which of them are decided, and which wait for others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from mappings.snapshot import Field, Kind, Side, Snapshot
from sync.changes import Conflict, Step, StepKind, Unread, Why
from sync.decide import Circumstances, Key
from sync.memory import Base, Standing, StandingKind
from sync.merge import reconcile
from tests.builders.merge import ITEM, snapshot

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
TITLE = Base({Field.TITLE: "A"}, {Field.TITLE: "A"})


def test_items_that_nothing_is_decided_of_hold_up_no_other() -> None:
    """One that is not in the plan, and one that nobody touched, are passed over."""
    same, edited = snapshot(title="A"), snapshot(title="B")
    found = reconcile(
        {"2": same, "3": edited},
        {"1": same, "2": same, "3": same},
        {"1": TITLE, "2": TITLE, "3": TITLE},
    )
    assert [(one.item, one.new) for one in found.steps] == [("3", "B")]


def test_steps_are_in_order() -> None:
    """By kind, side and item, wherever the items stand: the same ones are told in the same way."""
    same, edited = snapshot(title="A"), snapshot(title="B")
    sides = {"2": edited, "1": edited, "3": same}, {"2": same, "1": same, "3": edited}
    found = reconcile(*sides, dict.fromkeys("123", TITLE))
    assert [(one.side, one.item) for one in found.steps] == [
        (Side.PLAN, "3"),
        (Side.FORGE, "1"),
        (Side.FORGE, "2"),
    ]


def test_fields_that_nothing_is_decided_of_hold_up_no_other() -> None:
    """One that can't be read, and one whose row was deleted."""
    agreed = {Field.DUE: "2017-05-15", Field.FUNDING: "UNDP", Field.LEAD: "IOM"}
    there = Snapshot(Kind.ACTIVITY, {Field.LEAD: "ILO"}, {Field.DUE: "mid May"})
    here = snapshot(due="2017-05-15", funding="UNDP", lead="IOM")
    found = reconcile({ITEM: here}, {ITEM: there}, {ITEM: Base(agreed, agreed)})
    assert found.unread == (Unread(ITEM, Field.DUE, "mid May"),)
    assert [(one.field, one.new) for one in found.steps] == [(Field.LEAD, "ILO")]


def test_lost_label_is_written_again() -> None:
    """Its step is as any other, from what was agreed to what the plan wants."""
    base = Base({Field.TBC: "tbc"}, {Field.TBC: "tbc (old)"})
    at = Circumstances(restore=frozenset({(ITEM, Field.TBC)}))
    found = reconcile({ITEM: snapshot(tbc="tbc")}, {ITEM: snapshot()}, {ITEM: base}, at)
    assert found.steps == (Step(StepKind.EDIT, Side.FORGE, ITEM, Field.TBC, "tbc (old)", "tbc", "tbc"),)


def test_unread_is_told_each_time() -> None:
    """Also where both sides are as they were otherwise."""
    there = Snapshot(Kind.ACTIVITY, {Field.TITLE: "A"}, {Field.DUE: "mid May"})
    base = Base({Field.TITLE: "A", Field.DUE: None}, {Field.TITLE: "A"})
    found = reconcile({ITEM: snapshot(title="A", due=None)}, {ITEM: there}, {ITEM: base})
    assert found.unread == (Unread(ITEM, Field.DUE, "mid May"),)


class TestOlderDate:
    """A timeframe was edited while an older due date of the plan's own stands."""

    AGREED = Base(
        {Field.TIMEFRAME: "April 2017", Field.DUE: "2017-05-15"},
        {Field.TIMEFRAME: "April 2017", Field.DUE: "2017-05-15"},
    )

    def settled(self, *, here: str, there: str) -> tuple[Step, ...]:
        """A person chooses the plan's timeframe; the date may have been changed on either side."""
        key = (ITEM, Field.TIMEFRAME)
        told = Standing(*key, StandingKind.CONFLICT, "June 2017", "April 2017", NOW, Why.OLDER_DATE)
        at = Circumstances(standing={key: told}, choices={key: Side.PLAN})
        found = reconcile(
            {ITEM: snapshot(timeframe="June 2017", due=here)},
            {ITEM: snapshot(timeframe="April 2017", due=there)},
            {ITEM: self.AGREED},
            at,
        )
        assert [one.new for one in found.steps if one.field == Field.TIMEFRAME] == ["June 2017"]
        return tuple(one for one in found.steps if one.field == Field.DUE)

    @pytest.mark.parametrize(
        ("here", "there", "edited"),
        [("June 2017", "April 2017", Side.PLAN), ("April 2017", "June 2017", Side.FORGE)],
    )
    def test_told(self, here: str, there: str, edited: Side) -> None:
        """With both timeframes, the date in the way, and who changed the timeframe."""
        found = reconcile(
            {ITEM: snapshot(timeframe=here, due="2017-05-15")},
            {ITEM: snapshot(timeframe=there, due="2017-05-15")},
            {ITEM: self.AGREED},
        )
        wanted = Conflict(ITEM, Field.TIMEFRAME, here, there, "2017-05-15", Why.OLDER_DATE, edited)
        assert found.conflicts == (wanted,)

    def test_older_date_goes(self) -> None:
        """Who chooses the new timeframe takes the date away that would win over it."""
        assert self.settled(here="2017-05-15", there="2017-05-15") == (
            Step(StepKind.EDIT, Side.PLAN, ITEM, Field.DUE, "2017-05-15", None, "2017-05-15"),
        )

    def told(self, choices: Mapping[Key, Side]) -> Circumstances:
        """The conflict stands, with the new timeframe on the tracker."""
        key = (ITEM, Field.TIMEFRAME)
        told = Standing(*key, StandingKind.CONFLICT, "April 2017", "June 2017", NOW, Why.OLDER_DATE)
        return Circumstances(standing={key: told}, choices=choices)

    def test_only_a_choice_takes_it_away(self) -> None:
        """A conflict that nobody has settled leaves the date."""
        sides = [snapshot(timeframe=text, due="2017-05-15") for text in ("April 2017", "June 2017")]
        found = reconcile({ITEM: sides[0]}, {ITEM: sides[1]}, {ITEM: self.AGREED}, self.told({}))
        assert found.steps == ()

    def test_choice_without_a_date(self) -> None:
        """Where no date stands any more, and what was agreed is lost, the choice alone counts."""
        sides = [snapshot(timeframe=text) for text in ("April 2017", "June 2017")]
        at = self.told({(ITEM, Field.TIMEFRAME): Side.FORGE})
        found = reconcile({ITEM: sides[0]}, {ITEM: sides[1]}, {}, at)
        assert [(one.field, one.new) for one in found.steps] == [(Field.TIMEFRAME, "June 2017")]

    def test_newer_date_stays(self) -> None:
        """A date that somebody has changed since then is not the older one: it counts like any edit."""
        assert [(one.side, one.new) for one in self.settled(here="2017-05-15", there="2017-07-15")] == [
            (Side.PLAN, "2017-07-15")
        ]
        assert [(one.side, one.new) for one in self.settled(here="2017-07-15", there="2017-05-15")] == [
            (Side.FORGE, "2017-07-15")
        ]

    def test_own_date_does_not_wait_for_the_timeframe(self) -> None:
        """While a timeframe is in conflict only what is read from it waits."""
        found = reconcile(
            {ITEM: snapshot(timeframe="June 2017", due="2017-07-15")},
            {ITEM: snapshot(timeframe="July 2017", due="2017-05-15")},
            {ITEM: self.AGREED},
        )
        assert [one.field for one in found.conflicts] == [Field.TIMEFRAME]
        assert [(one.side, one.field) for one in found.steps] == [(Side.FORGE, Field.DUE)]
