"""Places in YAML text, and the patches made of them, to the character."""

from __future__ import annotations

import pytest
from yaml import MappingNode

from sync.yamlpatch import Page, Patch, Unpatchable, pairs_of, patch_entries, patched, removed_runs
from sync.yamlread import compose

MIXED = Page("ab\ncd\r\nef\rgh")


@pytest.mark.parametrize(
    ("index", "start", "end", "following", "line_break"),
    [
        (0, 0, 2, 3, "\n"),
        (2, 0, 2, 3, "\n"),
        (3, 3, 5, 7, "\r\n"),
        (4, 3, 5, 7, "\r\n"),
        (7, 7, 9, 10, "\r"),
        (10, 10, 12, 12, "\n"),
        (12, 10, 12, 12, "\n"),
    ],
)
def test_lines_are_found(index: int, start: int, end: int, following: int, line_break: str) -> None:
    """Each with its own break; the last one, which has none, goes by the first."""
    assert MIXED.line_start(index) == start
    assert MIXED.line_end(index) == end
    assert MIXED.next_line(index) == following
    assert MIXED.line_break(index) == line_break


@pytest.mark.parametrize("line_break", ["\n", "\r"])
def test_an_empty_first_line_is_one(line_break: str) -> None:
    """The second begins after its break."""
    assert Page(f"{line_break}ab").line_start(2) == 1


def test_a_text_of_one_line_has_the_usual_break() -> None:
    """Nothing else is known of it."""
    assert Page("ab").line_break(0) == "\n"


@pytest.mark.parametrize(
    ("text", "at", "patch"),
    [
        ("a\r\nb\n", 0, Patch(0, 0, "x\r\n")),
        ("a\r\nb\n", 3, Patch(3, 3, "x\r\n")),
        ("a\r\nb\n", 5, Patch(5, 5, "x\n")),
        ("a\nb\r\n", 5, Patch(5, 5, "x\r\n")),
        ("a\nb\r\nc", 2, Patch(2, 2, "x\n")),
        ("a\r\nb", 4, Patch(4, 4, "\r\nx")),
        ("\r\nb\n", 0, Patch(0, 0, "x\r\n")),
        ("a\n\r\nb\n", 4, Patch(4, 4, "x\r\n")),
    ],
)
def test_a_new_line_ends_as_the_one_above(text: str, at: int, patch: Patch) -> None:
    """And the last line of a text without a final break gets none."""
    assert Page(text).new_line(at, "x") == patch


@pytest.mark.parametrize(
    "value",
    [
        "x",
        "\n  b: x\n  c: [y,\n    z]",
        "\n  b: |+\n    x\n\n",
        "\n  b: >+\n    x\n\n",
        "\n- x\n- |+\n  y\n\n- |+\n  z\n\n",
    ],
)
def test_a_line_goes_below_all_of_a_value(value: str) -> None:
    """Also below the blank lines that are a part of it."""
    text = f"a: {value}".rstrip(" ") + ("" if value.endswith("\n") else "\n") + "next: y\n"
    root = compose(text, "plan.yaml").root
    assert isinstance(root, MappingNode)
    assert Page(text).after(pairs_of(root)[0][1]) == text.index("next")


def test_no_line_goes_below_a_block_that_ends_the_text() -> None:
    """The line break that it needs would become part of the block, whatever its last letter."""
    for text in ("a: |\n  x", "a: >\n  X"):
        root = compose(text, "plan.yaml").root
        assert isinstance(root, MappingNode)
        assert Page(text).after(pairs_of(root)[0][1]) is None


@pytest.mark.parametrize(
    ("text", "after"),
    [("a\nb", "a"), ("a\r\nb", "a"), ("a\rb", "a"), ("a\n\nb", "a\n"), ("a\r\n\r\nb", "a\r\n")],
)
def test_the_last_line_goes_with_the_break_before_it(text: str, after: str) -> None:
    """A text without a final line break has none afterwards, and loses no other."""
    assert patched(text, [Patch(len(text) - 1, len(text), "")]) == after


def test_patches_are_made_in_the_order_of_the_text() -> None:
    """However they are handed over; one may begin where another ends, and what is new goes before."""
    patches = [Patch(4, 5, "E"), Patch(1, 3, "-"), Patch(3, 3, "+"), Patch(3, 4, "D"), Patch(1, 1, "*")]
    assert patched("abcdef", patches) == "a*-+DEf"


def test_patches_that_meet_say_so() -> None:
    """The text would depend on their order."""
    with pytest.raises(Unpatchable, match=r"^two changes meet in the same place$"):
        patched("abcdef", [Patch(1, 3, "x"), Patch(2, 4, "y")])


def test_runs_of_what_goes() -> None:
    """Neighbours go together, at both ends as well."""
    assert list(removed_runs(6, {0, 1, 3, 5})) == [(0, 1), (3, 3), (5, 5)]
    assert list(removed_runs(2, {0, 1})) == [(0, 1)]
    assert list(removed_runs(2, ())) == []


@pytest.mark.parametrize(
    ("text", "index", "begins"),
    [("x", 0, True), ("a\n  x", 4, True), ("X x", 2, False), ("a\n- x", 4, False), ("\tx", 1, False)],
)
def test_a_line_begins_after_blanks(text: str, index: int, begins: bool) -> None:
    """A tab is none: YAML has no such indentation."""
    assert Page(text).begins_line(index) is begins


@pytest.mark.parametrize(
    "entry", ["- # note\n    ann", "- # -\n    ann", "-\n# -\n    ann", "- # a - b\n    ann"]
)
def test_an_entry_apart_from_its_dash_stays(entry: str) -> None:
    """With a remark between them it is not clear what would go with the entry."""
    text = f"people:\n  {entry}\n  - bob\n"
    root = compose(text, "plan.yaml").root
    assert isinstance(root, MappingNode)
    ((_, entries),) = pairs_of(root)
    reason = r"^the list is written in a way that can't be edited safely$"
    with pytest.raises(Unpatchable, match=reason):
        patch_entries(Page(text), entries, {0}, ())
