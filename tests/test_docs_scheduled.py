"""The script of docs/operations.md for no server: what is remembered outlasts a run, or somebody is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders.hosted import Hosted, git


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Hosted:
    """After the first run ever."""
    hosted = Hosted(tmp_path_factory.mktemp("host"))
    ran = hosted.run(WORKPLAN_FIRST_RUN="yes")
    assert (ran.returncode, "3 issues" in ran.stdout) == (0, True), ran.stderr
    return hosted


@pytest.fixture
def hosted(tmp_path: Path, begun: Hosted) -> Hosted:
    return Hosted.as_left(tmp_path, begun)


def test_what_is_remembered_outlasts_a_run(hosted: Hosted) -> None:
    """The second one has an empty disk, and nothing to do; the branch does not grow."""
    assert {"state.db", "tracker.db"} <= hosted.kept()
    assert "begun" not in hosted.kept()
    again = hosted.run()
    assert (again.returncode, again.stdout) == (0, "Nothing to do.\n"), again.stderr
    assert git(hosted.remote, "rev-list", "--count", "workplan-state").strip() == "1"


def test_a_runner_that_keeps_its_clone(hosted: Hosted) -> None:
    """It takes away the files that are not in git, and what git knew of them stays."""
    place = hosted.clone()
    for _ in range(2):
        ran = hosted.run(place)
        assert ran.returncode == 0, ran.stderr
        git(place, "clean", "-ffdx")


def test_a_branch_that_is_gone_is_no_first_run(hosted: Hosted) -> None:
    """Nobody loses what was remembered without a word."""
    git(hosted.remote, "branch", "--delete", "--force", "workplan-state")
    ran = hosted.run()
    assert ran.returncode == 1
    assert "The branch workplan-state is not there." in ran.stderr
    assert ran.stdout == ""


def test_a_run_that_was_cut_off_is_noticed(hosted: Hosted) -> None:
    """What was remembered before it may be out of date: both sides are compared anew, nothing is doubled."""
    place = hosted.clone()
    script = (place / "scheduled.sh").read_text("utf-8")
    (place / "scheduled.sh").write_text(re.sub(r"^trap .*$", "exit 9", script, flags=re.MULTILINE), "utf-8")
    assert hosted.run(place).returncode == 9
    assert "begun" in hosted.kept()
    ran = hosted.run()
    assert ran.returncode == 0, ran.stderr
    assert "Both sides are compared anew." in ran.stderr
    assert "Made" not in ran.stdout
    assert {name for name in hosted.kept() if name.endswith(".db")} == {"state.db", "tracker.db"}


def test_what_can_not_be_saved_is_a_failed_run(hosted: Hosted) -> None:
    """Another run has written in between: this one's memory is refused, and the next run is told."""
    place = hosted.clone()
    script = (place / "scheduled.sh").read_text("utf-8")
    elsewhere = (
        'git push --quiet --force origin "$(git commit-tree -m other "$(git mktree </dev/null)"):$branch"\n'
    )
    (place / "scheduled.sh").write_text(script.replace("code=0\n", f"{elsewhere}code=0\n", 1), "utf-8")
    assert hosted.run(place).returncode != 0


def test_a_sync_that_fails_is_a_failed_run_that_is_remembered(hosted: Hosted) -> None:
    """Its exit code is the run's; a decision that waits for a person is none."""
    place = hosted.clone()
    (place / "plan.yaml").write_text("plan: [\n", "utf-8")
    assert hosted.run(place).returncode == 64
    assert "begun" not in hosted.kept()
