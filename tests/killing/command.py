"""The real command, started again and again from a process that has loaded it already, and killed at will.

`inside/sitecustomize.py` is the other end: the interpreter of `workplan` imports it before the script begins.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final, Self

from tests.builders.cli import WORKPLAN
from tests.servers.wire import Dropped, Moment, Server, unwatched

INSIDE: Final = Path(__file__).with_name("inside")
# The same order in sets, so that a point is the same one in each run.
OURS: Final = {"PYTHONPATH": str(INSIDE), "KILLING": "1", "PYTHONHASHSEED": "0", "NO_PROXY": "127.0.0.1"}


class Kind(StrEnum):
    """Where a process can be killed: at an event of its own, or at the server that it asks."""

    FILE = "file"
    STATEMENT = "statement"
    BEFORE = "before a request"
    AFTER = "after a request"

    @property
    def at_server(self) -> bool:
        return self in (Kind.BEFORE, Kind.AFTER)


@dataclass(frozen=True, slots=True)
class Point:
    """The process dies at the `number`-th of its own moments, or of the server's."""

    kind: Kind
    number: int
    words: str

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.words}"


@dataclass(frozen=True, slots=True)
class Ended:
    """`moments`: what the process went by, up to its death. A killed one has the code -9."""

    code: int
    out: str
    err: str
    moments: tuple[str, ...]

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Straits:
    """What a run has to do with."""

    bytes: int = 0
    """No file can be written beyond that."""
    pages: int = 0
    """No database can become larger."""
    powerless: bool = False
    """Root has no more rights than others."""
    vanishes: str = ""
    """A file that is removed at the moment number `vanishes_at`."""
    vanishes_at: int = 0


class Barracks:
    """Sends out one process at a time. `scratch` is a folder for what they say."""

    def __init__(self, scratch: Path) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WORKPLAN_")}
        self.scratch = scratch
        self.born, self.dead = threading.Event(), threading.Event()
        self.child = 0
        self.parent = subprocess.Popen(
            [WORKPLAN],
            env={**inherited, **OURS},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # At the end of its orders the parent ends, too.
        self.parent.communicate(timeout=60)

    def run(
        self,
        folder: Path,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        server: Server | None = None,
        dies: Point | None = None,
        straits: Straits | None = None,
    ) -> Ended:
        """Run `workplan` there, to its end or to the point where it dies."""
        straits = straits or Straits()
        names = {name: str(self.scratch / name) for name in ("out", "err", "log")}
        if straits.bytes:
            names["log"] = os.devnull  # it would be full, too
        order = {
            "folder": str(folder),
            "environment": dict(environment or {}),
            "arguments": arguments,
            "at": dies.number if dies and not dies.kind.at_server else straits.vanishes_at,
            **names,
            **asdict(straits),
        }
        self.born.clear()
        self.dead.clear()
        if server and dies and dies.kind.at_server:
            server.watch = Shot(self, Moment(dies.kind.split()[0]), dies.number)
        try:
            self.child = int(self.said(json.dumps(order)))
            self.born.set()
            code = int(self.said())
        finally:
            self.dead.set()
            if server:
                server.watch = unwatched
        said = {name: Path(path).read_text("utf-8", "replace") for name, path in names.items()}
        return Ended(code, said["out"], said["err"], tuple(said["log"].splitlines()))

    def said(self, order: str = "") -> str:
        """The next line of the parent, after an order."""
        to, by = pipes(self.parent)
        if order:
            to.write(f"{order}\n")
            to.flush()
        return by.readline()

    def kill(self) -> None:
        """Comes back when the child is dead."""
        assert self.born.wait(timeout=60)
        os.kill(self.child, signal.SIGKILL)
        assert self.dead.wait(timeout=60)


class Shot:
    """Watches a server, and kills who asks it at the request of that number."""

    def __init__(self, barracks: Barracks, moment: Moment, left: int) -> None:
        self.barracks = barracks
        self.moment = moment
        self.left = left

    def __call__(self, moment: Moment) -> None:
        self.left -= moment is self.moment
        if not self.left and moment is self.moment:
            self.barracks.kill()
        if self.left <= 0:
            raise Dropped


def pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout
