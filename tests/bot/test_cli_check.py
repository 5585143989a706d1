"""What `workplan check` prints beside mistakes: text of the plan that perhaps was not meant as a comment."""

from __future__ import annotations

from pathlib import Path

from tests.builders.cli import here
from tests.builders.planfile import small_plan

NOTICE = (
    "  line 11, column 31, a1.title: everything after # is a comment to YAML. "
    "If it belongs to the text, put the value in quotes."
)


def test_check_points_at_text_that_a_hash_cuts_off(tmp_path: Path) -> None:
    """It says so before the counts, and the exit code stays 0."""
    (tmp_path / "plan.yaml").write_text(small_plan("title: Newsletter #2 and website"), "utf-8")
    ran = here(tmp_path, "check")
    assert ran.code == 0
    assert ran.out.splitlines()[:4] == ["plan.yaml: no mistakes. Please look at:", NOTICE, "", "Small"]


def test_check_lists_the_first_twenty(tmp_path: Path) -> None:
    """Somebody may write all comments so."""
    notes = (f"- {{text: t{number} #x\n   }}" for number in range(25))
    lines = [f"  {line}" for note in notes for line in note.split("\n")]
    (tmp_path / "plan.yaml").write_text(small_plan("title: x", "tasks:", *lines), "utf-8")
    told = here(tmp_path, "check").out.splitlines()
    assert sum("comment to YAML" in line for line in told) == 20
    assert "  and 5 lines more." in told


def test_check_says_of_a_document_how_to_import_it(tmp_path: Path) -> None:
    """The name of the document in place of the plan's is a newcomer's mistake."""
    (tmp_path / "health-plan.md").write_text("# Health plan\n\n| No | Activity |\n", "utf-8")
    ran = here(tmp_path, "check", "health-plan.md")
    assert ran.code == 64
    assert "this is a document, not a plan file. Import it with: workplan import health-plan.md" in ran.err
