"""What failed since the last good sync, and what waits for a person: `status` says it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from filelock import FileLock

from tests.builders.cli import here, small_plan
from tests.builders.rigs import PLAN, GitHubRig
from tests.builders.services import aim

DAY = ("--today", "2017-05-02")
ONE = "2017-1-1.1"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    small_plan(folder)
    assert here(folder, "sync", *DAY).code == 0
    return folder


@pytest.fixture
def mirrored(first: Path, tmp_path: Path) -> Path:
    return copytree(first, tmp_path / "plan")


def status(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(here(folder, "status", "--json", *DAY).out)
    return found


def test_a_plan_that_can_be_read_no_more(mirrored: Path) -> None:
    """Each failed sync is told with its exit code and the reason, until a sync goes well again."""
    path = mirrored / "plan.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("timeframe:", "timefame:", 1), "utf-8")
    for _ in range(2):
        assert here(mirrored, "sync", *DAY).code == 64
    path.write_text(text, "utf-8")
    told = here(mirrored, "status", *DAY).out
    assert "Failed since: 2 times, the last time 2 May 2017, " in told
    assert "with exit code 64: plan.yaml, line " in told
    failed = status(mirrored)["failed"]
    assert [one["code"] for one in failed] == [64, 64]  # type: ignore[index, attr-defined]
    assert here(mirrored, "sync", *DAY).code == 0
    assert status(mirrored)["failed"] == []
    assert "Failed" not in here(mirrored, "status", *DAY).out


def test_a_tracker_that_is_gone(mirrored: Path) -> None:
    """What went wrong before a run had begun is told, too."""
    (mirrored / ".workplan" / "tracker.db").unlink()
    assert here(mirrored, "sync", *DAY).code == 64
    assert "with exit code 64: The tracker .workplan/tracker.db is gone" in here(mirrored, "status", *DAY).out


def test_another_run_at_work_is_no_failure(mirrored: Path) -> None:
    """It does what this one would have done."""
    with FileLock(mirrored / ".workplan" / "state.db.lock"):
        assert here(mirrored, "sync", *DAY).code == 75
    assert status(mirrored)["failed"] == []


def test_a_first_sync_that_fails_leaves_no_state(tmp_path: Path) -> None:
    """Nothing is remembered where nothing was done."""
    path = small_plan(tmp_path)
    path.write_text(path.read_text("utf-8").replace("timeframe:", "timefame:", 1), "utf-8")
    assert here(tmp_path, "sync", *DAY).code == 64
    assert not (tmp_path / ".workplan" / "state.db").exists()


def test_a_run_without_an_end(mirrored: Path) -> None:
    """Killed, or still at work: which of the two the state can't tell."""
    with closing(sqlite3.connect(mirrored / ".workplan" / "state.db")) as db, db:
        db.execute("INSERT INTO runs (run, started) VALUES (7, '2017-05-02T10:00:00+00:00')")
    assert "The sync of 2 May 2017, 10:00 has no end: it is at work, or it was cut off." in (
        here(mirrored, "status", *DAY).out
    )
    assert status(mirrored)["no_end"] == "2017-05-02T10:00:00+00:00"
    assert here(mirrored, "sync", *DAY).code == 0
    assert status(mirrored)["no_end"] is None


def test_a_token_that_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, without the token."""
    small_plan(tmp_path)
    with GitHubRig() as rig:
        aim(monkeypatch, "github", rig.server.api, token="workplan", project=PLAN)
        assert here(tmp_path, "sync").code == 0
        monkeypatch.setenv("WORKPLAN_GITHUB_TOKEN", "ghp_another0")
        assert here(tmp_path, "sync").code == 64
        told = status(tmp_path)
        (failed,) = told["failed"]  # type: ignore[misc, attr-defined]
        assert failed["code"] == 64
        assert "token" in failed["message"]
        assert b"ghp_another0" not in (tmp_path / ".workplan" / "state.db").read_bytes()


def test_what_waits_for_a_person(mirrored: Path) -> None:
    """Conflicts, what is damaged on the tracker, and what somebody set there against the plan."""
    here(mirrored, "tracker", "edit", ONE, "--when", "September 2017", *DAY)
    path = mirrored / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("April 2017", "June 2017"), "utf-8")
    with closing(sqlite3.connect(mirrored / ".workplan" / "tracker.db")) as db, db:
        db.execute("UPDATE issues SET milestone = NULL, version = version + 1 WHERE number = 2")
        db.execute("DELETE FROM issue_labels WHERE issue = 3")
        db.execute("UPDATE issues SET body = 'nothing of it', version = version + 1 WHERE number = 3")
    waiting = status(mirrored)["waiting"]
    assert isinstance(waiting, dict)
    assert waiting["conflicts"] == [{"item": ONE, "field": "timeframe"}]
    assert {(one["item"], one["field"]) for one in waiting["held"]} >= {("2017-1-1.2", "milestone")}
    assert [(one["kind"], one["item"]) for one in waiting["items"]] == [("damaged", "2017-1-1.3")]
    told = here(mirrored, "status", *DAY).out
    assert "Waiting for a decision: 1 conflict." in told
    assert "The hidden marks in the text of local:3 were edited" in told
    assert "Left as a person set it on the tracker: 2017-1-1.2" in told


def test_a_refusal_is_told_with_its_name(tmp_path: Path) -> None:
    """The name that lets it through."""
    small_plan(tmp_path)
    (tmp_path / "workplan.toml").write_text("[guard]\ncount = 1\n")
    here(tmp_path, "sync", *DAY)
    for item in (ONE, "2017-1-1.2"):
        here(tmp_path, "tracker", "close", item, *DAY)
    told = status(tmp_path)
    (refused,) = told["waiting"]["refused"]  # type: ignore[index, call-overload]
    assert f"workplan sync --accept {refused['hash']}" in here(tmp_path, "status", *DAY).out
    assert here(tmp_path, "sync", "--accept", refused["hash"], *DAY).code == 0
