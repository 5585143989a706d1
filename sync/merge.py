"""The three-way decision over all items. Nothing here writes, waits or knows the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mappings.mirror import COPY
from mappings.snapshot import DERIVED, Field, Side, Snapshot
from mappings.timeframe import read_timeframe
from sync.changes import Agreement, Conflict, Decisions, Hold, Refusal, Step, StepKind, Unread, Why
from sync.decide import Circumstances, Decision, One, write
from sync.memory import Base


def reconcile(
    plan: Mapping[str, Snapshot],
    forge: Mapping[str, Snapshot],
    bases: Mapping[str, Base],
    circumstances: Circumstances | None = None,
) -> Decisions:
    """Decide every field of every item that stands on both sides."""
    at = circumstances or Circumstances()
    special = (
        {item for item, _ in at.standing}
        | {item for item, _ in at.restore}
        | {item for item, _ in at.choices}
    )
    found: list[Decision] = []
    for item, there in forge.items():
        here = plan.get(item)
        if here is None:
            continue
        base = bases.get(item)
        if (
            base is not None
            and item not in special
            and not there.unread
            and here.values == base.plan
            and there.values == base.forge
        ):
            continue  # nobody touched it: the common case, and the fast one
        found.extend(decide_item(item, here, there, base, at))
    return collect(undisturbed(found, plan))


def undisturbed(found: list[Decision], plan: Mapping[str, Snapshot]) -> list[Decision]:
    """The dates of an output that follow from a timeframe in conflict wait with it."""
    asked = [
        plan[one.item].values for one in found if isinstance(one, Conflict) and one.field is Field.TIMEFRAME
    ]
    holders = {said.get(name) for said in asked for name in (Field.MILESTONE, Field.PARENT)}

    def waits(one: Decision) -> bool:
        dated = isinstance(one, Step) and one.side is Side.FORGE and one.field in (Field.START, Field.DUE)
        held = one.item.removesuffix(COPY) in holders
        return held and dated and one.field in plan[one.item].derived

    return [one for one in found if not waits(one)]


def collect(found: list[Decision]) -> Decisions:
    return Decisions(
        steps=tuple(sorted(one for one in found if isinstance(one, Step))),
        agreements=tuple(one for one in found if isinstance(one, Agreement)),
        conflicts=tuple(one for one in found if isinstance(one, Conflict)),
        holds=tuple(one for one in found if isinstance(one, Hold)),
        unread=tuple(one for one in found if isinstance(one, Unread)),
        refusals=tuple(one for one in found if isinstance(one, Refusal)),
    )


def decide_item(
    item: str, here: Snapshot, there: Snapshot, base: Base | None, at: Circumstances
) -> list[Decision]:
    decisions: list[Decision] = []
    for name, mine in here.values.items():
        if name in there.unread:
            decisions.append(Unread(item, name, there.unread[name]))
            continue
        pair = None if base is None or name not in base.forge else (base.plan.get(name), base.forge[name])
        if name not in there.values and pair is not None and pair[1] is not None:
            if (item, name) in at.restore:
                decisions.append(write(item, name, mine, pair[1]))
            continue  # a deleted row is unread, never cleared
        one = One(item, name, mine, there.values.get(name), pair, name in there.values, here, at)
        decision = one.derived() if name in DERIVED else one.merged()
        if decision is not None:
            decisions.extend(decision if isinstance(decision, list) else [decision])
    decisions = [
        *respect_older_date(item, here, there, decisions, at),
        *without_older_date(item, here, there, base, decisions, at),
    ]
    if any(isinstance(one, Conflict) and one.field is Field.TIMEFRAME for one in decisions):
        return [one for one in decisions if not reads_timeframe(one, here)]
    return decisions


def without_older_date(
    item: str,
    here: Snapshot,
    there: Snapshot,
    base: Base | None,
    decisions: list[Decision],
    at: Circumstances,
) -> Iterator[Step]:
    """Who chooses the new timeframe over an older due date takes that date away: it would win silently.

    A date that was changed since then is no older one, and stays.
    """
    if any(one.field == Field.DUE for one in decisions):
        return
    key = (item, Field.TIMEFRAME)
    standing, side = at.standing.get(key), at.choices.get(key)
    if side is None or base is None or standing is None or standing.why is not Why.OLDER_DATE:
        return
    chosen = here.values[Field.TIMEFRAME] if side is Side.PLAN else there.values.get(Field.TIMEFRAME)
    override = here.values.get(Field.DUE)
    if chosen != base.plan.get(Field.TIMEFRAME) and override is not None and Field.DUE not in here.derived:
        yield Step(StepKind.EDIT, Side.PLAN, item, Field.DUE, override, None, there.values.get(Field.DUE))


def reads_timeframe(decision: Decision, here: Snapshot) -> bool:
    """What is computed from a timeframe in conflict waits with it: nothing of it is decided yet."""
    if not isinstance(decision, Step) or decision.side is Side.PLAN:
        return False
    return decision.field == Field.CONTEXT or (
        decision.field in (Field.START, Field.DUE) and decision.field in here.derived
    )


def respect_older_date(
    item: str, here: Snapshot, there: Snapshot, decisions: list[Decision], at: Circumstances
) -> Iterator[Decision]:
    """A timeframe edited while an older due date of the plan's own stands is a conflict, not a silent win."""
    override = here.values.get(Field.DUE) if Field.DUE not in here.derived else None
    dated = any(isinstance(one, Step) and one.field == Field.DUE for one in decisions)
    for one in decisions:
        if (
            override is not None
            and not dated
            and isinstance(one, Step)
            and one.field == Field.TIMEFRAME
            and (item, Field.TIMEFRAME) not in at.choices
            and read_timeframe(one.new).due is not None
            and str(read_timeframe(one.new).due) != override
        ):
            yield Conflict(
                item,
                Field.TIMEFRAME,
                here.values[Field.TIMEFRAME],
                there.values.get(Field.TIMEFRAME),
                override,
                Why.OLDER_DATE,
                edited=Side.PLAN if one.side is Side.FORGE else Side.FORGE,
            )
        else:
            yield one
