"""`workplan run` as an administrator has it: started, stopped, killed, started twice, with several plans."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from signal import SIGINT, SIGKILL, SIGTERM, Signals
from typing import Any

import httpx
import pytest

import config
from sync.asked import Delivery, record
from sync.memory import StartRun
from sync.state import State
from tests.builders.cli import here, small_plan, workplan
from tests.builders.running import PATIENCE, Running
from tests.builders.services import PROJECT
from tests.servers.github import GitHubServer
from tests.servers.slack import SlackServer
from tests.servers.wire import Dropped, Request, Response

PLANS = Path(config.__file__).parent / "plans"
GMG, UNNM = PLANS / "gmg-2016-2018.yaml", PLANS / "unnm-2022-2024.yaml"
MONTHLY = '[schedule]\nsync = "1st of the month 00:00"\n'
"""One slot, however long a test takes."""


def settings(folder: Path, text: str = MONTHLY, name: str = "workplan.toml") -> None:
    (folder / name).write_text(text, "utf-8")


def rows(file: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def good_runs(folder: Path) -> int:
    return len(rows(folder / ".workplan" / "state.db", "SELECT run FROM runs WHERE clean"))


def titles(folder: Path) -> Counter[str]:
    tracker = folder / ".workplan" / "tracker.db"
    return Counter(
        row[0] for table in ("issues", "milestones") for row in rows(tracker, f"SELECT title FROM {table}")
    )


def made(folder: Path) -> int:
    try:
        return titles(folder).total()
    except sqlite3.Error:
        return 0


def ask_for_a_look(folder: Path) -> None:
    """As a webhook does, a minute ago."""
    state = State(f"sqlite:///{folder / '.workplan' / 'state.db'}")
    record(state, "github", [Delivery("1")], datetime.now(UTC) - timedelta(minutes=1))
    state.engine.dispose()


@pytest.mark.parametrize("number", [SIGTERM, SIGKILL])
def test_a_restart_does_not_repeat_what_was_due(tmp_path: Path, number: Signals) -> None:
    """What is due is done at once; what an earlier process did, however it ended, is not done again."""
    small_plan(tmp_path)
    settings(tmp_path)
    with Running(tmp_path) as running:
        told = running.until("synced")
        assert (told["reason"], told["plan"], told["done"] > 3) == ("schedule", "plan.yaml", True)
        running.signal(number)
        assert running.ended() == (0 if number != SIGKILL else -SIGKILL)
        assert len(running.told("ended")) == (number != SIGKILL)
    ask_for_a_look(tmp_path)
    with Running(tmp_path) as running:
        assert running.until("synced")["reason"] == "webhook"
    assert good_runs(tmp_path) == 2


def test_killed_in_the_middle_it_goes_on(tmp_path: Path) -> None:
    """A slot counts only when its sync came to an end."""
    copy(UNNM, tmp_path / "plan.yaml")
    settings(tmp_path)
    with Running(tmp_path) as running:
        wait_until(lambda: made(tmp_path) > 5)
        running.signal(SIGKILL)
        assert running.ended() == -SIGKILL
    assert 5 < made(tmp_path) < 72
    assert good_runs(tmp_path) == 0
    with Running(tmp_path) as running:
        assert running.until("synced")["reason"] == "schedule"
    whole(tmp_path, 72)


def test_asked_to_end_in_the_middle_it_leaves_a_whole_state(tmp_path: Path) -> None:
    """A first mirror is cut short between two items, and a sync by hand goes on from there."""
    copy(GMG, tmp_path / "plan.yaml")
    settings(tmp_path)
    with Running(tmp_path) as running:
        wait_until(lambda: made(tmp_path) > 5)
        running.signal(SIGTERM)
        assert running.ended() == 0
        assert [one["event"] for one in running.all_told()][-3:] == ["asked to end", "cut short", "ended"]
    assert 5 < made(tmp_path) < 332
    assert rows(tmp_path / ".workplan" / "state.db", "SELECT id FROM journal WHERE outcome IS NULL") == []
    assert "failed" not in here(tmp_path, "status").out.lower()
    ran = here(tmp_path, "sync")
    assert (ran.code, ran.err) == (0, "")
    whole(tmp_path, 332)


def whole(folder: Path, items: int) -> None:
    found = titles(folder)
    assert (found.total(), max(found.values())) == (items, 1)
    assert "issue: local:" in (folder / "plan.yaml").read_text("utf-8")
    assert '"steps": []' in here(folder, "preview", "--json").out


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(6000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


def test_a_second_signal_waits_for_nothing(tmp_path: Path) -> None:
    """A service that does not answer holds up whoever is asked to end; who asks twice is obeyed at once."""
    small_plan(tmp_path)
    settings(tmp_path)
    asked, go_on = threading.Event(), threading.Event()
    with GitHubServer() as server:
        server.add_repo(PROJECT, public=False)
        server.add_user("gmg-bot", token="t", role="write")
        real = server.answer

        def answer(request: Request) -> Response:
            asked.set()
            go_on.wait(PATIENCE)
            return real(request)

        server.answer = answer  # type: ignore[method-assign]
        with Running(tmp_path, **on(server)) as running:
            assert asked.wait(PATIENCE)
            running.signal(SIGINT)
            running.until("asked to end")
            assert running.process.poll() is None
            running.signal(SIGTERM)
            assert running.ended() == 128 + SIGTERM
        go_on.set()


def on(server: GitHubServer) -> dict[str, str]:
    return {
        "WORKPLAN_FORGE__KIND": "github",
        "WORKPLAN_FORGE__PROJECT": PROJECT,
        "WORKPLAN_FORGE__URL": server.api,
        "WORKPLAN_GITHUB_TOKEN": "t",
    }


@pytest.mark.parametrize("dies", [False, True])
def test_a_digest_is_posted_once_across_restarts(tmp_path: Path, dies: bool) -> None:
    """Whoever posts it is stopped after it, or killed just as Slack has taken it."""
    due = datetime.now(UTC) - timedelta(minutes=2)
    with SlackServer() as slack:
        slack.add_token("xoxb-1234567890")
        slack.add_channel("gmg")
        small_plan(tmp_path)
        settings(
            tmp_path,
            f'{MONTHLY}digest = "daily {due:%H:%M}"\n[slack]\nchannel = "#gmg"\nurl = "{slack.api}"\n',
        )
        begun(tmp_path, due - timedelta(days=1))
        real = slack.answer

        def answer(request: Request) -> Response:
            response = real(request)
            if dies and request.path.endswith("chat.postMessage"):
                slack.answer = real  # type: ignore[method-assign]
                running.signal(SIGKILL)
                raise Dropped
            return response

        slack.answer = answer  # type: ignore[method-assign]
        with Running(tmp_path, WORKPLAN_SLACK_TOKEN="xoxb-1234567890") as running:
            if not dies:
                running.until("digest")
                running.signal(SIGTERM)
            assert running.ended() == (-SIGKILL if dies else 0)
        ask_for_a_look(tmp_path)
        with Running(tmp_path, WORKPLAN_SLACK_TOKEN="xoxb-1234567890") as running:
            assert running.until("synced")["reason"] == "webhook"
            if dies:
                running.until("digest")
            running.signal(SIGTERM)
            assert running.ended() == 0
        assert len(slack.channel("gmg").heads) == 1


def begun(folder: Path, at: datetime) -> None:
    """The plan was synced first then."""
    state = State(f"sqlite:///{folder / '.workplan' / 'state.db'}")
    state.commit([StartRun(1, at, "w", "", "")])
    state.engine.dispose()


def test_two_of_a_plan_make_one_sync_of_a_slot(tmp_path: Path) -> None:
    """Started at once, by mistake or as replicas: whoever comes second finds it done."""
    small_plan(tmp_path)
    settings(tmp_path)
    with Running(tmp_path) as one, Running(tmp_path) as other:
        for running in (one, other):
            running.until("schedule")
        wait_until(lambda: bool(one.told("synced") or other.told("synced")))
        ask_for_a_look(tmp_path)
        wait_until(lambda: len(one.told("synced") + other.told("synced")) > 1)
        reasons = [told["reason"] for told in one.told("synced") + other.told("synced")]
        assert sorted(reasons) == ["schedule", "webhook"]
        assert one.told("failed") + other.told("failed") == []
    assert max(titles(tmp_path).values()) == 1
    assert good_runs(tmp_path) == 2


def test_one_bad_plan_stops_no_other(tmp_path: Path) -> None:
    """Its trouble is told once, with its name; the other is synced, and who looks after both sees it."""
    for name in ("good", "bad"):
        (tmp_path / name).mkdir()
        small_plan(tmp_path / name)
        settings(tmp_path / name)
    plan = tmp_path / "bad" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("timeframe:", "timefame:", 1), "utf-8")
    both = ("--config", "good/workplan.toml", "--config", "bad/workplan.toml")
    with Running(tmp_path, *both, WORKPLAN_SERVICE__LISTEN="127.0.0.1:0") as running:
        wait_until(lambda: bool(running.told("synced") and running.told("failed")))
        assert [one["plan"] for one in running.told("schedule")] == ["good/plan.yaml", "bad/plan.yaml"]
        assert [one["plan"] for one in running.told("synced")] == ["good/plan.yaml"]
        (failed,) = running.told("failed")
        assert (failed["plan"], failed["level"], "timefame" in failed["trouble"]) == (
            "bad/plan.yaml",
            "error",
            True,
        )
        (listening,) = running.told("listening")
        at = listening["address"]
        assert httpx.get(f"{at}/healthz").json() == {"status": "ok"}
        ready = httpx.get(f"{at}/readyz")
        assert (ready.status_code, list(ready.json()["plans"])) == (503, ["bad/plan.yaml"])
        figures = httpx.get(f"{at}/metrics").text
        assert 'workplan_runs_total{plan="good/plan.yaml",result="done"} 1.0' in figures
        assert 'workplan_runs_total{plan="bad/plan.yaml",result="invalid"} 1.0' in figures
        running.signal(SIGTERM)
        assert running.ended() == 0


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ('[schedule]\nsync = "hourly"\n', 'b.toml, line 2: [schedule] sync = "hourly" is not possible.'),
        ("", "Two of these settings have the same plan file"),
        ('[plan]\nfile = "b.yaml"\n', "Two of these settings have the same state"),
    ],
)
def test_settings_that_can_not_be_end_it_at_the_start(tmp_path: Path, other: str, said: str) -> None:
    """An administrator is there to read it."""
    settings(tmp_path, "", "a.toml")
    settings(tmp_path, other, "b.toml")
    ran = here(tmp_path, "run", "--config", "a.toml", "--config", "b.toml")
    assert (ran.code, ran.out) == (64, "")
    assert said in ran.err


def test_mistakes_of_all_plans_are_told_at_once(tmp_path: Path) -> None:
    """Not one after the other, at each start."""
    settings(tmp_path, "[plan]\nfil = 1\n", "a.toml")
    ran = here(tmp_path, "run", "--config", "a.toml", "--config", "b.toml")
    assert ran.code == 64
    assert "a.toml, line 2" in ran.err
    assert "There is no settings file b.toml." in ran.err


def test_an_address_that_is_taken_ends_it_at_the_start(tmp_path: Path) -> None:
    """It says so, rather than to run without being seen."""
    small_plan(tmp_path)
    with GitHubServer() as server:
        taken = server.api.split("/")[2]
        ran = workplan(tmp_path, "run", WORKPLAN_SERVICE__LISTEN=taken)
    assert ran.code == 64
    assert "another program listens there already" in ran.err


def test_pages_that_find_no_address_hold_up_no_sync(tmp_path: Path) -> None:
    """Two services on one machine have the same address for their pages, unless somebody said otherwise."""
    small_plan(tmp_path)
    settings(tmp_path)
    with GitHubServer() as server:
        taken = server.api.split("/")[2]
        with Running(tmp_path, WORKPLAN_BOARD__LISTEN=taken) as running:
            told = running.until("board")
            assert running.until("synced")["reason"] == "schedule"
    assert f'[board] listen = "{taken}" can\'t be used' in told["trouble"]
    assert "another program listens there already" in told["trouble"]


def test_pages_that_everybody_could_change_end_it_at_the_start(tmp_path: Path) -> None:
    small_plan(tmp_path)
    ran = workplan(tmp_path, "run", WORKPLAN_SERVICE__LISTEN="", WORKPLAN_BOARD__LISTEN="0.0.0.0:0")
    assert (ran.code, ran.out) == (64, "")
    assert "WORKPLAN_BOARD_VIEWER_TOKEN" in ran.err
