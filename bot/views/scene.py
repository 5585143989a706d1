"""What the pages are drawn from: a plan on a day, with what the state remembers of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cached_property

from bot.digests.inputs import Conflict
from bot.views.query import Query
from bot.views.rows import Row, rows_of, without
from mappings.plan import Activity, Area, Output, Plan
from mappings.snapshot import Field
from sync.trace import Event


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the state remembers. `events`: the whole history, oldest first; `failed`: the trouble since."""

    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    open_points: int = 0
    """Beside the conflicts: values that were not taken, can't be read, or are held."""
    last_sync: datetime | None = None
    failed: str = ""
    last_digest: date | None = None


@dataclass(frozen=True)
class Scene:
    """`hidden`: the fields that the settings leave out: nothing of them is shown, also not in the history."""

    whole: Plan
    today: date
    zone: tzinfo
    recorded: Recorded = Recorded()
    hidden: frozenset[Field] = frozenset()
    tracker: str = ""
    """Where the plan is mirrored, in words."""
    acts: bool = False
    """People act on these pages: the tracker is the embedded one."""
    extra: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan:
        return without(self.whole, self.hidden)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(rows_of(self.whole, self.today, self.hidden))

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        return {row.id: row for row in self.rows}

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        return {one.id: one for one in self.plan.activities()}

    @cached_property
    def outputs(self) -> Mapping[str, tuple[Area, Output]]:
        return {one.id: (area, one) for area in self.plan.areas for one in area.outputs}

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        return {area.id: area for area in self.plan.areas}

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """Everybody who is named as a lead, in the order of the alphabet."""
        return tuple(sorted({lead for row in self.rows for lead in row.leads}, key=str.casefold))

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({year for row in self.rows for year in row.years}))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return tuple(shown(self.recorded.events, self.hidden))

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple(one for one in self.recorded.conflicts if one.field not in self.hidden)

    def admitted(self, query: Query) -> tuple[Row, ...]:
        if not query.filters:
            return self.rows
        return tuple(row for row in self.rows if query.admits(row))


def shown(events: Iterable[Event], hidden: Collection[Field]) -> Iterable[Event]:
    names = {field.value for field in hidden}
    if Field.TIMEFRAME in hidden:
        names |= {Field.START.value, Field.DUE.value}
    if Field.LEAD in hidden:
        names.add(Field.ASSIGNEES.value)
    return (event for event in events if event.field not in names)
