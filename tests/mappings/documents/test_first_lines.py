"""What the first lines say of the whole plan."""

from __future__ import annotations

import pytest

from tests.builders.documents import plan_of, titles

AREAS = (
    "Workstream 1: Data\nCo-leads: ILO\n1. Survey\n2. Report\n\n"
    "Workstream 2: Training\nCo-leads: IOM\n1. Course\n"
)


@pytest.mark.parametrize("name", ["plan.txt", "plan.md"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["at once", "blank line"])
@pytest.mark.parametrize("first", ["Work Plan 2026", "WORK PLAN 2026", "Annual work plan 2026"])
def test_a_first_line_is_the_title(name: str, gap: str, first: str) -> None:
    """With its year as the period; the area right below it is read all the same."""
    plan = plan_of(f"{first}{gap}{AREAS}", name)
    assert (plan.plan.title, plan.plan.period) == (first, "2026")
    assert [(area.number, area.title) for area in plan.areas] == [("1", "Data"), ("2", "Training")]
    assert titles(plan) == ["Survey", "Report", "Course"]


@pytest.mark.parametrize(
    "first", ["# Ministry of Water\n\nWork Plan 2026", "Ministry of Water\nWork Plan 2026"]
)
def test_the_period_may_stand_below_the_title(first: str) -> None:
    """Something better is the title; the years are still the plan's."""
    plan = plan_of(f"{first}\n\n{AREAS}", "plan.md" if first.startswith("#") else "plan.txt")
    assert plan.plan.title == "Ministry of Water"
    assert plan.plan.period == "2026"


def test_a_year_in_a_sentence_below_the_title_is_no_period() -> None:
    """Only a line that names a plan tells for which years it is."""
    plan = plan_of(f"# Ministry of Water\n\nFounded in 1998 by decree\n\n{AREAS}")
    assert plan.plan.period is None


def test_a_sentence_that_wraps_before_an_area_stays_whole() -> None:
    """A line that begins with an area's name in the middle of a sentence heads nothing."""
    plan = plan_of(f"Work Plan 2026\n\n{AREAS}\nThe visits depend on the\nWorkstream 1: Data\n", "plan.txt")
    assert [area.title for area in plan.areas] == ["Data", "Training"]
    assert titles(plan) == ["Survey", "Report", "Course"]
