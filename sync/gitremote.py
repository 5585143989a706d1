"""What others have pushed, and what is pushed to them. Nothing is ever forced."""

from __future__ import annotations

import os
from typing import Final

from sync.errors import Invalid, Unavailable
from sync.gitcalls import GitFailed, told
from sync.gitrepo import Repository, tracked

NETWORK_SECONDS: Final = 300


def fetch(repository: Repository, remote: str, *branches: str) -> None:
    """What stands on these branches now; one that is there no more is forgotten. Raises Unavailable."""
    # A pattern may match nothing.
    wanted = [f"+refs/heads/{branch}*:{tracked(remote, branch)}*" for branch in branches]
    try:
        ask(repository, "fetch", "--quiet", "--no-tags", "--prune", remote, *wanted)
    except GitFailed as error:
        raise Unavailable(
            f"git gets nothing from {remote} of {repository.root}: {told(error.said)}",
            "Let the account that runs workplan fetch there; the next sync tries again.",
        ) from None


def push(repository: Repository, remote: str, commit: str, branch: str) -> bool:
    """False when others were faster. Raises Unavailable, or Invalid when it is refused."""
    try:
        ask(repository, "push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
    except GitFailed as error:
        fetch(repository, remote, branch)
        there = repository.commit_of(tracked(remote, branch))
        if there == commit:
            return True  # only the answer was lost
        if there is not None and not repository.includes(commit, there):
            return False
        raise Invalid(
            f"{remote} of {repository.root} does not take what workplan pushes to {branch}: "
            f"{told(error.said)}",
            "Let the account that runs workplan push there, then: workplan sync",
        ) from None
    repository.git("update-ref", tracked(remote, branch), commit)
    return True


def ask(repository: Repository, *arguments: str) -> None:
    """Nobody is there to be asked for a password, nor for the name of a server's key."""
    own = {"GIT_SSH_COMMAND", "GIT_SSH"} & os.environ.keys()
    usual = not own and repository.attempt("config", "core.sshCommand") is None
    silent = {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes"} if usual else {}
    repository.raw(*arguments, timeout=NETWORK_SECONDS, environment=silent)
