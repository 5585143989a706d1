"""`[plan] git = "push"`: the bot's clone keeps up with everybody's, and nobody's edit is lost in between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.cli import here, small_plan, workplan
from tests.builders.gitplaces import DAY, Shared, commit_all, edit, git


@pytest.fixture
def shared(tmp_path: Path) -> Shared:
    made = Shared(tmp_path)
    assert made.sync().code == 0
    return made


def close(shared: Shared, item: str = "2017-1-1.1") -> None:
    assert here(shared.bot, "tracker", "close", item, "--as", "anna", *DAY).code == 0


def retime(shared: Shared, when: str, item: str = "2017-1-1.2") -> None:
    assert here(shared.bot, "tracker", "edit", item, "--when", when, "--as", "ben", *DAY).code == 0


def conflicts(shared: Shared) -> list[tuple[str, str, str, str]]:
    told = json.loads(here(shared.bot, "preview", "--json", *DAY).out)
    return [(one["item"], one["field"], one["plan"], one["tracker"]) for one in told["conflicts"]]


def outrun(shared: Shared, script: str, times: int = 1) -> None:
    """Somebody pushes just when the bot is about to, so many times."""
    count = shared.bot / ".git" / "count"
    git_free = "unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE GIT_PREFIX"
    shared.hook(
        shared.bot,
        "pre-push",
        f'{git_free}\nn=$(cat "{count}" 2>/dev/null || echo 0)\n[ "$n" -lt {times} ] || exit 0\n'
        f'echo $((n + 1)) > "{count}"\ncd "{shared.office}" && git pull -q --rebase && {script} && '
        "git -c user.name=Rita -c user.email=rita@example.org commit -qam Office && git push -q\nexit 0",
    )


def quiet(shared: Shared) -> None:
    assert shared.sync().out == "Nothing to do.\n"
    assert git(shared.bot, "status", "--porcelain") == ""
    assert git(shared.bot, "rev-parse", "HEAD") == git(shared.origin, "rev-parse", "main")


def test_what_people_do_on_the_tracker_is_pushed(shared: Shared) -> None:
    close(shared)
    ran = shared.sync()
    assert ran.code == 0
    assert " on origin/main\n" in ran.out
    assert "status: completed" in shared.shared_plan
    quiet(shared)


def test_what_others_pushed_is_taken_in_first(shared: Shared) -> None:
    close(shared)
    shared.office_edits("lead: IOM", "lead: ILO")
    assert shared.sync().code == 0
    assert "ILO" in here(shared.bot, "tracker", "show", "2017-1-1.2").out
    assert "status: completed" in shared.shared_plan
    assert "lead: ILO" in shared.shared_plan
    quiet(shared)


def test_files_that_are_no_plan_come_along(shared: Shared) -> None:
    git(shared.office, "pull", "--quiet")
    (shared.office / "minutes.md").write_text("Minutes\n")
    commit_all(shared.office, "Minutes")
    git(shared.office, "push", "--quiet")
    assert shared.sync().code == 0
    assert (shared.bot / "minutes.md").exists()


def test_two_values_of_one_field_are_put_to_a_person(shared: Shared) -> None:
    retime(shared, "June 2017")
    shared.office_edits('timeframe: "2017"', "timeframe: July 2017")
    assert shared.sync().code == 2
    assert conflicts(shared) == [("2017-1-1.2", "timeframe", "July 2017", "June 2017")]
    assert "timeframe: July 2017" in shared.shared_plan
    assert here(shared.bot, "resolve", "2017-1-1.2", "timeframe", "--tracker", *DAY).code == 0
    assert "timeframe: June 2017" in shared.shared_plan
    quiet(shared)


def test_a_conflict_is_told_with_the_author_of_each_side(shared: Shared) -> None:
    """What git knows of the plan's value, and the tracker of its own; without git only the day is known."""
    retime(shared, "June 2017")
    shared.office_edits('timeframe: "2017"', "timeframe: July 2017")
    assert shared.sync().code == 2
    [one] = json.loads(here(shared.bot, "conflicts", "--json").out)["conflicts"]
    assert (one["written_by"], one["changed_by"]) == ("Rita", "ben")
    assert "the plan says July 2017 (Rita, " in here(shared.bot, "conflicts").out
    assert "says “July 2017” (Rita, " in here(shared.bot, "tracker", "show", "2017-1-1.2").out


