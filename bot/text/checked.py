"""What `check` prints of a plan file without mistakes: what to look at all the same, and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.overview import Overview
from bot.text.overview import plan_lines
from bot.text.phrases import counted
from sync.errors import Problem

NOTICES_SHOWN: Final = 20


def check_text(name: str, seen: Overview, notices: Sequence[Problem]) -> str:
    return "\n".join([*look_at(name, notices), *plan_lines(seen)]) + "\n"


def look_at(name: str, notices: Sequence[Problem]) -> list[str]:
    if not notices:
        return [f"{name}: no mistakes found."]
    lines = [
        f"  line {one.line}, column {one.column}, {one.key}: {one.message} {one.remedy}"
        for one in notices[:NOTICES_SHOWN]
    ]
    if more := notices[NOTICES_SHOWN:]:
        lines.append(f"  and {counted(len(more), 'line')} more.")
    return [f"{name}: no mistakes. Please look at:", *lines, ""]
