"""The exported plan as typed records: printed text as printed, dates that were read or set, and the gaps.

The names and their order are what `workplan export --format json` promises; other programs rely on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mappings.items import Item, gaps, items
from mappings.plan import Area, Plan, Task
from mappings.snapshot import UNREPORTED


@dataclass(frozen=True, slots=True)
class SourceRecord:
    document: str
    sha256: str
    imported: date


@dataclass(frozen=True, slots=True)
class PlanRecord:
    id: str
    title: str
    period: str | None
    as_of: date | None
    source: SourceRecord | None


@dataclass(frozen=True, slots=True)
class DeliverableRecord:
    year: int | None
    kind: str | None
    title: str


@dataclass(frozen=True, slots=True)
class AreaRecord:
    id: str
    number: str | None
    title: str
    kind: str
    group: str | None
    objectives: tuple[str, ...]
    expected_results: tuple[str, ...]
    key_outputs: tuple[str, ...]
    leads: tuple[str, ...]
    members: tuple[str, ...]
    notes: tuple[str, ...]
    details: Mapping[str, str | tuple[str, ...] | None]
    milestone: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskRecord:
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An output or an activity. `leads` are the parties of `lead`; `milestone` is the one it stands in."""

    kind: str
    id: str
    area: str
    output: str | None
    number: str | None
    year: int | None
    title: str
    timeframe: str | None
    start: date | None
    due: date | None
    precision: str | None
    tentative: bool
    open_ended: bool
    lead: str | None
    leads: tuple[str, ...]
    funding: str | None
    status: str
    completed: date | None
    assignees: tuple[str, ...]
    tasks: tuple[TaskRecord, ...]
    tbc: tuple[str, ...]
    missing: tuple[str, ...]
    overdue: bool
    continues: str | None
    issue: str | None
    milestone: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ExportRecord:
    schema: int
    plan: PlanRecord
    deliverables: tuple[DeliverableRecord, ...]
    areas: tuple[AreaRecord, ...]
    items: tuple[ItemRecord, ...]


def export_record(plan: Plan, today: date) -> ExportRecord:
    """The whole plan. `today` decides what is overdue."""
    heading, source = plan.plan, plan.plan.source
    return ExportRecord(
        schema=plan.schema_,
        plan=PlanRecord(
            id=heading.id,
            title=heading.title,
            period=heading.period,
            as_of=heading.as_of,
            source=SourceRecord(source.document, source.sha256, source.imported) if source else None,
        ),
        deliverables=tuple(DeliverableRecord(one.year, one.kind, one.title) for one in plan.deliverables),
        areas=tuple(area_record(area) for area in plan.areas),
        items=tuple(item_record(item, today) for item in items(plan)),
    )


def area_record(area: Area) -> AreaRecord:
    return AreaRecord(
        id=area.id,
        number=area.number,
        title=area.title,
        kind=area.kind,
        group=area.group,
        objectives=area.objectives,
        expected_results=area.expected_results,
        key_outputs=area.key_outputs,
        leads=area.leads,
        members=area.members,
        notes=area.notes,
        details=area.details,
        milestone=area.milestone,
        missing=gaps(area),
    )


def item_record(item: Item, today: date) -> ItemRecord:
    activity, output = item.activity, item.output
    container = output or item.area
    return ItemRecord(
        kind=item.kind.value,
        id=item.id,
        area=item.area.id,
        output=output.id if output and activity else None,
        number=item.number,
        year=item.year,
        title=item.title,
        timeframe=activity.timeframe if activity else None,
        start=item.start,
        due=item.due,
        precision=item.precision,
        tentative=item.tentative,
        open_ended=item.open_ended,
        lead=activity.lead if activity else None,
        leads=item.leads,
        funding=activity.funding if activity else None,
        status=item.status.value if item.status else UNREPORTED,
        completed=activity.completed if activity else None,
        assignees=activity.assignees if activity else (),
        tasks=tuple(task_record(task) for task in activity.tasks) if activity else (),
        tbc=item.tbc,
        missing=item.missing,
        overdue=item.overdue(today),
        continues=activity.continues if activity else None,
        issue=activity.issue if activity else None,
        milestone=container.milestone,
        source=activity.source if activity else container.source,
    )


def task_record(task: Task) -> TaskRecord:
    return TaskRecord(task.text, task.done)
