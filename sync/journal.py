"""The first act of a run: what became of the effects that an earlier run was cut off in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mappings.snapshot import DERIVED, OPEN, UNREPORTED, Field, Side, Snapshot, Value
from sync.changes import Why
from sync.decide import Key
from sync.halves import corresponds, half_after
from sync.memory import Change, Close, Heard, Memory, Propose, SetPair, Stand, Standing, StandingKind
from sync.planvalues import normal
from sync.seen import Seen
from sync.trace import ANSWER, COMMENT, CREATE, PROPOSAL, RECEIPT, Intent, Outcome
from sync.view import View

PROOF_BY_TIME: Final = timedelta(minutes=10)
"""A list may lag behind a create by minutes; after this nothing is still on its way."""
FIELDS: Final = frozenset(Field)


@dataclass(frozen=True, slots=True)
class Settled:
    changes: tuple[Change, ...]
    waiting: frozenset[str]
    """Items that may exist although no list shows them: not created again yet."""
    overtaken: tuple[Intent, ...] = ()
    """Answers that were not taken in, as somebody changed the plan file to something else."""


def settle(
    view: View,
    seen: Seen,
    memory: Memory,
    consistent: bool,
    plan_version: str,
    now: datetime,
    raw: Mapping[tuple[str, str], Value],
) -> Settled:
    """Settle each open intent: done, not done, or neither can be proved.

    The written side shows the new value and its source is unchanged: done. The written side's version is what
    it was: not done. Else a person has changed something since: the field becomes a conflict at once.
    `raw`: (item, key) -> what stands in the plan file, for what is no field.
    """
    changes: list[Change] = []
    waiting: set[str] = set()
    overtaken: list[Intent] = []
    renaming = {step.item for step in view.relinks}
    for intent in memory.open:
        if intent.field == CREATE:
            if intent.item in view.issues or intent.item in view.milestones:
                changes.append(Close(intent.id, Outcome.APPLIED, now))
                changes.extend(status_to_say(intent.item, view, memory))
            elif is_milestone(intent, view) or absent_for_sure(intent, seen, consistent, now):
                changes.append(Close(intent.id, Outcome.VOID))
            else:
                waiting.add(intent.item)
        elif intent.field == PROPOSAL:
            changes.extend(settle_proposal(intent, view, now))
        elif intent.field in FIELDS and not is_link(intent):
            name = Field(intent.field)
            changes.extend(settle_field(intent, name, view, memory, plan_version, now))
        elif intent.field.startswith(ANSWER):
            number = int(intent.field.split()[1])
            now_said = normal(intent.key, raw.get((intent.item, intent.key)))
            if stands(intent, raw):
                changes += [Close(intent.id, Outcome.APPLIED, now), Heard(number)]
            elif now_said == normal(intent.key, intent.old):
                changes.append(Close(intent.id, Outcome.VOID))  # the comment is read again
            else:
                changes += [Close(intent.id, Outcome.UNCLEAR), Heard(number, owed=False)]
                overtaken.append(intent)
        elif not intent.field.startswith((COMMENT, RECEIPT)):
            # A link, a date or a new id: computed again in every run, if it is not there.
            done = stands(intent, raw) if intent.side is Side.PLAN else intent.item not in renaming
            changes.append(Close(intent.id, Outcome.APPLIED, now) if done else Close(intent.id, Outcome.VOID))
    return Settled(tuple(changes), frozenset(waiting), tuple(overtaken))


def stands(intent: Intent, raw: Mapping[tuple[str, str], Value]) -> bool:
    """What was to be written stands in the plan file."""
    return raw.get((intent.item, intent.key)) == intent.new


def is_link(intent: Intent) -> bool:
    """The plan's key `milestone` is an address; the field of this name is the milestone of an issue."""
    return intent.side is Side.PLAN and intent.field in DERIVED


def status_to_say(item: str, view: View, memory: Memory) -> Iterator[SetPair]:
    """A new issue is open: where it still is, the plan's own word is to be said, and no question."""
    plan, forge = view.plan.get(item), view.forge.get(item)
    if plan is None or forge is None or item in memory.bases:
        return
    there = value_of(forge, Field.STATUS)
    if there == OPEN and Field.STATUS in plan.values:
        yield SetPair(item, Field.STATUS, UNREPORTED, there)


def is_milestone(intent: Intent, view: View) -> bool:
    """Its title can't be there twice: making it again makes nothing, or finds it."""
    return intent.item in view.plan and not view.plan[intent.item].kind.on_issue


