"""What a run did and what the state remembers, with the names that a person knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from bot.app import App
from bot.export.as_history import history_json
from bot.export.as_preview import report_json
from bot.overview import overview
from bot.syncing import preview_plan
from bot.text.history import history_text, is_told
from bot.text.posted import posted
from bot.text.standing import Past, Waiting, status_json, status_text
from bot.text.sync import Names, report_text
from config.secrets import masked
from mappings.plan import Plan
from sync.errors import Invalid, WorkplanError
from sync.memory import Memory, StandingKind
from sync.postings import read_account
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
    plan = app.plan_file().read().plan
    with app.state_reader() as state:
        memory = state.load()
        past = Past(
            last=memory.quiet_since,
            failed=state.failures(memory.quiet_since) if memory.run else (),
            cut_off=state.cut_off() if memory.run else None,
        )
        told = posted(read_account(state), app.zone)
    mirrored = sum(not link.removed for link in memory.links.values())
    words = status_json if as_json else status_text
    met = waiting(app, memory, plan)
    return words(overview(plan, app.today), mirrored, past.in_zone(app.zone), met, told)


def waiting(app: App, memory: Memory, plan: Plan) -> Waiting:
    """What the next sync would meet; before the first one nothing waits."""
    if not memory.run:
        return Waiting()
    known = Names(str(app.plan_path), app.place.words, records(plan))
    try:
        report = preview_plan(app)
    except WorkplanError as error:
        open_ = [one for one in memory.standing.values() if one.kind is StandingKind.CONFLICT]
        conflicts = tuple((one.item, one.field.value) for one in open_)
        return Waiting(conflicts, trouble=masked(error.message), names=known)
    return Waiting(
        conflicts=tuple((one.item, one.field.value) for one in report.conflicts),
        refused=tuple(report.guarded),
        items=tuple(one for one in report.findings if one.kind.needs_person),
        held=tuple(report.holds),
        unread=tuple(report.unread),
        not_taken=tuple(report.refusals),
        names=known,
    )


def history_words(
    app: App,
    item: str | None,
    *,
    since: date | None = None,
    run: int | None = None,
    everything: bool = False,
    as_json: bool = False,
) -> str:
    """Raises Invalid for an item that neither the plan nor the history knows."""
    begin = datetime.combine(since, time(), app.zone) if since else None
    with app.state_reader() as state:
        events = state.events(item, begin, run)
    if as_json:
        return history_json(event for event in events if everything or is_told(event))
    known = records(app.plan_file().read().plan)
    if item is not None and not events and item not in known:
        raise Invalid(
            f'There is no item "{item}" in {app.plan_path}.', "workplan tracker list shows the ids."
        )
    if not events and (since is not None or run is not None):
        return "Nothing in the history is of that time.\n"
    titles = {name: record.title for name, record in known.items()}
    told = [replace(event, at=event.at.astimezone(app.zone)) for event in events]
    return history_text(told, titles, named=item is None, everything=everything)
