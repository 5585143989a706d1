"""What a commit does to a memory, in plain data: the definition that the database has to match."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from mappings.snapshot import DERIVED, Field, Side, Value
from sync.memory import (
    CREATE,
    Arrive,
    Base,
    Change,
    Close,
    EndRun,
    Heard,
    Intent,
    Leave,
    Memory,
    Open,
    Outcome,
    PlanWrite,
    Propose,
    Reconsider,
    Remember,
    Rename,
    SetLink,
    SetPair,
    Settle,
    Stand,
    StartRun,
    Told,
    Unlink,
)


def recall(memory: Memory, changes: Iterable[Change]) -> Memory:
    """What a store holds after a commit of these changes."""
    bases, links = dict(memory.bases), dict(memory.links)
    open_, standing = {intent.id: intent for intent in memory.open}, dict(memory.standing)
    earlier, written = dict(memory.earlier), dict(memory.written)
    writes = list(memory.plan_writes)
    run, writer, place, quiet = memory.run, memory.writer, memory.place, memory.quiet_since
    plan, where = memory.plan, memory.where
    heard, digests = dict(memory.heard), dict(memory.digests)
    origin, left, former = memory.origin, memory.left, memory.former
    proposed, unsaid = set(memory.proposed), set(memory.unsaid)
    for change in changes:
        match change:
            case Heard():
                heard[change.comment] = change.owed
            case Told():
                digests[change.day] = change.counts
            case StartRun():
                run, writer, place, plan = change.run, change.writer, change.place, change.plan
                where, origin = change.where, change.origin
            case EndRun():
                quiet = change.at if change.clean else quiet
            case SetPair():
                base = bases.get(change.item, Base())
                bases[change.item] = Base(
                    {**base.plan, change.field: change.plan}, {**base.forge, change.field: change.forge}
                )
            case SetLink():
                links[change.link.item] = change.link
            case Unlink():
                bases.pop(change.item, None)
                links.pop(change.item, None)
                standing = {key: one for key, one in standing.items() if key[0] != change.item}
                proposed.discard(change.item)
            case Rename():
                if change.old in bases:
                    bases[change.new] = bases.pop(change.old)
                if change.old in links:
                    links[change.new] = replace(links.pop(change.old), item=change.new)
                for key in [key for key in standing if key[0] == change.old]:
                    standing[change.new, key[1]] = replace(standing.pop(key), item=change.new)
                earlier = {(renamed(item, change), word): was for (item, word), was in earlier.items()}
                written = {(renamed(item, change), name): was for (item, name), was in written.items()}
                writes = [replace(one, item=renamed(one.item, change)) for one in writes]
                open_ = {one.id: replace(one, item=renamed(one.item, change)) for one in open_.values()}
                proposed = {renamed(item, change) for item in proposed}
                unsaid = {renamed(item, change) for item in unsaid}
            case Open():
                open_[change.intent.id] = change.intent
            case Close():
                intent = open_.pop(change.intent)
                if change.outcome is Outcome.APPLIED:
                    remember_write(intent, written, writes)
                    if intent.field == CREATE:
                        unsaid.add(intent.item)
                    elif intent.field == Field.STATUS:
                        unsaid.discard(intent.item)
            case Stand():
                standing[change.standing.item, change.standing.field] = change.standing
            case Settle():
                standing.pop((change.item, change.field), None)
            case Remember():
                event = change.event
                if event.field == Field.STATUS and event.old is not None and event.new is not None:
                    earlier[event.item, event.new] = event.old
            case Propose():
                proposed.add(change.item)
            case Reconsider():
                proposed.clear()
            case Leave():
                former = frozenset({*former, *(link.url for link in links.values())})
                place, left = "", change.moved
                bases, links, standing, open_, heard = {}, {}, {}, {}, {}
                written, writes, unsaid, proposed = {}, [], set(), set()
            case Arrive():
                left, former = None, frozenset()
            case _:
                assert_never(change)
    return Memory(
        writer=writer,
        run=run,
        place=place,
        plan=plan,
        where=where,
        origin=origin,
        left=left,
        former=former,
        quiet_since=quiet,
        bases=bases,
        links=links,
        open=tuple(open_.values()),
        standing=standing,
        earlier=earlier,
        written=written,
        plan_writes=tuple(writes),
        heard=heard,
        digests=digests,
        proposed=frozenset(proposed),
        unsaid=frozenset(unsaid),
    )


def renamed(item: str, change: Rename) -> str:
    return change.new if item == change.old else item


def remember_write(
    intent: Intent, written: dict[tuple[str, Field], tuple[Value, ...]], writes: list[PlanWrite]
) -> None:
    if intent.side is Side.PLAN:
        writes.insert(0, PlanWrite(intent.run, intent.item, intent.field, intent.old, intent.new))
    elif intent.field in DERIVED:
        key = (intent.item, Field(intent.field))
        written[key] = (*written.get(key, ()), intent.new)
