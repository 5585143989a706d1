"""A document into a plan and the account of what was read, set aside and not understood."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date

from mappings.documents.account import Account, lines_of
from mappings.documents.assemble import Assembler
from mappings.documents.ledger import Ledger
from mappings.documents.outline import draft_plan
from mappings.documents.points import placed, points_of
from mappings.documents.read import Unreadable, read_document
from mappings.keys import plan_id_from
from mappings.plan import Plan, Source

__all__ = ["Imported", "Unreadable", "import_document", "plan_id_from"]


@dataclass(frozen=True, slots=True)
class Imported:
    plan: Plan
    account: Account


def import_document(data: bytes, name: str, *, plan_id: str, today: date) -> Imported:
    """Read a plan out of a document's bytes. Raises Unreadable when there is none in it."""
    document = read_document(data, name)
    ledger = Ledger()
    drafted = draft_plan(document, ledger)
    if not any(area.outputs or area.activities for area in drafted.plan.areas):
        raise Unreadable(
            f"No plan was found in {name}: {len(lines_of(document, ledger))} lines with text, "
            "no activity among them.",
            "A plan is a table with a column for activities and one for the lead, the date or the status; "
            "or headings with the activities listed below them.",
        )
    source = Source(document=name, sha256=hashlib.sha256(data).hexdigest(), imported=today)
    assembler = Assembler()
    plan = assembler.plan(drafted.plan, document, plan_id, source)
    everything = placed(plan, assembler.drafts)
    lines = lines_of(document, ledger)
    outputs = [output for area in plan.areas for output in area.outputs]
    account = Account(
        document=name,
        encoding=document.encoding,
        tables=bool(drafted.sheets),
        counts={
            "areas": len(plan.areas),
            "groups": len({area.group for area in plan.areas if area.group}),
            "outputs": len(outputs),
            "activities": len(everything),
            "tasks": sum(len(p.activity.tasks) for p in everything),
            "deliverables": len(plan.deliverables),
        },
        years=dict(sorted(Counter(p.year for p in everything if p.year is not None).items())),
        lines=lines,
        points=points_of(plan, everything, lines, drafted.others, document.encoding, assembler.told_at),
    )
    return Imported(plan, account)
