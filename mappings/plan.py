"""The plan: what people own, as frozen models. The JSON Schema of the plan file is generated from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PLAN_ID = r"^[a-z][a-z0-9-]{0,30}$"
ITEM_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"

PlanId = Annotated[str, StringConstraints(pattern=PLAN_ID)]
ItemId = Annotated[str, StringConstraints(pattern=ITEM_ID)]
Title = Annotated[str, StringConstraints(min_length=1)]


class Status(StrEnum):
    """What a person or the document has stated. No key in the file means that nobody has reported yet."""

    NOT_STARTED = "not started"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def done(self) -> bool:
        return self in (Status.COMPLETED, Status.CANCELLED)


class Record(BaseModel):
    """A frozen model that refuses unknown keys: a misspelt key is a mistake, never a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)


class Task(Record):
    """A sub-item of an activity: one checkbox."""

    text: Title
    done: bool = False


class Baseline(Record):
    """The dates that were first agreed, kept when they slip."""

    start: date | None = None
    due: date | None = None


class Activity(Record):
    """One activity. Printed texts are verbatim; `start` and `due` override what `timeframe` says."""

    id: ItemId
    number: str | None = None
    title: Title
    timeframe: str | None = None
    lead: str | None = None
    funding: str | None = None
    source: str | None = None
    status: Status | None = None
    completed: date | None = None
    start: date | None = None
    due: date | None = None
    assignees: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    snooze_until: date | None = None
    tbc_since: Mapping[str, date] = Field(default_factory=dict)
    baseline: Baseline | None = None
    withdrawn: date | None = None
    continues: str | None = None
    notes: str | None = None
    issue: str | None = None


class Output(Record):
    """A result that several activities lead to; a milestone on the tracker."""

    id: ItemId
    number: str | None = None
    year: int | None = None
    title: Title
    source: str | None = None
    start: date | None = None
    due: date | None = None
    notes: str | None = None
    milestone: str | None = None
    activities: tuple[Activity, ...] = ()


class Area(Record):
    """A work area or workstream. It may hold outputs, activities without an output, or neither."""

    id: ItemId
    number: str | None = None
    title: Title
    kind: str = "work area"
    group: str | None = None
    source: str | None = None
    objectives: tuple[str, ...] = ()
    expected_results: tuple[str, ...] = ()
    key_outputs: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    details: Mapping[str, str | tuple[str, ...] | None] = Field(default_factory=dict)
    milestone: str | None = None
    outputs: tuple[Output, ...] = ()
    activities: tuple[Activity, ...] = ()


class Deliverable(Record):
    """An entry of an overview list: neither output nor activity, and not mirrored."""

    year: int | None = None
    kind: str | None = None
    title: Title


class Source(Record):
    """The document a plan was imported from."""

    document: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    imported: date


class Heading(Record):
    """What is said once for the whole plan."""

    id: PlanId
    title: Title
    period: str | None = None
    as_of: date | None = None
    source: Source | None = None


class Plan(Record):
    """A whole plan file."""

    schema_: int = Field(alias="schema", ge=1, le=1)
    plan: Heading
    deliverables: tuple[Deliverable, ...] = ()
    areas: tuple[Area, ...] = ()

    def activities(self) -> Iterator[Activity]:
        """Every activity, in the file's order: of each area its outputs' first, then its own."""
        for area in self.areas:
            for output in area.outputs:
                yield from output.activities
            yield from area.activities
