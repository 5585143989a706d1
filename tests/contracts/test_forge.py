"""What every tracker promises of itself: who may do what, what there is, how fast it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mappings.issue import IssueDraft, IssuePatch, Label, MilestoneDraft, MilestonePatch, State
from sync.errors import Missing
from sync.ports import Forge, Role
from tests.builders.rigs import ANNA, BOT, RITA


def test_it_says_who_writes_and_where(rig):
    """The name is for people; the place stays the same for every process."""
    bot: Forge = rig.bot()
    assert bot.account == BOT
    assert bot.name
    assert bot.place == rig.bot().place
    assert bot.place == rig.person(ANNA).place


def test_the_project_is_looked_at_now(rig):
    """A private one that can be written."""
    assert not rig.bot().project().public
    assert not rig.bot().project().archived


def test_roles(rig):
    """Each account may do what it may; on a file of one's own everybody writes."""
    bot = rig.bot()
    found = [bot.role(name) for name in (BOT, ANNA, RITA, "nobody-at-all")]
    if rig.kind == "local":
        assert found == [Role.WRITE] * 4
    else:
        assert found == [Role.WRITE, Role.WRITE, Role.READ, Role.NONE]


def test_a_forecast_is_no_less_for_more(rig):
    """And nothing takes less than no time."""
    forecasts = [rig.bot().forecast(count) for count in (0, 1, 10, 1000)]
    assert forecasts[0] == timedelta()
    assert forecasts == sorted(forecasts)


def test_a_turn_comes(rig):
    """What was made already slows it down, and never stops it."""
    bot, made = rig.bot(), []
    for number in range(3):
        bot.await_turn()
        made.append(bot.create_issue(IssueDraft(f"Activity {number}", "")))
    bot.await_turn()
    assert [bot.issue(one.number).title for one in made] == ["Activity 0", "Activity 1", "Activity 2"]


class TestListing:
    def test_an_empty_project(self, rig):
        """Nothing is there, and that is complete."""
        listing = rig.bot().listing()
        assert (listing.issues, listing.milestones, listing.labels) == ((), (), ())
        assert listing.complete

    def test_everything_stands_in_it(self, rig):
        """What single reads tell is what the list tells, by whomever it was made."""
        bot, anna = rig.bot(), rig.person(ANNA)
        label = bot.create_label(Label("tbc", "aabbcc", "To be confirmed"))
        milestone = bot.create_milestone(MilestoneDraft("Papers", "About them"))
        mine = bot.create_issue(IssueDraft("Mine", "", ("tbc",), milestone.number))
        hers = anna.create_issue(IssueDraft("Hers", ""))
        listing = bot.listing()
        assert listing.complete
        assert [(one.number, one.title) for one in listing.issues] == [
            (mine.number, "Mine"),
            (hers.number, "Hers"),
        ]
        assert [one.title for one in listing.milestones] == ["Papers"]
        assert listing.labels == (label,)
        assert [one.version for one in listing.issues] == [
            bot.issue(mine.number).version,
            bot.issue(hers.number).version,
        ]

    def test_it_is_the_same_for_a_new_process(self, rig):
        """What is kept between runs hides and invents nothing."""
        bot = rig.bot()
        bot.create_issue(IssueDraft("One", "", ("tbc",)))
        bot.create_milestone(MilestoneDraft("Papers", ""))
        rig.person(ANNA).create_issue(IssueDraft("Two", ""))
        first = bot.listing()
        assert rig.bot().listing() == first
        rig.shelf.rows.clear()
        assert rig.bot().listing() == first

    def test_what_people_do_is_seen_next_time(self, rig):
        """Closed, reworded, labelled, made: by the process that looked before, and by a new one."""
        bot = rig.bot()
        for title in ("One", "Two"):
            bot.create_issue(IssueDraft(title, ""))
        goal = bot.create_milestone(MilestoneDraft("Papers", ""))
        bot.listing()
        rig.advance(minutes=30)
        anna = rig.person(ANNA)
        anna.edit_issue(1, IssuePatch(state=State.CLOSED))
        anna.edit_issue(2, IssuePatch(title="Two more", add_labels=("hers",)))
        anna.edit_milestone(goal.number, MilestonePatch(state=State.CLOSED))
        anna.create_issue(IssueDraft("Three", ""))
        for looking in (bot, rig.bot()):
            listing = looking.listing()
            assert [(one.title, one.state, one.labels) for one in listing.issues] == [
                ("One", State.CLOSED, ()),
                ("Two more", State.OPEN, ("hers",)),
                ("Three", State.OPEN, ()),
            ]
            assert [one.state for one in listing.milestones] == [State.CLOSED]

    def test_own_writes_stand_in_it_at_once(self, rig):
        """Even where the service's own lists show them minutes later, and to a new process."""
        bot = rig.bot()
        bot.listing()
        if rig.server is not None:
            rig.server.lag = timedelta(minutes=5)
        rig.advance(minutes=1)
        bot.create_label(Label("tbc"))
        goal = bot.create_milestone(MilestoneDraft("Papers", ""))
        issue = bot.create_issue(IssueDraft("One", "", ("tbc",), goal.number))
        bot.edit_issue(issue.number, IssuePatch(title="Better", state=State.CLOSED))
        for looking in (bot, rig.bot()):
            listing = looking.listing()
            assert [(one.title, one.state) for one in listing.issues] == [("Better", State.CLOSED)]
            assert [one.title for one in listing.milestones] == ["Papers"]
            assert [one.name for one in listing.labels] == ["tbc"]

    def test_an_older_list_undoes_no_write(self, rig):
        """A replica that lags behind shows what is new, and the issue as it was before it was written."""
        bot = rig.bot()
        bot.create_issue(IssueDraft("One", ""))
        rig.advance(minutes=30)
        bot.listing()
        if rig.server is not None:
            rig.server.lag, rig.server.stale_reads = timedelta(minutes=5), True
        rig.advance(minutes=1)
        rig.person(ANNA).create_issue(IssueDraft("Two", ""))
        rig.advance(minutes=8)
        bot.edit_issue(1, IssuePatch(title="Better", add_labels=("tbc",)))
        rig.advance(minutes=1)
        found = [(one.title, one.labels) for one in rig.bot().listing().issues]
        assert found == [("Better", ("tbc",)), ("Two", ())]


def test_what_is_not_there_is_missing(rig):
    """Read or written, issue, milestone or comments."""
    bot = rig.bot()
    for call in (
        lambda: bot.issue(77),
        lambda: bot.edit_issue(77, IssuePatch(title="x")),
        lambda: bot.comments(77),
        lambda: bot.add_comment(77, "x"),
        lambda: bot.milestone(77),
        lambda: bot.edit_milestone(77, MilestonePatch(title="x")),
        lambda: bot.edit_label(Label("tbc", "000000")),
    ):
        with pytest.raises(Missing):
            call()
