"""The state database: it remembers exactly what was committed, and says what is wrong with a file."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mappings.issue import Edit
from mappings.snapshot import Field, Kind, Side
from sync.changes import Why
from sync.errors import Busy, Invalid
from sync.memory import (
    Arrive,
    Close,
    EndRun,
    Heard,
    Leave,
    Link,
    Memory,
    Moved,
    Open,
    Propose,
    Reconsider,
    Remember,
    Rename,
    SetLink,
    SetPair,
    Settle,
    Stand,
    Standing,
    StandingKind,
    StartRun,
    Told,
    Unlink,
)
from sync.recall import recall
from sync.rows import read_memory
from sync.state import State, StateReader
from sync.trace import Event, Intent, Outcome

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
items = st.sampled_from(["a", "b", "c"])
fields = st.sampled_from([Field.TITLE, Field.STATUS, Field.YEAR])
values = st.one_of(st.none(), st.sampled_from(["one", "two", "ünï \n “three”"]))


def changes() -> st.SearchStrategy:
    """A commit of one change; intents get their ids from a counter in the test."""
    return st.one_of(
        st.builds(SetPair, items, fields, values, values),
        st.builds(
            SetLink, st.builds(Link, items, st.sampled_from(Kind), st.integers(1, 9), st.just("local:1"))
        ),
        st.builds(
            Stand,
            st.builds(
                Standing,
                items,
                fields,
                st.sampled_from(StandingKind),
                values,
                values,
                st.just(NOW),
                st.one_of(st.none(), st.sampled_from(Why)),
                st.one_of(st.none(), st.integers(1, 5)),
                st.one_of(st.none(), st.builds(Edit, st.sampled_from(["anna", "ben"]), st.just(NOW))),
            ),
        ),
        st.builds(Settle, items, fields),
        st.builds(
            Remember,
            st.builds(
                Event, st.just(NOW), st.integers(1, 3), items, fields, st.sampled_from(Side), values, values
            ),
        ),
        st.builds(
            Intent,
            st.just(""),
            st.integers(1, 3),
            items,
            fields,
            st.sampled_from(Side),
            values,
            values,
            values,
            st.just("v1"),
            st.just(NOW),
        ),
        st.builds(Heard, st.integers(1, 3)),
        st.builds(Propose, items),
        st.builds(Unlink, items),
        st.just(Reconsider()),
        st.just(Leave(Moved("there", "{}", NOW))),
        st.just(Arrive()),
        st.builds(Told, st.dates(date(2017, 5, 1), date(2017, 5, 3)), st.sampled_from(["{}", '{"a": 1}'])),
        st.sampled_from(Outcome),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@given(script=st.lists(changes(), max_size=25))
def test_remembers_what_was_committed(request, tmp_path_factory, kind, script):
    """The database and the plain definition of a commit remember the same."""
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('s')}/state.db"
    else:
        url = request.getfixturevalue("postgres").database()
    state = State(url)
    start = StartRun(1, NOW, "writer", "place")
    state.commit([start])
    memory = recall(Memory(), [start])
    count = 0
    for step in script:
        if isinstance(step, Intent):
            count += 1
            change = Open(Intent(**{**{n: getattr(step, n) for n in Intent.__slots__}, "id": f"1.{count}"}))
        elif isinstance(step, Outcome):
            if not memory.open:
                continue
            change = Close(memory.open[0].id, step)
        else:
            change = step
        state.commit([change])
        memory = recall(memory, [change])
    assert state.load() == memory


def test_empty(tmp_path):
    """Reading where there is no state finds nothing and makes nothing."""
    assert StateReader(f"sqlite:///{tmp_path}/state.db").load() == Memory()
    assert list(tmp_path.iterdir()) == []


def test_all_or_nothing(state_url):
    """A commit that fails half-way leaves nothing behind."""
    state = State(state_url)
    state.commit([StartRun(1, NOW, "w", "p")])
    with pytest.raises(Exception, match=r"(?i)unique"):
        state.commit([SetPair("a", Field.TITLE, "x", "x"), StartRun(1, NOW, "w", "p")])
    assert state.load().bases == {}


def test_first_commit_is_all_or_nothing(tmp_path):
    """A first commit that is cut off leaves no half of the tables, which would lock every later run out."""
    state = State(f"sqlite:///{tmp_path}/state.db")
    with pytest.raises(Exception, match="UNIQUE"):
        state.commit([StartRun(1, NOW, "w", "p"), StartRun(1, NOW, "w", "p")])
    database = sqlite3.connect(tmp_path / "state.db")
    assert database.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    database.close()


def test_rename(state_url):
    """An item's memory moves to its new id, and nothing stays under the old one."""
    state = State(state_url)
    state.commit([SetPair("a", Field.TITLE, "x", "x"), SetLink(Link("a", Kind.ACTIVITY, 1, "local:1"))])
    state.commit([Rename("a", "z")])
    memory = state.load()
    assert set(memory.bases) == set(memory.links) == {"z"}
    assert memory.links["z"].item == "z"


