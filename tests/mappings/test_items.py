"""Items: effective dates, what is to be confirmed, what is missing, what is late."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.items import Item, gaps, items
from mappings.plan import Plan, Status
from mappings.snapshot import Kind
from mappings.timeframe import Precision
from tests.builders.plans import activity, area, output, plan

TODAY = date(2017, 5, 2)


def only(made: Plan, kind: Kind = Kind.ACTIVITY) -> Item:
    """The only item of that kind."""
    (found,) = [item for item in items(made) if item.kind is kind]
    return found


def test_order() -> None:
    """Items come as the file has them: an output, its activities, then the area's own."""
    made = plan(
        area("1", "A", activity("own"), output("O1", "T", activity("a"), activity("b"))), area("2", "B")
    )
    assert [item.id for item in items(made)] == ["O1", "a", "b", "own"]


def test_year_is_the_output_s() -> None:
    """An activity stands in the year of its output's table; without an output it has none."""
    made = plan(area("1", "A", output("O1", "T", activity("a"), year=2018), activity("own")))
    assert [item.year for item in items(made)] == [2018, 2018, None]


def test_dates_from_the_timeframe() -> None:
    """Without overrides the dates are those of the printed timeframe."""
    item = only(plan(activity(timeframe="April 2017")))
    assert (item.start, item.due, item.precision) == (date(2017, 4, 1), date(2017, 4, 30), Precision.MONTH)


def test_due_override() -> None:
    """A due date that people set replaces the printed one, to the day, and is no longer tentative."""
    item = only(plan(activity(timeframe="April 2017 (TBC)", due=date(2017, 6, 15))))
    assert (item.start, item.due, item.precision) == (date(2017, 4, 1), date(2017, 6, 15), Precision.DAY)
    assert not item.tentative


def test_due_before_the_printed_period() -> None:
    """A due date moved to before the printed period leaves no start after the end."""
    item = only(plan(activity(timeframe="June 2017", due=date(2017, 5, 1))))
    assert (item.start, item.due) == (None, date(2017, 5, 1))


def test_due_closes_an_open_end() -> None:
    """ "Ongoing" with a due date is not open-ended any more."""
    item = only(plan(activity(timeframe="Ongoing", due=date(2017, 5, 1))))
    assert not item.open_ended


def test_start_override_keeps_the_rest() -> None:
    """A start that people set leaves the printed end, its precision and its doubt."""
    item = only(plan(activity(timeframe="2017 (TBC)", start=date(2017, 3, 1))))
    assert (item.start, item.due, item.precision) == (date(2017, 3, 1), date(2017, 12, 31), Precision.YEAR)
    assert item.tentative


def test_start_alone_is_not_open_ended() -> None:
    """A start beside a timeframe that can't be read says nothing of an open end."""
    item = only(plan(activity(timeframe="mid May", start=date(2017, 3, 1))))
    assert (item.due, item.open_ended) == (None, False)


@pytest.mark.parametrize(
    ("timeframe", "status", "late"),
    [
        ("April 2017", None, True),
        ("1 May 2017", Status.ONGOING, True),
        ("1 May 2017", Status.NOT_STARTED, True),
        ("2 May 2017", None, False),
        ("April 2017", Status.COMPLETED, False),
        ("April 2017", Status.CANCELLED, False),
        ("2017", None, False),
        ("Ongoing", None, False),
        ("from March 2016", None, False),
        ("TBC", None, False),
        ("mid April 2017", None, False),
        (None, None, False),
    ],
)
def test_overdue(timeframe: str | None, status: Status | None, late: bool) -> None:
    """Late is what has a due date before today and is neither completed nor cancelled; nothing else."""
    assert only(plan(activity(timeframe=timeframe, status=status))).overdue(TODAY) is late


def test_tbc_of_each_field() -> None:
    """Each of the four texts can be open, and is named."""
    item = only(plan(activity(title="TBC", timeframe="tbc", lead="TBC", funding="To be confirmed")))
    assert item.tbc == ("title", "timeframe", "lead", "funding")


@pytest.mark.parametrize(
    "text", ["Course on data (tbc)", "TBC", "tbd", "TBD.", "to be confirmed", "À confirmer", "Por confirmar"]
)
def test_says_tbc(text: str) -> None:
    """ "TBC" anywhere, another such word as the whole value."""
    assert "funding" in only(plan(activity(funding=text))).tbc


