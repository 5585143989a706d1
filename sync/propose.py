"""The accounts behind an activity's lead are assigned to its issue: once, and only when its time is near.

It is no edit of the plan, and whoever takes somebody off again has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from mappings.issue import Issue, IssuePatch, State
from mappings.issues import issue_snapshot
from mappings.items import Item
from mappings.snapshot import Field, Side, Value
from sync.changes import Cause, Step, StepKind
from sync.errors import Missing, Rejected, Unavailable
from sync.memory import Close, Open, Propose, SetPair
from sync.owner import claim
from sync.report import Result
from sync.run import Run
from sync.trace import PROPOSAL, Intent, Outcome
from sync.view import version_of

AHEAD: Final = timedelta(days=90)
PAST: Final = timedelta(days=7)
"""What is past its date for longer calls nobody: the first mirror of an old plan would call everybody."""


def propose(run: Run) -> None:
    """Whom the tracker does not let be assigned is listed by the doctor, and not asked for again."""
    asked = run.memory.proposed | run.doubtful
    todo = [item for item in run.view.issues if item not in asked and is_near(run, item)]
    wanted = {item: tuple(accounts_for(run, item)) for item in todo}
    run.commit([Propose(item) for item, accounts in wanted.items() if not accounts])
    for item, accounts in wanted.items():
        if accounts:
            run.forge.await_turn(creating=False)
            if not run.out_of_time():
                assign(run, item, accounts)


def is_near(run: Run, item: str) -> bool:
    """Open, without anybody whom the plan itself names, and due in the next months or newly past."""
    held = run.view.mirror.items[item]
    if held.activity is None or held.activity.assignees or run.view.issues[item].state is State.CLOSED:
        return False
    today = run.day(run.clock())
    return is_due(held, today)


def is_due(held: Item, today: date) -> bool:
    return held.due is not None and today - PAST <= held.due <= today + AHEAD


def accounts_for(run: Run, item: str) -> Iterator[str]:
    held, mirror = run.view.mirror.items[item], run.view.mirror
    for lead in held.leads:
        account = mirror.people.account_for(lead, mirror.service, held.area.id, held.year)
        if account:
            yield account


def assign(run: Run, item: str, accounts: tuple[str, ...]) -> None:
    """Written down before it is done: if no answer comes, it is not taken for a person's act."""
    number = run.view.issues[item].number
    plan = run.view.plan[item].values.get(Field.ASSIGNEES)
    claim(run)
    try:
        issue = run.forge.issue(number)
        if issue.assignees:
            run.defer([Propose(item)])  # a person was quicker: that is an edit like any other
            return
        wanted = shown(run, item, replace(issue, assignees=accounts))
        behind, version = run.by_bot(Cause.PROPOSED), version_of(issue)
        intent = run.intend(item, PROPOSAL, Side.FORGE, None, wanted, plan, version, behind)
        run.commit([Open(intent)])
        issue = run.forge.edit_issue(number, IssuePatch(add_assignees=accounts))
    except (Rejected, Missing) as error:
        run.commit([Propose(item), *(Close(one.id, Outcome.VOID) for one in proposals(run, item))])
        run.say(step(item, None, "\n".join(accounts)), Result.FAILED, error.message)
        return
    except Unavailable as error:
        run.no_answer([step(item, None, "\n".join(accounts))], error)
        return
    run.silences = 0
    run.effects += 1
    run.seen.issues[number] = issue
    got = shown(run, item, issue)
    run.commit([Propose(item), run.applied(intent), SetPair(item, Field.ASSIGNEES, plan, got)])
    run.say(step(item, None, got), Result.DONE)


def proposals(run: Run, item: str) -> Iterator[Intent]:
    return (one for one in run.memory.open if one.field == PROPOSAL and one.item == item)


def shown(run: Run, item: str, issue: Issue) -> Value:
    """The assignees of an issue by the names that the plan knows."""
    names = {number: item for item, number in run.view.numbers.items()}
    return issue_snapshot(run.view.mirror, item, issue, names).values.get(Field.ASSIGNEES)


def step(item: str, old: str | None, new: str | None) -> Step:
    return Step(StepKind.EDIT, Side.FORGE, item, Field.ASSIGNEES, old, new)
