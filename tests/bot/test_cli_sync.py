"""From a plan file to the tracker and back, with the commands that people type."""

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


def test_a_first_sync_makes_everything(tmp_path: Path) -> None:
    """One line says what was made; the plan has the links."""
    small_plan(tmp_path)
    ran = here(tmp_path, "sync", *DAY)
    assert ran.out == (
        "Made 1 milestone and 3 issues on the tracker .workplan/tracker.db; plan.yaml has their links.\n"
    )
    assert "issue: local:3" in (tmp_path / "plan.yaml").read_text()


def test_a_second_sync_has_nothing_to_do(mirrored: Path) -> None:
    """It says so, and leaves the plan file as it is."""
    before = (mirrored / "plan.yaml").stat()
    assert here(mirrored, "sync", *DAY).out == "Nothing to do.\n"
    assert (mirrored / "plan.yaml").stat() == before


def test_a_first_preview_writes_nothing(tmp_path: Path) -> None:
    """Not even the folder of the tracker."""
    small_plan(tmp_path)
    ran = here(tmp_path, "preview")
    assert (ran.code, ran.out) == (
        0,
        "Would make 1 milestone and 3 issues on the tracker .workplan/tracker.db.\n",
    )
    assert list(everything(tmp_path)) == ["plan.yaml"]


def test_what_people_do_comes_back(mirrored: Path) -> None:
    """A close, a date and an answer stand in the plan file after a sync."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "tracker", "edit", "2017-1-1.2", "--due", "2017-06-30", *DAY)
    here(mirrored, "tracker", "edit", "2017-1-1.3", "--title", "Meet at last", "--lead", "IOM", *DAY)
    ran = here(mirrored, "sync", *DAY)
    assert ran.code == 0
    text = (mirrored / "plan.yaml").read_text()
    for line in ("status: completed", "completed: 2017-05-02", "due: 2017-06-30", "title: Meet at last"):
        assert line in text
    assert "2017-1-1.1 Launch the communications plan – status: no report yet → completed" in ran.out
    assert "what: TBC → Meet at last; lead: TBC → IOM" in ran.out


def test_the_preview_of_a_change_changes_nothing(mirrored: Path) -> None:
    """Both files stay as they are, and the exit code is 0 with steps pending."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--not-planned", *DAY)
    before = everything(mirrored)
    ran = here(mirrored, "preview", *DAY)
    assert ran.code == 0
    assert "would be written into plan.yaml" in ran.out
    assert "no report yet → cancelled" in ran.out
    assert everything(mirrored) == before


def test_a_plan_edit_goes_out(mirrored: Path) -> None:
    """The issue shows the new lead."""
    path = mirrored / "plan.yaml"
    path.write_text(path.read_text().replace("lead: IOM", "lead: IOM and UNDP"))
    assert "lead: IOM → IOM and UNDP" in here(mirrored, "sync", *DAY).out
    assert "| Lead | IOM and UNDP |" in here(mirrored, "tracker", "show", "2017-1-1.2").out


def conflicting(folder: Path) -> None:
    """The timeframe of one activity is changed on both sides."""
    here(folder, "tracker", "edit", "2017-1-1.1", "--when", "September 2017", *DAY)
    path = folder / "plan.yaml"
    path.write_text(path.read_text().replace("April 2017", "June 2017"))


def test_a_conflict_is_told_and_kept(mirrored: Path) -> None:
    """Both values and the command that settles it; exit code 2; nothing overwritten."""
    conflicting(mirrored)
    ran = here(mirrored, "sync", *DAY)
    assert ran.code == 2
    assert "the plan says June 2017; the tracker says September 2017; before that: April 2017" in ran.out
    assert "workplan resolve 2017-1-1.1 timeframe --plan   or   --tracker" in ran.out
    assert "June 2017" in (mirrored / "plan.yaml").read_text()
    assert here(mirrored, "conflicts").code == 2
    assert "1 conflict" in here(mirrored, "status").out


