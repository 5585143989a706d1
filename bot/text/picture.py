"""What stands in the digest's picture, and what it shows in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.picture.figures import Figures, Row
from bot.picture.ticks import ticks
from bot.text.digest_words import ENGLISH, Words
from bot.text.phrases import cut

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


def picture_words(figures: Figures, words: Words = ENGLISH) -> PictureWords:
    total = figures.total
    scope, done = (figures.curve[-1].scope, figures.curve[-1].done) if figures.curve else (0, 0)
    return PictureWords(
        title=words.plan_name(figures.name, figures.acronym),
        summary=words.picture_summary(figures.today, total),
        legend=words.legend(total),
        rows=tuple((row_name(row, words), words.row_figures(row.tally)) for row in figures.rows),
        curve=words.curve_since(figures.recorded) if figures.recorded else "",
        scope=words.scope(scope),
        done=words.done(done),
        today=words.today_mark,
        ticks=tuple((when, mark(when, step, words)) for when, step in ticks(figures.begin, figures.end)),
        note=no_curve(figures, words),
    )


def mark(when: date, step: int, words: Words) -> str:
    """ "2017" where only years are named, else "Apr", and "Jan 2017" where a year begins; or a whole day."""
    if not step:
        return words.day(when)
    return str(when.year) if step >= YEAR else words.month_mark(when)


def row_name(row: Row, words: Words) -> str:
    if row.areas > 1:
        return words.others_together(row.areas)
    return f"{row.number}. {row.title}" if row.number else row.title


def no_curve(figures: Figures, words: Words) -> str:
    if figures.curve:
        return ""
    return words.record_begins if figures.recorded else words.no_record


def short_name(figures: Figures, words: Words) -> str:
    return cut(words.plan_name(figures.name, figures.acronym), NAME)


def file_title(figures: Figures, words: Words = ENGLISH) -> str:
    return words.picture_title(short_name(figures, words), figures.today)


def alt_text(figures: Figures, words: Words = ENGLISH) -> str:
    """The figures of the whole and then of each area, as many as there is room for."""
    curve = figures.curve
    over_time = words.curve_told(curve[0], curve[-1]) if curve else no_curve(figures, words)
    told = f"{words.picture_told(short_name(figures, words), figures.today, figures.total)} {over_time}"
    for at, row in enumerate(figures.rows):
        left = len(figures.rows) - at
        sentence = f" {words.row_told(cut(row_name(row, words), AREA), row.tally)}"
        more = f" {words.more_areas(left - 1)}" if left > 1 else ""
        if len(told) + len(sentence) + len(more) > ALT:
            return f"{told} {words.more_areas(left)}"
        told += sentence
    return told
