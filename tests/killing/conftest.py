"""What the tests of killed runs share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.killing.command import Barracks


@pytest.fixture(scope="session")
def barracks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Barracks]:
    with Barracks(tmp_path_factory.mktemp("barracks")) as opened:
        yield opened
