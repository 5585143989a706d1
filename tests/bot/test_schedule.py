"""Slots: when they come, across changes of the clocks, holidays, restarts, sleep and clocks that are set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import Slot, latest_slot, next_slot
from config.recurrence import Weekly, read_days, read_recurrence

ZURICH = ZoneInfo("Europe/Zurich")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def at(text: str, zone: ZoneInfo = ZURICH) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def shown(slot: Slot | None, zone: ZoneInfo = ZURICH) -> tuple[str, str] | None:
    return (slot.key, f"{slot.at.astimezone(zone):%Y-%m-%d %H:%M}") if slot else None


@pytest.mark.parametrize(
    ("words", "now", "latest", "following"),
    [
        ("mon 09:00", "2017-05-02 08:00", "2017-05-01 09:00", "2017-05-08 09:00"),
        ("mon 09:00", "2017-05-01 08:59", "2017-04-24 09:00", "2017-05-01 09:00"),
        ("mon 09:00", "2017-05-01 09:00", "2017-05-01 09:00", "2017-05-08 09:00"),
        ("mon and thu 09:00", "2017-05-03 12:00", "2017-05-01 09:00", "2017-05-04 09:00"),
        ("weekdays 09:00", "2017-05-07 12:00", "2017-05-05 09:00", "2017-05-08 09:00"),
        ("daily 00:00", "2017-01-01 00:00", "2017-01-01 00:00", "2017-01-02 00:00"),
        ("first weekday of the month 09:00", "2017-07-02 12:00", "2017-06-01 09:00", "2017-07-03 09:00"),
        ("last weekday of the month 17:00", "2017-05-01 12:00", "2017-04-28 17:00", "2017-05-31 17:00"),
        ("first monday of the month 09:00", "2017-05-02 12:00", "2017-05-01 09:00", "2017-06-05 09:00"),
        ("last day of the month 09:00", "2016-03-01 12:00", "2016-02-29 09:00", "2016-03-31 09:00"),
        ("15th of the month 09:00", "2017-01-01 12:00", "2016-12-15 09:00", "2017-01-15 09:00"),
    ],
)
def test_the_slot_before_and_the_slot_after(words: str, now: str, latest: str, following: str) -> None:
    """In winter and summer by the clock on the wall; the moment itself is due."""
    recurrence = read_recurrence(words)
    for slot, wanted in ((latest_slot, latest), (next_slot, following)):
        assert shown(slot(recurrence, ZURICH, at(now))) == (wanted.replace(" ", "T"), wanted)


def test_never_is_never_due() -> None:
    """A plan without a digest has none."""
    assert latest_slot(read_recurrence("never"), ZURICH, at("2017-05-02")) is None
    assert next_slot(read_recurrence("never"), ZURICH, at("2017-05-02")) is None


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Europe/Zurich"])
def test_an_interval_is_counted_alike_everywhere(zone: str) -> None:
    """From no machine's start and in no zone: replicas agree, and a change of the clocks moves nothing."""
    every = read_recurrence("every 15 minutes")
    now = at("2026-03-29 01:52:30", ZoneInfo(zone))
    assert latest_slot(every, ZURICH, now) == latest_slot(every, ZoneInfo("UTC"), now)
    found = latest_slot(every, ZURICH, at("2026-03-29 01:52:30"))
    assert found == Slot("2026-03-29T00:45Z", datetime(2026, 3, 29, 0, 45, tzinfo=UTC))
    following = next_slot(every, ZURICH, at("2026-03-29 01:52:30"))
    assert following == Slot("2026-03-29T01:00Z", datetime(2026, 3, 29, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "words", "key", "comes"),
    [
        ("Europe/Zurich", "daily 02:30", "2026-03-29T02:30", "2026-03-29 03:00"),
        ("Europe/Zurich", "daily 02:00", "2026-03-29T02:00", "2026-03-29 03:00"),
        ("Europe/Zurich", "daily 03:00", "2026-03-29T03:00", "2026-03-29 03:00"),
        ("Australia/Lord_Howe", "daily 02:15", "2026-10-04T02:15", "2026-10-04 02:30"),
        ("America/Sao_Paulo", "daily 00:00", "2018-11-04T00:00", "2018-11-04 01:00"),
        ("Pacific/Apia", "fri 09:00", "2011-12-30T09:00", "2011-12-31 00:00"),
    ],
)
def test_a_time_that_is_skipped_comes_at_once_after(zone: str, words: str, key: str, comes: str) -> None:
    """In spring, and where a country left out a whole day."""
    place = ZoneInfo(zone)
    moment = at(comes, place)
    assert shown(latest_slot(read_recurrence(words), place, moment), place) == (key, comes)
    before = latest_slot(read_recurrence(words), place, moment.astimezone(UTC) - MINUTE)
    assert before is not None
    assert before.key < key