def test_who_pushes_while_the_bot_is_about_to_loses_nothing(shared: Shared) -> None:
    close(shared)
    outrun(shared, "sed -i s/IOM/ILO/ plan.yaml")
    assert shared.sync().code == 0
    assert "lead: ILO" in shared.shared_plan
    assert "status: completed" in shared.shared_plan
    assert (
        git(shared.origin, "rev-list", "--count", "main") == "4"
    )  # the plan, the links, the office, the close
    assert shared.sync().code == 0
    assert "ILO" in here(shared.bot, "tracker", "show", "2017-1-1.2").out
    quiet(shared)


def test_the_same_field_pushed_in_that_moment_is_a_question(shared: Shared) -> None:
    """The bot's value was not pushed, so it is not agreed: neither side's edit is overwritten."""
    retime(shared, "June 2017")
    close(shared)
    outrun(shared, """sed -i 's/"2017"/July 2017/' plan.yaml""")
    shared.sync()
    assert "timeframe: July 2017" in shared.shared_plan
    assert "status: completed" in shared.shared_plan
    assert shared.sync().code == 2
    assert conflicts(shared) == [("2017-1-1.2", "timeframe", "July 2017", "June 2017")]
    assert "June 2017" in here(shared.bot, "tracker", "show", "2017-1-1.2").out


def test_after_three_times_it_waits_for_the_next_run(shared: Shared) -> None:
    close(shared)
    outrun(shared, "date +%N >> plan.yaml.notes; git add plan.yaml.notes", times=3)
    ran = shared.sync()
    assert ran.code == 69
    assert "again and again" in ran.out
    assert "status: completed" not in shared.shared_plan
    assert shared.sync().code == 0
    assert "status: completed" in shared.shared_plan
    quiet(shared)


def test_what_may_not_be_pushed_waits_and_is_not_agreed(shared: Shared) -> None:
    refusal = shared.hook(shared.origin, "pre-receive", "echo The branch is protected. >&2; exit 1")
    close(shared)
    ran = shared.sync()
    assert ran.code == 64
    assert "The branch is protected." in ran.out
    assert shared.sync().code == 64
    status = here(shared.bot, "status").out
    assert "Failed since: 2 times" in status
    assert "The branch is protected." in status
    refusal.unlink()
    assert shared.sync().code == 0
    assert "status: completed" in shared.shared_plan
    assert "Failed since" not in here(shared.bot, "status").out
    quiet(shared)


def test_an_edit_pushed_by_others_while_ours_waits_is_a_question(shared: Shared) -> None:
    refusal = shared.hook(
        shared.origin, "pre-receive", '[ "$(git log -1 --format=%an $(cut -d" " -f2))" = Rita ]'
    )
    retime(shared, "June 2017")
    assert shared.sync().code == 64
    shared.office_edits('timeframe: "2017"', "timeframe: July 2017")
    refusal.unlink()
    assert shared.sync().code == 2
    assert conflicts(shared) == [("2017-1-1.2", "timeframe", "July 2017", "June 2017")]


def test_an_unreachable_remote_ends_the_run_before_anything_is_done(shared: Shared) -> None:
    close(shared)
    shared.origin.rename(shared.origin.with_name("away.git"))
    before = (shared.bot / "plan.yaml").read_bytes()
    ran = shared.sync()
    assert (ran.code, ran.out) == (69, "")
    assert "git gets nothing from origin" in ran.err
    assert (shared.bot / "plan.yaml").read_bytes() == before


