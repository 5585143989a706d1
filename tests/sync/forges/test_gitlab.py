"""GitLab's traps, and its library's: each of these fails without what the adapter does about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from mappings.issue import IssueDraft, IssuePatch, Label, MilestoneDraft, MilestonePatch, Reason, State
from sync.errors import Invalid, Limited, Missing, Rejected, Taken, Unavailable
from sync.forges.gitlab import TIMEOUT, Wire
from tests.builders.rigs import ANNA, BEN, BOT, RITA, GitLabRig
from tests.servers.wire import FaultKind

LOST = (FaultKind.DROP_AFTER, FaultKind.STATUS_AFTER, FaultKind.CUT)
MAKING = {
    "/issues$": lambda bot: bot.create_issue(IssueDraft("One", "")),
    "/milestones$": lambda bot: bot.create_milestone(MilestoneDraft("Papers", "")),
    "/labels$": lambda bot: bot.create_label(Label("tbc")),
    "/notes$": lambda bot: bot.add_comment(1, "Hello"),
}
OURS = "<!-- workplan: gmg 2017-1-1.1 -->\nText\n<!-- /workplan -->"


@pytest.fixture
def rig() -> Iterator[GitLabRig]:
    with GitLabRig() as opened:
        opened.server.person(ANNA).create_issue("Hers")
        yield opened


class TestWrites:
    @pytest.mark.parametrize("path", MAKING)
    @pytest.mark.parametrize("kind", LOST)
    def test_what_makes_something_goes_out_once(self, rig, path, kind):
        """The library repeats a POST after such an end, if it repeats anything."""
        rig.server.fail(kind, "POST", path)
        with pytest.raises(Unavailable) as told:
            MAKING[path](rig.bot())
        assert not isinstance(told.value, Limited)
        assert len(rig.server.requests("POST", path)) == 1

    @pytest.mark.parametrize("kind", LOST)
    def test_an_edit_is_repeated(self, rig, kind):
        """It sets what is absolute, and adds labels one by one."""
        rig.server.fail(kind, "PUT", "/issues/1$")
        edited = rig.bot().edit_issue(1, IssuePatch(title="New", add_labels=("a",)))
        assert (edited.title, edited.labels) == ("New", ("a",))
        assert len(rig.server.requests("PUT")) == 2

    def test_an_edit_is_one_request(self, rig):
        """Everything in it, and labels never as a whole list."""
        goal = rig.bot().create_milestone(MilestoneDraft("Papers", ""))
        bot = rig.bot()
        bot.issue(1)
        rig.server.forget()
        patch = IssuePatch("New", "Text", State.CLOSED, Reason.COMPLETED, goal.number)
        bot.edit_issue(1, patch)
        bot.issue(1)
        bot.edit_issue(1, IssuePatch(due=date(2017, 6, 1), add_labels=("a", "b"), remove_labels=("c",)))
        sent = [one.request.data for one in rig.server.requests("PUT")]
        assert [one.request.verb for one in rig.server.log] == ["PUT", "GET", "PUT"]
        assert sent[1] == {"due_date": "2017-06-01", "add_labels": "a,b", "remove_labels": "c"}

    @pytest.mark.parametrize("name", ["a, b", ","])
    def test_a_label_holds_no_comma(self, rig, name):
        """In a list of names it would be two labels."""
        bot = rig.bot()
        for call in (
            lambda: bot.create_label(Label(name)),
            lambda: bot.create_issue(IssueDraft("One", "", (name,))),
            lambda: bot.edit_issue(1, IssuePatch(add_labels=(name,))),
            lambda: bot.edit_issue(1, IssuePatch(remove_labels=(name,))),
        ):
            with pytest.raises(Rejected):
                call()
        assert (bot.listing().labels, len(bot.listing().issues)) == ((), 1)

    def test_a_label_there_already_is_taken(self, rig):
        """Also one of the group."""
        rig.server.add_group_label("gmg", "shared")
        with pytest.raises(Taken):
            rig.bot().create_label(Label("shared"))
        assert rig.bot().label("shared") is not None

    def test_labels_of_one_scope_stand_side_by_side(self, rig):
        """Only Premium takes the other one off: both are told as they are."""
        bot = rig.bot()
        bot.edit_issue(1, IssuePatch(add_labels=("status::a",)))
        assert bot.edit_issue(1, IssuePatch(add_labels=("status::b",))).labels == ("status::a", "status::b")
        rig.server.tier = "premium"
        assert bot.edit_issue(1, IssuePatch(add_labels=("status::c",))).labels == ("status::c",)

    def test_a_milestone_refused_otherwise_is_not_taken(self, rig):
        """The service tells both in words only."""
        with pytest.raises(Rejected) as told:
            rig.bot().create_milestone(MilestoneDraft("Papers", "", date(2017, 6, 2), date(2017, 6, 1)))
        assert not isinstance(told.value, Taken)
        goal = rig.bot().create_milestone(MilestoneDraft("Papers", "", due=date(2017, 6, 1)))
        with pytest.raises(Rejected) as told:
            rig.bot().edit_milestone(goal.number, MilestonePatch(title="Papers", start=date(2017, 6, 2)))
        assert not isinstance(told.value, Taken)

    def test_one_assignee_on_free(self, rig):
        """The first stays; what comes back says so, and who is unknown is not assigned."""
        bot = rig.bot()
        assert bot.create_issue(IssueDraft("One", "", assignees=(ANNA, BEN))).assignees == (ANNA,)
        assert bot.edit_issue(2, IssuePatch(add_assignees=("nobody",))).assignees == (ANNA,)
        rig.server.tier = "premium"
        assert bot.edit_issue(2, IssuePatch(add_assignees=(BEN,))).assignees == (ANNA, BEN)
        assert bot.edit_issue(2, IssuePatch(remove_assignees=("Anna",))).assignees == (BEN,)

    def test_assignees_are_what_was_read_just_before(self, rig):
        """They can only be told as a whole list."""
        rig.server.tier = "premium"
        bot = rig.bot()
        bot.listing()
        rig.advance(minutes=5)
        rig.server.person(ANNA).assign(1, ANNA)
        assert bot.edit_issue(1, IssuePatch(add_assignees=(BEN,))).assignees == (ANNA, BEN)


class TestQuickActions:
    def test_a_comment_of_commands_only_is_no_comment(self, rig):
        """The service carries it out and keeps nothing: that is told, not guessed at."""
        with pytest.raises(Rejected):
            rig.bot().add_comment(1, "/subscribe")

    def test_what_became_of_a_text_is_told(self, rig):
        """Whoever writes a command gets back what is there afterwards."""
        made = rig.bot().create_issue(IssueDraft("One", "Hello\n/due 2017-06-01\nbye"))
        assert (made.body, made.due) == ("Hello\nbye", date(2017, 6, 1))
        assert rig.bot().add_comment(1, "Sorry\n/close").body == "Sorry"


class TestComments:
    def test_a_locked_issue_takes_none(self, rig):
        """Only of members; the run goes on without it."""
        rig.server.person(ANNA).lock_issue(1)
        rig.project.visibility = "public"
        rig.project.members.pop(rig.server.world.user(BOT).id)
        with pytest.raises(Rejected, match="may be locked"):
            rig.bot().add_comment(1, "Hello")

    def test_notes_of_the_system_are_none(self, rig):
        """Nobody wrote them."""
        rig.server.person(ANNA).close(1).retitle(1, "New").reopen(1)
        rig.server.person(ANNA).comment(1, "Hello")
        assert [one.body for one in rig.bot().comments(1)] == ["Hello"]

    def test_a_receipt_is_ours(self, rig):
        """Not anybody's thumb."""
        note = rig.server.person(ANNA).comment(1, "When: June")
        rig.server.person(BEN).react(note)
        (read,) = rig.bot().comments(1)
        assert not rig.bot().has_receipt(read)
        rig.bot().acknowledge(read)
        rig.bot().acknowledge(read)
        assert rig.bot().has_receipt(read)
        assert len(note.awards) == 2

    @pytest.mark.parametrize("seconds", [0, 59])
    def test_one_within_a_minute_of_a_change_is_heard(self, rig, seconds):
        """It does not move the issue's time; the number of comments tells it."""
        rig.server.throttled_touch = True
        rig.bot().create_issue(IssueDraft("Ours", OURS))
        rig.advance(minutes=5)
        bot = rig.bot()
        bot.edit_issue(2, IssuePatch(title="Better"))
        bot.listing()
        before = bot.issue(2).updated
        rig.advance(seconds=seconds)
        rig.server.person(ANNA).comment(2, "When: June")
        looking = rig.bot()
        looking.listing()
        assert looking.issue(2).updated == before
        assert [one.body for one in looking.unheard()] == ["When: June"]

    def test_one_edited_within_a_minute_is_heard_after_a_day(self, rig):
        """Neither time nor number tell it; everything is read once a day."""
        rig.server.throttled_touch = True
        rig.bot().create_issue(IssueDraft("Ours", OURS))
        rig.advance(minutes=5)
        bot = rig.bot()
        bot.listing()
        note = rig.server.person(ANNA).comment(2, "When: Jnue")
        bot.listing()
        assert [one.body for one in bot.unheard()] == ["When: Jnue"]
        bot.all_heard()
        rig.advance(seconds=30)
        rig.server.person(ANNA).edit_comment(note, "When: June")
        looking = rig.bot()
        looking.listing()
        rig.advance(days=1)
        looking = rig.bot()
        looking.listing()
        assert [one.body for one in looking.unheard()] == ["When: June"]


