"""The two halves of what both sides agreed on: when they say the same, each in its own words. Pure."""

from __future__ import annotations

from typing import Final

from mappings.plan import Status
from mappings.snapshot import OPEN, UNREPORTED, Field, Value
from sync.elements import Merged, merge_assignees, merge_tasks, same_tasks
from sync.memory import Base

SETS: Final = frozenset({Field.ASSIGNEES, Field.TASKS})
"""Fields that are merged name by name, line by line."""


def status_on_tracker(value: Value) -> Value:
    """The plan's status in the tracker's words: a tracker knows no difference between the first two."""
    return OPEN if value in (UNREPORTED, Status.NOT_STARTED.value) else value


def corresponds(name: Field, plan: Value, forge: Value) -> bool:
    """Both sides say the same, each in its own words."""
    if name is Field.STATUS:
        return status_on_tracker(plan) == forge
    if name is Field.TASKS and plan != forge:
        return same_tasks(plan, forge)
    return plan == forge


def half_after(name: Field, new: Value, forge: Value, base: Base | None) -> Value:
    """The plan's half of the pair once `new`, decided from `forge`, stands in the plan.

    It is what the tracker's value alone amounts to: where the plan holds more (a name that only the plan
    added, a label that is still to be set), that remains an edit of the plan, and goes out.
    """
    if name in SETS:
        if base is None or name not in base.forge:
            return forge
        merged = merge_sets(name, base.plan.get(name), forge, base.plan.get(name), base.forge[name])
        return merged.plan if merged else new
    if corresponds(name, new, forge):
        return new
    return Status.NOT_STARTED.value if name is Field.STATUS else forge


def merge_sets(name: Field, plan: Value, forge: Value, base_plan: Value, base_forge: Value) -> Merged | None:
    merge = merge_assignees if name is Field.ASSIGNEES else merge_tasks
    return merge(plan, forge, base_plan, base_forge)
