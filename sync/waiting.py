"""What was written into the plan file and does not count yet, until it is pushed or merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from mappings.snapshot import Field, Side
from sync.changes import Cause, Why
from sync.errors import Missing, Unavailable, WorkplanError
from sync.halves import corresponds, half_after
from sync.journal import FIELDS, value_of
from sync.memory import (
    Change,
    Close,
    Heard,
    Memory,
    Remember,
    SetPair,
    Stand,
    Standing,
    StandingKind,
)
from sync.planvalues import normal
from sync.ports import Landing, PlanEdit, Slot
from sync.receipts import acknowledge
from sync.records import value
from sync.report import Finding, FindingKind
from sync.run import Receipt, Run
from sync.trace import ANSWER, Event, Intent, Outcome


def slot_of(intent: Intent) -> Slot:
    return intent.item, intent.key


def pending(memory: Memory) -> list[PlanEdit]:
    """What earlier runs wrote into the plan file, or were about to, in that order."""
    return [
        PlanEdit(*slot_of(intent), intent.old, intent.new)
        for intent in memory.open
        if intent.side is Side.PLAN
    ]


def settle_waiting(run: Run) -> None:
    """What was written in earlier runs and counts by now is agreed; this run goes by the rest as if it were.

    Whatever people did on the tracker meanwhile, they did after it.
    """
    run.commit(list(declined(run)))
    found: dict[Slot, list[Intent]] = defaultdict(list)
    for intent in run.memory.open:
        if stands(run, intent):
            found[slot_of(intent)].append(intent)
    for slot, intents in found.items():
        last = intents[-1]
        closed = [run.applied(one) if one is last else Close(one.id, Outcome.VOID) for one in intents]
        for one in intents:
            owe(run, one, slot)
        run.commit(run.when_landed(slot, [*agreed(run, last), *closed]))


def stands(run: Run, intent: Intent) -> bool:
    """What was announced was done, and nobody has undone it."""
    item, key = slot_of(intent)
    if intent.side is Side.PLAN:
        now = value(run.records.get(item), key)
        return (item, key) in run.document.waiting or normal(key, now) == normal(key, intent.new)
    if (item, key) not in run.document.waiting:
        return False  # it is settled as ever
    if intent.field not in FIELDS or intent.item not in run.view.plan or intent.item not in run.view.forge:
        return False
    name = Field(intent.field)
    here, there = value_of(run.view.plan[intent.item], name), value_of(run.view.forge[intent.item], name)
    return corresponds(name, intent.new, there) and here == intent.source


def agreed(run: Run, intent: Intent) -> Iterator[Change]:
    """What is remembered of a value once it counts."""
    is_key = intent.field not in FIELDS or intent.why is Cause.LINK
    if intent.field.startswith(ANSWER) or is_key or intent.item not in run.view.plan:
        return
    name = Field(intent.field)
    if name is Field.TITLE and intent.item in run.view.split:
        return  # edited in one of its two places: it is agreed on once it stands in both
    base = run.memory.bases.get(intent.item)
    if intent.side is Side.PLAN:
        half = half_after(name, intent.new, intent.source, base)
        yield SetPair(intent.item, name, half, intent.source)
    else:
        yield SetPair(intent.item, name, intent.source, value_of(run.view.forge[intent.item], name))


def owe(run: Run, intent: Intent, slot: Slot) -> None:
    if intent.field.startswith(ANSWER):
        number = int(intent.field.split()[1])
        known = run.receipts.get(number, Receipt(intent.item, frozenset()))
        run.receipts[number] = Receipt(intent.item, known.slots | {slot})


def declined(run: Run) -> Iterator[Change]:
    """What people did not want in the plan is theirs to settle, as the tracker says it still."""
    for intent in run.memory.open:
        if intent.side is not Side.PLAN or slot_of(intent) not in run.document.declined:
            continue
        item, key = slot_of(intent)
        if intent.field.startswith(ANSWER):
            yield Heard(int(intent.field.split()[1]), owed=False)
            run.answered.append(overtaken(intent))
        elif key not in FIELDS or intent.why is Cause.LINK:
            continue  # a link, or a day that follows: asked for again with the next request
        yield Close(intent.id, Outcome.UNCLEAR)
        if key in FIELDS and item in run.view.plan and item in run.view.forge:
            name = Field(key)
            here, there = value_of(run.view.plan[item], name), value_of(run.view.forge[item], name)
            why = Why.DECLINED
            yield Stand(Standing(item, name, StandingKind.CONFLICT, here, there, run.clock(), why))


def overtaken(intent: Intent) -> Finding:
    """An answer that the plan does not have: somebody wanted something else, or did not want it."""
    return Finding(FindingKind.UNREAD_ANSWER, intent.item, f"{intent.key}: {intent.new}")


def land(run: Run) -> None:
    """Commit, push or ask for what was written into the plan file; then it is remembered as agreed."""
    landing = Landing(frozenset())
    if run.document.waiting:
        run.store([])  # whoever has lost the turn by now pushes nothing
    try:
        landing = run.plan.land(run.number, run.actors)
    except WorkplanError as error:
        run.report.unlanded = error
    run.report.landed = landing.where
    changes = [change for slot in run.later if slot in landing.landed for change in run.later[slot]]
    if landing.where:
        seen = (run.clock(), run.number, "", "git", Side.PLAN, None, landing.where)
        line = Event(*seen, who=None, why=Cause.CARRIED, written=Side.PLAN, actor=run.forge.account)
        changes.append(Remember(line))
    if changes:
        run.store(changes)
    for number, receipt in run.receipts.items():
        if not (receipt.slots & run.document.waiting) - landing.landed:
            give(run, number, receipt.item)


def give(run: Run, number: int, item: str) -> None:
    """Without the receipt the answer counts all the same."""
    issue = run.view.issues.get(item)
    if issue is None or not run.memory.heard.get(number):
        return
    with suppress(Missing, Unavailable):
        comment = next((one for one in run.forge.comments(issue.number) if one.number == number), None)
        if comment is not None:
            acknowledge(run, item, comment)
