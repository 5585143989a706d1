"""Values of the plan's records in canonical text, by item and key: as the file has them."""

from __future__ import annotations

from mappings.plan import Activity, Area, Output, Plan
from mappings.snapshot import Value

Record = Area | Output | Activity


def records(plan: Plan) -> dict[str, Record]:
    """Every area, output and activity by its id."""
    found: dict[str, Record] = {}
    for area in plan.areas:
        found[area.id] = area
        for output in area.outputs:
            found[output.id] = output
            found.update((activity.id, activity) for activity in output.activities)
        found.update((activity.id, activity) for activity in area.activities)
    return found


def value(record: Record | None, key: str) -> Value:
    """The value of a key as the file has it; None where there is none."""
    if record is None:
        return None
    if isinstance(record, Activity):
        if key == "tasks":
            return "\n".join(f"[{'x' if task.done else ' '}] {task.text}" for task in record.tasks) or None
        if key == "assignees":
            return "\n".join(sorted(record.assignees)) or None
    found = getattr(record, key, None)
    return None if found is None else str(found)


def link_key(record: Record) -> str:
    return "issue" if isinstance(record, Activity) else "milestone"
