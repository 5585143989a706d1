"""The history as a run writes it, of any state: what is announced becomes a line once it is applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sync.memory import Change, Close, Open, Remember
from sync.trace import Event, Intent, Outcome


def events_of(changes: Sequence[Change], announced: dict[str, Intent]) -> Iterator[Event]:
    """`announced`: all that is open, kept up to date."""
    for change in changes:
        match change:
            case Open():
                announced[change.intent.id] = change.intent
            case Close():
                intent = announced.pop(change.intent)
                if change.outcome is Outcome.APPLIED:
                    yield intent.event(change.at or intent.at)
            case Remember():
                yield change.event
            case _:
                pass


@contextmanager
def watched(state: Any) -> Iterator[list[Event]]:
    """All lines that are added to the history meanwhile."""
    told: list[Event] = []
    announced = {intent.id: intent for intent in state.load().open}
    real = state.commit

    def commit(changes: Sequence[Change]) -> None:
        real(changes)
        told.extend(events_of(changes, announced))

    state.commit = commit
    try:
        yield told
    finally:
        state.commit = real
