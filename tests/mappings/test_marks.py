"""The marks round our part: what counts, what doesn't, what is damaged."""

from __future__ import annotations

import pytest

from mappings.marks import Damage, DamagedBlock, Marker, find_marker, find_span, patch_marker

MARK = "<!-- workplan: gmg 2017-1-1.1 -->"
END = "<!-- /workplan -->"


@pytest.mark.parametrize(
    "text",
    [
        f"{MARK}\nours\n{END}",
        f"People wrote this first.\n\n{MARK}\nours\n{END}\nand this",
        f"{MARK}\r\nours\r\n{END}\r\n",
        f"```\ncode\n```\n{MARK}\nours\n{END}",
        f"{MARK}  \nours\n{END}\n```\n{MARK}\n```",
        "<!--workplan:  gmg   2017-1-1.1-->\nours\n" + END,
    ],
)
def test_a_mark_at_the_start_of_a_line_counts(text: str) -> None:
    """It says which item of which plan this is, whatever stands around it."""
    assert find_marker(text) == Marker("gmg", "2017-1-1.1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No mark at all",
        f"  {MARK}\n",
        f"> {MARK}\n> ours\n> {END}",
        f"see {MARK}",
        f"```\n{MARK}\nours\n{END}\n```",
        f"~~~ text\n{MARK}\n~~~",
        f"````\n```\n{MARK}\n````",
        f"```\n{MARK} in code that never ends",
        "<!-- other: gmg 1 -->",
    ],
)
def test_a_mark_elsewhere_does_not_count(text: str) -> None:
    """Quoted, indented or shown as code, it is only talked about."""
    assert find_marker(text) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{MARK}\nours\n{END}\n{MARK}\nours\n{END}",
        f"{MARK}\nours\n<!-- workplan: gmg 2017-1-1.2 -->\n{END}",
        "<!-- workplan: gmg -->\nours\n" + END,
        "<!-- workplan: GMG 2017-1-1.1 -->",
        "<!-- workplan: gmg 2017 1 -->",
        "<!-- workplan: gmg 2017-1-1.1",
    ],
)
def test_doubled_or_spoilt_marks_are_damage(text: str) -> None:
    """Then the issue is nobody's until a person mends it, and that is said."""
    assert isinstance(find_marker(text), Damage)


@pytest.mark.parametrize(
    "text",
    [
        f"{MARK}\nours",
        f"{MARK}\nours\n{END}\n{END}",
        f"{END}\n{MARK}\nours",
        f"ours\n{END}",
        f"{MARK}\n{MARK}\n{END}",
        f"{MARK}\n```\n{END}\n```",
    ],
)
def test_marks_that_enclose_nothing_certain_are_refused(text: str) -> None:
    """A part without a certain beginning and end is neither read nor written."""
    with pytest.raises(DamagedBlock, match="mark"):
        find_span(text)


def test_a_text_without_marks_has_no_part() -> None:
    """That is no damage: it is just not ours."""
    assert find_span("Something a person wrote") is None


def test_the_part_lies_between_the_marks() -> None:
    """The span holds the lines between, without the marks themselves."""
    text = f"before\n{MARK}\nours\nand ours\n{END}\nafter"
    span = find_span(text)
    assert span is not None
    assert text[span.start : span.end] == "ours\nand ours\n"


def test_a_new_mark_replaces_only_the_old_one() -> None:
    """An item's new id changes one line."""
    text = f"before\n{MARK}\r\nours\r\n{END}\r\nafter"
    patched, old = patch_marker(text, Marker("gmg", "2018-1-1.1"))
    assert old == Marker("gmg", "2017-1-1.1")
    assert patched == text.replace("2017-1-1.1", "2018-1-1.1")


def test_no_new_mark_without_an_old_one() -> None:
    """A text that isn't ours gets no mark."""
    with pytest.raises(DamagedBlock, match="missing"):
        patch_marker("Something a person wrote", Marker("gmg", "1"))
