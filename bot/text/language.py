"""What a language says of the digest: mypy refuses one that lacks a phrase of these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from bot.digests.inputs import StrayKind
from bot.message import Line, Linked
from mappings.snapshot import Side

if TYPE_CHECKING:
    from bot.picture.figures import Tally
    from bot.picture.record import Point


class GrammarWords(Protocol):
    """Names, days and lists: what the other phrases are made with."""

    colon: str
    """ ": ", with the space that the language wants before it."""
    semicolon: str

    def quote(self, text: str) -> str: ...

    def plan_name(self, name: str, acronym: bool) -> str:
        """`name`: the plan's title, whole, or its id in capitals."""

    def short_name(self, name: str, acronym: bool) -> str:
        """The same for a lock screen."""

    def area(self, kind: str, number: str) -> str:
        """ "workstream 14". A kind that the language does not know stands as the plan has it."""

    def the_area(self, kind: str, number: str) -> str:
        """The same in the middle of `question_goes_to`, with its article where there is one."""

    def day(self, when: date) -> str: ...

    def near(self, when: date, today: date) -> str:
        """A day without its year where the year is this one."""

    def some(self, names: Sequence[str], limit: int) -> str:
        """The first few, and how many more there are."""

    def joined(self, names: Sequence[str]) -> str:
        """ "a, b and c"."""

    def more(self, count: int) -> str: ...

    def and_more(self, count: int) -> str: ...


class MessageWords(Protocol):
    """The digest itself, from its sentence to its last lines."""

    # The sentence

    nothing_to_report: str
    as_before: str

    def nothing_new(self, since: date, today: date) -> str: ...

    def question_goes_to(self, whom: str) -> str: ...

    def without_report(self, count: int) -> str: ...

    def past(self, fresh: int, before: int, named: str = "") -> str:
        """`fresh`: newly past their date; `named`: the title of the only one, in brackets."""

    def next_due(self, when: date, today: date | None = None) -> str:
        """`today`: a day of this year goes without it."""

    def to_settle(self, conflicts: int) -> str: ...

    # The summary

    def late(self, due: date, today: date) -> str: ...

    def weeks_left(self, weeks: int, ends: date) -> str:
        """`weeks`: below 0 once the plan has ended."""

    def due_by(self, count: int, when: date, today: date) -> str: ...

    def nothing_due_before(self, when: date, today: date, else_: bool) -> str: ...

    def no_report(self, count: int, total: int) -> str: ...

    no_timeline: str

    def past_their_date(self, count: int) -> str: ...

    def not_decided(self, count: int) -> str: ...

    def changes(self, since: date, today: date, past: int, undecided: int, unreported: int) -> str:
        """The figures against those of the last digest, as differences."""

    # Headings

    new_this_week: str
    question: str
    asked: str
    next: str
    no_conflicts: str

    def new_since(self, since: date, today: date) -> str: ...

    def only_years(self, count: int) -> str: ...

    def earlier_in(self, year: int) -> str: ...

    def from_years(self, span: str) -> str: ...

    def by_area(self, count: int) -> str: ...

    def not_decided_besides(self, late: int) -> str: ...

    def open_counts(self, nameless: int, others: int) -> str:
        """How many have no title, and how many have something else open; not both are 0."""

    def next_days(self, days: int) -> str: ...

    def done_since(self, since: date, today: date) -> str: ...

    # Lines

    under_way: str
    nobody_to_ask: str

    def over_before_print(self, over: int, count: int) -> str: ...

    def open_fields(self, fields: Sequence[str]) -> str: ...

    def open_since(self, when: date) -> str: ...

    def mostly(self, name: str) -> str: ...

    def years_end(self, count: int, when: date) -> Line: ...

    def ends(self, named: Line, when: date) -> Line: ...

    def end(self, count: int, when: date) -> str: ...

    def text_says(self, dates: Sequence[str]) -> str: ...

    def closed(self, dropped: bool, when: date, today: date) -> str: ...

    def filled_in(self, fields: Sequence[str], who: Sequence[str], side: Side) -> str: ...

    # To one person

    def yours(self, plan: str) -> str: ...

    def your_counts(self, fresh: int, soon: int, undecided: int) -> str:
        """What is theirs: newly past, due in the next 30 days, not decided. Not all are 0."""

    # The full list

    full_list: str
    titles_cut: str
    only_ids: str
    plan_lacks: str
    nothing_listed: str
    past_group: str
    open_group: str
    unreported_group: str
    soon_group: str
    over: str
    nothing_here: str
    """In the place of a message of the thread that a correction has no more."""

    def list_part(self, part: int, parts: int) -> str: ...

    def open_listed(self, fields: Sequence[str]) -> str: ...

    # The last lines

    board: str
    plan: str
    list_in_thread: str

    def answer_there(self, next_: str) -> str: ...

    def how_to_answer(self, example: date) -> str:
        """With a line as `mappings.answers` reads it."""

    def last_sync(self, when: datetime, today: date) -> str: ...


class TroubleWords(Protocol):
    """To the secretariat, and instead of a digest."""

    secretariat: str
    ask_for_dates: str

    def conflict(
        self, field: str, title: str, plan: str | None, tracker: str | None, issue: Linked | None
    ) -> Line: ...

    def token_ends(self, when: date) -> str: ...

    def strays(self, kind: StrayKind, names: Line) -> Line: ...

    def still_strays(self, count: int) -> str: ...

    def unknown_areas(self, areas: Sequence[str]) -> str: ...

    def no_account(self, names: Sequence[str]) -> str: ...

    def still_empty(self, areas: Sequence[str]) -> str: ...

    def empty_area(self, area: str, where: str) -> str:
        """`where`: " (line 175)"; "" where it is not known."""

    def lines(self, first: str, last: str) -> str: ...

    def lacking(self, count: int, what: str) -> str:
        """`what`: neither, dates, leads or unread."""

    def unreadable(self, file: str) -> str: ...

    def at_line(self, number: int) -> str: ...

    def problem(self, number: int, key: str, said: str) -> str:
        """One mistake of the plan file. `said` is English: other languages only tell where it is."""

    def trouble(self, said: str) -> str:
        """Another reason, as above: "" where it would be English."""

    more_by_doctor: str

    def to_mend(self, count: int, file: str) -> str: ...

    what_to_do: str
    """After a day without a sync: that nothing is lost, and where to look."""

    def no_sync_since(self, when: datetime | None, today: date) -> str: ...


class PictureTerms(Protocol):
    """What stands in the picture, and what it shows in words."""

    today_mark: str
    record_begins: str
    no_record: str

    def picture_summary(self, today: date, tally: Tally) -> str: ...

    def legend(self, tally: Tally) -> tuple[str, str, str, str, str]:
        """Completed, ongoing, open, cancelled, late."""

    def others_together(self, areas: int) -> str:
        """`areas`: at least two."""

    def row_figures(self, tally: Tally) -> str: ...

    def curve_since(self, recorded: date) -> str: ...

    def scope(self, count: int) -> str: ...

    def done(self, count: int) -> str: ...

    def month_mark(self, when: date) -> str:
        """Short: "Apr"; with its year where one begins."""

    def picture_title(self, name: str, today: date) -> str: ...

    def picture_told(self, name: str, today: date, tally: Tally) -> str: ...

    def row_told(self, name: str, tally: Tally) -> str: ...

    def more_areas(self, count: int) -> str: ...

    def curve_told(self, first: Point, last: Point) -> str: ...


class Words(GrammarWords, MessageWords, TroubleWords, PictureTerms, Protocol):
    """One language. Its methods take data and give phrases; they decide nothing but grammar."""
