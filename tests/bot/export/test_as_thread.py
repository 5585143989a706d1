"""The whole list in the thread: each activity once, in as few messages as Slack allows."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.digests.data import Digest
from bot.export.as_thread import Row, cost_of, paged, thread_of
from bot.message import line
from bot.posts.limits import WHOLE_JSON, WHOLE_TEXT, faults, size, texts, units
from bot.posts.posting import Post
from bot.text.digest_words import ENGLISH
from tests.bench_rows import large_plan
from tests.builders.digests import TODAY, digest, digests
from tests.builders.gold import gmg_plan, unnm_plan
from tests.builders.plans import activity, area, plan

ID = re.compile(r"(?:^|(?<=• )|(?<=\] ))\[([^\]\s]+)\]", re.MULTILINE)


def lines(post: Post) -> list[str]:
    """The text of each line below the first one, as it is read."""
    found: list[str] = []
    for block in post.blocks[1:]:
        parts: Any = block["elements"]
        for part in parts:
            inner = part["elements"] if part["type"] == "rich_text_list" else [part]
            for one in inner:
                found += "".join(each["text"] for each in one["elements"]).split("\n")
    return found


def ids(posts: tuple[Post, ...]) -> Counter[str]:
    return Counter(id for post in posts for one in lines(post) for id in ID.findall(one))


@given(digests())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_everything_is_there_once(found: Digest) -> None:
    """Every activity that the digest counts stands in the thread, and none twice."""
    known = {one.id for one in found.entries}
    told = ids(thread_of(found, ENGLISH))
    assert {id: count for id, count in told.items() if id in known} == dict.fromkeys(known, 1)


def test_gmg_is_told_whole() -> None:
    """All 116 with their whole titles, in two messages."""
    found = digest(gmg_plan())
    thread = thread_of(found, ENGLISH)
    said = [one for post in thread for one in lines(post)]
    assert len(thread) == 2
    assert ids(thread).total() == 44 + 72
    assert not [one for one in said if "…" in one]
    assert any(one.title in text for text in said for one in found.fresh)


@pytest.mark.parametrize(("count", "most"), [(400, 3), (1_000, 3), (3_000, 3)])
def test_a_large_plan_needs_few_messages(count: int, most: int) -> None:
    """Of a plan of a thousand activities the thread is three messages, filled as far as they can be."""
    found = digest(large_plan(count))
    thread = thread_of(found, ENGLISH)
    assert ids(thread).total() == len(found.entries) > count / 3
    assert len(thread) <= most
    for post in thread[:-1]:
        shown = sum(map(units, texts(post.blocks)))
        assert shown > WHOLE_TEXT * 0.9 or size(post.blocks) > WHOLE_JSON * 0.9


def test_less_is_said_where_there_is_more() -> None:
    """Whole titles, then their beginnings, then ids; and the first line says so."""
    notes = [thread_of(digest(large_plan(count)), ENGLISH)[0] for count in (100, 1_000, 3_000)]
    tops = [next(texts(post.blocks)) for post in notes]
    assert "Titles" not in tops[0]
    assert tops[1].startswith("Full list, part 1 of 3. Titles are cut here")
    assert tops[2].startswith("Full list, part 1 of 2. The list is too long for more than the ids")


def test_many_areas() -> None:
    """A message holds no more areas than Slack takes blocks, however little there is of each."""
    said = line("x")
    pages = list(paged(iter([Row(str(n), "", said, True, cost_of(said, True)) for n in range(100)])))
    assert [len(page) for page in pages] == [49, 49, 2]


def test_headings_stand_on_each_message() -> None:
    """Where an area goes on in the next message, its name and its group are said again."""
    found = digest(plan(*(activity(f"a{n}", "word " * 50, timeframe="April 2017") for n in range(60))))
    thread = thread_of(found, ENGLISH)
    assert len(thread) == 2
    for post in thread:
        assert lines(post)[:2] == ["1. Coordination and visibility", "Past their date: 60"]


def test_leads_of_an_area_are_said_once() -> None:
    """They stand beside its name, not on each line."""
    found = digest(unnm_plan())
    said = [one for post in thread_of(found, ENGLISH) for one in lines(post)]
    assert sum("IFAD, IOM and UNDP" in one for one in said) == 1


def test_a_line_that_is_too_long_is_cut_at_a_word() -> None:
    """One activity never needs more than one message."""
    found = digest(
        plan(activity("a", "word " * 2_000, timeframe="April 2017", issue="https://x.org/o/issues/1"))
    )
    (post,) = thread_of(found, ENGLISH)
    (one,) = [text for text in lines(post) if text.startswith("[a]")]
    assert faults(post) == []
    assert one.endswith("word… · #1")


def test_the_lock_screen_of_a_reply_names_its_areas() -> None:
    """What a reply holds is known before it is opened."""
    made = plan(*(area(str(n), f"Area <{n}>", activity(f"a{n}", timeframe="April 2017")) for n in (1, 2)))
    (post,) = thread_of(digest(made), ENGLISH)
    assert post.text == "Full list: 1. Area &lt;1&gt;, 2. Area &lt;2&gt;, What the plan lacks"


def test_no_list_no_thread() -> None:
    """Nothing to list is no message."""
    made = plan(activity(timeframe="2018", lead="IOM", status="ongoing"))
    assert thread_of(digest(made, TODAY), ENGLISH) == ()
