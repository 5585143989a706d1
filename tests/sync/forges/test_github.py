"""GitHub's traps, and its library's: each of these fails without what the adapter does about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from mappings.issue import IssueDraft, IssuePatch, Label, MilestoneDraft, MilestonePatch, Reason, State
from sync.errors import Foreign, Invalid, Limited, Missing, Rejected, Unavailable
from sync.forges.github import Token
from tests.builders.rigs import ANNA, BEN, BOT, PLAN, RITA, GitHubRig
from tests.servers.wire import FaultKind

LOST = (FaultKind.DROP_AFTER, FaultKind.STATUS_AFTER, FaultKind.CUT)
MAKING = {
    "/issues$": lambda bot: bot.create_issue(IssueDraft("One", "")),
    "/milestones$": lambda bot: bot.create_milestone(MilestoneDraft("Papers", "")),
    "/labels$": lambda bot: bot.create_label(Label("tbc")),
    "/comments$": lambda bot: bot.add_comment(1, "Hello"),
}
OURS = "<!-- workplan: gmg 2017-1-1.1 -->\nText\n<!-- /workplan -->"


@pytest.fixture
def rig() -> Iterator[GitHubRig]:
    with GitHubRig() as opened:
        opened.server.person(ANNA).create_issue("Hers")
        yield opened


class TestWrites:
    @pytest.mark.parametrize("path", MAKING)
    @pytest.mark.parametrize("kind", LOST)
    def test_what_makes_something_goes_out_once(self, rig, path, kind):
        """The library's own retry makes it twice; that nobody knows what became of it is told."""
        rig.server.fail(kind, "POST", path)
        with pytest.raises(Unavailable) as told:
            MAKING[path](rig.bot())
        assert not isinstance(told.value, Limited)
        assert len(rig.server.requests("POST", path)) == 1

    @pytest.mark.parametrize("kind", LOST)
    def test_an_edit_is_repeated(self, rig, kind):
        """It sets what is absolute; the library never repeats it."""
        rig.server.fail(kind, "PATCH", "/issues/1$")
        assert rig.bot().edit_issue(1, IssuePatch(title="New")).title == "New"
        assert len(rig.server.requests("PATCH")) == 2

    def test_a_label_taken_off_twice_is_off(self, rig):
        """The repeated request finds nothing to do."""
        rig.server.person(ANNA).relabel(1, add=["tbc", "bug"])
        rig.server.fail(FaultKind.DROP_AFTER, "DELETE")
        rig.bot().edit_issue(1, IssuePatch(remove_labels=("tbc",)))
        assert rig.bot().issue(1).labels == ("bug",)

    def test_a_name_is_one_part_of_the_address(self, rig):
        """The library leaves a slash as it is, and takes off another label or none."""
        rig.server.person(ANNA).relabel(1, add=["area", "area/1 #?%"])
        assert rig.bot().edit_issue(1, IssuePatch(remove_labels=("area/1 #?%",))).labels == ("area",)
        assert rig.server.requests("DELETE")[0].request.raw_path.endswith("/labels/area%2F1%20%23%3F%25")

    def test_labels_and_assignees_are_never_told_as_whole_lists(self, rig):
        """A whole list takes away what a person added since it was read."""
        patch = IssuePatch(title="x", add_labels=("a",), add_assignees=(ANNA,), remove_assignees=(BEN,))
        rig.bot().edit_issue(1, patch)
        bodies = [one.request.data for one in rig.server.requests("PATCH")]
        assert bodies == [{"title": "x"}]
        assert rig.server.requests("PUT") == []

    def test_a_closed_issue_keeps_who_closed_it(self, rig):
        """Answers to edits may not tell."""
        rig.server.person(ANNA).close(1)
        assert rig.bot().edit_issue(1, IssuePatch(title="New")).closed_by == ANNA

    def test_a_reason_alone_is_not_taken(self, rig):
        """The service ignores it while the state stays: what came back says so."""
        rig.server.person(ANNA).close(1)
        edited = rig.bot().edit_issue(1, IssuePatch(state=State.CLOSED, reason=Reason.NOT_PLANNED))
        assert edited.reason is Reason.COMPLETED

    def test_milestone_dates_go_out_as_noon(self, rig):
        """Midnight in UTC is the day before in California; null clears, which the library can't."""
        bot = rig.bot()
        number = bot.create_milestone(MilestoneDraft("Papers", "", due=date(2017, 7, 1))).number
        bot.edit_milestone(number, MilestonePatch(due=date(2017, 1, 1)))
        bot.edit_milestone(number, MilestonePatch(due=None))
        sent = [one.request.data["due_on"] for one in rig.server.requests("POST|PATCH")]
        assert sent == ["2017-07-01T12:00:00Z", "2017-01-01T12:00:00Z", None]
        assert rig.bot().milestone(number).due is None


