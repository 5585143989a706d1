"""The command at a terminal where somebody types."""

from __future__ import annotations

import io
import os
import pty
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TextIO

from bot.cli import run


@contextmanager
def terminal(typed: str) -> Iterator[TextIO]:
    """Where somebody has typed this."""
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    with os.fdopen(theirs, encoding="utf-8") as opened:
        yield opened
    os.close(ours)


def answered(folder: Path, *lines: str, options: tuple[str, ...] = (), code: int = 0) -> str:
    """What `init` says to somebody at a terminal who types these lines, and then ends the input."""
    said, before = io.StringIO(), sys.stdin
    with terminal("".join(f"{line}\n" for line in (*lines, "\x04"))) as opened, chdir(folder):
        sys.stdin = opened
        try:
            with redirect_stdout(said), redirect_stderr(said):
                assert run(["init", *options]) == code, said.getvalue()
        finally:
            sys.stdin = before
    return said.getvalue()