class TestRights:
    def test_what_was_dropped_silently_is_seen(self, rig):
        """A guest may not set it afterwards."""
        rita = rig.person(RITA)
        made = rita.create_issue(IssueDraft("Mine", ""))
        edited = rita.edit_issue(made.number, IssuePatch(title="Better", due=date(2017, 6, 1)))
        assert (edited.title, edited.due) == ("Better", None)

    def test_a_right_that_is_missing_is_told(self, rig):
        """Of one issue with the role that is needed, of all with the remedy."""
        with pytest.raises(Rejected, match=r"may not edit issue 1\. It needs the role Planner"):
            rig.person(RITA).edit_issue(1, IssuePatch(title="New"))
        with pytest.raises(Invalid, match="does not let rita do this") as told:
            rig.person(RITA).create_milestone(MilestoneDraft("Papers", ""))
        assert (told.value.code, "scope api" in told.value.remedy) == (64, True)

    def test_a_token_that_ends_within_a_run(self, rig):
        """Whatever is asked next says so."""
        bot = rig.bot()
        bot.listing()
        rig.server.world.tokens[BOT].revoked = True
        for call in (bot.listing, bot.project, lambda: bot.issue(1), lambda: MAKING["/issues$"](bot)):
            with pytest.raises(Invalid, match="does not know the token, or it has expired") as told:
                call()
            assert told.value.code == 64

    def test_an_archived_project_is_told(self, rig):
        """Before the first write, and at it."""
        rig.project.archived = True
        assert rig.bot().project().archived
        with pytest.raises(Invalid):
            rig.bot().create_issue(IssueDraft("One", ""))

    def test_issues_switched_off(self, rig):
        """Lists are empty then, and nothing says why: no look concludes anything from it."""
        rig.bot().listing()
        rig.project.issues_enabled = False
        with pytest.raises(Invalid, match="Issues are switched off"):
            rig.bot().project()
        assert len(rig.bot().listing().issues) == 1
        rig.advance(days=1)
        with pytest.raises(Invalid, match="Issues are switched off"):
            rig.bot().listing()
        rig.project.issues_enabled = True
        assert len(rig.bot().listing().issues) == 1

    def test_access_that_ends(self, rig):
        """Nothing seems to be gone."""
        rig.bot().listing()
        rig.project.members.clear()
        with pytest.raises(Invalid, match="can't be read any more"):
            rig.bot().listing()


def test_what_waits_has_an_end(rig):
    """The library waits for ever by itself."""
    assert Wire(rig.server.base_url, BOT).library.timeout == TIMEOUT


def test_a_moved_issue_is_missing(rig):
    """It stays, closed, and names its successor: nobody closed it, and nothing is written to it."""
    other = rig.server.add_project("gmg/archive", members={BOT: "developer"})
    bot = rig.bot()
    bot.listing()
    rig.advance(minutes=5)
    rig.server.person(ANNA).transfer(1, other)
    for call in (lambda: bot.issue(1), lambda: bot.edit_issue(1, IssuePatch(title="Landed"))):
        with pytest.raises(Missing):
            call()
    assert rig.bot().listing().issues == ()
    assert other.issues[1].title == "Hers"
