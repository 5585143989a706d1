"""Fields that are lists: assignees are merged by element, tasks by text and then by place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mappings.snapshot import Value


def lines(value: Value) -> tuple[str, ...]:
    return tuple(value.split("\n")) if value else ()


def joined(elements: list[str] | tuple[str, ...]) -> Value:
    return "\n".join(elements) or None


@dataclass(frozen=True, slots=True)
class Merged:
    """What each side shall hold. None stands for a list that only a person can settle."""

    plan: Value
    forge: Value


def merge_assignees(plan: Value, forge: Value, base_plan: Value, base_forge: Value) -> Merged:
    """Carry over who was added and who was removed; an element that one side never took stays as it is."""
    p, f, bp, bf = (set(lines(v)) for v in (plan, forge, base_plan, base_forge))
    return Merged(
        plan=joined(sorted((p - (bf - f)) | (f - bf))),
        forge=joined(sorted((f - (bp - p)) | (p - bp))),
    )


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    done: bool

    def __str__(self) -> str:
        return f"[{'x' if self.done else ' '}] {self.text}"


def parse(value: Value) -> list[Line]:
    return [Line(text=line[4:], done=line.startswith("[x]")) for line in lines(value)]


def same_tasks(one: Value, other: Value) -> bool:
    """The same tasks, done or not, in any order: the order is the plan's and never an edit."""
    return Counter(map(str, parse(one))) == Counter(map(str, parse(other)))


def match(old: list[Line], new: list[Line]) -> list[int | None]:
    """For each old line the index of its new self: by text and occurrence, then by place among the rest."""
    free: dict[str, list[int]] = {}
    for index, line in enumerate(new):
        free.setdefault(line.text, []).append(index)
    found = [free[line.text].pop(0) if free.get(line.text) else None for line in old]
    rest = sorted(index for indices in free.values() for index in indices)
    if rest and len(rest) == found.count(None):
        # As many came as went: each is the reworded line in the same place.
        return [rest.pop(0) if index is None else index for index in found]
    return found


def merge_tasks(plan: Value, forge: Value, base_plan: Value, base_forge: Value) -> Merged | None:
    """Merge two checklists; None when a text was changed differently, or changed here and removed there.

    A tick is the tracker's where it was changed there, else the plan's.
    """
    p, f, bp, bf = (parse(value) for value in (plan, forge, base_plan, base_forge))
    if len(bp) != len(bf):
        return None
    in_plan, in_forge = match(bp, p), match(bf, f)
    result: dict[int, Line | None] = {}  # by index in the plan; None: removed on the tracker
    back: list[Line] = []
    for at, (old_p, old_f) in enumerate(zip(bp, bf, strict=True)):
        here = None if in_plan[at] is None else p[in_plan[at] or 0]
        there = None if in_forge[at] is None else f[in_forge[at] or 0]
        if here is None and there is None:
            continue
        if here is None or there is None:
            survivor, old = (here, old_p) if there is None else (there, old_f)
            assert survivor is not None
            if survivor != old:
                return None  # changed on one side, removed on the other
            if here is not None:
                result[in_plan[at] or 0] = None
            continue
        if here.text != old_p.text and there.text != old_f.text and here.text != there.text:
            return None
        text = there.text if there.text != old_f.text else here.text
        done = there.done if there.done != old_f.done else here.done
        result[in_plan[at] or 0] = Line(text, done)
    known = {index for index in in_forge if index is not None}
    new_here = {line.text for index, line in enumerate(p) if index not in result}
    back = [line for index, line in enumerate(f) if index not in known and line.text not in new_here]
    merged = [result.get(index, line) for index, line in enumerate(p)]
    whole = joined([str(line) for line in [*merged, *back] if line is not None])
    return Merged(plan=whole, forge=whole)
