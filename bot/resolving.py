"""A person's choice for a conflict is carried out by a sync."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from bot.app import App
from bot.syncing import preview_plan, sync_plan
from mappings.snapshot import Field, Side
from sync.decide import Key
from sync.errors import Invalid
from sync.report import Report

SAME: Final = {"what": Field.TITLE, "when": Field.TIMEFRAME, "assigned": Field.ASSIGNEES}
"""The words of the issue's table for fields that the plan file names otherwise."""


def winner(*, plan: bool, tracker: bool) -> Side:
    """Raises Invalid unless exactly one of the two is named."""
    if plan == tracker:
        raise Invalid("Say which side is right.", "Write either --plan or --tracker.")
    return Side.PLAN if plan else Side.FORGE


def resolve_conflicts(
    app: App, side: Side, item: str | None, field: str | None, *, everything: bool
) -> Report:
    """Raises Invalid when there is no such conflict."""
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
        chosen = {named(item, field, open_)}
    return sync_plan(app, choices=dict.fromkeys(chosen, side))


def named(item: str, field: str, open_: set[Key]) -> Key:
    wanted = field.lower()
    name = SAME.get(wanted) or next((one for one in Field if one == wanted), None)
    if name is None:
        near = get_close_matches(wanted, [one.value for one in Field], n=1)
        hint = f'Did you mean "{near[0]}"?' if near else "See: workplan conflicts"
        raise Invalid(f'There is no field "{field}".', hint)
    if (item, name) not in open_:
        raise Invalid(f"There is no conflict on {item}, {name}.", "See: workplan conflicts")
    return item, name
