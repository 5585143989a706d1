"""What is installed, what it needs, and how it gets onto a fresh machine and into an image."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.builders.docs import ROOT, document

PROJECT: dict[str, Any] = tomllib.loads(document("pyproject.toml"))
PACKAGES = ("bot", "config", "mappings", "sync")
DATA = frozenset({"tzdata"})
"""Found by the standard library itself, not by an import of ours."""
PARTS = frozenset({"pydantic-core"})
"""A part of a library that is declared, of exactly one version, and documented as such."""


def canonical(name: str) -> str:
    return name.lower().replace("_", "-")


def distribution(requirement: str) -> str:
    return canonical(re.split(r"[<>=~!\[; ]", requirement)[0])


def imported() -> set[str]:
    """The distributions whose modules the four packages import."""
    names: set[str] = set()
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                match node:
                    case ast.Import():
                        names |= {alias.name.split(".")[0] for alias in node.names}
                    case ast.ImportFrom():
                        names.add((node.module or "").split(".")[0])
    known = packages_distributions()
    return {canonical(found) for name in names for found in known.get(name, ())}


def test_the_wheel_holds_the_four_packages_and_nothing_else() -> None:
    """Tests, sample folders and whatever lies in the tree stay out."""
    assert sorted(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == list(PACKAGES)


def test_the_program_can_never_be_published() -> None:
    """Every package index refuses this classifier."""
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]


def test_every_dependency_has_its_reason() -> None:
    """A comment on the line of each requirement says what it is for."""
    block = document("pyproject.toml").split("dependencies = [", 1)[1].split("\n]", 1)[0]
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    assert len(lines) == len(PROJECT["project"]["dependencies"])
    assert [line for line in lines if not re.search(r'",\s+# \w{3,}', line)] == []


def test_every_dependency_is_used() -> None:
    """One that nothing imports any more is taken out."""
    needed = {distribution(one) for one in PROJECT["project"]["dependencies"]}
    assert needed - imported() == DATA


def test_nothing_is_imported_that_is_not_declared() -> None:
    """A library that is there only because another one needs it goes without a word when that one does."""
    needed = {distribution(one) for one in PROJECT["project"]["dependencies"]}
    ours = {PROJECT["project"]["name"]}
    assert imported() - needed - ours - PARTS == set()


def test_data_files_lie_inside_a_package() -> None:
    """What the commands read at run time is found beside the code, also in a wheel."""
    for name in ("workplan.toml", "people.yaml", "plan.schema.json", "plans/gmg-2016-2018.md"):
        assert (ROOT / "config" / name).is_file()
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE"):
        assert (ROOT / "bot" / "picture" / "fonts" / name).is_file()


def test_the_changes_begin_with_this_version() -> None:
    """Whoever installs a version finds what is new in it at the top."""
    first = re.search(r"^## (\S+)", document("CHANGELOG.md"), re.MULTILINE)
    assert first is not None
    assert first[1] == PROJECT["project"]["version"]


def test_the_lock_is_of_this_project() -> None:
    """`uv sync --frozen` installs what the lock says, whatever pyproject.toml says by now."""
    locked = tomllib.loads(document("uv.lock"))["package"]
    ours = next(one for one in locked if one["name"] == PROJECT["project"]["name"])
    assert ours["version"] == PROJECT["project"]["version"]
    declared = {distribution(one) for one in PROJECT["project"]["dependencies"]}
    assert {one["name"] for one in ours["dependencies"]} == declared


def test_the_check_of_a_clone_can_be_run_from_anywhere() -> None:
    """It is executable, speaks bash, and finds its own folder."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").startswith("#!/usr/bin/env bash\n")
    subprocess.run(["bash", "-n", script], check=True)


@pytest.mark.parametrize("failing", [False, True])
def test_the_check_ends_with_the_line_that_counts_the_tests(tmp_path: Path, failing: bool) -> None:
    """Whatever make says after pytest; and it ends with make's exit code, sets CI, and gives no input."""
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    script.write_bytes((ROOT / ".ci" / "run").read_bytes())
    (tmp_path / "Makefile").write_text(
        'test:\n\t@test "$$CI" = true\n\t@cat\n\t@echo "3 passed, 1 failed in 2.50s"\n'
        + ("\t@exit 1\n" if failing else ""),
        "utf-8",
    )
    environment = {**os.environ, "PYTHON": sys.executable}
    ran = subprocess.run(
        ["bash", script], cwd="/", env=environment, input="", capture_output=True, text=True, check=False
    )
    assert ran.stdout.splitlines()[-1] == "3 passed, 1 failed in 2.50s"
    assert (ran.returncode != 0) == failing
