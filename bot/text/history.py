"""What changed, when, by whom: one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.text.dates import moment
from bot.text.phrases import cut
from bot.text.words import field_word, value_words
from mappings.snapshot import DERIVED, Side
from sync.memory import Event

NAMED: Final = 40
"""Characters of a title."""
CREATED: Final = "item"
"""The field of the event that says an issue or milestone was made."""


def history_text(events: Sequence[Event], titles: Mapping[str, str], *, named: bool) -> str:
    """`named`: the item stands on each line, as more than one is shown. Computed fields are left out."""
    told = [event for event in events if event.field not in DERIVED and event.old != event.new]
    return "".join(f"{event_line(event, titles, named)}\n" for event in told) or "No history yet.\n"


def event_line(event: Event, titles: Mapping[str, str], named: bool) -> str:
    item = f"  {event.item} {cut(titles.get(event.item, ''), NAMED)}".rstrip() if named else ""
    if event.field == CREATED:
        said = "put on the tracker"
    else:
        old, new = (value_words(event.field, value) for value in (event.old, event.new))
        said = f"{field_word(event.field)}: {old} → {new} ({whence(event)})"
    return f"{moment(event.at)}{item}  {said}"


def whence(event: Event) -> str:
    """Who did it is known of closings, comments, and of what was to be confirmed."""
    if event.who is None:
        return "on the tracker" if event.side is Side.FORGE else "in the plan"
    return f"by {event.who}"
