"""The branches of a hosted repository: a bare one on disk, which people push to as they like."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Branches:
    folder: Path

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )

    def tip(self, branch: str) -> str | None:
        found = self.git("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")
        return found.stdout.strip() or None

    def includes(self, branch: str, commit: str) -> bool:
        return self.git("merge-base", "--is-ancestor", commit, f"refs/heads/{branch}").returncode == 0


@dataclass(slots=True)
class Pull:
    """A pull or merge request: what it asks to be merged, and where."""

    number: int
    head: str
    base: str
    sha: str
    merged: bool = False

    def refresh(self, branches: Branches, *, is_open: bool) -> bool:
        """An open one follows its branch; it is merged once the target has all of it: True, this once."""
        if not is_open or self.merged:
            return False
        self.sha = branches.tip(self.head) or self.sha
        self.merged = branches.includes(self.base, self.sha)
        return self.merged
