"""The one transaction between deciding and doing: agreements, what waits for a person, and the intents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from mappings.snapshot import Field, Side, Value
from sync.asking import who_changed
from sync.causes import PLAN_FILE
from sync.changes import Cause, Decisions, Step, Why
from sync.decide import Key
from sync.memory import (
    Base,
    Change,
    Memory,
    Open,
    Propose,
    Remember,
    SetLink,
    SetPair,
    Settle,
    Stand,
    Standing,
    StandingKind,
    Unlink,
)
from sync.propose import is_near
from sync.report import FindingKind
from sync.run import Run
from sync.trace import Event


def keep(run: Run, decisions: Decisions, steps: Sequence[Step]) -> None:
    """Remember what needs no effect, and announce the plan's edits before they are made."""
    changes: list[Change] = [*run.view.renames, *unlink(run)]
    changes += [SetLink(link) for link in run.view.adopted]
    changes += [Propose(link.item) for link in run.view.adopted if was_asked(run, link.item)]
    changes += removals(run)
    changes += [SetPair(one.item, one.field, one.plan, one.forge) for one in decisions.agreements]
    changes += [with_editor(run, one) for one in stand_changes(run.memory, decisions, run.clock())]
    version = run.plan_version if steps else ""
    run.pending = {step: run.intent(step, version) for step in steps}
    changes += [Open(intent) for intent in run.pending.values()]
    report = run.report
    known = run.memory.standing
    report.new_holds += [
        hold
        for hold in decisions.holds
        if (hold.item, hold.field) not in known or known[hold.item, hold.field].forge != hold.held
    ]
    report.new_unread += [
        one
        for one in decisions.unread
        if (one.item, one.field) not in known or known[one.item, one.field].forge != one.text
    ]
    report.conflicts, report.holds = list(decisions.conflicts), list(decisions.holds)
    report.unread, report.refusals = list(decisions.unread), list(decisions.refusals)
    run.commit(changes)
    report.standing = {
        key: run.memory.standing[key]
        for key in ((one.item, one.field) for one in decisions.conflicts)
        if key in run.memory.standing
    }


def with_editor(run: Run, change: Stand | Settle) -> Stand | Settle:
    """A conflict that begins, or goes on with another value, is told with who changed it on the tracker."""
    if isinstance(change, Settle) or change.standing.kind is not StandingKind.CONFLICT:
        return change
    new = change.standing
    known = run.memory.standing.get((new.item, new.field))
    same = known is not None and known.kind is new.kind and known.forge == new.forge
    base = run.memory.bases.get(new.item, Base())
    untouched = (known is None or known.kind is not new.kind) and base.forge.get(new.field) == new.forge
    if same or untouched or new.why is Why.BASE_LOST:
        return change  # the tracker's value was not changed, or nobody knows
    return Stand(replace(new, edit=who_changed(run, new.item, new.field)))


def was_asked(run: Run, item: str) -> bool:
    """Nothing is known any more: its lead may have been assigned long ago, and taken off by a person."""
    lost = not run.memory.bases and item not in run.memory.unsaid
    return lost and item in run.view.issues and is_near(run, item)


def unlink(run: Run) -> Iterator[Change]:
    """What is gone is made anew, and what was in it is put into the new one."""
    for item in run.view.unlinked:
        for member, base in run.memory.bases.items():
            for name in (Field.MILESTONE, Field.PARENT):
                if base.forge.get(name) == run.view.mirror.mark(item):
                    yield SetPair(member, name, None, None)
        yield Unlink(item)


def removals(run: Run) -> Iterator[Change]:
    """An item that left the plan is told once; one that came back is an item again."""
    gone = {one.item for one in run.view.findings if one.kind is FindingKind.REMOVED}
    for link in run.memory.links.values():
        if link.item in gone or (link.removed and link.item in run.view.plan):
            kind = link.kind.value
            old, new = (None, kind) if link.removed else (kind, None)
            yield SetLink(replace(link, removed=not link.removed))
            seen = (run.clock(), run.number, link.item, "item", Side.PLAN, old, new)
            yield Remember(Event(*seen, who=None, why=Cause.REMOVED, written=None, actor=PLAN_FILE))


def stand_changes(memory: Memory, decisions: Decisions, now: datetime) -> Iterator[Stand | Settle]:
    """Only what is new, different or over: an open point that nobody touched writes nothing."""
    current: set[Key] = set()
    for kind, item, name, plan, forge, why in open_points(decisions):
        key = (item, name)
        current.add(key)
        known = memory.standing.get(key)
        if known is None or known.kind is not kind:
            yield Stand(Standing(item, name, kind, plan, forge, now, why))
        elif (known.plan, known.forge, known.why) != (plan, forge, why):
            since = known.since if known.plan == plan else now
            yield Stand(replace(known, plan=plan, forge=forge, why=why, since=since))
    for refusal in decisions.refusals:
        current.add((refusal.item, refusal.field))
    for key, known in memory.standing.items():
        # A conflict that was told on its issue is ended there, and forgotten after that.
        over = key not in current and known.comment is None
        if over and not any((step.item, step.field) == key for step in decisions.steps):
            yield Settle(*key)


def open_points(
    decisions: Decisions,
) -> Iterator[tuple[StandingKind, str, Field, Value, Value, Why | None]]:
    for conflict in decisions.conflicts:
        yield (
            StandingKind.CONFLICT,
            conflict.item,
            conflict.field,
            conflict.plan,
            conflict.forge,
            conflict.why,
        )
    for hold in decisions.holds:
        yield StandingKind.HOLD, hold.item, hold.field, hold.wanted, hold.held, None
    for unread in decisions.unread:
        yield StandingKind.UNREAD, unread.item, unread.field, None, unread.text, None
