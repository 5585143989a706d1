"""Values of the plan's records in canonical text, by item and key: as the file has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mappings.checklist import tasks_value
from mappings.plan import Activity, Area, Output, Plan
from mappings.snapshot import UNREPORTED, Value
from mappings.tbc import since_value

Record = Area | Output | Activity


def records(plan: Plan) -> dict[str, Record]:
    """Every area, output and activity by its id."""
    found: dict[str, Record] = {}
    for area in plan.areas:
        found[area.id] = area
        found.update((output.id, output) for output in area.outputs)
    found.update((activity.id, activity) for activity in plan.activities())
    return found


def value(record: Record | None, key: str) -> Value:
    """What the plan says under `key`; None where there is no such item or key, and for an empty text."""
    if key == "status" and isinstance(record, Activity):
        return record.status.value if record.status else UNREPORTED
    match getattr(record, key, None):
        case tuple() as tasks if key == "tasks":
            return tasks_value((task.done, task.text) for task in tasks)
        case Mapping() as since if key == "tbc_since":
            return since_value(since)
        case tuple() as names:
            return "\n".join(sorted(set(names))) or None
        case date() as day:
            return day.isoformat()
        case str() as text:
            return text or None
    return None


def link_key(record: Record) -> str:
    return "issue" if isinstance(record, Activity) else "milestone"
