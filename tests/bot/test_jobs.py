"""What is to be done at a moment, from what is known of a plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs import LONGEST, Reason, Tries, is_news, is_outage, reason_to_sync
from bot.schedule import Slot
from config.recurrence import read_recurrence
from sync.asked import Asked

NOW = datetime(2017, 5, 2, 9, 1, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
SLOT = Slot("2017-05-02T09:00Z", NOW - MINUTE)
QUIET = Asked(1, NOW - MINUTE, NOW - MINUTE)
LOUD = Asked(1, NOW - 5 * SECOND, NOW - SECOND)


@pytest.mark.parametrize(
    ("slot", "done", "asked", "reason"),
    [
        (SLOT, "", None, Reason.SCHEDULE),
        (SLOT, "2017-05-02T08:45Z", None, Reason.SCHEDULE),
        (SLOT, SLOT.key, None, None),
        (None, "", None, None),
        (None, "", QUIET, Reason.ASKED),
        (SLOT, SLOT.key, QUIET, Reason.ASKED),
        (SLOT, "", QUIET, Reason.SCHEDULE),
        (SLOT, SLOT.key, LOUD, None),
        (SLOT, SLOT.key, Asked(9, NOW - MINUTE, NOW), Reason.ASKED),
        (SLOT, SLOT.key, Asked(1, NOW + HOUR, NOW + HOUR), Reason.ASKED),
    ],
)
def test_why_a_plan_is_synced(
    slot: Slot | None, done: str, asked: Asked | None, reason: Reason | None
) -> None:
    """By the schedule, or because something came in; a burst is waited for, half a minute at most.

    What came in by a clock that was set back since is not waited for.
    """
    assert reason_to_sync(NOW, slot, done, asked) is reason


@pytest.mark.parametrize(
    ("trouble", "before", "news"),
    [
        ("Slack asks to wait 330 minutes.", "", True),
        ("Slack asks to wait 330 minutes.", "Slack asks to wait 345 minutes.", False),
        ("GitHub takes no more requests until 15:00.", "GitHub takes no more requests until 14:00.", False),
        ("GitHub gives no answer.", "GitHub takes no more requests until 14:00.", True),
        ("", "GitHub gives no answer.", False),
        ("", "", False),
    ],
)
def test_what_is_told_again(trouble: str, before: str, news: bool) -> None:
    """Another trouble is; the same with other figures is not."""
    assert is_news(trouble, before) is news


def test_the_wait_grows_up_to_a_quarter_of_an_hour() -> None:
    """And no number of failures makes it longer; what never failed waits for nothing."""
    assert Tries().may(NOW)
    assert LONGEST == 15 * MINUTE
    for failed, wait in ((1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (6, 15), (100_000, 15)):
        tries = Tries(failed, NOW)
        assert not tries.may(NOW + wait * MINUTE - SECOND)
        assert tries.may(NOW + wait * MINUTE)


def test_a_clock_that_is_set_back_holds_up_no_try() -> None:
    """It would wait for a time that is to come again."""
    assert Tries(5, NOW).may(NOW - SECOND)


@pytest.mark.parametrize(
    ("words", "good", "outage"),
    [
        ("every 15 minutes", NOW - DAY - 2 * MINUTE, True),
        ("every 15 minutes", NOW - DAY + MINUTE, False),
        ("daily 07:00", NOW - 2 * DAY, True),
        ("daily 07:00", NOW - DAY - HOUR, False),
        ("mon 07:00", NOW - 7 * DAY, True),
        ("mon 07:00", NOW - DAY - HOUR, False),
        ("never", NOW - 900 * DAY, False),
    ],
)
def test_a_plan_that_was_not_synced_for_a_day(words: str, good: datetime, outage: bool) -> None:
    """It has to have been due: a plan that is synced on Mondays is in order on a Sunday."""
    assert is_outage(read_recurrence(words), UTC, NOW, good) is outage
