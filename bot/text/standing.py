"""What `status` prints beside the plan in numbers: the last sync, failures, what waits for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Final

from bot.overview import Overview
from bot.text.dates import moment
from bot.text.findings import finding_line
from bot.text.overview import plan_lines
from bot.text.phrases import counted
from bot.text.posted import Posted, posted_lines, posted_record
from bot.text.sync import Names
from bot.text.words import field_word, value_words
from mappings.visible import json_text
from sync.changes import Hold, Refusal, Unread
from sync.guard import Refused
from sync.memory import Failed
from sync.report import Finding

NOTHING: Final = Posted()
EACH: Final = 5
"""So many open points of a kind are told one by one."""


@dataclass(frozen=True, slots=True)
class Past:
    """`last`: the end of the last sync that looked at everything; `failed`: since then, oldest first."""

    last: datetime | None = None
    failed: tuple[Failed, ...] = ()
    cut_off: datetime | None = None
    """When the latest sync began, if it has no end."""

    def in_zone(self, zone: tzinfo) -> Past:
        return Past(
            self.last.astimezone(zone) if self.last else None,
            tuple(replace(one, at=one.at.astimezone(zone)) for one in self.failed),
            self.cut_off.astimezone(zone) if self.cut_off else None,
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next sync meets: questions, refusals, and the trouble that keeps it from running at all."""

    conflicts: tuple[tuple[str, str], ...] = ()
    """Item and field."""
    refused: tuple[Refused, ...] = ()
    items: tuple[Finding, ...] = ()
    """Issues and milestones that are gone, damaged or doubled, and the like."""
    held: tuple[Hold, ...] = ()
    unread: tuple[Unread, ...] = ()
    not_taken: tuple[Refusal, ...] = ()
    trouble: str = ""
    names: Names = field(default_factory=lambda: Names("plan.yaml", "the tracker", {}))


def status_text(seen: Overview, mirrored: int, past: Past, waiting: Waiting, posted: Posted = NOTHING) -> str:
    if past.last is None and mirrored:
        sync = f"The first sync was cut off after {counted(mirrored, 'item')}. Go on with: workplan sync"
    elif past.last is None:
        sync = "Not synced yet: workplan sync"
    else:
        sync = f"Last sync: {moment(past.last)}. On the tracker: {counted(mirrored, 'item')}."
    lines = [*plan_lines(seen), sync, *past_lines(past), *waiting_lines(waiting), *posted_lines(posted)]
    return "\n".join(lines) + "\n"


def past_lines(past: Past) -> Iterator[str]:
    if past.failed:
        last, count = past.failed[-1], len(past.failed)
        times = f"{count} times, the last time " if count > 1 else ""
        said = " ".join(last.message.split())
        yield f"Failed since: {times}{moment(last.at)}, with exit code {last.code}: {said}"
    if past.cut_off and past.last is not None:
        yield f"The sync of {moment(past.cut_off)} has no end: it is at work, or it was cut off."


def waiting_lines(waiting: Waiting) -> Iterator[str]:
    if waiting.conflicts:
        yield (
            f"Waiting for a decision: {counted(len(waiting.conflicts), 'conflict')}. "
            "See them with: workplan conflicts"
        )
    for one in waiting.refused:
        yield (
            f"Refused until you accept it: {one.what} of {one.items} of {one.mirrored} items. "
            f"See them with: workplan preview. Let them through with: workplan sync --accept {one.hash}"
        )
    points = [finding_line(one, waiting.names.item(one.item)) for one in waiting.items]
    points += [hold_line(one, waiting.names) for one in waiting.held]
    points += [
        f"Can't be read on the tracker: {place(one, waiting.names)} “{one.text}”." for one in waiting.unread
    ]
    points += [
        f"Not taken: {place(one, waiting.names)} {value_words(one.field, one.wanted)}."
        for one in waiting.not_taken
    ]
    yield from points[:EACH]
    if len(points) > EACH:
        yield f"And {len(points) - EACH} more open points: workplan preview"
    if waiting.trouble:
        yield f"The next sync can't run: {waiting.trouble} More: workplan doctor"


def hold_line(one: Hold, names: Names) -> str:
    held, wanted = (value_words(one.field, value) for value in (one.held, one.wanted))
    return f"Left as a person set it on the tracker: {place(one, names)} {held}; by the plan {wanted}."


def place(one: Hold | Unread | Refusal, names: Names) -> str:
    return f"{names.item(one.item)}, {field_word(one.field)}:"


def status_json(seen: Overview, mirrored: int, past: Past, waiting: Waiting, posted: Posted = NOTHING) -> str:
    record = {
        "schema": 1,
        **asdict(seen),
        "mirrored": mirrored,
        "last_sync": past.last.isoformat() if past.last else None,
        "conflicts": len(waiting.conflicts),
        "refused": len(waiting.refused),
        "failed": [
            {"at": one.at.isoformat(), "code": one.code, "message": one.message} for one in past.failed
        ],
        "no_end": past.cut_off.isoformat() if past.cut_off else None,
        "waiting": {
            "conflicts": [{"item": item, "field": name} for item, name in waiting.conflicts],
            "refused": [
                {"what": one.what, "side": one.side, "items": one.items, "hash": one.hash}
                for one in waiting.refused
            ],
            "items": [
                {"kind": one.kind, "item": one.item, "where": one.where or None} for one in waiting.items
            ],
            "held": [
                {"item": one.item, "field": one.field, "plan": one.wanted, "tracker": one.held}
                for one in waiting.held
            ],
            "unread": [{"item": one.item, "field": one.field, "tracker": one.text} for one in waiting.unread],
            "not_taken": [
                {"item": one.item, "field": one.field, "side": one.side, "wanted": one.wanted, "got": one.got}
                for one in waiting.not_taken
            ],
        },
        "trouble": waiting.trouble or None,
        "digest": posted_record(posted),
    }
    return json_text(record)
