"""Changes, progress and one activity: what the history tells, and nothing that it does not."""

from __future__ import annotations

from datetime import date

from bot.digests.inputs import Conflict
from bot.views.changes import changes
from bot.views.item import item_view, near
from bot.views.progress import progress
from bot.views.query import Query
from mappings.snapshot import Field
from sync.changes import Cause
from tests.builders.plans import activity, area
from tests.builders.scenes import TODAY, event, scene

SINCE = date(2017, 5, 8)
BEFORE = date(2017, 5, 7)
WEEK = Query(since=SINCE)


def test_closed_are_those_that_are_so_still() -> None:
    """Closed before the day, and closed and opened again: not news."""
    here = scene(
        activity("a", status="completed"),
        activity("b", status="completed"),
        activity("c"),
        events=[event("a", day=SINCE), event("b", day=BEFORE), event("c", day=SINCE)],
    )
    assert [(row.id, one.who) for row, one in changes(here, WEEK).closed] == [("a", "Maria")]


def test_open_again_is_told() -> None:
    """Unless it was done once more."""
    again = event("a", old="completed", new="ongoing", day=SINCE)
    assert [
        row.id for row, _ in changes(scene(activity("a", status="ongoing"), events=[again]), WEEK).reopened
    ] == ["a"]
    done = scene(activity("a", status="completed"), events=[again, event("a", day=TODAY)])
    assert changes(done, WEEK).reopened == ()


def test_a_new_date_is_told_once() -> None:
    """The last of several; not what the bot itself computed."""
    moved = [
        event("a", Field.DUE, None, "2017-06-01", SINCE),
        event("a", Field.DUE, "2017-06-01", "2017-07-01", TODAY),
    ]
    computed = event("b", Field.DUE, None, "2017-06-01", SINCE, why=Cause.FOLLOWS)
    here = scene(activity("a", due=date(2017, 7, 1)), activity("b"), events=[*moved, computed])
    assert [one.new for _, one in changes(here, WEEK).dated] == ["2017-07-01"]


def test_filled_in_is_what_was_to_be_confirmed() -> None:
    """A lead that replaces another lead was not."""
    here = scene(
        activity("a", lead="IOM"),
        activity("b", lead="ILO"),
        events=[event("a", Field.LEAD, "TBC", "IOM", SINCE), event("b", Field.LEAD, "UNU", "ILO", SINCE)],
    )
    seen = changes(here, WEEK)
    assert [row.id for row, _ in seen.resolved] == ["a"]
    assert [row.id for row, _ in seen.others] == ["b"]


def test_newly_past_are_those_whose_date_lies_in_between() -> None:
    """On the day itself they were due, and the day after late."""
    days = {"a": BEFORE, "b": SINCE, "c": date(2017, 5, 14), "d": TODAY}
    here = scene(*(activity(name, due=day) for name, day in days.items()))
    assert [row.id for row in changes(here, WEEK).past] == ["b", "c"]


def test_without_a_day_it_is_the_last_digest() -> None:
    """Or a week, where there was none."""
    assert changes(scene(activity()), Query()).since == date(2017, 5, 8)
    assert changes(scene(activity(), last_digest=date(2017, 5, 2)), Query()).since == date(2017, 5, 2)


def test_filters_hold_for_changes_too() -> None:
    """A lead sees their own."""
    here = scene(
        area("1", "First", activity("a", status="completed", lead="IOM")),
        area("2", "Second", activity("b", status="completed", lead="ILO")),
        events=[event("a", day=SINCE), event("b", day=SINCE)],
        conflicts=[Conflict("a", "due", None, "2017-05-01"), Conflict("b", "due", None, "2017-05-01")],
    )
    seen = changes(here, Query(since=SINCE, lead="ILO"))
    assert [row.id for row, _ in seen.closed] == ["b"]
    assert [one.item for one, _ in seen.conflicts] == ["b"]


def test_what_the_settings_leave_out_is_no_change_either() -> None:
    """Old values stand in the history, too."""
    here = scene(
        activity("a", lead="IOM", status="completed"),
        events=[event("a", Field.LEAD, "TBC", "IOM", SINCE), event("a", day=SINCE)],
        conflicts=[Conflict("a", "lead", "IOM", "ILO")],
        hidden=frozenset({Field.LEAD}),
    )
    seen = changes(here, WEEK)
    assert (seen.resolved, seen.others, seen.conflicts) == ((), (), ())
    assert len(seen.closed) == 1
    view = item_view(here, "a")
    assert view is not None
    assert [one.field for one in view.history] == [Field.STATUS]


def test_there_is_no_curve_without_a_history() -> None:
    """Nor on its first day."""
    assert progress(scene(activity("a", status="completed")), Query()).points == ()
    first = scene(activity("a", status="completed", issue="local:1"), events=[event("a", day=TODAY)])
    assert progress(first, Query()).points == ()


def test_the_curve_is_the_record() -> None:
    """Levels from day to day, and nothing before the first."""
    here = scene(
        activity("a", status="completed", issue="local:1"),
        activity("b", issue="local:2"),
        events=[
            event("b", Field.LEAD, "TBC", "IOM", date(2017, 5, 1)),
            event("a", day=date(2017, 5, 11), old=None),
        ],
        period="2016-2018",
    )
    seen = progress(here, Query())
    assert seen.recorded == date(2017, 5, 11)
    assert [(point.scope, point.done) for point in seen.points] == [(2, 1), (2, 1)]
    assert (seen.begin, seen.end) == (date(2016, 1, 1), date(2018, 12, 31))
    assert all(0 <= step.x <= step.to <= 100 and 0 <= step.y <= 100 for step in (*seen.scope, *seen.done))


def test_one_activity_with_its_past_and_its_neighbours() -> None:
    """The newest first; what continues it, and what it continues."""
    here = scene(
        activity("a"),
        activity("b", continues="a"),
        activity("c", continues="b"),
        events=[
            event("b", Field.LEAD, "TBC", "IOM", SINCE),
            event("b", Field.DUE, None, "2017-06-01", TODAY),
        ],
        conflicts=[Conflict("b", "due", None, "2017-05-01"), Conflict("a", "due", None, "2017-05-01")],
    )
    view = item_view(here, "b")
    assert view is not None
    assert [one.field for one in view.history] == [Field.DUE, Field.LEAD]
    assert (view.before and view.before.id, [one.id for one in view.then]) == ("a", ["c"])
    assert [one.item for one in view.conflicts] == ["b"]


def test_a_withdrawn_activity_is_still_found() -> None:
    """An address that was mailed leads to what became of it."""
    view = item_view(scene(activity("a", withdrawn=BEFORE)), "a")
    assert view is not None
    assert view.withdrawn == BEFORE


def test_an_unknown_id_leads_to_those_like_it() -> None:
    """However long it is."""
    here = scene(activity("2017-1-1.2"), activity("2017-1-1.3"))
    assert item_view(here, "2017-1-1.4") is None
    assert {row.id for row in near(here, "2017-1-1.4")} == {"2017-1-1.2", "2017-1-1.3"}
    assert near(here, "x" * 100_000) == ()
