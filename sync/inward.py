"""Effects on the plan file: what people did on the tracker, and the links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mappings.items import open_since
from mappings.plan import Activity, Status
from mappings.snapshot import UNREPORTED, Field, Side
from mappings.tbc import since_value
from sync.causes import Origin, origin
from sync.changes import Cause, Step, StepKind
from sync.decide import DONE
from sync.halves import half_after
from sync.memory import Base, Change, Close, Link, Open, SetPair
from sync.outward import refusal, told_over
from sync.ports import PlanEdit
from sync.records import link_key, value
from sync.report import Result
from sync.run import Run
from sync.trace import Intent, Outcome


def write_plan(run: Run, steps: Sequence[Step]) -> None:
    """Take what people did on the tracker into the plan file, in one batch."""
    edits: dict[PlanEdit, Step] = {}
    beside: dict[PlanEdit, Origin] = {}
    for step in steps:
        old = value(run.records[step.item], step.field)
        edits[PlanEdit(step.item, step.field, old, step.new)] = step
        if step.field == Field.STATUS:
            beside |= dict.fromkeys(completed_beside(run, step), origin(run, step))
    if not edits:
        return
    intents = {edit: run.pending[step] for edit, step in edits.items()} | announce_edits(run, beside)
    written = run.plan.write([*edits, *beside])
    run.effects += 1
    run.document = written.document
    changes: list[Change] = []
    for edit in written.done:
        if edit in edits:
            changes += run.when_landed(edit.slot, taken(run, edits[edit], intents[edit]))
            run.say(edits[edit], Result.DONE, lost_note(edits[edit]))
        else:
            changes += run.when_landed(edit.slot, [run.applied(intents[edit])])
    for edit in written.stale:
        changes.append(Close(intents[edit].id, Outcome.VOID))
        if edit in edits:
            run.say(edits[edit], Result.DEFERRED, "changed in the plan file meanwhile")
    for edit, reason in written.refused:
        changes.append(Close(intents[edit].id, Outcome.VOID))
        if edit in edits:
            changes.append(refusal(run, edits[edit], edits[edit].old, edits[edit].source))
            run.say(edits[edit], Result.REFUSED, reason)
    run.commit(changes)


def completed_beside(run: Run, step: Step) -> list[PlanEdit]:
    """The closing day goes in with the status, and goes when the status does."""
    closed = run.view.issues[step.item].closed
    new = str(run.day(closed)) if step.new == Status.COMPLETED and closed else None
    old = value(run.records[step.item], "completed")
    return [] if old == new else [PlanEdit(step.item, "completed", old, new)]


def lost_note(step: Step) -> str:
    return f"the plan's {step.lost!r} gave way" if step.lost is not None else ""


def taken(run: Run, step: Step, intent: Intent) -> list[Change]:
    """What is remembered once a value of the tracker stands in the plan."""
    name = Field(step.field)
    run.choices.pop((step.item, name), None)  # done; what follows from it is decided afresh
    half = half_after(name, step.new, step.source, run.memory.bases.get(step.item))
    # A title edited in one of its two places is agreed on once it stands in both.
    pair = [] if split(run, step) else [SetPair(step.item, name, half, step.source)]
    return [*pair, run.applied(intent), *told_over(run, step.item, name)]


def split(run: Run, step: Step) -> bool:
    return step.field == Field.TITLE and step.item in run.view.split


def write_links(run: Run) -> None:
    """Addresses into the plan file; what is open since when; and a closing day goes with its status."""
    edits = [edit for link in run.memory.links.values() for edit in upkeep(run, link)]
    edits = [edit for edit in (*edits, *ages(run)) if edit.slot not in run.document.declined]
    if not edits:
        return
    links, follows = run.by_bot(Cause.LINK), run.by_bot(Cause.FOLLOWS)
    behind = {edit: follows if edit.key in ("completed", "tbc_since") else links for edit in edits}
    intents = announce_edits(run, behind)
    written = run.plan.write(edits)
    run.document = written.document
    done = set(written.done)
    changes: list[Change] = []
    for edit, intent in intents.items():
        if edit in done:
            changes += run.when_landed(edit.slot, [run.applied(intent)])
        else:
            changes.append(Close(intent.id, Outcome.VOID))
    run.commit(changes)
    refused = dict(written.refused)
    for edit in edits:
        kind = StepKind.EDIT if edit.key in ("completed", "tbc_since") else StepKind.LINK
        step = Step(kind, Side.PLAN, edit.item, edit.key, edit.old, edit.new)
        if edit in refused:
            run.say(step, Result.REFUSED, refused[edit])
        else:
            run.say(step, Result.DONE if edit in done else Result.DEFERRED)


def upkeep(run: Run, link: Link) -> Iterator[PlanEdit]:
    record = run.records.get(link.item)
    if record is None:
        return
    key = link_key(record)
    if value(record, key) != link.url:
        yield PlanEdit(link.item, key, value(record, key), link.url)
    if isinstance(record, Activity) and record.completed and record.status != Status.COMPLETED:
        base = run.memory.bases.get(link.item, Base())
        agreed = base.plan.get(Field.STATUS) == (record.status or UNREPORTED)
        if agreed and base.forge.get(Field.STATUS) not in DONE:
            yield PlanEdit(link.item, "completed", str(record.completed), None)


def ages(run: Run) -> Iterator[PlanEdit]:
    """Since when something is to be confirmed: from this day on where nothing says so yet."""
    today = run.day(run.clock())
    for item, record in run.records.items():
        if isinstance(record, Activity):
            since = open_since(record, today)
            if since != record.tbc_since:
                yield PlanEdit(item, "tbc_since", value(record, "tbc_since"), since_value(since))


def announce_edits(run: Run, edits: Mapping[PlanEdit, Origin]) -> dict[PlanEdit, Intent]:
    version = run.plan_version
    intents = {
        edit: run.intend(edit.item, edit.key, Side.PLAN, edit.old, edit.new, None, version, behind)
        for edit, behind in edits.items()
    }
    run.commit([Open(intent) for intent in intents.values()])
    return intents
