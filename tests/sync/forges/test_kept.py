"""What was last read is held between runs, the newest of it and nothing that is none of our business."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mappings.issue import Issue, Label, Milestone, Reason, State
from sync.forges.kept import Kept
from tests.builders import forge
from tests.builders.rigs import MemoryShelf

PLACE = "https://api.github.com gmg/work-plan 1a2b3c4d"
OURS = "<!-- workplan: gmg 2017-1-1.1 -->\n| When | “June” | 😀 عمل\n<!-- /workplan -->"
NOON = datetime(2017, 5, 2, 12, tzinfo=UTC)
ISSUE = Issue(
    number=7,
    url="https://github.com/gmg/work-plan/issues/7",
    title="“Launch” 😀",
    body=OURS,
    state=State.CLOSED,
    reason=Reason.NOT_PLANNED,
    labels=("area: 1/2", "tbc"),
    milestone=3,
    assignees=("anna", "ben"),
    due=date(2017, 6, 30),
    author="workplan",
    created=NOON - timedelta(days=1),
    updated=NOON,
    closed=NOON - timedelta(minutes=1),
    closed_by="anna",
    version="abc",
    comments=4,
    parent=6,
)
MILESTONE = Milestone(
    number=3,
    url="https://github.com/gmg/work-plan/milestone/3",
    title="Papers",
    description="About them",
    state=State.CLOSED,
    start=date(2017, 1, 1),
    due=date(2017, 12, 31),
    updated=NOON,
    version="def",
)
LABEL = Label("Area: 1/2 é", "aabbcc", "What “it” says")


def filled(shelf: MemoryShelf, place: str = PLACE) -> Kept:
    kept = Kept(shelf, place)
    kept.take_issue(ISSUE)
    kept.take_milestone(MILESTONE)
    kept.take_label(LABEL)
    kept.set_fact("etag", 'W/"1"')
    kept.mark_noisy(7)
    kept.note_creation("creation", NOON)
    kept.keep()
    return kept


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf()


@pytest.fixture
def kept(shelf) -> Kept:
    return filled(shelf)


class TestBetweenRuns:
    def test_everything_comes_back_as_it_was(self, shelf, kept):
        """Every field of everything, in any script."""
        again = Kept(shelf, PLACE)
        assert again.issues == {7: ISSUE}
        assert again.milestones == {3: MILESTONE}
        assert list(again.labels.values()) == [LABEL]
        assert (again.fact("etag"), again.noisy, again.creations) == ('W/"1"', {7}, [("creation", NOON)])

    @pytest.mark.parametrize(
        ("held", "empty"),
        [
            (ISSUE, {"reason": None, "milestone": None, "due": None, "closed": None, "closed_by": None}),
            (ISSUE, {"state": State.OPEN, "labels": (), "assignees": (), "comments": 0, "author": ""}),
            (MILESTONE, {"start": None, "due": None, "state": State.OPEN, "description": ""}),
        ],
    )
    def test_what_is_empty_comes_back_empty(self, shelf, held, empty):
        """None stays None."""
        kept, one = Kept(shelf, PLACE), replace(held, **empty)
        kept.take_issue(one) if isinstance(one, Issue) else kept.take_milestone(one)
        kept.keep()
        again = Kept(shelf, PLACE)
        assert [*again.issues.values(), *again.milestones.values()] == [one]

    def test_the_examples_leave_no_field_at_its_default(self):
        """So that a field that is added later is not lost unseen."""
        for one in (ISSUE, MILESTONE):
            assert all(getattr(one, field.name) not in (None, "", (), 0) for field in fields(one))

    def test_what_is_taken_away_stays_away(self, shelf, kept):
        """With what belongs to it."""
        kept.drop_issue(7)
        kept.drop_milestone(3)
        kept.take_labels([])
        kept.keep()
        again = Kept(shelf, PLACE)
        assert (again.issues, again.milestones, again.labels, again.noisy) == ({}, {}, {}, set())

    def test_nothing_new_is_no_reason_to_write(self, shelf, kept):
        """A quiet run leaves the database alone."""
        writes = shelf.writes
        again = Kept(shelf, PLACE)
        again.take_issue(ISSUE)
        again.take_milestone(MILESTONE)
        again.take_label(LABEL)
        again.mark_noisy(7)
        again.set_fact("etag", 'W/"1"')
        again.keep()
        assert shelf.writes == writes

    def test_nothing_at_all_is_no_reason_either(self):
        """A first look that finds nothing."""
        shelf = MemoryShelf()
        Kept(shelf, PLACE).keep()
        assert shelf.rows == {}

    def test_a_preview_writes_nothing(self, shelf, kept):
        """It is handed what can only be read."""

        class Glass:
            runs = 4

            def shelved(self):
                return shelf.shelved()

        through, writes = Kept(Glass(), PLACE), shelf.writes
        through.take_issue(replace(ISSUE, title="New", updated=NOON + timedelta(1)))
        through.keep()
        assert (through.issues[7].title, through.runs) == ("New", 4)
        assert shelf.writes == writes


class TestForgetting:
    def test_another_place_has_nothing_of_it(self, shelf, kept):
        """Other settings, another project or account: everything is read again."""
        other = Kept(shelf, "https://api.github.com gmg/other 1a2b3c4d")
        assert (other.issues, other.milestones, other.labels, other.fact("etag")) == ({}, {}, {}, "")
        other.take_label(Label("new"))
        other.keep()
        assert [key for kind, key in shelf.rows if kind != "fact"] == ["new"]

    def test_another_format_is_read_as_nothing(self, shelf, kept):
        """Rows of a release before."""
        shelf.rows["fact", "format"] = "0"
        shelf.rows["issue", "7"] = "not even JSON"
        assert Kept(shelf, PLACE).issues == {}

    def test_another_project_of_the_same_name(self, shelf, kept):
        """What was read is gone; how fast we may go is not."""
        kept.clear()
        kept.keep()
        again = Kept(shelf, PLACE)
        assert (again.issues, again.milestones, again.labels, again.noisy) == ({}, {}, {}, set())
        assert (again.fact("etag"), again.creations) == ("", [("creation", NOON)])


class TestNewest:
    def test_an_older_read_is_ignored(self, kept):
        """A replica lags behind."""
        assert not kept.take_issue(replace(ISSUE, title="Old", updated=NOON - timedelta(seconds=1)))
        kept.take_milestone(replace(MILESTONE, title="Old", updated=NOON - timedelta(seconds=1)))
        assert (kept.issues[7], kept.milestones[3]) == (ISSUE, MILESTONE)

    def test_a_later_read_counts(self, kept):
        """So does one of the same second that says something else."""
        assert kept.take_issue(replace(ISSUE, title="Newer", updated=NOON + timedelta(seconds=1)))
        assert kept.take_issue(replace(kept.issues[7], title="Same second"))
        assert kept.issues[7].title == "Same second"
        assert not kept.take_issue(kept.issues[7])

    def test_the_newer_of_two_reads_is_told(self, kept):
        """The held one, unless the other is as new."""
        older, newer = (replace(ISSUE, title="x", updated=NOON + timedelta(days=day)) for day in (-1, 1))
        assert kept.newest(older) == ISSUE
        assert kept.newest(newer) == newer
        assert kept.newest(replace(ISSUE, number=8)).number == 8


class TestPrivacy:
    @pytest.mark.parametrize("body", ["My salary", "> <!-- workplan: gmg 1 -->\nquoted", ""])
    def test_other_peoples_text_is_not_kept(self, shelf, body):
        """Only what bears our marker is read here."""
        kept = Kept(shelf, PLACE)
        kept.take_issue(forge.issue(body=body))
        kept.keep()
        assert kept.issues[12].body == ""
        assert not any("salary" in data or "quoted" in data for data in shelf.rows.values())

    def test_a_damaged_block_is_still_ours(self, shelf):
        """It has to be told."""
        kept = Kept(shelf, PLACE)
        kept.take_issue(forge.issue(body=f"{OURS}\n{OURS}"))
        assert kept.issues[12].body == f"{OURS}\n{OURS}"


def test_creations_are_remembered_for_an_hour(shelf):
    """At once, several of one moment too; then they are forgotten."""
    kept = Kept(shelf, PLACE)
    for minutes in (0, 0, 30, 59):
        kept.note_creation("creation", NOON + timedelta(minutes=minutes))
    assert len(Kept(shelf, PLACE).creations) == 4
    kept.note_creation("creation", NOON + timedelta(minutes=61))
    again = Kept(shelf, PLACE)
    left = [NOON + timedelta(minutes=minutes) for minutes in (30, 59, 61)]
    assert again.creations == [("creation", at) for at in left]


def test_labels_are_one_by_their_name_without_case(kept):
    """As all are read, those that are gone leave."""
    kept.take_labels([Label("AREA: 1/2 É", "000000"), Label("new")])
    assert sorted(label.name for label in kept.labels.values()) == ["AREA: 1/2 É", "new"]
    kept.take_labels([Label("new")])
    assert [label.name for label in kept.labels.values()] == ["new"]
