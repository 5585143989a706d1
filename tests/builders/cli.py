"""The command run as a user runs it, in a folder with a small plan."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli import run
from sync.errors import WorkplanError
from sync.planemit import emit_plan
from sync.state import StateReader
from tests.builders.plans import activity, plan

WORKPLAN = Path(sys.executable).with_name("workplan")


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


def workplan(folder: Path, *arguments: str, **environment: str) -> Ran:
    """Run the real command in a process of its own, with no settings from outside."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WORKPLAN_")}
    done = subprocess.run(
        [WORKPLAN, *arguments],
        cwd=folder,
        env={**inherited, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def here(folder: Path, *arguments: str) -> Ran:
    """The same in this process: quicker, for what depends on no process of its own."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    return Ran(code, out.getvalue(), err.getvalue())


def small_plan(folder: Path, name: str = "plan.yaml") -> Path:
    """A plan of one output with three activities, the last of them to be confirmed."""
    path = folder / name
    path.write_text(
        emit_plan(
            plan(
                activity("2017-1-1.1", "Launch the communications plan", timeframe="April 2017", lead="UNU"),
                activity("2017-1-1.2", "Publish the position paper", timeframe="2017", lead="IOM"),
                activity("2017-1-1.3", "TBC", timeframe="TBC", lead="TBC"),
                title="A small plan",
            )
        ),
        "utf-8",
    )
    return path


def remembered(folder: Path) -> dict[str, object]:
    """All files, and of the state what it remembers: a failed sync adds a line about that alone."""
    found: dict[str, object] = {**everything(folder)}
    name = ".workplan/state.db"
    if name in found:
        with suppress(WorkplanError):  # it is no state: then its bytes are to stay
            state = StateReader(f"sqlite:///{folder / name}")
            found[name] = state.load(), state.events(), state.shelved()
            state.engine.dispose()
    return found


def everything(folder: Path) -> dict[str, bytes]:
    """All files below a folder: what a command that writes nothing must leave as it is."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".lock", "-wal", "-shm"))
    }


def begun(folder: Path, *arguments: str, **more: Any) -> subprocess.Popen[Any]:
    """The command, still at work. Ctrl-C reaches it also where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen([WORKPLAN, *arguments], cwd=folder, stdout=subprocess.PIPE, **more)
    finally:
        signal.signal(signal.SIGINT, before)