def absent_for_sure(intent: Intent, seen: Seen, consistent: bool, now: datetime) -> bool:
    if not seen.complete:
        return False
    later = any(issue.created > intent.at for issue in seen.issues.values())
    return consistent or later or seen.nothing_later or now - intent.at > PROOF_BY_TIME


def settle_field(
    intent: Intent,
    name: Field,
    view: View,
    memory: Memory,
    plan_version: str,
    now: datetime,
) -> list[Change]:
    plan, forge = view.plan.get(intent.item), view.forge.get(intent.item)
    if plan is None or forge is None:
        return [Close(intent.id, Outcome.VOID)]
    here, there = value_of(plan, name), value_of(forge, name)
    if intent.side is Side.PLAN:
        version, done = plan_version, here == intent.new and there == intent.source
        half = half_after(name, here, there, memory.bases.get(intent.item))
    else:
        done = corresponds(name, intent.new, there) and here == intent.source
        version, half = view.version(intent.item), here
    if done:
        whole = not (name is Field.TITLE and intent.item in view.split)
        return [
            *([SetPair(intent.item, name, half, there)] if whole else []),
            Close(intent.id, Outcome.APPLIED, now),
        ]
    if version == intent.version:
        return [Close(intent.id, Outcome.VOID)]  # nobody has touched it since
    if name in DERIVED or name in plan.derived:  # computed again in every run: nobody's edit is in doubt
        if intent.side is Side.FORGE and corresponds(name, intent.new, there):
            pair = SetPair(intent.item, name, intent.source, there)
            return [pair, Close(intent.id, Outcome.APPLIED, now)]  # it is ours, and the plan has moved on
        return [Close(intent.id, Outcome.VOID)]
    doubt = Standing(intent.item, name, StandingKind.CONFLICT, here, there, now, Why.UNCERTAIN)
    return [Close(intent.id, Outcome.UNCLEAR), Stand(doubt)]


def settle_proposal(intent: Intent, view: View, now: datetime) -> list[Change]:
    """What stands there as it was proposed is nobody's edit; anything else is, and has the last word.

    Where nobody has touched the issue since, it was not done, and may be proposed again.
    """
    there = view.forge.get(intent.item)
    if there is None or value_of(there, Field.ASSIGNEES) != intent.new:
        untouched = view.version(intent.item) == intent.version
        return [Close(intent.id, Outcome.VOID), *([] if untouched else [Propose(intent.item)])]
    pair = SetPair(intent.item, Field.ASSIGNEES, intent.source, intent.new)
    return [Propose(intent.item), Close(intent.id, Outcome.APPLIED, now), pair]


def value_of(snapshot: Snapshot, name: Field) -> Value:
    return snapshot.values.get(name)


def old_copies(
    memory: Memory, plan: Mapping[str, Snapshot], raw: Mapping[tuple[str, str], Value]
) -> frozenset[Key]:
    """Plan values that an editor put back by saving an old copy, not by meaning to.

    `status` is back at its old value and the `completed` written with it is gone; or two or more values of
    one run are back, all of them. `raw`: (item, key) -> value, for keys that are no fields (links, dates).
    """
    by_run: dict[int, list[tuple[str, str, Value, Value]]] = defaultdict(list)
    latest: set[tuple[str, str]] = set()
    for write in memory.plan_writes:
        if (write.item, write.field) in latest:
            continue
        latest.add((write.item, write.field))
        by_run[write.run].append((write.item, write.field, write.old, write.new))
    found: set[Key] = set()
    for writes in by_run.values():
        back: list[tuple[str, str]] = []
        standing = 0
        for item, name, old, new in writes:
            now = current(item, name, plan, raw)
            base = memory.bases.get(item)
            if name in FIELDS and (base is None or base.plan.get(Field(name)) != new):
                continue  # agreed on something else since
            standing += 1
            if now == old and now != new:
                back.append((item, name))
        if len(back) >= 2 and len(back) == standing:
            found |= {(item, Field(name)) for item, name in back if name in FIELDS}
        for item, name in back:
            if name == Field.STATUS and (item, "completed") in back:
                found.add((item, Field.STATUS))
    return frozenset(found)


def current(
    item: str, name: str, plan: Mapping[str, Snapshot], raw: Mapping[tuple[str, str], Value]
) -> Value:
    if name in FIELDS:
        return value_of(plan[item], Field(name)) if item in plan else None
    return raw.get((item, name))
