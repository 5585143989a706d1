"""One activity: all fields, the document's own words and place, the history, what it is in conflict about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from bot.digests.inputs import Conflict
from bot.text.history import is_told
from bot.views.rows import Row, row_of
from bot.views.scene import Scene
from mappings.items import items
from sync.trace import Event

LONGEST: Final = 40
"""Characters of an id."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """`withdrawn`: it is in the plan no more; `then`: the activity that continues it."""

    row: Row
    document: str | None
    place: str | None
    history: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    before: Row | None
    then: tuple[Row, ...]
    withdrawn: date | None


def item_view(scene: Scene, name: str) -> ItemView | None:
    row = scene.by_id.get(name) or withdrawn_row(scene, name)
    if row is None:
        return None
    activity, source = row.activity, scene.plan.plan.source
    return ItemView(
        row=row,
        document=source.document if source else None,
        place=activity.source,
        history=tuple(
            one for one in scene.events if one.item == name and (is_told(one) or one.why.of_people)
        )[::-1],
        conflicts=tuple(one for one in scene.conflicts if one.item == name),
        before=scene.by_id.get(activity.continues) if activity.continues else None,
        then=tuple(one for one in scene.rows if one.activity.continues == name),
        withdrawn=activity.withdrawn,
    )


def withdrawn_row(scene: Scene, name: str) -> Row | None:
    for item in items(scene.plan):
        if item.id == name and item.activity is not None:
            return row_of(item, item.activity, None, scene.plan.plan.as_of, scene.today, scene.hidden)
    return None


def near(scene: Scene, name: str) -> tuple[Row, ...]:
    """The activities whose ids are most like it."""
    return tuple(scene.by_id[one] for one in get_close_matches(name[:LONGEST], scene.by_id, n=3))
