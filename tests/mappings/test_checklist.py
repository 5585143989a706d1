"""Tasks as a checklist: read in any Markdown, changed line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.checklist import patch_tasks, read_tasks, render_tasks, tasks_value
from mappings.snapshot import Value

LINES = st.lists(
    st.tuples(
        st.booleans(),
        st.one_of(st.sampled_from(["one", "two", "[x] odd", "/close", "a|b"]), st.text(max_size=8)),
    ),
    max_size=5,
)


def test_a_task_is_one_line() -> None:
    """Breaks in its text become blanks, and a task without text is none."""
    assert tasks_value([(True, " one\n two "), (False, " \n ")]) == "[x] one two"


def test_no_tasks_are_no_value() -> None:
    """An empty list says nothing."""
    assert tasks_value([]) is None
    assert render_tasks(None) == ""


@given(LINES)
@settings(max_examples=150)
def test_any_tasks_read_back(tasks: list[tuple[bool, str]]) -> None:
    """A checklist says what it was made of."""
    value = tasks_value(tasks)
    assert read_tasks(render_tasks(value)) == value


@given(LINES, LINES)
@settings(max_examples=150)
def test_any_change_of_tasks_arrives(old: list[tuple[bool, str]], new: list[tuple[bool, str]]) -> None:
    """Whatever stood there, afterwards the checklist says the new value."""
    before, after = tasks_value(old), tasks_value(new)
    text = f"| row |\n\n{render_tasks(before)}\nbelow\n"
    patched = patch_tasks(text, after, len("| row |\n"))
    assert read_tasks(patched) == after
    assert patched.startswith("| row |\n")
    assert patched.endswith("below\n")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("- [ ] one", "[ ] one"),
        ("* [X] one", "[x] one"),
        ("  + [x]   one  ", "[x] one"),
        ("1. [ ] one\r", "[ ] one"),
        ("- [ ] ask @&#8203;anna", "[ ] ask @anna"),
    ],
)
def test_a_task_is_read_however_it_is_written(line: str, value: str) -> None:
    """Any list sign, indentation and box that Markdown knows."""
    assert read_tasks(f"{line}\n") == value


@pytest.mark.parametrize(
    "line", ["- one", "[ ] one", "- [] one", "- [y] one", "- [ ]one", "- [ ] ", "see - [ ] one"]
)
def test_other_lines_are_no_tasks(line: str) -> None:
    """What Markdown shows without a box is text."""
    assert read_tasks(f"{line}\n") is None


@pytest.mark.parametrize("value", ["[x] one\n[ ] two", "[x] one\n[ ] two\n[ ] three", "[ ] two"])
def test_lines_that_stay_keep_their_bytes(value: Value) -> None:
    """Indentation, list sign and a note below a task are the person's."""
    text = "  * [ ]   one\n    a note on one\n+ [ ] two\n"
    patched = patch_tasks(text, value, 0)
    assert "    a note on one\n" in patched
    assert "+ [ ] two\n" in patched


def test_a_tick_changes_one_sign() -> None:
    """Nothing else of the line moves."""
    assert (
        patch_tasks("  * [ ]   one\r\n- [x] two\r\n", "[x] one\n[x] two", 0)
        == "  * [x]   one\r\n- [x] two\r\n"
    )


def test_the_same_tasks_change_nothing() -> None:
    """A capital X means the same."""
    text = "- [X] one\n* [ ]  two\n"
    assert patch_tasks(text, "[x] one\n[ ] two", 0) == text
