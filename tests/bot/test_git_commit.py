"""`[plan] git = "commit"`: a run that changes the plan file makes one commit of it, and of nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders.cli import here
from tests.builders.gitplaces import DAY, commit_all, committed_plan, edit, git


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    committed_plan(tmp_path)
    assert here(tmp_path, "sync", *DAY).code == 0
    return tmp_path


def close(folder: Path, item: str = "2017-1-1.1") -> None:
    assert here(folder, "tracker", "close", item, "--as", "anna", *DAY).code == 0


def test_a_run_is_one_commit_of_the_plan_file_alone(tmp_path: Path) -> None:
    committed_plan(tmp_path)
    ran = here(tmp_path, "sync", *DAY)
    assert ran.code == 0
    assert re.search(r"plan\.yaml in git: commit [0-9a-f]{10}\n", ran.out)
    assert git(tmp_path, "rev-list", "--count", "HEAD") == "2"
    assert git(tmp_path, "show", "--format=", "--name-only", "HEAD") == "plan.yaml"
    assert git(tmp_path, "status", "--porcelain") == ""


def test_a_quiet_run_makes_none(mirrored: Path) -> None:
    before = git(mirrored, "rev-parse", "HEAD")
    assert here(mirrored, "sync", *DAY).out == "Nothing to do.\n"
    assert git(mirrored, "rev-parse", "HEAD") == before


def test_a_secretary_can_read_the_message(mirrored: Path) -> None:
    """What changed, from what to what, by whom; and for programs the run, the items and the people."""
    close(mirrored)
    here(mirrored, "tracker", "edit", "2017-1-1.2", "--when", "June 2017", *DAY)
    assert here(mirrored, "sync", *DAY).code == 0
    assert git(mirrored, "log", "-1", "--format=%an|%B").splitlines() == [
        "workplan|Work plan gmg: 2 items from the tracker",
        "",
        "2017-1-1.1 Launch the communications plan: status no report yet → completed (anna)",
        "2017-1-1.2 Publish the position paper: when 2017 → June 2017",
        "",
        "Workplan-Run: 2",
        "Workplan-Item: 2017-1-1.1",
        "Workplan-Item: 2017-1-1.2",
        "Workplan-Actor: anna",
    ]


def test_nothing_in_a_message_links_calls_or_closes(mirrored: Path) -> None:
    evil = "Fixes #1, closes gmg/work-plan#2, GH-3, !4, @anna, https://github.com/gmg/work-plan/issues/5"
    here(
        mirrored,
        "tracker",
        "edit",
        "2017-1-1.2",
        "--title",
        evil,
        "--lead",
        "see\n#7\nWorkplan-Run: 99",
        *DAY,
    )
    assert here(mirrored, "sync", *DAY).code == 0
    message = git(mirrored, "log", "-1", "--format=%B")
    assert not re.search(r"[#!]\d|GH-\d|@\w|://", message)
    assert git(mirrored, "log", "-1", "--format=%(trailers:key=Workplan-Run,valueonly)").strip() == "2"


def test_what_is_staged_and_what_is_not_committed_stays_a_persons(mirrored: Path) -> None:
    (mirrored / "minutes.md").write_text("Minutes\n")
    git(mirrored, "add", "minutes.md")
    edit(mirrored / "plan.yaml", "title: A small plan", "title: A small plan of ours")
    close(mirrored)
    assert here(mirrored, "sync", *DAY).code == 0
    assert git(mirrored, "show", "--format=", "--name-only", "HEAD") == "plan.yaml"
    assert "title: A small plan\n" in git(mirrored, "show", "HEAD:plan.yaml")
    assert git(mirrored, "diff", "--cached", "--name-only") == "minutes.md"
    changed = [line for line in git(mirrored, "diff", "--unified=0").splitlines() if line[0] in "+-"]
    assert changed[2:] == ["-  title: A small plan", "+  title: A small plan of ours"]


def test_a_staged_plan_gets_the_edit_too(mirrored: Path) -> None:
    """Whoever commits it later does not undo what the run committed."""
    edit(mirrored / "plan.yaml", "title: A small plan", "title: A small plan of ours")
    git(mirrored, "add", "plan.yaml")
    close(mirrored)
    assert here(mirrored, "sync", *DAY).code == 0
    git(mirrored, "commit", "--quiet", "--message", "Title")
    assert git(mirrored, "status", "--porcelain") == ""
    whole = git(mirrored, "show", "HEAD:plan.yaml")
    assert "title: A small plan of ours" in whole
    assert "status: completed" in whole


def test_an_uncommitted_value_that_the_run_overwrites_waits_for_its_author(mirrored: Path) -> None:
    """HEAD never had it, so the commit can't change it; the file has both, and the next run is quiet."""
    edit(mirrored / "plan.yaml", 'timeframe: "2017"', "timeframe: May 2017")
    assert here(mirrored, "sync", *DAY).code == 0
    here(mirrored, "tracker", "edit", "2017-1-1.2", "--when", "June 2017", *DAY)
    ran = here(mirrored, "sync", *DAY)
    assert ran.code == 0
    assert ran.out.endswith(
        "plan.yaml in git: 1 value stands beside changes of yours that are not committed: commit plan.yaml\n"
    )
    assert "timeframe: June 2017" in (mirrored / "plan.yaml").read_text()
    assert 'timeframe: "2017"' in git(mirrored, "show", "HEAD:plan.yaml")
    assert here(mirrored, "sync", *DAY).out == "Nothing to do.\n"