@pytest.mark.parametrize(
    ("zone", "words", "twice"),
    [
        ("Europe/Zurich", "sun 02:30", "2026-10-25 02:30"),
        ("Australia/Lord_Howe", "sun 01:45", "2026-04-05 01:45"),
        ("America/Sao_Paulo", "sat 23:30", "2018-02-17 23:30"),
        ("America/St_Johns", "sun 00:00", "2010-11-07 00:00"),
    ],
)
def test_a_time_that_comes_twice_counts_once(zone: str, words: str, twice: str) -> None:
    """The first of both, also where clocks go back over midnight."""
    place = ZoneInfo(zone)
    first = at(twice, place).astimezone(UTC)
    second = at(twice, place).replace(fold=1).astimezone(UTC)
    assert first < second
    for now in (first, second - MINUTE, second, second + DAY):
        slot = latest_slot(read_recurrence(words), place, now)
        assert slot is not None
        assert slot.at == first
    after = next_slot(read_recurrence(words), place, first)
    assert after is not None
    assert after.at > second + DAY


@pytest.mark.parametrize(
    ("words", "holidays", "now", "key", "comes"),
    [
        ("mon 09:00", ["2017-05-01"], "2017-05-02 09:00", "2017-05-01", "2017-05-02 09:00"),
        ("mon 09:00", ["2017-05-01"], "2017-05-02 08:59", "2017-04-24", "2017-04-24 09:00"),
        ("fri 09:00", ["2017-04-14", "2017-04-17"], "2017-04-18 09:00", "2017-04-14", "2017-04-18 09:00"),
        ("sat 09:00", ["2017-05-01"], "2017-05-06 09:00", "2017-05-06", "2017-05-06 09:00"),
        ("sat 09:00", ["2017-05-06"], "2017-05-08 09:00", "2017-05-06", "2017-05-08 09:00"),
        ("weekdays 09:00", ["2017-05-01"], "2017-05-02 09:00", "2017-05-02", "2017-05-02 09:00"),
        ("last day of the month 09:00", ["2017-04-30"], "2017-05-01 09:00", "2017-04-30", "2017-05-01 09:00"),
    ],
)
def test_what_falls_on_a_holiday_comes_on_the_next_working_day(
    words: str, holidays: list[str], now: str, key: str, comes: str
) -> None:
    """It keeps its name, so that a holiday that is noted down late doubles nothing."""
    days = [date.fromisoformat(day) for day in holidays]
    recurrence = read_recurrence(words)
    assert shown(latest_slot(recurrence, ZURICH, at(now), days)) == (f"{key}T09:00", comes)
    following = next_slot(recurrence, ZURICH, at(comes) - MINUTE, days)
    assert following is not None
    assert following.at == at(comes)


