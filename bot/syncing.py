"""A sync and a preview with everything they need around them: the lock, the tracker's file, another round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.app import App
from bot.blank import BlankTracker
from bot.failing import noted
from bot.lock import sole_run
from bot.moving import leave, look_back
from bot.places import BOT, LocalPlace
from bot.planstore import plan_reader, plan_store
from mappings.snapshot import Side
from sync.decide import Key
from sync.engine import Options, preview, sync
from sync.errors import Busy, Invalid
from sync.forges.local_store import is_begun
from sync.memory import Memory
from sync.ports import Forge, ForgeReader, ShelfReader
from sync.records import records, value
from sync.refuse import refuse_other_place
from sync.report import Report, Result
from sync.run import Progress, silent
from sync.state import State, StateReader


def sync_plan(
    app: App,
    accepted: frozenset[str] = frozenset(),
    choices: Mapping[Key, Side] | None = None,
    progress: Progress = silent,
    *,
    move: bool = False,
    reassign: bool = False,
    person: str | None = None,
    overtaken: Callable[[StateReader], bool] | None = None,
) -> Report:
    """Run until there is nothing left to write. Raises Busy while another run is at work.

    `move`: leave the tracker where the plan is mirrored, and make a new mirror where the settings point to.
    `person`: who made the choices. `overtaken`: another run has just done what this one is for.
    """
    with app.state() as state, noted(state, app.run_clock):
        first = not move and is_first(app)
        with sole_run(app.lock_path, state):
            if overtaken and overtaken(state):
                raise Busy("Another run has just been at work on this plan. Nothing was done.")
            if move:
                leave(app, state)
                first = is_first(app)
            with app.forge(state, create=first) as tracker:
                options = app.options(tracker.capabilities, accepted, choices, reassign=reassign)
                options = replace(options, person=person)
                report = rounds(app, tracker, state, options, progress)
            return look_back(app, state, report)


def rounds(app: App, tracker: Forge, state: State, options: Options, progress: Progress) -> Report:
    """After ten minutes a run stops writing and looks again at both sides; here it goes on, if it may."""
    report = sync(tracker, plan_store(app, tracker, state), state, options, app.run_clock, progress)
    while goes_on(app, report):
        plan = plan_store(app, tracker, state)
        following = sync(tracker, plan, state, options, app.run_clock, progress)
        earlier = [one for one in report.outcomes if one.result is not Result.DEFERRED]
        report = replace(following, outcomes=[*earlier, *following.outcomes], first=report.first)
    return report


def goes_on(app: App, report: Report) -> bool:
    advanced = any(outcome.result is Result.DONE for outcome in report.outcomes)
    return report.stopped and advanced and not app.leave.wished()


def unknown_names(app: App, accepted: frozenset[str]) -> frozenset[str]:
    """Of these names the ones under which the next sync would refuse nothing."""
    if not accepted:
        return accepted
    return accepted - {refused.hash for refused in preview_plan(app).guarded}


def preview_plan(
    app: App, accepted: frozenset[str] = frozenset(), choices: Mapping[Key, Side] | None = None
) -> Report:
    """What a sync would do now. Takes no lock and writes nothing."""
    with app.state_reader() as state, tracker_reader(app, state) as tracker:
        options = app.options(tracker.capabilities, accepted, choices)
        return preview(tracker, plan_reader(app, tracker, state), state, options, app.run_clock)


@contextmanager
def tracker_reader(app: App, shelf: ShelfReader) -> Iterator[ForgeReader]:
    if is_first(app):
        yield BlankTracker(BOT, app.place.words)
    else:
        with app.forge(shelf) as tracker:
            yield tracker


def is_first(app: App) -> bool:
    """There is no embedded tracker yet, and there has never been one: it may be made.

    Raises Refused when the plan is mirrored elsewhere, Invalid when something links to a tracker here: then
    it was moved or lost, and a new one would be empty.
    """
    if not isinstance(app.place, LocalPlace) or is_begun(app.place.path):
        return False
    with app.state_reader() as reader:
        memory = reader.load()
    refuse_other_place(memory, BlankTracker(BOT, app.place.words))
    document = app.plan_file().read()
    known = records(document.plan).values()
    addresses = [value(record, "issue") or value(record, "milestone") for record in known]
    linked = sum(1 for address in addresses if address and address not in memory.former and is_local(address))
    if memory.links or linked:
        raise lost_tracker(app, app.place.path, memory, linked)
    return True


def is_local(address: str) -> bool:
    return address.startswith("local:")


def lost_tracker(app: App, path: Path, memory: Memory, linked: int) -> Invalid:
    if memory.links:
        who = f"{len(memory.links)} items of the plan are on it"
    else:
        who = f"{linked} items in {app.plan_path} link to it"
    return Invalid(
        f"The tracker {path} is gone, while {who}. Nothing was done.",
        "Put the file back from a copy, or correct [forge] url in workplan.toml. To begin again with an "
        "empty tracker, move the state file away and take the lines issue: and milestone: out of the plan.",
    )
