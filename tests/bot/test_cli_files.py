"""From a document to a plan file and out of it again; settings; starting and stopping."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from sync.planemit import emit_plan
from sync.planfile import PlanFile
from tests.builders.cli import WORKPLAN, begun, here, small_plan, workplan
from tests.builders.plans import activity, plan

DOCUMENT = """# Plan of work 2017

## Visibility

| Activity | Responsible | Deadline |
|---|---|---|
| Launch the plan | IOM | April 2017 |
| Meet | TBC | TBC |
"""


def test_import_writes_the_plan_and_its_account(tmp_path: Path) -> None:
    """Plan file, schema beside it, the account on the screen, every line in the report."""
    (tmp_path / "doc.md").write_text(DOCUMENT, "utf-8")
    ran = here(
        tmp_path, "import", "doc.md", "--id", "work", "--report", "report.json", "--today", "2017-01-02"
    )
    assert ran.code == 0
    assert ran.out.startswith("doc.md -> plan.yaml\nFound: 1 area, 2 activities")
    read = PlanFile(tmp_path / "plan.yaml").read().plan
    assert read.plan.id == "work"
    assert str(read.plan.source.imported if read.plan.source else None) == "2017-01-02"
    assert json.loads((tmp_path / ".workplan" / "plan.schema.json").read_text())["properties"]
    assert len(json.loads((tmp_path / "report.json").read_text())["every_line"]) == 6


def test_import_goes_where_the_settings_say(tmp_path: Path) -> None:
    """The plan file of the settings, unless -o names another."""
    (tmp_path / "doc.md").write_text(DOCUMENT, "utf-8")
    (tmp_path / "workplan.toml").write_text('[plan]\nfile = "ours.yaml"\n')
    assert here(tmp_path, "import", "doc.md").code == 0
    assert here(tmp_path, "import", "doc.md", "-o", "other.yaml").code == 0
    assert (tmp_path / "ours.yaml").exists()
    assert (tmp_path / "other.yaml").exists()


def test_import_and_sync_work_in_an_empty_folder(tmp_path: Path) -> None:
    """Two commands and no settings."""
    (tmp_path / "doc.md").write_text(DOCUMENT, "utf-8")
    assert here(tmp_path, "import", "doc.md").code == 0
    assert "Made 1 milestone and 2 issues" in here(tmp_path, "sync").out


def test_check_prints_what_the_plan_holds(tmp_path: Path) -> None:
    """Counts of areas, outputs, activities, open and missing values."""
    small_plan(tmp_path, "other.yaml")
    ran = here(tmp_path, "check", "other.yaml", "--today", "2017-05-02")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "other.yaml: no mistakes found.",
        "A small plan",
        "1 area, 1 output, 3 activities.",
        "No report yet on any of them.",
        "Past its date and not done: 1 activity.",
        "To be confirmed: 1 activity.",
    ]


def test_check_says_which_area_has_lost_its_activities(tmp_path: Path) -> None:
    """An area without any item is said to be so, and the exit code stays 0."""
    text = emit_plan(plan()) + "areas:\n  - {id: '2', title: Missing migrants}\n"
    (tmp_path / "plan.yaml").write_text(text, "utf-8")
    ran = here(tmp_path, "check")
    assert ran.code == 0
    assert "No activities: Missing migrants." in ran.out


def test_export_to_the_screen_and_to_a_file(tmp_path: Path) -> None:
    """JSON as promised; CSV in a file opens right in a spreadsheet; an older export is replaced."""
    small_plan(tmp_path)
    told = json.loads(here(tmp_path, "export", "--today", "2017-05-02").out)
    assert [item["id"] for item in told["items"]][:2] == ["2017-1-O1", "2017-1-1.1"]
    (tmp_path / "plan.csv").write_text("older")
    ran = here(tmp_path, "export", "--format", "csv", "--gaps", "-o", "plan.csv")
    assert (ran.code, ran.out) == (0, "Wrote plan.csv: 1 row.\n")
    assert (tmp_path / "plan.csv").read_bytes().startswith(b"\xef\xbb\xbfKind,Id")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["-o", "out.csv"], b"\xef\xbb\xbfKind,Id"),
        (["-o", "OUT.CSV"], b"\xef\xbb\xbfKind,Id"),
        (["-o", "out.json"], b"{"),
        (["-o", "out"], b"{"),
        (["-o", "out.csv", "--format", "json"], b"{"),
        (["-o", "gaps.csv", "--gaps"], b"\xef\xbb\xbfKind,Id"),
    ],
)
def test_an_export_is_what_its_name_ends_with(tmp_path: Path, arguments: list[str], begins: bytes) -> None:
    """Unless --format says otherwise; and what was written is said."""
    small_plan(tmp_path)
    ran = here(tmp_path, "export", *arguments)
    assert ran.code == 0
    assert ran.out.startswith(f"Wrote {arguments[1]}")
    assert (tmp_path / arguments[1]).read_bytes().startswith(begins)


def test_an_export_to_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    """JSON in a file for Excel would open as nothing."""
    small_plan(tmp_path)
    ran = here(tmp_path, "export", "-o", "out.xlsx")
    assert ran.code == 64
    assert ".csv (a spreadsheet opens it)" in ran.err
    assert not (tmp_path / "out.xlsx").exists()


def test_init_writes_settings_that_hold(tmp_path: Path) -> None:
    """Options are filled in; nobody is asked where nobody can answer."""
    ran = workplan(tmp_path, "init", "--plan", "our plan.yaml", "--timezone", "Europe/Zurich")
    assert ran.code == 0
    told = tomllib.loads((tmp_path / "workplan.toml").read_text("utf-8"))
    assert told["plan"] == {"file": "our plan.yaml"}
    assert told["schedule"] == {"timezone": "Europe/Zurich"}
    small_plan(tmp_path, "our plan.yaml")
    assert here(tmp_path, "check").code == 0


def test_help_loads_nothing_heavy() -> None:
    """Starting is quick because the large libraries wait for the commands that need them."""
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, bot.cli; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    heavy = {
        "sqlalchemy",
        "pydantic",
        "pydantic_settings",
        "markdown_it",
        "rich",
        "yaml",
        "sqlite3",
        "filelock",
    }
    assert heavy & set(seen) == set()


def test_every_command_has_help(tmp_path: Path) -> None:
    """The commands of this version, and no others."""
    told = workplan(tmp_path, "--help")
    assert told.code == 0
    commands = [line.split()[0] for line in told.out.split("Commands:\n")[1].splitlines()]
    assert commands == [
        *("init", "import", "check", "export", "preview", "sync", "conflicts", "resolve"),
        *("digest", "status", "history", "doctor", "board", "run", "health"),
        *("backup", "restore", "demo", "tracker"),
    ]
    assert all("..." not in line for line in told.out.split("Commands:\n")[1].splitlines())


def test_a_stopped_sync_goes_on_later(tmp_path: Path) -> None:
    """Ctrl-C ends with a sentence and 130; the next sync makes what is left, each item once."""
    many = [activity(f"2017-1-{number}", f"Activity {number}") for number in range(1, 151)]
    (tmp_path / "plan.yaml").write_text(emit_plan(plan(*many)), "utf-8")
    running = begun(tmp_path, "sync", stderr=subprocess.PIPE, text=True)
    wait_for(tmp_path / ".workplan" / "state.db")
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert err.strip() == "Stopped. What was done is kept; the next run goes on from there."
    assert here(tmp_path, "sync").code == 0
    assert here(tmp_path, "tracker", "list").out.endswith("\n150 issues.\n")


def wait_for(path: Path) -> None:
    """Until the file is there, for half a minute at most."""
    for _ in range(3000):
        if path.exists():
            return
        time.sleep(0.01)
    raise AssertionError(f"{path} was never made")


def test_a_fault_of_ours_is_one_sentence(tmp_path: Path) -> None:
    """No traceback, unless it is asked for."""
    small_plan(tmp_path)
    broken = [sys.executable, "-c", BROKEN, "check"]
    told = subprocess.run(broken, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.startswith("This is a fault in workplan: ZeroDivisionError")
    assert "Traceback" not in told.stderr


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    """What the system refuses is no fault of ours, and no traceback."""
    small_plan(tmp_path)
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(
            [WORKPLAN, "check"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert told.returncode == 1
    assert told.stderr == "The system refused: No space left on device. What was done is kept.\n"


BROKEN = """
from bot import cli

@cli.app.command("check")
def broken() -> None:
    1 / 0

cli.main()
"""