class TestRights:
    def test_what_was_dropped_silently_is_seen(self, rig):
        """Without triage an issue is made, bare: what comes back is what is there."""
        rig.bot().create_label(Label("tbc"))
        goal = rig.bot().create_milestone(MilestoneDraft("Papers", ""))
        made = rig.person(RITA).create_issue(IssueDraft("Mine", "", ("tbc",), goal.number, None, (ANNA,)))
        assert (made.labels, made.milestone, made.assignees) == ((), None, ())
        assert rig.bot().edit_issue(made.number, IssuePatch(add_assignees=("nobody",))).assignees == ()

    def test_a_right_that_is_missing_is_no_limit(self, rig):
        """It is told at once: of one issue with the role that is needed, of all with the remedy."""
        begun = rig.time.at
        with pytest.raises(Rejected, match=r"may not edit issue 1\. It needs the role Write"):
            rig.person(RITA).edit_issue(1, IssuePatch(title="New"))
        with pytest.raises(Invalid, match="may not make a milestone") as told:
            rig.person(RITA).create_milestone(MilestoneDraft("Papers", ""))
        assert "Issues: Read and write" in told.value.remedy
        assert (told.value.code, rig.time.at) == (64, begun)

    def test_a_locked_issue_takes_no_comment(self, rig):
        """Only of who may write; the run goes on without it."""
        rig.server.person(ANNA).lock_issue(1)
        rig.server.grant(BOT, "triage")
        with pytest.raises(Rejected, match="may be locked"):
            rig.bot().add_comment(1, "Hello")

    def test_an_archived_repository_is_told(self, rig):
        """Before the first write, and at it."""
        rig.server.repo().archived = True
        assert rig.bot().project().archived
        with pytest.raises(Invalid, match="archived"):
            rig.bot().create_issue(IssueDraft("One", ""))

    def test_a_token_that_ends_within_a_run(self, rig):
        """Whatever is asked next says so."""
        bot = rig.bot()
        bot.listing()
        rig.server.revoke(BOT)
        for call in (bot.listing, bot.project, lambda: bot.issue(1), lambda: MAKING["/issues$"](bot)):
            with pytest.raises(Invalid, match="does not know the token, or it has expired") as told:
                call()
            assert told.value.code == 64

    def test_a_repository_nobody_can_see(self, rig):
        """It can't be told from none."""
        for project in ("gmg/none", "gmg/secret"):
            with pytest.raises(Invalid, match=f"no repository {project} on GitHub that {BOT} can see"):
                rig.bot(project=project).listing()

    def test_access_that_ends(self, rig):
        """An empty list is never concluded from it."""
        rig.bot().listing()
        rig.server.repo().roles.clear()
        with pytest.raises(Invalid, match="can't be read any more"):
            rig.bot().listing()

    def test_issues_switched_off(self, rig):
        """Told by list and project alike: nothing seems to be gone."""
        rig.bot().listing()
        rig.server.repo().has_issues = False
        for call in (rig.bot().listing, rig.bot().project):
            with pytest.raises(Invalid, match="Issues are switched off"):
                call()


