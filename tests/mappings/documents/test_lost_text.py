"""What stands in the plan and was not read is said, with its line; prose is not."""

from __future__ import annotations

import pytest

from mappings.documents.account import Check
from mappings.documents.ledger import Reason
from tests.builders.documents import read

TABLE = "| Activity | Lead | When |\n|---|---|---|\n| Write | Jo | 3 May 2025 |\n"


def puzzling(text: str, name: str = "plan.md") -> list[str]:
    return [entry.text for entry in read(text, name).account.not_understood]


@pytest.mark.parametrize(
    "lost",
    [
        "- [Call the mayor](x)",
        "1.4 Call the mayor",
        "Activity 7: Call the mayor",
        "Output 7: Calls",
    ],
)
def test_what_looks_like_a_plan_after_the_plan_began_is_not_understood(lost: str) -> None:
    """Entries, numbers and labels that nothing claimed are told with their line."""
    imported = read(f"# P\n\n## Pillar 1: Soil\n\n{TABLE}\n## Further remarks of the council\n\n{lost}\n")
    (entry,) = [e for e in imported.account.not_understood if not e.text.startswith("#")]
    assert (entry.line, entry.text) == (11, lost)
    assert imported.account.point(Check.NOT_UNDERSTOOD) is not None


@pytest.mark.parametrize("heading", ["## Pillar 2: Air", "## 2. Air", "### Workstream 4"])
def test_a_heading_like_an_area_with_nothing_below_is_not_understood(heading: str) -> None:
    """An area that was announced and got lost is no running text."""
    assert heading in puzzling(f"# P\n\n## Pillar 1: Soil\n\n{TABLE}\n{heading}\n\nSome words.\n")


def test_a_table_that_nothing_read_is_not_understood() -> None:
    """It stands in the plan, so it may be part of it."""
    other = "| Item | Amount | Donor | Year |\n|---|---|---|---|\n| Pumps | 300 | X | 2025 |"
    imported = read(f"# P\n\n## Soil\n\n{TABLE}\n{other}\n")
    assert [e.line for e in imported.account.not_understood] == [9, 10, 11]
    point = imported.account.point(Check.OTHER_TABLE)
    assert point is not None
    assert point.mentions[0].line == 9


def test_prose_after_the_plan_is_running_text() -> None:
    """A paragraph says nothing that a plan holds."""
    imported = read(
        f"# P\n\n## Pillar 1: Soil\n\n{TABLE}\nThe council meets twice a year, in all weathers.\n"
    )
    assert imported.account.not_understood == ()
    assert imported.account.set_aside()[Reason.RUNNING] == 1


def test_a_list_before_the_first_area_is_introduction() -> None:
    """Nothing before the plan is part of it."""
    imported = read(f"# P\n\n## Introduction\n\n- be kind\n\n## Pillar 1: Soil\n\n{TABLE}")
    assert imported.account.not_understood == ()
    assert Reason.INTRODUCTION in imported.account.set_aside()


def test_a_second_value_never_overwrites_the_first() -> None:
    """Which one holds is for a person to say."""
    imported = read(
        "# P\n\n## Soil\n\nActivities:\n\n- Dig\n  - Lead: Ana\n  - Lead: Jo\n  - Deadline: May 2025\n"
    )
    (activity,) = imported.plan.activities()
    assert (activity.lead, activity.timeframe) == ("Ana", "May 2025")
    assert [(e.line, e.text) for e in imported.account.not_understood] == [(9, "- Lead: Jo")]
