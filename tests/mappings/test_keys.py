"""Ids are readable, ASCII, short and unique; a plan's id is always valid."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.keys import Keys, plan_id_from
from mappings.plan import ITEM_ID, PLAN_ID


def test_an_output_says_year_area_and_number() -> None:
    """The usual case of an annual table."""
    assert Keys().output(2016, "1", "3", 1) == "2016-1-O3"


def test_an_output_without_year_or_number_says_its_place() -> None:
    """Position in the area stands in for a number."""
    assert Keys().output(None, "A2", None, 4) == "A2-O4"


def test_an_activity_of_an_output_says_its_printed_number() -> None:
    """The number counts inside year and area."""
    assert Keys().activity_of_output(2016, "1", "2016-1-O1", "1.2", 2) == "2016-1-1.2"


def test_an_unnumbered_activity_says_its_output_and_place() -> None:
    """No number is made up for it."""
    assert Keys().activity_of_output(2016, "2", "2016-2-O4", None, 1) == "2016-2-O4-1"


def test_an_activity_of_an_area_says_area_and_number() -> None:
    """Workstream 7, activity 2."""
    assert Keys().activity_of_area("7", "2", 2) == "7.2"


def test_a_number_that_begins_with_the_areas_stays_as_it_is() -> None:
    """7.2 in area 7 is not 7.7.2."""
    assert Keys().activity_of_area("7", "7.2", 2) == "7.2"


def test_a_number_printed_twice_gets_a_letter() -> None:
    """Both items stay, both ids stay readable."""
    keys = Keys()
    assert [keys.activity_of_area("3", "1", at) for at in (1, 2, 3)] == ["3.1", "3.1b", "3.1c"]


def test_letters_of_other_scripts_become_ascii() -> None:
    """An accent goes, what has no ASCII form is replaced by the place."""
    keys = Keys()
    assert keys.area("É1", 1) == "E1"
    assert keys.area("甲", 2) == "A2"


@given(st.lists(st.one_of(st.none(), st.text(max_size=60)), max_size=40))
def test_any_numbers_give_valid_and_different_ids(numbers: list[str | None]) -> None:
    """Whatever was printed."""
    keys = Keys()
    ids = [keys.activity_of_output(2020, "1", "2020-1-O1", number, 1) for number in numbers]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(ITEM_ID, made) for made in ids)


@pytest.mark.parametrize(
    ("name", "plan_id"),
    [
        ("gmg-2016-2018.md", "gmg"),
        ("unnm-2022-2024.txt", "unnm"),
        ("plans/Our Work Plan 2025 (final).md", "our-work-plan-final"),
        ("Santé publique.md", "sante-publique"),
        ("2024.md", "plan"),
        ("年度計画.txt", "plan"),
        ("", "plan"),
    ],
)
def test_a_plan_id_comes_from_the_files_name(name: str, plan_id: str) -> None:
    """Years, endings and folders are left off."""
    assert plan_id_from(name) == plan_id


@given(st.text(max_size=80))
def test_a_plan_id_is_always_valid(name: str) -> None:
    """Any file name gives one."""
    assert re.fullmatch(PLAN_ID, plan_id_from(name))
