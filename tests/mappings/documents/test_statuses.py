"""A status is taken over where its word leaves no doubt; other words are kept as they stand."""

from __future__ import annotations

import pytest

from mappings.documents.account import Check
from mappings.documents.words import read_status
from mappings.plan import Status
from tests.builders.documents import only, plan_of, read


def table(said: str, title: str = "Status") -> str:
    return f"# P\n\n| Activity | Lead | {title} |\n|---|---|---|\n| Survey | ILO | {said} |\n"


@pytest.mark.parametrize(
    "said",
    [
        "Delayed",
        "On track",
        "Off track",
        "Partially achieved",
        "Partially completed",
        "Pending",
        "Open",
        "Closed",
        "New",
        "Active",
        "Stopped",
        "On hold",
        "Postponed",
        "Suspended",
        "Not planned",
        "Not completed",
        "Yes",
        "No",
        "TBC",
        "Pendiente",
        "Retardé",
    ],
)
def test_words_that_leave_a_doubt_are_no_status(said: str) -> None:
    """Delayed before it began, or while it goes on? Nobody said: a note, and a point of the account."""
    imported = read(table(said))
    activity = only(imported.plan)
    assert (activity.status, activity.notes) == (None, f"Status: {said}")
    point = imported.account.point(Check.STATUS_UNREAD)
    assert point is not None
    assert [(m.detail, m.line) for m in point.mentions] == [(said, 5)]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Not started", Status.NOT_STARTED),
        ("To do", Status.NOT_STARTED),
        ("À faire", Status.NOT_STARTED),
        ("In progress", Status.ONGOING),
        ("En cours", Status.ONGOING),
        ("50%", Status.ONGOING),
        ("Completed", Status.COMPLETED),
        ("✓", Status.COMPLETED),
        ("Hecho", Status.COMPLETED),
        ("Cancelled", Status.CANCELLED),
    ],
)
def test_words_that_leave_none(said: str, status: Status) -> None:
    """The usual words for the four statuses."""
    assert read_status(said) is status


def test_yes_below_done() -> None:
    """The column asks, and the cell answers."""
    assert only(plan_of(table("Yes", "Done"))).status is Status.COMPLETED
    assert only(plan_of(table("No", "Done"))).status is None


@pytest.mark.parametrize("title", ["Implementation status", "Avancement", "Situación"])
def test_a_status_column_of_another_name(title: str) -> None:
    """The column's own title stands in the note, and the account lists the words."""
    imported = read(table("Delayed", title))
    assert only(imported.plan).notes == f"{title}: Delayed"
    assert imported.account.point(Check.STATUS_UNREAD) is not None


def test_a_dash_says_nothing() -> None:
    """Neither a status nor words to look at."""
    imported = read(table("–"))
    assert (only(imported.plan).status, only(imported.plan).notes) == (None, None)
    assert imported.account.point(Check.STATUS_UNREAD) is None


def test_a_status_in_text() -> None:
    """The same for a label below an activity."""
    imported = read("# P\n\n## Data\n\n- Survey\n\n  Status: Delayed\n\n- Report\n\n  Status: ongoing\n")
    first, second = imported.plan.activities()
    assert (first.status, first.notes) == (None, "Status: Delayed")
    assert second.status is Status.ONGOING
    assert imported.account.point(Check.STATUS_UNREAD) is not None
