"""What one person is told of the activities that are theirs. Pure; the words are given."""

from __future__ import annotations

from collections.abc import Sequence

from bot.digests.data import Digest, Entry
from bot.digests.lines import issue_mark, plan_name, when_words
from bot.digests.message import footer, grouped, new_heading
from bot.digests.summary import SOON_DAYS, short_name
from bot.message import Line, Message, line
from bot.text.digest_words import Words
from bot.text.phrases import TITLE, cut


def personal_message(digest: Digest, mine: Sequence[Entry], words: Words) -> Message | None:
    """What is newly past, due soon and not decided of these; None where that is nothing."""
    fresh = [one for one in mine if one.passed and one.passed > digest.since]
    soon = [one for one in mine if one.soon]
    undecided = [one for one in mine if one.open and not one.passed and not one.soon]
    if not (fresh or soon or undecided):
        return None
    groups = (
        *grouped(new_heading(digest, words), [own_line(one, words) for one in fresh], words),
        *grouped(words.next_days(SOON_DAYS), [own_line(one, words) for one in soon], words),
        *grouped(words.not_decided_besides(0), [own_line(one, words) for one in undecided], words),
    )
    name = words.yours(short_name(digest, words))
    heading = words.yours(plan_name(digest, words))
    said = words.your_counts(len(fresh), len(soon), len(undecided))
    last = tuple(footer(digest, words))
    heading = f"{heading}, {words.day(digest.today)}"
    return Message(f"{name}{words.colon}{said}.", heading, (), groups, last, colon=words.colon)


def own_line(one: Entry, words: Words) -> Line:
    """ "Launch the campaign (April 2017); to be confirmed: funding · #19": whose it is they know."""
    state = f"{words.semicolon}{words.open_listed(one.open)}" if one.open else ""
    return line(cut(one.title, TITLE) + when_words(one, words) + state, issue_mark(one.issue))
