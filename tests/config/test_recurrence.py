"""Schedules in words: what is read, and what is refused with a remedy."""

from __future__ import annotations

from datetime import time

import pytest

from config.load import parse_settings
from config.recurrence import (
    EVERY_DAY,
    EXAMPLES,
    WEEKDAYS,
    Interval,
    Monthly,
    Never,
    Recurrence,
    Weekly,
    read_days,
    read_recurrence,
)
from sync.errors import Invalid

NINE = time(9)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("never", Never()),
        ("every minute", Interval(1)),
        ("every 15 minutes", Interval(15)),
        ("Every  1 Minute", Interval(1)),
        ("every hour", Interval(60)),
        ("every 2 hours", Interval(120)),
        ("every 24 hours", Interval(1440)),
        ("daily 07:30", Weekly(EVERY_DAY, time(7, 30))),
        ("every day at 7:30", Weekly(EVERY_DAY, time(7, 30))),
        ("weekdays 09:00", Weekly(WEEKDAYS, NINE)),
        ("mon 09:00", Weekly(frozenset({0}), NINE)),
        ("MON 9:00", Weekly(frozenset({0}), NINE)),
        ("mondays at 09:00", Weekly(frozenset({0}), NINE)),
        ("on thursday, 09:00", Weekly(frozenset({3}), NINE)),
        ("every tues 09:00", Weekly(frozenset({1}), NINE)),
        ("monday and thursday 09:00", Weekly(frozenset({0, 3}), NINE)),
        ("mon, wed, fri 09:00", Weekly(frozenset({0, 2, 4}), NINE)),
        ("mon,thu 09:00", Weekly(frozenset({0, 3}), NINE)),
        ("sat and sun 23:59", Weekly(frozenset({5, 6}), time(23, 59))),
        ("first weekday of the month 09:00", Monthly(1, WEEKDAYS, NINE)),
        ("the first monday of each month at 09:00", Monthly(1, frozenset({0}), NINE)),
        ("last weekday of the month 17:00", Monthly(-1, WEEKDAYS, time(17))),
        ("last day of the month 09:00", Monthly(-1, EVERY_DAY, NINE)),
        ("4th friday of every month 00:00", Monthly(4, frozenset({4}), time(0))),
        ("1st of the month 08:00", Monthly(1, EVERY_DAY, time(8))),
        ("28th day of the month 08:00", Monthly(28, EVERY_DAY, time(8))),
    ],
)
def test_what_people_write_is_read(text: str, read: Recurrence) -> None:
    """Cases, blanks, plurals, short days and small words make no difference."""
    assert read_recurrence(text) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", EXAMPLES),
        ("mon", EXAMPLES),
        ("09:00", EXAMPLES),
        ("0 9 * * 1", EXAMPLES),
        ("hourly", EXAMPLES),
        ("every 7 days", EXAMPLES),
        ("every 7 days 09:00", EXAMPLES),
        ("mo 09:00", EXAMPLES),
        ("monady 09:00", EXAMPLES),
        ("mon thu 09:00", EXAMPLES),
        ("mon, 09:00, 17:00", EXAMPLES),
        ("mon 9", EXAMPLES),
        ("mon 09:0", EXAMPLES),
        ("31st of february 09:00", EXAMPLES),
        ("0th of the month 09:00", EXAMPLES),
        ("-1st of the month 09:00", EXAMPLES),
        ("sometimes day of the month 09:00", EXAMPLES),
        ("31st of the month 09:00", "Not every month has a 31st one."),
        ("29th of the month 09:00", "Not every month has a 29th one."),
        ("5th monday of the month 09:00", "Not every month has a 5th one."),
        ("21st weekday of the month 09:00", "Not every month has a 21st one."),
        ("mon 25:00", "A day goes from 00:00 to 23:59, and has no 25:00."),
        ("mon 09:60", "A day goes from 00:00 to 23:59, and has no 09:60."),
        ("daily 24:00", "has no 24:00"),
        ("every 0 minutes", "at least a minute and at most a day"),
        ("every 25 hours", "at least a minute and at most a day"),
        ("every 99999999999 hours", "at least a minute and at most a day"),
    ],
)
def test_what_can_not_be_is_refused_with_a_remedy(text: str, said: str) -> None:
    """Rather than guessed: a digest that never comes is noticed late."""
    with pytest.raises(ValueError) as error:
        read_recurrence(text)
    assert said in str(error.value)


def test_a_digest_comes_on_days() -> None:
    """One every quarter of an hour is nobody's wish."""
    assert read_days("weekdays 09:00") == Weekly(WEEKDAYS, NINE)
    assert read_days("never") == Never()
    with pytest.raises(ValueError, match="It comes on days"):
        read_days("every hour")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('sync = "every 0 minutes"', '[schedule] sync = "every 0 minutes" is not possible. Write at least'),
        ('sync = "0 9 * * 1"', 'Write for example "every 15 minutes", "daily 07:30"'),
        ("sync = 15", 'Write text in quotes: "every 15 minutes".'),
        ('digest = "mon 25:00"', 'digest = "mon 25:00" is not possible. A day goes from 00:00 to 23:59'),
        ('digest = "every hour"', 'It comes on days. Write for example "mon 09:00"'),
        ('digest = "monday"', 'is not possible. Write for example "daily 07:30", "weekdays 09:00"'),
        ("digest = false", 'Write text in quotes: "mon 09:00".'),
        ('holidays = ["25 December"]', "Write days as year, month, day: holidays = [2026-12-25"),
        ('holidays = "2026-13-01"', "Write days as year, month, day"),
    ],
)
def test_the_settings_tell_file_line_and_remedy(line: str, said: str) -> None:
    """An impossible schedule is told when the settings are read, not when it falls due."""
    with pytest.raises(Invalid) as error:
        parse_settings(f"[schedule]\n{line}\n", "x.toml")
    assert str(error.value).startswith("x.toml, line 2: [schedule] ")
    assert said in str(error.value)


def test_every_example_can_be_written() -> None:
    """What a remedy tells to write is read."""
    quoted = EXAMPLES.split('"')[1::2]
    assert len(quoted) == 8
    assert len({read_recurrence(one) for one in quoted}) == 8
