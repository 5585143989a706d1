"""The plan flattened into its items, each with what is computed and never stored: dates, gaps, lateness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mappings.parties import split_parties
from mappings.plan import Activity, Area, Output, Plan, Status
from mappings.snapshot import Kind
from mappings.tbc import FIELDS as TBC_FIELDS
from mappings.tbc import SETTLES, says_tbc
from mappings.timeframe import Precision, Reading, read_timeframe

__all__ = [
    "Item",
    "activity_item",
    "effective",
    "gaps",
    "items",
    "open_since",
    "output_item",
    "says_tbc",
    "together",
    "undecided",
]


@dataclass(frozen=True, slots=True)
class Item:
    """An output or an activity in its place, with its effective dates.

    `due` and `start` are the override if the plan sets one, else read from the timeframe (activities) or the
    latest due and earliest start of the activities (outputs).
    """

    kind: Kind
    id: str
    area: Area
    output: Output | None
    activity: Activity | None
    number: str | None
    year: int | None
    title: str
    start: date | None
    due: date | None
    precision: Precision | None
    tentative: bool
    open_ended: bool
    leads: tuple[str, ...]
    tbc: tuple[str, ...]
    missing: tuple[str, ...]
    status: Status | None
    """Stated for an activity (None: unreported); derived for an output."""

    def overdue(self, today: date) -> bool:
        """The effective due date is past and nobody has said that it is done."""
        return self.due is not None and self.due < today and not (self.status and self.status.done)


def items(plan: Plan) -> Iterator[Item]:
    """Every output and activity in the file's order: an output, then its activities, then the area's own."""
    funded = any(not blank(activity.funding) for activity in plan.activities())
    for area in plan.areas:
        for output in area.outputs:
            yield output_item(area, output)
            for activity in output.activities:
                yield activity_item(area, output, activity, funded)
        for activity in area.activities:
            yield activity_item(area, None, activity, funded)


def effective(activity: Activity) -> Reading:
    """The dates of an activity: its overrides first, else what its timeframe says."""
    read = read_timeframe(activity.timeframe)
    if activity.start is None and activity.due is None:
        return read
    due = activity.due or read.due
    start = activity.start or read.start
    if activity.start is None and start and due and start > due:
        # The due date was moved to before the printed period: when it starts is no longer stated.
        start = None
    return Reading(
        start=start,
        due=due,
        precision=Precision.DAY if activity.due or read.precision is None else read.precision,
        tentative=read.tentative and activity.due is None,
        open_ended=read.open_ended and due is None,
    )


def activity_item(area: Area, output: Output | None, activity: Activity, funded: bool) -> Item:
    dates = effective(activity)
    missing = [
        name
        for name, gap in (
            ("timeframe", blank(activity.timeframe) and activity.due is None),
            ("lead", blank(activity.lead) and not area.leads and not activity.assignees),
            ("funding", blank(activity.funding) and funded),
        )
        if gap
    ]
    return Item(
        kind=Kind.ACTIVITY,
        id=activity.id,
        area=area,
        output=output,
        activity=activity,
        number=activity.number,
        year=output.year if output else None,
        title=activity.title,
        start=dates.start,
        due=dates.due,
        precision=dates.precision,
        tentative=dates.tentative,
        open_ended=dates.open_ended,
        leads=split_parties(activity.lead),
        tbc=undecided(activity),
        missing=tuple(missing),
        status=activity.status,
    )


def undecided(activity: Activity) -> tuple[str, ...]:
    """What is to be confirmed."""
    settled = {open_ for name, open_ in SETTLES.items() if getattr(activity, name)}
    return tuple(name for name in TBC_FIELDS if name not in settled and says_tbc(getattr(activity, name)))


def open_since(activity: Activity, today: date) -> dict[str, date]:
    """Since when each of these has been so: as noted, else from today on."""
    return {name: activity.tbc_since.get(name, today) for name in undecided(activity)}


def blank(text: str | None) -> bool:
    return not (text and text.strip())


def output_item(area: Area, output: Output) -> Item:
    readings = [effective(activity) for activity in output.activities]
    starts = [r.start for r in readings if r.start]
    latest = max((r for r in readings if r.due), key=lambda r: r.due or date.min, default=Reading())
    start, due = output.start or min(starts, default=None), output.due or latest.due
    if output.start is None and start and due and start > due:
        start = None
    return Item(
        kind=Kind.OUTPUT,
        id=output.id,
        area=area,
        output=output,
        activity=None,
        number=output.number,
        year=output.year,
        title=output.title,
        start=start,
        due=due,
        precision=Precision.DAY if output.due else latest.precision,
        tentative=latest.tentative and output.due is None,
        open_ended=due is None and any(r.open_ended for r in readings),
        leads=(),
        tbc=("title",) if says_tbc(output.title) else (),
        missing=(),
        status=together(tuple(activity.status for activity in output.activities)),
    )


def together(statuses: tuple[Status | None, ...]) -> Status | None:
    """The status of an output, from those of its activities; None while nobody has reported on any."""
    if not statuses or not any(statuses):
        return None
    if all(status is Status.CANCELLED for status in statuses):
        return Status.CANCELLED
    if all(status and status.done for status in statuses):
        return Status.COMPLETED
    if all(status in (None, Status.NOT_STARTED) for status in statuses):
        return Status.NOT_STARTED
    return Status.ONGOING


def gaps(area: Area) -> tuple[str, ...]:
    """What is missing of an area itself: one without any item has lost its activities, or never had them."""
    return () if area.outputs or area.activities else ("activities",)
