"""An activity as every page shows it: what the plan says of it, what was read from that, how late it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from mappings.items import Item, items, open_since
from mappings.mirror import nameless_places
from mappings.plan import Activity, Area, Output, Plan, Status
from mappings.snapshot import Field
from mappings.timeframe import Precision
from mappings.titles import Place

SOON: Final = timedelta(days=30)
LONG: Final = 50
"""Years. Of what lasts longer only the first and the last count."""


class Mark(StrEnum):
    """Where an activity stands. Nobody has reported is not the same as not started."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    NOT_STARTED = "not-started"
    UNREPORTED = "unreported"
    CANCELLED = "cancelled"


EMPTY: Final[Mapping[Field, Mapping[str, object]]] = {
    Field.TIMEFRAME: {"timeframe": None, "start": None, "due": None, "baseline": None},
    Field.LEAD: {"lead": None, "assignees": ()},
    Field.FUNDING: {"funding": None},
    Field.TASKS: {"tasks": ()},
}
MARKS: Final = {
    Status.COMPLETED: Mark.COMPLETED,
    Status.ONGOING: Mark.ONGOING,
    Status.NOT_STARTED: Mark.NOT_STARTED,
    Status.CANCELLED: Mark.CANCELLED,
    None: Mark.UNREPORTED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """`late`: its date is past, it is not done, and nobody put it off; `over`: it was so before the printing.

    `since`: the day on which something of it was first seen to be open; `leads` are the area's where it names
    none of its own. `years` are those of its annual table and of its dates.
    """

    item: Item
    activity: Activity
    title: str
    """On one line. Of a nameless activity it says where it stands, as on the tracker."""
    mark: Mark
    leads: tuple[str, ...]
    years: tuple[int, ...]
    late: bool
    soon: bool
    asleep: bool
    over: bool
    since: date | None
    tbc: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def number(self) -> str | None:
        return self.item.number

    @property
    def area(self) -> Area:
        return self.item.area

    @property
    def output(self) -> Output | None:
        return self.item.output

    @property
    def start(self) -> date | None:
        return self.item.start

    @property
    def due(self) -> date | None:
        return self.item.due

    @property
    def open(self) -> bool:
        """Something of it is to be confirmed or missing, and it is not done."""
        return bool(self.tbc or self.missing) and not self.done

    @property
    def done(self) -> bool:
        return self.mark in (Mark.COMPLETED, Mark.CANCELLED)

    @property
    def exact(self) -> bool:
        """It names one day."""
        one = self.item.start in (None, self.item.due)
        return self.item.precision is Precision.DAY and self.item.due is not None and one

    @property
    def whole_year(self) -> bool:
        """It names no more than a year: how many days it is late can't be said."""
        return self.item.precision is Precision.YEAR

    @property
    def address(self) -> str | None:
        """Its issue, where that can be opened in a browser."""
        issue = self.activity.issue
        return issue if issue and issue.startswith(("https://", "http://")) else None


def rows_of(plan: Plan, today: date, hidden: Collection[Field] = ()) -> Iterator[Row]:
    """Every activity that was not withdrawn, in the plan's order. `hidden`: what the settings leave out."""
    found = {item.id: item for item in items(without(plan, hidden))}
    places = nameless_places(found)
    for item in found.values():
        if item.activity is not None and item.activity.withdrawn is None:
            yield row_of(item, item.activity, places.get(item.id), plan.plan.as_of, today, hidden)


def without(plan: Plan, hidden: Collection[Field]) -> Plan:
    """The plan with nothing in these fields."""
    if not hidden:
        return plan
    empty = {
        key: value for field, values in EMPTY.items() if field in hidden for key, value in values.items()
    }
    alone = {"leads": (), "members": ()} if Field.LEAD in hidden else {}
    areas = tuple(
        area.model_copy(
            update={
                "outputs": tuple(
                    one.model_copy(
                        update={"activities": tuple(a.model_copy(update=empty) for a in one.activities)}
                    )
                    for one in area.outputs
                ),
                "activities": tuple(one.model_copy(update=empty) for one in area.activities),
                **alone,
            }
        )
        for area in plan.areas
    )
    return plan.model_copy(update={"areas": areas})


def row_of(
    item: Item,
    activity: Activity,
    place: Place | None,
    as_of: date | None,
    today: date,
    hidden: Collection[Field] = (),
) -> Row:
    until = activity.snooze_until
    asleep = until is not None and until > today
    done = bool(item.status and item.status.done)
    late = item.overdue(today) and not asleep
    soon = item.due is not None and today <= item.due <= today + SOON and not done and not asleep
    since = [day for field, day in open_since(activity, today).items() if field in activity.tbc_since]
    return Row(
        item=item,
        activity=activity,
        title=titled(item, place),
        mark=MARKS[item.status],
        leads=item.leads or activity.assignees or item.area.leads,
        years=years_of(item),
        late=late,
        soon=soon,
        asleep=asleep,
        over=bool(as_of and item.due and item.due < as_of),
        since=min(since, default=None),
        tbc=tuple(name for name in item.tbc if name not in hidden),
        missing=tuple(name for name in item.missing if name not in hidden),
    )


def titled(item: Item, place: Place | None) -> str:
    title = " ".join(item.title.split())
    if place is None:
        return title
    return f"{title} ({place.number} / {place.of}) – {' '.join(place.within.split())}"


def years_of(item: Item) -> tuple[int, ...]:
    days = [day.year for day in (item.start, item.due) if day]
    dated = range(days[0], days[-1] + 1) if days and days[-1] - days[0] < LONG else days
    return tuple(sorted({*dated, *([item.year] if item.year else [])}))
