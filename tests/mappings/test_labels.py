"""Our labels: short, unique, recognised in any case, and told from people's own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.labels import (
    LIMIT,
    Prefix,
    area_labels,
    holds,
    label_for,
    lead_label,
    ours,
    year_label,
)
from tests.builders.plans import area

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", fullmatch=True)


def test_an_area_is_named_by_its_id_and_words() -> None:
    """No comma, which GitLab refuses."""
    one = area("4", "Migration, Human Rights and Gender")
    assert area_labels([one])[one.id] == "area: 4 Migration Human Rights and Gender"


def test_a_long_name_is_cut_at_a_word() -> None:
    """The service takes 50 characters."""
    one = area("4", "Mainstreaming migration into development planning and policy")
    assert area_labels([one])[one.id] == "area: 4 Mainstreaming migration into development…"


@given(
    st.lists(
        st.tuples(IDS, st.text(min_size=1, max_size=60)), min_size=1, max_size=6, unique_by=lambda a: a[0]
    )
)
@settings(max_examples=100)
def test_no_two_areas_share_a_label(areas: list[tuple[str, str]]) -> None:
    """Not even for a service that tells no capitals apart."""
    labels = area_labels([area(id, title) for id, title in areas]).values()
    assert len({label.casefold() for label in labels}) == len(areas)
    assert all(len(label) <= LIMIT and "," not in label and "\n" not in label for label in labels)


def test_ids_that_differ_by_capitals_get_different_labels() -> None:
    """The services would take them for one."""
    labels = area_labels([area("a", "Data"), area("A", "Data")])
    assert labels == {"a": "area: a Data", "A": "area: A (2) Data"}


def test_a_plan_without_years_needs_no_year_label() -> None:
    """Only what is known is labelled."""
    assert year_label(None) is None
    assert year_label(2016) == "year: 2016"


def test_a_lead_becomes_a_label_without_commas() -> None:
    """As every other label."""
    assert lead_label("IOM, Geneva") == "lead: IOM Geneva"


@pytest.mark.parametrize("name", ["bug", "areas: x", "my area: 1", "year 2016", "tbc later"])
def test_foreign_labels_are_not_ours(name: str) -> None:
    """Who has no prefix of ours belongs to people."""
    assert not any(ours([name], prefix) for prefix in Prefix)


def test_labels_are_found_in_any_case() -> None:
    """The services show what was typed first and compare without case."""
    assert ours(["Area: 1 Data", "bug"], Prefix.AREA) == ("Area: 1 Data",)
    assert holds(["TBC"], "tbc")


@pytest.mark.parametrize(
    "name", ["area: 1 Data", "year: 2016", "lead: IOM", "tbc", "status: ongoing", "status: cancelled"]
)
def test_every_kind_has_its_colour(name: str) -> None:
    """The same on every tracker, with a word of what it says."""
    label = label_for(name)
    assert label.name == name
    assert len(label.color) == 6
    assert 0 < len(label.description) <= 100
