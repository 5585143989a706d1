"""An activity as pages show it: late, soon, put off, nameless, hidden."""

from __future__ import annotations

from datetime import date

import pytest

from bot.views.rows import Mark
from mappings.plan import Status
from mappings.snapshot import Field
from tests.builders.plans import activity, area, output
from tests.builders.scenes import TODAY, scene

YESTERDAY, TOMORROW = date(2017, 5, 14), date(2017, 5, 16)


@pytest.mark.parametrize("status", [None, *Status])
def test_a_status_stands_for_itself(status: Status | None) -> None:
    """No report is a status of its own, not one that has not started."""
    (row,) = scene(activity(status=status)).rows
    assert row.mark == (status.value.replace(" ", "-") if status else Mark.UNREPORTED)


def test_late_is_what_was_due_before_today() -> None:
    """What is due today is not late yet."""
    rows = scene(activity("a", due=YESTERDAY), activity("b", due=TODAY), activity("c")).rows
    assert [row.late for row in rows] == [True, False, False]


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_what_is_done_is_never_late(status: Status) -> None:
    """However old its date is."""
    (row,) = scene(activity(due=YESTERDAY, status=status)).rows
    assert not row.late
    assert not row.open


def test_what_was_put_off_is_not_late() -> None:
    """Until the day to which it was put off."""
    rows = scene(
        activity("a", due=YESTERDAY, snooze_until=TOMORROW), activity("b", due=YESTERDAY, snooze_until=TODAY)
    ).rows
    assert [(row.late, row.asleep) for row in rows] == [(False, True), (True, False)]


def test_an_open_end_is_never_late() -> None:
    """Ongoing has no date to be past."""
    (row,) = scene(activity(timeframe="Ongoing")).rows
    assert not row.late
    assert row.item.open_ended


def test_soon_is_within_thirty_days() -> None:
    """Today counts, and so does the thirtieth day."""
    days = [TODAY, date(2017, 6, 14), date(2017, 6, 15), YESTERDAY]
    rows = scene(*(activity(f"a{at}", due=day) for at, day in enumerate(days))).rows
    assert [row.soon for row in rows] == [True, True, False, False]


def test_a_year_is_no_number_of_days() -> None:
    """Pages say since which year it is past."""
    year, month = scene(activity("a", timeframe="2016"), activity("b", timeframe="April 2017")).rows
    assert year.whole_year
    assert not month.whole_year


def test_a_nameless_activity_says_where_it_stands() -> None:
    """A list of a dozen TBC is of no use."""
    here = output("o", "Guidelines", activity("a", "TBC"), activity("b", "A name"), activity("c", "TBC"))
    assert [row.title for row in scene(here).rows] == [
        "TBC (1 / 2) – Guidelines",
        "A name",
        "TBC (2 / 2) – Guidelines",
    ]


def test_withdrawn_activities_stand_in_no_list() -> None:
    """They are in the plan file for whoever looks for them."""
    assert scene(activity(withdrawn=YESTERDAY)).rows == ()


def test_the_leads_of_an_area_lead_what_names_nobody() -> None:
    """Its own lead goes first, then whoever is assigned, then the area's."""
    there = area(
        "9",
        "Area",
        activity("a", lead="IOM and UNU"),
        activity("b", assignees=("maria",)),
        activity("c"),
        leads=("ILO",),
    )
    assert [row.leads for row in scene(there).rows] == [("IOM", "UNU"), ("maria",), ("ILO",)]


def test_years_are_those_of_its_table_and_of_its_dates() -> None:
    """A filter by year finds what goes on in it."""
    rows = scene(
        output(
            "o",
            "Output",
            activity("a"),
            activity("b", timeframe="2018"),
            activity("c", start=date(2016, 12, 1), due=date(2019, 1, 1)),
            year=2017,
        )
    ).rows
    assert [row.years for row in rows] == [(2017,), (2017, 2018), (2016, 2017, 2018, 2019)]


@pytest.mark.parametrize("field", [Field.TIMEFRAME, Field.LEAD, Field.FUNDING, Field.TASKS])
def test_what_the_settings_leave_out_is_neither_shown_nor_missing(field: Field) -> None:
    """Nor does a date that nobody may see make anything late."""
    made = activity(
        timeframe="1 May 2017 (TBC)",
        due=YESTERDAY,
        lead="TBC",
        funding="TBC",
        tasks=("Draft",),
        assignees=("maria",),
    )
    there = area("9", "Area", made, leads=("ILO",))
    (row,) = scene(there, hidden=frozenset({field})).rows
    assert field not in (*row.tbc, *row.missing)
    shown = {
        Field.TIMEFRAME: (row.activity.timeframe, row.due, row.late),
        Field.LEAD: (row.activity.lead, row.leads, row.area.leads, row.activity.assignees),
        Field.FUNDING: (row.activity.funding,),
        Field.TASKS: (row.activity.tasks,),
    }
    assert not any(shown[field])
    assert all(any(values) for name, values in shown.items() if name is not field)


def test_only_addresses_of_pages_are_links() -> None:
    """An issue of the embedded tracker has none, and no other scheme is one."""
    rows = scene(
        activity("a", issue="local:1"),
        activity("b", issue="https://github.com/o/r/issues/1"),
        activity("c", issue="javascript:alert(1)"),
    ).rows
    assert [row.address for row in rows] == [None, "https://github.com/o/r/issues/1", None]
