"""What a language says on the board's pages: mypy refuses one that lacks a phrase of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, Protocol

from bot.deeds import Came, Said
from bot.text.english.board import EnglishBoard
from bot.text.french.board import FrenchBoard
from bot.text.language import GrammarWords
from bot.text.spanish.board import SpanishBoard
from bot.views.query import Sort
from bot.views.rows import Mark
from mappings.snapshot import Value


class ActWords(Protocol):
    """Where people act, and where they sign in."""

    act: str
    your_name: str
    name_is_needed: str
    change_name: str
    save: str
    report_status: str
    edit_fields: str
    leave_blank: str
    who_works: str
    with_commas: str
    comments: str
    add_comment: str
    no_comments: str
    answer_there: str
    the_plan_has_it: str
    tick_it: str
    untick_it: str
    overtaken: str
    theirs: str
    yours: str
    save_again: str
    stale_form: str
    broken_form: str
    too_large: str
    only_reading: str
    elsewhere: str
    not_there: str
    wrong_host: str
    sign_in: str
    sign_out: str
    access_token: str
    wrong_token: str
    too_often: str
    sign_in_first: str
    no_proxy_name: str
    went_wrong: str
    plans: str

    def acting_as(self, name: str) -> str: ...

    def state(self, said: Said) -> str: ...

    def deed(self, what: str) -> str:
        """ "" for what is none of ours: it stands in an address."""

    def follows(self, came: Came) -> str: ...


class BoardWords(ActWords, GrammarWords, Protocol):
    code: str

    # On every page

    skip: str
    pages: str
    overview: str
    milestones: str
    timeline: str
    deadlines: str
    open_points: str
    matrix: str
    progress: str
    changes: str
    all_items: str
    not_synced: str
    whole_plan: str
    all: str
    none: str
    nothing: str
    nothing_matches: str
    from_tracker: str

    def as_of(self, today: date) -> str: ...

    def last_sync(self, when: datetime, today: date) -> str: ...

    def failed_since(self, said: str) -> str: ...

    def mirrored(self, where: str) -> str: ...

    def stale_plan(self, file: str, problems: int) -> str: ...

    def unreadable(self, said: str) -> str: ...

    def page_of(self, page: int, pages: int) -> str: ...

    next_page: str
    previous_page: str

    # Filters

    filters: str
    search: str
    show: str
    clear: str
    area_name: str
    lead: str
    year: str
    status: str
    late_only: str
    tbc_only: str
    order: str

    def mark(self, mark: Mark) -> str: ...

    def sort(self, sort: Sort) -> str: ...

    def shown(self, count: int, total: int) -> str: ...

    # An activity

    activity: str
    title: str
    when: str
    due: str
    funding: str
    assigned: str
    completed_on: str
    tasks: str
    notes: str
    printed: str
    no_lead: str
    late: str
    soon: str
    tentative: str
    open_ended: str
    no_date: str
    before_print: str
    tbc: str
    missing: str
    issue: str
    milestone: str
    done_task: str
    open_task: str

    def late_by(self, due: date, today: date) -> str: ...

    def past_year(self, year: int) -> str: ...

    def asleep_until(self, when: date) -> str: ...

    def span(self, start: date | None, due: date | None) -> str: ...

    def field(self, name: str) -> str: ...

    def fields(self, names: Sequence[str]) -> str: ...

    def value(self, name: str, value: Value) -> str: ...

    def more_leads(self, count: int) -> str: ...

    # Overview

    areas: str
    total: str
    next_due: str
    coming: str
    latest_late: str
    waits: str
    nothing_waits: str
    lost_area: str
    all_late: str

    def counts(self, counts: Mapping[Mark, int], total: int) -> str: ...

    def late_count(self, count: int) -> str: ...

    def soon_count(self, count: int) -> str: ...

    def tbc_count(self, count: int) -> str: ...

    def missing_count(self, count: int) -> str: ...

    def conflict(self, field: str, plan: Value, tracker: Value) -> str: ...

    def more_points(self, count: int) -> str: ...

    settle: str

    # Milestones

    no_year: str
    on_tracker: str
    none_there: str

    def done_of(self, completed: int, total: int) -> str: ...

    def and_more_there(self, count: int) -> str: ...

    # Timeline

    unfold_all: str
    fold_all: str
    picture: str
    zoom: str
    today_is: str
    undated: str
    outside: str
    legend_point: str
    legend_period: str
    legend_band: str
    legend_fading: str
    legend_hatched: str

    def part(self, name: str) -> str:
        """Of a span's name: "2017", "2017-Q2", "2017-05"."""

    def tick(self, when: date, unit: str) -> str: ...

    def undated_count(self, count: int) -> str: ...

    # Deadlines, open points, leads

    nothing_late: str
    shared_deadlines: str
    nothing_open: str
    open_for: str
    what_is_open: str
    continued: str

    def late_and_soon(self, late: int, soon: int) -> str: ...

    def tbc_and_missing(self, tbc: int, missing: int) -> str: ...

    def age(self, since: date, today: date) -> str: ...

    def shared(self, count: int) -> str: ...

    # Progress

    no_history: str
    scope: str
    done: str
    on_day: str
    burn_up: str

    def recorded_since(self, day: date) -> str: ...

    # Changes

    since: str
    closed: str
    reopened: str
    dated: str
    resolved: str
    newly_past: str
    in_conflict: str
    other_changes: str
    no_changes: str
    earlier_changes: str

    def changes_since(self, day: date) -> str: ...

    def closed_line(self, mark: Mark, when: date, who: str | None) -> str: ...

    def changed(self, field: str, old: Value, new: Value, when: datetime, who: str | None) -> str: ...

    def filled(self, fields: Sequence[str], who: str | None) -> str: ...

    def only_since(self, day: date) -> str: ...

    no_record: str

    # One activity

    in_document: str
    number: str
    stands: str
    history: str
    no_item_history: str
    continues: str
    continued_by: str
    withdrawn: str
    first_agreed: str

    def made(self) -> str: ...

    def place_in(self, document: str | None, place: str) -> str: ...

    # When something is not there

    not_found: str
    to_overview: str

    def no_such_item(self, name: str) -> str: ...

    def did_you_mean(self, name: str) -> str: ...


ENGLISH_BOARD: Final[BoardWords] = EnglishBoard()
BOARDS: Final[Mapping[str, BoardWords]] = {
    "en": ENGLISH_BOARD,
    "fr": FrenchBoard(),
    "es": SpanishBoard(),
}


def words_for(accepted: str, language: str) -> BoardWords:
    """In the first of the reader's languages that is known (`Accept-Language`), else in the plan's."""
    wanted = (one.split(";")[0].strip()[:2].casefold() for one in accepted.split(","))
    return board_words(next((one for one in wanted if one in BOARDS), language))


def board_words(language: str) -> BoardWords:
    """In this language; in English where it is not known."""
    return BOARDS.get(language, ENGLISH_BOARD)
