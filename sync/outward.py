"""Edits on the tracker: each item is read again, the least is written, and read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import assert_never

from mappings import labels
from mappings.issue import Issue, IssuePatch, Milestone, MilestonePatch
from mappings.issues import issue_snapshot, patch_issue
from mappings.marks import DamagedBlock
from mappings.milestones import milestone_snapshot, patch_milestone
from mappings.parents import parent_snapshot, patch_parent
from mappings.plan import Status
from mappings.snapshot import OPEN, Field, Kind, Side, Snapshot, Value
from sync.changes import Cause, Step, StepKind
from sync.errors import Limited, Missing, Rejected, Unavailable
from sync.halves import corresponds, status_on_tracker
from sync.making import PATIENCE
from sync.memory import Base, Change, Close, Open, SetPair, Settle, Stand, Standing, StandingKind
from sync.report import Result
from sync.run import Run
from sync.trace import Intent, Outcome
from sync.view import version_of


def edit_items(run: Run, steps: Sequence[Step]) -> None:
    """Write the plan's edits to the tracker: first all edits, then what closes."""
    opening = [step for step in steps if step.kind is not StepKind.CLOSE]
    closing = [step for step in steps if step.kind is StepKind.CLOSE]
    alone = [step for step in opening if stands_alone(run, step)]
    rest = [step for step in opening if not stands_alone(run, step)]
    batches = [*by_item(rest), *by_item(alone), *by_item(closing)]
    for count, (item, batch) in enumerate(batches):
        if item in run.doubtful or run.out_of_time():
            for step in batch:
                run.say(step, Result.DEFERRED, "no answer yet" if item in run.doubtful else "time was up")
            continue
        run.progress("edits", count, len(batches), timedelta())
        write_in_turn(run, item, batch)
    if batches:
        run.progress("edits", len(batches), len(batches), timedelta())


def stands_alone(run: Run, step: Step) -> bool:
    """Computed, and refused by a service that has no parts, or where a person's own date stands in the way.

    It is written by itself: what can't be done there holds up nothing else, and is said once.
    """
    dates = step.field in (Field.START, Field.DUE) and step.item in run.view.milestones
    return step.field == Field.PARENT or dates


def write_in_turn(run: Run, item: str, steps: Sequence[Step]) -> None:
    """Wait first, then read and write: what was refused as too much is decided from a new look.

    Each try is written down just before it, with how the item stands by then: what was written to it before
    is no doubt about what is written now.
    """
    for left in reversed(range(PATIENCE)):
        run.forge.await_turn(creating=False)
        intents = {step: run.intent(step, version_of(known(run, item))) for step in steps}
        run.commit([Open(intent) for intent in intents.values()])
        try:
            write_item(run, item, steps, intents)
        except Limited:
            run.commit([Close(intent.id, Outcome.VOID) for intent in intents.values()])
            if not left:
                raise
        else:
            return


def reopened_by_people(run: Run, others: Sequence[Step]) -> list[Step]:
    """What a person has reopened is dropped no more: the label that says so goes, unless it goes anyway."""
    written = {step.item for step in others if step.field == Field.STATUS}
    return [
        Step(StepKind.EDIT, Side.FORGE, step.item, Field.STATUS, OPEN, step.new, step.new)
        for step in run.report.done(Side.PLAN)
        if step.kind is StepKind.REOPEN
        and step.item not in written
        and labels.holds(run.view.issues[step.item].labels, labels.CANCELLED)
    ]


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
    here: Issue | Milestone | None = None
    try:
        here = read_again(run, item)
        got = write(run, item, here, values) if here is not None else None
    except (Rejected, Missing, DamagedBlock) as error:
        run.commit([refusal(run, one, one.source, one.old) for one in steps if stands_alone(run, one)])
        run.commit([Close(intents[step].id, Outcome.VOID) for step in steps])
        for step in steps:
            run.say(step, Result.FAILED, str(error))
        return
    except Limited:
        raise
    except Unavailable as error:
        if here is None:
            run.commit([Close(intents[step].id, Outcome.VOID) for step in steps])
        else:
            look_again(run, item, steps, intents)
        run.no_answer(steps, error)
        return
    run.silences = 0
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
            agreed = [
                SetPair(item, name, run.view.plan[item].values.get(name), there),
                *taken_off(step),
                run.applied(intents[step]),
                *told_over(run, item, name),
            ]
            changes += run.when_landed((item, name), agreed)
            run.say(step, Result.DONE)
        else:
            changes += [Close(intents[step].id, Outcome.VOID), refusal(run, step, step.source, there)]
            if there != step.old:
                changes.append(run.wrote(item, name, step.old, there, intents[step].why or Cause.FOLLOWS))
            run.say(step, Result.REFUSED, f"the tracker shows {'nothing' if there is None else f'“{there}”'}")
    run.commit(changes)