@pytest.mark.parametrize(("side", "kept"), [("--plan", "June 2017"), ("--tracker", "September 2017")])
def test_a_conflict_is_settled(mirrored: Path, side: str, kept: str) -> None:
    """The chosen value stands on both sides, and no conflict is left."""
    conflicting(mirrored)
    here(mirrored, "sync", *DAY)
    ran = here(mirrored, "resolve", "2017-1-1.1", "when", side, *DAY)
    assert ran.code == 0
    assert f"timeframe: {kept}" in (mirrored / "plan.yaml").read_text()
    assert f"| When | {kept} |" in here(mirrored, "tracker", "show", "2017-1-1.1").out
    assert here(mirrored, "conflicts").out == "No conflicts.\n"


def test_all_conflicts_are_settled_at_once(mirrored: Path) -> None:
    """Also before any sync has met them."""
    conflicting(mirrored)
    assert here(mirrored, "resolve", "--all", "--tracker", *DAY).code == 0
    assert "timeframe: September 2017" in (mirrored / "plan.yaml").read_text()


@pytest.mark.parametrize(
    "arguments", [["2017-1-1.2", "when"], ["2017-1-1.1", "lead"], ["2017-1-1.1", "whem"]]
)
def test_what_is_no_conflict_is_not_settled(mirrored: Path, arguments: list[str]) -> None:
    """A wrong item or field is 64, and the conflict stays."""
    conflicting(mirrored)
    ran = here(mirrored, "resolve", *arguments, "--tracker", *DAY)
    assert ran.code == 64
    assert "workplan conflicts" in ran.err or "Did you mean" in ran.err
    assert "June 2017" in (mirrored / "plan.yaml").read_text()


def test_too_much_at_once_is_refused_until_accepted(tmp_path: Path) -> None:
    """Exit code 3 with the numbers and a name; under that name exactly these steps pass."""
    small_plan(tmp_path)
    (tmp_path / "workplan.toml").write_text("[guard]\ncount = 1\n")
    here(tmp_path, "sync", *DAY)
    for item in ("2017-1-1.1", "2017-1-1.2"):
        here(tmp_path, "tracker", "close", item, *DAY)
    ran = here(tmp_path, "sync", *DAY)
    assert ran.code == 3
    assert "closes of 2 of 4 items in plan.yaml. None of them was done." in ran.out
    assert "completed" not in (tmp_path / "plan.yaml").read_text()
    name = ran.out.split("--accept ")[1].split()[0]
    assert here(tmp_path, "sync", "--accept", name, *DAY).code == 0
    assert (tmp_path / "plan.yaml").read_text().count("status: completed") == 2


def test_the_json_has_its_promised_shape(mirrored: Path) -> None:
    """The keys and their order, in a preview and in a sync."""
    conflicting(mirrored)
    here(mirrored, "tracker", "close", "2017-1-1.2", *DAY)
    planned = json.loads(here(mirrored, "preview", "--json", *DAY).out)
    done = json.loads(here(mirrored, "sync", "--json", *DAY).out)
    for told in (planned, done):
        assert list(told) == ["schema", "steps", "conflicts", "refused", "outcomes"]
        assert (told["schema"], told["refused"]) == (1, None)
        assert list(told["conflicts"][0]) == ["item", "field", "plan", "tracker", "before", "why"]
        assert {
            "kind": "close",
            "side": "plan",
            "item": "2017-1-1.2",
            "field": "status",
            "old": "unreported",
            "new": "completed",
        } in told["steps"]
    assert planned["outcomes"] == []
    assert {outcome["result"] for outcome in done["outcomes"]} == {"done"}


def test_the_same_plan_from_another_folder(mirrored: Path) -> None:
    """With --config the paths start from the settings, and the tracker is still the same."""
    (mirrored / "workplan.toml").write_text("")
    ran = here(mirrored.parent, "sync", "--config", f"{mirrored.name}/workplan.toml", *DAY)
    assert (ran.code, ran.out) == (0, "Nothing to do.\n")


