"""A burst of requests leads to one look, after a quiet moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.serving.quiet import PATIENCE, QUIET, run_at

FIRST = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)


def test_a_single_request_is_followed_within_seconds() -> None:
    """An issue closed is soon in the plan file."""
    assert run_at(FIRST, FIRST) == FIRST + QUIET


def test_a_burst_is_waited_out() -> None:
    """Each further request puts the look off."""
    last = FIRST + timedelta(seconds=7)
    assert run_at(FIRST, last) == last + QUIET


def test_a_burst_without_end_is_not() -> None:
    """Whoever asked first is not kept waiting for ever."""
    assert run_at(FIRST, FIRST + timedelta(minutes=20)) == FIRST + PATIENCE
