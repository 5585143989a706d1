"""Milestones and labels are read only when something may have changed with them, and in turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from mappings.issue import IssueDraft, IssuePatch, MilestoneDraft, MilestonePatch, State
from sync.ports import Listing
from tests.builders.rigs import ANNA, GitHubRig
from tests.servers.wire import FaultKind

FIRST = date(2017, 1, 1)


@pytest.fixture
def rig() -> Iterator[GitHubRig]:
    with GitHubRig() as opened:
        yield opened


def look(rig: GitHubRig) -> Listing:
    """By a new process, an hour later."""
    rig.advance(hours=1)
    rig.shelf.runs += 1
    rig.server.forget()
    return rig.bot().listing()


def mirrored(rig: GitHubRig, issues: int = 3, milestones: int = 250) -> None:
    """Issues with a label each, milestones day by day, seen once."""
    rig.server.seed(
        [{"title": f"Old {number}", "labels": ["tbc", "bug"]} for number in range(issues)],
        [{"title": f"Goal {day}", "due": FIRST + timedelta(days=day)} for day in range(milestones)],
        ["spare"],
    )
    look(rig)


def pages(rig: GitHubRig) -> list[tuple[str, int]]:
    return [(one.request.one("page"), one.status) for one in rig.server.requests("GET", "/milestones$")]


def single(rig: GitHubRig, path: str) -> int:
    return len(rig.server.requests("GET", path))


def goals(listing: Listing) -> list[str]:
    return [one.title for one in listing.milestones]


class TestMilestones:
    def test_all_pages_are_read_first(self, rig):
        """And after a day again."""
        mirrored(rig)
        assert pages(rig) == [("1", 200), ("2", 200), ("3", 200)]
        rig.advance(days=1)
        assert len(look(rig).milestones) == 250
        assert pages(rig) == [("1", 200), ("2", 200), ("3", 200)]

    def test_a_quiet_look_asks_for_one_page_in_turn(self, rig):
        """By the number of the run."""
        mirrored(rig)
        seen = []
        for _ in range(4):
            look(rig)
            seen += pages(rig)
        assert seen == [("3", 304), ("1", 304), ("2", 304), ("3", 304)]

    @pytest.mark.parametrize("number", [1, 150, 250])
    def test_a_persons_edit_is_seen_when_its_page_comes(self, rig, number):
        """Within as many looks as there are pages."""
        mirrored(rig)
        rig.server.person(ANNA).edit_milestone(number, title="New", state="closed")
        seen = [goals(look(rig)).count("New") for _ in range(3)]
        assert seen[-1] == 1

    def test_a_page_whose_issues_changed_is_read(self, rig):
        """It counts them: it is another page now."""
        mirrored(rig)
        rig.server.person(ANNA).edit_milestone(150, title="New").move(1, 150).close(1)
        assert "New" in goals(look(rig))
        assert pages(rig) == [("2", 200)]
        rig.server.person(ANNA).edit_milestone(150, title="Newer").reopen(1)
        assert "Newer" in goals(look(rig))
        rig.server.person(ANNA).edit_milestone(150, title="Newest").move(1, None)
        assert "Newest" in goals(look(rig))
        assert pages(rig) == [("2", 200)]

    def test_an_issue_that_changed_otherwise_is_no_reason(self, rig):
        """A title, a label, a comment count in no milestone."""
        mirrored(rig)
        rig.server.person(ANNA).move(1, 150)
        look(rig)
        rig.server.person(ANNA).retitle(1, "New").relabel(1, ["new"]).comment(1, "Hello")
        look(rig)
        assert [status for _, status in pages(rig)] == [304]

    @pytest.mark.parametrize(
        "write",
        [
            lambda bot: bot.create_milestone(MilestoneDraft("Ours", "", due=date(2018, 1, 1))),
            lambda bot: bot.edit_milestone(1, MilestonePatch(due=date(2018, 1, 1))),
            lambda bot: bot.create_issue(IssueDraft("Ours", "", milestone=3)),
            lambda bot: bot.edit_issue(1, IssuePatch(state=State.CLOSED)),
        ],
    )
    def test_after_own_writes_all_pages_are_asked_for(self, rig, write):
        """Once, by whatever process looks next; then it is quiet again."""
        mirrored(rig)
        write(rig.bot())
        look(rig)
        assert [page for page, _ in pages(rig)] == ["1", "2", "3"]
        look(rig)
        assert [status for _, status in pages(rig)] == [304]

    def test_a_deleted_one_leaves_when_its_page_comes(self, rig):
        """It is asked for by its number first: it might stand on another page."""
        mirrored(rig)
        rig.server.person(ANNA).delete_milestone(240)
        seen = ["Goal 239" in goals(look(rig)) for _ in range(3)]
        assert seen[-1] is False
        assert len(rig.bot().listing().milestones) == 249

    def test_one_that_moves_to_another_page_stays(self, rig):
        """A new date puts it elsewhere; it is on no page that was read in this look."""
        mirrored(rig)
        rig.server.person(ANNA).edit_milestone(250, due=date(2016, 1, 1), title="Early")
        for _ in range(3):
            assert len(look(rig).milestones) == 250
        assert "Early" in goals(rig.bot().listing())

    def test_a_page_more_is_found(self, rig):
        """Ours at once, a person's within a day: what is before it says nothing of it."""
        mirrored(rig, milestones=100)
        rig.server.person(ANNA).create_milestone("Hers", due=date(2018, 1, 1))
        look(rig)
        rig.advance(days=1)
        assert len(look(rig).milestones) == 101

    def test_an_empty_first_page_may_be_filled(self, rig):
        """A project begins with none."""
        mirrored(rig, milestones=0)
        rig.server.person(ANNA).create_milestone("Hers")
        assert goals(look(rig)) == ["Hers"]

    def test_a_page_that_fails_is_read_again(self, rig):
        """The look is not complete, and forgets nothing."""
        mirrored(rig)
        rig.bot().create_milestone(MilestoneDraft("Ours", "", due=date(2018, 1, 1)))
        rig.server.person(ANNA).edit_milestone(250, title="New")
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", "/milestones$", skip=2, times=4)
        partial = look(rig)
        assert (partial.complete, len(partial.milestones)) == (False, 251)
        whole = look(rig)
        assert whole.complete
        assert "New" in goals(whole)

    def test_what_a_lagging_list_hides_stays(self, rig):
        """Ours is held; it is asked for by its number when everything is read."""
        mirrored(rig, milestones=3)
        rig.server.lag = timedelta(days=3)
        rig.bot().create_milestone(MilestoneDraft("Ours", ""))
        for days in (0, 1):
            rig.advance(days=days)
            assert goals(look(rig))[-1] == "Ours"


