"""Turns of phrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.phrases import counted, cut, joined, one_line, some


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
    """One and many, also of words that end in y."""
    assert [counted(1, "week"), counted(2, "week")] == ["1 week", "2 weeks"]
    assert [counted(n, "activity") for n in (0, 1, 2)] == ["0 activities", "1 activity", "2 activities"]
    assert counted(2, "survey") == "2 surveys"


def test_joined() -> None:
    """A list in a sentence."""
    assert [joined(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_some() -> None:
    """The first few, and how many more."""
    assert [some(["a", "b", "c"], 3), some(["a", "b", "c"], 2)] == ["a, b, c", "a, b and 1 more"]


def test_some_with_commas_of_their_own() -> None:
    """Items that hold commas are parted by another mark."""
    assert some(["a, b", "c", "d"], 2, ";") == "a, b; c; and 1 more"
    assert some(["a, b", "c"], 2, ";") == "a, b; c"


def test_one_line() -> None:
    """The lines of a cell stay apart on one line."""
    assert one_line("26 February 2016 \n 20 July 2016") == "26 February 2016 / 20 July 2016"
