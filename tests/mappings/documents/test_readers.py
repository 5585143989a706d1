"""Bytes into blocks: mark-up goes, words, breaks and places stay."""

from __future__ import annotations

import pytest

from mappings.documents.blocks import Grid, Kind, Text, glue
from mappings.documents.read import read_document


def texts(source: str, name: str = "a.md") -> list[Text]:
    return [block for block in read_document(source.encode(), name).blocks if isinstance(block, Text)]


def cells(source: str) -> list[list[str]]:
    (grid,) = [block for block in read_document(source.encode(), "a.md").blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row.cells] for row in grid.rows]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<b>Output 1:</b> Law", "Output 1: Law"),
        ("14 <sup>th</sup> Meeting", "14th Meeting"),
        ("ICRC<sup>1</sup>", "ICRC¹"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p> <p>two</p>", "one\ntwo"),
        ("see <a href='#'>here</a> and [there](#)", "see here and there"),
        ("R&amp;D & more", "R&D & more"),
        ("a \\| b", "a | b"),
        ("**bold** and *slanted*", "bold and slanted"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("a <!-- remark --> b", "a b"),
        ("`code`", "code"),
        ("wide     blanks\u00a0here", "wide blanks here"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
    ],
)
def test_a_cell_is_its_words(cell: str, text: str) -> None:
    """Markdown and HTML, mixed as converters mix them."""
    assert cells(f"| {cell} | x |\n|---|---|\n")[0][0] == text


def test_a_list_in_a_cell_is_lines() -> None:
    """Each entry begins a line."""
    assert cells("| <ol><li>1. a</li><li>2. b</li></ol> | x |\n|---|---|\n")[0][0] == "1. a\n2. b"


def test_a_dash_before_a_number_is_one_entry() -> None:
    """A list inside an empty entry is that entry with a number; a stray bold mark goes."""
    (item,) = texts("# A\n\n- 1. Increase understanding.**\n")[1:]
    assert (item.kind, item.number, item.text) == (Kind.ITEM, "1", "Increase understanding.")


def test_a_hard_break_stays_and_a_soft_one_goes() -> None:
    """Two blanks at a line's end mean the break."""
    assert [t.text for t in texts("# A\n\none\ntwo  \nthree\n")][1] == "one two\nthree"


def test_places_count_the_lines_of_the_source() -> None:
    """Front matter and blank lines included."""
    blocks = texts("---\ntitle: x\n---\n\n# A\n\nword\n")
    assert [(t.text, t.place.first) for t in blocks] == [("A", 5), ("word", 7)]


def test_plain_text_knows_entries_paragraphs_and_tabs() -> None:
    """Bullets of any kind, wrapped lines, and label and value beside each other."""
    document = read_document(
        "One\ntwo\n\n• a\n• b which is wrapped because it is long\n  here\n\nLeads\tX, Y\n".encode(), "a.txt"
    )
    assert [(b.kind, b.text) for b in document.blocks if isinstance(b, Text)] == [
        (Kind.PARAGRAPH, "One two"),
        (Kind.ITEM, "a"),
        (Kind.ITEM, "b which is wrapped because it is long here"),
    ]
    (grid,) = [b for b in document.blocks if isinstance(b, Grid)]
    assert [cell.text for cell in grid.rows[0].cells] == ["Leads", "X, Y"]


def test_the_content_decides_the_reader_not_the_name() -> None:
    """Markdown saved as .txt is Markdown."""
    assert texts("# A\n\nword\n", "a.txt")[0].kind is Kind.HEADING


def test_merged_cells_of_html_cover_their_rows() -> None:
    """What a tall cell covers is that cell again, marked as covered."""
    document = read_document(
        b'<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>', "a.md"
    )
    (grid,) = [b for b in document.blocks if isinstance(b, Grid)]
    assert [[(c.text, c.rows) for c in row.cells] for row in grid.rows] == [
        [("a", 2), ("b", 1)],
        [("a", 0), ("c", 1)],
    ]


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("for sex-", "disaggregated data", "for sex-disaggregated data"),
        ("Task Force co-", "Chairs", "Task Force co-Chairs"),
        ("pre-", "and post-natal", "pre- and post-natal"),
        ("2016 -", "2018", "2016 - 2018"),
        ("one", "two", "one two"),
        ("", "two", "two"),
    ],
)
def test_halves_are_joined_as_they_were_cut(head: str, tail: str, whole: str) -> None:
    """No blank after a cut hyphen, unless the hyphen waits for a second word."""
    assert glue(head, tail) == whole