def test_last_clean_run(state_url):
    """The last good sync is the last one that saw everything."""
    state = State(state_url)
    for number, clean in ((1, True), (2, False)):
        at = NOW + timedelta(hours=number)
        state.commit([StartRun(number, at, "w", "p"), EndRun(number, at, 0, clean)])
    assert state.load().quiet_since == NOW + timedelta(hours=1)
    assert state.load().run == 2


def test_history(state_url):
    """The history is kept in order, and can be asked by item and time."""
    state = State(state_url)
    state.commit([StartRun(1, NOW, "w", "p")])
    for hours, item in enumerate(["a", "b", "a"]):
        at = NOW + timedelta(hours=hours)
        state.commit([Remember(Event(at, 1, item, "status", Side.FORGE, None, str(hours), "anna"))])
    assert [event.new for event in state.events("a")] == ["0", "2"]
    assert [event.new for event in state.events(since=NOW + timedelta(hours=1))] == ["1", "2"]


def test_the_history_since_midnight_somewhere(state_url):
    """Whatever zone's clock the events and the midnight are told by."""
    state = State(state_url)
    for zone in (UTC, *map(ZoneInfo, ("America/New_York", "Pacific/Auckland"))):
        midnight = datetime(2017, 4, 24, tzinfo=zone)
        moments = [midnight + timedelta(hours=hours) for hours in (-1, 0, 1)]
        told = [one.astimezone(kept) for one in moments for kept in (UTC, zone)]
        state.commit([Remember(Event(at, 1, str(zone), "", Side.PLAN, None, str(at), None)) for at in told])
        state.commit([StartRun(state.runs + 1, NOW, "w", "p", "gmg")])
        assert [one.at for one in state.events(str(zone), midnight)] == told[2:]


def test_not_a_database(tmp_path):
    """Another file in its place is named and left alone."""
    path = tmp_path / "state.db"
    path.write_text("notes of the secretariat, and more of them than a header\n" * 100)
    with pytest.raises(Invalid, match="not a state"):
        State(f"sqlite:///{path}").load()
    with pytest.raises(Invalid, match="not a state"):
        State(f"sqlite:///{path}").commit([StartRun(1, NOW, "w", "p")])
    assert path.read_text().startswith("notes")


def test_another_database(tmp_path):
    """Somebody else's database is not written into."""
    path = tmp_path / "state.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(Invalid, match="not a state"):
        State(f"sqlite:///{path}").load()


def test_newer(tmp_path):
    """A newer version's state is left alone."""
    path = tmp_path / "state.db"
    state = State(f"sqlite:///{path}")
    state.commit([StartRun(1, NOW, "w", "p")])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(Invalid, match="newer version"):
        state.load()
    with pytest.raises(Invalid, match="newer version"):
        State(f"sqlite:///{path}").commit([SetPair("a", Field.TITLE, "x", "x")])


def test_locked(tmp_path):
    """A state that another program holds is said so."""
    path = tmp_path / "state.db"
    state = State(f"sqlite:///{path}", wait=0.05)
    state.commit([StartRun(1, NOW, "w", "p")])
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(Busy, match="in use"):
            state.commit([SetPair("a", Field.TITLE, "x", "x")])
    finally:
        holder.rollback()
        holder.close()


def test_of_many_that_find_no_state_one_makes_it(state_url):
    """Machines that start at the same moment don't stumble over each other's tables."""
    together = Barrier(6)

    def starts(number: int) -> None:
        state = State(state_url)
        together.wait()
        state.commit([Propose(f"item {number}")])
        state.engine.dispose()

    with ThreadPoolExecutor(6) as machines:
        list(machines.map(starts, range(6)))
    assert len(State(state_url).load().proposed) == 6


def test_what_is_read_stood_there_at_one_moment(state_url):
    """A commit of another machine in between is seen whole, or not at all."""
    state, other = State(state_url), State(state_url)
    state.commit([StartRun(1, NOW, "w", "p")])
    with state.reading() as connection:
        before = read_memory(connection, {})
        other.commit([SetPair("a", Field.TITLE, "x", "x"), Propose("a")])
        assert read_memory(connection, {}) == before
    assert state.load().proposed == {"a"}


def test_who_stands_still_holds_nobody_up_for_ever(postgres):
    """A machine that was suspended in the middle of a commit is waited for, and not for long."""
    url = postgres.database()
    state, other = State(url), State(url)
    state.commit([StartRun(1, NOW, "w", "p")])
    other.commit([Propose("b")])
    with state.writing() as connection:
        connection.exec_driver_sql("LOCK TABLE proposals")
        with pytest.raises(Busy, match="in use"):
            hasty(other)
    assert state.load().proposed == {"b"}


def hasty(state):
    with state.writing() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
        connection.exec_driver_sql("INSERT INTO proposals VALUES ('c')")


def test_a_database_that_may_not_be_written(postgres):
    """It is told so, and nothing is done."""
    url = postgres.database()
    with pytest.raises(Invalid, match="can't be written"):
        State(url.replace("options=", "options=-cdefault_transaction_read_only%3Don%20")).commit(
            [Propose("a")]
        )
    assert State(url).load() == Memory()