def test_a_receipt_comes_when_the_answer_is_pushed(shared: Shared) -> None:
    refusal = shared.hook(shared.origin, "pre-receive", "exit 1")
    here(shared.bot, "tracker", "comment", "2017-1-1.3", "When: June 2017", "--as", "anna", *DAY)
    assert shared.sync().code == 64
    assert "👍" not in here(shared.bot, "tracker", "show", "2017-1-1.3").out
    refusal.unlink()
    assert shared.sync().code == 0
    assert "👍" in here(shared.bot, "tracker", "show", "2017-1-1.3").out
    assert shared.shared_plan.count("timeframe: June 2017") == 1
    quiet(shared)


@pytest.mark.parametrize("undo", [["reset", "--quiet", "--hard", "origin/main"], ["checkout", "plan.yaml"]])
def test_an_answer_that_waits_survives_what_a_person_does(shared: Shared, undo: list[str]) -> None:
    """The plan file is put back to what git has, and the comment still says what was taken in."""
    refusal = shared.hook(shared.origin, "pre-receive", "exit 1")
    here(shared.bot, "tracker", "comment", "2017-1-1.3", "Ask again: 1 June 2017", "--as", "anna", *DAY)
    assert shared.sync().code == 64
    git(shared.bot, *undo)
    refusal.unlink()
    assert shared.sync().code == 0
    assert "snooze_until: 2017-06-01" in shared.shared_plan
    assert "👍" in here(shared.bot, "tracker", "show", "2017-1-1.3").out
    quiet(shared)


RITA_ONLY = '[ "$(git log -1 --format=%an $(cut -d" " -f2))" = Rita ]'


@pytest.mark.parametrize(
    ("answer", "line"),
    [("Ask again: 1 June 2017", "snooze_until: 2017-09-01"), ("When: June 2017", "timeframe: July 2017")],
)
def test_an_answer_that_was_overtaken_gets_no_receipt(shared: Shared, answer: str, line: str) -> None:
    """Somebody pushed another value: it is listed, or asked about."""
    refusal = shared.hook(shared.origin, "pre-receive", RITA_ONLY)
    here(shared.bot, "tracker", "comment", "2017-1-1.2", answer, "--as", "anna", *DAY)
    assert shared.sync().code == 64
    old = 'timeframe: "2017"'
    shared.office_edits(old, line if "timeframe" in line else f"{old}\n            {line}")
    refusal.unlink()
    ran = shared.sync()
    assert "June 2017" in ran.out or "2017-06-01" in ran.out
    assert line in shared.shared_plan
    assert here(shared.bot, "tracker", "show", "2017-1-1.2").out.count("👍") == 1  # in the issue's own text


def test_a_revert_of_the_bot_s_commit_is_meant(shared: Shared) -> None:
    """What is committed is no editor's stale save: the issue is opened again, as the plan says."""
    close(shared)
    assert shared.sync().code == 0
    git(shared.office, "pull", "--quiet")
    git(shared.office, "revert", "--no-edit", "HEAD")
    git(shared.office, "push", "--quiet")
    ran = shared.sync()
    assert "status: completed" not in shared.shared_plan
    assert "old copy" not in ran.out
    assert "[2017-1-1.1]" in here(shared.bot, "tracker", "list").out


def test_two_plans_of_one_repository_leave_each_other_s_commits_alone(shared: Shared) -> None:
    """The other one's commit waits here for its push: it is not taken apart."""
    other = shared.bot / "other"
    other.mkdir()
    small_plan(other)
    (other / "workplan.toml").write_text('[plan]\ngit = "commit"\n')
    commit_all(shared.bot, "Another plan")
    git(shared.bot, "push", "--quiet")
    assert here(other, "sync", *DAY).code == 0
    theirs = git(shared.bot, "rev-parse", "HEAD")
    shared.office_edits("lead: IOM", "lead: ILO")
    close(shared)
    assert "have parted" in shared.sync().err
    assert git(shared.bot, "rev-parse", "HEAD") == theirs


