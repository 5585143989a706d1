"""Issues are read for next to nothing, and none is ever missed: only what changed, and all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from mappings.issue import IssuePatch
from sync.errors import Unavailable
from sync.ports import Listing
from tests.builders.rigs import ANNA, PLAN, GitHubRig
from tests.servers.wire import FaultKind

HOUR = {"hours": 1}


@pytest.fixture
def rig() -> Iterator[GitHubRig]:
    with GitHubRig() as opened:
        yield opened


def look(rig: GitHubRig) -> Listing:
    """By a new process; of its requests, and of nothing before, tell `asked` and `statuses`."""
    rig.shelf.runs += 1
    rig.server.forget()
    return rig.bot().listing()


def asked(rig: GitHubRig, path: str = "/issues$") -> list[dict[str, str]]:
    return [
        {name: one.request.one(name) for name in ("sort", "direction", "since", "page")}
        for one in rig.server.requests("GET", path)
    ]


def read_on(rig: GitHubRig) -> list[dict[str, str]]:
    return [one for one in asked(rig) if one["since"]]


def statuses(rig: GitHubRig) -> list[int]:
    return [one.status for one in rig.server.log]


def mirrored(rig: GitHubRig, issues: int, milestones: int = 1) -> None:
    """So many issues that came minute by minute, the last of them now, seen once an hour ago."""
    ages = [timedelta(minutes=issues - 1 - number) for number in range(issues)]
    rig.server.seed(
        [{"title": f"Old {number}", "created_at": rig.time.at - age} for number, age in enumerate(ages)],
        [{"title": f"Goal {number}"} for number in range(milestones)],
        ["tbc"],
    )
    rig.advance(**HOUR)
    assert len(look(rig).issues) == issues
    rig.advance(**HOUR)


def titles(listing: Listing) -> list[str]:
    return [one.title for one in listing.issues]


class TestQuiet:
    def test_a_quiet_look_costs_nothing(self, rig):
        """Two conditional requests, which count for no limit, and no write to the state."""
        mirrored(rig, 120)
        writes = rig.shelf.writes
        first = look(rig)
        assert statuses(rig) == [304, 304]
        assert rig.shelf.writes == writes
        assert look(rig) == first

    def test_issues_and_milestones_are_looked_at_where_they_always_are(self, rig):
        """A constant address: else nothing is ever unchanged."""
        mirrored(rig, 3)
        look(rig)
        first = [one.request.query for one in rig.server.log]
        rig.advance(**HOUR)
        look(rig)
        assert [one.request.query for one in rig.server.log] == first

    def test_a_preview_reads_the_same(self, rig):
        """It can't keep what it read, and needs it no less."""
        mirrored(rig, 3)
        rig.server.person(ANNA).retitle(2, "New")

        class Glass:
            runs = 1

            def shelved(self):
                return rig.shelf.shelved()

        writes = rig.shelf.writes
        assert titles(rig.bot(shelf=Glass()).listing()) == ["Old 0", "New", "Old 2"]
        assert rig.shelf.writes == writes


