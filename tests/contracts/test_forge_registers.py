"""What every tracker promises of its labels and milestones."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.issue import IssueDraft, IssuePatch, Label, Milestone, MilestoneDraft, MilestonePatch, State
from mappings.snapshot import Field
from sync.errors import Rejected, Taken
from tests.builders.rigs import ANNA

NAMES = ("area: 1/2 Coördination & more", "Région 50 %?", "منطقة الشرق 🎉")
SPRING, SUMMER = date(2017, 4, 1), date(2017, 6, 30)


class TestLabels:
    @pytest.mark.parametrize("name", NAMES)
    def test_one_is_made_and_read(self, rig, name):
        """Slashes, blanks and other scripts are part of a name."""
        bot, label = rig.bot(), Label(name, "aabbcc", "What it says")
        assert bot.label(name) is None
        assert bot.create_label(label) == label
        assert bot.label(name) == rig.bot().label(name) == label
        assert bot.listing().labels == (label,)

    def test_who_makes_one_first_has_it(self, rig):
        """The second is told so, and changes nothing."""
        rig.person(ANNA).create_label(Label("workplan: gmg", "aabbcc", "writer 1"))
        with pytest.raises(Taken):
            rig.bot().create_label(Label("workplan: gmg", "000000", "writer 2"))
        assert rig.bot().label("workplan: gmg") == Label("workplan: gmg", "aabbcc", "writer 1")

    @pytest.mark.parametrize("name", NAMES)
    def test_colour_and_description_are_edited(self, rig, name):
        """Under its name."""
        bot = rig.bot()
        bot.create_label(Label(name, "aabbcc", "old"))
        assert bot.edit_label(Label(name, "123456", "new")) == Label(name, "123456", "new")
        assert bot.label(name) == Label(name, "123456", "new")

    def test_a_single_read_is_fresh(self, rig):
        """What another writer did a moment ago counts before the first write of a run."""
        bot, anna = rig.bot(), rig.person(ANNA)
        bot.create_label(Label("workplan: gmg", description="writer 1"))
        bot.listing()
        anna.edit_label(Label("workplan: gmg", description="writer 2"))
        found = bot.label("workplan: gmg")
        assert found is not None
        assert found.description == "writer 2"

    def test_one_of_no_name_is_refused(self, rig):
        """A refusal is no success."""
        with pytest.raises(Rejected):
            rig.bot().create_label(Label(" "))
        assert rig.bot().listing().labels == ()


def plain(rig, **more) -> Milestone:
    return rig.bot().create_milestone(MilestoneDraft("Papers", "About them", **more))


class TestMilestones:
    def test_one_is_as_drafted(self, rig):
        """With the dates that the tracker says it holds, and without others."""
        made = plain(rig, start=SPRING, due=SUMMER)
        held = rig.bot().capabilities.milestone_dates
        assert (made.title, made.description, made.state) == ("Papers", "About them", State.OPEN)
        assert made.start == (SPRING if Field.START in held else None)
        assert made.due == (SUMMER if Field.DUE in held else None)
        assert rig.bot().milestone(made.number) == made
        assert rig.bot().listing().milestones == (made,)

    @pytest.mark.parametrize("day", [date(2016, 2, 29), date(2017, 7, 1), date(2017, 12, 31)])
    def test_a_due_date_stays_that_day(self, rig, day):
        """Winter and summer, at the ends of years and months."""
        made = plain(rig, due=day)
        assert made.due == day
        assert rig.bot().listing().milestones[0].due == day

    def test_only_what_is_asked_changes(self, rig):
        """Everything else stays."""
        made = plain(rig, due=SUMMER)
        rig.advance(minutes=1)
        renamed = rig.bot().edit_milestone(made.number, MilestonePatch(title="Talks"))
        assert (renamed.title, renamed.description, renamed.due) == ("Talks", "About them", SUMMER)
        moved = rig.bot().edit_milestone(made.number, MilestonePatch(due=date(2017, 7, 1)))
        assert (moved.title, moved.description, moved.due) == ("Talks", "About them", date(2017, 7, 1))
        assert rig.bot().milestone(made.number) == moved

    def test_dates_are_cleared(self, rig):
        """Each for itself."""
        made = plain(rig, start=SPRING, due=SUMMER)
        rig.advance(minutes=1)
        cleared = rig.bot().edit_milestone(made.number, MilestonePatch(due=None))
        assert (cleared.start, cleared.due) == (made.start, None)
        cleared = rig.bot().edit_milestone(made.number, MilestonePatch(start=None))
        assert (cleared.start, cleared.due) == (None, None)
        assert rig.bot().listing().milestones == (cleared,)

    def test_closing_and_reopening(self, rig):
        """The dates and the title stay."""
        made = plain(rig, due=SUMMER)
        for state in (State.CLOSED, State.OPEN):
            rig.advance(minutes=1)
            edited = rig.bot().edit_milestone(made.number, MilestonePatch(state=state))
            assert (edited.state, edited.title, edited.due) == (state, "Papers", SUMMER)
            assert rig.bot().listing().milestones == (edited,)

    def test_a_title_is_there_once(self, rig):
        """Made or renamed, by whomever; the one that has it is found by it."""
        made = rig.person(ANNA).create_milestone(MilestoneDraft("Papers", ""))
        with pytest.raises(Taken):
            plain(rig)
        other = rig.bot().create_milestone(MilestoneDraft("Talks", ""))
        with pytest.raises(Taken):
            rig.bot().edit_milestone(other.number, MilestonePatch(title="Papers"))
        found = rig.bot().milestone_titled("Papers")
        assert found is not None
        assert found.number == made.number
        assert rig.bot().milestone_titled("Walks") is None

    def test_a_closed_one_has_its_title(self, rig):
        """It counts as taken, and is found."""
        made = plain(rig)
        rig.bot().edit_milestone(made.number, MilestonePatch(state=State.CLOSED))
        with pytest.raises(Taken):
            plain(rig)
        assert rig.bot().milestone_titled("Papers") is not None

    @pytest.mark.parametrize("letter", ["é", "😀"])
    def test_the_longest_title_is_taken(self, rig, letter):
        """In any script; much more than that is refused, and leaves nothing."""
        limit = rig.bot().capabilities.title_limit
        title = letter * limit
        assert rig.bot().create_milestone(MilestoneDraft(title, "")).title == title
        with pytest.raises(Rejected):
            rig.bot().create_milestone(MilestoneDraft(title + letter * 2, ""))
        assert len(rig.bot().listing().milestones) == 1

    def test_any_text_comes_back(self, rig):
        """Line by line, with the signs that have a meaning elsewhere."""
        text = "<!-- workplan: gmg 2017-1-O1 -->\n**Output:** a & b < c “d” \\/close 😀\n\nعمل"
        made = rig.bot().create_milestone(MilestoneDraft("\u200fعربي – 😀 & “more”", text))
        assert (made.title, made.description) == ("\u200fعربي – 😀 & “more”", text)
        assert rig.bot().milestone(made.number) == made

    def test_the_version_goes_by_what_it_says(self, rig):
        """It moves with every change, and not because nothing was changed or an issue was."""
        bot = rig.bot()
        made = plain(rig)
        versions = {made.version}
        for patch in (
            MilestonePatch(title="Talks"),
            MilestonePatch(description="More"),
            MilestonePatch(due=SUMMER),
            MilestonePatch(state=State.CLOSED),
        ):
            rig.advance(minutes=1)
            versions.add(bot.edit_milestone(made.number, patch).version)
        assert len(versions) == 5
        issue = bot.create_issue(IssueDraft("One", "", milestone=made.number))
        bot.edit_issue(issue.number, IssuePatch(state=State.CLOSED))
        assert bot.milestone(made.number).version in versions
