"""Labels, milestones and issues are made: each is announced, made, linked and read back before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from mappings.issue import Label, Milestone, MilestoneDraft
from mappings.issues import draft_issue, issue_snapshot, relink_issue
from mappings.marks import DamagedBlock, Marker, find_marker
from mappings.milestones import draft_milestone, milestone_snapshot, relink_milestone
from mappings.parents import draft_parent, parent_snapshot, relink_parent
from mappings.snapshot import OPEN, UNREPORTED, Field, Kind, Side, Snapshot
from sync.changes import Cause, Step, StepKind
from sync.errors import Limited, Missing, Rejected, Taken, Unavailable
from sync.halves import corresponds
from sync.making import announced, patiently
from sync.memory import Change, Close, Link, Open, SetLink, SetPair, Stand, Standing, StandingKind
from sync.report import Result
from sync.run import Run
from sync.trace import CREATE, Intent, Outcome

T = TypeVar("T")


def relink_items(run: Run) -> None:
    """Write an item's new id into its issue or milestone."""
    for step in run.view.relinks:
        behind = run.by_bot(Cause.RENAMED)
        intent = run.intend(step.item, step.field, step.side, step.old, step.new, step.source, "", behind)
        run.commit([Open(intent)])
        try:
            relink(run, step.item)
        except (Rejected, Missing, DamagedBlock) as error:
            run.commit([Close(intent.id, Outcome.VOID)])
            run.say(step, Result.FAILED, str(error))
            continue
        except Unavailable as error:
            run.no_answer([step], error)
            continue
        run.effects += 1
        run.commit([run.applied(intent)])
        run.say(step, Result.DONE)


def relink(run: Run, item: str) -> None:
    link = run.memory.links[item]
    if link.kind.on_issue:
        change_of = relink_issue if link.kind is Kind.ACTIVITY else relink_parent
        patch = change_of(run.view.mirror, item, run.forge.issue(link.number))
        run.seen.issues[link.number] = run.forge.edit_issue(link.number, patch)
    else:
        change = relink_milestone(run.view.mirror, item, run.forge.milestone(link.number))
        run.seen.milestones[link.number] = run.forge.edit_milestone(link.number, change)


def create_items(run: Run) -> None:
    """Make what the plan has and the tracker has not."""
    todo = [item for item in run.view.absent if item not in run.waiting]
    if not todo or not run.seen.complete:
        return
    create_labels(run)
    milestones = [item for item in todo if not run.view.plan[item].kind.on_issue]
    issues = [item for item in todo if run.view.plan[item].kind is Kind.ACTIVITY]
    parents = [item for item in todo if run.view.plan[item].kind in (Kind.PARENT, Kind.COPY)]
    numbers = run.view.numbers
    for item in timely(run, "milestones", milestones):
        made = create_milestone(run, item)
        if made is not None:
            numbers[item] = made.number
    names = {number: item for item, number in numbers.items()}
    for item in timely(run, "outputs", parents):
        create_parent(run, item)
    for item in timely(run, "issues", issues):
        holder = run.view.plan[item].values.get(Field.MILESTONE)
        if holder is None or holder in numbers:
            create_issue(run, item, numbers.get(holder or ""), names)
    run.commit()
    if run.created:
        with suppress(Unavailable):  # another run that makes something tries again
            if board := run.forge.furnish(run.view.mirror.plan_id):
                run.defer([run.wrote("", "board", None, board, Cause.MADE)])


def timely(run: Run, what: str, todo: Sequence[str]) -> Iterator[str]:
    """One after the other, with progress, until the time of the run is up."""
    for count, item in enumerate(todo):
        run.progress(what, count, len(todo), run.forge.forecast(len(todo) - count))
        run.forge.await_turn()
        if run.out_of_time():
            return
        yield item
    if todo:
        run.progress(what, len(todo), len(todo), timedelta())


