"""What the tests of the engine share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.rigs import GitHubRig, GitLabRig, LocalRig


@pytest.fixture(params=["github", "gitlab"])
def rig(request: pytest.FixtureRequest) -> Iterator[GitHubRig | GitLabRig]:
    with GitHubRig() if request.param == "github" else GitLabRig() as rig:
        yield rig


@pytest.fixture(params=["local", "github", "gitlab"])
def any_rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalRig | GitHubRig | GitLabRig]:
    made = {"local": lambda: LocalRig(tmp_path), "github": GitHubRig, "gitlab": GitLabRig}
    with made[request.param]() as rig:
        yield rig
