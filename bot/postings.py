"""Who gets what of a digest on Slack."""

from __future__ import annotations

from bot.app import App
from bot.digest_data import Digest
from bot.posting import Post, Posting
from bot.text.digest import digest_sentence, digest_text
from sync.errors import WorkplanError


def postings(app: App, digest: Digest) -> tuple[Posting, ...]:
    text = digest_text(digest)[:2900]
    block = {"type": "section", "text": {"type": "plain_text", "text": text}}
    return (Posting(app.slack.channel, Post(digest_sentence(digest), (block,))),)


def unreadable(app: App, error: WorkplanError) -> Posting:
    block = {"type": "section", "text": {"type": "plain_text", "text": error.message[:2900]}}
    return Posting(app.slack.channel, Post("The plan file can't be read.", (block,)))
