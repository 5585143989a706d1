"""The digest's group of what was done or filled in: one line an activity, whatever was done with it."""

from __future__ import annotations

from typing import Final

from bot.digest_data import Digest, Done, Filled
from bot.text.dates import near
from bot.text.digest_lines import group, issue_mark
from bot.text.phrases import TITLE, cut, joined
from bot.text.words import noun
from mappings.plan import Status
from mappings.snapshot import Side

DONE: Final = {Status.CANCELLED: "dropped"}


def done_lines(digest: Digest) -> list[str]:
    filled = {one.id: one for one in digest.filled}
    lines = [done_line(digest, one, filled.pop(one.id, None)) for one in digest.done]
    lines += [line(one, filled_words(one)) for one in filled.values()]
    return group(f"DONE SINCE {near(digest.since, digest.today).upper()}", lines)


def done_line(digest: Digest, one: Done, filled: Filled | None) -> str:
    """ "• Launch – completed 28 April, Ana; date filled in by Bo · #19"."""
    said = f"{DONE.get(one.status, 'completed')} {near(one.on, digest.today)}"
    who = f", {one.who}" if one.who else ""
    return line(one, said + who + (f"; {filled_words(filled)}" if filled else ""))


def filled_words(one: Filled) -> str:
    where = " on the issue" if one.side is Side.FORGE else " in the plan file"
    who = f" by {joined(one.who)}" if one.who else where
    return f"{joined([noun(name) for name in one.fields])} filled in{who}"


def line(one: Done | Filled, said: str) -> str:
    return f"• {cut(one.title, TITLE)} – {said}{issue_mark(one.issue)}"
