"""One run at a time: on one machine a lock of the operating system, between machines a lease in the state."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from sync.errors import Busy, Invalid
from sync.lease import Holder

if TYPE_CHECKING:
    from sync.state import State


@contextmanager
def sole_run(path: Path, state: State) -> Iterator[None]:
    """Raises Busy at once when another run is at work on the plan, here or on another machine.

    Whoever gets the lock knows that no run lives on this machine: a lease that one left behind is taken over.
    """
    here = Holder(place_of(path), lambda: datetime.now(UTC))
    with only_run(path), state.leased(here):
        yield


def place_of(path: Path) -> str:
    """The machine and the place of a lock: who holds it calls itself so."""
    return f"{socket.gethostname()} {path.resolve()}"


@contextmanager
def only_run(path: Path) -> Iterator[None]:
    """Raises Busy at once when another run holds the lock."""
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(
            "Another run of workplan is at work on this plan. Nothing was done.",
            "Wait until it has ended, then try again.",
        ) from None
    except OSError as error:
        raise Invalid(
            f"The lock file {path} can't be made: {error.strerror}.",
            "Let the account that runs workplan write the folder.",
        ) from None
    try:
        yield
    finally:
        lock.release()
