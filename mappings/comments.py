"""What the bot writes as comments on an issue, and the hidden key it finds its own comment by."""

from __future__ import annotations

from typing import Final

from mappings.cells import escape
from mappings.snapshot import Field, Value

WORDS: Final = {
    Field.TITLE: ("titles", "What"),
    Field.TIMEFRAME: ("timeframes", "When"),
    Field.LEAD: ("leads", "Lead"),
    Field.FUNDING: ("funding notes", "Funding"),
    Field.START: ("start dates", "Start"),
    Field.DUE: ("due dates", "Due"),
    Field.STATUS: ("statuses", "Status"),
    Field.TASKS: ("checklists", "Tasks"),
    Field.ASSIGNEES: ("lists of assignees", "Assignees"),
}


def shown(value: Value) -> str:
    """A value inside a sentence: in quotes, harmless, on one line."""
    return "nothing" if value is None else f"“{escape(value)}”"


def hidden_key(name: Field) -> str:
    return f"<!-- workplan conflict: {name} -->"


def conflict_comment(name: Field, plan: Value, tracker: Value, before: Value) -> str:
    """Both values, what stood before, and how to settle it."""
    plural, _ = WORDS[name]
    said = f" Before that: {shown(before)}." if before is not None else ""
    return (
        f"{hidden_key(name)}\n"
        f"**Two different {plural}.** The plan says {shown(plan)}. This issue says {shown(tracker)}.{said} "
        "Nothing has been overwritten.\n\n"
        "Make both the same, here or in the plan file. That settles it."
    )


def settled_comment(name: Field, agreed: Value) -> str:
    plural, _ = WORDS[name]
    said = f"There were two different {plural}; both say {shown(agreed)} now."
    return f"{hidden_key(name)}\n**Settled.** {said}"


def reopened_comment(status: str) -> str:
    return f"Reopened: the plan file was changed to {shown(status)}."
