"""The plan as JSON, in the stable shape of `bot.export.records`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date

from bot.export.records import export_record
from mappings.plan import Plan
from mappings.visible import json_text


def export_json(plan: Plan, today: date) -> str:
    """JSON text that ends with a line feed; letters stand as they are, dates are ISO or null."""
    return json_text(export_record(plan, today), plain)


def plain(value: object) -> object:
    """What JSON can't say itself: a record by its fields in their order, a date as ISO."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in an export")
