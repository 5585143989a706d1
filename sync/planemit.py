"""A freshly imported plan as YAML: short, readable, one value a line, nothing written that says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from mappings.plan import Activity, Area, Baseline, Deliverable, Heading, Output, Plan, Source, Task
from sync.yamlscalar import NOT_PRINTABLE, scalar

SCHEMA_LINE: Final = "# yaml-language-server: $schema=.workplan/plan.schema.json"
FLOW_WIDTH: Final = 100

Lines = Iterator[str]


def emit_plan(plan: Plan) -> str:
    """The whole file. Reading it gives the same plan."""
    lines = [SCHEMA_LINE, f"schema: {plan.schema_}", "plan:", *indented(heading(plan.plan))]
    if plan.deliverables:
        lines += ["deliverables:", *(f"  - {deliverable(entry)}" for entry in plan.deliverables)]
    if plan.areas:
        lines += ["areas:", *entries(area(entry) for entry in plan.areas)]
    return "\n".join(lines) + "\n"


def heading(plan: Heading) -> Lines:
    yield from text("id", plan.id)
    yield from text("title", plan.title)
    yield from text("period", plan.period)
    yield from day("as_of", plan.as_of)
    if plan.source:
        yield f"source: {source(plan.source)}"


def source(origin: Source) -> str:
    # Quoted only if it could be a number: a SHA-256 of digits alone is rare, not impossible.
    digest = scalar(origin.sha256, flow=True)
    document = scalar(origin.document, flow=True)
    return f"{{document: {document}, sha256: {digest}, imported: {origin.imported}}}"


def deliverable(entry: Deliverable) -> str:
    parts = [f"year: {entry.year}"] if entry.year is not None else []
    if entry.kind is not None:
        parts.append(f"kind: {scalar(entry.kind, flow=True)}")
    parts.append(f"title: {scalar(entry.title, flow=True)}")
    return "{" + ", ".join(parts) + "}"


def area(entry: Area) -> Lines:
    yield from text("id", entry.id)
    yield from text("number", entry.number)
    yield from text("title", entry.title)
    yield from text("kind", entry.kind)
    yield from text("group", entry.group)
    yield from text("source", entry.source)
    yield from texts("objectives", entry.objectives)
    yield from texts("expected_results", entry.expected_results)
    yield from texts("key_outputs", entry.key_outputs)
    yield from texts("leads", entry.leads)
    yield from texts("members", entry.members)
    yield from texts("notes", entry.notes)
    yield from details(entry.details)
    yield from text("milestone", entry.milestone)
    if entry.outputs:
        yield "outputs:"
        yield from entries(output(child) for child in entry.outputs)
    yield from activities(entry.activities)


def output(entry: Output) -> Lines:
    yield from text("id", entry.id)
    yield from text("number", entry.number)
    if entry.year is not None:
        yield f"year: {entry.year}"
    yield from text("title", entry.title)
    yield from text("source", entry.source)
    yield from day("start", entry.start)
    yield from day("due", entry.due)
    yield from text("notes", entry.notes)
    yield from text("milestone", entry.milestone)
    yield from activities(entry.activities)


def activities(children: Sequence[Activity]) -> Lines:
    if children:
        yield "activities:"
        yield from entries(activity(child) for child in children)


def activity(entry: Activity) -> Lines:
    yield from text("id", entry.id)
    yield from text("number", entry.number)
    yield from text("title", entry.title)
    yield from text("timeframe", entry.timeframe)
    yield from text("lead", entry.lead)
    yield from text("funding", entry.funding)
    yield from text("source", entry.source)
    yield from text("status", entry.status)
    yield from day("completed", entry.completed)
    yield from day("start", entry.start)
    yield from day("due", entry.due)
    yield from texts("assignees", entry.assignees)
    if entry.tasks:
        yield "tasks:"
        yield from entries(task(child) for child in entry.tasks)
    yield from day("snooze_until", entry.snooze_until)
    if entry.tbc_since:
        since = ", ".join(f"{scalar(key, flow=True)}: {value}" for key, value in entry.tbc_since.items())
        yield f"tbc_since: {{{since}}}"
    if entry.baseline:
        yield f"baseline: {baseline(entry.baseline)}"
    yield from day("withdrawn", entry.withdrawn)
    yield from text("continues", entry.continues)
    yield from text("notes", entry.notes)
    yield from text("issue", entry.issue)


def task(entry: Task) -> Lines:
    yield from text("text", entry.text)
    if entry.done:
        yield "done: true"


def baseline(first: Baseline) -> str:
    dates = {"start": first.start, "due": first.due}
    return "{" + ", ".join(f"{key}: {value}" for key, value in dates.items() if value) + "}"


def details(values: Mapping[str, str | tuple[str, ...] | None]) -> Lines:
    if not values:
        return
    yield "details:"
    for key, value in values.items():
        # A key is found by its colon within 1,024 characters; a longer one takes the explicit form.
        name = scalar(key)
        match value:
            case None:
                yield from named(name, "null")
            case str():
                yield from named(name, scalar(value))
            case _:
                yield from named(name, listed(value))


def named(name: str, value: str) -> Lines:
    if len(name) < 250:
        yield f"  {name}: {value}"
    else:
        yield f"  ? {name}"
        yield f"  : {value}"


def day(key: str, value: date | None) -> Lines:
    if value is not None:
        yield f"{key}: {value}"


def text(key: str, value: str | None) -> Lines:
    """On one line; several lines as a block, if it holds nothing but lines of text."""
    if value is None:
        return
    if blockable(value):
        yield f"{key}: |-"
        yield from (f"  {line}" if line else "" for line in value.split("\n"))
    else:
        yield f"{key}: {scalar(value)}"


def blockable(value: str) -> bool:
    """Several lines with no blank at an edge: a block gives them back exactly, whatever is in them."""
    lines = value.split("\n")
    return len(lines) > 1 and all(
        line and line == line.strip() and not NOT_PRINTABLE.search(line) for line in lines
    )


def texts(key: str, values: Sequence[str]) -> Lines:
    """Short entries side by side, long ones each on its own line."""
    if not values:
        return
    line = f"{key}: {listed(values)}"
    if len(line) <= FLOW_WIDTH:
        yield line
    else:
        yield f"{key}:"
        yield from (f"  - {scalar(value)}" for value in values)


def listed(values: Sequence[str]) -> str:
    return "[" + ", ".join(scalar(value, flow=True) for value in values) + "]"


def entries(records: Iterator[Lines]) -> Lines:
    """Each record as an entry of a list, indented below its key."""
    for record in records:
        mark = "  - "
        for line in record:
            yield f"{mark}{line}" if line else ""
            mark = "    "


def indented(lines: Lines) -> Lines:
    return (f"  {line}" if line else "" for line in lines)
