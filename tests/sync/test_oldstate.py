"""A state file of the first version goes on: read as it is, and given its new columns by the first write."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mappings.snapshot import Side
from sync.changes import Cause
from sync.memory import Close, Failed, PlanWrite, StartRun
from sync.state import State, StateReader
from sync.trace import Outcome
from tests.builders.oldstate import first_version

NOW = datetime(2017, 5, 3, 9, 0, tzinfo=UTC)
TOLD = [
    (("a", "item", "plan", None, "activity", None), Cause.MADE, Side.FORGE),
    (("a", "item", "plan", "activity", None, None), Cause.REMOVED, None),
    (("a", "lead", "plan", "IOM", "UNU", None), Cause.EDITED_PLAN, Side.FORGE),
    (("a", "lead", "tracker", "IOM", "UNU", None), Cause.EDITED_TRACKER, Side.PLAN),
    (("a", "status", "tracker", "unreported", "completed", "anna"), Cause.EDITED_TRACKER, Side.PLAN),
    (("a", "timeframe", "tracker", "TBC", "2017", "paul"), Cause.ANSWERED, Side.PLAN),
]


@pytest.fixture
def url(tmp_path: Path) -> str:
    first_version(tmp_path / "state.db", [row for row, _, _ in TOLD])
    return f"sqlite:///{tmp_path}/state.db"


def test_it_is_read_without_being_changed(url: str, tmp_path: Path) -> None:
    """What it told, and why, follows from what stands there."""
    before = (tmp_path / "state.db").read_bytes()
    reader = StateReader(url)
    events = reader.events()
    assert [(one.why, one.written) for one in events] == [(why, written) for _, why, written in TOLD]
    assert [one.who for one in events] == [None, None, None, None, "anna", "paul"]
    assert reader.load().earlier == {("a", "completed"): "unreported"}
    assert reader.load().plan_writes == (PlanWrite(1, "a", "funding", None, "UNDP"),)
    assert (reader.failures(None), reader.cut_off()) == ((), None)
    assert (tmp_path / "state.db").read_bytes() == before


def test_its_open_intents_are_settled(url: str) -> None:
    """What was announced before the upgrade becomes a line of the history after it."""
    state = State(url)
    state.commit([StartRun(2, NOW, "w", "p"), Close("1.1", Outcome.APPLIED, NOW)])
    last = state.events()[-1]
    assert (last.item, last.field, last.old, last.new) == ("a", "lead", "TBC", "IOM")
    assert (last.why, last.written, last.at) == (Cause.EDITED_TRACKER, Side.PLAN, NOW)
    assert state.load().open == ()


def test_what_is_new_is_kept_beside_what_was(url: str) -> None:
    """Every line of before is still there, and reads as it did."""
    before = StateReader(url).events()
    state = State(url)
    state.commit([StartRun(2, NOW, "w", "p"), Failed(NOW, 69, "no answer")])
    assert state.events() == before
    assert [one.message for one in state.failures(None)] == ["no answer"]
    State(url).commit([StartRun(3, NOW, "w", "p")])  # a second opening changes nothing any more
    assert StateReader(url).events() == before
