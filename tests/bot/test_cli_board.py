"""Acting on the tracker with what people type: ids that are no issue, days in words, what is so already."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.cli import everything, here, small_plan

DAY = ("--today", "2017-05-02")
ITEM = "2017-1-1.1"


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    """A folder whose plan stands on its tracker."""
    small_plan(tmp_path)
    assert here(tmp_path, "sync", *DAY).code == 0
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [["show"], ["close"], ["reopen"], ["edit", "--when", "June"], ["assign", "ben"], ["comment", "x"]],
)
def test_an_output_is_told_to_be_a_milestone(mirrored: Path, arguments: list[str]) -> None:
    """Whatever was to be done with it; its activities are named."""
    command, *rest = arguments
    before = everything(mirrored)
    ran = here(mirrored, "tracker", command, "2017-1-O1", *rest)
    assert ran.code == 64
    assert "2017-1-O1 is a milestone (an output of the plan)" in ran.err
    assert "2017-1-1.1, 2017-1-1.2, 2017-1-1.3" in ran.err
    assert everything(mirrored) == before


@pytest.mark.parametrize(("typed", "meant"), [("2017-1-11", ITEM), ("2017-1-1.11", ITEM)])
def test_a_close_id_is_suggested(mirrored: Path, typed: str, meant: str) -> None:
    """A slip of the finger."""
    assert f'Did you mean "{meant}"?' in here(mirrored, "tracker", "close", typed).err


@pytest.mark.parametrize("typed", ["7-7.7", "99", "plan", ""])
def test_a_far_id_gets_no_guess(mirrored: Path, typed: str) -> None:
    """A wrong guess may be followed."""
    ran = here(mirrored, "tracker", "close", typed)
    assert ran.code == 64
    assert "Did you mean" not in ran.err
    assert "workplan tracker list" in ran.err


@pytest.mark.parametrize("typed", ["1", "#1", "local:1", ITEM])
def test_every_name_of_an_issue_is_known(mirrored: Path, typed: str) -> None:
    """Its number, with or without a sign, and its item."""
    assert here(mirrored, "tracker", "show", typed).out.startswith(f"#1 [{ITEM}]")


def test_what_is_closed_is_not_closed_again(mirrored: Path) -> None:
    """It says since when and by whom, and leaves them so."""
    here(mirrored, "tracker", "close", ITEM, "--as", "anna", *DAY)
    before = everything(mirrored)
    ran = here(mirrored, "tracker", "close", ITEM, "--as", "ben", "--today", "2017-06-01")
    assert ran.code == 0
    assert "is closed (completed, 2 May 2017, anna) already. Nothing was changed." in ran.out
    assert everything(mirrored) == before


def test_what_was_done_may_still_be_dropped(mirrored: Path) -> None:
    """Another reason is another thing to say."""
    here(mirrored, "tracker", "close", ITEM, "--as", "anna", *DAY)
    ran = here(mirrored, "tracker", "close", ITEM, "--not-planned", "--as", "ben", *DAY)
    assert ran.out.startswith("ben closed as not planned #1")
    assert "\nnot planned" in here(mirrored, "tracker", "show", ITEM).out


def test_what_is_open_is_not_reopened(mirrored: Path) -> None:
    """It says so."""
    before = everything(mirrored)
    ran = here(mirrored, "tracker", "reopen", ITEM)
    assert (ran.code, ran.out) == (
        0,
        f"#1 [{ITEM}] Launch the communications plan is open already. Nothing was changed.\n",
    )
    assert everything(mirrored) == before


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-06-30", "30 June 2027"),
        ("June 2027", "30 June 2027"),
        ("30.6.2027", "30 June 2027"),
        ("15/12/2026", "15 December 2026"),
        ("15 June 2027", "15 June 2027"),
    ],
)
def test_a_due_date_in_usual_writing(mirrored: Path, typed: str, day: str) -> None:
    """A day, or a month for its last day."""
    assert here(mirrored, "tracker", "edit", ITEM, "--due", typed, *DAY).code == 0
    assert f"Due: {day}" in here(mirrored, "tracker", "show", ITEM).out


def test_a_due_date_is_taken_away(mirrored: Path) -> None:
    """By the word none."""
    assert here(mirrored, "tracker", "edit", ITEM, "--due", "none", *DAY).code == 0
    assert "Due:" not in here(mirrored, "tracker", "show", ITEM).out


@pytest.mark.parametrize("typed", ["soon", "2027", "4/5/2026", "June", "June 2027 (TBC)", "ongoing"])
def test_an_uncertain_due_date_is_refused(mirrored: Path, typed: str) -> None:
    """With examples, and nothing is changed."""
    before = everything(mirrored)
    ran = here(mirrored, "tracker", "edit", ITEM, "--due", typed, *DAY)
    assert (ran.code, ran.out) == (64, "")
    assert "June 2027 (its last day)" in ran.err
    assert everything(mirrored) == before


def test_a_timeframe_without_a_date_gets_a_remark(mirrored: Path) -> None:
    """It is taken as it is."""
    ran = here(mirrored, "tracker", "edit", ITEM, "--when", "someday soon", *DAY)
    assert ran.code == 0
    assert ran.out.endswith('No date could be read from "someday soon": it stands as written.\n')
    assert "| When | someday soon |" in here(mirrored, "tracker", "show", ITEM).out


@pytest.mark.parametrize("typed", ["June 2017", "2017", "Ongoing", "TBC", "", "June 2017 (TBC)"])
def test_a_timeframe_that_says_enough_gets_no_remark(mirrored: Path, typed: str) -> None:
    """Dates, what runs on, what is not decided, and a cleared row."""
    assert "No date" not in here(mirrored, "tracker", "edit", ITEM, "--when", typed, *DAY).out
