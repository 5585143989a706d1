"""Deadlines for a calendar: read back by the library that calendars are read with."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar, Event

from bot.export.as_ics import export_ics
from bot.text.board_words import ENGLISH_BOARD
from mappings.plan import Plan
from mappings.snapshot import Field
from tests.builders.gold import gmg_plan
from tests.builders.plans import activity, plan

DAY = date(2017, 5, 15)


def events(whole: Plan, today: date = DAY, hidden: tuple[Field, ...] = ()) -> list[Event]:
    return list(Calendar.from_ical(export_ics(whole, today, ENGLISH_BOARD, hidden)).walk("VEVENT"))


def days(**said: object) -> tuple[date, date]:
    (event,) = events(plan(activity(**said)))  # type: ignore[arg-type]
    return event["dtstart"].dt, event["dtend"].dt


@pytest.mark.parametrize(
    ("timeframe", "first", "end"),
    [
        ("16 June 2016", date(2016, 6, 16), date(2016, 6, 17)),
        ("8-11 March 2016", date(2016, 3, 8), date(2016, 3, 12)),
        ("April 2017", date(2017, 4, 30), date(2017, 5, 1)),
        ("2017", date(2017, 12, 31), date(2018, 1, 1)),
        ("1 January 2017 - 30 June 2017", date(2017, 6, 30), date(2017, 7, 1)),
    ],
)
def test_a_deadline_is_the_last_day_and_a_meeting_all_of_its_days(
    timeframe: str, first: date, end: date
) -> None:
    """The end of an event is the day after its last."""
    assert days(timeframe=timeframe) == (first, end)


def test_what_has_no_end_is_no_event() -> None:
    """Nor what was withdrawn."""
    rows = [activity("a", timeframe="TBC"), activity("b", timeframe="Ongoing"), activity("c")]
    gone = activity("d", due=DAY, withdrawn=DAY)
    assert events(plan(*rows, gone)) == []


def test_an_event_keeps_its_id_when_its_date_moves() -> None:
    """A calendar then moves it, and has not two."""
    before, after = (events(plan(activity("a", due=day)))[0] for day in (DAY, date(2017, 8, 1)))
    assert before["uid"] == after["uid"] == "a@gmg.workplan"


def test_ids_are_unique() -> None:
    """In a whole plan."""
    found = [str(event["uid"]) for event in events(gmg_plan())]
    assert len(found) == len(set(found)) == 173


@pytest.mark.parametrize(
    ("status", "said", "title"),
    [
        (None, "CONFIRMED", "Meet"),
        ("completed", "CONFIRMED", "completed: Meet"),
        ("cancelled", "CANCELLED", "cancelled: Meet"),
    ],
)
def test_what_is_done_says_so(status: str | None, said: str, title: str) -> None:
    """Cancelled ones are struck out by the calendar."""
    (event,) = events(plan(activity("a", "Meet", due=DAY, status=status)))
    assert (str(event["status"]), str(event["summary"])) == (said, title)


def test_an_event_tells_what_a_lead_needs() -> None:
    """Who, as printed, and where to act."""
    link = "https://github.com/o/r/issues/1"
    (event,) = events(plan(activity("a", "Meet", timeframe="May 2017", lead="IOM", issue=link)))
    assert str(event["description"]) == f"a\nStatus: no report\nLead: IOM\nAs printed: May 2017\n{link}"
    assert str(event["url"]) == link


def test_what_the_settings_leave_out_is_not_in_it() -> None:
    """Calendars are shared."""
    (event,) = events(plan(activity("a", lead="Secret", due=DAY)), hidden=(Field.LEAD,))
    assert "Secret" not in event.to_ical().decode()
    assert events(plan(activity("a", due=DAY)), hidden=(Field.TIMEFRAME,)) == []


def test_the_same_plan_gives_the_same_bytes() -> None:
    """On any day: what is late is not told."""
    assert export_ics(gmg_plan(), DAY, ENGLISH_BOARD) == export_ics(
        gmg_plan(), date(2019, 1, 1), ENGLISH_BOARD
    )