def create_labels(run: Run) -> None:
    for wanted in run.view.mirror.labels:
        if run.out_of_time():
            return
        if wanted.name.casefold() not in run.seen.labels:
            run.seen.labels[wanted.name.casefold()] = create_label(run, wanted)


def create_label(run: Run, wanted: Label) -> Label:
    """Whether it was made before is no question: its name can't be there twice."""
    try:
        made = patiently(run.forge, lambda: run.forge.create_label(wanted))
    except Taken:
        return run.forge.label(wanted.name) or wanted
    run.effects += 1
    run.defer([run.wrote("", "label", None, made.name, Cause.MADE)])
    return made


def create_milestone(run: Run, item: str) -> Milestone | None:
    draft = draft_milestone(run.view.mirror, item)
    created = create(run, item, draft.title, lambda: milestone_for(run, item, draft))
    if created is None:
        return None
    intent, made = created
    run.seen.milestones[made.number] = made
    got = milestone_snapshot(run.view.mirror, item, made)
    remember_created(run, intent, Link(item, run.view.plan[item].kind, made.number, made.url), got)
    return made


def milestone_for(run: Run, item: str, draft: MilestoneDraft) -> Milestone:
    """The new milestone, or the one with this very title where that is ours: an earlier run made it."""
    try:
        return run.forge.create_milestone(draft)
    except Taken:
        there = run.forge.milestone_titled(draft.title)
        if there is None or find_marker(there.description) != Marker(run.view.mirror.plan_id, item):
            raise
        return there


def create_issue(run: Run, item: str, milestone: int | None, names: dict[int, str]) -> None:
    draft = draft_issue(run.view.mirror, item, milestone)
    created = create(run, item, draft.title, lambda: run.forge.create_issue(draft))
    if created is None:
        return
    intent, made = created
    run.seen.issues[made.number] = made
    got = issue_snapshot(run.view.mirror, item, made, names)
    remember_created(run, intent, Link(item, Kind.ACTIVITY, made.number, made.url), got)


def create_parent(run: Run, item: str) -> None:
    draft = draft_parent(run.view.mirror, item)
    created = create(run, item, draft.title, lambda: run.forge.create_issue(draft))
    if created is None:
        return
    intent, made = created
    run.seen.issues[made.number] = made
    got = parent_snapshot(run.view.mirror, item, made)
    remember_created(run, intent, Link(item, run.view.plan[item].kind, made.number, made.url), got)


def create(run: Run, item: str, title: str, make: Callable[[], T]) -> tuple[Intent, T] | None:
    """What was made, with its intent, still open; None when it was not made, or nobody knows."""
    step = Step(StepKind.CREATE, Side.FORGE, item, CREATE, None, title)
    try:
        kind, behind = run.view.plan[item].kind.value, run.by_bot(Cause.MADE)
        made = announced(
            run, lambda: run.intend(item, CREATE, Side.FORGE, None, title, kind, "", behind), make
        )
    except Rejected as error:
        run.commit([Close(run.last_intent, Outcome.VOID)])
        run.say(step, Result.FAILED, error.message)
        return None
    except Limited:
        raise
    except Unavailable as error:
        run.no_answer([step], error)
        return None
    run.silences = 0
    return made


def remember_created(run: Run, intent: Intent, link: Link, got: Snapshot) -> None:
    """The link and every field as read back; what the tracker did not take is listed."""
    run.effects += 1
    item = link.item
    run.created.add(item)
    changes: list[Change] = [SetLink(link), run.applied(intent)]
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
            elif name is Field.PARENT:
                half = None  # it is made a part of its output once both are there
            elif name is Field.ASSIGNEES:
                half = there  # nobody is called before the issue exists
            else:
                half = there  # still to be said, and not tried again as long as it is refused
                standing = Standing(item, name, StandingKind.REFUSAL, wanted, there, run.clock())
                changes.append(Stand(standing))
        changes.append(SetPair(item, name, half, there))
    run.defer(changes)
    step = Step(StepKind.CREATE, Side.FORGE, item, link.kind.value, None, intent.new)
    run.say(step, Result.DONE)
