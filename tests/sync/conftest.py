"""What the tests of the engine share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.rigs import GitHubRig, GitLabRig


@pytest.fixture(params=["github", "gitlab"])
def rig(request: pytest.FixtureRequest) -> Iterator[GitHubRig | GitLabRig]:
    with GitHubRig() if request.param == "github" else GitLabRig() as rig:
        yield rig
