"""The alarm clock of a service: it rings at once, when it is woken, and after a clock was set."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.serving.alarm import EVERY, Alarm, Soon

PATIENCE = 30
DAY = timedelta(days=1)


def now() -> datetime:
    return datetime.now(UTC)


class Sleeper:
    """Counts the rings. `busy` holds it up while it is not set; `sooner` is what it says of the next one."""

    def __init__(self) -> None:
        self.rings: queue.Queue[datetime] = queue.Queue()
        self.looked: queue.Queue[str] = queue.Queue()
        self.idle = threading.Event()
        self.idle.set()
        self.sooner: datetime | None = None

    def __call__(self) -> datetime | None:
        self.rings.put(now())
        assert self.idle.wait(PATIENCE)
        sooner, self.sooner = self.sooner, None
        return sooner

    def look(self, name: str, at: datetime) -> None:
        self.looked.put(name)

    def rung(self) -> datetime:
        return self.rings.get(timeout=PATIENCE)


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture
def alarm(sleeper: Sleeper) -> Iterator[Alarm]:
    """It has rung once, and would ring again only in an hour."""
    made = Alarm({"gmg": sleeper}, sleeper.look, now)
    made.start()
    sleeper.rung()
    sleeper.looked.get(timeout=PATIENCE)
    made.set("gmg", now() + DAY)
    yield made
    sleeper.idle.set()
    made.stop()


def test_it_rings_when_it_is_woken(alarm: Alarm, sleeper: Sleeper) -> None:
    """A webhook came in."""
    alarm.wake()
    sleeper.rung()


def test_it_rings_when_it_was_told_to(alarm: Alarm, sleeper: Sleeper) -> None:
    """Not before the burst of webhooks is over."""
    sleeper.sooner = at = now() + DAY
    alarm.wake()
    sleeper.rung()
    planned = None
    for _ in range(2000):
        if (planned := alarm.scheduler.get_job("gmg").next_run_time) == at:
            break
        time.sleep(0.01)
    assert planned == at


def test_it_rings_when_the_clock_was_set_back(alarm: Alarm, sleeper: Sleeper) -> None:
    """Its time would come again a day later only; a clock that goes on as usual rings nothing."""
    alarm.clock = now
    alarm.look_at_clock()
    assert sleeper.rings.empty()
    alarm.clock = lambda: now() - DAY
    alarm.look_at_clock()
    sleeper.rung()


def test_who_is_at_work_is_not_rung_twice_at_once(alarm: Alarm, sleeper: Sleeper) -> None:
    """But that his turn came is told: he lives."""
    sleeper.idle.clear()
    alarm.wake()
    sleeper.rung()
    assert sleeper.looked.get(timeout=PATIENCE) == "gmg"  # his turn came …
    alarm.wake()
    assert sleeper.looked.get(timeout=PATIENCE) == "gmg"  # … and came again
    assert sleeper.rings.empty()


def test_one_that_hangs_holds_up_no_other() -> None:
    """Each plan has a thread of its own."""
    slow, quick = Sleeper(), Sleeper()
    slow.idle.clear()
    alarm = Alarm({"slow": slow, "quick": quick}, quick.look, now)
    alarm.start()
    slow.rung()
    quick.rung()
    alarm.wake()
    quick.rung()
    slow.idle.set()
    alarm.stop()


def test_a_machine_that_slept_for_years_is_rung_once() -> None:
    """The library would list each ring that was missed first; this one plans from now on."""
    before, today = now() - 3650 * DAY, now()
    assert Soon().get_next_fire_time(before, today) == today + EVERY
