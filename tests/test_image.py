"""The image: what goes into it, who runs in it, and its steps carried out below a folder."""

from __future__ import annotations

import fnmatch
import os
import platform
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.cli import Ran, small_plan
from tests.builders.docs import ROOT, document
from tests.builders.image import BIN, Stage, build, stages
from tests.test_packaging import PACKAGES

BUILD, FINAL = stages()


def copied() -> list[str]:
    """What the image takes from this folder."""
    return [source for line in BUILD.all("COPY") for source in line.split()[:-1]]


@pytest.mark.parametrize("source", copied())
def test_what_the_image_copies_exists_and_is_let_in(source: str) -> None:
    """A COPY of nothing, or of what .dockerignore hides, breaks the build on another machine only."""
    assert (ROOT / source).exists()
    assert f"!{source}" in document(".dockerignore").splitlines()


def test_nothing_else_of_the_folder_reaches_the_image() -> None:
    """Everything is shut out first, so that no settings, plan or key comes along."""
    rules = [line for line in document(".dockerignore").splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == set(copied())
    for secret in (".env", "workplan.toml", "plan.yaml", "id_rsa.pem"):
        assert not any(fnmatch.fnmatch(secret, rule[1:]) for rule in rules if rule.startswith("!"))


def test_the_image_holds_all_packages() -> None:
    """A package that is added to the wheel is added to the image."""
    assert set(PACKAGES) <= set(copied())


def test_image_and_makefile_use_the_same_uv() -> None:
    """One lock file, one version that reads it."""
    in_makefile = re.search(r"^UV_VERSION := (\S+)$", document("Makefile"), re.MULTILINE)
    in_image = re.search(r"\buv==(\S+)", document("Dockerfile"))
    assert in_makefile is not None
    assert in_image is not None
    assert in_makefile[1] == in_image[1]


def test_the_image_runs_the_service_as_nobody_special() -> None:
    """No root, no name that only the image knows, no secret; only the data come from outside."""
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", FINAL.last("USER"))
    assert (FINAL.words("ENTRYPOINT"), FINAL.words("CMD")) == (["workplan"], ["run"])
    assert FINAL.last("VOLUME") == FINAL.last("WORKDIR") == FINAL.variables["HOME"] == "/data"
    assert not re.search(r"TOKEN|SECRET|PASSWORD", document("Dockerfile"))
    assert [line for line in FINAL.all("COPY") if "--from=build" not in line] == []


def test_the_image_is_asked_how_it_is_by_its_own_command() -> None:
    """There is no curl in it."""
    assert FINAL.words("HEALTHCHECK") == ["workplan", "health"]


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64",
    reason="the linter comes for Linux on x86-64 alone",
)
def test_the_linter_has_nothing_to_say() -> None:
    """hadolint knows what is usually wrong with a Dockerfile: https://github.com/hadolint/hadolint"""
    said = subprocess.run(
        [BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the image as it is built, with the folder /data."""
    root = tmp_path_factory.mktemp("root")
    build(BUILD, root)
    (root / "data").mkdir()
    return root


def environment(root: Path, final: Stage = FINAL) -> dict[str, str]:
    """What the image sets, and nothing of this machine's."""
    system = "/usr/local/bin:/usr/bin:/bin"
    paths = final.variables["PATH"].replace("$PATH", system)
    return {**final.variables, "PATH": paths.replace("/app", f"{root}/app"), "HOME": f"{root}/data"}


def workplan(root: Path, *words: str) -> Ran:
    """The command as the image runs it."""
    ran = subprocess.run(
        ["workplan", *words],
        cwd=root / "data",
        env=environment(root),
        executable=root / "app" / ".venv" / "bin" / "workplan",
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def written(root: Path) -> dict[str, tuple[int, int]]:
    """All files outside of /data, with their size and their last change; bytecode aside, which the real image
    has from the beginning."""
    return {
        str(path): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in (root / "app").rglob("*")
        if not path.is_dir() and path.suffix != ".pyc"
    }


def test_what_is_built_works_and_writes_its_data_alone(root: Path) -> None:
    """A plan is synced; of the program's own files none changes."""
    before = written(root)
    small_plan(root / "data")
    assert "3 issues" in workplan(root, "sync").out
    assert written(root) == before
    assert {path.name for path in (root / "data").iterdir()} == {"plan.yaml", ".workplan"}


def test_what_is_built_is_all_that_runs_and_no_more(root: Path) -> None:
    """The database for several machines, the picture's font; no tests, and no tools of developers."""
    site = next((root / "app" / ".venv" / "lib").glob("python*")) / "site-packages"
    for name in ("psycopg", "bot/picture/fonts/DejaVuSans.ttf", "config/workplan.toml", "sync/state.py"):
        assert (site / name).exists(), name
    for name in ("pytest", "mypy", "hypothesis", "tests"):
        assert not (site / name).exists(), name
    assert not (root / "app" / ".venv" / "bin" / "hadolint").exists()


def test_the_service_in_it_says_that_it_is_well_and_ends_when_asked(root: Path) -> None:
    """With what the image starts, and what its health check asks."""
    settings = {
        "WORKPLAN_SERVICE__LISTEN": "127.0.0.1:0",
        "WORKPLAN_SCHEDULE__SYNC": "never",
    }
    process = subprocess.Popen(
        [root / "app/.venv/bin/workplan", *FINAL.words("CMD"), "--log", "json"],
        cwd=root / "data",
        env=environment(root) | settings,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = next(line for line in process.stderr if "listening" in line)
        address = re.search(r"http://([\d.:]+)", said)
        assert address is not None
        (root / "data" / "workplan.toml").write_text(f'[service]\nlisten = "{address[1]}"\n', "utf-8")
        assert workplan(root, "health") == Ran(0, "The service is well.\n", "")
    finally:
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=60)
        os.unlink(root / "data" / "workplan.toml")
    assert process.returncode == 0, rest
    assert workplan(root, "health").code == 1
