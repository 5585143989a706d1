"""What becomes of effects that a run was cut off in, and how an editor's old copy is recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mappings.issue import IssueDraft, IssuePatch, State
from mappings.snapshot import Field, Side
from sync.errors import Foreign
from sync.report import FindingKind
from tests.builders.plans import activity, area, output, plan
from tests.builders.trace import watched
from tests.builders.world import Died, World

ONE, TWO = "2017-1-1.1", "2017-1-1.2"
OUTPUT = "2017-1-O1"


def unmirrored(**fields) -> World:
    first = activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM", funding="IOM", **fields)
    second = activity(TWO, "Report on it", timeframe="2017", lead="UNU")
    return World.of(plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, second))))


def world(**fields) -> World:
    made = unmirrored(**fields)
    made.sync()
    return made


def deaths(made: World):
    """The worlds that follow when the next run dies, at each moment of it."""
    for moment in range(made.moments()):
        copy = made.copy()
        with pytest.raises(Died):
            copy.sync(dies_at=moment)
        yield moment, copy


def lagging(made: World) -> World:
    """A tracker whose lists may not show yet what was made a moment ago."""
    reader = made.tracker.reader
    reader.capabilities = replace(reader.capabilities, consistent=False)
    return made


def cut_off_creating(made: World, *, done: bool) -> None:
    """A run dies as it makes the first issue, before or after the tracker has made it."""
    real = made.tracker.create_issue

    def dies(draft):
        if done:
            real(draft)
        raise Died

    made.tracker.create_issue = dies
    with pytest.raises(Died):
        made.sync()
    made.tracker.create_issue = real


def unproved(made: World) -> World:
    """Pull requests have the next numbers: they prove nothing about issues."""
    real = made.tracker.issue

    def issue(number):
        known = {link.number for link in made.state.memory.links.values() if link.item != OUTPUT}
        if number not in known:
            raise Foreign(f"{number} is no issue")
        return real(number)

    made.tracker.issue = issue
    return made


def hide(made: World, number: int) -> None:
    """Lists don't show this issue for now."""
    real = made.tracker.listing

    def listing():
        found = real()
        return replace(found, issues=tuple(one for one in found.issues if one.number != number))

    made.tracker.listing = listing


def somebody_makes_an_issue(made: World) -> None:
    made.tracker.listing()
    made.by_person(lambda tracker: tracker.create_issue(IssueDraft("Something else", "")))


class TestCreationOfUnknownOutcome:
    """An issue may exist although no list shows it."""

    def test_found_by_its_number(self):
        """No list shows it yet; its number is the next one, and it is the item's issue."""
        made = lagging(unmirrored())
        cut_off_creating(made, done=True)
        hide(made, 1)
        assert made.sync().findings == []
        assert made.state.memory.links[ONE].number == 1
        assert len(made.tracker.issues) == 2

    def test_not_made_again(self):
        """While it may still turn up it is not made again; the others are made, and the wait is reported."""
        made = unproved(lagging(unmirrored()))
        cut_off_creating(made, done=True)
        hide(made, 1)
        report = made.sync()
        assert len(made.tracker.issues) == 2
        assert made.issue(TWO).number == 2
        assert (FindingKind.WAITING, ONE) in [(one.kind, one.item) for one in report.findings]

    def test_turns_up(self):
        """Once a list shows it, it is the item's issue."""
        made = lagging(unmirrored())
        cut_off_creating(made, done=True)
        made.sync()
        assert made.state.memory.links[ONE].number == 1
        assert len(made.tracker.issues) == 2

    def test_linked_before_the_next_is_made(self):
        """What was made before a run died is linked: it is read by its number where no list shows it."""
        made = lagging(unmirrored())
        real, drafts = made.tracker.create_issue, []

        def dies(draft):
            drafts.append(draft.title)
            if len(drafts) == 2:
                raise Died
            return real(draft)

        made.tracker.create_issue = dies
        with pytest.raises(Died):
            made.sync()
        made.tracker.create_issue = real
        hide(made, 1)
        made.now += timedelta(minutes=11)
        made.sync()
        assert sorted(issue.title for issue in made.tracker.issues.values()) == sorted(drafts)

    def test_free_numbers_prove(self):
        """The next numbers stand for nothing: it was not made, and is made now."""
        made = lagging(unmirrored())
        cut_off_creating(made, done=False)
        made.sync()
        assert set(made.state.memory.links) == {ONE, TWO, OUTPUT}
        assert len(made.tracker.issues) == 2

    def test_time_proves(self):
        """After ten minutes nothing is on its way any more: it is made."""
        made = unproved(lagging(unmirrored()))
        cut_off_creating(made, done=False)
        assert FindingKind.WAITING in [one.kind for one in made.preview().findings]
        made.now += timedelta(minutes=11)
        made.sync()
        assert set(made.state.memory.links) == {ONE, TWO, OUTPUT}

    def test_a_later_issue_proves(self):
        """A list that shows something made later shows all that was made before."""
        made = lagging(unmirrored())
        cut_off_creating(made, done=False)
        somebody_makes_an_issue(made)
        made.sync()
        assert ONE in made.state.memory.links

    def test_an_earlier_issue_proves_nothing(self):
        """What was there before says nothing about what came after."""
        made = unproved(lagging(unmirrored()))
        somebody_makes_an_issue(made)
        cut_off_creating(made, done=False)
        made.sync()
        assert ONE not in made.state.memory.links

    def test_a_partial_list_proves_nothing(self):
        """A list that is cut short proves no absence, however late."""
        made = unmirrored()
        cut_off_creating(made, done=True)
        hide(made, 1)
        made.tracker.listed = replace(made.tracker.listed, complete=False)
        made.now += timedelta(minutes=11)
        made.sync()
        assert ONE not in made.state.memory.links


