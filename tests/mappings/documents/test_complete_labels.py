"""A label with its value beside it is complete: a list below it is no part of the value."""

from __future__ import annotations

import pytest

from mappings.plan import Area, Plan
from tests.builders.documents import plan_of, titles

WORK = ["Baseline survey", "Annual report (Q4 2026)"]
LISTED = "1. Baseline survey\n2. Annual report (Q4 2026)\n"


def text(*, leads: str = "Co-leads: ILO, UNESCO", between: str = "", listed: str = LISTED) -> str:
    return (
        f"Work Plan 2026\n\nWorkstream 1: Data\n\n{leads}\n{between}{listed}\n"
        f"Workstream 2: Training\n\nCo-leads: IOM\n{between}- Course for staff\n"
    )


def first(plan: Plan) -> Area:
    return plan.areas[0]


@pytest.mark.parametrize("name", ["plan.txt", "plan.md"])
@pytest.mark.parametrize("between", ["", "\n"], ids=["at once", "blank line"])
@pytest.mark.parametrize(
    "listed",
    [LISTED, "- Baseline survey\n- Annual report (Q4 2026)\n"],
    ids=["numbers", "bullets"],
)
@pytest.mark.parametrize(
    ("leads", "expected"),
    [("Co-leads: ILO, UNESCO", ("ILO", "UNESCO")), ("Co-leads: TBC", ("TBC",)), ("Lead: ILO", ("ILO",))],
)
def test_a_list_below_leads_on_their_line_is_activities(
    name: str, between: str, listed: str, leads: str, expected: tuple[str, ...]
) -> None:
    """Entries of a list are never taken for co-leads that were named already."""
    plan = plan_of(text(leads=leads, between=between, listed=listed), name)
    assert [area.leads for area in plan.areas] == [expected, ("IOM",)]
    assert titles(plan) == [*WORK, "Course for staff"]


@pytest.mark.parametrize("name", ["plan.txt", "plan.md"])
@pytest.mark.parametrize("budget", ["", "Budget: USD 40,000\n"])
def test_a_list_below_members_on_their_line_is_activities(name: str, budget: str) -> None:
    """Members and a budget of the area are complete in the same way."""
    leads = f"Co-leads: ILO\nMembers: FAO, WHO\n{budget}"
    plan = plan_of(text(leads=leads.rstrip()), name)
    assert (first(plan).leads, first(plan).members) == (("ILO",), ("FAO", "WHO"))
    assert titles(plan)[:2] == WORK


def test_numbered_entries_after_a_list_of_members_are_activities() -> None:
    """Another kind of list begins something else."""
    plan = plan_of(text(leads="Co-leads: ILO\nMembers:\n- FAO\n- WHO\n"), "plan.txt")
    assert first(plan).members == ("FAO", "WHO")
    assert titles(plan)[:2] == WORK


def test_a_list_below_leads_on_the_line_below_is_activities() -> None:
    """The value stood on a line of its own: a list after it is something else."""
    plan = plan_of(text(leads="Co-leads:\nILO, UNESCO\n"), "plan.txt")
    assert first(plan).leads == ("ILO", "UNESCO")
    assert titles(plan)[:2] == WORK


def test_numbered_paragraphs_below_leads_are_activities() -> None:
    """Numbers of several parts, without a list."""
    plan = plan_of(text(listed="1.1 Baseline survey\n1.2 Annual report (Q4 2026)\n"), "plan.txt")
    assert first(plan).leads == ("ILO", "UNESCO")
    assert [(a.number, a.title) for a in first(plan).activities] == [("1.1", WORK[0]), ("1.2", WORK[1])]


@pytest.mark.parametrize("gap", ["\n", ""], ids=["blank line", "at once"])
def test_a_sentence_below_leads_is_no_lead(gap: str) -> None:
    """What the area is about is kept as a note."""
    plan = plan_of(text(between=f"{gap}This workstream looks after figures.\n\n"), "plan.txt")
    assert first(plan).leads == ("ILO", "UNESCO")
    assert first(plan).notes == ("This workstream looks after figures.",)
    assert titles(plan)[:2] == WORK


def test_an_area_without_the_label_among_areas_with_it() -> None:
    """Other areas announce their activities; the list in this one is activities all the same."""
    plan = plan_of(
        f"Work Plan 2026\n\nWorkstream 1: Data\n\nCo-leads: ILO\n\nActivities:\n\n- Design\n\n"
        f"Workstream 2: Training\n\nCo-leads: IOM\n\n{LISTED}",
        "plan.txt",
    )
    assert [area.leads for area in plan.areas] == [("ILO",), ("IOM",)]
    assert titles(plan) == ["Design", *WORK]


def test_labels_of_an_activity_below_such_a_list() -> None:
    """Lead and date below an entry are the entry's, not the area's."""
    listed = "1. Baseline survey\nLead: FAO\nTimeline: May 2026\n2. Annual report (Q4 2026)\nLead: WHO\n"
    plan = plan_of(text(listed=listed), "plan.txt")
    assert first(plan).leads == ("ILO", "UNESCO")
    assert [(a.lead, a.timeframe) for a in first(plan).activities] == [("FAO", "May 2026"), ("WHO", None)]


def test_areas_numbered_like_their_activities() -> None:
    """The number begins anew below each area, and goes on with the next area."""
    plan = plan_of(
        f"Work Plan 2026\n\n1. Data\n\nCo-leads: ILO\n\n{LISTED}\n2. Training\n\nCo-leads: IOM\n\n"
        "1. Course for staff\n\n2. Handbook\n\n3. Exchange\n\nCo-leads: TBC\n\n1. Visits\n",
        "plan.txt",
    )
    assert [(area.number, area.title, area.leads) for area in plan.areas] == [
        ("1", "Data", ("ILO",)),
        ("2", "Training", ("IOM",)),
        ("3", "Exchange", ("TBC",)),
    ]
    assert titles(plan) == [*WORK, "Course for staff", "Handbook", "Visits"]


def test_leads_listed_below_an_empty_label_stay_leads() -> None:
    """Nothing stands beside the label: the list is its value."""
    for listed in ("- ILO\n- UNESCO\n", "1. ILO\n2. UNESCO\n"):
        plan = plan_of(text(leads=f"Co-leads:\n{listed}\nActivities:"), "plan.txt")
        assert first(plan).leads == ("ILO", "UNESCO")
        assert titles(plan)[:2] == WORK


def test_leads_that_run_over_the_line_stay_together() -> None:
    """A comma at the end of a line, and a long line, go on below."""
    for leads in ("Co-leads: ILO,\nUNESCO", "Co-leads: ILO and\nUNESCO", "Co-leads: ILO, UNESCO"):
        plan = plan_of(text(leads=leads), "plan.txt")
        assert " ".join(" ".join(first(plan).leads).replace(" and", "").split()) == "ILO UNESCO"


def test_objectives_with_a_list_before_the_activities_stay_objectives() -> None:
    """Where activities are announced below, a list above is not taken for them."""
    plan = plan_of(
        "Work Plan 2026\n\nWorkstream 1: Data\n\nCo-leads: ILO\n\nObjectives: by 2026:\n\n- Better data\n\n"
        f"Activities:\n\n{LISTED}",
        "plan.txt",
    )
    assert "Better data" in first(plan).objectives
    assert titles(plan) == WORK
