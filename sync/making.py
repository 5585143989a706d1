"""Things are made at the tracker's pace. What it did not even begin may be asked again, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from sync.errors import Limited, Unavailable
from sync.memory import Close, Open
from sync.ports import Forge
from sync.run import Run
from sync.trace import Intent, Outcome

T = TypeVar("T")
PATIENCE: Final = 5
"""So many refusals of one thing, each after the wait that was asked for, are no matter of pace any more."""


def patiently(forge: Forge, create: Callable[[], T]) -> T:
    """Make something that can't be made twice, as its name is taken then."""
    for left in reversed(range(PATIENCE)):
        forge.await_turn()
        try:
            return create()
        except Unavailable:  # limited, or without an answer: where it was made, its name is taken now
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def announced(run: Run, intend: Callable[[], Intent], create: Callable[[], T]) -> tuple[Intent, T]:
    """Write down, then make. Raises Unavailable with the intent left open: it may have been made.

    Each try is written down anew: whatever was made on the tracker before it proves nothing about it.
    """
    for left in reversed(range(PATIENCE)):
        run.forge.await_turn()
        intent = intend()
        run.commit([Open(intent)])
        try:
            return intent, create()
        except Limited:
            run.commit([Close(intent.id, Outcome.VOID)])
            if not left:
                raise
    raise AssertionError("the last try returns or raises")
