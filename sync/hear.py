"""Answers that people gave in comments: into the plan once, then a receipt on the comment.

The plan is edited as if its owner had typed the answer; the rest of the run carries it to the tracker.
"""

from __future__ import annotations

from mappings.answers import Answers, read_answers
from mappings.comments import unread_answer_comment
from mappings.issue import Comment
from mappings.snapshot import Field, Side, Value
from sync.changes import Step
from sync.decide import Key, step_kind
from sync.journal import ANSWER
from sync.memory import Change, Close, Event, Heard, Intent, Open, Outcome, Remember, StandingKind
from sync.ports import PlanEdit
from sync.records import value
from sync.report import Finding, FindingKind, Result
from sync.run import Run
from sync.tell import post


def hear(run: Run) -> None:
    """Take each answer into the plan, once. Where the memory is lost, old answers are listed instead."""
    items = {issue.number: item for item, issue in run.view.issues.items()}
    for comment in run.forge.unheard():
        item = items.get(comment.issue)
        answers = read_answers(comment.body) if item is not None and comment.trusted else None
        if item is None or answers is None:
            continue
        if comment.number in run.memory.heard:
            if answers.values:
                run.forge.acknowledge(comment)  # taken in already; the receipt was cut off
            continue
        if run.memory.run == 0:
            run.answered.append(Finding(FindingKind.OLD_ANSWER, item, f"comment {comment.number}"))
            run.commit([Heard(comment.number)])
            continue
        take_in(run, item, comment, answers)


def take_in(run: Run, item: str, comment: Comment, answers: Answers) -> None:
    said = dict(answers.values)
    if "status" in said:
        done = said["status"] == "completed"
        said["completed"] = str(run.day(comment.created)) if done else None
    edits = [
        PlanEdit(item, key, value(run.records[item], key), new)
        for key, new in said.items()
        if value(run.records[item], key) != new
    ]
    intents = {edit: announce(run, edit, comment) for edit in edits}
    run.commit([Open(intent) for intent in intents.values()])
    written = run.plan.write(edits)
    run.document = written.document
    run.effects += 1
    changes: list[Change] = [Heard(comment.number)]
    for edit, intent in intents.items():
        applied = edit in written.done
        changes.append(Close(intent.id, Outcome.APPLIED if applied else Outcome.VOID))
        if applied and edit.key != "completed":
            changes.append(Remember(event(run, edit, comment.author)))
            run.say(step(edit), Result.DONE, f"answered by {comment.author}")
    run.commit(changes)
    for edit, reason in written.refused:
        run.say(step(edit), Result.REFUSED, reason)
    settle_conflicts(run, item, said)
    if answers.unread:
        run.answered.append(Finding(FindingKind.UNREAD_ANSWER, item, answers.unread[0][1]))
        told = unread_answer_comment(answers.unread, run.view.mirror.year)
        post(run, item, f"{ANSWER}{comment.number}", told)
    if answers.values and not written.refused:
        run.forge.acknowledge(comment)


def announce(run: Run, edit: PlanEdit, comment: Comment) -> Intent:
    name = f"{ANSWER}{comment.number} {edit.key}"
    return run.intend(edit.item, name, Side.PLAN, edit.old, edit.new, None, run.plan_version)


def step(edit: PlanEdit) -> Step:
    return Step(step_kind(edit.key, edit.old, edit.new), Side.PLAN, edit.item, edit.key, edit.old, edit.new)


def event(run: Run, edit: PlanEdit, who: str) -> Event:
    return Event(run.clock(), run.number, edit.item, edit.key, Side.FORGE, edit.old, edit.new, who)


def settle_conflicts(run: Run, item: str, said: dict[str, Value]) -> None:
    """An answer to a conflict that was told is the choice between the two sides."""
    for key in said:
        where: Key | None = (item, Field(key)) if key in set(Field) else None
        standing = run.memory.standing.get(where) if where else None
        if where and standing is not None and standing.kind is StandingKind.CONFLICT:
            run.choices[where] = Side.PLAN
