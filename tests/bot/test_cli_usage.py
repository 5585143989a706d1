"""What is said of a command line that is wrong, and how the help reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.cli import everything, here, small_plan


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["list"], "workplan tracker list"),
        (["show", "1"], "workplan tracker show"),
        (["close", "1"], "workplan tracker close"),
        (["edit", "1", "--when", "June"], "workplan tracker edit"),
        (["tracker", "sync"], "workplan sync"),
        (["synk"], "workplan sync"),
        (["tracker", "clos"], "workplan tracker close"),
    ],
)
def test_a_command_in_the_wrong_place_is_told_with_its_place(
    tmp_path: Path, arguments: list[str], meant: str
) -> None:
    """What a newcomer types first is answered with the words that work."""
    ran = here(tmp_path, *arguments)
    assert (ran.code, ran.out) == (64, "")
    assert f"Did you mean: {meant}?" in ran.err


@pytest.mark.parametrize("arguments", [["frobnicate"], ["serve"], ["tracker", "nope"]])
def test_nothing_is_suggested_that_is_not_meant(tmp_path: Path, arguments: list[str]) -> None:
    """A far word gets no guess."""
    ran = here(tmp_path, *arguments)
    assert ran.code == 64
    assert "Did you mean" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["init", "--foo"], "workplan init"),
        (["tracker", "edit", "1", "--due"], "workplan tracker edit"),
        (["import"], "workplan import"),
        (["sync", "one", "two"], "workplan sync"),
        (["tracker", "nope"], "workplan tracker"),
        (["nope"], "workplan"),
    ],
)
def test_a_wrong_call_points_to_the_help_of_its_command(
    tmp_path: Path, arguments: list[str], path: str
) -> None:
    """Not to the help of all of workplan."""
    assert here(tmp_path, *arguments).err.endswith(f"\nHelp: {path} --help\n")


@pytest.mark.parametrize("command", ["export", "digest"])
def test_a_wrong_form_is_told_in_plain_words(tmp_path: Path, command: str) -> None:
    """The words that may stand there, and nothing of how the program is built."""
    small_plan(tmp_path)
    said = here(tmp_path, command, "--format", "xlsx").err
    assert '"xlsx" is not possible. Write ' in said
    assert "Value error" not in said


def test_a_second_plan_is_told_how(tmp_path: Path) -> None:
    """A plan file behind `sync` is answered with folders, or a settings file for each."""
    said = here(tmp_path, "sync", "youth.yaml").err
    assert "one folder for each plan" in said
    assert "workplan sync --config youth.toml" in said


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        (["import"], "workplan import [OPTIONS] DOC\n"),
        (["resolve"], "workplan resolve [OPTIONS] [ID] [FIELD]\n"),
        (["export"], "workplan export [OPTIONS] [PLAN]\n"),
        (["tracker", "comment"], "workplan tracker comment [OPTIONS] ID TEXT...\n"),
    ],
)
def test_the_help_reads_as_people_write(tmp_path: Path, command: list[str], usage: str) -> None:
    """No braces, no doubled brackets and no names of types."""
    told = here(tmp_path, *command, "--help").out
    assert usage in told
    assert not [sign for sign in ("{", "[[", "<") if sign in told]


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    """A folder whose plan stands on its tracker."""
    small_plan(tmp_path)
    assert here(tmp_path, "sync").code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["- Lead: FAO"], "- Lead: FAO"),
        (["- the hour is late"], "- the hour is late"),
        (["Status:", "ongoing"], "Status: ongoing"),
        (["Status: ongoing"], "Status: ongoing"),
        (["--", "--as", "it", "was"], "--as it was"),
    ],
)
def test_a_comment_is_what_was_typed(mirrored: Path, words: list[str], said: str) -> None:
    """A leading dash and words without quotes belong to it; the option is still an option."""
    ran = here(mirrored, "tracker", "comment", "2017-1-1.3", "--as", "anna", *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("anna commented on #3.")
    assert f":\n{said}\n" in here(mirrored, "tracker", "show", "2017-1-1.3").out


def test_options_may_stand_behind_a_comment(mirrored: Path) -> None:
    """As in `tracker comment ID Status: ongoing --as anna`."""
    ran = here(mirrored, "tracker", "comment", "2017-1-1.3", "Status:", "ongoing", "--as", "anna")
    assert ran.out.startswith("anna commented")
    assert "--as" not in here(mirrored, "tracker", "show", "2017-1-1.3").out


def test_a_misspelt_option_is_no_comment(mirrored: Path) -> None:
    """It would stand on the issue for everybody to read."""
    before = everything(mirrored)
    ran = here(mirrored, "tracker", "comment", "2017-1-1.3", "Done", "--ass", "anna")
    assert ran.code == 64
    assert "No such option: --ass" in ran.err
    assert everything(mirrored) == before


def test_a_document_that_is_not_there_is_told_first(tmp_path: Path) -> None:
    """Moving the plan file away would not help."""
    small_plan(tmp_path)
    ran = here(tmp_path, "import", "nofile.md")
    assert ran.code == 64
    assert "There is no document nofile.md." in ran.err
    assert "exists already" not in ran.err
