"""Titles on a tracker: cut, placed, and read back from the two places where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.titles import (
    Place,
    agreed,
    bare,
    cut,
    issue_title,
    lost_edit,
    milestone_title,
    plain,
    read_title,
    renamed,
)

PLACE = Place(1, 3, "Principles and practical measures")
LONG = "Launch the communications plan and the media strategy of the group in all its member states"
SHOWN = "Launch the communications plan and the…"


def test_a_title_carries_its_id() -> None:
    """So that people and lists can tell repeated titles apart."""
    assert issue_title("2017-1-1.1", "Launch", None, 255) == "[2017-1-1.1] Launch"


def test_a_nameless_activity_says_where_it_stands() -> None:
    """A list of three TBCs would make no sense."""
    title = issue_title("2016-4-1.1", "TBC", PLACE, 255)
    assert title == "[2016-4-1.1] TBC (1 of 3) – Principles and practical measures"


def test_a_named_activity_says_its_name_even_in_an_open_place() -> None:
    """Once it has a name its place no longer matters."""
    assert issue_title("1", "Workshop", PLACE, 255) == "[1] Workshop"


@pytest.mark.parametrize("limit", [40, 60, 90])
def test_a_long_title_is_cut_at_a_word(limit: int) -> None:
    """It keeps the limit, its id, and says that it was cut."""
    title = issue_title("1", LONG, None, limit)
    assert len(title) <= limit
    assert title.endswith("…")
    assert LONG.startswith(bare("1", title).removesuffix("…"))
    assert LONG[len(bare("1", title)) - 1] == " "


@given(st.text(max_size=80), st.integers(2, 60))
@settings(max_examples=200)
def test_a_cut_text_keeps_the_limit(text: str, limit: int) -> None:
    """Whatever the text, and a shorter one stays whole."""
    assert len(cut(text, limit)) <= limit
    assert cut(text, max(len(text), 1)) == text


def test_a_milestone_says_its_area_and_year_though_it_is_cut() -> None:
    """Both ends of its title stay."""
    title = milestone_title("2017-1-O1", LONG, "Coordination and visibility, 2017", 90)
    assert title == "[2017-1-O1] Launch the communications plan and the… (Coordination and visibility, 2017)"


@pytest.mark.parametrize(
    ("text", "shown"), [("ask @anna\n#12", "ask @\u200banna #\u200b12"), ("R&D @ 5 #", "R&D @ 5 #")]
)
def test_a_title_calls_and_links_nothing(text: str, shown: str) -> None:
    """GitLab looks for names and numbers in titles as well."""
    assert plain(text) == shown


def test_an_untouched_title_is_the_whole_one() -> None:
    """Cut, placed or without its id, it is not an edit."""
    assert read_title(SHOWN, LONG, LONG) == LONG
    assert read_title("TBC (1 of 3) – Anything", "TBC", "TBC") == "TBC"
    assert read_title(plain("ask @anna #12"), "ask @anna #12", "ask @anna #12") == "ask @anna #12"
    assert read_title("one two", "one\ntwo", "one\ntwo") == "one\ntwo"


def test_a_place_is_recognised_after_the_plan_has_changed() -> None:
    """Another number or output title in the plan must not look like an edit on the tracker."""
    assert read_title("TBC (2 of 7) – Another output", "to be confirmed", None) == "to be confirmed"


@pytest.mark.parametrize(
    ("shown", "full", "last", "meant"),
    [
        ("New", "Old", "Old", "New"),
        ("Old", "New", "Old", "New"),
        ("Newer", "New", "Old", "Newer"),
        ("Other", "Some", None, "Other"),
        ("Workshop", "TBC", "TBC", "Workshop"),
        ("TBC (1 of 3) – Output", "Workshop", "TBC", "Workshop"),
        ("TBC (1 of 3) – Output", "Workshop", None, "Workshop"),
        (SHOWN, "New", LONG, "New"),
        (SHOWN, "New", None, "New"),
        ("New", LONG, LONG, "New"),
        ("Old", None, "Old", "Old"),
        (SHOWN, None, LONG, LONG),
        ("New", None, "Old", "New"),
        ("", "Old", "Old", "Old"),
        ("ask @\u200bben", "ask @anna", "ask @anna", "ask @ben"),
    ],
)
def test_of_two_titles_the_edited_one_is_meant(
    shown: str, full: str | None, last: str | None, meant: str
) -> None:
    """Which differs from the last agreed one; the shown one when both do."""
    assert read_title(shown, full, last) == meant


def test_a_cut_title_without_its_whole_says_nothing() -> None:
    """The rest of it is gone."""
    assert read_title("Launch the…", None, None) is None


def test_an_edit_of_a_cut_title_is_told() -> None:
    """What the whole should be can't be known."""
    assert lost_edit("Start the communications plan…", LONG, LONG)


@pytest.mark.parametrize(
    ("shown", "full", "last"),
    [
        (SHOWN, LONG, LONG),
        (SHOWN, "New", LONG),
        ("New", LONG, LONG),
        ("TBC (1 of 2) – Out…", "TBC", "TBC"),
        ("A…", "B", None),
    ],
)
def test_other_titles_are_no_lost_edit(shown: str, full: str, last: str | None) -> None:
    """An untouched cut title, an edited row, a whole new title."""
    assert not lost_edit(shown, full, last)


def test_two_places_that_differ_do_not_agree() -> None:
    """They are brought together before the title counts as settled."""
    assert not agreed("New", "Old")
    assert agreed("Old", "Old")


@pytest.mark.parametrize("title", ["[1] Launch", "  [1]  Launch ", "Launch", "[1]Launch"])
def test_the_id_is_no_part_of_the_title(title: str) -> None:
    """Also where a person removed it."""
    assert bare("1", title) == "Launch"


def test_a_new_id_replaces_the_old_one() -> None:
    """And is not added where a person removed it."""
    assert renamed("[1] Launch", "1", "2", 255) == "[2] Launch"
    assert renamed("Launch", "1", "2", 255) == "Launch"


@pytest.mark.parametrize(
    ("item", "title", "text"),
    [
        ("1.1", "[9.9] Launch it", "Launch it"),
        ("2017-1-1.3", "[2017-1-1.4]  Launch it", "Launch it"),
        ("1.1", "[1.1] [9.9] Launch it", "[9.9] Launch it"),
        ("1.1", "[Draft] Launch it", "[Draft] Launch it"),
        ("1.1", "[2018] Launch it", "[2018] Launch it"),
        ("2017-1-O1", "[2017-1-1.1] Papers", "[2017-1-1.1] Papers"),
    ],
)
def test_another_id_in_front_is_no_word_of_the_title(item: str, title: str, text: str) -> None:
    """One like the item's own; other brackets are people's words."""
    assert bare(item, title) == text
