"""Builders for plans: every argument is optional, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mappings.plan import Activity, Area, Baseline, Deliverable, Heading, Output, Plan, Source, Status, Task


def activity(
    id: str = "2017-1-1.1",
    title: str = "Launch the communications plan",
    *,
    number: str | None = None,
    timeframe: str | None = None,
    lead: str | None = None,
    funding: str | None = None,
    source: str | None = None,
    status: Status | str | None = None,
    completed: date | None = None,
    start: date | None = None,
    due: date | None = None,
    assignees: tuple[str, ...] = (),
    tasks: tuple[Task | str, ...] = (),
    snooze_until: date | None = None,
    tbc_since: Mapping[str, date] | None = None,
    baseline: Baseline | None = None,
    withdrawn: date | None = None,
    continues: str | None = None,
    notes: str | None = None,
    issue: str | None = None,
) -> Activity:
    """One activity. A task may be given as its text, with "[x] " before it when it is done."""
    return Activity(
        id=id,
        title=title,
        number=number,
        timeframe=timeframe,
        lead=lead,
        funding=funding,
        source=source,
        status=Status(status) if status else None,
        completed=completed,
        start=start,
        due=due,
        assignees=assignees,
        tasks=tuple(one if isinstance(one, Task) else task(one) for one in tasks),
        snooze_until=snooze_until,
        tbc_since=tbc_since or {},
        baseline=baseline,
        withdrawn=withdrawn,
        continues=continues,
        notes=notes,
        issue=issue,
    )


def task(text: str = "Draft the text") -> Task:
    """A task from one line of text: "[x] Draft" is done, "[ ] Draft" and "Draft" are not."""
    bare = text.removeprefix("[x] ").removeprefix("[ ] ")
    return Task(text=bare, done=text.startswith("[x] "))


def output(
    id: str = "2017-1-O1",
    title: str = "Joint position papers",
    *activities: Activity,
    number: str | None = "1",
    year: int | None = 2017,
    **fields: Any,
) -> Output:
    """One output with these activities; further fields of the model by name."""
    return Output(id=id, title=title, number=number, year=year, activities=activities, **fields)


def area(
    id: str = "1",
    title: str = "Coordination and visibility",
    *children: Output | Activity,
    number: str | None = None,
    **fields: Any,
) -> Area:
    """One area that holds these outputs and activities; further fields of the model by name."""
    return Area(
        id=id,
        title=title,
        number=number if number is not None else id,
        outputs=tuple(child for child in children if isinstance(child, Output)),
        activities=tuple(child for child in children if isinstance(child, Activity)),
        **fields,
    )


def plan(
    *areas: Area | Output | Activity,
    id: str = "gmg",
    title: str = "Global Migration Group – Multi-Annual Work Plan",
    period: str | None = None,
    as_of: date | None = None,
    source: Source | None = None,
    deliverables: tuple[Deliverable, ...] = (),
) -> Plan:
    """A plan of these areas.

    Outputs and activities given beside the areas stand in one area of their own, activities in one output.
    """
    whole = [one for one in areas if isinstance(one, Area)]
    outputs = [one for one in areas if isinstance(one, Output)]
    loose = [one for one in areas if isinstance(one, Activity)]
    if loose:
        outputs.append(output("2017-1-O1", "Joint position papers", *loose))
    if outputs:
        whole.append(area("1", "Coordination and visibility", *outputs))
    return Plan(
        schema_=1,
        plan=Heading(id=id, title=title, period=period, as_of=as_of, source=source),
        deliverables=deliverables,
        areas=tuple(whole),
    )
