"""Edits of a plan as one set: what they come to, what a plan says of them, and what parts two plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mappings.plan import Plan
from mappings.snapshot import Value
from sync.planvalues import EDITABLE, normal
from sync.ports import PlanEdit, Slot
from sync.records import Record, records, value


def squashed(edits: Iterable[PlanEdit], there: Plan | None = None) -> list[PlanEdit]:
    """One edit for each value: from what stood before the first to what the last one says.

    What `there` says already is behind us: only what was written after it is left.
    """
    found: dict[Slot, PlanEdit] = {}
    held = records(there) if there is not None else None
    for edit in edits:
        if held is not None and says(held, edit):
            found.pop(edit.slot, None)
            continue
        old = found.pop(edit.slot).old if edit.slot in found else edit.old
        found[edit.slot] = replace(edit, old=old)
    return list(found.values())


def said_in(plan: Plan | None, edits: Iterable[PlanEdit]) -> list[PlanEdit]:
    """Those of the edits that the plan says already."""
    held = records(plan) if plan is not None else {}
    return [edit for edit in edits if edit.item in held and says(held, edit)]


def says(held: Mapping[str, Record], edit: PlanEdit) -> bool:
    return same(edit.key, value(held.get(edit.item), edit.key), edit.new)


def same(key: str, one: Value, other: Value) -> bool:
    return normal(key, one) == normal(key, other)


def differences(before: Plan, after: Plan) -> Iterator[PlanEdit]:
    """The edits that make one plan of the other, of the items that both have."""
    now = records(after)
    for item, record in records(before).items():
        for key in EDITABLE[type(record)] if item in now else ():
            old, new = value(record, key), value(now[item], key)
            if not same(key, old, new):
                yield PlanEdit(item, key, old, new)
