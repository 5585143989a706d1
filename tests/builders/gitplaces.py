"""Git repositories round a plan: where it is pushed to, the bot's clone, and the secretary's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.builders.cli import Ran, here, small_plan

DAY = ("--today", "2017-05-02")


def git(folder: Path, *arguments: str, text: str | None = None) -> str:
    """As a person runs it, with a name of their own and no settings of this machine."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Rita",
        "GIT_AUTHOR_EMAIL": "rita@example.org",
        "GIT_COMMITTER_NAME": "Rita",
        "GIT_COMMITTER_EMAIL": "rita@example.org",
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**inherited, **who},
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip("\n")


def settings(folder: Path, mode: str) -> None:
    (folder / "workplan.toml").write_text(f'[plan]\ngit = "{mode}"\n', "utf-8")
    (folder / ".gitignore").write_text(".workplan/\n", "utf-8")


def committed_plan(folder: Path, mode: str = "commit") -> Path:
    """A repository with a small plan in it, committed by Rita; nothing is mirrored yet."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    settings(folder, mode)
    small_plan(folder)
    commit_all(folder, "Plan")
    return folder


def commit_all(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


class Shared:
    """`origin` is bare; `bot` and `office` are clones of it, and in `bot` the plan is mirrored."""

    def __init__(self, folder: Path, mode: str = "push") -> None:
        self.origin, self.bot, self.office = folder / "origin.git", folder / "bot", folder / "office"
        first = folder / "first"
        first.mkdir()
        committed_plan(first, mode)
        git(folder, "clone", "--quiet", "--bare", str(first), str(self.origin))
        for clone in (self.bot, self.office):
            git(folder, "clone", "--quiet", str(self.origin), str(clone))

    def sync(self) -> Ran:
        return here(self.bot, "sync", *DAY)

    def office_edits(self, old: str, new: str) -> None:
        """The secretary pulls, changes a line, and pushes."""
        git(self.office, "pull", "--quiet", "--rebase")
        edit(self.office / "plan.yaml", old, new)
        commit_all(self.office, f"Rita: {new.strip()}")
        git(self.office, "push", "--quiet")

    @property
    def shared_plan(self) -> str:
        """The plan as everybody gets it."""
        return git(self.origin, "show", "main:plan.yaml") + "\n"

    def hook(self, where: Path, name: str, script: str) -> Path:
        """What git runs by itself at a moment, in one of the repositories."""
        path = (where if where.suffix == ".git" else where / ".git") / "hooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), "utf-8")
