"""What waits for a person's decision, as JSON. The names and their order are a promise to other programs."""

from __future__ import annotations

from bot.disputes import Dispute, Disputes
from bot.export.as_preview import conflict_record
from mappings.visible import json_text

Cell = str | int | None


def disputes_json(told: Disputes) -> str:
    record = {"schema": 1, "conflicts": [dispute_record(one, told.plan) for one in told.found]}
    return json_text(record)


def dispute_record(one: Dispute, plan: str) -> dict[str, Cell]:
    """Who changed the plan file only git tells; else it says when a sync met the value."""
    return {
        **conflict_record(one.conflict),
        "seen": one.seen.isoformat() if one.seen else None,
        "written_by": one.author.who if one.author else None,
        "written": one.author.at.isoformat() if one.author else None,
        "changed_by": one.edit.who if one.edit else None,
        "changed": one.edit.at.isoformat() if one.edit else None,
        "issue": one.address,
        "file": plan,
        "line": one.line,
    }