class TestLabels:
    def test_they_are_read_first_and_then_left_alone(self, rig):
        """As long as no issue loses one; and after a day again."""
        mirrored(rig)
        assert single(rig, "/labels$") == 1
        rig.server.person(ANNA).relabel(1, add=["new"])
        look(rig)
        assert single(rig, "/labels$") == 0
        rig.advance(days=1)
        assert sorted(one.name for one in look(rig).labels) == ["bug", "new", "spare", "tbc"]

    def test_they_are_read_again_when_an_issue_lost_one(self, rig):
        """Taken off by a person, or gone itself: only the list of labels tells."""
        mirrored(rig)
        rig.server.person(ANNA).relabel(1, remove=["tbc"])
        assert "tbc" in {one.name for one in look(rig).labels}
        assert single(rig, "/labels$") == 1
        rig.server.person(ANNA).delete_label("tbc")
        assert "tbc" not in {one.name for one in look(rig).labels}

    def test_a_deleted_one_on_no_issue_goes_with_the_day(self, rig):
        """Nothing depends on it before."""
        mirrored(rig)
        rig.server.person(ANNA).delete_label("spare")
        rig.advance(days=1)
        assert sorted(one.name for one in look(rig).labels) == ["bug", "tbc"]

    def test_a_deletion_is_seen_though_reading_failed(self, rig):
        """The issues were read, the rest was not: the next look knows what this one owes."""
        mirrored(rig, issues=230, milestones=1)
        rig.server.person(ANNA).relabel(230, add=["rare"])
        rig.advance(days=1)
        assert "rare" in {one.name for one in look(rig).labels}
        rig.server.person(ANNA).delete_label("rare")
        for number in range(1, 231):
            rig.server.person(ANNA).retitle(number, "New")
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", "/issues$", skip=3, times=4)
        assert not look(rig).complete
        whole = look(rig)
        assert whole.complete
        assert "rare" not in {one.name for one in whole.labels}

    def test_an_answer_that_fails_makes_the_look_partial(self, rig):
        """Nothing is concluded from labels of long ago, and the next look has them."""
        mirrored(rig)
        rig.server.person(ANNA).delete_label("tbc")
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", "/labels$", times=4)
        assert not look(rig).complete
        whole = look(rig)
        assert whole.complete
        assert sorted(one.name for one in whole.labels) == ["bug", "spare"]
