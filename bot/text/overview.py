"""What `check` and `status` print: a plan in numbers."""

from __future__ import annotations

from bot.overview import Overview
from bot.text.phrases import counted, joined
from mappings.snapshot import UNREPORTED


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