def test_left_out_fields_stay_off_the_tracker(tmp_path: Path) -> None:
    """[mirror] leave_out keeps the lead away from the issues, and syncing reads no absence into it."""
    small_plan(tmp_path)
    (tmp_path / "workplan.toml").write_text('[mirror]\nleave_out = ["lead"]\n')
    here(tmp_path, "sync", *DAY)
    assert "UNU" not in here(tmp_path, "tracker", "show", "2017-1-1.1").out
    assert here(tmp_path, "sync", *DAY).out == "Nothing to do.\n"
    assert "lead: UNU" in (tmp_path / "plan.yaml").read_text()


def test_history_says_who_and_when(mirrored: Path) -> None:
    """One line a change, oldest first; JSON has the same."""
    here(mirrored, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(mirrored, "sync", *DAY)
    lines = here(mirrored, "history", "2017-1-1.1").out.splitlines()
    assert lines[0].endswith("put on the tracker")
    assert lines[0].startswith("2 May 2017, ")
    assert lines[1].endswith("status: no report yet → completed (by anna)")
    events = json.loads(here(mirrored, "history", "2017-1-1.1", "--json").out)["events"]
    assert {"field": "status", "new": "completed", "who": "anna"}.items() <= events[-1].items()


def test_status_counts(mirrored: Path) -> None:
    """Counts, the last sync and open questions."""
    told = json.loads(here(mirrored, "status", "--json", *DAY).out)
    assert (told["activities"], told["overdue"], told["tbc"], told["mirrored"]) == (3, 1, 1, 4)
    assert told["last_sync"].startswith("2017-05-02T")
    assert "Last sync: 2 May 2017" in here(mirrored, "status", *DAY).out


def test_the_tracker_lists_and_finds(mirrored: Path) -> None:
    """Open issues by default; a wrong id is told with the nearest."""
    here(mirrored, "tracker", "close", "1", *DAY)
    assert "2 issues." in here(mirrored, "tracker", "list").out
    assert "completed" in here(mirrored, "tracker", "list", "--all").out
    assert 'Did you mean "2017-1-1.1"?' in here(mirrored, "tracker", "show", "2017-1-11").err


def test_assigning_and_commenting(mirrored: Path) -> None:
    """Both stand on the issue with who did them, and the assignee comes into the plan."""
    here(mirrored, "tracker", "assign", "2017-1-1.1", "ben", "--as", "anna", *DAY)
    here(mirrored, "tracker", "comment", "2017-1-1.1", "On it.", "--as", "ben", *DAY)
    shown = here(mirrored, "tracker", "show", "2017-1-1.1").out
    assert "Assigned: ben" in shown
    assert "On it." in shown
    here(mirrored, "sync", *DAY)
    assert "assignees: [ben]" in (mirrored / "plan.yaml").read_text()


def test_doctor_finds_everything_fine(mirrored: Path) -> None:
    """Exit code 0, and nothing is changed."""
    before = everything(mirrored)
    ran = here(mirrored, "doctor")
    assert ran.code == 0
    assert "Fine: plan file (3 activities), state file, tracker (4 items of the plan)" in ran.out
    assert everything(mirrored) == before


def test_doctor_tells_what_stops_a_sync(mirrored: Path) -> None:
    """A tracker that is gone is 64, with its remedy."""
    (mirrored / ".workplan" / "tracker.db").unlink()
    ran = here(mirrored, "doctor")
    assert ran.code == 64
    assert "Stops the next sync (1)" in ran.out
    assert "Put the file back from a copy" in ran.out


def test_doctor_tells_names_without_an_account(mirrored: Path) -> None:
    """Unmapped and unknown names are worth mending; the exit code stays 0."""
    (mirrored / "people.yaml").write_text('UNU: {local: anna}\n"I O M": {local: ben}\n')
    ran = here(mirrored, "doctor")
    assert ran.code == 0
    assert "lead names have no account: IOM" in ran.out
    assert '"I O M", which leads nothing in the plan.' in ran.out
