"""A digest as what Slack is handed: the message, cut until Slack takes it, and its thread. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.digests.data import Digest
from bot.digests.message import at_most, message_of
from bot.export.as_blocks import LINE, post_of
from bot.export.as_thread import thread_of
from bot.message import Message
from bot.posts.limits import faults
from bot.posts.posting import Post
from bot.text.digest_words import Words

STEPS: Final = ((10, LINE), (8, LINE), (6, LINE), (4, LINE), (3, 300), (2, 200), (1, 200), (1, 80))
"""Lines of a group and characters of a line, from what is wanted to what fits in any case."""


def posts_of(
    digest: Digest, words: Words, mentions: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Post, tuple[Post, ...]]:
    """The message and its thread; there is none below a message that has nothing to tell."""
    thread = thread_of(digest, words)
    told = replace(digest, links=replace(digest.links, in_thread=bool(thread)))
    message = message_of(told, words, mentions)
    return fitting(message, words), () if message.quiet else thread


def fitting(message: Message, words: Words) -> Post:
    """The message with as many lines a group as Slack takes."""
    for most, limit in STEPS[:-1]:
        post = post_of(shorter(message, most, words), limit)
        if not faults(post):
            return post
    most, limit = STEPS[-1]
    return post_of(shorter(message, most, words), limit)


def shorter(message: Message, most: int, words: Words) -> Message:
    return replace(message, groups=tuple(at_most(most, group, words) for group in message.groups))
