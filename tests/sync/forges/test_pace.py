"""A service is asked no faster than it allows, over any stretch of time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.errors import Unavailable
from sync.forges.pace import Budget, Pace
from tests.servers.simtime import START, SimulatedTime

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def time() -> SimulatedTime:
    return SimulatedTime()


def pace(time: SimulatedTime, longest: timedelta = HOUR, **budgets: tuple[Budget, ...]) -> Pace:
    return Pace(budgets, time, time.sleep, longest)


def spend(held: Pace, time: SimulatedTime, count: int, what: str = "creation", cost: int = 1) -> list[float]:
    """The seconds from the start at which each was let through."""
    moments = []
    for _ in range(count):
        held.admit({what: cost})
        held.spend({what: cost})
        moments.append((time.at - START).total_seconds())
    return moments


def test_what_is_free_is_let_through_at_once(time):
    """Up to the limit nothing waits."""
    assert spend(pace(time, creation=(Budget(5, MINUTE),)), time, 5) == [0.0] * 5


def test_any_window_holds_no_more_than_the_limit(time):
    """Not only the minutes of the clock: what was spent late in one counts in the next."""
    held = pace(time, creation=(Budget(3, MINUTE),))
    moments = []
    for pause in (0, 50, 5, 0, 0, 20, 0, 0, 0):
        time.advance(seconds=pause)
        moments += spend(held, time, 1)
    for start in moments:
        assert sum(start <= one < start + 60 for one in moments) <= 3
    assert moments[3] == pytest.approx(60, abs=0.01)


def test_the_narrowest_budget_counts(time):
    """Eighty a minute and five hundred an hour: the hour is full after seven minutes."""
    held = pace(time, creation=(Budget(80, MINUTE), Budget(500, HOUR)))
    moments = spend(held, time, 501)
    assert moments[499] == pytest.approx(6 * 60, abs=0.1)
    assert moments[500] == pytest.approx(3600, abs=0.1)


def test_costs_differ(time):
    """A write takes more of the budget than a read; one that costs all of it still goes out."""
    held = pace(time, points=(Budget(10, MINUTE),))
    assert spend(held, time, 2, "points", 5) == [0.0, 0.0]
    assert spend(held, time, 1, "points", 1)[0] == pytest.approx(60, abs=0.01)
    assert spend(held, time, 1, "points", 10)[0] == pytest.approx(120, abs=0.02)


def test_waiting_for_a_turn_spends_nothing(time):
    """It is the request itself that counts."""
    held = pace(time, creation=(Budget(1, MINUTE),))
    held.admit({"creation": 1})
    held.admit({"creation": 1})
    assert time.at == START


def test_what_earlier_processes_spent_counts(time):
    """A bot that starts again has no new minute."""
    held = pace(time, creation=(Budget(2, MINUTE),))
    for ago in (40, 10):
        held.remember("creation", START - timedelta(seconds=ago))
    held.remember("unknown", START)
    assert spend(held, time, 2) == [pytest.approx(20, abs=0.01), pytest.approx(50, abs=0.01)]


class TestPause:
    def test_everything_waits_for_it(self, time):
        """Whatever budget is free."""
        held = pace(time, creation=(), points=(Budget(900, MINUTE),))
        held.pause(timedelta(seconds=42), "GitHub")
        assert spend(held, time, 1, "points") == [pytest.approx(42, abs=0.01)]
        assert spend(held, time, 1) == [pytest.approx(42, abs=0.01)]

    def test_a_shorter_one_shortens_nothing(self, time):
        """The later end counts."""
        held = pace(time, creation=())
        held.pause(timedelta(seconds=60), "GitHub")
        held.pause(timedelta(seconds=5), "GitHub")
        assert spend(held, time, 1) == [pytest.approx(60, abs=0.01)]

    def test_too_long_a_one_ends_the_run(self, time):
        """It says until when, nothing waits, and nothing is asked before that is near."""
        held = pace(time, longest=timedelta(minutes=10), creation=())
        with pytest.raises(Unavailable, match=r"GitHub takes no more requests until 09:11 \(UTC\)"):
            held.pause(timedelta(minutes=11), "GitHub")
        with pytest.raises(Unavailable, match="until 09:11"):
            held.admit({"creation": 1})
        assert time.at == START
        time.advance(minutes=2)
        assert spend(held, time, 1) == [pytest.approx(660, abs=0.01)]


class TestForecast:
    def test_what_is_free_takes_no_time(self, time):
        """Nor does nothing, nor what has no budget."""
        held = pace(time, creation=(Budget(80, MINUTE), Budget(500, HOUR)))
        assert held.forecast("creation", 0) == held.forecast("creation", 80) == timedelta()
        assert held.forecast("comment", 1000) == timedelta()

    @pytest.mark.parametrize("spent", [0, 30, 79, 80, 200])
    @pytest.mark.parametrize("count", [1, 51, 80, 81, 400, 501, 1100])
    def test_it_takes_at_least_so_long(self, time, spent, count):
        """And not much longer: what is announced is what is waited for."""
        held = pace(time, creation=(Budget(80, MINUTE), Budget(500, HOUR)))
        spend(held, time, spent)
        time.advance(seconds=20)
        begun, forecast = time.at, held.forecast("creation", count)
        spend(held, time, count)
        took = time.at - begun
        assert forecast <= took + timedelta(seconds=1)
        assert took - forecast <= timedelta(minutes=7)

    def test_it_shrinks_while_time_goes_by(self, time):
        """What is waited already is not waited again."""
        held = pace(time, creation=(Budget(80, MINUTE),))
        spend(held, time, 80)
        forecasts = [held.forecast("creation", 1)]
        for _ in range(2):
            time.advance(seconds=30)
            forecasts.append(held.forecast("creation", 1))
        assert forecasts == [MINUTE, timedelta(seconds=30), timedelta()]


class TestClocks:
    """A machine's clock is set back, or was wrong when an earlier process wrote down what it spent."""

    def test_set_back_in_a_minute_that_is_full(self, time):
        """The wait is over when the minute is, not a day later."""
        held = pace(time, creation=(Budget(2, MINUTE),))
        spend(held, time, 2)
        time.advance(days=-1)
        before = time.at
        spend(held, time, 1)
        assert time.at - before <= MINUTE + timedelta(seconds=1)

    def test_set_back_in_a_pause(self, time):
        """The pause takes as long as it was asked for."""
        held = pace(time, creation=(Budget(2, MINUTE),))
        held.pause(timedelta(minutes=5), "GitHub")
        time.advance(days=-1)
        before = time.at
        held.admit({"creation": 1})
        assert time.at - before <= timedelta(minutes=5, seconds=1)

    @pytest.mark.parametrize(("ahead", "waits"), [(30, 60), (86_400, 0)])
    def test_spent_in_what_is_the_future_by_now(self, time, ahead, waits):
        """A little ahead counts as just now; what is further ahead says nothing."""
        held = pace(time, creation=(Budget(1, MINUTE),))
        held.remember("creation", time.at + timedelta(seconds=ahead))
        assert spend(held, time, 1) == [pytest.approx(waits, abs=0.1)]
