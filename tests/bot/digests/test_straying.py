"""What the digest tells the secretariat of issues that somebody has to look at, and where all of them are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.digests.straying import board_of
from mappings.issue import IssueDraft, IssuePatch
from mappings.snapshot import Kind
from sync.memory import Link, Memory
from tests.bot.test_cli_repair import anna
from tests.builders.cli import here, small_plan

DAY = ("--today", "2017-05-02")


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    small_plan(tmp_path)
    here(tmp_path, "sync", *DAY)
    return tmp_path


def test_damaged_and_doubled_issues_are_told(mirrored: Path) -> None:
    """By the titles of their activities; a week later only how many there still are."""
    with anna(mirrored) as tracker:
        tracker.edit_issue(1, IssuePatch(body="\n".join(tracker.issue(1).body.split("\n")[1:-1])))
        tracker.create_issue(IssueDraft("A copy", tracker.issue(2).body))
    out = here(mirrored, "digest", *DAY).out
    assert (
        "• The hidden marks were edited: Launch the communications plan (#1). More: workplan preview" in out
    )
    assert "• Carries the mark of another issue's activity: Publish the position paper (#4)." in out
    later = here(mirrored, "digest", "--today", "2017-05-09").out
    assert "Still to be looked at on the tracker: 2. More: workplan preview" in later


def test_what_left_the_plan_is_told(mirrored: Path) -> None:
    """Its issue stays where it is, and the secretariat knows."""
    path = mirrored / "plan.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if "id: 2017-1-1.2" in line)
    end = next(at for at, line in enumerate(lines) if "id: 2017-1-1.3" in line)
    path.write_text("".join([*lines[:start], *lines[end:]]), "utf-8")
    here(mirrored, "sync", *DAY)
    out = here(mirrored, "digest", *DAY).out
    assert "Not in the plan any more, and left on the tracker: 2017-1-1.2 (#2)." in out


def test_a_tracker_that_is_gone_hides_no_digest(mirrored: Path) -> None:
    """What can't be looked at is not told; the rest is."""
    (mirrored / ".workplan" / "tracker.db").unlink()
    ran = here(mirrored, "digest", *DAY)
    assert ran.code == 0
    assert "Launch the communications plan" in ran.out


@pytest.mark.parametrize(
    ("urls", "board"),
    [
        (
            ["https://github.com/o/r/issues/1", "https://github.com/o/r/milestone/3"],
            "https://github.com/o/r/milestones",
        ),
        (["https://gl.org/g/p/-/milestones/3"], "https://gl.org/g/p/-/milestones"),
        (["https://gl.org/g/issues/-/issues/3"], "https://gl.org/g/issues/-/issues"),
        (["local:1", "local:m2"], ""),
        ([], ""),
    ],
)
def test_the_page_of_all_milestones(urls: list[str], board: str) -> None:
    """Known from the links; of all issues where outputs are issues, too; none on the embedded tracker."""
    links = {str(n): Link(str(n), Kind.ACTIVITY, n, url) for n, url in enumerate(urls)}
    assert board_of(Memory(links=links)) == board
