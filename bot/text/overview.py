"""What `check` and `status` print: a plan in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.overview import Overview
from bot.text.dates import moment
from bot.text.phrases import counted, joined
from mappings.snapshot import UNREPORTED
from mappings.visible import json_text
from sync.guard import Refused


def plan_lines(seen: Overview) -> list[str]:
    title = f"{seen.title} ({seen.period})" if seen.period and seen.period not in seen.title else seen.title
    counts = [
        counted(seen.areas, seen.kind),
        *([counted(seen.outputs, "output")] if seen.outputs else []),
        counted(seen.activities, "activity"),
        *([counted(seen.tasks, "task")] if seen.tasks else []),
    ]
    lines = [title, f"{', '.join(counts)}.", reported(seen)]
    if seen.overdue:
        lines.append(f"Past its date and not done: {counted(seen.overdue, 'activity')}.")
    if seen.tbc:
        lines.append(f"To be confirmed: {counted(seen.tbc, 'activity')}.")
    if seen.missing:
        gaps = [f"{gap} of {counted(count, 'activity')}" for gap, count in seen.missing.items()]
        lines.append(f"Missing: {joined(gaps)}.")
    lines += [f"No activities: {title}. Lost, or never there?" for title in seen.empty_areas]
    return lines


def reported(seen: Overview) -> str:
    stated = {name: count for name, count in seen.statuses.items() if name != UNREPORTED}
    if not stated:
        return "No report yet on any of them."
    said = joined([f"{count:,} {name}" for name, count in stated.items()])
    open_ = seen.statuses.get(UNREPORTED, 0)
    return f"Reported: {said}." + (f" No report yet on {open_:,}." if open_ else "")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next sync meets: questions, refusals, and the trouble that keeps it from running at all."""

    conflicts: int = 0
    refused: tuple[Refused, ...] = ()
    trouble: str = ""


def status_text(seen: Overview, mirrored: int, last_sync: datetime | None, waiting: Waiting) -> str:
    if last_sync is None and mirrored:
        sync = f"The first sync was cut off after {counted(mirrored, 'item')}. Go on with: workplan sync"
    elif last_sync is None:
        sync = "Not synced yet: workplan sync"
    else:
        sync = f"Last sync: {moment(last_sync)}. On the tracker: {counted(mirrored, 'item')}."
    return "\n".join([*plan_lines(seen), sync, *waiting_lines(waiting)]) + "\n"


def waiting_lines(waiting: Waiting) -> Iterator[str]:
    if waiting.conflicts:
        yield (
            f"Waiting for a decision: {counted(waiting.conflicts, 'conflict')}. "
            "See them with: workplan conflicts"
        )
    for one in waiting.refused:
        yield (
            f"Refused until you accept it: {one.what} of {one.items} of {one.mirrored} items. "
            "See them with: workplan preview"
        )
    if waiting.trouble:
        yield f"The next sync can't run: {waiting.trouble} More: workplan doctor"


def status_json(seen: Overview, mirrored: int, last_sync: datetime | None, waiting: Waiting) -> str:
    record = {
        "schema": 1,
        **asdict(seen),
        "mirrored": mirrored,
        "last_sync": last_sync.isoformat() if last_sync else None,
        "conflicts": waiting.conflicts,
        "refused": len(waiting.refused),
    }
    return json_text(record)
