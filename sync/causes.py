"""Why a run writes a value, and who is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mappings.issue import State
from mappings.items import undecided
from mappings.plan import Activity
from mappings.snapshot import DERIVED, Field, Side
from mappings.tbc import SETTLES
from sync.asking import who_changed
from sync.changes import Cause, Step

if TYPE_CHECKING:
    from sync.run import Run

PLAN_FILE: Final = "plan file"
"""Who edited the plan file is not known."""


@dataclass(frozen=True, slots=True)
class Origin:
    """`who`: the person on the tracker; `actor`: whoever is behind the write, the bot's account included."""

    why: Cause
    who: str | None = None
    actor: str | None = None


def origin(run: Run, step: Step) -> Origin:
    return of_plan(run, step) if step.side is Side.PLAN else of_tracker(run, step)


def of_plan(run: Run, step: Step) -> Origin:
    """Of a value that goes into the plan file."""
    item = step.item
    issue = run.view.issues.get(item)
    closed = issue is not None and step.field == Field.STATUS and issue.state is State.CLOSED
    who = issue.closed_by if issue is not None and closed else decided_by(run, step)
    about = {(item, step.field), *([(item, Field.TIMEFRAME)] if step.field == Field.DUE else [])}
    if about & run.chosen:
        return Origin(Cause.CHOSEN, who, run.person)
    if (item, step.field) in run.outdated:
        return Origin(Cause.PUT_BACK, None, run.forge.account)
    if about - {(item, step.field)} & run.choices.keys():
        return Origin(Cause.FOLLOWS, None, run.forge.account)  # an older date gives way to an answer
    return Origin(Cause.EDITED_TRACKER, who, who)


def of_tracker(run: Run, step: Step) -> Origin:
    """Of a value that goes to the tracker."""
    if (step.item, step.field) in run.chosen and not written_by_run(run, step):
        return Origin(Cause.CHOSEN, None, run.person)
    if step.item in run.created or (step.field == Field.STATUS and step.item in run.memory.unsaid):
        return Origin(Cause.MADE, None, run.forge.account)
    if follows(run, step):
        return Origin(Cause.FOLLOWS, None, run.forge.account)
    return Origin(Cause.EDITED_PLAN, None, PLAN_FILE)


def follows(run: Run, step: Step) -> bool:
    """Nobody edited the plan to say so: it is computed, shown anew, or what a run itself wrote there."""
    base = run.memory.bases.get(step.item)
    return (
        step.field in DERIVED
        or step.field in run.view.plan[step.item].derived
        or base is None
        or step.field not in base.forge
        or (step.item, step.field) in run.view.restore
        or written_by_run(run, step)
    )


def written_by_run(run: Run, step: Step) -> bool:
    """What stands in the plan file is what a run put there last."""
    last = next(
        (one for one in run.memory.plan_writes if (one.item, one.field) == (step.item, step.field)), None
    )
    return last is not None and last.new == step.new


def decided_by(run: Run, step: Step) -> str | None:
    """Who filled in what was to be confirmed: the digest says it."""
    record = run.records[step.item]
    if not isinstance(record, Activity) or SETTLES.get(step.field, step.field) not in undecided(record):
        return None
    edit = who_changed(run, step.item, Field(step.field))
    return edit.who if edit else None
