"""What holds no plan is refused with what is wrong and what to do; odd encodings and huge nesting are not."""

from __future__ import annotations

import pytest

from mappings.documents.account import Check
from mappings.documents.importer import Imported, Unreadable, import_document
from tests.builders.documents import TODAY, read, titles

PLAN = "# Plan\n\n## Área\n\n- Escribir el “informe”\n"


def read_bytes(data: bytes, name: str = "plan.md") -> Imported:
    return import_document(data, name, plan_id="plan", today=TODAY)


def refusal(data: bytes, name: str = "plan.md") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04rest", "Word, Excel or ZIP"),
        (b"\x89PNG\r\n", "a picture"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"# Minutes\n\nWe met, and talked.\n", "No plan was found"),
        (b"| Name | Age |\n|---|---|\n| Ana | 3 |\n", "No plan was found"),
    ],
)
def test_what_holds_no_plan_is_refused(data: bytes, words: str) -> None:
    """Each with its own message, which names the file."""
    error = refusal(data)
    assert words in error.message
    assert "plan.md" in error.message


def test_a_binary_file_is_refused_at_its_line() -> None:
    """The first line with a character that no text has."""
    assert refusal(b"one\ntwo\nthr\x00ee\n").line == 3


def test_too_much_text_is_refused_unread() -> None:
    """200 million bytes say how much is too much."""
    error = refusal(b"word\n" * 40_000_000)
    assert "too large" in error.message
    assert "20 million" in error.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_in_each_of_its_forms(encoding: str) -> None:
    """With a byte order mark and without."""
    imported = read_bytes(PLAN.encode(encoding))
    assert titles(imported.plan) == ["Escribir el “informe”"]
    assert imported.account.point(Check.ENCODING) is None


def test_western_european_text_is_read_and_told() -> None:
    """The old encoding is a guess, and the account says so."""
    imported = read_bytes(PLAN.encode("cp1252"))
    assert imported.plan.areas[0].title == "Área"
    assert imported.account.encoding == "cp1252"
    assert imported.account.point(Check.ENCODING) is not None


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_keep_the_line_numbers(end: str) -> None:
    """The place of an activity counts lines whatever ends them."""
    imported = read_bytes(PLAN.replace("\n", end).encode())
    assert [a.source for a in imported.plan.activities()] == ["lines 5-5"]


@pytest.mark.parametrize(
    "text",
    [
        "# P\n\n## A\n\n" + "".join("  " * depth + "- a\n" for depth in range(300)),
        "# P\n\n## A\n\n- " + "[" * 20_000,
        "# P\n\n## A\n\n- " + "*a " * 10_000,
        "# P\n\n## A\n\n- " + "<" * 20_000,
        "# P\n\n## A\n\n- a\n\n" + "> " * 2_000 + "b",
    ],
)
def test_deep_nesting_is_survived(text: str) -> None:
    """Neither time nor the stack runs out."""
    assert titles(read(text).plan)


def test_cells_that_claim_to_span_everything_are_survived() -> None:
    """A span is no larger than the table can be."""
    row = '<tr><td rowspan="999999999" colspan="99999">a</td><td>b</td></tr>'
    refusal(f"<table>{row * 200}</table>".encode())


def test_a_bar_in_a_cell_loses_nothing() -> None:
    """A row with more cells than titles keeps their words in the last one."""
    imported = read("| Activity | Lead |\n|---|---|\n| Write | Ana | or Jo |\n")
    (activity,) = imported.plan.activities()
    assert activity.lead == "Ana\nor Jo"
