"""One line at the end: how much was tried, and what came through."""

from __future__ import annotations

import pytest

from tests.hostile.corpus import CORPUS
from tests.hostile.exits import EXITS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    exits = [
        (report.nodeid, report.failed)
        for kind in ("passed", "failed")
        for report in terminalreporter.stats.get(kind, [])
        if "hostile/test_exits.py::test_nothing_acts" in report.nodeid
    ]
    if exits:
        leaks = sum(failed for _, failed in exits)
        terminalreporter.write_line(
            f"hostile texts × exits: {len(CORPUS)} × {len(exits)} of {len(EXITS)}, leaks {leaks}"
        )
