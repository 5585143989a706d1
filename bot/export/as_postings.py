"""What Slack is handed of a digest, as JSON: each channel with its message and thread."""

from __future__ import annotations

from collections.abc import Sequence

from bot.posts.posting import Post, Posting
from mappings.visible import json_text


def postings_json(found: Sequence[Posting]) -> str:
    told = [
        {"channel": one.channel, **record(one.head), "thread": [record(post) for post in one.thread]}
        for one in found
    ]
    return json_text({"schema": 1, "postings": told})


def record(post: Post) -> dict[str, object]:
    return {"text": post.text, "blocks": list(post.blocks)}
