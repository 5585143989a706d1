"""Reading YAML into plain text, and refusing what a plan does not need."""

from __future__ import annotations

import pytest

from sync.errors import PlanInvalid, Problem
from sync.yamlread import Plain, compose, plain_values


def read(text: str) -> Plain:
    values, problems = plain_values(compose(text, "plan.yaml"))
    assert not problems
    return values


def problems_of(text: str) -> tuple[Problem, ...]:
    try:
        _, problems = plain_values(compose(text, "plan.yaml"))
    except PlanInvalid as error:
        return error.problems
    return tuple(problems)


@pytest.mark.parametrize(
    "text", ["2016-10-11", "1.10", "NO", "yes", "007", "1e3", "12:30", "0x1F", ".inf", "="]
)
def test_a_scalar_stays_the_text_that_stands_there(text: str) -> None:
    """YAML would make dates, numbers and truth values of these; people meant what they typed."""
    assert read(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_nothing_is_nothing(text: str) -> None:
    """The three ways to leave a value open."""
    assert read(f"a: {text}") == {"a": None}


@pytest.mark.parametrize("text", ['""', "'~'", '"null"'])
def test_quoted_nothing_is_text(text: str) -> None:
    """In quotes it is a text that says so."""
    assert read(f"a: {text}") == {"a": text[1:-1]}


@pytest.mark.parametrize("text", ["NULL", "Null", "none", "n/a"])
def test_other_words_for_nothing_are_text(text: str) -> None:
    """Somebody may be called Null."""
    assert read(f"a: {text}") == {"a": text}


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    """Windows editors put one at the start; the first key is still found in column 1."""
    tree = compose("\ufeffa: b", "plan.yaml")
    assert tree.place(tree.root.start_mark.index) == (1, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count_them(newline: str) -> None:
    """Whatever ends the lines, and also after letters outside the basic plane."""
    text = newline.join(["a: 🌍", "b: c", "d: &x e"])
    assert [(found.line, found.column) for found in problems_of(text)] == [(3, 4)]


def test_line_separators_inside_a_text_are_no_lines() -> None:
    """YAML counts U+2028 as a line break, no editor does."""
    assert [found.line for found in problems_of('a: "x\u2028y"\nb: &x c')] == [2]


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("a: &x b", "anchor", (1, 4)),
        ("a: 1\nb:\n  - &x c", "anchor", (3, 5)),
        ("&x a: b", "anchor", (1, 1)),
        ("a: b\n&x c: d", "anchor", (2, 1)),
        ("a: !!str b", "tag", (1, 4)),
        ("a: ! b", "tag", (1, 4)),
        ("a: !x {b: c}", "tag", (1, 4)),
        ("a: *x", "alias", (1, 4)),
        ("a: &x 1\nb: &x 2", "anchor", (2, 4)),
        ("a: b\na: c", "second time; the first is in line 1", (2, 1)),
        ("a: {b: 1, b: 2}", "second time", (1, 11)),
        ("[a]: b", "a key has to be a word", (1, 1)),
        ("a: b\n---\nc: d", "second document", (2, 1)),
        ("a: b: c", "colon", (1, 5)),
        ("a:\n  b: 1\n c: 2", "indentation", (3, 2)),
        ("a: [b, c", "not closed", (1, 4)),
        ('a: b\nc: "d\ne: f', "never closed", (2, 4)),
        ('a: [b, "c]\nd: e', "never closed", (1, 8)),
        ("a: @b", "begins with @ must stand in quotes", (1, 4)),
        ('a: "\\q"', "backslash", (1, 5)),
        ("a:\n\tb: c", "tab", (2, 1)),
        ("- a: b\n\tc: d", "tab", (2, 1)),
        ("a: b\n\t\nc: d", "tab", (2, 1)),
        ("a: b\0c", "not a text file", (1, 5)),
        ("a: b\nc: d\x07", "U+0007", (2, 5)),
        ("a: b\ufeff", "U+FEFF", (1, 5)),
        ("", "empty", (1, 1)),
        ("# only a remark\n", "empty", (1, 1)),
        ("%FOO\na: 1", "not YAML", (1, 5)),
    ],
)
def test_what_is_refused_is_named_with_its_place(text: str, said: str, place: tuple[int, int]) -> None:
    """Each mistake names its line and column, and says what it is."""
    (found,) = problems_of(text)
    assert said in found.message
    assert (found.line, found.column) == place


def test_each_end_of_a_merge_is_named() -> None:
    """Git leaves its marks in the file; they are not YAML, and the remedy is not about YAML."""
    text = "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n"
    found = problems_of(text)
    assert [problem.line for problem in found] == [2, 6]
    assert "Keep one of the two versions" in found[0].remedy


def test_what_else_is_wrong_is_named_with_the_marks_of_a_merge() -> None:
    """Whoever settles a merge sees the other lines in the same report."""
    text = "a: 1\n<<<<<<< HEAD\nb: 2: 3\n=======\n\tb: 3\n>>>>>>> theirs\nc: @d\n"
    assert [problem.line for problem in problems_of(text)] == [2, 3, 5, 6, 7]


@pytest.mark.parametrize("text", ["a: |\n  <<<<<<< HEAD\n", "a: <<<<<<<b", "a: b\n# <<<<<<< \n"])
def test_signs_of_a_merge_inside_a_text_are_text(text: str) -> None:
    """Only a line that begins with them was left by a merge."""
    assert read(text)


def test_every_line_with_a_tab_is_named() -> None:
    """The parser stops at the first; a person would otherwise run the check once for each."""
    assert [found.line for found in problems_of("a:\n\tb: c\n\td: e\nf: g\n")] == [2, 3]


@pytest.mark.parametrize("text", ["a: b\n  \t\nc: d", "a: b\t# c", "a:\tb", "a: |\n  b\n  \tc"])
def test_tabs_elsewhere_are_left_alone(text: str) -> None:
    """A tab is only wrong where it indents."""
    assert read(text)


@pytest.mark.parametrize("text", ["[" * 30 + "]" * 30, "[" * 100_000, "{a: " * 50_000, "- " * 100_000])
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    """Unlimited, it would end the process without a word."""
    (found,) = problems_of(text)
    assert "nests more than" in found.message


def test_nesting_as_deep_as_a_plan_is_read() -> None:
    """The limit is far above what a plan has."""
    assert read("[" * 15 + "]" * 15)


def test_an_anchor_bomb_is_refused_before_it_grows() -> None:
    """Nine levels of nine aliases would be 387 million texts."""
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for name, before in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    found = problems_of(bomb + "z: [*i, *i]")
    assert [problem.line for problem in found] == list(range(1, 10))
