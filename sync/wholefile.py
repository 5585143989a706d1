"""Files as they are found: read whole within a limit, or told apart from what only looks like one.

What is no file is never waited for: a pipe may never end, and a device has no end.
"""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG


class NoFile(OSError):
    """Something else stands there: `what` says "a folder", "a pipe or a device"."""

    def __init__(self, what: str) -> None:
        super().__init__(0, f"it is {what}")
        self.what = what


class TooLarge(Exception):
    """There is more of it than the limit; `megabytes` as far as that is known."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.megabytes = size // 1_000_000


def whole(path: Path, most: int) -> bytes:
    """All bytes, through links. Raises OSError, NoFile among them, and TooLarge."""
    # Opening a pipe would wait for whoever writes into it.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(handle)
        refuse_other(status.st_mode)
        with open(handle, "rb", closefd=False) as file:
            data = file.read(most + 1)
    finally:
        os.close(handle)
    if len(data) > most:
        raise TooLarge(max(len(data), status.st_size))
    return data


def is_there(path: Path) -> bool:
    """A file stands there, through links. Raises NoFile, and OSError for links that go round in a circle."""
    try:
        refuse_other(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def refuse_other(mode: int) -> None:
    if S_ISDIR(mode):
        raise NoFile("a folder")
    if not S_ISREG(mode):
        raise NoFile("a pipe or a device")
