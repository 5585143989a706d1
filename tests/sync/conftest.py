"""What the tests of the engine share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.rigs import GitHubRig, GitLabRig, LocalRig
from tests.servers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A state that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.database()


@pytest.fixture(params=["github", "gitlab"])
def rig(request: pytest.FixtureRequest) -> Iterator[GitHubRig | GitLabRig]:
    with GitHubRig() if request.param == "github" else GitLabRig() as rig:
        yield rig


@pytest.fixture(params=["local", "github", "gitlab"])
def any_rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalRig | GitHubRig | GitLabRig]:
    made = {"local": lambda: LocalRig(tmp_path), "github": GitHubRig, "gitlab": GitLabRig}
    with made[request.param]() as rig:
        yield rig
