"""The doctor's look at each issue and milestone, and the repair of what is certain."""

from __future__ import annotations

from collections.abc import Collection

from bot.app import App
from bot.lock import only_run
from bot.syncing import tracker_reader
from sync.engine import begin, see
from sync.errors import Unavailable
from sync.paper import PaperMemory, PaperPlan, PaperTracker
from sync.repair import Repaired, repair
from sync.survey import Defect, survey


def defects(app: App) -> tuple[Defect, ...]:
    """What is wrong there now. Nothing is written."""
    with app.state_reader() as state, tracker_reader(app, state) as tracker:
        if not state.load().links:
            return ()
        paper = PaperTracker(tracker, app.run_clock)
        options = app.options(tracker.capabilities)
        run = begin(paper, PaperPlan(app.plan_file()), PaperMemory(state), options, app.run_clock)
        see(run, options)
        return survey(run)


def mend(app: App, agreed: Collection[Defect]) -> tuple[Repaired, ...]:
    """Raises Busy while a run is at work, Unavailable where not everything could be read."""
    with only_run(app.lock_path), app.state() as state, app.forge(state) as tracker:
        options = app.options(tracker.capabilities)
        run = begin(tracker, app.plan_file(), state, options, app.run_clock)
        if not run.seen.complete:
            raise Unavailable(
                "The tracker could not be read whole, and nothing was mended.", "Try again later."
            )
        see(run, options)
        return repair(run, agreed)