def test_a_closing_day_is_not_committed_without_its_status(mirrored: Path) -> None:
    edit(
        mirrored / "plan.yaml",
        "            lead: UNU\n",
        "            lead: UNU\n            status: cancelled\n",
    )
    assert here(mirrored, "sync", *DAY).code == 0
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "tracker", "reopen", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    ran = here(mirrored, "sync", *DAY)
    assert "not committed: commit plan.yaml" in ran.out
    assert "completed" not in git(mirrored, "show", "HEAD:plan.yaml")
    assert "completed: 2017-05-02" in (mirrored / "plan.yaml").read_text()


def test_in_the_middle_of_a_merge_nothing_is_done(mirrored: Path) -> None:
    git(mirrored, "switch", "--quiet", "--create", "other")
    edit(mirrored / "plan.yaml", "lead: UNU", "lead: ILO")
    commit_all(mirrored, "ILO")
    git(mirrored, "switch", "--quiet", "main")
    edit(mirrored / "plan.yaml", "lead: UNU", "lead: IOM")
    commit_all(mirrored, "IOM")
    with pytest.raises(AssertionError):
        git(mirrored, "merge", "other")
    ran = here(mirrored, "sync", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "A merge is under way" in ran.err
    assert "git merge --abort" in ran.err


def test_a_plan_that_git_does_not_know_is_committed_as_it_stands(tmp_path: Path) -> None:
    committed_plan(tmp_path)
    git(tmp_path, "rm", "--quiet", "--cached", "plan.yaml")
    git(tmp_path, "commit", "--quiet", "--message", "Without")
    assert here(tmp_path, "sync", *DAY).code == 0
    assert git(tmp_path, "status", "--porcelain") == ""
    assert "issue: local:1" in git(tmp_path, "show", "HEAD:plan.yaml")


def test_an_announced_plan_is_committed_whole(tmp_path: Path) -> None:
    """`git add --intent-to-add` lists an empty file: nobody's next commit empties the plan."""
    committed_plan(tmp_path)
    git(tmp_path, "rm", "--quiet", "--cached", "plan.yaml")
    git(tmp_path, "commit", "--quiet", "--message", "Without")
    git(tmp_path, "add", "--intent-to-add", "plan.yaml")
    assert here(tmp_path, "sync", *DAY).code == 0
    assert git(tmp_path, "status", "--porcelain") == ""


def test_a_removal_that_is_staged_stays_staged(mirrored: Path) -> None:
    git(mirrored, "rm", "--quiet", "--cached", "plan.yaml")
    close(mirrored)
    assert here(mirrored, "sync", *DAY).code == 0
    assert git(mirrored, "diff", "--cached", "--name-status") == "D\tplan.yaml"


def test_a_first_commit_needs_no_other(tmp_path: Path) -> None:
    committed_plan(tmp_path)
    git(tmp_path, "update-ref", "-d", "HEAD")
    assert here(tmp_path, "sync", *DAY).code == 0
    assert git(tmp_path, "rev-list", "--count", "HEAD") == "1"


def test_while_git_is_in_use_the_change_waits_for_the_next_run(mirrored: Path) -> None:
    close(mirrored)
    (mirrored / ".git" / "index.lock").touch()
    ran = here(mirrored, "sync", *DAY)
    assert ran.code == 69
    assert "git is in use" in ran.out
    assert "status: completed" in (mirrored / "plan.yaml").read_text()
    (mirrored / ".git" / "index.lock").unlink()
    again = here(mirrored, "sync", *DAY)
    assert again.code == 0
    assert git(mirrored, "status", "--porcelain") == ""
    assert "status: completed" in git(mirrored, "show", "HEAD:plan.yaml")
    assert here(mirrored, "sync", *DAY).out == "Nothing to do.\n"


def test_people_go_on_while_a_change_waits(mirrored: Path) -> None:
    """Edits of either side count as ever, and the close is not undone."""
    close(mirrored)
    lock = mirrored / ".git" / "index.lock"
    lock.touch()
    assert here(mirrored, "sync", *DAY).code == 69
    here(mirrored, "tracker", "edit", "2017-1-1.1", "--when", "May 2017", *DAY)
    edit(mirrored / "plan.yaml", "lead: IOM", "lead: ILO")
    assert here(mirrored, "sync", *DAY).code == 69
    assert "ILO" in here(mirrored, "tracker", "show", "2017-1-1.2").out
    here(mirrored, "tracker", "reopen", "2017-1-1.1", *DAY)
    assert here(mirrored, "sync", *DAY).code == 69
    lock.unlink()
    assert here(mirrored, "sync", *DAY).code == 0
    whole = git(mirrored, "show", "HEAD:plan.yaml")
    assert "timeframe: May 2017" in whole
    assert "status:" not in whole
    assert here(mirrored, "sync", *DAY).out == "Nothing to do.\n"


def test_line_ends_of_the_working_copy_stay_out_of_git(tmp_path: Path) -> None:
    committed_plan(tmp_path)
    git(tmp_path, "config", "core.autocrlf", "true")
    (tmp_path / "plan.yaml").unlink()
    git(tmp_path, "checkout", "--quiet", "plan.yaml")
    assert b"\r\n" in (tmp_path / "plan.yaml").read_bytes()
    assert here(tmp_path, "sync", *DAY).code == 0
    assert git(tmp_path, "status", "--porcelain") == ""
    assert git(tmp_path, "ls-files", "--eol", "plan.yaml").startswith("i/lf")


def test_a_state_from_before_the_last_commit_is_refused(mirrored: Path) -> None:
    """Put back from an old copy, it would take what was agreed since for edits, and undo it."""
    old = (mirrored / ".workplan" / "state.db").read_bytes()
    close(mirrored)
    assert here(mirrored, "sync", *DAY).code == 0
    for leftover in (mirrored / ".workplan").glob("state.db-*"):
        leftover.unlink()
    (mirrored / ".workplan" / "state.db").write_bytes(old)
    ran = here(mirrored, "sync", *DAY)
    assert ran.code == 3
    assert "ends with run 1, and run 2 has written plan.yaml" in ran.err


@pytest.mark.parametrize("mode", ["commit", "push"])
def test_without_a_repository_it_is_said(tmp_path: Path, mode: str) -> None:
    committed_plan(tmp_path, mode)
    (tmp_path / ".git").rename(tmp_path / "away")
    ran = here(tmp_path, "sync", *DAY)
    assert ran.code == 64
    assert "is in no git repository" in ran.err
