"""One text as a YAML scalar, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.yamlread import compose, plain_values
from sync.yamlscalar import scalar

TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="ab :#-?,[]{}&*!|>'\"%@`\\\n\r\t\x85\u2028\ufeff~\0🌍é.0", max_size=12),
)


@given(TEXTS)
def test_every_text_comes_back_from_a_block(text: str) -> None:
    """After a key, whatever it is made of."""
    values, problems = plain_values(compose(f"a: {scalar(text)}\nb: c", "x"))
    assert (values, problems) == ({"a": text, "b": "c"}, [])


@given(TEXTS)
def test_every_text_comes_back_from_a_flow_list(text: str) -> None:
    """Between brackets, where commas and braces mean something."""
    values, problems = plain_values(
        compose(f"a: [{scalar(text, flow=True)}, {{b: {scalar(text, flow=True)}}}]", "x")
    )
    assert (values, problems) == ({"a": [text, {"b": text}]}, [])


@given(TEXTS)
def test_a_scalar_takes_one_line(text: str) -> None:
    """So that a new key is one new line."""
    assert len(scalar(text).splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "GMG Chair (UN Women)",
        "2016-10-11",
        "25-26 February 2016",
        "https://x.org/i/12",
        "“quoted”",
        "it's",
        "a, b",
        "§ 4",
    ],
)
def test_ordinary_text_stays_plain(text: str) -> None:
    """Quotes where none are needed make a file hard to read for those who own it."""
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["1", "1.10", "2017", "no", "Yes", "null", "~", "1e3", "0x1f", "12:30", ".5", "-3", "+1"]
)
def test_text_that_others_would_take_for_a_number_is_quoted(text: str) -> None:
    """Editors that follow the schema would flag it, other programs change it."""
    assert scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: b", '"a: b"'),
        ('say "x": y', "'say \"x\": y'"),
        ("it's: y", '"it\'s: y"'),
        ("C:\\x: y", "'C:\\x: y'"),
        ("a\nb", '"a\\nb"'),
        ("", '""'),
        (" a", '" a"'),
        ("# a", '"# a"'),
    ],
)
def test_other_text_takes_the_quotes_that_change_it_least(text: str, written: str) -> None:
    """Escapes only where nothing else can hold the text."""
    assert scalar(text) == written
