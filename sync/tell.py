"""Comments: one per conflict, from its start to its end, edited in place; and one when the plan reopens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from mappings.comments import (
    conflict_comment,
    hidden_key,
    older_date_comment,
    program_comment,
    reopened_comment,
    settled_comment,
)
from mappings.issue import Comment, Edit
from mappings.snapshot import Field, Side
from sync.changes import Cause, Conflict, Step, StepKind, Why
from sync.errors import Missing, Rejected, Unavailable
from sync.making import announced
from sync.memory import Change, Close, Open, Settle, Stand, Standing, StandingKind
from sync.owner import claim
from sync.report import Result
from sync.run import Run
from sync.trace import COMMENT, Intent, Outcome

NO_COMMENT = 0
"""It is not clear whether the comment was posted; rather none than two."""


def tell(run: Run) -> None:
    """Say on each issue what waits for a person there, and what does no longer.

    A comment moves the time of an issue's last change, which is to show what became of a write in doubt.
    """
    adopt_unclear(run)
    current = {(one.item, one.field): one for one in run.report.conflicts}
    for key, conflict in current.items():
        standing = run.memory.standing.get(key)
        told = conflict.why is not Why.BASE_LOST and conflict.item not in run.doubtful
        if standing is not None and told and conflict.item in run.view.issues:
            with item_by_item(run, conflict.item):
                tell_conflict(run, conflict, standing)
    for key, standing in list(run.memory.standing.items()):
        if key not in current and standing.comment is not None and key[0] not in run.doubtful:
            with item_by_item(run, standing.item):
                end_conflict(run, standing)
    for item in run.reopened:
        with item_by_item(run, item):
            post(run, item, "reopened", reopened_comment(run.view.plan[item].values.get(Field.STATUS) or ""))


@contextmanager
def item_by_item(run: Run, item: str) -> Iterator[None]:
    """A comment that the tracker doesn't take, on a locked issue for example, keeps back no other."""
    step = Step(StepKind.EDIT, Side.FORGE, item, "comment")
    try:
        yield
    except (Rejected, Missing) as error:
        run.say(step, Result.FAILED, error.message)
    except Unavailable as error:
        run.no_answer([step], error)


def tell_conflict(run: Run, conflict: Conflict, standing: Standing) -> None:
    if conflict.why is Why.OLDER_DATE:
        new = conflict.plan if conflict.edited is Side.PLAN else conflict.forge
        body = older_date_comment(new, conflict.before)
    elif conflict.why is Why.PROGRAM:
        body = program_comment(conflict.plan, conflict.forge)
    else:
        body = conflict_comment(
            conflict.field,
            conflict.plan,
            conflict.forge,
            conflict.before,
            run.day(standing.since),
            in_zone(run, run.plan.author((conflict.item, conflict.field))),
            in_zone(run, standing.edit),
        )
    if standing.comment is None:
        post(run, conflict.item, conflict.field, body, standing)
        return
    if standing.comment == NO_COMMENT:
        return
    known = find(run, standing)
    if known is not None and known.body != body:
        edit(run, conflict.item, conflict.field, known, body)


def in_zone(run: Run, edit: Edit | None) -> Edit | None:
    """In the plan's time zone, as all days are."""
    return Edit(edit.who, edit.at.astimezone(run.zone)) if edit else None


def end_conflict(run: Run, standing: Standing) -> None:
    """The comment is known by its number: a list that does not show it proves nothing."""
    here = run.view.issues.get(standing.item)
    if here is not None and standing.comment and standing.kind is StandingKind.CONFLICT:
        agreed = run.view.plan[standing.item].values.get(standing.field)
        told = Comment(standing.comment, here.number, run.forge.account, "", standing.since)
        with suppress(Missing):  # somebody deleted it
            edit(run, standing.item, standing.field, told, settled_comment(standing.field, agreed))
    run.commit([Settle(standing.item, standing.field)])


def find(run: Run, standing: Standing) -> Comment | None:
    number = run.view.issues[standing.item].number
    return next((one for one in run.forge.comments(number) if one.number == standing.comment), None)


def announce(run: Run, item: str, name: str, old: str | None, body: str) -> Intent:
    return run.intend(item, f"{COMMENT}{name}", Side.FORGE, old, body, None, "", run.by_bot(Cause.TOLD))


def edit(run: Run, item: str, name: str, comment: Comment, body: str) -> None:
    """Raises as `post` does."""
    claim(run)
    intent = announce(run, item, name, comment.body, body)
    run.commit([Open(intent)])
    try:
        run.forge.edit_comment(comment, body)
    except (Rejected, Missing):
        run.commit([Close(intent.id, Outcome.VOID)])
        raise
    run.commit([run.applied(intent)])


def post(run: Run, item: str, name: str, body: str, standing: Standing | None = None) -> None:
    """Post it, and remember with it where a conflict was told: rather no comment than two.

    Raises Rejected or Missing when it was not posted, Unavailable when nobody knows.
    """
    claim(run)
    number = run.view.issues[item].number
    try:
        intent, posted = announced(
            run,
            lambda: announce(run, item, name, None, body),
            lambda: run.forge.add_comment(number, body),
        )
    except (Rejected, Missing):
        run.commit([Close(run.last_intent, Outcome.VOID)])
        raise
    run.effects += 1
    told = [Stand(replace(standing, comment=posted.number))] if standing else []
    run.commit([run.applied(intent), *told])
    with suppress(Missing, Unavailable):  # a comment may count as a change of the issue
        run.seen.issues[number] = run.forge.issue(number)


def adopt_unclear(run: Run) -> None:
    """A run was cut off while it wrote a comment: look for it; a new one that isn't there is not posted."""
    for intent in [one for one in run.memory.open if one.field.startswith(COMMENT)]:
        name = intent.field.removeprefix(COMMENT)
        issue = run.view.issues.get(intent.item)
        standing = run.memory.standing.get((intent.item, Field(name))) if name in set(Field) else None
        comments = run.forge.comments(issue.number) if issue is not None else ()
        ours = [one for one in comments if one.author == run.forge.account]
        stands = any(one.body == intent.new for one in ours)
        changes: list[Change] = [run.applied(intent) if stands else Close(intent.id, Outcome.UNCLEAR)]
        if standing is not None and intent.old is None:
            mine = [one for one in ours if hidden_key(Field(name)) in one.body]
            consistent = run.forge.capabilities.consistent
            number = mine[-1].number if mine else None if consistent else NO_COMMENT
            changes.append(Stand(replace(standing, comment=number)))
        run.commit(changes)
