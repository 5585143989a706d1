"""What a run did and what the state remembers, with the names that a person knows."""

from __future__ import annotations

from dataclasses import replace

from bot.app import App
from bot.export.as_history import history_json
from bot.export.as_preview import report_json
from bot.overview import overview
from bot.syncing import preview_plan
from bot.text.history import history_text
from bot.text.overview import Waiting, status_json, status_text
from bot.text.sync import Names, report_text
from sync.errors import Invalid, WorkplanError
from sync.memory import Memory, StandingKind
from sync.records import records
from sync.report import Report


def report_words(app: App, report: Report, *, planned: bool, as_json: bool = False) -> str:
    if as_json:
        return report_json(report, planned=planned)
    return report_text(report, names(app, report), planned=planned)


def names(app: App, report: Report) -> Names:
    """The plan is read only when there is something to say about an item."""
    points = (report.conflicts, report.findings, report.guarded, report.new_unread, report.new_holds)
    known = records(app.plan_file().read().plan) if report.outcomes or any(points) else {}
    return Names(str(app.plan_path), app.place.words, known)


def status_words(app: App, *, as_json: bool) -> str:
    seen = overview(app.plan_file().read().plan, app.today)
    with app.state_reader() as state:
        memory = state.load()
    last = memory.quiet_since.astimezone(app.zone) if memory.quiet_since else None
    words = status_json if as_json else status_text
    return words(seen, sum(not link.removed for link in memory.links.values()), last, waiting(app, memory))


def waiting(app: App, memory: Memory) -> Waiting:
    """What the next sync would meet; before the first one nothing waits."""
    if not memory.links:
        return Waiting()
    try:
        report = preview_plan(app)
    except WorkplanError as error:
        known = sum(one.kind is StandingKind.CONFLICT for one in memory.standing.values())
        return Waiting(known, trouble=error.message)
    return Waiting(len(report.conflicts), tuple(report.guarded))


def history_words(app: App, item: str | None, *, as_json: bool) -> str:
    """Raises Invalid for an item that neither the plan nor the history knows."""
    with app.state_reader() as state:
        events = state.events(item)
    if as_json:
        return history_json(events)
    known = records(app.plan_file().read().plan)
    if item is not None and not events and item not in known:
        raise Invalid(
            f'There is no item "{item}" in {app.plan_path}.', "workplan tracker list shows the ids."
        )
    titles = {name: record.title for name, record in known.items()}
    told = [replace(event, at=event.at.astimezone(app.zone)) for event in events]
    return history_text(told, titles, named=item is None)
