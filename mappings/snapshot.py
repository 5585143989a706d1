"""What the plan and a tracker can both say of an item: the only thing merged, stored and compared.

Every value is text in one canonical form, or None where a side says nothing:

- title, timeframe, lead, funding: the text, verbatim
- start, due: an ISO date
- status: in the plan `unreported` or a `Status`; on the tracker `open`, `ongoing`, `completed`, `cancelled`
- tasks: one line each, `[ ] text` or `[x] text`
- assignees: one name a line, sorted
- derived fields: the label, the item id of the milestone, or the line of text itself
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

UNREPORTED: Final = "unreported"
OPEN: Final = "open"


class Kind(StrEnum):
    """What an item is on a tracker: activities are issues, outputs (and areas without outputs) milestones.

    Where outputs are issues, too, they are parents; where they are both, the issue is a copy, never merged.
    """

    AREA = "area"
    OUTPUT = "output"
    ACTIVITY = "activity"
    PARENT = "parent"
    COPY = "copy"

    @property
    def on_issue(self) -> bool:
        return self in (Kind.ACTIVITY, Kind.PARENT, Kind.COPY)


class Side(StrEnum):
    """The two sides of a sync. Users read "plan" and "tracker"."""

    PLAN = "plan"
    FORGE = "tracker"


class Field(StrEnum):
    """One thing that both sides can say of an item."""

    TITLE = "title"
    TIMEFRAME = "timeframe"
    LEAD = "lead"
    FUNDING = "funding"
    START = "start"
    DUE = "due"
    STATUS = "status"
    TASKS = "tasks"
    ASSIGNEES = "assignees"
    # Derived: computed from the plan, written when the result changes, never merged.
    MILESTONE = "milestone"
    PARENT = "parent"
    AREA = "area label"
    YEAR = "year label"
    TBC = "tbc label"
    LEADS = "lead labels"
    CONTEXT = "context"
    LEFT_OUT = "left out"
    """What still stands there of the fields that shall not be shown any more, by their names."""
    STATE = "state"


DERIVED: Final = frozenset(
    {
        Field.MILESTONE,
        Field.PARENT,
        Field.AREA,
        Field.YEAR,
        Field.TBC,
        Field.LEADS,
        Field.CONTEXT,
        Field.LEFT_OUT,
        Field.STATE,
    }
)

Value = str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One item as one side holds it.

    A field in neither `values` nor `unread` is not held there at all (a deleted table row, a field left
    out of the mirror): it is never read as cleared. `derived` names fields whose plan value is computed
    although people may set it too (the date of a milestone whose output sets none).
    """

    kind: Kind
    values: Mapping[Field, Value]
    unread: Mapping[Field, str] = field(default_factory=dict)
    derived: frozenset[Field] = frozenset()
