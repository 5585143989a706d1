"""Plan text in Markdown: it acts on nothing, and reads back verbatim."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.cells import canonical, escape, escape_line, unescape

PIECES = (
    *("@anna", "#12", "owner/repo#1", "GH-12", "!12", '%"m"', '~"l"', "~bug", "&12", "$5", "a1b2c3d4"),
    *(
        "|",
        "\\",
        "\\|",
        "\\*",
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "~~",
        "$",
        "[a](b)",
        "[[x]]",
        "![i](u)",
        "{+",
    ),
    *("<br>", "<BR/>", "<!--", "-->", "<b>", "<", "br", ">", "&nbsp;", "&amp;", "&lt;", "&#64;", "&", ";"),
    *("&#8203;", "&#x200B;", "\u200b", "@\u200b", "&#92;", "&#95;", "<span>$</span>", ":tada:", "{-"),
    *(
        "https://x.org/a_b?a=1&b=2",
        "https://x.org/&lt;",
        "/close",
        "1.",
        "- [ ] ",
        "# ",
        "x",
        " ",
        "  ",
        "\t",
    ),
    *(
        "\n",
        " \n",
        "\n ",
        "\n\n",
        "\r",
        "\r\n",
        "\x00",
        "\x0b",
        "\u2028",
        "\x85",
        "\xa0",
        "😀",
        "שלום",
        "\u202e",
    ),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=10).map("".join))


@given(TEXTS)
@settings(max_examples=400)
def test_any_text_reads_back_verbatim(text: str) -> None:
    """What is written into a cell comes back as it was, but for blanks at its edges."""
    value = canonical(text)
    if value is not None:
        assert canonical(unescape(f" {escape(value)} ".strip())) == value


@given(TEXTS)
@settings(max_examples=200)
def test_any_text_reads_back_from_a_line(text: str) -> None:
    """The same holds at the start of a line of its own."""
    value = canonical(text)
    if value is not None:
        assert canonical(unescape(escape_line(value).strip())) == value


@given(TEXTS)
@settings(max_examples=200)
def test_a_cell_is_one_line_without_a_bare_bar(text: str) -> None:
    """No text can end its row, its cell or the table."""
    escaped = escape(canonical(text) or "")
    assert "\n" not in escaped
    assert "|" not in escaped.replace("\\|", "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ask @anna", "ask @&#8203;anna"),
        ("see #12", "see #&#8203;12"),
        ("owner/repo#1", "owner/repo#&#8203;1"),
        ("gh-12", "gh-&#8203;12"),
        ("done in a1b2c3d4", "done in a1b2c3&#8203;d4"),
        ("group!12", "group!&#8203;12"),
        ('%"Phase 1"', '%&#8203;"Phase 1"'),
        ("~bug", "~&#8203;bug"),
        ("<!-- x -->", "&lt;!-- x --&gt;"),
        ("<script>", "&lt;script>"),
        ("a|b", "a\\|b"),
        ("two\nlines", "two<br>lines"),
        ("*very*", "&#42;very&#42;"),
        ("_very_", "&#95;very&#95;"),
        ("`code`", "&#96;code&#96;"),
        ("[text](https://x.org)", "[text]&#8203;(https://x.org)"),
        ("&nbsp;", "&amp;nbsp;"),
        (":tada:", ":&#8203;tada:"),
        ("$5 to $6", "<span>$</span>5 to <span>$</span>6"),
        ("a\\*b", "a&#92;*b"),
    ],
)
def test_what_would_act_is_parted(text: str, written: str) -> None:
    """Names, links, HTML, emphasis and table bars lose their effect."""
    assert escape(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "GMG Chair (UNU), IOM and UNFPA",
        "Chairs' staff costs: 5 < 6, 100 % of it, R&D",
        "data_for_research, snake_case_name",
        "subject to funding*",
        "https://example.org/a_b?x=1&y=2#top",
        "C:\\temp",
        "10:30, 12:45",
        "Σχέδιο – план – 計画 😀",
        "anna@",
        "No. # of states",
    ],
)
def test_harmless_text_is_left_alone(text: str) -> None:
    """Text that does nothing keeps its bytes, so that people can edit it."""
    assert escape(text) == text


@pytest.mark.parametrize(
    "text", ["/close", "# Big", "> quote", "- item", "+ item", "1. one", "2) two", "=", "```"]
)
def test_a_line_cannot_begin_with_a_command(text: str) -> None:
    """Quick actions, headings, lists and fences need the start of the line."""
    assert escape_line(text).startswith("&#8203;")


@pytest.mark.parametrize("text", ["Data and Research", "1.1 Launch", "2017", "Éducation", "12.5 % of it"])
def test_a_harmless_line_is_left_alone(text: str) -> None:
    """A line that begins with a word or number stays as it is."""
    assert escape_line(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("@anna", "@anna"),
        ("R&D &nbsp; &copy;", "R&D &nbsp; &copy;"),
        ("a*b*c and _d_", "a*b*c and _d_"),
        ("C:\\_temp\\new", "C:\\_temp\\new"),
        ("\\\\server\\share", "\\\\server\\share"),
        ("a <br> b", "a\nb"),
        ("a<BR/>b", "a\nb"),
        ("either \\| or", "either | or"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("@\u200banna", "@anna"),
        ("&#64;anna", "&#64;anna"),
    ],
)
def test_plain_typing_means_what_it_says(typed: str, meant: str) -> None:
    """A person who types text with no thought of Markdown has said just that."""
    assert unescape(typed) == meant


@pytest.mark.parametrize(("text", "value"), [(None, None), ("", None), (" \n ", None), (" a  b ", "a  b")])
def test_blanks_at_the_edges_say_nothing(text: str | None, value: str | None) -> None:
    """An empty text is none; blanks inside stay."""
    assert canonical(text) == value


@pytest.mark.parametrize(
    "piece", ["*", "-", " ", "&", ":a", "https://", "<br>", "a1", "_ ", "[", "\n", "&#", "$", "~"]
)
def test_hostile_length_is_survived(piece: str) -> None:
    """A long text of one sign reads back, and does not stop the build for hours."""
    text = "x" + piece * 20_000 + "<x"
    assert unescape(escape(text)) == text
