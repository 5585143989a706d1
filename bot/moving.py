"""A plan moves to another tracker: from a quiet sync, to a new mirror, with a last look at the old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot import places
from bot.app import App
from bot.places import LocalPlace
from bot.text.phrases import counted
from mappings.marks import Marker, find_marker
from sync.engine import preview
from sync.errors import Invalid, Refused, WorkplanError
from sync.memory import Arrive, Leave, Memory, Moved
from sync.owner import own, refuse_unfit
from sync.ports import Forge, ForgeReader
from sync.records import records
from sync.report import Finding, FindingKind, Report
from sync.state import State


class Bare:
    """Nothing is kept of a tracker that is looked at for the last time."""

    runs: Final = 0

    def shelved(self) -> Mapping[tuple[str, str], str]:
        return {}


def leave(app: App, state: State) -> None:
    """Forget the links to the old tracker, once nothing waits there. It is only read.

    Raises Invalid when there is nothing to move, Refused when somebody's change would be left behind.
    """
    memory = state.load()
    if not memory.links:
        if memory.left is not None:
            return  # an earlier try was cut off: the rest is an ordinary sync
        raise Invalid("Nothing is mirrored yet, so there is nothing to move.", "Write: workplan sync")
    with app.forge(Bare(), create=not exists(app)) as new:
        if memory.place == new.place:
            raise Invalid(
                f"The plan is mirrored on {new.name} already.",
                "To move it, change [forge] in the settings first: kind, project and url.",
            )
        refuse_unquiet(app, state, memory)
        prove(app, new, memory)
    place = app.place_before(memory)
    state.commit([Leave(Moved(memory.where, place.origin, place.now()))])


def exists(app: App) -> bool:
    """Only an embedded tracker is made by us."""
    return not isinstance(app.place, LocalPlace) or app.place.path.exists()


def prove(app: App, new: Forge, memory: Memory) -> None:
    """Whatever would stop the first write there stops the move, before anything is forgotten."""
    plan = app.plan_file().read().plan
    mirror = app.options(new.capabilities).mirror(plan)
    refuse_unfit(new, mirror, records(plan).values(), public=app.public)
    own(new, plan.plan.id, memory.writer, fresh=True)


def refuse_unquiet(app: App, state: State, memory: Memory) -> None:
    """Raises Refused when somebody's change would be left behind."""
    place = app.place_before(memory)
    with places.opened(place, Bare()) as old:
        if old.place != memory.place:
            return  # another project has its name by now: there is nothing left to ask
        options = app.options(old.capabilities, place=place)
        waiting = preview(old, app.plan_file(), state, options, place.now)
        open_points = len(waiting.steps) + len(waiting.conflicts) + len(waiting.guarded)
        if open_points:
            raise Refused(
                f"The plan and {old.name} are not in step: {counted(open_points, 'change')}. Nothing was "
                "moved.",
                "Point the settings back, sync, settle what is asked; then move.",
            )


def look_back(app: App, state: State, report: Report) -> Report:
    """Once the new mirror is whole: what did people change on the old one meanwhile?"""
    if not state.is_moving:
        return report
    memory = state.load()
    if memory.left is None or not is_whole(app, memory):
        return report
    try:
        with places.opened(app.place_before(memory), Bare()) as old:
            late = late_changes(old, memory)
    except WorkplanError:
        late = [Finding(FindingKind.LEFT_BEHIND, "", memory.left.where)]
    state.commit([Arrive()])
    report.findings += late
    return report


def is_whole(app: App, memory: Memory) -> bool:
    plan = app.plan_file().read().plan
    activities = {activity.id for activity in plan.activities()}
    return activities <= set(memory.links) and not memory.open


def late_changes(old: ForgeReader, memory: Memory) -> list[Finding]:
    assert memory.left is not None
    if old.place == memory.place:  # the old one is gone, and the new one has its name
        return [Finding(FindingKind.LEFT_BEHIND, "", memory.left.where)]
    found = []
    for issue in old.listing().issues:
        mark = find_marker(issue.body)
        if issue.updated > memory.left.at and isinstance(mark, Marker) and mark.plan == memory.plan:
            found.append(Finding(FindingKind.LEFT_BEHIND, mark.item, issue.url))
    return found