class TestReadingOn:
    def test_a_few_changes_are_on_the_first_page(self, rig):
        """It reaches back to what is known, and nothing more is asked."""
        mirrored(rig, 150)
        for number in (3, 77, 149):
            rig.server.person(ANNA).retitle(number, "New")
        rig.server.person(ANNA).create_issue("Newest")
        assert titles(look(rig)).count("New") == 3
        assert read_on(rig) == []
        assert titles(look(rig))[-1] == "Newest"
        assert statuses(rig)[0] == 304

    @pytest.mark.parametrize("seconds", [1, 0])
    def test_many_changes_are_read_on(self, rig, seconds):
        """All of them, also where more than two pages share one second."""
        mirrored(rig, 260)
        for number in range(1, 241):
            rig.advance(seconds=seconds)
            rig.server.person(ANNA).retitle(number, "New")
        assert titles(look(rig)).count("New") == 240
        assert read_on(rig)
        rig.advance(**HOUR)
        assert titles(look(rig)).count("New") == 240
        assert statuses(rig) == [304, 304]

    def test_it_goes_by_the_last_value_seen(self, rig):
        """While pages are turned people change things, and pages shift."""
        mirrored(rig, 260)
        for number in range(1, 251):
            rig.advance(seconds=1)
            rig.server.person(ANNA).retitle(number, "New")
        look(rig)
        assert {one["page"] for one in read_on(rig)} == {"1"}
        moments = [one["since"] for one in read_on(rig)]
        assert moments == sorted(set(moments))

    def test_it_begins_where_all_is_certain(self, rig):
        """What the last minutes before a look changed may be shown late: it is read once more."""
        mirrored(rig, 260)
        look(rig)
        rig.server.person(ANNA).retitle(1, "Newer")
        rig.advance(minutes=1)
        look(rig)
        known = rig.time.at
        rig.advance(hours=1)
        for number in range(1, 150):
            rig.server.person(ANNA).retitle(number, "New")
        look(rig)
        assert read_on(rig)[0]["since"] == (known - timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def test_what_was_shown_late_is_found_behind_many(self, rig):
        """The first page reaches back to what is known, and not to what it did not show then."""
        mirrored(rig, 130)
        rig.server.lag = timedelta(minutes=5)
        rig.server.person(ANNA).create_issue("Shown late")
        rig.advance(minutes=1)
        rig.server.person(ANNA).retitle(130, "Known")
        assert "Shown late" not in titles(look(rig))
        rig.advance(minutes=8)
        for number in range(1, 100):
            rig.server.person(ANNA).retitle(number, "New")
        assert "Shown late" in titles(look(rig))


class TestTrouble:
    def test_no_answer_at_all_is_told(self, rig):
        """Nothing is known then."""
        mirrored(rig, 3)
        rig.server.fail(FaultKind.DROP_BEFORE, "GET", "/issues$", times=4)
        with pytest.raises(Unavailable):
            look(rig)

    @pytest.mark.parametrize("kind", [FaultKind.STATUS_BEFORE, FaultKind.DROP_BEFORE, FaultKind.CUT])
    def test_a_page_that_fails_half_way_loses_nothing(self, rig, kind):
        """What was read counts, nothing is concluded, and the next look begins where this one did."""
        mirrored(rig, 260)
        for number in range(1, 251):
            rig.advance(seconds=1)
            rig.server.person(ANNA).retitle(number, "New")
        rig.server.fail(kind, "GET", "/issues$", skip=2, times=4)
        partial = look(rig)
        assert not partial.complete
        assert 100 <= titles(partial).count("New") < 250
        whole = look(rig)
        assert whole.complete
        assert titles(whole).count("New") == 250

    def test_a_sweep_that_fails_half_way_concludes_nothing(self, rig):
        """Neither that issues are gone, nor that it was done."""
        mirrored(rig, 230)
        rig.advance(days=1)
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", "/issues$", skip=3, times=4)
        partial = look(rig)
        assert (partial.complete, len(partial.issues)) == (False, 230)
        assert len(look(rig).issues) == 230
        assert len(asked(rig)) == 4

    def test_a_first_look_that_fails_half_way_is_not_complete(self, rig):
        """Nothing may be created on such a view."""
        rig.server.seed([{"title": str(number)} for number in range(150)])
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", "/issues$", skip=2, times=4)
        assert not look(rig).complete
        assert look(rig).complete
        assert len(look(rig).issues) == 150


class TestSweep:
    def test_what_was_deleted_or_moved_leaves(self, rig):
        """No list of changes tells of it; it is asked for by its number first."""
        mirrored(rig, 5)
        rig.server.person(ANNA).delete_issue(2).transfer(4, rig.server.add_repo("gmg/other"))
        assert len(look(rig).issues) == 5
        rig.advance(days=1)
        assert titles(look(rig)) == ["Old 0", "Old 2", "Old 4"]
        assert [one.words[-9:] for one in rig.server.requests("GET", r"/issues/\d+$")] == [
            "/issues/2",
            "/issues/4",
        ]

    def test_what_a_list_does_not_show_is_read_by_its_number(self, rig):
        """Absence from a list proves nothing."""
        mirrored(rig, 2)
        rig.server.lag = timedelta(days=2)
        rig.server.person(ANNA).create_issue("Hers")
        bot = rig.bot()
        bot.listing()
        bot.edit_issue(3, IssuePatch(title="Ours"))
        rig.advance(days=1)
        assert titles(look(rig)) == ["Old 0", "Old 1", "Ours"]
        assert len(rig.server.requests("GET", "/issues/3$")) == 1

    def test_it_is_done_once_a_day(self, rig):
        """Or as often as is asked for."""
        mirrored(rig, 2)
        for hours, swept in ((22, False), (1, True), (23, False), (1, True)):
            rig.advance(hours=hours)
            look(rig)
            assert ("created" in {one["sort"] for one in asked(rig)}) is swept
        rig.advance(hours=2)
        rig.server.forget()
        rig.bot(sweep=timedelta(hours=2)).listing()
        assert "created" in {one["sort"] for one in asked(rig)}


def test_a_renamed_repository_is_read_by_its_number(rig):
    """Nothing is lost; the answers are new ones, as all addresses in them are."""
    mirrored(rig, 3)
    rig.server.rename(PLAN, "gmg/plan-2017")
    assert titles(look(rig)) == ["Old 0", "Old 1", "Old 2"]
    assert statuses(rig) == [200, 200]
