"""The milestone board: cards by area and year, and what an opened one holds."""

from __future__ import annotations

from datetime import date

from bot.views.milestones import milestones, opened
from bot.views.query import Query
from bot.views.rows import Mark
from tests.builders.plans import activity, area, output
from tests.builders.scenes import scene

PLACED = scene(
    area(
        "1",
        "First",
        output("o18", "Later", activity("a", timeframe="2018", lead="IOM"), year=2018),
        output("o17", "Sooner", activity("b", due=date(2017, 5, 1), lead="IOM"), year=2017),
        output("o", "Undated", activity("c"), year=None),
    ),
    area("2", "Second", activity("d", status="completed"), activity("e", lead="ILO")),
    area("3", "Lost"),
)


def test_outputs_stand_by_year_and_those_without_one_last() -> None:
    """In the plan's order within a year."""
    (shelf,) = milestones(PLACED, Query()).shelves
    assert [(one.year, [card.id for card in one.cards]) for one in shelf.columns] == [
        (2017, ["o17"]),
        (2018, ["o18"]),
        (None, ["o"]),
    ]


def test_an_area_without_outputs_is_a_card_itself() -> None:
    """Also one that has lost its activities."""
    assert [(card.id, len(card.rows)) for card in milestones(PLACED, Query()).alone] == [("2", 2), ("3", 0)]


def test_a_card_is_late_while_anything_of_it_is_open() -> None:
    """Its date is that of the latest activity."""
    done = output("a", "Done", activity("x", due=date(2017, 5, 1), status="completed"))
    late = output("b", "Late", activity("y", due=date(2017, 5, 1)), activity("z", due=date(2017, 4, 1)))
    coming = output("c", "Coming", activity("v", due=date(2017, 5, 1)), activity("w", due=date(2017, 9, 1)))
    (shelf,) = milestones(scene(done, late, coming), Query()).shelves
    cards = [card for column in shelf.columns for card in column.cards]
    assert [(card.late, card.due and card.due.month) for card in cards] == [(False, 5), (True, 5), (False, 9)]


def test_filters_leave_only_cards_with_something_in_them() -> None:
    """And of these only what is admitted."""
    found = milestones(PLACED, Query(lead="IOM"))
    assert [card.id for shelf in found.shelves for one in shelf.columns for card in one.cards] == [
        "o17",
        "o18",
    ]
    assert found.alone == ()


def test_an_opened_card_has_its_activities_by_status() -> None:
    """Every status is a column, also an empty one."""
    found = opened(PLACED, "2", Query())
    assert found is not None
    assert {mark: [row.id for row in rows] for mark, rows in found.columns} == {
        Mark.UNREPORTED: ["e"],
        Mark.NOT_STARTED: [],
        Mark.ONGOING: [],
        Mark.COMPLETED: ["d"],
        Mark.CANCELLED: [],
    }


def test_a_card_opens_whatever_the_filters_say() -> None:
    """A link to it was followed: it is there, if empty."""
    found = opened(PLACED, "o17", Query(lead="nobody"))
    assert found is not None
    assert found.card.rows == ()
    assert opened(PLACED, "nothing", Query()) is None


def test_leads_are_the_most_frequent() -> None:
    """Two are named, the others counted."""
    rows = [
        activity(f"a{at}", lead=lead) for at, lead in enumerate(("UNU", "IOM", "ILO", "IOM", "UNU", "IOM"))
    ]
    (shelf,) = milestones(scene(output("o", "Output", *rows)), Query()).shelves
    card = shelf.columns[0].cards[0]
    assert (card.leads, card.more_leads) == (("IOM", "UNU"), 1)
