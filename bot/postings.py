"""Who gets what of a digest on Slack."""

from __future__ import annotations

from collections.abc import Iterator

from bot.app import App
from bot.digest_data import Digest
from bot.digest_message import is_quiet
from bot.digest_posts import posts_of
from bot.posting import Posting
from bot.text.digest_words import ENGLISH


def postings(app: App, digest: Digest) -> tuple[Posting, ...]:
    """What is to be posted, in this order; nothing without a channel, or in silence where that is wanted."""
    return tuple(channel_postings(app, digest))


def channel_postings(app: App, digest: Digest) -> Iterator[Posting]:
    silent = is_quiet(digest) and app.slack.quiet == "silence"
    if app.slack.channel and not silent:
        head, thread = posts_of(digest, ENGLISH)
        yield Posting(app.slack.channel, head, thread)
