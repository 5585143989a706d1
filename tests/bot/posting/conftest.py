"""What the tests of posting share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.newsroom import Newsroom, newsroom


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    with newsroom(tmp_path, monkeypatch) as opened:
        yield opened
