"""The ledger on SQLite and on a real PostgreSQL: one claim at a time, and what is written stays."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from sync.errors import Busy
from sync.ledger import HEAD, Part, Slot, Stage
from sync.ledger import State as Stands
from sync.memory import StartRun, Told
from sync.postings import TERM, Claim, first_run, pass_over, read_account
from sync.state import State
from tests.servers.simtime import START, SimulatedTime

SLOT = Slot("2017-05-01T09:00", START)


@pytest.fixture
def state(state_url: str) -> Iterator[State]:
    opened = State(state_url)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def time() -> SimulatedTime:
    return SimulatedTime()


def test_nothing_is_known_at_first(state: State) -> None:
    """Without a state nothing is made by reading."""
    assert read_account(state).slots == {}
    assert first_run(state) is None
    assert state.path is None or not state.path.exists()


def test_what_is_written_is_read(state: State, time: SimulatedTime) -> None:
    """A slot, its parts, and the day of which its figures are remembered."""
    claim = Claim(state, SLOT, "a", time)
    claim.take()
    part = Part(SLOT.key, "gmg", HEAD, Stands.SENT, "C1", "1.2", "hash", START, "why")
    claim.put(part, [Told(date(2017, 5, 2), "{}")])
    account = read_account(state)
    assert account.slots == {SLOT.key: Slot(SLOT.key, START, Stage.OPEN, date(2017, 5, 2))}
    assert list(account.of_slot(SLOT.key)) == [part]
    assert account.last == part
    claim.done()
    assert read_account(state).slots[SLOT.key].stage is Stage.DONE


def test_one_at_a_time(state: State, time: SimulatedTime) -> None:
    """Another waits until the first lets go, or has said nothing for the whole term."""
    first, second = Claim(state, SLOT, "a", time), Claim(state, SLOT, "b", time)
    first.take()
    with pytest.raises(Busy):
        second.take()
    first.release()
    second.take()
    with pytest.raises(Busy):
        first.put(Part(SLOT.key, "gmg", HEAD))
    assert list(read_account(state).of_slot(SLOT.key)) == []
    time.advance(seconds=TERM.total_seconds())
    first.take()
    with pytest.raises(Busy):
        second.done()
    second.release()
    first.done()


def test_a_word_begins_the_term_anew(state: State, time: SimulatedTime) -> None:
    """Whoever posts for long keeps the turn."""
    first, second = Claim(state, SLOT, "a", time), Claim(state, SLOT, "b", time)
    first.take()
    for _ in range(3):
        time.advance(seconds=TERM.total_seconds() - 1)
        first.put(Part(SLOT.key, "gmg", HEAD, at=time()))
        with pytest.raises(Busy):
            second.take()


def test_the_same_machine_takes_over_from_its_dead(state: State, time: SimulatedTime) -> None:
    """Who holds the lock there knows that nobody else lives."""
    Claim(state, SLOT, "a", time).take()
    Claim(state, SLOT, "a", time).take()


def test_a_clock_that_jumped_holds_nobody_up(state: State, time: SimulatedTime) -> None:
    """A turn that ends in years was taken by a wrong clock."""
    Claim(state, SLOT, "a", SimulatedTime(START + timedelta(days=9999))).take()
    Claim(state, SLOT, "b", time).take()


def test_slots_that_were_missed(state: State, time: SimulatedTime) -> None:
    """They are told from those that were posted, and none is overwritten."""
    Claim(state, SLOT, "a", time).take()
    later = [Slot(f"s{day}", START + timedelta(days=day), Stage.PASSED) for day in (7, 14)]
    pass_over(state, [*later, Slot(SLOT.key, START, Stage.PASSED)])
    account = read_account(state)
    assert account.slots[SLOT.key].stage is Stage.OPEN
    assert account.missed == tuple(later)


def test_the_first_sync(state: State) -> None:
    """From then on digests are due."""
    state.commit([StartRun(one, START + timedelta(days=one), "w", "p") for one in (1, 2)])
    assert first_run(state) == START + timedelta(days=1)


def test_many_at_once(state: State, state_url: str, time: SimulatedTime) -> None:
    """Of four that claim the same slot at the same moment one gets it, each time."""
    state.commit([])

    def attempt(owner: int, slot: int) -> bool:
        own = State(state_url)
        try:
            Claim(own, Slot(f"s{slot}", START), str(owner), time).take()
        except Busy:
            return False
        finally:
            own.engine.dispose()
        return True

    with ThreadPoolExecutor(4) as pool:
        for slot in range(4):
            won = list(pool.map(attempt, range(4), [slot] * 4))
            assert won.count(True) == 1
