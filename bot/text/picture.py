"""What stands in the digest's picture, and what it shows in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.picture.figures import Figures, Row
from bot.picture.ticks import ticks
from bot.text.phrases import counted, cut
from mappings.spans import MONTHS, day

ALT: Final = 1000
"""Slack refuses a longer description: https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""
NAME: Final = 80
AREA: Final = 60
YEAR: Final = 12
"""Months."""


@dataclass(frozen=True, slots=True)
class PictureWords:
    """Every text of a picture. `rows`: the name of each row, and its figures beside the bar.

    `legend`: completed, ongoing, open, cancelled, late. `ticks`: the days that are named below the curve.
    `note` stands in the place of the curve where there is none.
    """

    title: str
    summary: str
    legend: tuple[str, str, str, str, str]
    rows: tuple[tuple[str, str], ...]
    curve: str
    scope: str
    done: str
    today: str
    ticks: tuple[tuple[date, str], ...]
    note: str


def picture_words(figures: Figures) -> PictureWords:
    total = figures.total
    scope, done = (figures.curve[-1].scope, figures.curve[-1].done) if figures.curve else (0, 0)
    return PictureWords(
        title=plan_name(figures),
        summary=f"{day(figures.today)}: {of_all(total.completed, total.total)} completed",
        legend=(
            f"completed: {total.completed}",
            f"ongoing: {total.ongoing + total.ongoing_late}",
            f"not begun, or no report yet: {total.open + total.open_late}",
            f"cancelled: {total.cancelled}",
            f"of these past their date: {total.late}",
        ),
        rows=tuple((row_name(row), row_figures(row)) for row in figures.rows),
        curve=f"The plan's life, recorded since {day(figures.recorded)}" if figures.recorded else "",
        scope=f"activities not cancelled: {scope}",
        done=f"completed: {done}",
        today="today",
        ticks=tuple((when, tick_word(when, step)) for when, step in ticks(figures.begin, figures.end)),
        note=no_curve(figures),
    )


def plan_name(figures: Figures) -> str:
    return f"{figures.name} work plan" if figures.acronym else figures.name


def of_all(some: int, total: int) -> str:
    return f"{some} of {counted(total, 'activity')}"


def row_name(row: Row) -> str:
    if row.areas > 1:
        return f"{row.areas} others together"
    return f"{row.number}. {row.title}" if row.number else row.title


def row_figures(row: Row) -> str:
    return f"{row.tally.completed} of {row.tally.total}" if row.tally.total else "none"


def tick_word(when: date, step: int) -> str:
    """ "2017" where only years are named, else "Apr", and "Jan 2017" where a year begins; or a whole day."""
    if not step:
        return day(when)
    if step >= YEAR:
        return str(when.year)
    month = MONTHS[when.month - 1][:3]
    return f"{month} {when.year}" if when.month == 1 else month


def no_curve(figures: Figures) -> str:
    if figures.curve:
        return ""
    if figures.recorded:
        return "The record of changes begins today: from now on a curve grows here."
    return "No changes are recorded yet, so there is no curve over time."


def file_title(figures: Figures) -> str:
    return f"{cut(plan_name(figures), NAME)}: progress on {day(figures.today)}"


def alt_text(figures: Figures) -> str:
    """The figures of the whole and then of each area, as many as there is room for."""
    total = figures.total
    told = (
        f"Progress of {cut(plan_name(figures), NAME)} on {day(figures.today)}: "
        f"{of_all(total.completed, total.total)} completed, {total.ongoing + total.ongoing_late} ongoing, "
        f"{total.open + total.open_late} not begun or without a report, {total.cancelled} cancelled; "
        f"{total.late} past their date. {curve_words(figures)}"
    )
    for at, row in enumerate(figures.rows):
        late = f", {row.tally.late} past their date" if row.tally.late else ""
        sentence = f" {cut(row_name(row), AREA)}: {row.tally.completed} of {row.tally.total}{late}."
        left = f" And {counted(len(figures.rows) - at, 'more area')}."
        more = (
            f" And {counted(len(figures.rows) - at - 1, 'more area')}." if at + 1 < len(figures.rows) else ""
        )
        if len(told) + len(sentence) + len(more) > ALT:
            return told + left
        told += sentence
    return told


def curve_words(figures: Figures) -> str:
    if not figures.curve:
        return no_curve(figures)
    first, last = figures.curve[0], figures.curve[-1]
    return (
        f"Since {day(first.day)} completed went from {first.done} to {last.done}, "
        f"and all that are not cancelled from {first.scope} to {last.scope}."
    )