@pytest.mark.parametrize(
    "text",
    ["to further define", "dependent on budget", "sites to be identified", "TBCX", "tbd by IOM", "none", "?"],
)
def test_not_tbc(text: str) -> None:
    """Other open wording is not TBC: the document didn't say so."""
    assert only(plan(activity(funding=text))).tbc == ()


def test_due_settles_an_open_timeframe() -> None:
    """A due date settles a TBC timeframe; the printed text stays."""
    item = only(plan(activity(timeframe="TBC", due=date(2017, 6, 1))))
    assert (item.tbc, item.missing) == ((), ("lead",))


def test_assignee_settles_an_open_lead() -> None:
    """Somebody who is assigned settles a TBC lead."""
    assert only(plan(activity(timeframe="2017", lead="TBC", assignees=("ana",)))).tbc == ()


def test_missing_is_not_tbc() -> None:
    """What the document doesn't say at all is missing, and not to be confirmed."""
    item = only(plan(activity()))
    assert (item.tbc, item.missing) == ((), ("timeframe", "lead"))


def test_blank_text_is_missing() -> None:
    """A cell that somebody emptied says as much as no cell."""
    assert only(plan(activity(timeframe=" ", lead=""))).missing == ("timeframe", "lead")


def test_funding_is_missed_only_where_the_plan_has_funding() -> None:
    """A plan without any funding has no funding gaps."""
    made = plan(
        activity("a", timeframe="2017", lead="IOM", funding="IOM"),
        activity("b", timeframe="2017", lead="IOM"),
    )
    assert [item.missing for item in items(made) if item.activity] == [(), ("funding",)]


def test_area_leads_are_enough() -> None:
    """An activity without a lead is led by its area's co-leads."""
    made = plan(area("1", "A", activity(timeframe="2017"), leads=("IOM",)))
    assert only(made).missing == ()


def test_area_leads_do_not_become_the_activity_s() -> None:
    """The activity's own leads stay empty: the document names none there."""
    assert only(plan(area("1", "A", activity(), leads=("IOM",)))).leads == ()


def test_area_without_items() -> None:
    """An area without any item misses its activities; one with an empty output does not."""
    assert gaps(area("1", "A")) == ("activities",)
    assert gaps(area("1", "A", output())) == ()
    assert gaps(area("1", "A", activity())) == ()


def test_output_spans_its_activities() -> None:
    """An output runs from the earliest start to the latest due date of its activities."""
    made = plan(activity("a", timeframe="March 2017"), activity("b", timeframe="Q2 2017"), activity("c"))
    item = only(made, Kind.OUTPUT)
    assert (item.start, item.due, item.precision) == (date(2017, 3, 1), date(2017, 6, 30), Precision.QUARTER)


def test_output_dates_of_its_own() -> None:
    """Dates that the output sets win over those of its activities."""
    made = plan(output("O1", "T", activity(timeframe="March 2017"), due=date(2017, 2, 1)))
    item = only(made, Kind.OUTPUT)
    assert (item.start, item.due, item.precision) == (None, date(2017, 2, 1), Precision.DAY)


def test_output_doubts_what_its_latest_activity_doubts() -> None:
    """The date of an output is as tentative as the activity that it comes from."""
    made = plan(activity("a", timeframe="March 2017"), activity("b", timeframe="May 2017 (TBC)"))
    assert only(made, Kind.OUTPUT).tentative


@pytest.mark.parametrize(
    ("statuses", "together"),
    [
        ((None, None), None),
        ((Status.NOT_STARTED, None), Status.NOT_STARTED),
        ((Status.ONGOING, None), Status.ONGOING),
        ((Status.COMPLETED, None), Status.ONGOING),
        ((Status.CANCELLED, None), Status.ONGOING),
        ((Status.COMPLETED, Status.CANCELLED), Status.COMPLETED),
        ((Status.COMPLETED, Status.COMPLETED), Status.COMPLETED),
        ((Status.CANCELLED, Status.CANCELLED), Status.CANCELLED),
    ],
)
def test_output_status(statuses: tuple[Status | None, ...], together: Status | None) -> None:
    """An output's status follows from its activities, and nobody's report is no report."""
    made = plan(*(activity(f"a{n}", status=status) for n, status in enumerate(statuses)))
    assert only(made, Kind.OUTPUT).status is together


def test_empty_output() -> None:
    """An output without activities has neither dates nor a status, and is not complete."""
    item = only(plan(output()), Kind.OUTPUT)
    assert (item.start, item.due, item.status, item.missing) == (None, None, None, ())
