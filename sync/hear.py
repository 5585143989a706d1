"""Answers that people gave in comments: into the plan once, then a receipt on the comment.

The plan is edited as if its owner had typed the answer; the rest of the run carries it to the tracker.
"""

from __future__ import annotations

from collections.abc import Iterator

from mappings.answers import Answers, read_answers
from mappings.comments import WORDS, contested_answer_comment, unread_answer_comment
from mappings.issue import Comment
from mappings.plan import Status
from mappings.snapshot import Field, Kind, Side, Value
from sync.causes import Origin
from sync.changes import Cause, Step
from sync.decide import Key, step_kind
from sync.journal import FIELDS
from sync.memory import Change, Close, Heard, Open, SetPair, StandingKind
from sync.ports import PlanEdit
from sync.receipts import acknowledge, settle_receipts
from sync.records import records, value
from sync.report import Finding, FindingKind, Result
from sync.run import Receipt, Run
from sync.tell import item_by_item, post
from sync.trace import ANSWER, Intent, Outcome


def hear(run: Run) -> None:
    """Take each answer into the plan, once. Where the memory is lost, old answers are listed instead."""
    settle_receipts(run)
    items = {
        issue.number: item
        for item, issue in run.view.issues.items()
        if run.view.plan[item].kind is Kind.ACTIVITY
    }
    for comment in run.forge.unheard():
        item = items.get(comment.issue)
        answers = read_answers(comment.body) if item is not None else None
        if item is None or answers is None:
            continue
        if comment.number in run.memory.heard:
            if run.memory.heard[comment.number] and comment.number not in run.receipts:
                acknowledge(run, item, comment)  # taken in already; the receipt was cut off
            continue
        if not run.listens_to(comment.author) or run.forge.has_receipt(comment):
            continue
        if item not in run.memory.bases:
            run.answered.append(Finding(FindingKind.OLD_ANSWER, item, f"comment {comment.number}"))
            run.commit([Heard(comment.number, owed=False)])
            continue
        take_in(run, item, comment, answers)
    run.forge.all_heard()


def take_in(run: Run, item: str, comment: Comment, answers: Answers) -> None:
    contested = {key for key, new in answers.values.items() if is_contested(run, item, key, new)}
    said = {key: new for key, new in answers.values.items() if key not in contested}
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
    run.records = records(written.document.plan)
    run.effects += 1
    contested |= {edit.key for edit in written.stale if edit.key in answers.values}
    taken = bool(said) and not contested and not written.refused
    changes: list[Change] = [Heard(comment.number, taken)]
    if "status" in said and "status" not in contested and not written.refused:
        changes += over_the_close(run, item, comment, said["status"])
    for edit, intent in intents.items():
        if edit not in written.done:
            changes.append(Close(intent.id, Outcome.VOID))
            continue
        changes += run.when_landed(edit.slot, [run.applied(intent)])
        if edit.key != "completed":
            run.say(step(edit), Result.DONE, f"answered by {comment.author}")
    run.commit(changes)
    for edit, reason in written.refused:
        run.say(step(edit), Result.REFUSED, reason)
    settle_conflicts(run, item, said)
    reply(run, item, comment, answers, contested)
    if taken:
        slots = frozenset(edit.slot for edit in written.done) & run.document.waiting
        if slots:
            run.receipts[comment.number] = Receipt(item, slots)
        else:
            acknowledge(run, item, comment)


def over_the_close(run: Run, item: str, comment: Comment, status: Value) -> Iterator[SetPair]:
    """Who says a status when the issue is closed already says more than the closing did.

    Only that it was dropped may be said in the very moment of closing: a button does both.
    """
    closed, base = run.view.issues[item].closed, run.memory.bases.get(item)
    if closed is None or base is None or Field.STATUS not in base.forge:
        return
    if comment.created >= closed or status == Status.CANCELLED:
        there = run.view.forge[item].values.get(Field.STATUS)
        yield SetPair(item, Field.STATUS, base.plan.get(Field.STATUS), there)


def is_contested(run: Run, item: str, key: str, new: Value) -> bool:
    """The plan file was edited too since both sides agreed, to something else: nobody's word is overwritten.

    Where a conflict was told already, the answer is what was asked for.
    """
    here, base = run.view.plan[item], run.memory.bases.get(item)
    if (
        key not in FIELDS
        or base is None
        or Field(key) in here.derived
        or (item, Field(key)) in run.memory.standing
    ):
        return False
    now = here.values.get(Field(key))
    return now != base.plan.get(Field(key)) and now != new


def reply(run: Run, item: str, comment: Comment, answers: Answers, contested: set[str]) -> None:
    """Say once, where it was written, what of an answer is not in the plan."""
    told = [unread_answer_comment(answers.unread, run.view.mirror.year)] if answers.unread else []
    told += [
        contested_answer_comment(Field(key), value(run.records[item], key), answers.values[key])
        for key in sorted(contested & FIELDS)
    ]
    if told:
        lines = [line for _, line in answers.unread] + [
            f"{WORDS[Field(key)][1]}: {answers.values[key]}" for key in sorted(contested & FIELDS)
        ]
        run.answered.append(Finding(FindingKind.UNREAD_ANSWER, item, lines[0]))
        with item_by_item(run, item):
            post(run, item, f"{ANSWER}{comment.number}", "\n".join(told))


def announce(run: Run, edit: PlanEdit, comment: Comment) -> Intent:
    name = f"{ANSWER}{comment.number} {edit.key}"
    behind = Origin(Cause.ANSWERED, comment.author, comment.author)
    return run.intend(edit.item, name, Side.PLAN, edit.old, edit.new, None, run.plan_version, behind)


def step(edit: PlanEdit) -> Step:
    return Step(step_kind(edit.key, edit.old, edit.new), Side.PLAN, edit.item, edit.key, edit.old, edit.new)


def settle_conflicts(run: Run, item: str, said: dict[str, Value]) -> None:
    """An answer to a conflict that was told is the choice between the two sides."""
    for key in said:
        where: Key | None = (item, Field(key)) if key in FIELDS else None
        standing = run.memory.standing.get(where) if where else None
        if where and standing is not None and standing.kind is StandingKind.CONFLICT:
            run.choices[where] = Side.PLAN
