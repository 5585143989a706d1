"""What every tracker promises of issues."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.issue import Issue, IssueDraft, IssuePatch, Label, MilestoneDraft, Reason, State
from mappings.snapshot import Field
from sync.errors import Rejected
from tests.builders.rigs import ANNA, BEN, BOT
from tests.contracts.test_forge_registers import NAMES

SPRING = date(2017, 4, 1)


def made(rig, *labels: str, **more) -> Issue:
    issue = rig.bot().create_issue(IssueDraft("Launch", "Text", labels, **more))
    rig.advance(minutes=1)
    return issue


def edit(rig, **patch) -> Issue:
    """By the bot, to the first issue; what comes back is what a new process reads."""
    edited = rig.bot().edit_issue(1, IssuePatch(**patch))
    read = rig.bot().issue(1)
    assert (edited.version, edited.state, edited.labels) == (read.version, read.state, read.labels)
    rig.advance(minutes=1)
    return read


def by_anna(rig, **patch) -> Issue:
    edited = rig.person(ANNA).edit_issue(1, IssuePatch(**patch))
    rig.advance(minutes=1)
    return edited


class TestNew:
    def test_one_is_as_drafted(self, rig):
        """Open, by the bot, with all that was asked for; by its number it is the same."""
        goal = rig.bot().create_milestone(MilestoneDraft("Papers", ""))
        issue = made(rig, "bug", "tbc", milestone=goal.number, due=SPRING, assignees=(ANNA,))
        native = rig.bot().capabilities.issue_dates
        assert (issue.number, issue.title, issue.body, issue.labels) == (1, "Launch", "Text", ("bug", "tbc"))
        assert (issue.milestone, issue.assignees) == (goal.number, (ANNA,))
        assert issue.due == (SPRING if Field.DUE in native else None)
        assert (issue.state, issue.reason, issue.closed, issue.closed_by) == (State.OPEN, None, None, None)
        assert (issue.author, issue.created) == (BOT, issue.updated)
        assert issue.url
        assert rig.bot().issue(1) == issue

    @pytest.mark.parametrize("letter", ["é", "😀"])
    def test_the_longest_title_is_taken(self, rig, letter):
        """In any script; much more than that is refused, and leaves nothing."""
        title = letter * rig.bot().capabilities.title_limit
        assert rig.bot().create_issue(IssueDraft(title, "")).title == title
        with pytest.raises(Rejected):
            rig.bot().create_issue(IssueDraft(title + letter * 2, ""))
        assert len(rig.bot().listing().issues) == 1

    def test_the_longest_body_is_taken(self, rig):
        """More than that is refused, and changes nothing."""
        limit = rig.bot().capabilities.body_limit
        made(rig)
        assert len(edit(rig, body="ü" * limit).body) == limit
        with pytest.raises(Rejected):
            rig.bot().edit_issue(1, IssuePatch(title="New", body="ü" * (limit + 1)))
        assert rig.bot().issue(1).title == "Launch"

    def test_any_text_comes_back(self, rig):
        """Line by line, with the signs that have a meaning elsewhere."""
        text = "<!-- workplan: gmg 1 -->\n| a | b\\|c |\n\n- [x] 50 % & <b> “x” 😀\n- [ ] عمل"
        issue = rig.bot().create_issue(IssueDraft("\u200fعربي – 😀 & <b>", text))
        assert (issue.title, issue.body) == ("\u200fعربي – 😀 & <b>", text)
        assert (rig.bot().issue(1).title, rig.bot().issue(1).body) == ("\u200fعربي – 😀 & <b>", text)


class TestLabels:
    @pytest.mark.parametrize("name", NAMES)
    def test_one_is_put_on_and_taken_off(self, rig, name):
        """Slashes, blanks and other scripts are part of a name; the label itself stays."""
        rig.bot().create_label(Label(name))
        made(rig, "tbc2")
        assert set(edit(rig, add_labels=(name,)).labels) == {"tbc2", name}
        assert edit(rig, remove_labels=(name,)).labels == ("tbc2",)
        assert rig.bot().label(name) is not None

    def test_what_a_person_put_on_meanwhile_stays(self, rig):
        """Even by a process that read the issue before she did."""
        made(rig, "old")
        bot = rig.bot()
        bot.listing()
        bot.issue(1)
        by_anna(rig, add_labels=("hers",))
        edited = bot.edit_issue(1, IssuePatch(add_labels=("new",), remove_labels=("old",)))
        assert set(edited.labels) == {"hers", "new"}
        assert set(rig.bot().issue(1).labels) == {"hers", "new"}

    def test_what_a_person_took_off_stays_off(self, rig):
        """Nothing puts back what was read before."""
        made(rig, "a", "b")
        bot = rig.bot()
        bot.issue(1)
        by_anna(rig, remove_labels=("a",))
        assert bot.edit_issue(1, IssuePatch(add_labels=("c",))).labels == ("b", "c")

    def test_taking_off_what_is_off_is_no_error(self, rig):
        """Somebody was quicker."""
        made(rig, "a")
        assert edit(rig, remove_labels=("a", "never there")).labels == ()


class TestMilestone:
    def test_it_is_set_moved_and_cleared(self, rig):
        """By the number that the tracker gave."""
        first, second = (rig.bot().create_milestone(MilestoneDraft(title, "")) for title in ("One", "Two"))
        made(rig)
        assert edit(rig, milestone=first.number).milestone == first.number
        assert edit(rig, milestone=second.number).milestone == second.number
        assert edit(rig, title="New").milestone == second.number
        assert edit(rig, milestone=None).milestone is None


class TestState:
    @pytest.mark.parametrize("reason", [Reason.COMPLETED, Reason.NOT_PLANNED])
    def test_closing_notes_who_when_and_why(self, rig, reason):
        """The reason only where the tracker knows any."""
        made(rig)
        closed = by_anna(rig, state=State.CLOSED, reason=reason)
        assert (closed.state, closed.closed_by, closed.closed) == (State.CLOSED, ANNA, closed.updated)
        assert closed.reason == (None if rig.kind == "gitlab" else reason)
        assert rig.bot().issue(1) == closed
        listed = rig.bot().listing().issues[0]
        assert (listed.state, listed.closed_by, listed.reason) == (State.CLOSED, ANNA, closed.reason)

    def test_reopening_forgets_that(self, rig):
        """As if it had never been closed."""
        made(rig)
        edit(rig, state=State.CLOSED, reason=Reason.COMPLETED)
        opened = edit(rig, state=State.OPEN)
        assert (opened.state, opened.reason, opened.closed, opened.closed_by) == (
            State.OPEN,
            None,
            None,
            None,
        )

    def test_closing_what_is_closed_keeps_who_did(self, rig):
        """She was quicker."""
        made(rig)
        by_anna(rig, state=State.CLOSED)
        assert edit(rig, state=State.CLOSED, reason=Reason.COMPLETED).closed_by == ANNA


class TestAssignees:
    def test_they_are_added_and_removed_one_by_one(self, rig):
        """Each for itself; a tracker that takes only one keeps the first."""
        made(rig)
        assert edit(rig, add_assignees=(ANNA,)).assignees == (ANNA,)
        both = (ANNA,) if rig.kind == "gitlab" else (ANNA, BEN)
        assert edit(rig, add_assignees=(BEN,)).assignees == both
        assert edit(rig, remove_assignees=(ANNA,)).assignees == both[1:]

    def test_a_person_assigned_meanwhile_stays(self, rig):
        """Removing one is not replacing all."""
        if rig.server is not None and rig.kind == "gitlab":
            rig.server.tier = "premium"
        made(rig, assignees=(ANNA,))
        rig.bot().listing()
        by_anna(rig, add_assignees=(BEN,))
        assert edit(rig, remove_assignees=(ANNA,)).assignees == (BEN,)

    def test_the_last_one_is_removed(self, rig):
        """Nobody is left."""
        made(rig, assignees=(ANNA,))
        assert edit(rig, remove_assignees=(ANNA,)).assignees == ()


def test_a_due_date_is_set_moved_and_cleared(rig):
    """Where issues hold one; elsewhere there is none to read."""
    holds = Field.DUE in rig.bot().capabilities.issue_dates
    made(rig)
    for day in (SPRING, date(2017, 12, 31), None):
        assert edit(rig, due=day).due == (day if holds else None)
        assert edit(rig, title=f"New on {day}").due == (day if holds else None)


def test_only_what_is_asked_changes(rig):
    """A patch of one field leaves all others as they are, a person's edit of them included."""
    goal = rig.bot().create_milestone(MilestoneDraft("Papers", ""))
    made(rig, "bug", milestone=goal.number, assignees=(ANNA,))
    bot = rig.bot()
    bot.issue(1)
    by_anna(rig, body="Hers")
    edited = bot.edit_issue(1, IssuePatch(title="New"))
    assert (edited.title, edited.body, edited.labels) == ("New", "Hers", ("bug",))
    assert (edited.milestone, edited.assignees, edited.state) == (goal.number, (ANNA,), State.OPEN)


def test_a_patch_of_nothing_is_no_change(rig):
    """Nothing moves."""
    before = made(rig)
    assert rig.bot().edit_issue(1, IssuePatch()) == before
    assert rig.bot().issue(1) == before


def test_the_version_goes_by_what_it_says(rig):
    """Each change moves it; reading again does not."""
    issue = made(rig)
    versions = [issue.version]
    for patch in (
        {"title": "New"},
        {"body": "New"},
        {"add_labels": ("bug",)},
        {"add_assignees": (ANNA,)},
        {"milestone": rig.bot().create_milestone(MilestoneDraft("Papers", "")).number},
        {"state": State.CLOSED},
    ):
        versions.append(edit(rig, **patch).version)
        assert rig.bot().issue(1).version == versions[-1]
    assert len(set(versions)) == len(versions)


def test_the_version_does_not_go_by_comments(rig):
    """On a service a comment is no reason to put off a write; the embedded tracker counts them as changes."""
    before = made(rig)
    comment = rig.person(ANNA).add_comment(1, "Hello")
    rig.bot().acknowledge(comment)
    unmoved = rig.bot().issue(1).version == before.version
    assert unmoved == (rig.kind != "local")
    assert rig.bot().listing().issues[0].version == rig.bot().issue(1).version
