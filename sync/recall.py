"""What a commit does to a memory, in plain data: the definition that the database has to match."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from mappings.snapshot import DERIVED, Field, Side, Value
from sync.memory import (
    Arrive,
    Base,
    Change,
    Close,
    EndRun,
    Failed,
    Heard,
    Leave,
    Memory,
    Moved,
    Open,
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
from sync.trace import CREATE, Event, Intent, Outcome


class Draft:
    """A memory that changes."""

    def __init__(self, memory: Memory) -> None:
        self.told = memory
        """All that is one value: it is exchanged as a whole."""
        self.bases, self.links = dict(memory.bases), dict(memory.links)
        self.open = {intent.id: intent for intent in memory.open}
        self.standing = dict(memory.standing)
        self.earlier, self.written = dict(memory.earlier), dict(memory.written)
        self.writes = list(memory.plan_writes)
        self.heard, self.digests = dict(memory.heard), dict(memory.digests)
        self.proposed, self.unsaid = set(memory.proposed), set(memory.unsaid)

    def memory(self) -> Memory:
        return replace(
            self.told,
            bases=self.bases,
            links=self.links,
            open=tuple(self.open.values()),
            standing=self.standing,
            earlier=self.earlier,
            written=self.written,
            plan_writes=tuple(self.writes),
            heard=self.heard,
            digests=self.digests,
            proposed=frozenset(self.proposed),
            unsaid=frozenset(self.unsaid),
        )

    def apply(self, change: Change) -> None:
        match change:
            case StartRun():
                self.start(change)
            case EndRun():
                self.told = replace(self.told, quiet_since=change.at) if change.clean else self.told
            case Failed():
                pass  # only the history of runs tells it
            case Heard():
                self.heard[change.comment] = change.owed
            case Told():
                self.digests[change.day] = change.counts
            case SetPair():
                base = self.bases.get(change.item, Base())
                plan, forge = {change.field: change.plan}, {change.field: change.forge}
                self.bases[change.item] = Base({**base.plan, **plan}, {**base.forge, **forge})
            case SetLink():
                self.links[change.link.item] = change.link
            case Unlink():
                self.unlink(change.item)
            case Rename():
                self.rename(change)
            case Open():
                self.open[change.intent.id] = change.intent
            case Close():
                self.close(self.open.pop(change.intent), change)
            case Stand():
                self.standing[change.standing.item, change.standing.field] = change.standing
            case Settle():
                self.standing.pop((change.item, change.field), None)
            case Remember():
                self.remember(change.event)
            case Propose():
                self.proposed.add(change.item)
            case Reconsider():
                self.proposed.clear()
            case Leave():
                self.leave(change.moved)
            case Arrive():
                self.told = replace(self.told, left=None, former=frozenset())
            case _:
                assert_never(change)

    def start(self, change: StartRun) -> None:
        self.told = replace(
            self.told,
            run=change.run,
            writer=change.writer,
            place=change.place,
            where=change.where,
            origin=change.origin,
            plan=change.plan,
        )

    def unlink(self, item: str) -> None:
        self.bases.pop(item, None)
        self.links.pop(item, None)
        self.standing = {key: one for key, one in self.standing.items() if key[0] != item}
        self.proposed.discard(item)

    def rename(self, change: Rename) -> None:
        if change.old in self.bases:
            self.bases[change.new] = self.bases.pop(change.old)
        if change.old in self.links:
            self.links[change.new] = replace(self.links.pop(change.old), item=change.new)
        for key in [key for key in self.standing if key[0] == change.old]:
            self.standing[change.new, key[1]] = replace(self.standing.pop(key), item=change.new)
        self.earlier = {(renamed(item, change), word): was for (item, word), was in self.earlier.items()}
        self.written = {(renamed(item, change), name): was for (item, name), was in self.written.items()}
        self.writes = [replace(one, item=renamed(one.item, change)) for one in self.writes]
        self.open = {one.id: replace(one, item=renamed(one.item, change)) for one in self.open.values()}
        self.proposed = {renamed(item, change) for item in self.proposed}
        self.unsaid = {renamed(item, change) for item in self.unsaid}

    def close(self, intent: Intent, change: Close) -> None:
        if change.outcome is not Outcome.APPLIED:
            return
        self.remember(intent.event(change.at or intent.at))
        remember_write(intent, self.written, self.writes)
        if intent.field == CREATE:
            self.unsaid.add(intent.item)
        elif intent.field == Field.STATUS:
            self.unsaid.discard(intent.item)

    def remember(self, event: Event) -> None:
        if event.field != Field.STATUS or event.old == event.new:
            return
        if event.old is not None and event.new is not None:
            self.earlier[event.item, event.new] = event.old

    def leave(self, moved: Moved) -> None:
        former = frozenset({*self.told.former, *(link.url for link in self.links.values())})
        self.told = replace(self.told, place="", left=moved, former=former)
        self.bases, self.links, self.standing, self.open, self.heard = {}, {}, {}, {}, {}
        self.written, self.writes = {}, []
        self.unsaid, self.proposed = set(), set()


def recall(memory: Memory, changes: Iterable[Change]) -> Memory:
    """What a store holds after a commit of these changes."""
    draft = Draft(memory)
    for change in changes:
        draft.apply(change)
    return draft.memory()


def renamed(item: str, change: Rename) -> str:
    return change.new if item == change.old else item


def remember_write(
    intent: Intent, written: dict[tuple[str, Field], tuple[Value, ...]], writes: list[PlanWrite]
) -> None:
    if intent.side is Side.PLAN:
        writes.insert(0, PlanWrite(intent.run, intent.item, intent.key, intent.old, intent.new))
    elif intent.field in DERIVED:
        key = (intent.item, Field(intent.field))
        written[key] = (*written.get(key, ()), intent.new)
