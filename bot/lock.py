"""One run at a time on one machine: an operating system's lock, which dies with its process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sync.errors import Busy, Invalid


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
