"""The database keeps what the plain definition of a commit keeps, also where many rows change at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mappings.snapshot import Field, Kind, Side
from sync.changes import Why
from sync.memory import (
    Base,
    Close,
    EndRun,
    Link,
    Memory,
    Open,
    Remember,
    Rename,
    SetLink,
    SetPair,
    Stand,
    Standing,
    StandingKind,
    StartRun,
)
from sync.recall import recall
from sync.state import State
from sync.trace import Event, Intent, Outcome

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)


def begun(url: str) -> State:
    state = State(url)
    state.commit([StartRun(1, NOW, "w", "p")])
    return state


def intent(id: str, name: str, new: str, *, side: Side) -> Intent:
    return Intent(id, 1, "a", name, side, None, new, new, "v1", NOW)


def written(state: State, *intents: tuple[Intent, Outcome]) -> Memory:
    for one, outcome in intents:
        state.commit([Open(one)])
        state.commit([Close(one.id, outcome)])
    return state.load()


def test_rename_after_pairs_of_the_same_commit(state_url):
    """A renamed item takes along what the same commit remembers of it, and its open points."""
    state = begun(state_url)
    standing = Standing("a", Field.LEAD, StandingKind.CONFLICT, "x", "y", NOW, Why.BOTH, 4)
    changes = [
        SetPair("a", Field.TITLE, "x", "x"),
        SetLink(Link("a", Kind.ACTIVITY, 1, "local:1")),
        Stand(standing),
        Rename("a", "z"),
        SetPair("z", Field.FUNDING, "y", "y"),
    ]
    state.commit(changes)
    memory = state.load()
    assert memory == recall(Memory(), [StartRun(1, NOW, "w", "p"), *changes])
    assert memory.standing["z", Field.LEAD].comment == 4
    assert set(memory.bases["z"].plan) == {Field.TITLE, Field.FUNDING}


def test_many_pairs_at_once(state_url):
    """Further fields join those of many items without touching them."""
    state = begun(state_url)
    items = [f"i{number}" for number in range(1200)]
    state.commit([SetPair(item, Field.TITLE, item, item) for item in items])
    state.commit([SetPair(item, Field.LEAD, "IOM", "IOM") for item in items])
    one = {Field.LEAD: "IOM"}
    assert state.load().bases == {
        item: Base({Field.TITLE: item, **one}, {Field.TITLE: item, **one}) for item in items
    }


def test_values_written_to_the_tracker(state_url):
    """Of computed fields every value that was written is known, the latest last; what failed is not."""
    memory = written(
        begun(state_url),
        (intent("1.1", Field.STATE, "closed", side=Side.FORGE), Outcome.APPLIED),
        (intent("1.2", Field.STATE, "open", side=Side.FORGE), Outcome.APPLIED),
        (intent("1.3", Field.STATE, "lost", side=Side.FORGE), Outcome.VOID),
        (intent("1.4", Field.LEAD, "IOM", side=Side.FORGE), Outcome.APPLIED),
    )
    assert memory.written == {("a", Field.STATE): ("closed", "open")}
    assert memory.plan_writes == ()


def test_values_written_into_the_plan(state_url):
    """The values that stand in the plan file because of a run, the latest first; what failed is not."""
    memory = written(
        begun(state_url),
        (intent("1.1", "lead", "IOM", side=Side.PLAN), Outcome.APPLIED),
        (intent("1.2", "lead", "ILO", side=Side.PLAN), Outcome.APPLIED),
        (intent("1.3", "lead", "UNU", side=Side.PLAN), Outcome.VOID),
    )
    assert [one.new for one in memory.plan_writes] == ["ILO", "IOM"]


def test_plain_definition_of_what_was_written():
    """The definition of a commit says the same without a database."""
    changes = []
    for id, name, new, side, outcome in [
        ("1.1", Field.STATE, "closed", Side.FORGE, Outcome.APPLIED),
        ("1.2", Field.STATE, "open", Side.FORGE, Outcome.APPLIED),
        ("1.3", Field.STATE, "lost", Side.FORGE, Outcome.VOID),
        ("1.4", "lead", "IOM", Side.PLAN, Outcome.APPLIED),
        ("1.5", "lead", "ILO", Side.PLAN, Outcome.APPLIED),
        ("1.6", "lead", "UNU", Side.PLAN, Outcome.UNCLEAR),
    ]:
        changes += [Open(intent(id, name, new, side=side)), Close(id, outcome)]
    memory = recall(Memory(), changes)
    assert memory.written == {("a", Field.STATE): ("closed", "open")}
    assert [one.new for one in memory.plan_writes] == ["ILO", "IOM"]
    assert memory.open == ()


def test_status_before(state_url):
    """What an item was before a status is what it was before it last came to it."""
    state = begun(state_url)
    told = [("not started", "completed"), ("completed", "ongoing"), ("ongoing", "completed")]
    changes = [
        Remember(Event(NOW + timedelta(hours=hour), 1, "a", Field.STATUS, Side.FORGE, old, new))
        for hour, (old, new) in enumerate(told)
    ]
    state.commit(changes)
    assert state.load().earlier == recall(Memory(), changes).earlier
    assert state.load().earlier["a", "completed"] == "ongoing"


def test_last_clean_run():
    """The definition of a commit keeps the last good run, too."""
    later = NOW + timedelta(hours=1)
    memory = recall(Memory(), [EndRun(1, NOW, 0, True), EndRun(2, later, 0, False)])
    assert memory.quiet_since == NOW


def test_who(state_url):
    """The history knows who did it."""
    state = begun(state_url)
    state.commit([Remember(Event(NOW, 1, "a", Field.STATUS, Side.FORGE, None, "completed", "anna"))])
    assert [one.who for one in state.events("a")] == ["anna"]
