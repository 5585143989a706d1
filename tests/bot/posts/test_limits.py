"""What Slack would refuse is told by the checker, one rule after the other."""

from __future__ import annotations

from typing import Any

import pytest

from bot.posts.limits import faults, units
from bot.posts.posting import Post


def rich(*elements: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def said(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def context(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, **more}]}


def header(text: str) -> dict[str, Any]:
    return {"type": "header", "text": {"type": "plain_text", "text": text}}


LINK = {"type": "link", "url": "https://x.org/1", "text": "#1"}
GOOD = (
    header("h" * 150),
    rich(said("a" * 3000)),
    rich(LINK, {"type": "user", "user_id": "U1"}, {"type": "usergroup", "usergroup_id": "S1"}),
    context("<https://x.org|board> &amp; &lt;b&gt;", verbatim=True),
)


def test_what_is_in_order() -> None:
    """At the limits nothing is wrong."""
    assert faults(Post("t" * 4000, GOOD)) == []
    assert faults(Post("t", tuple(rich(said("a")) for _ in range(50)))) == []


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (header("h" * 151), "151 characters of header"),
        (header(""), "an empty header"),
        (rich(said("a" * 3001)), "3001 characters of rich text"),
        (rich(said("a" * 1501), said("a" * 1500)), "3001 characters of rich text"),
        (rich(said("")), "an empty rich text"),
        (rich(), "rich text that is not known, or empty"),
        ({"type": "rich_text", "elements": []}, "a block that is not known: rich_text"),
        (rich({"type": "broadcast", "range": "channel"}), "an element that is not known"),
        (rich({"type": "user", "user_id": "anna"}), "an element that is not known"),
        (rich({**LINK, "url": "javascript:alert(1)"}), "an element that is not known"),
        (rich({**LINK, "url": "https://" + "x" * 3000}), "3008 characters of address"),
        (context("text"), "a text that is not known, or not verbatim"),
        (context("<!here>", verbatim=True), "marks that are not escaped in mrkdwn"),
        (context("<@U1>", verbatim=True), "marks that are not escaped in mrkdwn"),
        (context("a & b", verbatim=True), "marks that are not escaped in mrkdwn"),
        ({"type": "context", "elements": []}, "a block that is not known: context"),
        ({"type": "video"}, "a block that is not known: video"),
    ],
)
def test_a_block_that_slack_would_refuse(block: Any, fault: str) -> None:
    """Each is told by what is wrong with it."""
    assert fault in faults(Post("t", (block,)))


@pytest.mark.parametrize(
    ("post", "fault"),
    [
        (Post("t", tuple(rich(said("a")) for _ in range(51))), "51 blocks"),
        (Post("", ()), "no text"),
        (Post("t" * 4001, ()), "4001 characters of text"),
        (Post("<!channel>", ()), "marks that are not escaped in text"),
        (Post("t", tuple(rich(said("a" * 2400)) for _ in range(4))), "9600 characters in all blocks"),
        (Post("t", tuple(rich(*[said('"')] * 500) for _ in range(2))), "28153 characters of JSON"),
    ],
)
def test_a_message_that_slack_would_refuse(post: Post, fault: str) -> None:
    """Over all blocks together there are limits, too."""
    assert fault in faults(post)


def test_signs_beyond_the_first_plane_count_twice() -> None:
    """An emoji is two characters to a browser."""
    assert (units("abc"), units("é"), units("🎉")) == (3, 1, 2)
