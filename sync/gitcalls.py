"""git, called as a program, by nobody's settings but ours."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sync.errors import Invalid, Unavailable
from sync.masked import CREDENTIALS, MASK

OURS_ALONE: Final = {
    "core.quotepath": "off",
    "core.fsmonitor": "false",
    "push.followTags": "false",
    "merge.autoStash": "false",
    "grep.patternType": "basic",
    "log.showSignature": "false",
}
"""Settings of people's that would change what git does for us."""


class GitFailed(Unavailable):
    """git ended with an error; `said` is what it wrote."""

    def __init__(self, said: str) -> None:
        self.said = CREDENTIALS.sub(f"{MASK}@", said.strip())
        super().__init__(f"git failed: {told(self.said)}", "Mend that; the next sync goes on from there.")


class Git:
    """git in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(
        self, *arguments: str, text: str | None = None, environment: Mapping[str, str] | None = None
    ) -> str:
        """What git prints, without the last line end. Raises GitFailed."""
        return decoded(self.raw(*arguments, text=text, environment=environment)).removesuffix("\n")

    def raw(
        self,
        *arguments: str,
        text: str | None = None,
        environment: Mapping[str, str] | None = None,
        timeout: int | None = None,
    ) -> bytes:
        # A hook that starts us has set these for its own repository.
        own = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR")
        inherited = {name: value for name, value in os.environ.items() if name not in own}
        # Nobody is there to be asked for a password.
        silent = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true"}
        settings = [part for name, value in OURS_ALONE.items() for part in ("-c", f"{name}={value}")]
        try:
            done = subprocess.run(
                ["git", *settings, *arguments],
                cwd=self.root,
                env={**silent, **inherited, "LC_ALL": "C.UTF-8", **(environment or {})},
                input=None if text is None else text.encode(errors="surrogateescape"),
                stdin=subprocess.DEVNULL if text is None else None,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except FileNotFoundError:
            raise Invalid(
                "git is not installed here.", 'Install it; or write in workplan.toml, [plan]: git = "off".'
            ) from None
        except subprocess.TimeoutExpired:
            raise GitFailed(f"fatal: no answer within {timeout} seconds") from None
        if done.returncode:
            raise GitFailed(decoded(done.stderr or done.stdout))
        return done.stdout

    def attempt(self, *arguments: str) -> str | None:
        try:
            return self.git(*arguments)
        except GitFailed:
            return None


def decoded(data: bytes) -> str:
    return data.decode(errors="surrogateescape")


def told(said: str) -> str:
    """What of git's words tells something, on one line."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))] or lines
    return " ".join((telling or ["it says nothing"])[0].split())
