"""What every tracker promises of comments: each that a person writes is heard, and gets one receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mappings.issue import Comment, IssueDraft, IssuePatch
from sync.errors import Rejected
from tests.builders.rigs import ANNA, BEN, BOT

OURS = "<!-- workplan: gmg 2017-1-1.1 -->\nText\n<!-- /workplan -->"
LATER = {"minutes": 30}
"""Longer than lists lag behind."""


@pytest.fixture
def bot(rig):
    """A process that mirrored one issue and has heard everything."""
    bot = rig.bot()
    bot.create_issue(IssueDraft("Launch", OURS))
    rig.advance(**LATER)
    hear(rig)
    rig.advance(**LATER)
    return bot


def hear(rig) -> list[str]:
    """What a run hears: each gets its receipt."""
    bot = rig.bot()
    bot.listing()
    told = [one for one in bot.unheard() if not bot.has_receipt(one)]
    for one in told:
        bot.acknowledge(one)
    bot.all_heard()
    return [one.body for one in told]


def says(rig, text: str, name: str = ANNA) -> Comment:
    said = rig.person(name).add_comment(1, text)
    rig.advance(**LATER)
    return said


class TestComments:
    def test_they_stand_in_order_with_their_author(self, rig, bot):
        """Everybody's."""
        first = bot.add_comment(1, "When?")
        rig.advance(minutes=1)
        says(rig, "In June")
        assert [(one.author, one.body) for one in bot.comments(1)] == [(BOT, "When?"), (ANNA, "In June")]
        assert bot.comments(1)[0] == first
        assert [one.issue for one in bot.comments(1)] == [1, 1]

    def test_one_is_edited_in_place(self, rig, bot):
        """It keeps its number and its time."""
        first = bot.add_comment(1, "When?")
        rig.advance(minutes=1)
        edited = bot.edit_comment(first, "Where?")
        assert (edited.number, edited.created, edited.body) == (first.number, first.created, "Where?")
        assert [one.body for one in bot.comments(1)] == ["Where?"]

    def test_any_text_comes_back(self, rig, bot):
        """Line by line, with hidden keys."""
        text = "<!-- workplan-key: title -->\n**Plan:** “x” & <b> 😀\n\n> عمل\n\n- a | b"
        assert bot.add_comment(1, text).body == bot.comments(1)[0].body == text

    def test_an_empty_one_is_refused(self, rig, bot):
        """Nothing is written."""
        with pytest.raises(Rejected):
            bot.add_comment(1, " \n")
        assert bot.comments(1) == ()

    def test_many_are_all_read(self, rig, bot):
        """More than one page of them, oldest first; so are those that nobody has heard."""
        anna, said = rig.person(ANNA), [str(number) for number in range(101)]
        for text in said:
            anna.add_comment(1, text)
        assert [one.body for one in bot.comments(1)] == said
        rig.advance(**LATER)
        bot.listing()
        assert [one.body for one in bot.unheard()] == said


class TestHearing:
    def test_a_comment_is_told_until_it_was_dealt_with(self, rig, bot):
        """A run that ends before it heard all is told again, and the next process too."""
        says(rig, "When: June 2017")
        for looking in (bot, bot, rig.bot()):
            looking.listing()
            assert [(one.author, one.body) for one in looking.unheard()] == [(ANNA, "When: June 2017")]
        assert hear(rig) == ["When: June 2017"]
        assert hear(rig) == []
        bot = rig.bot()
        bot.listing()
        assert bot.unheard() == ()

    def test_later_ones_are_told_later(self, rig, bot):
        """Each once, whoever wrote it, oldest first."""
        says(rig, "one")
        assert hear(rig) == ["one"]
        says(rig, "two", BEN)
        says(rig, "three")
        assert hear(rig) == ["two", "three"]
        assert hear(rig) == []

    def test_own_ones_are_never_told(self, rig, bot):
        """The bot does not answer itself."""
        bot.add_comment(1, "When?")
        rig.advance(**LATER)
        bot.listing()
        assert bot.unheard() == ()
        says(rig, "In June")
        assert hear(rig) == ["In June"]

    def test_an_edited_one_is_told_again(self, rig, bot):
        """Its receipt, if it has one, is still on it."""
        said = says(rig, "When: June 2017")
        bot.listing()
        bot.all_heard()
        rig.advance(**LATER)
        rig.person(ANNA).edit_comment(said, "When: July 2017")
        looking = rig.bot()
        looking.listing()
        assert [one.body for one in looking.unheard()] == ["When: July 2017"]

    @pytest.mark.parametrize("dealt_with", ["before the edit", "after it"])
    @pytest.mark.parametrize("edited", [False, True])
    def test_one_from_within_a_run_is_heard_in_the_next(self, rig, bot, edited, dealt_with):
        """Written or edited between the look and an edit of the bot's own, which is newer."""
        said = says(rig, "TBC") if edited else None
        bot.listing()
        if dealt_with == "before the edit":
            bot.all_heard()
        rig.advance(seconds=5)
        if said:
            rig.person(ANNA).edit_comment(said, "When: June 2017")
        else:
            rig.person(ANNA).add_comment(1, "When: June 2017")
        rig.advance(seconds=5)
        bot.edit_issue(1, IssuePatch(title="Better", add_labels=("tbc",)))
        bot.all_heard()
        rig.advance(**LATER)
        assert hear(rig) == ["When: June 2017"]

    def test_many_issues_are_heard_at_once(self, rig, bot):
        """In the order in which they were said."""
        for _ in range(4):
            bot.create_issue(IssueDraft("More", OURS))
        rig.advance(**LATER)
        hear(rig)
        for number in (4, 2, 5, 1, 3):
            rig.advance(minutes=1)
            rig.person(ANNA).add_comment(number, f"on {number}")
        rig.advance(**LATER)
        assert hear(rig) == ["on 4", "on 2", "on 5", "on 1", "on 3"]
        assert hear(rig) == []


class TestReceipts:
    def test_doing_it_twice_does_nothing(self, rig, bot):
        """A run that died after the first does it again."""
        said = says(rig, "When: June 2017")
        assert not bot.has_receipt(bot.comments(1)[0])
        before = bot.issue(1)
        bot.acknowledge(said)
        rig.bot().acknowledge(said)
        assert bot.has_receipt(bot.comments(1)[0])
        assert rig.bot().has_receipt(rig.bot().comments(1)[0])
        assert bot.issue(1) == before

    def test_it_stays_through_an_edit(self, rig, bot):
        """What a person changes afterwards is not ours to forget."""
        said = says(rig, "When: June 2017")
        bot.acknowledge(said)
        rig.person(ANNA).edit_comment(said, "When: July 2017")
        assert bot.has_receipt(bot.comments(1)[0])


def test_a_list_of_comments_that_lags_loses_none(rig, bot):
    """The issue says that there is one; the list shows it minutes later, and then it is heard."""
    if rig.server is not None:  # the embedded tracker's lists never do
        rig.server.lag = timedelta(minutes=5)
    rig.person(ANNA).add_comment(1, "When: June 2017")
    rig.advance(seconds=5)
    heard = hear(rig)
    rig.advance(days=1)
    assert heard + hear(rig) == ["When: June 2017"]
