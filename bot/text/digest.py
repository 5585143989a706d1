"""The digest as text: one sentence for a lock screen, one message, and the full list by area."""

from __future__ import annotations

from bot.digests.data import Digest
from bot.digests.lines import plan_name
from bot.digests.list import list_of
from bot.digests.message import message_of
from bot.digests.summary import sentence
from bot.message import plain, plain_group
from bot.text.digest_words import ENGLISH, Words


def digest_sentence(digest: Digest, words: Words = ENGLISH) -> str:
    """What a phone shows: one sentence."""
    return sentence(digest, words)


def digest_text(digest: Digest, words: Words = ENGLISH) -> str:
    return plain(message_of(digest, words))


def full_list(digest: Digest, words: Words = ENGLISH) -> str:
    """Every activity that the digest counts, whole, by area; areas are parted by empty lines."""
    name = plan_name(digest, words)
    blocks = [f"{name}, {words.day(digest.today)}{words.colon}{words.full_list}"]
    for heading, groups in list_of(digest, words):
        lines = [said for group in groups for said in plain_group(group, words.colon)]
        blocks.append("\n".join([heading, *filter(None, lines)]))
    if len(blocks) == 1:
        blocks.append(words.nothing_listed)
    return "\n\n".join(blocks) + "\n"
