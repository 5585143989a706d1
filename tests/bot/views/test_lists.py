"""Lists in order and in pages: nothing is lost between two pages, nothing stands twice."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.views.lists import deadlines, listed, matrix, open_points
from bot.views.pieces import groups_on_page
from bot.views.query import Query, Sort
from bot.views.rows import Mark
from tests.builders.plans import activity, area
from tests.builders.scenes import scene

LATE, SOON = date(2017, 5, 1), date(2017, 6, 1)
ROWS = scene(*(activity(f"a{at}", due=LATE) for at in range(40))).rows


@given(st.lists(st.integers(0, 12), max_size=6), st.integers(1, 7))
def test_pages_hold_every_row_once(sizes: list[int], size: int) -> None:
    """In the order of the groups; a group without rows is there too."""
    groups = [(at, ROWS[:count]) for at, count in enumerate(sizes)]
    _, place = groups_on_page(groups, 1, size)
    found: list[tuple[int, str | None]] = []
    for page in range(1, place.pages + 1):
        shown, _ = groups_on_page(groups, page, size)
        assert sum(max(len(one.rows), 1) for one in shown) <= size
        for one in shown:
            assert one.count == len(groups[one.of][1])
            assert one.continued == any(key == one.of for key, _ in found)
            found += [(one.of, row.id) for row in one.rows] or [(one.of, None)]
    assert found == [(key, row.id if row else None) for key, rows in groups for row in (rows or [None])]


def test_a_page_beyond_the_last_is_the_last() -> None:
    """An address from yesterday, when the list was longer."""
    found = listed(scene(*(activity(f"a{at}") for at in range(200))), Query(page=9))
    assert (found.place.page, found.place.pages, len(found.rows), found.count) == (2, 2, 50, 200)


def test_orders() -> None:
    """What has nothing to be ordered by comes last; what is alike stays in the plan's order."""
    here = scene(
        activity("a", "Write", due=SOON, lead="UNU"),
        activity("b", "draft", status="cancelled"),
        activity("c", "Call", due=LATE, lead="ilo"),
        activity("d", "Edit", status="completed"),
    )

    def ids(sort: Sort) -> str:
        return "".join(row.id for row in listed(here, Query(sort=sort)).rows)

    assert ids(Sort.PLAN) == "abcd"
    assert ids(Sort.DUE) == "cabd"
    assert ids(Sort.TITLE) == "cbda"
    assert ids(Sort.LEAD) == "cabd"
    assert ids(Sort.STATUS) == "dcab"


def test_deadlines_stand_under_each_lead() -> None:
    """Whoever has most of them first, nobody last; what is neither late nor soon is not there."""
    here = scene(
        activity("a", due=LATE),
        activity("b", due=SOON, lead="ILO"),
        activity("c", due=LATE, lead="IOM and ILO"),
        activity("d", due=date(2018, 1, 1), lead="UNU"),
    )
    found = deadlines(here, Query())
    assert [(one.of, [row.id for row in one.rows], one.late, one.soon) for one in found.groups] == [
        ("ILO", ["c", "b"], 1, 1),
        ("IOM", ["c"], 1, 0),
        (None, ["a"], 1, 0),
    ]
    assert (found.late, found.soon) == (2, 1)
    assert [one.of for one in deadlines(here, Query(lead="ILO")).groups] == ["ILO"]


def test_open_points_begin_with_the_oldest() -> None:
    """What is done or put off waits for nobody."""
    here = scene(
        activity("a", lead="TBC", timeframe="2018"),
        activity("b", timeframe="TBC", lead="IOM", tbc_since={"timeframe": date(2017, 1, 9)}),
        activity("c", timeframe="TBC", lead="IOM", status="completed"),
        activity("d", timeframe="TBC", lead="IOM", snooze_until=date(2018, 1, 1)),
        activity("e", timeframe="2018", lead="IOM"),
    )
    (group,) = open_points(here, Query()).groups
    assert [row.id for row in group.rows] == ["b", "a"]


def test_an_area_that_lost_everything_is_an_open_point() -> None:
    """Unless something else was asked for."""
    here = scene(area("1", "First", activity("a", timeframe="2018", lead="IOM")), area("2", "Lost"))
    assert [(one.of.id, one.rows) for one in open_points(here, Query()).groups] == [("2", ())]
    assert open_points(here, Query(tbc=True)).groups == ()


def test_the_matrix_counts_for_each_lead() -> None:
    """And says how many it counts more than once."""
    here = scene(
        activity("a", due=LATE, lead="IOM and ILO"),
        activity("b", status="completed", lead="IOM"),
        activity("c"),
    )
    found = matrix(here, Query())
    assert [
        (one.lead, one.counts[Mark.UNREPORTED], one.counts[Mark.COMPLETED], one.late, one.total)
        for one in found.lines
    ] == [
        ("IOM", 1, 1, 1, 2),
        ("ILO", 1, 0, 1, 1),
        (None, 1, 0, 0, 1),
    ]
    assert found.shared == 1
