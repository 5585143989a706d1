"""The effects of a run, one by one: each announced in the journal, made, read back, and only then remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mappings.issues import draft_issue, issue_snapshot, patch_issue
from mappings.labels import label_for
from mappings.milestones import draft_milestone, milestone_snapshot, patch_milestone

from mappings.body import DamagedBlock, marker_line
from mappings.issue import IssuePatch, Milestone, MilestonePatch
from mappings.plan import Activity, Status
from mappings.snapshot import OPEN, UNREPORTED, Field, Kind, Side, Snapshot, Value
from sync.changes import Step, StepKind
from sync.decide import DONE, corresponds, half_after, status_on_tracker
from sync.errors import Missing, Rejected
from sync.memory import (
    CREATE,
    Change,
    Close,
    Event,
    Intent,
    Link,
    Open,
    Outcome,
    Remember,
    SetLink,
    SetPair,
    Settle,
    Stand,
    Standing,
    StandingKind,
)
from sync.ports import PlanEdit
from sync.records import link_key, value
from sync.report import Result
from sync.run import Run


def write_plan(run: Run, steps: Sequence[Step]) -> None:
    """Take what people did on the tracker into the plan file, in one batch."""
    edits: dict[PlanEdit, Step] = {}
    beside: list[PlanEdit] = []
    for step in steps:
        record = run.records[step.item]
        new = None if step.new == UNREPORTED else step.new
        edits[PlanEdit(step.item, step.field, value(record, step.field), new)] = step
        if step.field == Field.STATUS:
            beside += completed_beside(run, step)
    if not edits:
        return
    dated = {
        edit: run.intend(edit.item, edit.key, Side.PLAN, edit.old, edit.new, None, run.plan_version)
        for edit in beside
    }
    run.commit([Open(intent) for intent in dated.values()])
    written = run.plan.write([*edits, *beside])
    run.effects += 1
    run.document = written.document
    changes: list[Change] = []
    for edit in written.done:
        if edit in edits:
            step = edits[edit]
            changes += taken(run, step, run.pending[step])
            run.say(step, Result.DONE, lost_note(step))
        else:
            changes.append(Close(dated[edit].id, Outcome.APPLIED))
    for edit in written.stale:
        changes.append(Close((run.pending[edits[edit]] if edit in edits else dated[edit]).id, Outcome.VOID))
        if edit in edits:
            run.say(edits[edit], Result.DEFERRED, "changed in the plan file meanwhile")
    for edit, reason in written.refused:
        changes.append(Close((run.pending[edits[edit]] if edit in edits else dated[edit]).id, Outcome.VOID))
        if edit in edits:
            step = edits[edit]
            changes.append(refusal(run, step, step.old, step.source))
            run.say(step, Result.REFUSED, reason)
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
    half = half_after(name, step.new, step.source, run.memory.bases.get(step.item))
    who = run.view.issues[step.item].closed_by if step.kind is StepKind.CLOSE else None
    return [
        SetPair(step.item, name, half, step.source),
        Close(intent.id, Outcome.APPLIED),
        Settle(step.item, name),
        Remember(Event(run.clock(), run.number, step.item, name, Side.FORGE, step.old, step.new, who)),
    ]


def refusal(run: Run, step: Step, plan: Value, forge: Value) -> Stand:
    standing = Standing(step.item, Field(step.field), StandingKind.REFUSAL, plan, forge, run.clock())
    return Stand(standing)


def relink_items(run: Run) -> None:
    """Write an item's new id into its issue or milestone."""
    for step in run.view.relinks:
        record = run.records[step.item]
        kind = Kind.ACTIVITY if isinstance(record, Activity) else Kind.OUTPUT
        number = run.memory.links[step.item].number
        old, new = (marker_line(run.view.mirror.plan_id, item or "") for item in (step.old, step.new))
        intent = run.intent(step, "")
        run.commit([Open(intent)])
        if kind is Kind.ACTIVITY:
            issue = run.forge.issue(number)
            title = retitled(issue.title, step)
            patch = IssuePatch(title=title, body=issue.body.replace(old, new, 1))
            run.seen.issues[number] = run.forge.edit_issue(number, patch)
        else:
            milestone = run.forge.milestone(number)
            text = milestone.description.replace(old, new, 1)
            change = MilestonePatch(title=retitled(milestone.title, step), description=text)
            run.seen.milestones[number] = run.forge.edit_milestone(number, change)
        run.effects += 1
        run.commit([Close(intent.id, Outcome.APPLIED)])
        run.say(step, Result.DONE)


def retitled(title: str, step: Step) -> str:
    return title.replace(f"[{step.old}]", f"[{step.new}]", 1)


