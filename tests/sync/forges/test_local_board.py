"""What a person does on the local tracker, and what it means for the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mappings.issue import IssueDraft, Reason, State
from mappings.issues import draft_issue, issue_snapshot
from mappings.snapshot import Field
from sync.errors import Invalid, Rejected
from sync.forges.local import LocalTracker
from sync.forges.local_board import (
    Edit,
    assign_issue,
    close_issue,
    comment_on_issue,
    edit_issue,
    entries,
    find_issue,
    reopen_issue,
)
from tests.builders.forge import mirror, tracker
from tests.builders.plans import activity, area, plan

MIRROR = mirror(
    plan(
        area("1", "Coordination", activity("1.1", "Launch the plan", lead="UNU"), activity("1.2", "TBC")),
        area("12", "Data and Research", activity("12.1", "Collect data", timeframe="2017")),
    )
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[LocalTracker]:
    """Three issues of the plan (1 to 3) and one of a person's own (4), seen by Anna."""
    with tracker(tmp_path) as bot:
        for item in ("1.1", "1.2", "12.1"):
            bot.create_issue(draft_issue(MIRROR, item, None))
        bot.create_issue(IssueDraft("Order coffee", "please"))
    with tracker(tmp_path, account="anna") as hers:
        yield hers


def items(board: LocalTracker, **asked: object) -> list[str | None]:
    return [entry.item for entry in entries(board, **asked)]  # type: ignore[arg-type]


def test_the_list_shows_every_issue_with_its_item(board: LocalTracker) -> None:
    """Also those that are not the plan's."""
    assert items(board) == ["1.1", "1.2", "12.1", None]


def test_the_list_can_be_of_one_state(board: LocalTracker) -> None:
    """Open, closed, or both."""
    close_issue(board, "1.1")
    assert items(board, state=State.CLOSED) == ["1.1"]
    assert items(board, state=State.OPEN) == ["1.2", "12.1", None]


@pytest.mark.parametrize(
    ("area", "found"),
    [("1", ["1.1", "1.2"]), ("12", ["12.1"]), ("data", ["12.1"]), ("2", []), ("nothing", [])],
)
def test_the_list_can_be_of_one_area(board: LocalTracker, area: str, found: list[str]) -> None:
    """By its id, or words of its name."""
    assert items(board, area=area) == found


@pytest.mark.parametrize(("text", "found"), [("LAUNCH", ["1.1"]), ("coffee", [None]), ("tea", [])])
def test_the_list_can_be_searched(board: LocalTracker, text: str, found: list[str | None]) -> None:
    """In titles and texts, in any case."""
    assert items(board, text=text) == found


@pytest.mark.parametrize(
    ("name", "number"), [("12.1", 3), ("3", 3), ("#3", 3), ("local:3", 3), (" 1.2 ", 2), ("4", 4)]
)
def test_an_issue_is_found_by_item_or_number(board: LocalTracker, name: str, number: int) -> None:
    """As people have it at hand."""
    assert find_issue(board, name).number == number


def test_an_item_goes_before_a_number(tmp_path: Path) -> None:
    """Ids may look like numbers; "#1" is always a number."""
    with tracker(tmp_path) as there:
        there.create_issue(IssueDraft("First", ""))
        there.create_issue(draft_issue(mirror(plan(area("a", "A", activity("1")))), "1", None))
        assert find_issue(there, "1").number == 2
        assert find_issue(there, "#1").number == 1


@pytest.mark.parametrize(
    ("name", "hint"), [("1.11", "1.1"), ("121", "12.1"), ("99", ""), ("", "tracker list")]
)
def test_an_unknown_issue_gets_the_nearest_id(board: LocalTracker, name: str, hint: str) -> None:
    """It is mostly a slip of the finger."""
    with pytest.raises(Invalid) as raised:
        find_issue(board, name)
    assert hint in raised.value.remedy


def test_closing_and_reopening_is_by_the_person(board: LocalTracker) -> None:
    """As done, or as not planned."""
    assert close_issue(board, "1.1").closed_by == "anna"
    assert close_issue(board, "1.2", planned=False).reason is Reason.NOT_PLANNED
    assert reopen_issue(board, "1.1").state is State.OPEN


def test_an_edit_changes_cells_and_nothing_else(board: LocalTracker) -> None:
    """The rest of the text stays, byte by byte."""
    before = find_issue(board, "1.1")
    after = edit_issue(board, "1.1", Edit(when="June 2017", lead=""))
    assert after.body == before.body.replace("| When |  |", "| When | June 2017 |").replace("| UNU |", "|  |")
    assert (after.title, after.due) == (before.title, before.due)


def test_a_new_title_keeps_its_id(board: LocalTracker) -> None:
    """And is what the plan will read."""
    after = edit_issue(board, "1.2", Edit(title="Regional workshop"))
    assert after.title == "[1.2] Regional workshop"
    assert (
        issue_snapshot(MIRROR, "1.2", after, {}, {Field.TITLE: "TBC"}).values[Field.TITLE]
        == "Regional workshop"
    )


def test_a_title_with_its_id_does_not_get_another(board: LocalTracker) -> None:
    """People copy whole titles."""
    assert edit_issue(board, "1.2", Edit(title="[1.2] Workshop")).title == "[1.2] Workshop"
    assert edit_issue(board, "4", Edit(title="Order tea")).title == "Order tea"


def test_a_due_date_is_set_and_cleared(board: LocalTracker) -> None:
    """It has a field of its own."""
    assert edit_issue(board, "1.1", Edit(due=date(2017, 6, 30))).due == date(2017, 6, 30)
    assert edit_issue(board, "1.1", Edit(due=None)).due is None


def test_an_edit_of_nothing_changes_nothing(board: LocalTracker) -> None:
    """Not even the version."""
    before = find_issue(board, "1.1")
    assert edit_issue(board, "1.1", Edit()) == before
    assert edit_issue(board, "1.1", Edit(lead="UNU", title="Launch the plan")) == before


@pytest.mark.parametrize(("title", "error"), [(" ", Invalid), ("x" * 256, Rejected)])
def test_an_impossible_title_is_refused(board: LocalTracker, title: str, error: type[Exception]) -> None:
    """Empty, or longer than the tracker takes."""
    with pytest.raises(error):
        edit_issue(board, "1.1", Edit(title=title))


def test_a_spoilt_table_is_said(board: LocalTracker) -> None:
    """A comment is always possible."""
    with pytest.raises(Invalid, match="issue 4 can't be edited") as raised:
        edit_issue(board, "#4", Edit(when="June"))
    assert "comment" in raised.value.remedy
    assert comment_on_issue(board, "#4", "When: June").author == "anna"


def test_people_are_assigned_and_taken_off(board: LocalTracker) -> None:
    """One by one."""
    assign_issue(board, "1.1", add=("anna", "ben"))
    assert assign_issue(board, "1.1", remove=("ben",)).assignees == ("anna",)
