"""A plan moves to another tracker: from a quiet sync, to a new mirror, with a last look at the old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot import places
from bot.app import App
from mappings.marks import Marker, find_marker
from sync.engine import preview
from sync.errors import Invalid, Refused, WorkplanError
from sync.memory import Arrive, Leave, Memory, Moved
from sync.ports import ForgeReader
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
    with app.forge(Bare()) as new:
        if memory.place == new.place:
            raise Invalid(
                f"The plan is mirrored on {new.name} already.",
                "To move it, change [forge] in the settings first: kind, project and url.",
            )
    place = app.place_before(memory)
    with places.opened(place, Bare()) as old:
        if old.place != memory.place:
            # Another project has its name by now: there is nothing left to ask, and nothing to look back at.
            state.commit([Leave(Moved(memory.where, place.origin, place.now()))])
            return
        waiting = preview(old, app.plan_file(), state, app.options(old.capabilities, place=place), place.now)
        refuse_unquiet(old, waiting)
        state.commit([Leave(Moved(old.name, place.origin, place.now()))])


def refuse_unquiet(old: ForgeReader, waiting: Report) -> None:
    open_points = len(waiting.steps) + len(waiting.conflicts) + len(waiting.guarded)
    if open_points:
        raise Refused(
            f"{open_points} changes wait between the plan and {old.name}. Nothing was moved.",
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
