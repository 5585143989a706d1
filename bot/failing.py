"""A command or a sync that ends badly: its exit code, and what a user reads. No secret is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from config.secrets import masked
from sync.errors import Busy, Leaving, WorkplanError
from sync.memory import Failed

if TYPE_CHECKING:
    from sync.state import State


def told(error: Exception) -> str:
    """In a user's words, without the remedy."""
    if isinstance(error, WorkplanError):
        return masked(error.message)
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return masked(f"The system refused: {error.strerror}{where}.")
    return masked(f"This is a fault in workplan: {type(error).__name__}: {error}")


@contextmanager
def noted(state: State, now: Callable[[], datetime]) -> Iterator[None]:
    """A sync that ends badly is remembered, where there is a state: `workplan status` tells it.

    That another one is at work, or that it was asked to end, is no bad end.
    """
    try:
        yield
    except (Busy, Leaving):
        raise
    except Exception as error:
        if not state.is_absent():
            with suppress(WorkplanError):
                code = error.code if isinstance(error, WorkplanError) else 1
                state.commit([Failed(now(), code, told(error))])
        raise
