"""What changed, when, why and by whom: one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, assert_never

from bot.text.dates import moment
from bot.text.phrases import counted, cut
from bot.text.words import field_word, value_words
from mappings.snapshot import Side
from sync.changes import Cause
from sync.trace import Event

NAMED: Final = 40
"""Characters of a title."""
ITEM: Final = "item"
"""The field of the event that says an issue or milestone was made."""
BESIDE: Final = ("completed", "digest thread")
"""The closing day goes with the status, a thread with its message."""
ONLY_NEW: Final = (Cause.POSTED, Cause.TOLD, Cause.CLAIMED, Cause.CARRIED, Cause.LINK)
"""It says itself that nothing was there before."""
EACH: Final = 5
"""So many of the items that one sync made stand on lines of their own."""


def history_text(
    events: Sequence[Event], titles: Mapping[str, str], *, named: bool, everything: bool = False
) -> str:
    """`named`: the item stands on each line, as more than one is shown.

    `everything`: every write, also what only follows from the plan.
    """
    lines: list[str] = []
    told = events if everything else [event for event in events if is_told(event)]
    for (run, made), group in groupby(told, key=lambda event: (event.run, is_made(event))):
        same = list(group)
        if made and len(same) > EACH and named and not everything:
            lines.append(
                f"{moment(same[-1].at)}  put on the tracker: {counted(len(same), 'item')} (run {run})"
            )
        else:
            lines += [event_line(event, titles, named) for event in same]
    return "".join(f"{line}\n" for line in lines) or "No history yet.\n"


def is_made(event: Event) -> bool:
    return event.why is Cause.MADE and event.field == ITEM


def is_told(event: Event) -> bool:
    """People's changes, and what the bot did that nobody had asked for in so many words."""
    unasked = (Cause.PUT_BACK, Cause.PROPOSED, Cause.RENAMED, Cause.MENDED, Cause.POSTED)
    noted = event.why in unasked or is_made(event)
    beside = event.field in BESIDE or event.old == event.new
    return not beside and (event.why.of_people or noted)


def event_line(event: Event, titles: Mapping[str, str], named: bool) -> str:
    item = f"  {event.item} {cut(titles.get(event.item, ''), NAMED)}".rstrip() if named else ""
    return f"{moment(event.at)}{item}  {said(event)}"


def said(event: Event) -> str:
    if event.field == ITEM:
        gone = "taken out of the plan file" if event.new is None else "in the plan file again"
        return "put on the tracker" if event.why is Cause.MADE else gone
    old, new = (value_words(event.field, value) for value in (event.old, event.new))
    change = new if not event.old and event.why in ONLY_NEW else f"{old} → {new}"
    return f"{field_word(event.field)}: {change} ({', '.join(whence(event))})"


def whence(event: Event) -> Iterator[str]:
    """Why, in words; and who, as far as it is known."""
    by = event.who or event.actor
    match event.why:
        case Cause.EDITED_PLAN:
            yield "in the plan"
        case Cause.EDITED_TRACKER:
            yield f"by {by}" if by else "on the tracker"
        case Cause.ANSWERED:
            yield f"by {by}" if by else "by somebody"
            yield "in a comment"
        case Cause.CHOSEN:
            yield "the tracker was right" if event.side is Side.FORGE else "the plan was right"
            yield f"says {event.actor}" if event.actor else "says a person"
        case Cause.PUT_BACK:
            yield "written again over an old copy"
        case Cause.MADE:
            yield "made with it"
        case Cause.REMOVED | Cause.FOLLOWS | Cause.LINK | Cause.RENAMED | Cause.PROPOSED | Cause.TOLD:
            yield event.why.value
        case Cause.CARRIED | Cause.CLAIMED | Cause.MENDED:
            yield event.why.value
        case Cause.POSTED:
            yield f"by {by}" if by else "by workplan"
        case _:
            assert_never(event.why)
