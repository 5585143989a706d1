"""Documents for the import tests, and the shortest way from a text to a plan."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from mappings.documents.importer import Imported, import_document
from mappings.plan import Activity, Plan

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "config" / "plans"
GOLD = ROOT / "tests" / "gold"
TODAY = date(2026, 11, 22)


def read(text: str, name: str = "plan.md", plan_id: str = "plan") -> Imported:
    """Import a text as a file of this name would be."""
    return import_document(text.encode(), name, plan_id=plan_id, today=TODAY)


def plan_of(text: str, name: str = "plan.md") -> Plan:
    return read(text, name).plan


def sample(name: str) -> Imported:
    """One of the two sample plans."""
    return import_document((PLANS / name).read_bytes(), name, plan_id=name.split("-")[0], today=TODAY)


def gold(name: str) -> Any:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


def folded(text: str | None) -> str | None:
    return re.sub(r"\s+", " ", text).strip() if text is not None else None


def titles(plan: Plan) -> list[str]:
    return [activity.title for activity in plan.activities()]


def only(plan: Plan) -> Activity:
    """The one activity of a plan."""
    (activity,) = plan.activities()
    return activity