class TestCutOff:
    """Wherever a run dies, the next one leaves nothing open."""

    def test_no_effect_stays_open(self):
        """Creations, edits of both sides, links, comments: each is settled by the next whole run."""
        for moment, copy in deaths(unmirrored(status="ongoing")):
            copy.sync()
            assert copy.state.memory.open == (), moment
        made = world()
        made.close(ONE)
        made.cell(TWO, "Lead", "ILO")
        made.edit_plan(TWO, "funding", "UNDP")
        made.edit_plan(TWO, "timeframe", "May 2017")
        made.cell(TWO, "When", "June 2017")
        for moment, copy in deaths(made):
            copy.sync()
            assert copy.state.memory.open == (), moment

    def test_assigned_on_both_sides(self):
        """Names added on both sides at once end on both."""
        made = world(assignees=("anna",))
        made.edit_issue(ONE, IssuePatch(add_assignees=("anna",)))
        made.sync()
        made.edit_plan(ONE, "assignees", "anna\nben")
        made.edit_issue(ONE, IssuePatch(add_assignees=("carl",)))
        for moment, copy in [*deaths(made), (None, made)]:
            copy.sync()
            assert copy.said(ONE, "assignees") == "anna\nben\ncarl", moment
            assert copy.issue(ONE).assignees == ("anna", "ben", "carl"), moment

    def test_an_edit_and_a_close_of_one_item(self):
        """The close comes after the edit, which is no person's change in between: nobody is asked."""
        made = world()
        made.edit_plan(ONE, "lead", "UNDP")
        made.edit_plan(ONE, "status", "completed")
        for moment, copy in deaths(made):
            assert copy.sync().conflicts == [], moment
            assert copy.issue(ONE).state is State.CLOSED, moment

    def test_made_and_not_yet_closed(self):
        """What is done in the plan is made open and closed then: an issue found open is no question."""
        for moment, copy in deaths(unmirrored(status="completed")):
            assert copy.sync().conflicts == [], moment
            assert copy.issue(ONE).state is State.CLOSED, moment

    def test_status_before_a_close_is_remembered(self):
        """What an activity was before its close is known although the run that took the close over died."""
        made = world(status="not started")
        made.close(ONE)
        for moment, copy in deaths(made):
            copy.sync()
            copy.reopen(ONE)
            copy.sync()
            assert copy.said(ONE, "status") == "not started", moment

    def test_history_says_who_edited(self):
        """The history of what was cut off names the side that a person edited."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.edit_plan(TWO, "funding", "UNDP")
        for moment, copy in deaths(made):
            with watched(copy.state) as events:
                copy.sync()
            told = {(one.field, one.side) for one in events if one.why.of_people}
            assert told <= {(Field.LEAD, Side.FORGE), (Field.FUNDING, Side.PLAN)}, moment

    def test_undone_on_the_tracker_since(self):
        """A value taken over by a run that died, and undone on the tracker since, waits for a person."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        real = made.plan.write

        def dies(edits):
            real(edits)
            raise Died

        made.plan.write = dies
        with pytest.raises(Died):
            made.sync()
        made.plan.write = real
        made.cell(ONE, "Lead", "IOM")
        report = made.sync()
        assert [(one.plan, one.forge) for one in report.conflicts] == [("ILO", "IOM")]
        assert made.said(ONE, "lead") == "ILO"
        assert "| Lead | IOM |" in made.issue(ONE).body

    def test_item_gone_since(self):
        """An edit that was cut off is over when its issue is gone."""
        made = world()
        made.edit_plan(ONE, "lead", "ILO")

        def dies(number, patch):
            raise Died

        real, made.tracker.edit_issue = made.tracker.edit_issue, dies
        with pytest.raises(Died):
            made.sync()
        made.tracker.edit_issue = real
        assert made.state.memory.open != ()
        del made.tracker.issues[made.issue(ONE).number]
        made.sync()
        assert made.state.memory.open == ()


