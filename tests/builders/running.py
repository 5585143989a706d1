"""`workplan run` as a process of its own, and what it writes down while it runs."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

from tests.builders.cli import WORKPLAN

PATIENCE = 120


NOWHERE = {"WORKPLAN_SERVICE__LISTEN": "", "WORKPLAN_BOARD__LISTEN": ""}
"""Many run at the same time in the tests: each listens only where its test says so."""


class Running:
    """Started in `folder`. Left, it is killed if it runs still."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WORKPLAN_")}
        self.process = subprocess.Popen(
            [WORKPLAN, "run", "--log", "json", *arguments],
            cwd=folder,
            env={**inherited, **NOWHERE, "NO_PROXY": "127.0.0.1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self.coming: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line)
            self.coming.put(line)
        self.coming.put("")

    def until(self, event: str) -> dict[str, Any]:
        """The next line of that event."""
        while line := self.coming.get(timeout=PATIENCE):
            told: dict[str, Any] = json.loads(line)
            if told["event"] == event:
                return told
        raise AssertionError(f"it ended without {event}:\n{''.join(self.lines)}")

    def all_told(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in list(self.lines)]

    def told(self, event: str) -> list[dict[str, Any]]:
        """All lines of that event, up to now."""
        return [told for told in self.all_told() if told["event"] == event]

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self) -> int:
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.ended()
        assert self.process.stderr
        self.process.stderr.close()
