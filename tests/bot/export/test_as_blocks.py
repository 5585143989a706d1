"""The message as blocks: what Slack takes, what can be followed, and that no text is read as marks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.digests.data import Digest
from bot.digests.posts import posts_of
from bot.export.as_blocks import fitted, post_of, shortened
from bot.message import Group, Linked, Message, line
from bot.posts.limits import faults, units
from bot.posts.posting import Post
from bot.text.digest_words import ENGLISH
from tests.builders.digests import LINKS, crowded, digest, digests
from tests.builders.gold import gmg_plan
from tests.builders.plans import activity, plan
from tests.hostile.corpus import CORPUS

CALLS = ("@here", "@channel", "<!channel>", "<!here|here>", "<!everyone>", "<@U123>", "<!subteam^S1>")


def elements(post: Post, kind: str) -> list[dict[str, Any]]:
    """The elements of this kind, wherever they stand."""
    found: list[dict[str, Any]] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("type") == kind:
                found.append(part)
            for value in part.values():
                walk(value)
        elif isinstance(part, (list, tuple)):
            for one in part:
                walk(one)

    walk(post.blocks)
    return found


def head(found: Digest, **mentions: tuple[str, ...]) -> Post:
    return posts_of(found, ENGLISH, mentions)[0]


@given(digests())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_slack_takes_any_digest(found: Digest) -> None:
    """Whatever stands in a plan, and however much: message and thread keep every limit."""
    message, thread = posts_of(
        found, ENGLISH, {one.id: ("U1", "S2", f"U{one.id.upper()}") for one in found.fresh}
    )
    for post in (message, *thread):
        assert faults(post) == []


def test_gmg_in_blocks() -> None:
    """The sample plan: heading, summary, seven groups, the small print; and its thread in two messages."""
    message, thread = posts_of(digest(gmg_plan(), links=LINKS), ENGLISH)
    kinds = [block["type"] for block in message.blocks]
    assert kinds == ["header", *["rich_text"] * 7, "context", "context"]
    assert len(thread) == 2
    assert message.text.startswith("GMG plan: 1 newly past its date (Launch GMG communications plan and…)")


def test_issues_and_pages_can_be_followed() -> None:
    """The number of an issue leads there, and so does the word for the milestones."""
    made = plan(
        activity("a", "Launch", timeframe="April 2017", lead="IOM", issue="https://x.org/o/r/issues/19")
    )
    post = head(digest(made, links=LINKS))
    assert [(one["text"], one["url"]) for one in elements(post, "link")] == [
        ("#19", "https://x.org/o/r/issues/19")
    ]
    (small,) = [one["text"] for one in elements(post, "mrkdwn") if "board" in one["text"]]
    assert small == "<https://x.org/o/r/milestones|board> · plan plan.yaml · full list in the thread"


@pytest.mark.parametrize(
    "link", ["local:19", "javascript:alert(1)//19", "https://x.org/\u202e/19", "http:///19", "//x/19"]
)
def test_what_is_no_address_is_not_followed(link: str) -> None:
    """The number stands there as text."""
    made = plan(activity("a", "Launch", timeframe="April 2017", lead="IOM", issue=link))
    assert elements(head(digest(made)), "link") == []


@pytest.mark.parametrize("text", [*CALLS, *(text for text in CORPUS if len(text) < 200)])
def test_the_plan_calls_nobody(text: str) -> None:
    """No text of a plan becomes a mention, a link or a mark; where marks are read it is escaped."""
    found = crowded(8, text)
    message, thread = posts_of(found, ENGLISH)
    for post in (message, *thread):
        assert elements(post, "user") + elements(post, "usergroup") + elements(post, "broadcast") == []
        links = {one["url"] for one in elements(post, "link")} - {text}
        assert all(url.startswith("https://x.org/o/r/issues/") for url in links)
        assert all("<!" not in one["text"] and "<@" not in one["text"] for one in elements(post, "mrkdwn"))
        assert all(one["verbatim"] for one in elements(post, "mrkdwn"))
        assert "<" not in post.text


def test_what_acts_is_made_visible() -> None:
    """Controls and line ends are no part of what is sent."""
    made = plan(activity("a", "Launch \u202egpj.exe\u0007", timeframe="April 2017", lead="A\u0000\nB"))
    shown = "".join(one["text"] for one in elements(head(digest(made)), "text"))
    assert "Launch ‹U+202E›gpj.exe‹U+0007›" in shown
    assert not any(ord(sign) < 32 and sign != "\n" for sign in shown)


def test_people_are_called_once() -> None:
    """Each stands at the first activity that is theirs, and only in the group of what is newly past."""
    made = plan(
        activity("a", "Launch", timeframe="30 April 2017", lead="IOM"),
        activity("b", "Report", timeframe="28 April 2017", lead="IOM"),
        activity("c", "Study", timeframe="March 2017", lead="IOM"),
    )
    post = head(digest(made), a=("U1", "S2", "U1"), b=("U1", "U3"), c=("U4",))
    assert [one["user_id"] for one in elements(post, "user")] == ["U1", "U3"]
    assert [one["usergroup_id"] for one in elements(post, "usergroup")] == ["S2"]


def test_not_all_are_called_at_once() -> None:
    """No more than twenty people are called, also those whose activities have no line in the message."""
    made = plan(*(activity(f"a{n}", timeframe="April 2017", lead="IOM") for n in range(30)))
    called = elements(head(digest(made), **{f"a{n}": (f"U{n}",) for n in range(30)}), "user")
    assert [one["user_id"] for one in called] == [f"U{n}" for n in range(20)]


def test_a_full_message_has_fewer_lines() -> None:
    """Where ten lines a group are too much for Slack, there are as many as fit, and the rest is counted."""
    post = head(crowded(300, "long words " * 30))
    assert faults(post) == []
    lists = [len(one["elements"]) for one in elements(post, "rich_text_list")]
    assert 1 < max(lists) < 10
    assert any(one["text"].startswith("… and ") for one in elements(post, "text"))


def test_a_quiet_week_is_one_block() -> None:
    """The one line of text is one line there, too."""
    made = plan(activity(timeframe="2018", lead="IOM", status="ongoing"))
    first = digest(made)
    message, thread = posts_of(digest(made, previous=first.counts), ENGLISH)
    assert [one["text"] for one in elements(message, "text")][:2] == [
        "GMG work plan, 2 May 2017: ",
        "nothing new since 25 April. Next due 31 December 2018.",
    ]
    assert (len(message.blocks), thread) == (1, ())


def test_a_long_line_is_cut_at_a_word() -> None:
    """Its longest part is cut; the number of the issue stays."""
    long = line("word " * 200, " · ", Linked("#19", "https://x.org/19"))
    cut = str(fitted(long, 100))
    assert units(cut) <= 100
    assert cut.endswith("word… · #19")


@pytest.mark.parametrize("text", ["🎉" * 50, "a" * 50, "x y " * 20, "…" * 20, "('\"" * 20])
@pytest.mark.parametrize("limit", [1, 2, 9, 40])
def test_shortened_keeps_the_limit(text: str, limit: int) -> None:
    """Whatever the signs, as Slack counts them."""
    assert units(shortened(text, limit)) <= limit or len(shortened(text, limit)) == 1


def test_small_print_with_endless_addresses() -> None:
    """An address that would fill the small print is left out of it, not cut."""
    far = Linked("board", "https://x.org/" + "a" * 4_000)
    post = post_of(Message("s", "Plan", (), (Group("NEW"),), (line(far),)))
    assert faults(post) == []
    assert [one["text"] for one in elements(post, "mrkdwn")] == ["board"]


def test_links_of_the_footer_are_not_the_plans() -> None:
    """A name of a plan file that looks like marks is text."""
    found = digest(plan(activity(timeframe="April 2017")), links=replace(LINKS, plan="<!here>.yaml"))
    assert any("&lt;!here&gt;.yaml" in one["text"] for one in elements(head(found), "mrkdwn"))


def test_what_slack_may_not_know_as_an_address_is_text() -> None:
    """Such as one in capitals."""
    found = digest(plan(activity(timeframe="April 2017")), links=replace(LINKS, plan="HTTPS://X.ORG/plan"))
    assert faults(head(found)) == []
    assert any("plan HTTPS://X.ORG/plan" in one["text"] for one in elements(head(found), "mrkdwn"))
