"""A plan in a repository on a host, and the script of docs/operations.md run there by a schedule."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from tests.builders.cli import WORKPLAN, small_plan
from tests.builders.docs import document, fences

SCRIPT: Final = fences(document("docs/operations.md"), "bash")[0]
ENVIRONMENT: Final = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("WORKPLAN_", "GIT_"))},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "anna",
    "GIT_AUTHOR_EMAIL": "anna@example.org",
    "GIT_COMMITTER_NAME": "anna",
    "GIT_COMMITTER_EMAIL": "anna@example.org",
}


class Hosted:
    """A repository with a plan on a host, and runs of the script, each in a clone of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.remote = folder / "remote.git"
        self.runs = 0
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        start = self.clone()
        small_plan(start)
        (start / ".gitignore").write_text(".workplan/\n", "utf-8")
        (start / "workplan.toml").write_text('[plan]\ngit = "push"\n', "utf-8")
        (start / "scheduled.sh").write_text(re.sub(r"\nworkplan digest --send.*", "", SCRIPT), "utf-8")
        git(start, "add", "--all")
        git(start, "commit", "--quiet", "--message", "The plan")
        git(start, "push", "--quiet", "--set-upstream", "origin", "HEAD:main")

    @classmethod
    def as_left(cls, folder: Path, other: Hosted) -> Hosted:
        """Another one, whose repository is as that one's is now."""
        hosted = cls.__new__(cls)
        hosted.folder, hosted.remote, hosted.runs = folder, folder / "remote.git", 0
        shutil.copytree(other.remote, hosted.remote)
        return hosted

    def clone(self) -> Path:
        self.runs += 1
        place = self.folder / f"run-{self.runs}"
        git(self.folder, "clone", "--quiet", str(self.remote), str(place))
        return place

    def run(self, place: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {**ENVIRONMENT, "PATH": f"{WORKPLAN.parent}:{os.environ['PATH']}", **more}
        return subprocess.run(
            ["bash", "scheduled.sh"],
            cwd=place or self.clone(),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def kept(self) -> set[str]:
        """What stands on the branch."""
        return set(git(self.remote, "ls-tree", "--name-only", "workplan-state").split())


def git(folder: Path, *words: str) -> str:
    ran = subprocess.run(
        ["git", *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    return ran.stdout
