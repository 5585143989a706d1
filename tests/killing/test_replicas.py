"""Three machines share a state on PostgreSQL, and are killed again and again: each digest is posted once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from sync.ledger import Stage
from sync.memory import StartRun
from sync.postings import TERM, read_account
from sync.state import State
from tests.builders.cli import small_plan
from tests.builders.docs import ROOT
from tests.builders.newsroom import TOKEN
from tests.servers.postgres import Postgres
from tests.servers.slack import SlackServer
from tests.servers.slack_world import Channel

SLOTS = int(os.environ.get("WORKPLAN_SLOTS", "16"))
MACHINES = 3
KILLED = 0.25
"""Of the slots, those in which a machine is killed."""
FIRST = datetime(2017, 5, 1, 9, 0, tzinfo=UTC)
PATIENCE = 3.0
"""Seconds after which one that was killed is taken for the reason why nothing comes."""
SETTINGS = """
[state]
url = "{state}"
[schedule]
digest = "daily 09:00"
[slack]
channel = "#gmg"
url = "{slack}"
"""


class Machines:
    def __init__(self, folder: Path, state: str, slack: SlackServer) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        for number in range(MACHINES):
            home = folder / f"machine{number}"
            home.mkdir()
            small_plan(home)
            (home / "workplan.toml").write_text(SETTINGS.format(state=state, slack=slack.api), "utf-8")
            self.processes.append(self.start(home))

    def start(self, home: Path) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "WORKPLAN_SLACK_TOKEN": TOKEN, "NO_PROXY": "127.0.0.1"}
        command = [sys.executable, "-m", "tests.killing.replica", str(home)]
        return subprocess.Popen(command, cwd=ROOT, env=environment)

    def kill(self, number: int) -> None:
        self.processes[number].kill()
        self.processes[number].wait()
        self.processes[number] = self.start(self.folder / f"machine{number}")

    def end(self) -> None:
        for one in self.processes:
            one.kill()
            one.wait()


@contextmanager
def machines(folder: Path, state: str, slack: SlackServer) -> Iterator[Machines]:
    made = Machines(folder, state, slack)
    try:
        yield made
    finally:
        made.end()


def set_clock(folder: Path, at: datetime) -> None:
    (folder / "new").write_text(at.isoformat(), "ascii")
    (folder / "new").replace(folder / "clock")


def whole(channel: Channel, day: str) -> bool:
    heads = [one for one in channel.heads if one.text == f"Digest of {day}"]
    return any(reply.text == f"List of {day}" for head in heads for reply in channel.thread(head.ts))


def comes(channel: Channel, day: str, state: State) -> bool:
    """All of it is there, and whoever posted it has said so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        slot = read_account(state).slots.get(f"{day}T09:00") if whole(channel, day) else None
        if slot is not None and slot.stage is Stage.DONE:
            return True
        time.sleep(0.01)
    return False


def test_three_machines(
    tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch, count: Callable[..., None]
) -> None:
    """Whoever dies at whatever moment of it, another one goes on; nobody posts what is there."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    random, killed, url = Random(17), 0, postgres.database()
    state = State(url)
    state.commit([StartRun(1, FIRST - timedelta(days=1), "w", "p", "gmg")])
    set_clock(tmp_path, FIRST - timedelta(hours=1))
    with SlackServer() as slack:
        slack.paced = False
        slack.add_token(TOKEN)
        channel = slack.add_channel("gmg")
        with machines(tmp_path, url, slack) as running:
            for number in range(SLOTS):
                at = FIRST + timedelta(days=number)
                set_clock(tmp_path, at)
                if random.random() < KILLED:
                    time.sleep(random.random() * 0.06)
                    running.kill(random.randrange(MACHINES))
                    killed += 1
                while not comes(channel, f"{at:%Y-%m-%d}", state):
                    at += TERM + timedelta(seconds=1)  # the turn of one that died ends
                    assert at < FIRST + timedelta(days=number, hours=10)
                    set_clock(tmp_path, at)
        days = [f"{FIRST + timedelta(days=number):%Y-%m-%d}" for number in range(SLOTS)]
        said = Counter(one.text for one in channel.messages)
    assert said == Counter([f"{what} of {day}" for day in days for what in ("Digest", "List")])
    count("digests of three machines that were killed", SLOTS)
    count("machines killed", killed)
