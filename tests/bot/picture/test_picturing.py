"""The picture with its description, from a plan and its history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import pytest

from bot.app import usual_app
from bot.picture.figures import Tally
from bot.picture.picturing import picture
from bot.picture.record import Point
from bot.text.digest_words import ENGLISH
from bot.text.picture import ALT, alt_text, file_title, picture_words
from tests.builders.cli import here, small_plan
from tests.builders.picture import TODAY, figures, row, sheet
from tests.builders.plans import activity, plan

CURVE = (Point(date(2017, 4, 3), 8, 0), Point(TODAY, 7, 2))


def test_a_real_history_is_drawn(tmp_path: Path) -> None:
    """Synced in April, one activity closed by a co-lead, seen in May."""
    small_plan(tmp_path)
    here(tmp_path, "sync", "--today", "2017-04-03")
    here(tmp_path, "tracker", "close", "2017-1-1.1", "--as", "anna", "--today", "2017-04-20")
    here(tmp_path, "sync", "--today", "2017-04-20")
    app = usual_app(tmp_path, TODAY)
    with app.state_reader() as state:
        found = picture(app.plan_file().read().plan, state.events(), app.today, app.zone, app.words)
    assert found is not None
    assert found.png.startswith(b"\x89PNG")
    assert found.title == "A small plan: progress on 2 May 2017"
    assert "1 of 3 activities completed" in found.alt
    assert (
        "Since 3 April 2017 completed went from 0 to 1, and all that are not cancelled from 3 to 3."
        in found.alt
    )


@pytest.mark.parametrize("whole", [plan(), plan(activity(timeframe="2019"))], ids=["empty", "unreported"])
def test_with_nothing_to_show_there_is_no_picture(whole: object) -> None:
    """A thread is not lengthened by bars that are all grey."""
    assert picture(whole, [], TODAY, UTC, ENGLISH) is None  # type: ignore[arg-type]


def test_the_description_has_the_figures() -> None:
    """Of the whole, over time, and of each area."""
    drawn = figures(row("Data", Tally(1, 2, 3, 4, 5, 6)), row("Gender", Tally(open=7), "2"), curve=CURVE)
    assert alt_text(drawn) == (
        "Progress of GMG work plan on 2 May 2017: 1 of 28 activities completed, 5 ongoing, "
        "16 not begun or without a report, 6 cancelled; 7 past their date. "
        "Since 3 April 2017 completed went from 0 to 2, and all that are not cancelled from 8 to 7. "
        "1. Data: 1 of 21, 7 past their date. 2. Gender: 0 of 7."
    )


@pytest.mark.parametrize("count", [1, 9, 12, 20])
@pytest.mark.parametrize("title", ["Data", "Maximizing remittances " * 13])
def test_the_description_is_never_longer_than_slack_takes(count: int, title: str) -> None:
    """Whole sentences, and how many areas are left out."""
    drawn = figures(*(row(title) for _ in range(count)), name=title, curve=CURVE)
    told = alt_text(drawn)
    named = told.count(": 2 of 8, 1 past")
    assert len(told) <= ALT
    assert told.endswith(".")
    assert named > 3 or named == count
    assert (f"And {count - named} more area" in told) == (named < count)


def test_the_words_of_a_picture_are_its_figures() -> None:
    """The legend's numbers are the sums of the bars, what is late counted within."""
    words = picture_words(figures(row(tally=Tally(1, 2, 3, 4, 5, 6)), row(tally=Tally(completed=9))))
    assert words.summary == "2 May 2017: 10 of 30 activities completed"
    assert words.legend == (
        "completed: 10",
        "ongoing: 5",
        "not begun, or no report yet: 9",
        "cancelled: 6",
        "of these past their date: 7",
    )


@pytest.mark.parametrize(
    ("recorded", "said"),
    [(None, "No changes are recorded yet"), (TODAY, "The record of changes begins today")],
)
def test_why_there_is_no_curve_is_said(recorded: date | None, said: str) -> None:
    """In the picture and in its description."""
    plain = figures()
    drawn = replace(plain, recorded=recorded)
    assert said in alt_text(drawn)
    assert any(said in getattr(mark, "text", "") for mark in sheet(drawn).marks)


def test_the_file_has_a_name() -> None:
    """Slack shows it beside the picture."""
    assert file_title(figures()) == "GMG work plan: progress on 2 May 2017"