def create_items(run: Run) -> None:
    """Labels, milestones, issues: each is linked and read back before the next one is made."""
    todo = [item for item in run.view.absent if item not in run.waiting]
    if not todo:
        return
    create_labels(run)
    milestones = [item for item in todo if run.view.plan[item].kind is not Kind.ACTIVITY]
    numbers = run.view.numbers
    for count, item in enumerate(milestones):
        if run.out_of_time():
            return
        run.progress("milestones", count, len(milestones))
        made = create_milestone(run, item)
        if made is not None:
            numbers[item] = made.number
    if milestones:
        run.progress("milestones", len(milestones), len(milestones))
    names = {number: item for item, number in numbers.items()}
    issues = [item for item in todo if run.view.plan[item].kind is Kind.ACTIVITY]
    for count, item in enumerate(issues):
        if run.out_of_time():
            return
        run.progress("issues", count, len(issues))
        holder = run.view.plan[item].values.get(Field.MILESTONE)
        if holder is None or holder in numbers:
            create_issue(run, item, numbers.get(holder or ""), names)
    if issues:
        run.progress("issues", len(issues), len(issues))


def create_labels(run: Run) -> None:
    wanted = {
        name
        for snapshot in run.view.plan.values()
        for field in (Field.AREA, Field.YEAR, Field.TBC, Field.LEADS)
        for name in (snapshot.values.get(field) or "").split("\n")
        if name
    }
    wanted |= {"status: ongoing", "status: cancelled"}
    for name in sorted(wanted):
        if name.casefold() not in run.seen.labels:
            label = run.forge.create_label(label_for(name))
            run.effects += 1
            run.seen.labels[label.name.casefold()] = label


def create_milestone(run: Run, item: str) -> Milestone | None:
    draft = draft_milestone(run.view.mirror, item)
    intent = announce(run, item, draft.title)
    try:
        made = run.forge.create_milestone(draft)
    except Rejected as error:
        return give_up(run, intent, error)
    run.seen.milestones[made.number] = made
    got = milestone_snapshot(run.view.mirror, item, made, None)
    remember_created(run, intent, Link(item, run.view.plan[item].kind, made.number, made.url), got)
    return made


def create_issue(run: Run, item: str, milestone: int | None, names: dict[int, str]) -> None:
    draft = draft_issue(run.view.mirror, item, milestone)
    intent = announce(run, item, draft.title)
    try:
        made = run.forge.create_issue(draft)
    except Rejected as error:
        give_up(run, intent, error)
        return
    run.seen.issues[made.number] = made
    got = issue_snapshot(run.view.mirror, item, made, names, None)
    remember_created(run, intent, Link(item, Kind.ACTIVITY, made.number, made.url), got)


def announce(run: Run, item: str, title: str) -> Intent:
    intent = run.intend(item, CREATE, Side.FORGE, None, title, None, "")
    run.commit([Open(intent)])
    return intent


def give_up(run: Run, intent: Intent, error: Rejected) -> None:
    run.commit([Close(intent.id, Outcome.VOID)])
    run.say(
        Step(StepKind.CREATE, Side.FORGE, intent.item, CREATE, None, intent.new), Result.FAILED, error.message
    )


def remember_created(run: Run, intent: Intent, link: Link, got: Snapshot) -> None:
    """The link and every field as read back; what the tracker did not take is listed."""
    run.effects += 1
    item = link.item
    changes: list[Change] = [SetLink(link), Close(intent.id, Outcome.APPLIED)]
    for name, wanted in run.view.plan[item].values.items():
        if name not in got.values:
            continue
        there = got.values[name]
        half = wanted
        if not corresponds(name, wanted, there):
            if name is Field.STATUS:
                half = UNREPORTED  # a new issue is open: the plan's own word is still to be said
            elif name is Field.STATE:
                half = OPEN
            else:
                standing = Standing(item, name, StandingKind.REFUSAL, wanted, there, run.clock())
                changes.append(Stand(standing))
        changes.append(SetPair(item, name, half, there))
    changes.append(Remember(Event(run.clock(), run.number, item, "item", Side.PLAN, None, link.kind.value)))
    run.commit(changes)
    step = Step(StepKind.CREATE, Side.FORGE, item, link.kind.value, None, intent.new)
    run.say(step, Result.DONE)


def apply_edits(run: Run, steps: Sequence[Step]) -> None:
    """Write the plan's edits to the tracker: first all edits, then what closes."""
    opening = [step for step in steps if step.kind is not StepKind.CLOSE]
    closing = [step for step in steps if step.kind is StepKind.CLOSE]
    intents = {step: run.intent(step, run.view.version(step.item)) for step in steps}
    run.commit([Open(intent) for intent in intents.values()])
    left = dict(intents)
    batches = [*by_item(opening), *by_item(closing)]
    for count, (item, batch) in enumerate(batches):
        if run.out_of_time():
            break
        run.progress("edits", count, len(batches))
        write_item(run, item, batch, intents)
        for step in batch:
            del left[step]
    if batches:
        run.progress("edits", len(batches), len(batches))
    run.commit([Close(intent.id, Outcome.VOID) for intent in left.values()])
    for step in left:
        run.say(step, Result.DEFERRED, "time was up")


