"""What a service costs that has nothing to do, and how soon it leaves in the middle of a first mirror."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from signal import SIGTERM
from tempfile import TemporaryDirectory

from sync.memory import StartRun
from sync.state import State
from tests.bench_rows import PLANS, row
from tests.builders.running import Running
from tests.builders.services import PROJECT
from tests.servers.github import GitHubServer
from tests.servers.github_limits import Limits
from tests.servers.slack import SlackServer

BOUND = "0.5 %, 120 MB"
IDLE = 60.0
"""Seconds."""
TOKEN = "xoxb-1234567890"
HERTZ = os.sysconf("SC_CLK_TCK")


def processor(process: int) -> float:
    """Seconds that it has had, its own and the system's."""
    told = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / HERTZ


def memory(process: int) -> int:
    """MB."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) // 1024


def bench_service() -> None:
    with TemporaryDirectory() as name:
        folder = prepared(name, "")
        with Running(folder) as running:
            while not (folder / ".workplan" / "state.db").exists():
                time.sleep(0.01)
            running.signal(SIGTERM)
            begun = time.perf_counter()
            running.ended()
            took = time.perf_counter() - begun
        row("SIGTERM in the middle of a first mirror of 332 items, until it has left", f"{took:.1f} s", "5 s")
        row("a service that has nothing to do, for a minute, embedded tracker", idle(folder, "synced"), BOUND)
    with TemporaryDirectory() as name, GitHubServer() as github, SlackServer() as slack:
        github.limits = Limits.off()
        github.add_repo(PROJECT, public=False)
        github.add_user("gmg-bot", token="t", role="write")
        slack.add_token(TOKEN)
        slack.add_channel("gmg")
        due = datetime.now(UTC) - timedelta(minutes=2)
        folder = prepared(
            name,
            f'digest = "daily {due:%H:%M}"\n[slack]\nchannel = "#gmg"\nurl = "{slack.api}"\n'
            f'[forge]\nkind = "github"\nproject = "{PROJECT}"\nurl = "{github.api}"\n'
            "[limits]\ngithub_creations_per_minute = 9999\ngithub_creations_per_hour = 9999\n"
            "github_points_per_minute = 99999\n",
        )
        state = State(f"sqlite:///{folder}/.workplan/state.db")
        state.commit([StartRun(1, due - timedelta(days=1), "w", "", "")])
        state.engine.dispose()
        spent = idle(folder, "digest", WORKPLAN_GITHUB_TOKEN="t", WORKPLAN_SLACK_TOKEN=TOKEN)
        row("… on GitHub, after a first mirror and a digest with its picture", spent, BOUND)


def prepared(name: str, settings: str) -> Path:
    """A folder with the sample plan, synced once a day."""
    folder = Path(name)
    copy(PLANS / "gmg-2016-2018.yaml", folder / "plan.yaml")
    (folder / "workplan.toml").write_text(f'[schedule]\nsync = "every 24 hours"\n{settings}', "utf-8")
    return folder


def idle(folder: Path, event: str, **environment: str) -> str:
    with Running(folder, WORKPLAN_SERVICE__LISTEN="127.0.0.1:0", **environment) as running:
        running.until(event)
        process = running.process.pid
        before = processor(process)
        time.sleep(IDLE)
        share, held = (processor(process) - before) / IDLE, memory(process)
        running.signal(SIGTERM)
        running.ended()
    return f"{share:.2%} of a core, {held} MB"


if __name__ == "__main__":
    bench_service()
