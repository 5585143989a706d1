"""Deadlines for a calendar: one whole-day event for each activity with a date, always under the same id.

https://www.rfc-editor.org/rfc/rfc5545
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event

from bot.text.board_words import BoardWords
from bot.views.rows import Mark, Row, rows_of
from mappings.plan import Plan
from mappings.snapshot import Field
from mappings.timeframe import Precision
from mappings.visible import visible

DAY: Final = timedelta(days=1)
EVENT: Final = timedelta(days=14)
"""What lasts no longer, from one stated day to another, is a meeting or the like: all of it is shown."""
STATES: Final = {Mark.CANCELLED: "CANCELLED", Mark.COMPLETED: "CONFIRMED"}
FIRST: Final = date(2000, 1, 1)


def export_ics(plan: Plan, today: date, words: BoardWords, hidden: Collection[Field] = ()) -> str:
    """A calendar with line ends as the standard wants them. What has no stated end has no deadline."""
    calendar = Calendar()
    calendar.add("prodid", "-//workplan//work plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plain(plan.plan.title))
    stamp = datetime.combine(stamped(plan), time(), UTC)
    for row in rows_of(plan, today, hidden):
        if row.due is not None:
            calendar.add_component(event(plan, row, row.due, stamp, words))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def stamped(plan: Plan) -> date:
    """The day of the plan's source: what changes with each export would make each a new one."""
    source = plan.plan.source
    return source.imported if source else plan.plan.as_of or FIRST


def event(plan: Plan, row: Row, due: date, stamp: datetime, words: BoardWords) -> Event:
    made = Event()
    first = row.start if lasts_days(row) and row.start else due
    made.add("uid", f"{row.id}@{plan.plan.id}.workplan")
    made.add("dtstamp", stamp)
    made.add("dtstart", first)
    made.add("dtend", due + DAY)
    made.add("summary", f"{words.mark(row.mark)}: {plain(row.title)}" if row.done else plain(row.title))
    made.add("description", "\n".join(told(row, words)))
    made.add("categories", [plain(row.area.title)])
    made.add("status", STATES.get(row.mark, "TENTATIVE" if row.item.tentative else "CONFIRMED"))
    made.add("transp", "TRANSPARENT")
    if row.address:
        made.add("url", row.address)
    return made


def lasts_days(row: Row) -> bool:
    if row.start is None or row.due is None or row.item.precision is not Precision.DAY:
        return False
    return row.due - row.start <= EVENT


def told(row: Row, words: BoardWords) -> Iterator[str]:
    activity = row.activity
    yield row.id
    yield f"{words.status}{words.colon}{words.mark(row.mark)}"
    if row.leads:
        yield f"{words.lead}{words.colon}{plain(', '.join(row.leads))}"
    if activity.timeframe:
        yield f"{words.printed}{words.colon}{plain(activity.timeframe)}"
    if row.address:
        yield row.address


def plain(text: str) -> str:
    return visible(" ".join(text.split()))
