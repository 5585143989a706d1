"""people.yaml: read, or refused with the place of every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from config.people import parse_people, read_people
from sync.errors import Invalid, PlanInvalid


def test_names_have_accounts() -> None:
    """One entry, or several that hold in an area or a year."""
    people = parse_people(
        '"IOM": {local: "@anna"}\nWG:\n  - {local: b, area: 2}\n  - {local: c, year: 2017}\n', "p"
    )
    assert people.account_for("iom", "local", None, None) == "anna"
    assert people.account_for("WG", "local", "2", 2017) == "b"
    assert people.account_for("WG", "local", "3", 2017) == "c"


def test_no_file_is_nobody(tmp_path: Path) -> None:
    """A name without an account fails nothing, so neither does a missing file."""
    assert read_people(tmp_path / "people.yaml", required=False).root == {}


def test_a_file_that_the_settings_name_has_to_be_there(tmp_path: Path) -> None:
    """Its absence is a mistake, not nobody."""
    with pytest.raises(Invalid, match="There is no file"):
        read_people(tmp_path / "people.yaml", required=True)


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "\n\n"])
def test_an_empty_file_is_nobody(text: str) -> None:
    """Comments alone are no mistake."""
    assert parse_people(text, "p").root == {}


def test_the_example_is_valid() -> None:
    """As it is, and with its entries taken into use."""
    text = Path(config.__file__).with_name("people.yaml").read_text("utf-8")
    used = "\n".join(
        line.removeprefix("# ") for line in text.splitlines() if line.startswith(('# "', "#   - "))
    )
    used = "\n".join(line.removeprefix("# ").replace("#   -", "  -") for line in used.splitlines())
    assert parse_people(text, "p").root == {}
    assert parse_people(used, "p").account_for("WG co-Chairs", "github", "5", 2017) == "esther-wg"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("IOM: {locl: anna}\n", 'line 1, column 13, IOM.locl: unknown key "locl". Did you mean "local"?'),
        ("A: {local: x}\nB: {year: soon}\n", "line 2, column 11, B.year: a year is expected."),
        ("B: {local: [a]}\n", "line 1, column 12, B.local: one account's name is expected."),
        ("B: anna\n", "line 1, column 4, B: the accounts behind this name are expected."),
        ("- IOM\n", "names with their accounts are expected here."),
        ("IOM: {local: a}\nIOM: {local: b}\n", "people.yaml, line 2"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place(text: str, said: str) -> None:
    """Line, column, name and remedy."""
    with pytest.raises(PlanInvalid) as error:
        parse_people(text, "people.yaml")
    assert said in str(error.value)
