"""Settings for a plan, and for a second one in the same folder."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sync.planemit import emit_plan
from tests.builders.cli import everything, here, small_plan
from tests.builders.plans import activity, plan

DAY = ("--today", "2017-05-02")


def youth_plan(folder: Path) -> None:
    """A plan of another id."""
    text = emit_plan(plan(activity("1.1", "Meet"), id="youth", title="Youth"))
    (folder / "youth.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("option", "value"),
    [("--timezone", "Geneva"), ("--timezone", "Mars/Base"), ("--plan", ""), ("--tracker", "https://a.b")],
)
def test_a_wrong_answer_names_its_option(tmp_path: Path, option: str, value: str) -> None:
    """Not a line of a file that was never written."""
    ran = here(tmp_path, "init", option, value)
    assert ran.code == 64
    assert ran.err.startswith(f'{option} "{value}" is not possible. ')
    assert "line" not in ran.err
    assert not list(tmp_path.iterdir())


def test_without_a_plan_the_next_thing_is_to_import(tmp_path: Path) -> None:
    """And then to sync."""
    told = here(tmp_path, "init").out.splitlines()
    assert told == [
        "Wrote workplan.toml.",
        "Next: workplan import YOUR-DOCUMENT, then: workplan sync",
    ]


def test_with_a_plan_the_next_thing_is_to_sync(tmp_path: Path) -> None:
    """The settings may come after the import."""
    small_plan(tmp_path)
    assert here(tmp_path, "init").out.endswith("\nNext: workplan sync\n")


def test_settings_of_another_name_are_named(tmp_path: Path) -> None:
    """Otherwise the next command would not find them."""
    told = here(tmp_path, "init", "--config", "youth.toml", "--plan", "youth.yaml").out
    assert "import YOUR-DOCUMENT --config youth.toml, then: workplan sync --config youth.toml" in told


@pytest.mark.parametrize("there", [True, False])
def test_a_second_plan_in_a_folder_has_its_own_places(tmp_path: Path, there: bool) -> None:
    """Whether its plan file exists already or not: the first plan's tracker and state stay its own."""
    small_plan(tmp_path)
    here(tmp_path, "sync", *DAY)
    before = everything(tmp_path)
    if there:
        youth_plan(tmp_path)
    ran = here(tmp_path, "init", "--config", "youth.toml", "--plan", "youth.yaml")
    assert ran.code == 0
    assert "a tracker and a state of its own" in ran.out
    told = tomllib.loads((tmp_path / "youth.toml").read_text("utf-8"))
    assert told["forge"]["url"] == ".workplan/youth/tracker.db"
    assert told["state"]["url"] == "sqlite:///.workplan/youth/state.db"
    youth_plan(tmp_path)
    assert "1 issue" in here(tmp_path, "sync", "--config", "youth.toml", *DAY).out
    after = everything(tmp_path)
    assert {name: after[name] for name in before} == before
    assert here(tmp_path, "sync", *DAY).out == "Nothing to do.\n"


def test_later_settings_of_the_same_plan_keep_its_places(tmp_path: Path) -> None:
    """The plan that is here already goes on where it is."""
    small_plan(tmp_path)
    here(tmp_path, "sync", *DAY)
    assert "of its own" not in here(tmp_path, "init", "--timezone", "Europe/Zurich").out
    assert here(tmp_path, "sync", *DAY).out == "Nothing to do.\n"


def test_a_plan_whose_state_was_lost_keeps_its_tracker(tmp_path: Path) -> None:
    """New settings are no reason to begin with an empty one."""
    small_plan(tmp_path)
    here(tmp_path, "sync", *DAY)
    (tmp_path / ".workplan" / "state.db").unlink()
    assert "of its own" not in here(tmp_path, "init").out


def test_a_new_folder_has_the_usual_places(tmp_path: Path) -> None:
    """No state is named where there is no other plan."""
    here(tmp_path, "init", "--plan", "youth.yaml")
    told = tomllib.loads((tmp_path / "workplan.toml").read_text("utf-8"))
    assert told["forge"]["url"] == ".workplan/tracker.db"
    assert told["state"] == {}