@given(
    st.sampled_from(["daily 02:30", "mon 09:00", "last weekday of the month 00:00", "every 7 minutes"]),
    st.sampled_from(["Europe/Zurich", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"]),
    st.integers(1_200_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.frozensets(st.dates(date(2009, 1, 1), date(2009, 2, 1)), max_size=3),
)
def test_the_next_slot_is_the_latest_one_when_it_comes(
    words: str, zone: str, now: datetime, holidays: frozenset[date]
) -> None:
    """Nothing lies between the two."""
    recurrence, place = read_recurrence(words), ZoneInfo(zone)
    before, after = (slot(recurrence, place, now, holidays) for slot in (latest_slot, next_slot))
    assert before is not None
    assert after is not None
    assert before.at <= now < after.at
    assert latest_slot(recurrence, place, after.at - timedelta(microseconds=1), holidays) == before
    came = latest_slot(recurrence, place, after.at, holidays)
    assert came is not None
    assert (
        came.at == after.at
    )  # another of this moment may be the later one: a holiday's beside the day's own


# --- Years of it -------------------------------------------------------------------------------------------

YEARS = [
    ("Europe/Zurich", 2024, "daily 02:30"),
    ("America/New_York", 2024, "daily 01:30"),
    ("Australia/Lord_Howe", 2024, "daily 02:15"),
    ("Asia/Kathmandu", 2024, "weekdays 09:00"),
    ("Pacific/Apia", 2009, "daily 03:00"),
    ("America/Sao_Paulo", 2014, "daily 00:00"),
]
"""Both hemispheres, half an hour, quarters, a day left out, midnights that are skipped and doubled."""
WIDEST = 26 * HOUR
"""Between a wall and UTC, and more."""


@cache
def offsets(zone: ZoneInfo, year: int) -> frozenset[timedelta]:
    months = (datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) for month in range(-12, 84))
    return frozenset(one.astimezone(zone).utcoffset() or timedelta() for one in months)


def on_the_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def looked_up(wall: datetime, zone: ZoneInfo, year: int) -> datetime:
    """By trying: the first moment whose wall shows this, else the first whose wall shows more."""
    shows = [wall.replace(tzinfo=UTC) - offset for offset in offsets(zone, year)]
    if there := [one for one in shows if on_the_wall(one, zone) == wall]:
        return min(there)
    moment = wall.replace(tzinfo=UTC) - WIDEST
    while on_the_wall(moment, zone) < wall:
        moment += MINUTE
    return moment


def expected(words: str, zone: ZoneInfo, year: int) -> dict[str, datetime]:
    recurrence = read_recurrence(words)
    assert isinstance(recurrence, Weekly)
    days = (date(year, 1, 1) + DAY * count for count in range((date(year + 5, 1, 1) - date(year, 1, 1)).days))
    walls = [datetime.combine(day, recurrence.at) for day in days if day.weekday() in recurrence.days]
    return {f"{wall:%Y-%m-%dT%H:%M}": looked_up(wall, zone, year) for wall in walls}


def looks(begin: datetime, end: datetime, random: Random) -> Iterator[tuple[datetime, datetime]]:
    """When a service looks, and what its clock says then: it is restarted, sleeps, and its clock is set.

    It is never away, and its clock never wrong, for more than half a day: then a day's slot would be passed
    over, which is another matter.
    """
    now, wrong, until = begin, timedelta(), begin
    while now < end:
        yield now, now + wrong
        match random.choices(["ticks", "away", "set forward", "set back"], [90, 6, 2, 2])[0]:
            case "ticks":
                now += random.random() * 8 * HOUR
            case "away":
                now += random.random() * 12 * HOUR
            case "set forward":
                wrong, until = random.random() * 12 * HOUR, now + 6 * HOUR
            case "set back":
                wrong, until = random.random() * -12 * HOUR, now + 6 * HOUR
        if now > until:
            wrong = timedelta()


@pytest.mark.parametrize(("name", "year", "words"), YEARS)
def test_five_years_of_slots(name: str, year: int, words: str, count: Callable[..., None]) -> None:
    """Each slot is run once, by whichever process first finds it due; none by a right clock before its time.

    What was run is remembered by the name of the slot alone, as in the state. What the schedule means is
    found out here by trying every moment.
    """
    zone, recurrence = ZoneInfo(name), read_recurrence(words)
    wanted = expected(words, zone, year)
    ran: dict[str, datetime] = {}
    early = 0
    begin, end = datetime(year, 1, 1, tzinfo=UTC) - DAY, datetime(year + 5, 1, 2, tzinfo=UTC)
    for now, says in looks(begin, end, Random(name)):
        slot = latest_slot(recurrence, zone, says)
        assert slot is not None
        if slot.key not in ran:
            ran[slot.key] = slot.at
            early += now == says and slot.key in wanted and now < wanted[slot.key]
    missed = wanted.keys() - ran.keys()
    wrong = [key for key in wanted.keys() & ran.keys() if ran[key] != wanted[key]]
    doubled = len(ran) - len(set(ran.values()))
    between = [key for key in ran.keys() - wanted.keys() if min(wanted) < key < max(wanted)]
    count("slots simulated, over five years each in six time zones", len(wanted))
    count("slots missed", len(missed))
    count("slots run twice", doubled + len(between))
    assert (missed, wrong, doubled, between, early) == (set(), [], 0, [], 0)


def test_a_holiday_before_a_weekend_day_that_is_named() -> None:
    """Friday's comes on Monday, after Saturday's own: what is promised next is found when it is due."""
    both = read_days("fri and sat 09:00")
    holidays = {date(2017, 5, 5)}
    saturday, monday = datetime(2017, 5, 6, 9, tzinfo=UTC), datetime(2017, 5, 8, 9, tzinfo=UTC)
    for now, latest, following in (
        (saturday, "2017-05-06T09:00", monday),
        (monday - timedelta(seconds=1), "2017-05-06T09:00", monday),
        (monday, "2017-05-05T09:00", datetime(2017, 5, 12, 9, tzinfo=UTC)),
    ):
        found, coming = (slot_of(both, UTC, now, holidays) for slot_of in (latest_slot, next_slot))
        assert found is not None
        assert coming is not None
        assert (found.key, coming.at) == (latest, following)


def test_two_that_a_holiday_brings_to_one_moment_are_one() -> None:
    """Each day at nine, and a Friday off: on Saturday and Sunday it comes, on Monday once."""
    daily, holidays = read_days("daily 09:00"), {date(2017, 5, 5)}
    monday = datetime(2017, 5, 8, 9, tzinfo=UTC)
    found = latest_slot(daily, UTC, monday, holidays)
    assert found is not None
    assert found.key == "2017-05-08T09:00"
    coming = next_slot(daily, UTC, datetime(2017, 5, 5, 10, tzinfo=UTC), holidays)
    assert coming is not None
    assert coming.at == datetime(2017, 5, 6, 9, tzinfo=UTC)
