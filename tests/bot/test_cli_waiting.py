"""What waits for a person is said by whatever is asked first: status, doctor, resolve, sync --accept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.cli import everything, here, small_plan

DAY = ("--today", "2017-05-02")


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    """A folder whose plan stands on its tracker."""
    small_plan(tmp_path)
    assert here(tmp_path, "sync", *DAY).code == 0
    return tmp_path


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    """A folder whose next sync will refuse two closes."""
    small_plan(tmp_path)
    (tmp_path / "workplan.toml").write_text("[guard]\ncount = 1\n")
    here(tmp_path, "sync", *DAY)
    for item in ("2017-1-1.1", "2017-1-1.2"):
        here(tmp_path, "tracker", "close", item, *DAY)
    return tmp_path


def conflicting(folder: Path) -> None:
    """The timeframe of one activity is changed on both sides."""
    here(folder, "tracker", "edit", "2017-1-1.1", "--when", "September 2017", *DAY)
    path = folder / "plan.yaml"
    path.write_text(path.read_text().replace("April 2017", "June 2017"))


def test_doctor_calls_a_refusal_no_nothing(refused: Path) -> None:
    """Something is to be done: to look at it and to accept it."""
    told = here(refused, "doctor").out
    assert "The next sync will refuse closes of 2 of 4 items." in told
    assert "nothing to do" not in told


def test_doctor_calls_a_question_no_nothing(mirrored: Path) -> None:
    """Neither is a conflict nothing."""
    conflicting(mirrored)
    told = here(mirrored, "doctor").out
    assert "1 conflict to settle." in told
    assert "nothing to do" not in told


def test_status_tells_a_refusal(refused: Path) -> None:
    """With what, how many, and where to look; the JSON counts it."""
    told = here(refused, "status", *DAY).out
    assert "Refused until you accept it: closes of 2 of 4 items. See them with: workplan preview" in told
    assert json.loads(here(refused, "status", "--json", *DAY).out)["refused"] == 1


def test_status_tells_a_question_before_a_sync_has_met_it(mirrored: Path) -> None:
    """As `conflicts` does."""
    conflicting(mirrored)
    assert "Waiting for a decision: 1 conflict." in here(mirrored, "status", *DAY).out


def test_status_of_a_quiet_plan_waits_for_nobody(mirrored: Path) -> None:
    """The last line is the last sync; nothing is written."""
    before = everything(mirrored)
    told = here(mirrored, "status", *DAY)
    assert told.out.splitlines()[-1].startswith("Last sync: 2 May 2017")
    assert everything(mirrored) == before


def test_status_counts_without_a_tracker_too(mirrored: Path) -> None:
    """A tracker that is gone keeps the sync from running, not the counting."""
    (mirrored / ".workplan" / "tracker.db").unlink()
    ran = here(mirrored, "status", *DAY)
    assert ran.code == 0
    assert "3 activities" in ran.out
    assert "The next sync can't run: The tracker .workplan/tracker.db is gone" in ran.out
    assert "workplan doctor" in ran.out
