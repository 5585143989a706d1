"""Numbers that tests count are added up and printed at the end, from all workers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

COUNTED = "counted: "


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """count("kill points tried", 3)"""

    def add(what: str, number: int = 1) -> None:
        record_property(f"{COUNTED}{what}", number)

    return add


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
