"""What the board's pages say in English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.text import dates
from bot.text.english.board_acts import EnglishActs
from bot.text.english.grammar import Grammar
from bot.text.phrases import counted
from bot.text.rough import rough
from bot.text.words import field_word, value_words
from bot.views.query import Sort
from bot.views.rows import Mark
from mappings.snapshot import Value
from mappings.spans import MONTHS, span_text

LINES: Final = re.compile(r"lines (\d+)-(\d+)")
MARKS: Final = {
    Mark.COMPLETED: "completed",
    Mark.ONGOING: "ongoing",
    Mark.NOT_STARTED: "not started",
    Mark.UNREPORTED: "no report",
    Mark.CANCELLED: "cancelled",
}
SORTS: Final = {
    Sort.PLAN: "as in the plan",
    Sort.DUE: "by due date",
    Sort.TITLE: "by title",
    Sort.LEAD: "by lead",
    Sort.STATUS: "by status",
}


class EnglishBoard(EnglishActs, Grammar):
    code = "en"

    # On every page

    skip = "Skip to the page itself"
    pages = "Pages"
    overview = "Overview"
    milestones = "Milestones"
    timeline = "Timeline"
    deadlines = "Overdue and due soon"
    open_points = "TBC and missing"
    matrix = "Leads"
    progress = "Progress"
    changes = "Changes"
    all_items = "All activities"
    not_synced = "Not synced yet."
    whole_plan = "Whole plan"
    all = "all"
    none = "none"
    nothing = "Nothing is shown here."
    nothing_matches = "Nothing matches these filters."
    from_tracker = "Act on the issue itself; this page follows with the next sync."

    def as_of(self, today: date) -> str:
        return f"As of {self.day(today)}"

    def last_sync(self, when: datetime, today: date) -> str:
        return f"Last sync: {dates.moment(when, today)}."

    def failed_since(self, said: str) -> str:
        return f"Since then a sync has failed: {said}"

    def mirrored(self, where: str) -> str:
        return f"On {where}."

    def stale_plan(self, file: str, problems: int) -> str:
        return (
            f"{file} can't be read at present ({counted(problems, 'mistake')}: workplan check tells them). "
            "What you see is how it stood before."
        )

    def unreadable(self, said: str) -> str:
        return f"{said} What you see is how it stood before."

    def page_of(self, page: int, pages: int) -> str:
        return f"Page {page} of {pages}"

    next_page = "Next page"
    previous_page = "Previous page"

    # Filters

    filters = "Filters"
    search = "Search"
    show = "Show"
    clear = "Show everything"
    area_name = "Area"
    lead = "Lead"
    year = "Year"
    status = "Status"
    late_only = "late"
    tbc_only = "TBC"
    order = "Order"

    def mark(self, mark: Mark) -> str:
        return MARKS[mark]

    def sort(self, sort: Sort) -> str:
        return SORTS[sort]

    def shown(self, count: int, total: int) -> str:
        return self.activities(total) if count == total else f"{count} of {self.activities(total)}"

    # An activity

    activity = "Activity"
    title = "Title"
    when = "When"
    due = "Due"
    funding = "Funding"
    assigned = "Assigned"
    completed_on = "Completed on"
    tasks = "Tasks"
    notes = "Notes"
    printed = "As printed"
    no_lead = "Nobody is named"
    late = "Late"
    soon = "Due soon"
    tentative = "tentative"
    open_ended = "no end stated"
    no_date = "no date"
    before_print = "over before the plan was printed"
    tbc = "to be confirmed"
    missing = "missing"
    issue = "Issue"
    milestone = "Milestone"
    done_task = "done"
    open_task = "open"

    def late_by(self, due: date, today: date) -> str:
        return f"{counted(*rough((today - due).days))} late"

    def past_year(self, year: int) -> str:
        return f"past since the end of {year}"

    def asleep_until(self, when: date) -> str:
        return f"put off until {self.day(when)}"

    def span(self, start: date | None, due: date | None) -> str:
        return span_text(start, due) or ""

    def field(self, name: str) -> str:
        word = field_word(name)
        return word[:1].upper() + word[1:]

    def fields(self, names: Sequence[str]) -> str:
        return self.nouns(names)

    def value(self, name: str, value: Value) -> str:
        return value_words(name, value)

    def more_leads(self, count: int) -> str:
        return f"and {counted(count, 'other')}"

    # Overview

    areas = "Areas"
    total = "All"
    next_due = "Next due"
    coming = "Due next"
    latest_late = "Latest past their date"
    waits = "Waiting for a decision"
    nothing_waits = "No conflict waits for a decision."
    lost_area = "The document has no activities here: lost, or never there?"
    all_late = "All that are late"

    def counts(self, counts: Mapping[Mark, int], total: int) -> str:
        said = [f"{count} {MARKS[mark]}" for mark, count in counts.items() if count]
        return f"{self.activities(total)}{self.colon}{', '.join(said)}" if said else self.activities(total)

    def late_count(self, count: int) -> str:
        return f"{count} late"

    def soon_count(self, count: int) -> str:
        return f"{count} due in the next 30 days"

    def tbc_count(self, count: int) -> str:
        return f"{count} to be confirmed"

    def missing_count(self, count: int) -> str:
        return f"{count} with something missing"

    def conflict(self, field: str, plan: Value, tracker: Value) -> str:
        said = f"the plan says {self.value(field, plan)}, the tracker {self.value(field, tracker)}"
        return f"{self.field(field)}{self.colon}{said}."

    def more_points(self, count: int) -> str:
        return f"And {counted(count, 'open point')} of the last sync: workplan status tells them."

    settle = "Settle it in a comment on the issue, or with workplan resolve."

    # Milestones

    no_year = "No year"
    on_tracker = "Milestone on the tracker"
    none_there = "None."

    def done_of(self, completed: int, total: int) -> str:
        return f"{completed} of {total} completed"

    def and_more_there(self, count: int) -> str:
        return f"and {count} more"

    # Timeline

    unfold_all = "Unfold all areas"
    fold_all = "Fold all areas"
    picture = "Timeline"
    zoom = "Part of time"
    today_is = "today"
    undated = "No date"
    outside = "not in this part of time"
    legend_point = "one exact day"
    legend_period = "from day to day"
    legend_band = "some time in a month, quarter or year"
    legend_fading = "no beginning, or no end, is stated"
    legend_hatched = "tentative"

    def part(self, name: str) -> str:
        """Of a span's name: "2017", "2017-Q2", "2017-05"."""
        year, _, rest = name.partition("-")
        if not rest:
            return year
        return f"{rest} {year}" if "Q" in rest else f"{MONTHS[int(rest) - 1]} {year}"

    def tick(self, when: date, unit: str) -> str:
        match unit:
            case "year":
                return str(when.year)
            case "quarter":
                return f"Q{(when.month + 2) // 3}"
            case "month":
                return MONTHS[when.month - 1][:3]
            case _:
                return f"{when.day} {MONTHS[when.month - 1][:3]}"

    def undated_count(self, count: int) -> str:
        return f"{count} without a date"

    # Deadlines, open points, leads

    nothing_late = "Nothing is late, and nothing is due in the next 30 days."
    shared_deadlines = "An activity with several leads stands under each of them."
    nothing_open = "Nothing is to be confirmed or missing."
    open_for = "Open since"
    what_is_open = "What is open"
    continued = "continued"

    def late_and_soon(self, late: int, soon: int) -> str:
        return f"{late} late, {soon} due in the next 30 days"

    def tbc_and_missing(self, tbc: int, missing: int) -> str:
        return f"{tbc} with something to be confirmed, {missing} with something missing"

    def age(self, since: date, today: date) -> str:
        days = (today - since).days
        return "today" if days < 1 else counted(*rough(days))

    def shared(self, count: int) -> str:
        return f"{self.activities(count)} with several leads: counted once for each of them."

    # Progress

    no_history = "Nothing was recorded before today: there is no curve yet. It begins with the first sync."
    scope = "Activities not cancelled"
    done = "Completed"
    on_day = "Date"
    burn_up = "Scope and completed activities, as recorded"

    def recorded_since(self, day: date) -> str:
        return f"Recorded since {self.day(day)}. What was before is not known, and not drawn."

    # Changes

    since = "Since"
    closed = "Completed or cancelled"
    reopened = "Open again"
    dated = "New dates"
    resolved = "Filled in"
    newly_past = "Newly past their date"
    in_conflict = "In conflict"
    other_changes = "Other changes"
    no_changes = "Nothing."
    earlier_changes = "The history of each activity has more."

    def changes_since(self, day: date) -> str:
        return f"Changes since {self.day(day)}"

    def closed_line(self, mark: Mark, when: date, who: str | None) -> str:
        return f"{MARKS[mark]} on {self.day(when)}" + (f" by {who}" if who else "")

    def changed(self, field: str, old: Value, new: Value, when: datetime, who: str | None) -> str:
        by = f", {who}" if who else ""
        said = f"{self.value(field, old)} → {self.value(field, new)}"
        return f"{self.field(field)}{self.colon}{said} ({self.day(when.date())}{by})"

    def filled(self, fields: Sequence[str], who: str | None) -> str:
        return f"{self.fields(fields)}" + (f", by {who}" if who else "")

    def only_since(self, day: date) -> str:
        return f"The history begins on {self.day(day)}."

    no_record = "There is no history yet: it begins with the first sync."

    # One activity

    in_document = "In the document"
    number = "Number"
    stands = "Stands in"
    history = "History"
    no_item_history = "Nothing was changed since the first sync."
    continues = "Continues"
    continued_by = "Continued by"
    withdrawn = "Withdrawn from the plan"
    first_agreed = "First agreed"

    def made(self) -> str:
        return "put on the tracker"

    def place_in(self, document: str | None, place: str) -> str:
        found = LINES.fullmatch(place)
        if found:
            first, last = found[1], found[2]
            place = f"line {first}" if first == last else f"lines {first}–{last}"
        return f"{document}, {place}" if document else place

    # When something is not there

    not_found = "This is not there"
    to_overview = "Go to the overview"

    def no_such_item(self, name: str) -> str:
        return f"No activity or output of this plan has the id {self.quote(name)}."

    def did_you_mean(self, name: str) -> str:
        return f"Did you mean {name}?"