def known(run: Run, item: str) -> Issue | Milestone:
    """How an item stands, as far as this run knows, with what it wrote itself."""
    here = run.view.issues.get(item)
    if here is not None:
        return run.seen.issues[here.number]
    return run.seen.milestones[run.view.milestones[item].number]


def read_again(run: Run, item: str) -> Issue | Milestone | None:
    """None when somebody changed it since it was looked at."""
    held = known(run, item)
    now = look(run, item, held.number)
    return now if now.version == held.version else None


def look(run: Run, item: str, number: int) -> Issue | Milestone:
    return run.forge.issue(number) if item in run.view.issues else run.forge.milestone(number)


def look_again(run: Run, item: str, steps: Sequence[Step], intents: dict[Step, Intent]) -> None:
    """A part of it may have been done: from how it stands now the next run tells what somebody did since.

    A value that is neither the old one nor the new one is half of what was written, and nobody's edit.
    """
    with suppress(Missing, Unavailable):
        now = look(run, item, known(run, item).number)
        base = run.memory.bases.get(item, Base())
        there = shown(run, item, now, base.forge).values
        changes: list[Change] = []
        for step in steps:
            name = Field(step.field)
            changes += [Close(intents[step].id, Outcome.VOID), Open(run.intent(step, version_of(now)))]
            half = there.get(name) != base.forge.get(name) and not corresponds(
                name, step.new, there.get(name)
            )
            if half and name in base.forge:
                changes.append(SetPair(item, name, base.plan.get(name), there.get(name)))
        run.commit(changes)


def taken_off(step: Step) -> list[Change]:
    """A field that is not shown any more is agreed on no more: shown again, it is written anew."""
    if step.field != Field.LEFT_OUT or not step.old:
        return []
    return [SetPair(step.item, Field(name), None, None) for name in step.old.split("\n")]


def told_over(run: Run, item: str, name: Field) -> list[Change]:
    """An open point ends here, unless a comment still has to say so."""
    standing = run.memory.standing.get((item, name))
    return [] if standing is None or standing.comment is not None else [Settle(item, name)]


def write(run: Run, item: str, here: Issue | Milestone, values: dict[Field, Value]) -> Snapshot:
    match here:
        case Issue():
            return write_issue(run, item, here, values)
        case Milestone():
            return write_milestone(run, item, here, values)
        case _:
            assert_never(here)


def write_issue(run: Run, item: str, issue: Issue, values: dict[Field, Value]) -> Snapshot:
    is_activity = run.view.plan[item].kind is Kind.ACTIVITY
    if is_activity:
        patch = patch_issue(run.view.mirror, item, issue, values, run.view.numbers, run.view.parents)
    else:
        patch = patch_parent(run.view.mirror, item, issue, values)
    written = run.forge.edit_issue(issue.number, patch) if patch != IssuePatch() else issue
    if values.get(Field.STATUS) in (OPEN, Status.ONGOING) and issue.state != written.state:
        run.reopened.append(item)
    run.seen.issues[issue.number] = written
    return shown(run, item, written, values)


def write_milestone(run: Run, item: str, milestone: Milestone, values: dict[Field, Value]) -> Snapshot:
    patch = patch_milestone(run.view.mirror, item, milestone, values)
    number = milestone.number
    written = run.forge.edit_milestone(number, patch) if patch != MilestonePatch() else milestone
    run.seen.milestones[number] = written
    return shown(run, item, written, values)


def shown(run: Run, item: str, one: Issue | Milestone, last: Mapping[Field, Value]) -> Snapshot:
    """What stands there; `last`: what stood there, or was written there, last."""
    if isinstance(one, Milestone):
        return milestone_snapshot(run.view.mirror, item, one, last)
    if run.view.plan[item].kind is not Kind.ACTIVITY:
        return parent_snapshot(run.view.mirror, item, one, last)
    names = {number: item for item, number in run.view.numbers.items()}
    parents = {number: item for item, number in run.view.parents.items()}
    return issue_snapshot(run.view.mirror, item, one, names, last, parents)


def refusal(run: Run, step: Step, plan: Value, forge: Value) -> Stand:
    return Stand(Standing(step.item, Field(step.field), StandingKind.REFUSAL, plan, forge, run.clock()))
