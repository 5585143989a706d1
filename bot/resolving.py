"""A person's choice for a conflict is carried out by a sync."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from bot.app import App
from bot.syncing import preview_plan, sync_plan
from mappings.snapshot import DERIVED, Field, Side
from sync.decide import Key
from sync.errors import Invalid
from sync.records import records
from sync.report import Report

SAME: Final = {"what": Field.TITLE, "when": Field.TIMEFRAME, "assigned": Field.ASSIGNEES}
"""The words of the issue's table for fields that the plan file names otherwise."""
WORDS: Final = {field.value: field for field in Field if field not in DERIVED} | SAME
SHOWN: Final = (
    "title (what), timeframe (when), lead, funding, start, due, status, tasks, assignees (assigned)"
)
CLOSE: Final = 0.85
"""Ids are short: below this likeness another id is not what was meant."""


def winner(*, plan: bool, tracker: bool) -> Side:
    """Raises Invalid unless exactly one of the two is named."""
    if plan == tracker:
        raise Invalid("Say which side is right.", "Write either --plan or --tracker.")
    return Side.PLAN if plan else Side.FORGE


def resolve_conflicts(
    app: App, side: Side, item: str | None, field: str | None, *, everything: bool, person: str | None
) -> Report:
    """`person` says so. Raises Invalid when there is no such conflict."""
    open_ = {(one.item, one.field) for one in preview_plan(app).conflicts}
    if everything:
        if item is not None:
            raise Invalid("--all settles every conflict; an id beside it is one too many.", "Leave one out.")
        chosen = open_
    elif item is None or field is None:
        raise Invalid(
            "Which conflict?", "Write: workplan resolve ID FIELD --plan; or --all. See: workplan conflicts"
        )
    else:
        chosen = {named(app, item, field, open_)}
    return sync_plan(app, choices=dict.fromkeys(chosen, side), person=person)


def named(app: App, item: str, field: str, open_: set[Key]) -> Key:
    name = WORDS.get(field.lower())
    if name is None:
        near = get_close_matches(field.lower(), WORDS, n=1, cutoff=0.7)
        guess = f'Did you mean "{near[0]}"? ' if near else ""
        raise Invalid(f'There is no field "{field}".', f"{guess}The fields are: {SHOWN}.")
    if (item, name) in open_:
        return item, name
    known = {*records(app.plan_file().read().plan), *(one for one, _ in open_)}
    if item not in known:
        near = get_close_matches(item, sorted(known), n=1, cutoff=CLOSE)
        guess = f'Did you mean "{near[0]}"? ' if near else ""
        raise Invalid(f"There is no item {item} in {app.plan_path}.", f"{guess}See: workplan conflicts")
    raise Invalid(f"There is no conflict on {item}, {name}.", "See: workplan conflicts")
