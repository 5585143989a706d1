"""The local tracker has the manners of the services."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mappings.issue import (
    Comment,
    IssueDraft,
    IssuePatch,
    Label,
    MilestoneDraft,
    MilestonePatch,
    Reason,
    State,
)
from sync.errors import Missing, Rejected
from sync.forges.local import LocalTracker
from sync.ports import Forge
from tests.builders.forge import DAY, Clock, tracker


@pytest.fixture
def there(tmp_path: Path) -> Iterator[LocalTracker]:
    with tracker(tmp_path) as made:
        yield made


def test_it_is_a_tracker_like_any_other(there: LocalTracker, tmp_path: Path) -> None:
    """The engine knows only the port; people read where it is."""
    port: Forge = there
    assert port.name == f"the tracker {tmp_path}/tracker.db"
    assert port.account == "workplan"
    assert port.capabilities.consistent


class TestMilestones:
    def test_they_count_from_one_by_themselves(self, there: LocalTracker) -> None:
        """Apart from the issues."""
        there.create_issue(IssueDraft("An issue", ""))
        made = there.create_milestone(MilestoneDraft("Papers", "text", date(2017, 4, 1), date(2017, 4, 30)))
        assert (made.number, made.url, made.version) == (1, "local:m1", "1")
        assert (made.start, made.due, made.state) == (date(2017, 4, 1), date(2017, 4, 30), State.OPEN)
        assert there.milestone(1) == made

    def test_two_never_share_a_title(self, there: LocalTracker) -> None:
        """Neither made nor renamed so."""
        there.create_milestone(MilestoneDraft("Papers", ""))
        there.create_milestone(MilestoneDraft("Talks", ""))
        with pytest.raises(Rejected, match="already exists"):
            there.create_milestone(MilestoneDraft("Papers", ""))
        with pytest.raises(Rejected, match="already exists"):
            there.edit_milestone(2, MilestonePatch(title="Papers"))
        assert [milestone.title for milestone in there.listing().milestones] == ["Papers", "Talks"]

    def test_only_what_is_asked_changes(self, there: LocalTracker) -> None:
        """And a date can be cleared."""
        there.create_milestone(MilestoneDraft("Papers", "text", date(2017, 4, 1), date(2017, 4, 30)))
        made = there.edit_milestone(1, MilestonePatch(start=None, state=State.CLOSED))
        assert (made.title, made.description, made.due) == ("Papers", "text", date(2017, 4, 30))
        assert (made.start, made.state, made.version) == (None, State.CLOSED, "2")

    def test_a_patch_of_nothing_is_no_change(self, there: LocalTracker) -> None:
        """The version tells who looks whether something happened."""
        made = there.create_milestone(MilestoneDraft("Papers", "text"))
        assert there.edit_milestone(1, MilestonePatch()) == made
        assert there.edit_milestone(1, MilestonePatch(title="Papers", state=State.OPEN)) == made

    def test_an_unknown_one_is_missing(self, there: LocalTracker) -> None:
        """Read or written."""
        with pytest.raises(Missing):
            there.milestone(1)
        with pytest.raises(Missing):
            there.edit_milestone(1, MilestonePatch(title="x"))


class TestIssues:
    def test_a_new_one_is_as_drafted(self, there: LocalTracker) -> None:
        """Open, by the account that made it."""
        there.create_milestone(MilestoneDraft("Papers", ""))
        draft = IssueDraft("Launch", "text", ("bug", "tbc"), 1, date(2017, 4, 30), ("anna",))
        made = there.create_issue(draft)
        assert (made.number, made.url, made.title, made.body) == (1, "local:1", "Launch", "text")
        assert (made.labels, made.milestone, made.due) == (("bug", "tbc"), 1, date(2017, 4, 30))
        assert (made.assignees, made.author) == (("anna",), "workplan")
        assert (made.state, made.reason, made.closed, made.closed_by) == (State.OPEN, None, None, None)
        assert made.created == made.updated > DAY
        assert there.issue(1) == made
        assert there.listing().issues == (made,)

    def test_closing_notes_who_when_and_why(self, there: LocalTracker, tmp_path: Path) -> None:
        """The same file, seen by a person."""
        there.create_issue(IssueDraft("Launch", ""))
        with tracker(tmp_path, account="anna") as hers:
            closed = hers.edit_issue(1, IssuePatch(state=State.CLOSED, reason=Reason.NOT_PLANNED))
        assert (closed.state, closed.reason, closed.closed_by) == (State.CLOSED, Reason.NOT_PLANNED, "anna")
        assert closed.closed == closed.updated
        assert there.issue(1) == closed

    def test_closing_without_a_reason_is_completing(self, there: LocalTracker) -> None:
        """As on GitHub."""
        there.create_issue(IssueDraft("Launch", ""))
        assert there.edit_issue(1, IssuePatch(state=State.CLOSED)).reason is Reason.COMPLETED

    def test_reopening_forgets_all_that(self, there: LocalTracker) -> None:
        """The history keeps it."""
        there.create_issue(IssueDraft("Launch", ""))
        there.edit_issue(1, IssuePatch(state=State.CLOSED))
        made = there.edit_issue(1, IssuePatch(state=State.OPEN))
        assert (made.state, made.reason, made.closed, made.closed_by) == (State.OPEN, None, None, None)

    def test_a_closed_one_may_get_another_reason(self, there: LocalTracker) -> None:
        """Who closed it and when stays."""
        there.create_issue(IssueDraft("Launch", ""))
        closed = there.edit_issue(1, IssuePatch(state=State.CLOSED))
        made = there.edit_issue(1, IssuePatch(state=State.CLOSED, reason=Reason.NOT_PLANNED))
        assert (made.reason, made.closed, made.closed_by) == (
            Reason.NOT_PLANNED,
            closed.closed,
            closed.closed_by,
        )

    def test_a_reason_alone_says_nothing(self, there: LocalTracker) -> None:
        """It belongs to a change of state."""
        made = there.create_issue(IssueDraft("Launch", ""))
        assert there.edit_issue(1, IssuePatch(reason=Reason.NOT_PLANNED)) == made

    @pytest.mark.parametrize(
        "patch",
        [
            IssuePatch(),
            IssuePatch(title="Launch", body="text", state=State.OPEN, milestone=None, due=None),
            IssuePatch(add_labels=("BUG",), remove_labels=("other",)),
            IssuePatch(add_assignees=("anna",), remove_assignees=("ben",)),
        ],
    )
    def test_a_patch_of_what_is_there_is_no_change(self, there: LocalTracker, patch: IssuePatch) -> None:
        """No new version, no new date, nothing in the history."""
        made = there.create_issue(IssueDraft("Launch", "text", ("bug",), assignees=("anna",)))
        history = there.events(1)
        assert there.edit_issue(1, patch) == made
        assert there.events(1) == history

    def test_labels_are_added_and_removed_one_by_one(self, there: LocalTracker) -> None:
        """In any case; a new one is made, one that was there keeps its spelling."""
        there.create_label(Label("Bug", "ff0000", "A fault"))
        there.create_issue(IssueDraft("Launch", "", ("bug", "mine")))
        made = there.edit_issue(1, IssuePatch(add_labels=("new",), remove_labels=("MINE", "none")))
        assert made.labels == ("Bug", "new")
        assert there.listing().labels == (Label("Bug", "ff0000", "A fault"), Label("mine"), Label("new"))

    def test_every_change_moves_the_version(self, there: LocalTracker) -> None:
        """Labels, assignees and comments count as on the services."""
        there.create_issue(IssueDraft("Launch", ""))
        versions = [
            there.edit_issue(1, IssuePatch(add_labels=("bug",))).version,
            there.edit_issue(1, IssuePatch(add_assignees=("anna",))).version,
            there.edit_issue(1, IssuePatch(body="more", title="New")).version,
        ]
        there.add_comment(1, "hello")
        assert [*versions, there.issue(1).version] == ["2", "3", "4", "5"]

    def test_an_unknown_one_is_missing(self, there: LocalTracker) -> None:
        """Read, written or commented."""
        for call in (
            lambda: there.issue(1),
            lambda: there.edit_issue(1, IssuePatch(title="x")),
            lambda: there.comments(1),
            lambda: there.events(1),
            lambda: there.add_comment(1, "x"),
        ):
            with pytest.raises(Missing):
                call()

    @pytest.mark.parametrize(
        "draft",
        [
            IssueDraft("x" * 256, ""),
            IssueDraft(" ", ""),
            IssueDraft("x", "y" * 65_537),
            IssueDraft("x", "", milestone=7),
            IssueDraft("x", "", labels=("a, b",)),
            IssueDraft("x", "", labels=("l" * 51,)),
            IssueDraft("x", "", assignees=(" ",)),
        ],
    )
    def test_what_it_does_not_take_leaves_nothing_behind(
        self, there: LocalTracker, draft: IssueDraft
    ) -> None:
        """Not half of it either."""
        with pytest.raises(Rejected):
            there.create_issue(draft)
        assert there.listing().issues == ()
        assert there.listing().labels == ()

    def test_the_limits_themselves_are_taken(self, there: LocalTracker) -> None:
        """255 characters of title, 65,536 of text, any script."""
        made = there.create_issue(IssueDraft("😀" * 255, "é" * 65_536, labels=("l" * 50,)))
        assert (len(made.title), len(made.body)) == (255, 65_536)

    @pytest.mark.parametrize(
        "patch", [IssuePatch(title=""), IssuePatch(body="y" * 65_537), IssuePatch(milestone=7)]
    )
    def test_a_refused_patch_changes_nothing(self, there: LocalTracker, patch: IssuePatch) -> None:
        """It is one transaction."""
        made = there.create_issue(IssueDraft("Launch", ""))
        with pytest.raises(Rejected):
            there.edit_issue(1, patch)
        assert there.issue(1) == made


class TestLabels:
    def test_one_is_made_once(self, there: LocalTracker) -> None:
        """In any case: who makes it first has it."""
        there.create_label(Label("workplan: gmg", description="writer 1"))
        with pytest.raises(Rejected, match="already exists"):
            there.create_label(Label("Workplan: GMG", description="writer 2"))
        assert there.listing().labels[0].description == "writer 1"

    def test_colour_and_description_can_be_changed(self, there: LocalTracker) -> None:
        """The name stays as it was made."""
        there.create_label(Label("tbc", "ffffff"))
        assert there.edit_label(Label("TBC", "000000", "open")) == Label("tbc", "000000", "open")

    def test_an_unknown_one_is_missing(self, there: LocalTracker) -> None:
        """It is not made by editing."""
        with pytest.raises(Missing):
            there.edit_label(Label("tbc"))

    def test_a_long_description_is_refused(self, there: LocalTracker) -> None:
        """As on GitHub."""
        with pytest.raises(Rejected):
            there.create_label(Label("tbc", description="x" * 101))


class TestComments:
    def test_they_stand_in_order_with_their_author(self, there: LocalTracker, tmp_path: Path) -> None:
        """And can be edited in place."""
        there.create_issue(IssueDraft("Launch", ""))
        first = there.add_comment(1, "When: June 2017")
        with tracker(tmp_path, account="anna") as hers:
            hers.add_comment(1, "Thanks")
        edited = there.edit_comment(first, "When: July 2017")
        assert [(c.author, c.body) for c in there.comments(1)] == [
            ("workplan", "When: July 2017"),
            ("anna", "Thanks"),
        ]
        assert edited.created == first.created

    def test_the_same_text_again_is_no_change(self, there: LocalTracker) -> None:
        """The issue keeps its version."""
        there.create_issue(IssueDraft("Launch", ""))
        comment = there.add_comment(1, "hello")
        version = there.issue(1).version
        there.edit_comment(comment, "hello")
        assert there.issue(1).version == version

    def test_an_empty_or_endless_one_is_refused(self, there: LocalTracker) -> None:
        """As on the services."""
        there.create_issue(IssueDraft("Launch", ""))
        for body in (" \n", "x" * 65_537):
            with pytest.raises(Rejected):
                there.add_comment(1, body)
        assert there.comments(1) == ()

    def test_an_unknown_one_is_missing(self, there: LocalTracker) -> None:
        """It may have been on another tracker."""
        with pytest.raises(Missing):
            there.edit_comment(Comment(7, 1, "anna", "x", DAY), "y")


def test_the_history_says_who_changed_what(there: LocalTracker, tmp_path: Path) -> None:
    """Old and new, in order."""
    there.create_issue(IssueDraft("Launch", "", ("bug",)))
    with tracker(tmp_path, account="anna") as hers:
        hers.edit_issue(1, IssuePatch(title="New", state=State.CLOSED, remove_labels=("bug",)))
        hers.add_comment(1, "done")
    told = [(event.who, event.what, event.old, event.new) for event in there.events(1)]
    assert told == [
        ("workplan", "created", None, "Launch"),
        ("workplan", "label", None, "bug"),
        ("anna", "title", "Launch", "New"),
        ("anna", "state", "open", "closed"),
        ("anna", "reason", None, "completed"),
        ("anna", "label", "bug", None),
        ("anna", "comment", None, "done"),
    ]


def test_everything_is_there_after_opening_again(tmp_path: Path) -> None:
    """It is a file, not a memory."""
    with tracker(tmp_path) as first:
        first.create_milestone(MilestoneDraft("Papers", ""))
        made = first.create_issue(IssueDraft("Launch", "x", ("bug",), 1, None, ("anna",)))
    with tracker(tmp_path, create=False) as second:
        assert second.listing().issues == (made,)
        assert second.create_issue(IssueDraft("Next", "")).number == 2


def test_ten_thousand_issues_are_listed_at_once(tmp_path: Path) -> None:
    """A sync reads them all."""
    with tracker(tmp_path) as there:
        there.create_issue(IssueDraft("Launch", "text " * 200, ("bug", "tbc"), assignees=("anna",)))
        file = sqlite3.connect(tmp_path / "tracker.db")
        copy = "INSERT INTO issues SELECT number + {n}, title, body, state, reason, milestone, due, author,"
        copy += " created, updated, closed, closed_by, version FROM issues WHERE number <= 10000 - {n}"
        for n in (2**power for power in range(14)):
            file.execute(copy.format(n=n))
        file.commit()
        file.close()
        assert len(there.listing().issues) == 10_000


def test_comments_are_heard_once(tmp_path: Path) -> None:
    """Comments of others wait until they get a receipt; our own never do, and a receipt changes no issue."""
    path = tmp_path / "tracker.db"
    with LocalTracker(path, account="workplan", now=Clock(), create=True) as bot:
        number = bot.create_issue(IssueDraft("One", "")).number
        bot.add_comment(number, "ours")
        with LocalTracker(path, account="anna", now=Clock(), create=False) as anna:
            anna.add_comment(number, "When: June 2017")
        (waiting,) = bot.unheard()
        before = bot.issue(number)
        bot.acknowledge(waiting)
        bot.acknowledge(waiting)
        assert bot.unheard() == ()
        assert bot.issue(number) == before
        assert [comment.heard for comment in bot.comments(number)] == [False, True]
