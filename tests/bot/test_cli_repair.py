"""`workplan doctor --repair` as people type it: shown first, asked in a terminal, done in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from mappings.issue import IssueDraft, IssuePatch
from sync.forges.local import LocalTracker
from tests.builders.cli import WORKPLAN, everything, here, small_plan

DAY = ("--today", "2017-05-02")


def anna(folder: Path) -> LocalTracker:
    path = folder / ".workplan" / "tracker.db"
    return LocalTracker(path, account="anna", now=lambda: datetime.now(UTC), create=False)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Somebody took the marks out of an issue, and copied another."""
    small_plan(tmp_path)
    here(tmp_path, "sync", *DAY)
    with anna(tmp_path) as tracker:
        tracker.edit_issue(1, IssuePatch(body="\n".join(tracker.issue(1).body.split("\n")[1:-1])))
        tracker.create_issue(IssueDraft("A copy", tracker.issue(2).body))
    return tmp_path


def test_the_doctor_says_what_to_do_and_changes_nothing(damaged: Path) -> None:
    """Each with its address and its remedy; and which of them --repair takes on."""
    before = everything(damaged)
    ran = here(damaged, "doctor")
    assert ran.code == 0
    assert "Of single issues and milestones (2)" in ran.out
    assert "2017-1-1.2: local:4 carries its mark too, and is not synced." in ran.out
    assert "2017-1-1.1: the hidden marks in the text of local:1 were edited or are gone" in ran.out
    assert ran.out.count("workplan doctor --repair") == 2
    assert everything(damaged) == before


def test_in_a_pipe_it_shows_and_does(damaged: Path) -> None:
    """Then there is nothing left to do, and a sync is content."""
    ran = here(damaged, "doctor", "--repair")
    assert ran.code == 0
    assert "To be repaired (2)" in ran.out
    assert "local:4: take the mark of 2017-1-1.2 off; its text stays" in ran.out
    assert "local:1: put the marks of 2017-1-1.1 back; what people wrote there stays" in ran.out
    assert ran.out.endswith("Repaired 2 texts. The next sync reads them again.\n")
    assert here(damaged, "sync", *DAY).code == 0
    again = here(damaged, "doctor", "--repair")
    assert "Nothing that can be repaired without you. Nothing was changed." in again.out
    assert "local:1" in here(damaged, "history", "2017-1-1.1").out


@pytest.mark.parametrize(("answer", "left"), [(b"\n", True), (b"y\n", False)])
def test_in_a_terminal_it_asks(damaged: Path, answer: bytes, left: bool) -> None:
    """Whoever says no, or nothing, has changed nothing."""
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WORKPLAN_")}
    done = subprocess.run(
        [WORKPLAN, "doctor", "--repair"],
        cwd=damaged, env=inherited, stdin=theirs, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0
    assert "Repair this? [y/N]" in done.stdout
    assert ("Nothing was changed.\n" in done.stdout.partition("Repair this?")[2]) is left
    with anna(damaged) as tracker:
        assert tracker.issue(1).body.startswith("<!--") is not left


def test_not_beside_a_run(damaged: Path) -> None:
    """A sync at work goes first."""
    with FileLock(damaged / ".workplan" / "state.db.lock"):
        ran = here(damaged, "doctor", "--repair")
    assert ran.code == 75
    with anna(damaged) as tracker:
        assert not tracker.issue(1).body.startswith("<!--")


def test_nothing_is_repaired_while_a_sync_could_not_run(damaged: Path) -> None:
    (damaged / "plan.yaml").write_text("nonsense")
    assert here(damaged, "doctor", "--repair").code == 64
