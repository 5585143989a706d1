"""The digest's phrases in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.message import Line, fill, line
from bot.text import dates
from bot.text.english.picture import PictureTerms
from bot.text.english.trouble import Trouble
from bot.text.phrases import counted
from bot.text.words import noun
from mappings.snapshot import Side
from mappings.spans import day

OPEN_WORDS: Final = {"title": "what", "timeframe": "when", "lead": "who", "funding": "money"}


class English(PictureTerms, Trouble):
    # The sentence

    nothing_to_report = "nothing to report"
    as_before = "as before"

    def nothing_new(self, since: date, today: date) -> str:
        return f"nothing new since {self.near(since, today)}"

    def question_goes_to(self, whom: str) -> str:
        return f"this week's question goes to {whom}"

    def without_report(self, count: int) -> str:
        return f"{self.activities(count)} without a report"

    def past(self, fresh: int, before: int, named: str = "") -> str:
        if fresh:
            what = "its date" if fresh == 1 else "their date"
            return f"{fresh} newly past {what}{named}, {before} from before"
        return f"nothing newly past its date, {before} from before" if before else "nothing is past its date"

    def next_due(self, when: date, today: date | None = None) -> str:
        return f"next due {self.near(when, today) if today else self.day(when)}"

    def to_settle(self, conflicts: int) -> str:
        return f"{counted(conflicts, 'conflict')} to settle"

    # The summary

    def late(self, due: date, today: date) -> str:
        return f"This message was due on {self.near(due, today)} and comes late."

    def weeks_left(self, weeks: int, ends: date) -> str:
        return f"{counted(weeks, 'week')} left." if weeks >= 0 else f"The plan ended on {day(ends)}."

    def due_by(self, count: int, when: date, today: date) -> str:
        return f"{count} due by {self.near(when, today)}."

    def nothing_due_before(self, when: date, today: date, else_: bool) -> str:
        return f"Nothing {'else ' if else_ else ''}due before {self.near(when, today)}."

    def no_report(self, count: int, total: int) -> str:
        return f"No report yet on {'any' if count == total else count} of {self.activities(total)}."

    no_timeline = "No timeline could be read, so nothing is called late."

    def past_their_date(self, count: int) -> str:
        return f"{count} past their date"

    def not_decided(self, count: int) -> str:
        return f"{count} not decided"

    def changes(self, since: date, today: date, past: int, undecided: int, unreported: int) -> str:
        said = [
            f"{abs(change)} {'more' if change > 0 else 'fewer'} {what}"
            for change, what in (
                (past, "past their date"),
                (undecided, "not decided"),
                (unreported, "without a report"),
            )
            if change
        ]
        return f"Since {self.near(since, today)}: {self.joined(said) if said else 'the same figures'}."

    # Headings

    new_this_week = "NEW THIS WEEK"
    question = "THIS WEEK'S QUESTION"
    asked = "Which are done, under way or dropped? When will the rest be done?"
    next = "NEXT"
    no_conflicts = "no conflicts"

    def new_since(self, since: date, today: date) -> str:
        return f"NEW SINCE {self.near(since, today).upper()}"

    def only_years(self, count: int) -> str:
        return f"{count} that name only a year, by area"

    def earlier_in(self, year: int) -> str:
        return f"EARLIER IN {year}"

    def from_years(self, span: str) -> str:
        return f"FROM {span}"

    def by_area(self, count: int) -> str:
        return f"{count}, by area"

    def not_decided_besides(self, late: int) -> str:
        return "NOT DECIDED" + (f", besides {late} of those above" if late else "")

    def open_counts(self, nameless: int, others: int) -> str:
        parts = [f"{self.activities(nameless)} without a title yet"] if nameless else []
        if others:
            parts.append(
                f"{others} with something else open"
                if nameless
                else f"{self.activities(others)} with something open"
            )
        return ", ".join(parts)

    def next_days(self, days: int) -> str:
        return f"NEXT {days} DAYS"

    def done_since(self, since: date, today: date) -> str:
        return f"DONE SINCE {self.near(since, today).upper()}"

    # Lines

    under_way = "under way"
    nobody_to_ask = "no one named to ask"

    def over_before_print(self, over: int, count: int) -> str:
        which = "All" if 1 < over == count else str(over)
        return f"{which} {'was' if over == 1 else 'were'} over before the plan was printed: confirm and close"

    def open_fields(self, fields: Sequence[str]) -> str:
        if len(fields) == 1:
            return f"only the {noun(fields[0])} is open"
        names = ", ".join(OPEN_WORDS[name] for name in fields)
        return f"{names} {'all' if len(fields) > 2 else 'both'} TBC"

    def open_since(self, when: date) -> str:
        return f"open since {day(when)}"

    def mostly(self, name: str) -> str:
        return f"mostly {name}"

    def years_end(self, count: int, when: date) -> Line:
        return line(f"{count} that name only a year end on {day(when)}")

    def ends(self, named: Line, when: date) -> Line:
        return fill(f"{{named}} ends on {day(when)}", named=named)

    def end(self, count: int, when: date) -> str:
        return f"{count} end on {day(when)}"

    def text_says(self, dates: Sequence[str]) -> str:
        return f"its text says {self.joined([self.quote(text) for text in dates])}: past"

    def closed(self, dropped: bool, when: date, today: date) -> str:
        return f"{'dropped' if dropped else 'completed'} {self.near(when, today)}"

    def filled_in(self, fields: Sequence[str], who: Sequence[str], side: Side) -> str:
        where = " on the issue" if side is Side.FORGE else " in the plan file"
        return f"{self.nouns(fields)} filled in{f' by {self.joined(who)}' if who else where}"

    # To one person

    def yours(self, plan: str) -> str:
        return f"{plan}, yours"

    def your_counts(self, fresh: int, soon: int, undecided: int) -> str:
        said = [f"{fresh} newly past {'its date' if fresh == 1 else 'their date'}"] if fresh else []
        said += [f"{soon} due in the next 30 days"] if soon else []
        said += [self.not_decided(undecided)] if undecided else []
        return self.joined(said)

    # The full list

    full_list = "full list"

    def list_part(self, part: int, parts: int) -> str:
        return "Full list" if parts == 1 else f"Full list, part {part} of {parts}"

    titles_cut = "Titles are cut here: the issues and the plan file have them whole."
    only_ids = "The list is too long for more than the ids: the issues and the plan file have the rest."
    plan_lacks = "What the plan lacks"
    nothing_listed = "Nothing is past its date, to be confirmed or due in the next 30 days."
    past_group = "Past their date"
    open_group = "Not decided"
    unreported_group = "No report yet"
    soon_group = "Next 30 days"
    over = "over before the plan was printed"
    nothing_here = "Nothing stands here any more."

    def open_listed(self, fields: Sequence[str]) -> str:
        return f"to be confirmed: {self.nouns(fields)}"

    # The last lines

    def answer_there(self, next_: str) -> str:
        return "Answer in the issues, not here." + (f" Next week: {next_}." if next_ else "")

    def how_to_answer(self, example: date) -> str:
        return (
            f'Done? Close the issue. Changed? Comment there: "When: {dates.month(example)}". '
            "Replies here are not read."
        )

    def last_sync(self, when: datetime, today: date) -> str:
        return f"Last sync {dates.moment(when, today)}"

    board = "board"
    plan = "plan"
    list_in_thread = "full list in the thread"
