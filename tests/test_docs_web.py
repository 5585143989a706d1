"""What the documents say of webhooks, health and figures is so."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import bot.text.hooks
from bot.serving.pulse import Pulse
from bot.serving.quiet import PATIENCE, QUIET
from bot.text.hooks import Reply
from bot.web.deliveries import GITHUB_EVENTS
from bot.web.health import STILL
from bot.web.hooks import LIMIT
from bot.web.metrics import RESULTS, Metrics
from bot.web.signatures import SHORTEST, TOLERANCE
from sync.forges.line import Answer
from sync.report import Report
from tests.builders.docs import document, first_cells, section

HOOKS = document("docs/webhooks.md")
ANSWERS = section(document("docs/commands.md"), "What the service answers")
NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)


def test_each_answer_has_its_row() -> None:
    """Whoever sees a number on the page of a webhook finds it here."""
    replies = [one for one in vars(bot.text.hooks).values() if isinstance(one, Reply)]
    told = {int(cell) for cell in first_cells(section(HOOKS, "What a call is answered"))}
    assert told == {one.status for one in replies}


def test_the_events_to_choose_are_those_that_count() -> None:
    """As GitHub calls them on its page."""
    line = re.search(r"\*\*Let me select individual events\*\*: (.+?)\. Take", section(HOOKS, "On GitHub"))
    assert line is not None
    chosen = {re.sub(r"\W", "_", name.lower()) for name in re.findall(r"\*\*(.+?)\*\*", line[1])}
    assert {name.removesuffix("s") for name in chosen} == {
        name.removesuffix("s") for name in GITHUB_EVENTS - {"push"}
    }


def test_the_limits_are_these() -> None:
    """Seconds, characters, minutes and megabytes."""
    assert f"It has at least {SHORTEST} characters." in HOOKS
    assert (QUIET.total_seconds(), PATIENCE.total_seconds()) == (2, 30)
    assert "After two seconds without a further call" in HOOKS
    assert "at the latest 30 seconds" in HOOKS
    assert (TOLERANCE.total_seconds(), STILL.total_seconds(), LIMIT) == (300, 300, 10_000_000)


def test_each_figure_is_told_and_each_told_one_is_there() -> None:
    """By the name that an alarm asks for."""
    pulse = Pulse(["gmg"], NOW)
    pulse.went_well("gmg", NOW)
    metrics = Metrics(pulse, lambda: NOW)
    metrics.ran("gmg", 0, Report())
    metrics.answered("gmg", Answer(200, {"x-ratelimit-remaining": "1"}, None))
    metrics.digest("gmg", "sent")
    metrics.delivered("github", "taken")
    names = set(re.findall(r"^(workplan_\w+)", metrics.text().decode(), re.MULTILINE))
    told = set(re.findall(r"`(workplan_\w+)`", ANSWERS))
    assert told == {name for name in names if not name.endswith("_created")}


def test_each_result_is_told() -> None:
    """What a figure of runs is told apart by."""
    for result in RESULTS.values():
        assert f"`{result}`" in ANSWERS
