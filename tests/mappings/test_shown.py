"""What a Markdown reader makes of plan text in an issue: the text itself, and nothing that acts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mappings.body import Marker, render_block
from mappings.cells import canonical
from mappings.checklist import tasks_value
from mappings.snapshot import Field
from tests.mappings.test_cells import PIECES

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HARMLESS = {"<br>": "\n", "<span>": "", "</span>": ""}
# Control characters and breaks other than the line feed are no text that a page could show.
SHOWABLE = [piece for piece in PIECES if not any(c in "\r\x00\x0b\x85\u2028\t" for c in piece)]
SIGNS = '*_`~$[]()!<>&#@\\|/:;-+=.1a b\n{}%"'
TEXTS = st.one_of(
    st.lists(st.sampled_from([*SHOWABLE, "word", " "]), min_size=1, max_size=10).map("".join),
    st.text(alphabet=SIGNS, min_size=1, max_size=14),
)


def shown(tokens: list[Token]) -> str:
    """The text that a page shows; fails on anything but text, breaks and what keeps formulas apart."""
    found = ""
    for token in tokens:
        if token.type == "html_inline":
            found += HARMLESS[token.content]
        else:
            assert token.type in ("text", "text_special", "softbreak"), token.type
            found += token.content
    return found.replace("\u200b", "")


def inlines(body: str) -> list[list[Token]]:
    return [token.children or [] for token in READER.parse(body) if token.type == "inline"]


def flat(text: str) -> str:
    """Without blanks at the edges of lines and the sign that parts, which no page shows."""
    return "\n".join(line.strip() for line in text.replace("\u200b", "").split("\n")).strip()


@given(TEXTS)
@settings(max_examples=400)
def test_a_cell_shows_the_text_and_nothing_else(text: str) -> None:
    """No link, no emphasis, no code, no HTML, no other cell."""
    value = canonical(text)
    body = render_block(
        Marker("gmg", "1"), {Field.TITLE: value, Field.LEAD: value}, None, "Area", "", "**Done?**"
    )
    cells = inlines(body)
    assert [shown(tokens) for tokens in cells[2:4]] == ["What", shown(cells[3])]
    assert flat(shown(cells[3])) == flat(value or "")
    assert flat(shown(cells[5])) == flat(value or "")
    assert len(cells) == 8


@given(TEXTS)
@settings(max_examples=300)
def test_a_line_and_a_task_show_the_text_and_nothing_else(text: str) -> None:
    """No heading, list, quote or fence begins either."""
    value = canonical(text)
    task = tasks_value([(False, text)])
    if value is None or task is None:
        return
    body = render_block(Marker("gmg", "1"), {Field.TITLE: None}, task, value, "", "**Done?**")
    kinds = [token.type for token in READER.parse(body) if token.type.endswith("_open")]
    assert kinds.count("paragraph_open") == 3
    assert not {"heading_open", "blockquote_open", "ordered_list_open"} & set(kinds)
    assert kinds.count("list_item_open") == 1
    listed, line = inlines(body)[-3:-1]
    assert flat(shown(listed)) == flat(task)
    assert flat(shown(line)) == flat(value)
