"""Turns of phrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.phrases import counted, cut, joined, some


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Launch the campaign", 19, "Launch the campaign"),
        ("Launch the campaign", 18, "Launch the…"),
        ("Launch the campaign", 11, "Launch the…"),
        ("Launch, the campaign", 8, "Launch…"),
        ("Unbreakable", 6, "Unbre…"),
        ("two\nlines", 20, "two lines"),
    ],
)
def test_cut(text: str, limit: int, short: str) -> None:
    """A long text is cut at a word, a long word within it."""
    assert cut(text, limit) == short


@given(st.text(max_size=60), st.integers(2, 40))
def test_cut_keeps_the_limit(text: str, limit: int) -> None:
    """No text is longer than its limit."""
    assert len(cut(text, limit)) <= limit


def test_counted() -> None:
    """One and many."""
    assert [counted(1, "week"), counted(2, "week"), counted(0, "activity", "activities")] == [
        "1 week",
        "2 weeks",
        "0 activities",
    ]


def test_joined() -> None:
    """A list in a sentence."""
    assert [joined(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_some() -> None:
    """The first few, and how many more."""
    assert [some(["a", "b", "c"], 3), some(["a", "b", "c"], 2)] == ["a, b, c", "a, b and 1 more"]
