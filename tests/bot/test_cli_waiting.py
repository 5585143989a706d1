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


@pytest.mark.parametrize(
    "word", ["title", "what", "WHEN", "lead", "funding", "start", "due", "status", "tasks"]
)
def test_every_word_of_a_field_is_known(mirrored: Path, word: str) -> None:
    """Those of the plan file and those of the issue's table; here none of them is in conflict."""
    said = here(mirrored, "resolve", "2017-1-1.1", word, "--plan").err
    assert said.startswith("There is no conflict on 2017-1-1.1, ")


@pytest.mark.parametrize("word", ["dates", "context", "state", "milestone", "year label"])
def test_only_what_can_be_settled_is_offered_as_a_field(mirrored: Path, word: str) -> None:
    """Computed fields are never in conflict, whatever they are called inside."""
    ran = here(mirrored, "resolve", "2017-1-1.1", word, "--plan")
    assert ran.code == 64
    assert f'There is no field "{word}".' in ran.err
    assert "timeframe (when)" in ran.err
    assert not [name for name in ("label", "context", "state,") if name in ran.err.split("The fields")[1]]


def test_a_field_that_is_misspelt_is_guessed(mirrored: Path) -> None:
    """In the words that people see."""
    assert 'Did you mean "when"?' in here(mirrored, "resolve", "2017-1-1.1", "whem", "--plan").err


def test_an_item_that_is_none_is_told(mirrored: Path) -> None:
    """A near id is offered, a far one is not."""
    far = here(mirrored, "resolve", "9-9.9", "title", "--plan").err
    assert "There is no item 9-9.9 in plan.yaml." in far
    assert "Did you mean" not in far
    assert 'Did you mean "2017-1-1.1"?' in here(mirrored, "resolve", "2017-1-11", "title", "--plan").err


def test_accepting_what_is_not_refused_is_told(refused: Path) -> None:
    """The refusal stays, and standard output is what a sync prints."""
    ran = here(refused, "sync", "--accept", "abc", *DAY)
    assert ran.code == 3
    assert "Nothing is refused under the name abc" in ran.err
    assert "Refused, because it is so much at once" in ran.out
    assert "completed" not in (refused / "plan.yaml").read_text()


def test_accepting_what_is_refused_is_not_remarked_on(refused: Path) -> None:
    """The name that the refusal gave."""
    name = here(refused, "preview", *DAY).out.split("--accept ")[1].split()[0]
    ran = here(refused, "sync", "--accept", name, *DAY)
    assert (ran.code, ran.err) == (0, "")


def test_a_name_accepted_twice_is_told(refused: Path) -> None:
    """It was used up by the first time."""
    name = here(refused, "preview", *DAY).out.split("--accept ")[1].split()[0]
    here(refused, "sync", "--accept", name, *DAY)
    ran = here(refused, "sync", "--accept", name, *DAY)
    assert (ran.code, ran.out) == (0, "Nothing to do.\n")
    assert f"Nothing is refused under the name {name}" in ran.err