class TestOtherThings:
    def test_a_pull_request_is_no_issue(self, rig):
        """Lists hold them too, and they share the numbers."""
        rig.server.add_pull_request(ANNA, "Fix")
        assert [one.title for one in rig.bot().listing().issues] == ["Hers"]
        with pytest.raises(Foreign):
            rig.bot().issue(2)

    def test_a_discussion_is_no_issue(self, rig):
        """What is left of the issue that became one looks closed; only its events tell."""
        bot = rig.bot()
        bot.create_issue(IssueDraft("Ours", OURS))
        bot.listing()
        rig.advance(hours=1)
        rig.server.person(ANNA).convert_to_discussion(2)
        with pytest.raises(Missing):
            rig.bot().issue(2)
        assert [one.title for one in rig.bot().listing().issues] == ["Hers"]

    def test_a_locked_issue_is_one(self, rig):
        """Open or closed, ours or not."""
        rig.bot().create_issue(IssueDraft("Ours", OURS))
        anna = rig.server.person(ANNA)
        for number in (1, 2):
            anna.lock_issue(number)
            assert rig.bot().issue(number).state is State.OPEN
            anna.close(number)
            assert rig.bot().issue(number).state is State.CLOSED
        assert len(rig.bot().listing().issues) == 2

    @pytest.mark.parametrize("read_before", [True, False])
    def test_a_write_never_lands_in_another_repository(self, rig, read_before):
        """The library follows the redirect of a transferred issue for every verb."""
        other = rig.server.add_repo("gmg/other")
        bot = rig.bot()
        if read_before:
            bot.issue(1)
        rig.server.person(ANNA).transfer(1, other)
        for call in (
            lambda: bot.edit_issue(1, IssuePatch(title="Landed")),
            lambda: bot.edit_issue(1, IssuePatch(add_assignees=(BEN,))),
            lambda: bot.edit_issue(1, IssuePatch(add_labels=("x",))),
            lambda: bot.add_comment(1, "Landed"),
            lambda: bot.comments(1),
            lambda: bot.issue(1),
        ):
            with pytest.raises(Missing):
                call()
        moved = other.issues[1]
        assert (moved.title, moved.labels, moved.assignees, moved.comments) == ("Hers", (), (), ())

    def test_a_deleted_issue_is_missing(self, rig):
        """410, not 404."""
        rig.server.person(ANNA).delete_issue(1)
        for call in (lambda: rig.bot().issue(1), lambda: rig.bot().edit_issue(1, IssuePatch(title="x"))):
            with pytest.raises(Missing):
                call()

    def test_another_repository_of_the_same_name(self, rig):
        """What was read of the first is nobody's any more, and the place is another one."""
        place = rig.bot().place
        assert len(rig.bot().listing().issues) == 1
        rig.server.rename(PLAN, "gmg/old")
        rig.server.add_repo(PLAN, public=False)
        rig.advance(days=1)
        bot = rig.bot()
        assert bot.place != place
        assert bot.listing().issues == ()

    def test_a_renamed_repository_is_asked_by_its_number(self, rig):
        """Reads and writes; a redirect loses the query and does not carry a POST."""
        rig.bot().listing()
        rig.server.rename(PLAN, "gmg/plan-2017")
        bot = rig.bot()
        bot.create_issue(IssueDraft("One", ""))
        bot.edit_issue(2, IssuePatch(state=State.CLOSED))
        assert [one.state for one in bot.listing().issues] == [State.OPEN, State.CLOSED]
        fresh = rig.bot(shelf=rig.shelf_of("new"))
        assert (len(fresh.listing().issues), fresh.place) == (2, bot.place)
        assert fresh.name.endswith("gmg/plan-2017")


def test_other_tokens_share_nothing_that_was_read(rig):
    """Someone else may see less: what one account kept is no answer for another."""
    rig.bot().listing()
    rig.server.add_token(BOT, "t2", repos=[])
    with pytest.raises(Invalid):
        rig.bot(auth=Token("t2")).listing()
