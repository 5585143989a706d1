"""The weekly message as it is printed, from one week to the next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.cli import here, small_plan

DAY = ("--today", "2017-05-02")


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    """A folder whose plan stands on its tracker."""
    small_plan(tmp_path)
    assert here(tmp_path, "sync", *DAY).code == 0
    return tmp_path


def test_the_digest_tells_what_was_done(mirrored: Path) -> None:
    """Closed with who did it, and the open points that were filled in."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "tracker", "edit", "2017-1-1.3", "--title", "Meet at last", "--as", "ben", *DAY)
    here(mirrored, "sync", *DAY)
    text = here(mirrored, "digest", *DAY).out
    assert "Launch the communications plan – completed 2 May, anna" in text
    assert "Meet at last – title filled in by ben · #3" in text
    told = json.loads(here(mirrored, "digest", "--format", "json", *DAY).out)
    assert told["text"] == text
    assert told["digest"]["done"][0]["who"] == "anna"


def done_in(folder: Path, day: str) -> list[str]:
    lines = here(folder, "digest", "--today", day).out.splitlines()
    return [line for line in lines if " – completed" in line or "filled in" in line]


def test_the_digest_tells_each_thing_once(mirrored: Path) -> None:
    """What was done on the day of a digest is told by it if it was done before, else by the next."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "tracker", "edit", "2017-1-1.3", "--title", "Meet at last", "--as", "ben", *DAY)
    here(mirrored, "sync", *DAY)
    assert len(done_in(mirrored, "2017-05-02")) == 2
    here(mirrored, "tracker", "close", "2017-1-1.2", "--as", "anna", *DAY)
    here(mirrored, "sync", *DAY)
    assert done_in(mirrored, "2017-05-09") == ["• Publish the position paper – completed 2 May, anna · #2"]
    assert done_in(mirrored, "2017-05-16") == []


def test_a_digest_printed_again_tells_the_same(mirrored: Path) -> None:
    """What it told itself is not taken for told by an earlier one."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "sync", *DAY)
    assert here(mirrored, "digest", *DAY).out == here(mirrored, "digest", *DAY).out
    assert len(done_in(mirrored, "2017-05-02")) == 1


def test_what_was_done_again_is_told_again(mirrored: Path) -> None:
    """Reopened and closed anew after the digest of that day: that is news."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "sync", *DAY)
    here(mirrored, "digest", *DAY)
    here(mirrored, "tracker", "reopen", "2017-1-1.1", *DAY)
    here(mirrored, "sync", *DAY)
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "ben", *DAY)
    here(mirrored, "sync", *DAY)
    (line,) = done_in(mirrored, "2017-05-09")
    assert line.endswith("completed 2 May, ben · #1")


def test_the_digest_forgets_what_is_older_than_a_week(mirrored: Path) -> None:
    """What was done before belongs to an earlier message."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "sync", *DAY)
    assert "anna" not in here(mirrored, "digest", "--today", "2017-05-16").out


def test_the_digest_tells_the_secretariat(mirrored: Path) -> None:
    """Conflicts, and names without an account where people.yaml is in use."""
    here(mirrored, "tracker", "edit", "2017-1-1.1", "--when", "September 2017", *DAY)
    path = mirrored / "plan.yaml"
    path.write_text(path.read_text().replace("April 2017", "June 2017"))
    (mirrored / "people.yaml").write_text("UNU: {local: anna}\n")
    here(mirrored, "sync", *DAY)
    text = here(mirrored, "digest", *DAY).out
    assert "the plan says “June 2017”, the tracker “September 2017”" in text
    assert "1 name has no account: IOM." in text


def test_names_are_not_missed_without_a_people_file(mirrored: Path) -> None:
    """Who uses no accounts is not told every week that there are none."""
    assert "account" not in here(mirrored, "digest", *DAY).out


def test_the_digest_follows_on_the_last_one(mirrored: Path) -> None:
    """A week later it tells the change and repeats no list; one printed in between hides nothing."""
    first = here(mirrored, "digest", "--today", "2017-05-02").out
    here(mirrored, "digest", "--today", "2017-05-04")
    later = here(mirrored, "digest", "--today", "2017-05-09").out
    assert "as before" not in first
    assert "Since 2 May: the same figures." in later
    assert "as before" in later
