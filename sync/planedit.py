"""Edits of a plan's text: made in place, read back, and refused where anything else would differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from mappings.plan import Activity, Area, Output, Plan
from mappings.snapshot import Value
from sync.errors import PlanInvalid
from sync.planpatch import mappings_of, patches_of
from sync.planread import ParsedPlan, parse
from sync.planvalues import Unwritable, meant, normal, verbatim
from sync.ports import PlanDocument, PlanEdit, Slot, Written
from sync.records import records, value
from sync.yamlpatch import Page, Patch, Unpatchable, patched
from sync.yamlread import BOM, without_collection

DIFFERS = "something else in the file would change with it"
Held = TypeVar("Held", Area, Output, Activity)


def apply_edits(document: PlanDocument, edits: Sequence[PlanEdit]) -> Written:
    """The document with these edits made in its text; nothing is read or written elsewhere."""
    if not edits:
        return Written(document, (), (), ())
    return edit_text(document.text, "the plan", edits)


def edit_text(text: str, name: str, edits: Sequence[PlanEdit]) -> Written:
    """As `apply_edits`, for a text that was not read yet. Raises PlanInvalid if it is not a plan."""
    with without_collection():
        # The nodes go with the call that needs them, before the result is read into nodes again.
        draft = draft_edits(text, parse(text, name), edits)
        kept, now = draft.settle()
    refused = dict(draft.refused)
    for (item, key), batch in draft.pending.items():
        if (item, key) in draft.changes and item not in kept:
            refused |= dict.fromkeys(batch, DIFFERS)
    done = tuple(edit for edit in edits if edit not in refused and edit not in draft.stale)
    return Written(now, done, tuple(draft.stale), tuple(refused.items()))


def draft_edits(text: str, parsed: ParsedPlan, edits: Sequence[PlanEdit]) -> Draft:
    """Finds the patches of each item; keys that can't be written are refused, and the others go on."""
    sorting = sort_out(parsed.plan, edits)
    refused = dict(sorting.refused)
    patches: dict[str, list[Patch]] = {}
    changes: dict[Slot, Value] = {}
    nodes = mappings_of(parsed.tree) if sorting.pending else {}
    items = records(parsed.plan)
    page = Page(parsed.tree.text)
    slots = sorted(sorting.pending, key=lambda slot: slot[0])
    for name, group in groupby(slots, key=lambda slot: slot[0]):
        wanted = {key: normal(key, sorting.pending[name, key][-1].new) for _, key in group}
        reasons = {"": ""}
        while reasons:
            # Without the refused keys, the others may find other places.
            patches[name], reasons = patches_of(page, nodes[name], items[name], wanted)
            for key, reason in reasons.items():
                refused |= dict.fromkeys(sorting.pending[name, key], reason)
                del wanted[key]
        changes |= {(name, key): value for key, value in wanted.items()}
    return Draft(PlanDocument(text, parsed.plan), sorting.pending, sorting.stale, refused, patches, changes)


@dataclass(frozen=True)
class Sorting:
    pending: Mapping[Slot, list[PlanEdit]]
    stale: Sequence[PlanEdit]
    refused: Mapping[PlanEdit, str]


def sort_out(plan: Plan, edits: Iterable[PlanEdit]) -> Sorting:
    """Tells what is to be written from what stands already, what people changed, and what a plan can't hold.

    Several edits of one value follow each other.
    """
    items = records(plan)
    pending: dict[Slot, list[PlanEdit]] = {}
    stale: list[PlanEdit] = []
    refused: dict[PlanEdit, str] = {}
    for edit in edits:
        slot = (edit.item, edit.key)
        item = items.get(edit.item)
        if item is None:
            # It was there when the edit was decided on: a person took it away.
            stale.append(edit)
            continue
        try:
            meant(item, edit.key, normal(edit.key, edit.new))
        except Unwritable as reason:
            refused[edit] = str(reason)
            continue
        standing = (value(item, edit.key), verbatim(item, edit.key))
        now = {
            normal(edit.key, value) for value in ([pending[slot][-1].new] if slot in pending else standing)
        }
        if normal(edit.key, edit.new) in now:
            continue
        if normal(edit.key, edit.old) not in now:
            stale.append(edit)
        else:
            pending.setdefault(slot, []).append(edit)
    return Sorting(pending, stale, refused)


@dataclass(frozen=True)
class Draft:
    """What is to be made of a document: patches, by item, and the changes they stand for."""

    document: PlanDocument
    pending: Mapping[Slot, list[PlanEdit]]
    stale: Sequence[PlanEdit]
    refused: Mapping[PlanEdit, str]
    patches: Mapping[str, Sequence[Patch]]
    changes: Mapping[Slot, Value]

    @cached_property
    def by_item(self) -> Mapping[str, Mapping[str, Value]]:
        grouped: defaultdict[str, dict[str, Value]] = defaultdict(dict)
        for (name, key), new in self.changes.items():
            grouped[name][key] = new
        return grouped

    def settle(self) -> tuple[list[str], PlanDocument]:
        """Makes all changes at once; if the result is not exactly what is meant, finds those that are not.

        Each trial reads the whole file again, so the items are tried in halves.
        """
        kept: list[str] = []
        now = self.document
        groups = [list(self.patches)] if self.changes else []
        while groups:
            group = groups.pop()
            trial = self.trial([*kept, *group])
            if trial:
                kept, now = [*kept, *group], trial
            elif len(group) > 1:
                half = len(group) // 2
                groups += [group[half:], group[:half]]
        return kept, now

    def trial(self, names: Sequence[str]) -> PlanDocument | None:
        bom = BOM if self.document.text.startswith(BOM) else ""
        try:
            text = bom + patched(
                self.document.text.removeprefix(BOM),
                [patch for name in names for patch in self.patches[name]],
            )
            plan = parse(text, "").plan
        except (Unpatchable, PlanInvalid):
            return None
        return PlanDocument(text, plan) if plan == self.intended(set(names)) else None

    def intended(self, names: set[str]) -> Plan:
        areas = tuple(self.area(area, names) for area in self.document.plan.areas)
        return self.document.plan.model_copy(update={"areas": areas})

    def area(self, area: Area, names: set[str]) -> Area:
        outputs = tuple(self.output(output, names) for output in area.outputs)
        activities = tuple(self.changed(activity, names) for activity in area.activities)
        return self.changed(area, names).model_copy(update={"outputs": outputs, "activities": activities})

    def output(self, output: Output, names: set[str]) -> Output:
        activities = tuple(self.changed(activity, names) for activity in output.activities)
        return self.changed(output, names).model_copy(update={"activities": activities})

    def changed(self, item: Held, names: set[str]) -> Held:
        if item.id not in names:
            return item
        mine = self.by_item[item.id]
        return item.model_copy(update={key: meant(item, key, value) for key, value in mine.items()})
