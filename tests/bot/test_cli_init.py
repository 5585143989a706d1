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


def section(folder: Path, name: str) -> object:
    return tomllib.loads((folder / "workplan.toml").read_text("utf-8"))[name]


PLACES = {
    "github": ("gmg/work-plan", "WORKPLAN_GITHUB_TOKEN"),
    "gitlab": ("gmg/migration/work-plan", "WORKPLAN_GITLAB_TOKEN"),
}
each_service = pytest.mark.parametrize("kind", list(PLACES))


class TestOnAService:
    @each_service
    def test_kind_and_project_are_written(self, tmp_path: Path, kind: str) -> None:
        """And nothing of the embedded tracker."""
        project, _ = PLACES[kind]
        assert here(tmp_path, "init", "--kind", kind, "--project", project).code == 0
        assert section(tmp_path, "forge") == {"kind": kind, "project": project}

    @each_service
    def test_the_next_things_are_a_token_and_a_look(self, tmp_path: Path, kind: str) -> None:
        """The variable and the page that tells how to get what belongs into it; no sync before that."""
        project, variable = PLACES[kind]
        small_plan(tmp_path)
        assert here(tmp_path, "init", "--kind", kind, "--project", project).out.splitlines() == [
            "Wrote workplan.toml.",
            f"Next: give workplan a token: {variable}, or {variable}_FILE for a file with it.",
            f"How to make one: docs/{kind}.md.",
            "Then: workplan doctor",
        ]

    def test_without_a_plan_the_document_comes_before_the_look(self, tmp_path: Path) -> None:
        """Otherwise doctor's first finding is a plan file that is missing."""
        told = here(tmp_path, "init", "--kind", "github", "--project", "gmg/work-plan").out
        assert told.endswith("\nThen: workplan import YOUR-DOCUMENT, then: workplan doctor\n")

    def test_a_project_may_be_a_number(self, tmp_path: Path) -> None:
        """GitLab's stays when the project is renamed."""
        assert here(tmp_path, "init", "--kind", "gitlab", "--project", "4711").code == 0
        assert section(tmp_path, "forge") == {"kind": "gitlab", "project": "4711"}

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--kind", "github"), '--project is missing. Write "owner/repository".'),
            (
                ("--kind", "github", "--project", "work-plan"),
                '--project "work-plan" is not possible. Write "owner/repository".',
            ),
            (
                ("--kind", "gitlab", "--project", "work-plan"),
                '--project "work-plan" is not possible. Write "group/project", or the number of the project.',
            ),
            (("--project", "gmg/work-plan"), "--project names a project on GitHub or GitLab."),
            (
                ("--kind", "gitlab", "--project", "a/b", "--tracker", "t.db"),
                "--tracker names the file of the embedded tracker, and says nothing to --kind gitlab.",
            ),
            (("--kind", "jira"), '"jira" is not possible. Write local or github or gitlab.'),
        ],
    )
    def test_what_can_not_be_is_refused(self, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
        """By the name of the option, and before anything is written."""
        ran = here(tmp_path, "init", *options)
        assert ran.code == 64
        assert said in ran.err.splitlines()[0]
        assert not list(tmp_path.iterdir())

    def test_a_second_plan_in_a_folder_has_a_state_of_its_own(self, tmp_path: Path) -> None:
        """There is no tracker's file to be kept apart."""
        small_plan(tmp_path)
        here(tmp_path, "sync", *DAY)
        youth_plan(tmp_path)
        options = ("--config", "youth.toml", "--plan", "youth.yaml", "--kind", "github", "--project", "a/b")
        told = here(tmp_path, "init", *options).out
        assert "this one has a state of its own" in told
        assert told.endswith("\nThen: workplan doctor --config youth.toml\n")
        settings = tomllib.loads((tmp_path / "youth.toml").read_text("utf-8"))
        assert settings["forge"] == {"kind": "github", "project": "a/b"}
        assert settings["state"]["url"] == "sqlite:///.workplan/youth/state.db"
