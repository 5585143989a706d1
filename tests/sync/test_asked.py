"""A delivery and the look that it asks for are remembered together, once, beside whatever run is at work."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mappings.snapshot import Field
from sync.asked import KEPT, Asked, Delivery, answer, record, what_is_asked
from sync.errors import Busy, Invalid, WorkplanError
from sync.lease import Holder
from sync.memory import Propose, SetPair
from sync.state import State, StateReader
from tests.builders.oldstate import first_version

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".workplan" / "state.db"


@pytest.fixture
def state(state_url: str) -> State:
    return State(state_url, 0.05)


def again(state: State) -> State:
    """As another process opens it."""
    return State(state.engine.url.render_as_string(hide_password=False), 0.05)


def opened(file: Path) -> State:
    return State(f"sqlite:///{file}", 0.05)


def took(state: State, *ids: str, sender: str = "anna", at: datetime = NOW) -> set[str]:
    return set(record(state, "github", [Delivery(id, sender) for id in ids], at))


def ids(state: State) -> set[str]:
    with state.engine.connect() as connection:
        return {id for (id,) in connection.exec_driver_sql("SELECT id FROM deliveries")}


def test_nothing_is_asked_where_there_is_no_state(file: Path) -> None:
    """And none is made by asking."""
    assert what_is_asked(StateReader(f"sqlite:///{file}")) is None
    assert not file.exists()


def test_a_state_of_an_earlier_version_is_asked_nothing(tmp_path: Path) -> None:
    """Until a delivery comes: the tables are made with it."""
    file = tmp_path / "state.db"
    first_version(file)
    assert what_is_asked(opened(file)) is None
    took(opened(file), "a")
    assert what_is_asked(opened(file)) == Asked(1, NOW, NOW)


def test_a_delivery_asks_for_a_look(state: State) -> None:
    """Before the first sync too; another process sees it."""
    assert took(state, "a") == {"a"}
    assert what_is_asked(again(state)) == Asked(1, NOW, NOW)


def test_the_same_delivery_asks_once(state: State) -> None:
    """Within one batch, in a later one, after a look, and after a restart."""
    assert took(state, "a", "a", "b") == {"a", "b"}
    assert took(state, "a") == set()
    answer(state, 1)
    assert took(again(state), "a", "b") == set()
    assert what_is_asked(state) is None


def test_the_first_and_the_last_of_a_burst_are_known(state: State) -> None:
    """From them follows when there is quiet."""
    for second in range(5):
        took(state, f"{second}", at=NOW + second * SECOND)
    assert what_is_asked(state) == Asked(5, NOW, NOW + 4 * SECOND)


def test_what_comes_during_a_look_asks_for_another(state: State) -> None:
    """The look may have passed that issue already."""
    took(state, "a")
    took(state, "b", at=NOW + SECOND)
    answer(state, 1)
    assert what_is_asked(state) == Asked(2, NOW, NOW + SECOND)
    answer(state, 2)
    assert what_is_asked(state) is None
    took(state, "c", at=NOW + 5 * SECOND)
    assert what_is_asked(state) == Asked(3, NOW + 5 * SECOND, NOW + 5 * SECOND)


def test_an_answer_of_an_earlier_look_takes_nothing_back(state: State) -> None:
    """Two machines may end their looks in any order; and one that knows more than was asked is wrong."""
    took(state, "a")
    took(state, "b")
    answer(state, 2)
    answer(state, 1)
    assert what_is_asked(state) is None
    answer(state, 9)
    took(state, "c")
    assert what_is_asked(state) == Asked(3, NOW, NOW)


def test_old_deliveries_are_forgotten(state: State) -> None:
    """After weeks nobody sends them again, and the table does not grow for ever."""
    took(state, "old")
    took(state, "young", at=NOW + SECOND)
    took(state, "new", at=NOW + KEPT + SECOND)
    assert ids(state) == {"young", "new"}


def known_as(state: State, account: str) -> None:
    state.shelve({("fact", "account"): account})


def test_our_own_doing_as_an_app_asks_for_nothing(state: State) -> None:
    """Nobody else can act as that account."""
    known_as(state, "workplan[bot]")
    assert took(state, "a", sender="Workplan[bot]") == set()
    assert what_is_asked(state) is None
    assert took(state, "b", sender="other[bot]") == {"b"}


def test_the_doing_of_an_account_that_people_have_too_asks_for_a_look(state: State) -> None:
    """With a personal token, the bot and a person write as the same account."""
    known_as(state, "anna")
    assert took(state, "a", sender="anna") == {"a"}
    assert took(state, "b", sender="other[bot]") == {"b"}


def test_it_is_recorded_while_a_run_is_at_work(state: State) -> None:
    """Nobody waits for a turn, and the run goes on as if nothing had been."""
    run = again(state)
    with run.leased(Holder("geneva-1 x", lambda: NOW)):
        run.commit([Propose("a")])
        assert took(state, "a") == {"a"}
        run.commit([Propose("b")])
    assert run.load().proposed == {"a", "b"}


def test_machines_that_are_handed_the_same_at_once_lose_nothing(state: State) -> None:
    """Each of two replicas gets every delivery, and both write: none fails, each is known once."""
    took(state, "before")
    answer(state, 1)

    def handed(number: int) -> None:
        other = State(state.engine.url.render_as_string(hide_password=False))
        for delivery in range(20):
            took(other, f"{delivery}", f"{delivery + number}")
        other.engine.dispose()

    with ThreadPoolExecutor(4) as machines:
        assert list(machines.map(handed, range(4))) == [None] * 4
    assert ids(state) == {"before", *(f"{delivery}" for delivery in range(23))}
    found = what_is_asked(state)
    assert found is not None
    assert 1 + 23 / 2 <= found.number <= 1 + 4 * 20


def test_a_commit_that_reads_first_is_not_refused_for_a_delivery(file: Path) -> None:
    """The database would refuse to write what was read before another's commit, and wait for nothing."""
    run, seen = opened(file), 0
    took(opened(file), "first")
    with run.writing() as connection:
        seen = len(connection.exec_driver_sql("SELECT * FROM deliveries").all())
        with pytest.raises(Busy):
            took(opened(file), "second")
        connection.exec_driver_sql("DELETE FROM deliveries")
    run.commit([SetPair("a", Field.TITLE, "x", "x")])
    assert seen == 1


def test_a_state_that_is_held_is_waited_for_a_moment_only(file: Path) -> None:
    """The service then sends again; nothing of it was remembered."""
    state = opened(file)
    took(state, "a")
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        took(state, "b")
    holder.close()
    assert took(state, "b") == {"b"}


def test_what_is_no_state_takes_nothing(tmp_path: Path) -> None:
    """It is told in words, and left as it is."""
    file = tmp_path / "state.db"
    file.write_text("my own notes", "utf-8")
    with pytest.raises(WorkplanError) as told:
        took(opened(file), "a")
    assert "not a state of workplan" in told.value.message
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE addresses (name)")
    with pytest.raises(Invalid):
        took(opened(tmp_path / "other.db"), "a")
    assert file.read_text("utf-8") == "my own notes"
