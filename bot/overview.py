"""A plan in numbers: what it holds, what is reported, what is open. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mappings.items import gaps, items
from mappings.plan import Plan
from mappings.snapshot import UNREPORTED, Kind


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of activities, but for `areas`, `outputs` and `tasks`."""

    plan: str
    title: str
    period: str | None
    areas: int
    kind: str
    """What an area is called, when all are called the same."""
    outputs: int
    activities: int
    tasks: int
    statuses: Mapping[str, int]
    """Activities by status, `unreported` included."""
    overdue: int
    tbc: int
    missing: Mapping[str, int]
    """What is missing -> of how many activities."""
    empty_areas: tuple[str, ...]
    """Titles of the areas whose activities are missing altogether."""


def overview(plan: Plan, today: date) -> Overview:
    found = list(items(plan))
    activities = [item for item in found if item.kind is Kind.ACTIVITY]
    kinds = {"area" if area.kind == "work area" else area.kind for area in plan.areas}
    statuses = Counter(item.status.value if item.status else UNREPORTED for item in activities)
    return Overview(
        plan=plan.plan.id,
        title=plan.plan.title,
        period=plan.plan.period,
        areas=len(plan.areas),
        kind=kinds.pop() if len(kinds) == 1 else "area",
        outputs=len(found) - len(activities),
        activities=len(activities),
        tasks=sum(len(item.activity.tasks) for item in activities if item.activity),
        statuses=dict(statuses.most_common()),
        overdue=sum(item.overdue(today) for item in activities),
        tbc=sum(bool(item.tbc) for item in activities),
        missing=dict(Counter(gap for item in activities for gap in item.missing).most_common()),
        empty_areas=tuple(area.title for area in plan.areas if gaps(area)),
    )