def test_a_commit_that_a_person_has_amended_is_theirs(shared: Shared) -> None:
    refusal = shared.hook(shared.origin, "pre-receive", RITA_ONLY)
    close(shared)
    assert shared.sync().code == 64
    (shared.bot / "notes.md").write_text("Notes\n")
    git(shared.bot, "add", "notes.md")
    git(shared.bot, "commit", "--quiet", "--amend", "--no-edit")
    shared.office_edits("lead: IOM", "lead: ILO")
    refusal.unlink()
    assert "have parted" in shared.sync().err
    git(shared.bot, "pull", "--quiet", "--rebase")
    assert shared.sync().code == 0
    assert "status: completed" in shared.shared_plan
    assert (shared.bot / "notes.md").exists()


def test_what_others_pushed_over_a_person_s_work_is_said_before_anything_is_done(shared: Shared) -> None:
    refusal = shared.hook(shared.origin, "pre-receive", RITA_ONLY)
    close(shared)
    assert shared.sync().code == 64
    refusal.unlink()
    (shared.office / "notes.md").write_text("Theirs\n")
    commit_all(shared.office, "Notes")
    shared.office_edits("lead: IOM", "lead: ILO")
    (shared.bot / "notes.md").write_text("Mine\n")
    head = git(shared.bot, "rev-parse", "HEAD")
    ran = shared.sync()
    assert (ran.code, git(shared.bot, "rev-parse", "HEAD")) == (2, head)
    assert "notes.md" in ran.err
    (shared.bot / "notes.md").unlink()
    assert shared.sync().code == 0
    assert "status: completed" in shared.shared_plan


def test_a_tag_named_like_the_branch_is_not_the_branch(shared: Shared) -> None:
    git(shared.bot, "tag", "main")
    close(shared)
    assert shared.sync().code == 0
    assert git(shared.origin, "tag") == ""


def test_a_misspelt_plan_that_others_pushed_is_mended_by_their_next_push(shared: Shared) -> None:
    shared.office_edits("lead: IOM", "laed: IOM")
    ran = shared.sync()
    assert ran.code == 64
    assert 'Did you mean "lead"?' in ran.err
    shared.office_edits("laed: IOM", "lead: ILO")
    assert shared.sync().code == 0
    assert "ILO" in here(shared.bot, "tracker", "show", "2017-1-1.2").out


def test_a_person_s_own_commits_in_the_bot_s_clone_are_not_rewritten(shared: Shared) -> None:
    edit(shared.bot / "plan.yaml", "lead: IOM", "lead: ILO")
    commit_all(shared.bot, "Mine")
    shared.office_edits("lead: UNU", "lead: UNEP")
    ran = shared.sync()
    assert ran.code == 2
    assert "have parted" in ran.err
    assert git(shared.bot, "log", "-1", "--format=%s") == "Mine"
    git(shared.bot, "pull", "--quiet", "--rebase")
    assert shared.sync().code == 0
    assert "lead: ILO" in shared.shared_plan


def test_uncommitted_changes_are_not_overwritten_by_what_others_push(shared: Shared) -> None:
    edit(shared.bot / "plan.yaml", "lead: IOM", "lead: ILO")
    shared.office_edits("lead: UNU", "lead: UNEP")
    ran = shared.sync()
    assert ran.code == 2
    assert "has changes that are not committed" in ran.err
    assert "lead: ILO" in (shared.bot / "plan.yaml").read_text()


def test_a_branch_without_a_remote_is_said(shared: Shared) -> None:
    git(shared.bot, "branch", "--unset-upstream")
    ran = shared.sync()
    assert ran.code == 64
    assert "git push -u origin main" in ran.err


def test_a_run_that_dies_before_the_push_is_ended_by_the_next(shared: Shared) -> None:
    """The hook kills the run in the middle of its push."""
    close(shared)
    script = shared.hook(shared.bot, "pre-push", "kill -9 $(cut -d' ' -f4 /proc/$PPID/stat)")
    assert workplan(shared.bot, "sync", *DAY).code == -9
    script.unlink()
    assert shared.sync().code == 0
    assert shared.shared_plan.count("status: completed") == 1
    assert git(shared.origin, "rev-list", "--count", "main") == "3"
    quiet(shared)
