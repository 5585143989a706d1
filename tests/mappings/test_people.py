"""Names of the plan and the accounts behind them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from mappings.people import People

PEOPLE = People.from_entries(
    {
        "GMG Chair (UNU)": {"github": "@anna", "gitlab": "anna.u", "local": "anna"},
        "UNU": {"github": "Anna"},
        "WG co-Chairs": [
            {"github": "general"},
            {"github": "data", "area": "2"},
            {"github": "data-2018", "area": "2", "year": 2018},
            {"github": "of-2017", "year": 2017},
        ],
        "IOM": {"slack": "U123"},
    }
)


@pytest.mark.parametrize(
    ("area", "year", "account"),
    [
        ("1", 2016, "general"),
        ("2", 2016, "data"),
        ("2", 2018, "data-2018"),
        ("2", 2017, "data"),
        ("1", 2017, "of-2017"),
        (None, None, "general"),
    ],
)
def test_the_closest_entry_counts(area: str | None, year: int | None, account: str) -> None:
    """The same words mean another body in another area or year."""
    assert PEOPLE.account_for("WG co-Chairs", "github", area, year) == account


@pytest.mark.parametrize("name", ["GMG Chair (UNU)", "gmg chair (unu)", " GMG  Chair (UNU) "])
def test_a_name_is_found_in_any_case_and_spacing(name: str) -> None:
    """Plans are not consistent, and an @ before an account is a habit."""
    assert PEOPLE.account_for(name, "github", None, None) == "anna"


@pytest.mark.parametrize(
    ("name", "service"), [("UNICEF", "github"), ("IOM", "github"), ("UNU", "local"), ("IOM", "jira")]
)
def test_a_name_without_an_account_is_none(name: str, service: str) -> None:
    """Nothing fails for it."""
    assert PEOPLE.account_for(name, service, None, None) is None


def test_an_account_goes_by_its_first_name() -> None:
    """One account may stand behind several names, in any case."""
    assert PEOPLE.name_for("anna", "github") == "GMG Chair (UNU)"
    assert PEOPLE.name_for("ANNA", "github") == "GMG Chair (UNU)"


def test_an_unknown_account_goes_by_itself() -> None:
    """A person who is in no list is shown as the service names them."""
    assert PEOPLE.name_for("stranger", "github") == "stranger"
    assert PEOPLE.name_for("anna", "gitlab") == "anna"


def test_names_without_any_account_are_listed_once() -> None:
    """In the order in which they came."""
    assert PEOPLE.unmapped(["UNICEF", "UNU", "IOM", "UNICEF"], "github") == ("UNICEF", "IOM")


def test_nobody_is_known_without_a_file() -> None:
    """Everything works without people.yaml."""
    assert People.from_entries({}).unmapped(["UNU"], "local") == ("UNU",)


@pytest.mark.parametrize("entry", [{"githb": "anna"}, {"year": "soon"}, "anna", None])
def test_a_wrong_entry_is_refused(entry: object) -> None:
    """A misspelt key is a mistake, never a silent loss."""
    with pytest.raises(ValidationError):
        People.from_entries({"UNU": entry})
