"""What Slack takes in one message, and what is wrong with one that it would refuse. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.posts.posting import Block, Post

# https://docs.slack.dev/reference/block-kit/blocks
BLOCKS: Final = 50
# https://docs.slack.dev/reference/block-kit/blocks/header-block
HEADER: Final = 150
# https://docs.slack.dev/reference/block-kit/blocks/section-block
# For rich text no limit is stated: it is held to the same.
SECTION: Final = 3_000
# https://docs.slack.dev/reference/block-kit/blocks/context-block
CONTEXT: Final = 10
# https://docs.slack.dev/reference/methods/chat.postMessage
# https://docs.slack.dev/reference/methods/chat.update
TEXT: Final = 4_000
# https://docs.slack.dev/reference/block-kit/block-elements/button-element
# The only address that a limit is stated for.
ADDRESS: Final = 3_000
# Over all blocks of a message Slack has a limit that it does not state ("msg_blocks_too_long"). This much was
# seen to be taken, 11,341 characters were refused: https://github.com/slackapi/bolt-js/issues/2867
WHOLE_TEXT: Final = 9_500
WHOLE_JSON: Final = 15_500

SENT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
ACCOUNT: Final = re.compile(r"[UW][A-Z0-9]{1,20}")
USERGROUP: Final = re.compile(r"S[A-Z0-9]{1,20}")
MARKUP: Final = re.compile(r"<(?!https?://)|&(?!amp;|lt;|gt;)")


def units(text: str) -> int:
    """Its length as browsers count it: signs beyond the first plane are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def size(blocks: object) -> int:
    """Characters of these blocks as they are sent."""
    return units(SENT.encode(blocks))


def faults(post: Post) -> list[str]:
    """Why Slack would refuse it, or call somebody who was not meant; nothing for one that is in order."""
    found = [f"{len(post.blocks)} blocks"] if len(post.blocks) > BLOCKS else []
    if not post.text.strip():
        found.append("no text")
    found += long(post.text, TEXT, "text") + marked(post.text, "text")
    whole = sum(units(text) for text in texts(post.blocks))
    found += [f"{whole} characters in all blocks"] if whole > WHOLE_TEXT else []
    as_sent = size(post.blocks)
    found += [f"{as_sent} characters of JSON"] if as_sent > WHOLE_JSON else []
    return [*found, *(fault for block in post.blocks for fault in block_faults(block))]


def texts(part: object) -> Iterator[str]:
    """Every text that is shown."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for one in part:
            yield from texts(one)


def block_faults(block: Block) -> list[str]:
    match block:
        case {"type": "header", "text": {"type": "plain_text", "text": str(text)}}:
            return long(text, HEADER, "header")
        case {"type": "context", "elements": [_, *_] as elements} if len(elements) <= CONTEXT:
            return [fault for one in elements for fault in text_faults(one)]
        case {"type": "section", "text": text}:
            return text_faults(text)
        case {"type": "rich_text", "elements": [_, *_] as elements}:
            whole = sum(units(text) for text in texts(elements))
            found = [f"{whole} characters of rich text"] if whole > SECTION else []
            return found + [fault for one in elements for fault in rich_faults(one)]
    return [f"a block that is not known: {block.get('type')}"]


def text_faults(text: object) -> list[str]:
    match text:
        case {"type": "plain_text", "text": str(said)}:
            return long(said, SECTION, "plain text")
        case {"type": "mrkdwn", "text": str(said), "verbatim": True}:
            return long(said, SECTION, "mrkdwn") + marked(said, "mrkdwn")
    return ["a text that is not known, or not verbatim"]


def rich_faults(part: object) -> list[str]:
    """https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""
    match part:
        case {"type": "rich_text_section", "elements": [_, *_] as inner}:
            return [fault for one in inner for fault in element_faults(one)]
        case {"type": "rich_text_list", "style": "bullet", "elements": [_, *_] as lines}:
            return [fault for one in lines for fault in rich_faults(one)]
    return ["rich text that is not known, or empty"]


def element_faults(element: object) -> list[str]:
    match element:
        case {"type": "text", "text": str(said)}:
            return long(said, SECTION, "rich text")
        case {"type": "link", "url": str(url), "text": str(said)} if url.startswith(("http://", "https://")):
            return long(said, SECTION, "link") + long(url, ADDRESS, "address")
        case {"type": "user", "user_id": str(account)} if ACCOUNT.fullmatch(account):
            return []
        case {"type": "usergroup", "usergroup_id": str(account)} if USERGROUP.fullmatch(account):
            return []
    return ["an element that is not known"]


def long(text: str, limit: int, what: str) -> list[str]:
    if not text:
        return [f"an empty {what}"]
    return [f"{units(text)} characters of {what}"] if units(text) > limit else []


def marked(text: str, what: str) -> list[str]:
    """Only addresses of pages may stand in pointed brackets: no "<!channel>", no "<@U1>"."""
    return [f"marks that are not escaped in {what}"] if MARKUP.search(text) else []
