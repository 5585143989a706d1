"""Tasks as a checklist in an issue, one line each, and in the canonical form `[ ] text` or `[x] text`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from mappings.cells import canonical, escape_line, unescape
from mappings.snapshot import Value

TASK_LINE: Final = re.compile(
    r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?P<box>[ xX])\][ \t]+(?P<text>.*)$", re.MULTILINE
)


def tasks_value(tasks: Iterable[tuple[bool, str]]) -> Value:
    """The canonical form. Breaks in a task's text become blanks; a task without text is none."""
    lines = [
        f"[{'x' if done else ' '}] {folded}" for done, text in tasks if (folded := " ".join(_lines(text)))
    ]
    return "\n".join(lines) or None


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def render_tasks(value: Value) -> str:
    """The checklist, each line with its line feed."""
    return "".join(f"- {line[:4]}{escape_line(line[4:])}\n" for line in value.split("\n")) if value else ""


def read_tasks(text: str) -> Value:
    if "[" not in text:
        return None
    return tasks_value((task["box"] in "xX", _text(task)) for task in TASK_LINE.finditer(text))


def _text(task: re.Match[str]) -> str:
    return canonical(unescape(task["text"].strip())) or ""


def patch_tasks(text: str, value: Value, at: int) -> str:
    """Make the checklist in `text` say `value`; what the lines between its tasks say is kept in its place.

    A line whose text stays keeps its bytes, but for the box. A list that isn't there yet begins at `at`.
    """
    if read_tasks(text) == value:
        return text
    old = [task for task in TASK_LINE.finditer(text) if _text(task)]
    if not old:
        return f"{text[:at]}\n{render_tasks(value)}{text[at:]}"
    # Each line with what follows it up to the next task: a person's note under a task stays under it.
    starts = [task.start() for task in old]
    ends = [*starts[1:], _line_end(text, old[-1].end())]
    rests = {
        task.start(): text[_line_end(text, task.end()) : end] for task, end in zip(old, ends, strict=True)
    }
    free: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for task in old:
        free[" ".join(_lines(_text(task)))].append(task)
    pieces: list[str] = []
    for line in value.split("\n") if value else ():
        same = free.get(line[4:])
        if same:
            task = same.pop(0)
            pieces.append(_ticked(text, task, line[1]) + rests.pop(task.start()))
        else:
            pieces.append(render_tasks(line))
    return text[: starts[0]] + "".join(pieces) + "".join(rests.values()) + text[ends[-1] :]


def _line_end(text: str, end: int) -> int:
    """Where the line that `end` is in ends, its line feed included."""
    return end + 1 if end < len(text) else end


def _ticked(text: str, task: re.Match[str], box: str) -> str:
    """The line of a task with this box; an "X" that means the same as "x" stays."""
    line = text[task.start() : _line_end(text, task.end())]
    if not line.endswith("\n"):
        line += "\n"
    if (task["box"] in "xX") == (box == "x"):
        return line
    place = task.start("box") - task.start()
    return line[:place] + box + line[place + 1 :]
