"""What a service says of its syncs, where something is wrong with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.message import Group, Message, line
from bot.text.language import Words

STUCK: Final = "The sync wrote nothing for ten minutes, and was cut short."
HELD: Final = "Another run of workplan has been at work on this plan for an hour: no sync could begin."


def outage_message(plan: str, since: datetime | None, trouble: str, today: date, words: Words) -> Message:
    """After a day. `plan`: its id; `since`: the last good sync, in the plan's zone."""
    name, said = words.short_name(plan.upper(), True), words.no_sync_since(since, today)
    return Message(
        f"{name}{words.colon}{said}",
        f"{name}, {words.day(today)}",
        (line(said),),
        (Group(words.secretariat, line(words.trouble(trouble)), words.what_to_do),),
        colon=words.colon,
    )