def by_item(steps: Iterable[Step]) -> list[tuple[str, list[Step]]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        found[step.item].append(step)
    return list(found.items())


def write_item(run: Run, item: str, steps: Sequence[Step], intents: dict[Step, Intent]) -> None:
    """Read again, write the least, read back, remember each field."""
    values = {
        Field(step.field): status_on_tracker(step.new) if step.field == Field.STATUS else step.new
        for step in steps
    }
    try:
        got = (
            write_issue(run, item, values) if item in run.view.issues else write_milestone(run, item, values)
        )
    except (Rejected, Missing, DamagedBlock) as error:
        run.commit([Close(intents[step].id, Outcome.VOID) for step in steps])
        for step in steps:
            run.say(step, Result.FAILED, str(error))
        return
    if got is None:
        run.commit([Close(intents[step].id, Outcome.VOID) for step in steps])
        for step in steps:
            run.say(step, Result.DEFERRED, "changed on the tracker meanwhile")
        return
    run.effects += 1
    changes: list[Change] = []
    for step in steps:
        name = Field(step.field)
        there = got.values.get(name)
        if corresponds(name, step.new, there):
            event = Event(run.clock(), run.number, item, name, Side.PLAN, step.old, step.new)
            changes += [
                SetPair(item, name, run.view.plan[item].values.get(name), there),
                Close(intents[step].id, Outcome.APPLIED),
                *told_over(run, item, name),
                Remember(event),
            ]
            run.say(step, Result.DONE)
        else:
            changes += [Close(intents[step].id, Outcome.VOID), refusal(run, step, step.source, there)]
            run.say(step, Result.REFUSED, f"the tracker shows {there!r}")
    run.commit(changes)


def told_over(run: Run, item: str, name: Field) -> list[Change]:
    """An open point ends here, unless a comment still has to say so."""
    standing = run.memory.standing.get((item, name))
    return [] if standing is None or standing.comment is not None else [Settle(item, name)]


def write_issue(run: Run, item: str, values: dict[Field, Value]) -> Snapshot | None:
    """None when somebody changed the issue since it was looked at."""
    number = run.view.issues[item].number
    known = run.seen.issues[number]
    issue = run.forge.issue(number)
    if issue.version != known.version:
        return None
    patch = patch_issue(run.view.mirror, item, issue, values, run.view.numbers)
    written = run.forge.edit_issue(number, patch) if patch != IssuePatch() else issue
    if values.get(Field.STATUS) in (OPEN, Status.ONGOING) and known.state != written.state:
        run.reopened.append(item)
    run.seen.issues[number] = written
    names = {number: item for item, number in run.view.numbers.items()}
    return issue_snapshot(run.view.mirror, item, written, names, values.get(Field.TITLE))


def write_milestone(run: Run, item: str, values: dict[Field, Value]) -> Snapshot | None:
    number = run.view.milestones[item].number
    known = run.seen.milestones[number]
    milestone = run.forge.milestone(number)
    if milestone.version != known.version:
        return None
    patch = patch_milestone(run.view.mirror, item, milestone, values)
    written = run.forge.edit_milestone(number, patch) if patch != MilestonePatch() else milestone
    run.seen.milestones[number] = written
    return milestone_snapshot(run.view.mirror, item, written, values.get(Field.TITLE))


def write_links(run: Run) -> None:
    """Addresses into the plan file; and the closing day goes where a person took the status back."""
    edits: list[PlanEdit] = []
    for link in run.memory.links.values():
        record = run.records.get(link.item)
        if record is None:
            continue
        key = link_key(record)
        if value(record, key) != link.url:
            edits.append(PlanEdit(link.item, key, value(record, key), link.url))
        if isinstance(record, Activity) and record.completed and record.status != Status.COMPLETED:
            base = run.memory.bases.get(link.item)
            agreed = base is not None and base.plan.get(Field.STATUS) == (record.status or UNREPORTED)
            if agreed and base is not None and base.forge.get(Field.STATUS) not in DONE:
                edits.append(PlanEdit(link.item, "completed", str(record.completed), None))
    if not edits:
        return
    intents = {
        edit: run.intend(edit.item, edit.key, Side.PLAN, edit.old, edit.new, None, run.plan_version)
        for edit in edits
    }
    run.commit([Open(intent) for intent in intents.values()])
    written = run.plan.write(edits)
    run.document = written.document
    done = set(written.done)
    run.commit(
        [
            Close(intent.id, Outcome.APPLIED if edit in done else Outcome.VOID)
            for edit, intent in intents.items()
        ]
    )
    for edit in edits:
        kind = StepKind.LINK if edit.key != "completed" else StepKind.EDIT
        step = Step(kind, Side.PLAN, edit.item, edit.key, edit.old, edit.new)
        run.say(step, Result.DONE if edit in done else Result.DEFERRED)
