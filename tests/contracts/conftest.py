"""Each test of the port runs on each tracker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.rigs import GitHubRig, GitLabRig, LocalRig

AnyRig = LocalRig | GitHubRig | GitLabRig


@pytest.fixture(params=["local", "github", "gitlab"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyRig]:
    made = {"local": lambda: LocalRig(tmp_path), "github": GitHubRig, "gitlab": GitLabRig}
    with made[request.param]() as opened:
        yield opened
