"""What one cell of a plan table holds: one activity or several, tasks, dates spread over columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mappings.documents.blocks import Cell, Line, fold, glue, joined
from mappings.documents.columns import Columns
from mappings.documents.letters import letter_of, runs_of, unlettered
from mappings.documents.numbering import activity_number, unlisted
from mappings.documents.words import Part

MARK: Final = re.compile(r"[xX✓✔✅●■•█*/]+|yes|oui|sí?", re.IGNORECASE)


@dataclass(slots=True)
class ActivityText:
    number: str | None
    title: str
    tasks: list[str] = field(default_factory=list)


def activities_in(cell: Cell) -> list[ActivityText]:
    """The activities of a cell: several where several numbered paragraphs, or only a list, stand in it."""
    lines = cell.lines
    if not lines:
        return []
    lettered = {at for run in runs_of([letter_of(line.text) for line in lines]) for at in run}
    if lettered and 0 not in lettered:
        lines = tuple(
            replace(line, text=unlettered(line.text), entry=True, soft=False) if at in lettered else line
            for at, line in enumerate(lines)
        )
    heads = [at for at, line in enumerate(lines) if not line.soft and activity_number(line.text).number]
    if len(heads) > 1 and heads[0] == 0:
        ends = [*heads[1:], len(lines)]
        return [one_activity(lines[begin:end]) for begin, end in zip(heads, ends, strict=True)]
    entries = [at for at, line in enumerate(lines) if line.entry]
    if len(entries) > 1 and entries[0] == 0:
        ends = [*entries[1:], len(lines)]
        return [one_activity(lines[begin:end]) for begin, end in zip(entries, ends, strict=True)]
    return [one_activity(lines)]


def one_activity(lines: Sequence[Line]) -> ActivityText:
    """A list below a text is what has to be done for it."""
    first = next((at for at, line in enumerate(lines) if line.entry and at > 0), len(lines))
    head = joined(lines[:first])
    number, title, _ = activity_number(head)
    tasks: list[str] = []
    for line in lines[first:]:
        if line.entry or not tasks:
            tasks.append(unlisted(line.text))
        else:
            tasks[-1] = glue(tasks[-1], line.text)
    return ActivityText(number, unlisted(title) if number is None else title, tasks)


def read_dates(columns: Columns, cells: Sequence[Cell]) -> str | None:
    """A timeframe that two columns state (start, end), or that marks under periods do."""
    start, end = (
        fold(cells[at].text) if (at := columns.at(p)) is not None else "" for p in (Part.START, Part.END)
    )
    if start or end:
        return f"{start} – {end}" if start and end and start.casefold() != end.casefold() else start or end
    marked = []
    for at, title in columns.spans():
        text = fold(cells[at].text)
        if text:
            marked.append(title if MARK.fullmatch(text) else f"{title}: {text}")
    return ", ".join(marked) or None
