"""When something happens again and again, in the words of the settings: "mon 09:00". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

DAYS: Final = ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays")
EVERY_DAY: Final = frozenset(range(7))
WEEKDAYS: Final = frozenset(range(5))
KINDS: Final = {"daily": EVERY_DAY, "day": EVERY_DAY, "days": EVERY_DAY} | dict.fromkeys(
    ("weekday", "weekdays", "working day", "working days"), WEEKDAYS
)
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
MOST: Final = {EVERY_DAY: 28, WEEKDAYS: 20}
"""So many of a kind are in every month; of one day of the week four."""
LONGEST: Final = 24 * 60
ON_DAYS: Final = (
    '"daily 07:30", "weekdays 09:00", "mon 09:00", "mon and thu 09:00", "first weekday of the month 09:00", '
    '"15th of the month 09:00" or "never".'
)
EXAMPLES: Final = f'Write for example "every 15 minutes", {ON_DAYS}'

INTERVAL: Final = re.compile(r"every (?:(\d+) )?(minute|hour)s?")
TIMED: Final = re.compile(r"(.+?),?(?: at)? (\d{1,2}):(\d{2})")
MONTHLY: Final = re.compile(r"(?:on )?(?:the )?(\w+)(?: ([a-z ]+?))? of (?:the|each|every) month")
NUMBERED: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
BETWEEN: Final = re.compile(r" ?(?:,|&|\band\b) ?")


@dataclass(frozen=True, slots=True)
class Never:
    """It is not wanted."""


@dataclass(frozen=True, slots=True)
class Interval:
    """`minutes`: at most a day's."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Weekly:
    """`days`: 0 is Monday."""

    days: frozenset[int]
    at: time


@dataclass(frozen=True, slots=True)
class Monthly:
    """The `nth` of a month's days that are such `days` of the week; -1 is the last one."""

    nth: int
    days: frozenset[int]
    at: time


Recurrence = Never | Interval | Weekly | Monthly


def read_recurrence(text: str) -> Recurrence:
    """Raises ValueError, which says what to write instead."""
    said = " ".join(text.casefold().split())
    if said == "never":
        return Never()
    if interval := INTERVAL.fullmatch(said):
        return Interval(length(int(interval[1] or 1), interval[2]))
    if not (timed := TIMED.fullmatch(said)):
        raise ValueError(EXAMPLES)
    at = time_of_day(timed[2], timed[3])
    if monthly := MONTHLY.fullmatch(timed[1]):
        days = day_of_week(monthly[2] or "day")
        return Monthly(place(monthly[1], days), days, at)
    named = BETWEEN.split(timed[1].removeprefix("on ").removeprefix("every "))
    return Weekly(frozenset[int]().union(*map(day_of_week, named)), at)


def read_days(text: str) -> Never | Weekly | Monthly:
    """What happens on days, once a day at most. Raises ValueError as `read_recurrence` does."""
    try:
        found = read_recurrence(text)
    except ValueError as error:
        raise ValueError(str(error).replace(EXAMPLES, f"Write for example {ON_DAYS}")) from None
    if not isinstance(found, Interval):
        return found
    raise ValueError('It comes on days. Write for example "mon 09:00" or "weekdays 09:00".')


def length(count: int, unit: str) -> int:
    minutes = count * (60 if unit == "hour" else 1)
    if not 0 < minutes <= LONGEST:
        raise ValueError('Write at least a minute and at most a day: "every 15 minutes", "daily 07:30".')
    return minutes


def time_of_day(hours: str, minutes: str) -> time:
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise ValueError(f"A day goes from 00:00 to 23:59, and has no {hours}:{minutes}.") from None


def day_of_week(word: str) -> frozenset[int]:
    if word in KINDS:
        return KINDS[word]
    found = [number for number, name in enumerate(DAYS) if len(word) >= 3 and name.startswith(word)]
    if not found:
        raise ValueError(EXAMPLES)
    return frozenset(found)


def place(word: str, days: frozenset[int]) -> int:
    """Which one of a month. Raises ValueError for one that not every month has."""
    numbered = NUMBERED.fullmatch(word)
    nth = int(numbered[1]) if numbered else ORDINALS.get(word, 0)
    if nth > MOST.get(days, 4):
        raise ValueError(f'Not every month has a {word} one. Write "last" instead: "last day of the month".')
    if not nth:
        raise ValueError(EXAMPLES)
    return nth