class TestOldCopies:
    """An editor's stale save, told from a person's edits."""

    def test_status_and_its_day(self):
        """Status and day of completion back are an old copy although other values of the run still stand."""
        made = world()
        made.close(ONE)
        made.cell(TWO, "Lead", "ILO")
        made.sync()
        made.edit_plan(ONE, "status", None)
        made.edit_plan(ONE, "completed", None)
        made.sync()
        assert made.said(ONE, "status") == "completed"
        assert made.issue(ONE).state is State.CLOSED

    def test_some_of_several_back(self):
        """Two values back while the third of the run still stands are a person's edits."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.cell(ONE, "Funding", "UNDP")
        made.cell(TWO, "When", "June 2017")
        made.sync()
        made.edit_plan(ONE, "lead", "IOM")
        made.edit_plan(TWO, "timeframe", "2017")
        made.sync()
        assert "| Lead | IOM |" in made.issue(ONE).body
        assert "| When | 2017 |" in made.issue(TWO).body

    def test_back_after_other_edits(self):
        """Values that the plan has changed since are a person's when they come back."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.cell(TWO, "When", "June 2017")
        made.sync()
        made.edit_plan(ONE, "lead", "UNESCO")
        made.edit_plan(TWO, "timeframe", "May 2017")
        made.sync()
        made.edit_plan(ONE, "lead", "IOM")
        made.edit_plan(TWO, "timeframe", "2017")
        made.sync()
        assert "| Lead | IOM |" in made.issue(ONE).body
        assert "| When | 2017 |" in made.issue(TWO).body

    def test_only_the_latest_write_counts(self):
        """A value written by two runs belongs to the later one: with the earlier run's it is no old copy."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.cell(ONE, "Funding", "UNDP")
        made.sync()
        for lead in ("IOM", "ILO"):
            made.cell(ONE, "Lead", lead)
            made.sync()
        made.edit_plan(ONE, "lead", "IOM")
        made.edit_plan(ONE, "funding", "IOM")
        made.sync()
        assert "| Lead | IOM |" in made.issue(ONE).body
        assert "| Funding | IOM |" in made.issue(ONE).body


def test_a_date_is_taken_back_after_the_run_that_showed_it_died():
    """Whatever moment it died at: what stands on the issue is ours, so nobody's edit is put into the plan."""
    made = world()
    made.edit_plan(ONE, "due", "2017-07-22")
    for moment, copy in deaths(made):
        copy.edit_plan(ONE, "due", None)
        report = copy.sync()
        assert copy.said(ONE, "due") is None, moment
        assert copy.issue(ONE).due == date(2017, 4, 30), moment
        assert (report.code, report.holds) == (0, []), moment
