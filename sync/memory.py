"""What is remembered between runs, and the changes to it. A commit takes all of its changes or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, assert_never

from mappings.snapshot import DERIVED, Field, Kind, Side, Value
from sync.changes import Why

CREATE: Final = "create"
"""The field of an intent that creates an issue or a milestone."""


@dataclass(frozen=True, slots=True)
class Base:
    """What both sides of an item last agreed on: per field the plan's value, and the tracker's as read."""

    plan: Mapping[Field, Value] = field(default_factory=dict)
    forge: Mapping[Field, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Which milestone or issue an item is."""

    item: str
    kind: Kind
    number: int
    url: str


class Outcome(StrEnum):
    APPLIED = "applied"
    VOID = "void"
    """Not applied: the side still stands as it did before."""
    UNCLEAR = "unclear"
    """Neither could be proved; the field became a conflict unless both sides agree."""


@dataclass(frozen=True, slots=True)
class Intent:
    """An effect that was about to happen. `version` is what the written side's version was before it.

    `field` is a `Field`, or CREATE, or `comment <field>`.
    """

    id: str
    run: int
    item: str
    field: str
    side: Side
    old: Value
    new: Value
    source: Value
    version: str
    at: datetime


class StandingKind(StrEnum):
    CONFLICT = "conflict"
    HOLD = "hold"
    REFUSAL = "refusal"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that stays open until a person settles it, with what both sides said when it was last seen.

    `why` is set for conflicts; `comment` is the number of the comment that tells it on the issue.
    """

    item: str
    field: Field
    kind: StandingKind
    plan: Value
    forge: Value
    since: datetime
    why: Why | None = None
    comment: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: what changed, from the first sync on. `side` is where it was changed."""

    at: datetime
    run: int
    item: str
    field: str
    side: Side
    old: Value
    new: Value
    who: str | None = None


@dataclass(frozen=True, slots=True)
class PlanWrite:
    """A value that a run wrote into the plan file: how an editor's stale save is recognised."""

    run: int
    item: str
    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Memory:
    """All that a run has to know of earlier runs."""

    writer: str = ""
    run: int = 0
    place: str = ""
    """The tracker that the links point to."""
    quiet_since: datetime | None = None
    """The end of the last run that looked at everything without a fault."""
    bases: Mapping[str, Base] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    open: tuple[Intent, ...] = ()
    standing: Mapping[tuple[str, Field], Standing] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(item, status) -> the plan's status just before the item last came to that status."""
    written: Mapping[tuple[str, Field], tuple[Value, ...]] = field(default_factory=dict)
    """Every value that was ever written to a computed field on the tracker, the latest last."""
    plan_writes: tuple[PlanWrite, ...] = ()
    heard: frozenset[int] = frozenset()
    """Comments whose answers are in the plan."""
    digests: Mapping[date, str] = field(default_factory=dict)
    """The figures of each digest that was told, as JSON."""


@dataclass(frozen=True, slots=True)
class StartRun:
    run: int
    at: datetime
    writer: str
    place: str


@dataclass(frozen=True, slots=True)
class EndRun:
    run: int
    at: datetime
    code: int
    clean: bool


@dataclass(frozen=True, slots=True)
class SetPair:
    item: str
    field: Field
    plan: Value
    forge: Value


@dataclass(frozen=True, slots=True)
class SetLink:
    link: Link


@dataclass(frozen=True, slots=True)
class Rename:
    """An item got a new id in the plan: everything remembered of it moves along."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Open:
    intent: Intent


@dataclass(frozen=True, slots=True)
class Close:
    intent: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Stand:
    standing: Standing


@dataclass(frozen=True, slots=True)
class Settle:
    item: str
    field: Field


@dataclass(frozen=True, slots=True)
class Remember:
    event: Event


@dataclass(frozen=True, slots=True)
class Heard:
    """The answers of a comment are in the plan; it is never taken in again."""

    comment: int


@dataclass(frozen=True, slots=True)
class Told:
    """A digest was told on a day. `counts`: its figures as JSON, so that the next one tells the change."""

    day: date
    counts: str


Change = (
    StartRun | EndRun | Heard | Told | SetPair | SetLink | Rename | Open | Close | Stand | Settle | Remember
)


def recall(memory: Memory, changes: Iterable[Change]) -> Memory:
    """What a store holds after a commit of these changes."""
    bases, links = dict(memory.bases), dict(memory.links)
    open_, standing = {intent.id: intent for intent in memory.open}, dict(memory.standing)
    earlier, written = dict(memory.earlier), dict(memory.written)
    writes = list(memory.plan_writes)
    run, writer, place, quiet = memory.run, memory.writer, memory.place, memory.quiet_since
    heard, digests = set(memory.heard), dict(memory.digests)
    for change in changes:
        match change:
            case Heard():
                heard.add(change.comment)
            case Told():
                digests[change.day] = change.counts
            case StartRun():
                run, writer, place = change.run, change.writer, change.place
            case EndRun():
                quiet = change.at if change.clean else quiet
            case SetPair():
                base = bases.get(change.item, Base())
                bases[change.item] = Base(
                    {**base.plan, change.field: change.plan}, {**base.forge, change.field: change.forge}
                )
            case SetLink():
                links[change.link.item] = change.link
            case Rename():
                if change.old in bases:
                    bases[change.new] = bases.pop(change.old)
                if change.old in links:
                    links[change.new] = replace(links.pop(change.old), item=change.new)
                for key in [key for key in standing if key[0] == change.old]:
                    standing[change.new, key[1]] = replace(standing.pop(key), item=change.new)
            case Open():
                open_[change.intent.id] = change.intent
            case Close():
                intent = open_.pop(change.intent)
                if change.outcome is Outcome.APPLIED:
                    remember_write(intent, written, writes)
            case Stand():
                standing[change.standing.item, change.standing.field] = change.standing
            case Settle():
                standing.pop((change.item, change.field), None)
            case Remember():
                event = change.event
                if event.field == Field.STATUS and event.old is not None and event.new is not None:
                    earlier[event.item, event.new] = event.old
            case _:
                assert_never(change)
    return Memory(
        writer=writer,
        run=run,
        place=place,
        quiet_since=quiet,
        bases=bases,
        links=links,
        open=tuple(open_.values()),
        standing=standing,
        earlier=earlier,
        written=written,
        plan_writes=tuple(writes),
        heard=frozenset(heard),
        digests=digests,
    )


def remember_write(
    intent: Intent, written: dict[tuple[str, Field], tuple[Value, ...]], writes: list[PlanWrite]
) -> None:
    if intent.side is Side.PLAN:
        writes.insert(0, PlanWrite(intent.run, intent.item, intent.field, intent.old, intent.new))
    elif intent.field in DERIVED:
        key = (intent.item, Field(intent.field))
        written[key] = (*written.get(key, ()), intent.new)
