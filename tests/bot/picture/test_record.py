"""The burn-up is read from the history: what is not recorded is not drawn."""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from bot.picture.record import Point, curve_of
from mappings.plan import Plan
from sync.changes import Cause
from sync.trace import Event
from tests.builders.picture import TODAY, at, became, gone, made
from tests.builders.plans import activity, plan


def standing(*status: str | None) -> Plan:
    """Activities a, b, c… that are on the tracker."""
    return plan(
        *(activity(name, status=one, issue="local:1") for name, one in zip("abc", status, strict=False))
    )


def curve(whole: Plan, *events: Event) -> list[tuple[str, int, int]]:
    return [(one.day.isoformat(), one.scope, one.done) for one in curve_of(whole, events, TODAY, UTC)]


def test_without_a_history_there_is_no_curve() -> None:
    """Not even of what the plan says today."""
    assert curve(standing("completed", None)) == []


def test_a_close_counts_from_its_day_on() -> None:
    """Before it the activity was there and not done."""
    events = made("2017-04-03", "a"), made("2017-04-03", "b"), became("2017-04-20", "a", "completed")
    assert curve(standing("completed", None), *events) == [
        ("2017-04-03", 2, 0),
        ("2017-04-20", 2, 1),
        ("2017-05-02", 2, 1),
    ]


def test_what_was_done_before_it_came_onto_the_tracker_is_done_from_the_first_day() -> None:
    """Its issue was made and closed in one go."""
    events = made("2017-04-03", "a"), became("2017-04-03", "a", "completed", "open", Cause.MADE)
    assert curve(standing("completed"), *events)[0] == ("2017-04-03", 1, 1)


def test_what_was_opened_again_is_not_done() -> None:
    """A burn-up may go down."""
    events = (
        made("2017-04-03", "a"),
        became("2017-04-10", "a", "completed"),
        became("2017-04-17", "a", "ongoing", "completed"),
    )
    assert [done for _, _, done in curve(standing("ongoing"), *events)] == [0, 1, 0, 0]


def test_an_activity_that_came_later_was_not_there_before() -> None:
    """The upper line rises on that day."""
    events = made("2017-04-03", "a"), made("2017-04-10", "b")
    assert [scope for _, scope, _ in curve(standing(None, None), *events)] == [1, 2, 2]


@pytest.mark.parametrize(
    "last", [became("2017-04-20", "b", "cancelled"), gone("2017-04-20", "b")], ids=["cancelled", "removed"]
)
def test_what_was_dropped_is_no_more_to_be_done(last: Event) -> None:
    """Whether it was cancelled or taken out of the plan."""
    whole = standing(None, "cancelled") if last.new == "cancelled" else standing(None)
    assert curve(whole, made("2017-04-03", "a"), made("2017-04-03", "b"), last) == [
        ("2017-04-03", 2, 0),
        ("2017-04-20", 1, 0),
        ("2017-05-02", 1, 0),
    ]


def test_an_activity_that_came_back_counts_again() -> None:
    """It was away in between."""
    back = at("2017-04-20", "a", "item", None, "activity", Cause.REMOVED)
    events = made("2017-04-03", "a"), gone("2017-04-10", "a"), back
    assert [scope for _, scope, _ in curve(standing(None), *events)] == [1, 0, 1, 1]


def test_a_move_to_another_tracker_makes_nothing_twice() -> None:
    """Each issue is made once more there."""
    assert curve(standing(None), made("2017-04-03", "a"), made("2017-04-20", "a"))[-1] == ("2017-05-02", 1, 0)


def test_a_new_id_goes_on_with_its_history() -> None:
    """What was done under the old one is not lost, and not counted twice."""
    events = (
        made("2017-04-03", "old"),
        became("2017-04-10", "old", "completed"),
        at("2017-04-20", "a", "id", "old", "a", Cause.RENAMED),
    )
    assert curve(standing("completed"), *events) == [
        ("2017-04-03", 1, 0),
        ("2017-04-10", 1, 1),
        ("2017-05-02", 1, 1),
    ]


def test_today_is_what_the_plan_says() -> None:
    """A person may have edited it since the last sync: a status, and an activity on no tracker yet."""
    whole = plan(activity("a", status="completed", issue="local:1"), activity("b"))
    assert curve(whole, made("2017-04-03", "a")) == [("2017-04-03", 1, 0), ("2017-05-02", 2, 1)]


def test_what_follows_from_a_change_is_not_counted_again() -> None:
    """The bot closes the issue of what the plan calls completed; a milestone is no activity."""
    events = (
        made("2017-04-03", "a"),
        at("2017-04-03", "O1", "item", None, "output", Cause.MADE),
        became("2017-04-10", "a", "completed", why=Cause.EDITED_PLAN),
        became("2017-04-12", "a", "open", "completed", why=Cause.FOLLOWS),
    )
    assert curve(standing("completed"), *events) == [
        ("2017-04-03", 1, 0),
        ("2017-04-10", 1, 1),
        ("2017-05-02", 1, 1),
    ]


def test_a_day_is_one_of_the_plan_s_zone() -> None:
    """Half past ten in the evening in London is the next day in Nairobi."""
    late = made("2017-04-03T22:30:00", "a")
    assert curve_of(standing(None), [late], TODAY, ZoneInfo("Africa/Nairobi"))[0] == Point(
        date(2017, 4, 4), 1, 0
    )


def test_what_lies_after_the_day_asked_for_is_not_known_then() -> None:
    """A picture of an earlier day shows nothing of later ones."""
    assert curve(standing("completed"), made("2017-05-03", "a")) == []


def test_a_history_of_more_than_is_in_the_plan_now_ends_with_the_plan() -> None:
    """An item that nobody has seen go, because no sync ran since, is gone today."""
    assert curve(standing(None), made("2017-04-03", "a"), made("2017-04-03", "x")) == [
        ("2017-04-03", 2, 0),
        ("2017-05-02", 1, 0),
    ]
