"""The workstream-text sample plan, fact by fact, against what a careful reader found in the document."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from mappings.items import items
from mappings.snapshot import Kind
from tests.builders.documents import folded, gold, sample

NAME = "unnm-2022-2024"


@cache
def imported() -> Any:
    return sample(f"{NAME}.txt")


def workstreams() -> list[tuple[str, dict[str, Any]]]:
    return [(group["title"], stream) for group in gold(NAME)["groups"] for stream in group["workstreams"]]


def test_14_workstreams_stand_in_two_groups() -> None:
    """Number, title and group of each, in order."""
    want = [(str(w["number"]), w["title"], group) for group, w in workstreams()]
    assert [(a.number, a.title, a.group) for a in imported().plan.areas] == want
    assert {area.kind for area in imported().plan.areas} == {"workstream"}


@pytest.mark.parametrize("at", range(14))
def test_leads_members_and_notes(at: int) -> None:
    """Organisations as printed, one entry each; footnotes to leads become notes."""
    _, want = workstreams()[at]
    area = imported().plan.areas[at]
    assert list(area.leads) == want["co_leads"]
    assert list(area.members) == want["members"]
    introduction = ["Priority will be given to those already endorsed by an intergovernmental UN body."]
    assert list(area.notes) == (introduction if at == 0 else want["co_lead_notes"])


@pytest.mark.parametrize("at", range(14))
def test_activities_and_tasks(at: int) -> None:
    """Numbers, texts and sub-items, also where the number stands after the text or alone under a heading."""
    _, want = workstreams()[at]
    got = [
        (a.number, folded(a.title), [task.text for task in a.tasks])
        for a in imported().plan.areas[at].activities
    ]
    assert got == [(a["number"], a["title"] or a["heading"], a["sub_items"]) for a in want["activities"]]


@pytest.mark.parametrize("at", range(14))
def test_labels_of_this_plan_alone(at: int) -> None:
    """A label without a value is null, an absent label is no key, figures stay as printed."""
    _, want = workstreams()[at]
    details = dict(imported().plan.areas[at].details)
    figures = {"IMRF paragraph": "imrf_paragraphs", "Migration MPTF Thematic Area": "mptf_thematic_areas"}
    expected: dict[str, Any] = {"GCM objectives": None}
    for label, key in figures.items():
        if want[key] is not None or key == "mptf_thematic_areas":
            expected[label] = tuple(map(str, want[key])) if want[key] else None
    assert details == expected


def test_nothing_is_invented() -> None:
    """No activity of this text has a timeframe, a lead, money or a status of its own."""
    values = {(a.timeframe, a.lead, a.funding, a.status) for a in imported().plan.activities()}
    assert values == {(None, None, None, None)}
    activities = [item for item in items(imported().plan) if item.kind is Kind.ACTIVITY]
    assert {(item.start, item.due) for item in activities} == {(None, None)}


def test_the_second_workstream_is_there_without_activities() -> None:
    """What the text has lost leaves its area in place."""
    area = imported().plan.areas[1]
    assert (area.id, area.activities, area.outputs) == ("2", (), ())


def test_totals_and_ids() -> None:
    """59 activities and 17 tasks; ids say workstream and number."""
    activities = list(imported().plan.activities())
    assert len(activities) == 59
    assert sum(len(activity.tasks) for activity in activities) == 17
    assert [a.id for a in imported().plan.areas[6].activities] == ["7.1", "7.2", "7.3", "7.4", "7.5", "7.6"]


def test_the_heading_is_put_together_from_the_cover() -> None:
    """Body, kind of document and period; the day the cover names."""
    plan, want = imported().plan.plan, gold(NAME)["plan"]
    assert (plan.title, plan.period, plan.as_of) == (want["title"], want["period"], date(2022, 12, 9))
