"""A message as Slack's Block Kit. The plan's text stands in rich text, which is read literally. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from bot.digests.lines import address
from bot.message import Group, Line, Linked, Message, Part, line
from bot.posts.limits import HEADER, SECTION, TEXT, USERGROUP, units
from bot.posts.posting import Block, Post
from bot.text.phrases import cut
from mappings.visible import visible

LINE: Final = 400
"""Characters of one line of the message."""
FOOT: Final = 500
LONGEST_ADDRESS: Final = 500
"""A longer one leads nowhere: a few of them would fill the message."""
ENDS: Final = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")

Element: TypeAlias = dict[str, Any]


def post_of(message: Message, limit: int = LINE) -> Post:
    """The message itself. A line of more characters than the limit is cut at a word."""
    if message.quiet:
        said = line(f"{message.heading}{message.colon}", *message.summary)
        return Post(lock_screen(message), (rich(section(said, limit=limit)),))
    heading = {"type": "plain_text", "text": shortened(shown(message.heading), HEADER), "emoji": False}
    blocks: list[Block] = [{"type": "header", "text": heading}]
    if message.summary:
        blocks.append(rich(section(*separated(message.summary), limit=limit)))
    blocks += [group_block(group, limit, message.colon) for group in message.groups]
    blocks += [context(one) for one in message.footer]
    return Post(lock_screen(message), tuple(blocks))


def only_line(said: str) -> Post:
    return Post(escaped(said), (rich(section(line(said))),))


def lock_screen(message: Message) -> str:
    return escaped(shortened(shown(message.sentence), TEXT // 5))


def group_block(group: Group, limit: int, colon: str) -> Block:
    said = line(colon, group.said) if group.said else line()
    below = [line("\n", group.intro)] if group.intro else []
    parts = [section(bold(group.heading), said, *below, limit=limit)]
    if group.lines:
        parts.append(bullets(group.lines, limit))
    if group.more:
        parts.append(section(group.more))
    return rich(*parts)


def rich(*parts: Element) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def bullets(lines: Sequence[Line], limit: int) -> Element:
    return {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [section(one, limit=limit) for one in lines],
    }


def section(*parts: Line | Element, limit: int = LINE) -> Element:
    elements: list[Element] = []
    for part in parts:
        elements += elements_of(part, limit) if isinstance(part, Line) else [part]
    return {"type": "rich_text_section", "elements": elements}


def bold(text: str) -> Element:
    return {"type": "text", "text": shortened(shown(text), LINE), "style": {"bold": True}}


def elements_of(one: Line, limit: int) -> Iterator[Element]:
    for part in fitted(one, limit).parts:
        url = part.url if isinstance(part, Linked) else ""
        if url and len(url) <= LONGEST_ADDRESS:
            yield {"type": "link", "url": url, "text": part.text if isinstance(part, Linked) else ""}
        else:
            yield {"type": "text", "text": str(part)}
    for account in one.accounts:
        yield {"type": "text", "text": " "}
        yield mention(account)


def mention(account: str) -> Element:
    if USERGROUP.fullmatch(account):
        return {"type": "usergroup", "usergroup_id": account}
    return {"type": "user", "user_id": account}


def separated(lines: Sequence[Line]) -> Iterator[Line]:
    for place, one in enumerate(lines):
        yield line("\n", fitted(one)) if place else one


def fitted(one: Line, limit: int = LINE) -> Line:
    """The line with what acts made visible; its longest part is cut where it is too long."""
    said = str(one)
    if is_clean(said) and units(said) <= limit:
        return one
    parts = [clean(part) for part in one.parts]
    excess = sum(units(str(part)) for part in parts) - limit
    while excess > 0:
        at = max(range(len(parts)), key=lambda place: units(str(parts[place])))
        longest = str(parts[at])
        parts[at] = shortened(longest, max(units(longest) - excess, 1))
        excess = sum(units(str(part)) for part in parts) - limit if units(longest) > 1 else 0
    return Line(tuple(part for part in parts if str(part)), one.accounts)


def clean(part: Part) -> Part:
    if isinstance(part, Linked):
        return Linked(shown(part.text), part.url, part.spelt)
    return part if part == "\n" else shown(part)


def shown(text: str) -> str:
    """On one line, with what acts as its number."""
    return text if is_clean(text) else visible(ENDS.sub(" ", text))


def is_clean(text: str) -> bool:
    """There is nothing to be made visible; Python does not call a space that does not break printable."""
    return text.replace("\u00a0", "").isprintable()


def shortened(text: str, limit: int) -> str:
    """At most so many of Slack's characters, cut at a word with "…"."""
    while units(text) > limit:
        text = cut(text, max(len(text) * limit // units(text) - 1, 1))
        if len(text) <= 1:
            return text
    return text


def context(one: Line) -> Block:
    """Small print. Only our own addresses are marked as such in it."""
    parts = fitted(one, FOOT).parts
    said = "".join(map(marked, parts))
    if units(said) > SECTION:
        said = "".join(escaped(str(part)) for part in fitted(line(*map(str, parts)), FOOT).parts)
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": said, "verbatim": True}]}


def marked(part: Part) -> str:
    if isinstance(part, Linked) and address(part.url):
        return f"<{escaped(part.url)}|{escaped(part.text)}>"
    return escaped(str(part))


def escaped(text: str) -> str:
    """https://docs.slack.dev/messaging/formatting-message-text#escaping"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
