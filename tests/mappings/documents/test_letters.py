"""Lettered lines below an activity are what has to be done for it."""

from __future__ import annotations

import pytest

from tests.builders.documents import only, plan_of, titles


def tasks(text: str, name: str = "plan.txt") -> list[tuple[str, list[str]]]:
    return [(a.title, [t.text for t in a.tasks]) for a in plan_of(text, name).activities()]


@pytest.mark.parametrize("name", ["plan.txt", "plan.md"])
@pytest.mark.parametrize(
    "marks", [("a) ", "b) "), ("(a) ", "(b) "), ("a. ", "b. "), ("i) ", "ii) "), ("(i) ", "(ii) ")]
)
@pytest.mark.parametrize("indent", ["", "   "])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "loose"])
def test_lettered_lines_are_tasks(name: str, marks: tuple[str, str], indent: str, gap: str) -> None:
    """With or without indentation and blank lines, in both formats."""
    one, two = (f"{indent}{mark}{words}" for mark, words in zip(marks, ("Design", "Field work"), strict=True))
    text = (
        "Work Plan 2026\n\nWorkstream 1: Data\n\nActivities:\n\n"
        f"1. Baseline survey{gap}{one}{gap}{two}{gap}2. Annual report\n"
    )
    assert tasks(text, name) == [("Baseline survey", ["Design", "Field work"]), ("Annual report", [])]


def test_letters_in_a_sentence_stay() -> None:
    """The text is the document's own."""
    text = (
        "Work Plan 2026\n\nWorkstream 1: Data\n\nActivities:\n\n"
        "1. Baseline survey: a) design b) field work\n2. Annual report\n"
    )
    assert tasks(text) == [("Baseline survey: a) design b) field work", []), ("Annual report", [])]


def test_a_sentence_wrapped_at_one_letter_stays() -> None:
    """One letter is no list."""
    text = (
        "Work Plan 2026\n\nWorkstream 1: Data\n\nActivities:\n\n"
        "1. A baseline survey of all offices as foreseen in paragraph 3,\n   b) of the decision of May\n"
    )
    assert [done for _, done in tasks(text)] == [[]]
    assert titles(plan_of(text, "plan.txt"))[0].endswith("b) of the decision of May")


def test_letters_in_a_cell() -> None:
    """The same in a table."""
    activity = only(
        plan_of(
            "| Activity | Lead | When |\n|---|---|---|\n"
            "| 1.1 Survey<br>a) Design<br>b) Field work | ILO | 2026 |\n"
        )
    )
    assert (activity.number, activity.title) == ("1.1", "Survey")
    assert [t.text for t in activity.tasks] == ["Design", "Field work"]


def test_a_cell_of_letters_alone_holds_activities() -> None:
    """Nothing stands above them."""
    plan = plan_of("| Activity | Lead | When |\n|---|---|---|\n| a) Design<br>b) Field work | ILO | 2026 |\n")
    assert [(a.number, a.title) for a in plan.activities()] == [("a", "Design"), ("b", "Field work")]


def test_lettered_activities() -> None:
    """Below a label for activities, with nothing above them, they are the activities."""
    text = "Work Plan 2026\n\nWorkstream 1: Data\n\nActivities:\n\na) Survey\nb) Report\nc) Course\n"
    assert tasks(text) == [("Survey", []), ("Report", []), ("Course", [])]


def test_lettered_leads() -> None:
    """A list of leads may be lettered as well."""
    plan = plan_of(
        "Work Plan 2026\n\nWorkstream 1: Data\n\nCo-leads:\n\na) ILO\nb) FAO\n\nActivities:\n\n- Survey\n",
        "plan.txt",
    )
    assert plan.areas[0].leads == ("ILO", "FAO")
    assert titles(plan) == ["Survey"]
