"""What all tests share: numbers that are added up and printed at the end, and a real PostgreSQL."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest

from tests.servers.postgres import MISSING, Postgres, closed_behind, postgres_server, programs

COUNTED = "counted: "


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """count("kill points tried", 3)"""

    def add(what: str, number: int = 1) -> None:
        record_property(f"{COUNTED}{what}", number)

    return add


@pytest.fixture(scope="session")
def postgres_of_all() -> Iterator[Postgres]:
    """Started with the first test that asks for it, once a worker."""
    found = programs() or unchecked(MISSING)
    with postgres_server(found) as server:
        yield server


@pytest.fixture
def postgres(postgres_of_all: Postgres) -> Iterator[Postgres]:
    """What a test leaves open is closed behind it."""
    with closed_behind():
        yield postgres_of_all


def unchecked(why: str) -> NoReturn:
    """A check that this machine can't make is passed over; where everything has to be checked, it fails."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, number in getattr(report, "user_properties", ()):
                if name.startswith(COUNTED) and report.when == "call":
                    found[name.removeprefix(COUNTED)] += number
    if found:
        terminalreporter.section("counted")
        for what, number in sorted(found.items()):
            terminalreporter.write_line(f"{what}: {number}")
