"""What a plan says under the keys that are edited: its canonical text, and what an edit would make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from re import compile as pattern
from typing import Final

from mappings.checklist import tasks_value
from mappings.plan import Activity, Area, Output, Status, Task
from mappings.snapshot import UNREPORTED, Value
from mappings.tbc import read_since
from sync.planread import iso_date
from sync.records import Record, value

EDITABLE: Final[dict[type[Record], frozenset[str]]] = {
    Area: frozenset({"title", "milestone"}),
    Output: frozenset({"title", "start", "due", "milestone"}),
    Activity: frozenset(
        {"title", "timeframe", "lead", "funding", "start", "due", "status", "completed"}
        | {"tasks", "assignees", "snooze_until", "tbc_since", "issue"}
    ),
}
TASK_LINE: Final = pattern(r"\[(?P<mark>[ x])\] (?P<text>.*\S.*)")


class Unwritable(ValueError):
    """A plan can't hold the value; says why, for people."""


def verbatim(item: Record, key: str) -> Value:
    """As `value`, but with the breaks and blanks that a task's text may have in the file."""
    if key == "tasks" and isinstance(item, Activity):
        return "\n".join(f"[{'x' if task.done else ' '}] {task.text}" for task in item.tasks) or None
    return value(item, key)


def folded(task: Task) -> str:
    """The task's text as its line in the canonical form has it."""
    return (tasks_value([(False, task.text)]) or "").removeprefix("[ ] ")


def parse_tasks(lines: str) -> list[Task]:
    tasks = []
    for line in lines.split("\n"):
        found = TASK_LINE.fullmatch(line)
        if found is None:
            raise Unwritable(f"a task is written as [ ] text or [x] text, not as {line!r}")
        tasks.append(Task(text=found["text"], done=found["mark"] == "x"))
    return tasks


def normal(key: str, value: Value) -> Value:
    """None and an empty text say the same; so do no status and `unreported`."""
    return value or (UNREPORTED if key == "status" else None)


def meant(item: Record, key: str, value: Value) -> object:
    """What the model's field holds once `key` says `value`. Raises Unwritable for what a plan can't hold."""
    if key not in EDITABLE[type(item)]:
        raise Unwritable(f"{key} is no key that is edited on {item.id}")
    match key, value:
        case "title", None:
            raise Unwritable("a title can't be removed")
        case "status", str() if value != UNREPORTED:
            if value not in [status.value for status in Status]:
                raise Unwritable(f"{value!r} is not a status")
            return Status(value)
        case "tasks", str():
            return tuple(aligned(item, value).tasks) if isinstance(item, Activity) else ()
        case "assignees", str():
            return tuple(assigned(item, value)) if isinstance(item, Activity) else ()
        case "tasks" | "assignees", None:
            return ()
        case "tbc_since", _:
            return since(value)
        case "start" | "due" | "completed" | "snooze_until", str():
            if not iso_date(value):
                raise Unwritable(f"{value!r} is not a date such as 2017-04-30")
            return date.fromisoformat(value)
    return None if key == "status" else value


def since(value: Value) -> dict[str, date]:
    try:
        return read_since(value)
    except ValueError:
        raise Unwritable(f"{value!r} is not a day for each field") from None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A new list of tasks over the present one: for each its present position, or None for a new task."""

    tasks: tuple[Task, ...]
    positions: tuple[int | None, ...]


def aligned(item: Activity, lines: str) -> Alignment:
    """Matched by text in order, then by place: a task whose text changed stays the same task."""
    wanted = parse_tasks(lines)
    present = [folded(task) for task in item.tasks]
    matcher = SequenceMatcher(None, present, [task.text for task in wanted], autojunk=False)
    tasks: list[Task] = []
    positions: list[int | None] = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        for offset, task in enumerate(wanted[new_start:new_end]):
            position = start + offset if start + offset < end else None
            if kind == "equal" and position is not None:
                task = Task(text=item.tasks[position].text, done=task.done)
            tasks.append(task)
            positions.append(position)
    return Alignment(tuple(tasks), tuple(positions))


def assigned(item: Activity, lines: str) -> list[str]:
    """The present order, without those who leave; then those who come."""
    coming = lines.split("\n")
    names = []
    for name in item.assignees:
        if name in coming:
            coming.remove(name)
            names.append(name)
    return names + sorted(coming)
