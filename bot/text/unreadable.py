"""The message instead of a digest: a file can't be read, where, and since when nothing is synced."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from bot.digests.summary import capital
from bot.message import Group, Message, line
from bot.text.digest_words import ENGLISH, Words
from sync.errors import PlanInvalid, WorkplanError

MOST = 10


def unreadable_message(
    error: WorkplanError, file: str, plan: str, today: date, since: datetime | None, words: Words = ENGLISH
) -> Message:
    """`file`: the plan's; `plan`: its id, "" where it is not known; `since`: the last good sync."""
    name = words.short_name(plan.upper(), True) if plan else file
    groups = []
    if isinstance(error, PlanInvalid):
        file = Path(error.name).name  # it may be that of the people
        lines = tuple(
            line(words.problem(one.line, one.key, f"{one.message} {one.remedy}".strip()))
            for one in error.problems
        )
        more = line(words.more(len(lines) - MOST)) if len(lines) > MOST else line()
        groups.append(
            Group(words.secretariat, line(words.to_mend(len(lines), file)), "", lines[:MOST], 0, more)
        )
        first = words.at_line(error.problems[0].line) if error.problems else ""
    else:
        said = " ".join(filter(None, (error.message, error.remedy)))
        groups.append(Group(words.secretariat, line(words.trouble(said) or words.more_by_doctor)))
        first = ""
    return Message(
        f"{name}{words.colon}{words.unreadable(file)}{first}.",
        f"{name}, {words.day(today)}",
        (line(f"{capital(words.unreadable(file))}{first}. {words.no_sync_since(since, today)}"),),
        tuple(groups),
        colon=words.colon,
    )
