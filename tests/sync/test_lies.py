"""What a service once made the bot believe: half an edit, an empty list, an answer that never came."""

from __future__ import annotations

from mappings.issue import State
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.small import ONE, OUTPUT, THREE, TWO, number, unmirrored, world
from tests.servers.wire import FaultKind, Response

Rig = GitHubRig | GitLabRig
TRIES = 4
SLOW_DOWN = Response(429, {"message": "You have exceeded a secondary rate limit."}, {"Retry-After": "60"})
NOTHING = Response(200, [])


def edit_verb(rig: Rig) -> str:
    return "PATCH" if isinstance(rig, GitHubRig) else "PUT"


class TestHalfAnEdit:
    def test_a_limit_between_the_text_and_the_label(self) -> None:
        """Its own first half is nobody else's edit: the plan's word is not overruled by it."""
        with GitHubRig() as rig:
            made = world(rig, status="completed")
            made.edit_plan(ONE, "status", "ongoing")
            rig.server.fail(FaultKind.REPLY, "POST", r"/issues/\d+/labels$", response=SLOW_DOWN)
            assert made.sync().code == 0
            made.sync()
            assert made.said(ONE, "status") == "ongoing"
            assert "status: ongoing" in made.issue(ONE).labels

    def test_no_answer_between_the_text_and_the_label(self) -> None:
        """From how it stands then the next run goes on, and asks nobody."""
        with GitHubRig() as rig:
            made = world(rig, status="completed")
            made.edit_plan(ONE, "status", "ongoing")
            made.edit_plan(ONE, "lead", "ILO")
            rig.server.fail(FaultKind.DROP_BEFORE, "POST", r"/issues/\d+/labels$")
            assert made.sync().code == 1
            assert made.sync().conflicts == []
            assert "status: ongoing" in made.issue(ONE).labels
            assert "| Lead | ILO |" in made.issue(ONE).body

    def test_what_was_not_begun_is_in_no_doubt(self, rig: Rig) -> None:
        """The service is gone between the edit of an item and its closing."""
        made = world(rig)
        made.edit_plan(ONE, "lead", "ILO")
        made.edit_plan(TWO, "lead", "ILO")
        made.edit_plan(ONE, "status", "completed")
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", rf"/issues/{number(made, TWO)}$", times=TRIES)
        made.sync()
        report = made.sync()
        assert report.conflicts == []
        assert made.issue(ONE).state is State.CLOSED
        assert "| Lead | ILO |" in made.issue(TWO).body

    def test_a_milestone_that_could_not_be_read(self, rig: Rig) -> None:
        """Closing one of its issues moves it on; the edit that was not begun is no question to a person."""
        made = world(rig)
        made.edit_plan(OUTPUT, "title", "Common papers")
        made.edit_plan(ONE, "status", "completed")
        rig.server.fail(FaultKind.STATUS_BEFORE, "GET", r"/milestones/\d+$", times=TRIES)
        made.sync()
        assert made.sync().conflicts == []
        assert "Common papers" in made.milestone(OUTPUT).title


class TestProposals:
    def test_what_did_not_happen_is_proposed_again(self, rig: Rig) -> None:
        """The token ended before somebody was assigned: a later run assigns."""
        made = unmirrored(rig)
        made.people = type(made.people).from_entries({"UNU": {"github": "ben", "gitlab": "ben"}})
        verb, path = ("POST", "/assignees$") if isinstance(rig, GitHubRig) else ("PUT", r"/issues/\d+$")
        rig.server.fail(FaultKind.DROP_BEFORE, verb, path, times=TRIES)
        made.sync()
        assert made.issue(TWO).assignees == ()
        rig.server.faults.clear()
        made.sync()
        assert made.issue(TWO).assignees == ("ben",)
        assert made.said(TWO, "assignees") is None


class TestEmptyLists:
    def test_of_issues(self, rig: Rig) -> None:
        """It is not believed: nothing is closed, no cursor moves, and the run says that it could not read."""
        made = world(rig)
        rig.advance(minutes=30)
        made.close(ONE)
        before = dict(rig.shelf.rows)
        rig.server.fail(FaultKind.REPLY, "GET", r"/issues$", response=NOTHING)
        assert made.sync().code == 69
        assert rig.shelf.rows["fact", "cursor"] == before["fact", "cursor"]
        assert made.said(ONE, "status") is None
        made.sync()
        assert made.said(ONE, "status") == "completed"

    def test_of_comments_in_the_settling_of_a_conflict(self, rig: Rig) -> None:
        """The comment that told it is known by its number."""
        made = in_conflict(rig)
        made.edit_plan(ONE, "lead", "UNDP")
        rig.server.fail(FaultKind.REPLY, "GET", r"/(comments|notes)$", response=NOTHING, times=TRIES)
        made.sync()
        rig.server.faults.clear()
        (told,) = [one for one in made.eyes.comments(number(made, ONE)) if "workplan conflict" in one.body]
        assert "Settled" in told.body

    def test_of_comments_when_everything_is_read_anew(self, rig: Rig) -> None:
        """The next day's reading listens again to what the last one may have missed."""
        made = world(rig)
        made.comment(THREE, "Lead: UNU")
        rig.advance(days=1)
        rig.server.fail(FaultKind.REPLY, "GET", r"/(comments|notes)$", response=NOTHING, times=TRIES)
        made.sync()
        rig.server.faults.clear()
        rig.advance(days=1)
        made.sync()
        assert made.said(THREE, "lead") == "UNU"


def in_conflict(rig: Rig) -> RemoteWorld:
    made = world(rig)
    made.edit_plan(ONE, "lead", "ILO")
    made.cell(ONE, "Lead", "UNDP")
    assert made.sync().code == 2
    return made
