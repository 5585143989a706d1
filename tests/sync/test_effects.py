"""How effects are made: announced first, in their order, remembered one by one; and what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from mappings.issue import UNSET, IssuePatch, Milestone, MilestonePatch, Reason, State
from mappings.snapshot import Field, Side
from sync.changes import Cause, StepKind, Why
from sync.errors import Missing, Rejected, Unavailable
from sync.memory import EndRun, Stand, Standing, StandingKind, StartRun
from sync.ports import Written
from sync.report import Result
from sync.trace import CREATE
from tests.builders.plans import activity, area, output, plan
from tests.builders.trace import watched
from tests.builders.world import START, Died, World

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


def many() -> World:
    activities = [activity(f"a{number}", f"Work {number}", lead="IOM") for number in range(30)]
    made = World.of(plan(area("1", "Coordination", output(OUTPUT, "Papers", *activities))))
    made.sync()
    return made


def results(report, name) -> list[Result]:
    return [one.result for one in report.outcomes if one.step.field == name]


def before_each(made: World, name: str, look) -> None:
    """Let the test look at the world just before each effect of this name."""
    real = getattr(made.tracker, name)

    def effect(*args):
        look(*args)
        return real(*args)

    setattr(made.tracker, name, effect)


def events(made: World, run) -> list:
    """What a run adds to the history."""
    with watched(made.state) as told:
        run()
    return told


class TestAnnounced:
    """Every effect has its row in the journal before it happens."""

    def test_all_effects(self):
        """Creations, edits of both sides, links and comments."""
        made = unmirrored()

        def is_open(*, number=None, item=None, name=None):
            links = made.state.memory.links
            found = [
                one
                for one in made.state.memory.open
                if (item is None or one.item == item)
                and (name is None or one.field.startswith(name))
                and (number is None or links[one.item].number == number)
            ]
            assert found, (number, item, name)

        before_each(made, "create_issue", lambda _draft: is_open(name=CREATE))
        before_each(made, "create_milestone", lambda _draft: is_open(name=CREATE))
        before_each(made, "add_comment", lambda issue, _body: is_open(number=issue, name="comment"))
        real = made.plan.write

        def write(edits):
            for edit in edits:
                is_open(item=edit.item, name=edit.key)
            return real(edits)

        made.plan.write = write
        made.sync()
        made.cell(ONE, "Lead", "ILO")
        made.cell(TWO, "When", "May 2017")
        made.edit_plan(TWO, "timeframe", "June 2017")
        made.close(TWO)
        made.sync()
        made.edit_plan(ONE, "funding", "UNDP")
        before_each(made, "edit_issue", lambda number, _patch: is_open(number=number))
        made.sync()
        assert made.tracker.notes != []

    def test_one_after_the_other(self):
        """What was written to one issue is remembered before the next is touched."""
        made = world()
        made.edit_plan(ONE, "lead", "ILO")
        made.edit_plan(TWO, "lead", "ILO")
        remembered = []

        def look(number, patch):
            bases = made.state.memory.bases
            remembered.append([item for item in (ONE, TWO) if bases[item].plan[Field.LEAD] == "ILO"])

        before_each(made, "edit_issue", look)
        made.sync()
        assert remembered == [[], [ONE]]

    def test_edits_before_closes(self):
        """First all edits, then what closes."""
        made = world()
        made.edit_plan(ONE, "status", "completed")
        made.edit_plan(TWO, "lead", "ILO")
        closing = []
        before_each(made, "edit_issue", lambda _number, patch: closing.append(patch.state is not UNSET))
        made.sync()
        assert closing == [False, True]

    def test_quiet_run(self):
        """A run that finds nothing new writes only that it took place, whatever stays open."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.edit_plan(ONE, "lead", "UNU")
        made.edit_issue(TWO, IssuePatch(milestone=None))
        made.sync()
        kept = []
        real = made.state.commit

        def commit(changes):
            kept.extend(type(one) for one in changes)
            real(changes)

        made.state.commit = commit
        before_each(made, "edit_comment", lambda _comment, _body: kept.append("comment"))
        made.sync()
        assert kept == [StartRun, EndRun]


class TestHistory:
    """The history says what changed, where and by whom."""

    def test_closed_by(self):
        """A close on the tracker is told with who closed it."""
        made = world()
        made.close(ONE)
        (one,) = [event for event in events(made, made.sync) if event.field == Field.STATUS]
        assert (one.side, one.old, one.new, one.who) == (Side.FORGE, "unreported", "completed", "anna")

    def test_edited_in_the_plan(self):
        """An edit of the plan is told with what stood before."""
        made = world()
        made.edit_plan(ONE, "lead", "ILO")
        one = next(event for event in events(made, made.sync) if event.why is Cause.EDITED_PLAN)
        assert (one.item, one.field, one.side, one.old, one.new) == (
            ONE,
            Field.LEAD,
            Side.PLAN,
            "IOM",
            "ILO",
        )

    def test_what_the_tracker_made_of_a_value(self):
        """A write that was not taken as it was sent is told as what stands there since."""
        made = world()
        made.edit_plan(ONE, "lead", "ILO")
        real = made.tracker.edit_issue

        def garbled(number, patch):
            return real(number, replace(patch, body=patch.body.replace("ILO", "I L O")))

        made.tracker.edit_issue = garbled
        one = next(event for event in events(made, made.sync) if event.field == Field.LEAD)
        assert (one.old, one.new, one.why) == ("IOM", "I L O", Cause.EDITED_PLAN)

    def test_what_a_run_that_died_has_taken_in(self):
        """A value that a run wrote into the plan and another one carries on is nobody's edit of the plan."""
        made = world()
        made.comment(ONE, "Lead: ILO")
        with pytest.raises(Died):
            made.sync(dies_at=4)  # the answer stands in the plan file, and nothing else was done
        assert made.said(ONE, "lead") == "ILO"
        told = {event.why for event in events(made, made.sync) if event.field == Field.LEAD}
        assert told == {Cause.ANSWERED, Cause.FOLLOWS}

    def test_a_run_that_breaks_off_has_an_end(self):
        """With its exit code; the last good sync is still the one before."""
        made = world()
        for item in (ONE, TWO, OUTPUT):
            made.edit_plan(item, "title", f"New title of {item}")

        def silence(*_):
            raise Unavailable("no answer")

        made.tracker.edit_issue = made.tracker.edit_milestone = silence
        before, ends, real = made.state.memory.quiet_since, [], made.state.commit

        def commit(changes):
            ends.extend(one for one in changes if isinstance(one, EndRun))
            real(changes)

        made.state.commit = commit
        with pytest.raises(Unavailable):
            made.sync()
        assert [(one.code, one.clean) for one in ends] == [(69, False)]
        assert made.state.memory.quiet_since == before

    def test_status_before_a_plans_close(self):
        """What the plan closed goes back, when it is reopened on the tracker, to what it was."""
        made = world(status="not started")
        made.edit_plan(ONE, "status", "completed")
        made.sync()
        made.reopen(ONE)
        made.sync()
        assert made.said(ONE, "status") == "not started"


class TestStatus:
    """The words of the two sides."""

    def test_not_started_is_open(self):
        """An activity not yet started needs nothing but an open issue: nothing is refused or left to say."""
        made = world(status="not started")
        assert made.state.memory.standing == {}
        assert made.sync().refusals == []

    def test_label_of_what_was_reopened(self):
        """What was under way before it was closed is labelled so again when somebody reopens it."""
        made = world(status="ongoing")
        made.close(ONE)
        made.sync()
        made.edit_issue(ONE, IssuePatch(remove_labels=("status: ongoing",)))
        made.reopen(ONE)
        made.sync()
        assert made.said(ONE, "status") == "ongoing"
        assert "status: ongoing" in made.issue(ONE).labels

    @pytest.mark.parametrize(("hours", "day"), [(0, "2017-05-02"), (14, "2017-05-03"), (-12, "2017-05-01")])
    def test_closing_day_in_the_plans_zone(self, hours, day):
        """The closing day is the day where the plan is at home."""
        made = world()
        real, zone = made.options, timezone(timedelta(hours=hours))
        made.now = START.replace(hour=11)
        made.options = lambda accepted, choices: replace(real(accepted, choices), zone=zone)
        made.close(ONE)
        made.sync()
        assert made.said(ONE, "completed") == day

    def test_no_word_about_a_label(self):
        """Only what was closed and opens again is told on the issue, not every step of its status."""
        made = world()
        made.edit_plan(ONE, "status", "ongoing")
        made.sync()
        assert "status: ongoing" in made.issue(ONE).labels
        assert made.tracker.notes == []

    def test_day_of_what_is_cancelled(self):
        """A day of completion that the plan keeps beside another end is not taken away."""
        made = world()
        made.close(ONE)
        made.sync()
        made.edit_plan(ONE, "status", "cancelled")
        made.sync()
        assert made.said(ONE, "completed") == "2017-05-02"

    def test_done_from_the_start(self):
        """A milestone whose activities are all done closes in the first run."""
        done = [activity(item, "Work", status="completed") for item in (ONE, TWO)]
        made = World.of(plan(area("1", "Coordination", output(OUTPUT, "Papers", *done))))
        made.sync()
        assert made.milestone(OUTPUT).state is State.CLOSED


class TestRefused:
    """A side that does not take what is written."""

    def deaf(self) -> World:
        """The tracker keeps the lead of its issues whatever is written."""
        made = world()
        real = made.tracker.edit_issue
        made.tracker.edit_issue = lambda number, patch: (
            made.tracker.issues[number]
            if patch.body is not UNSET and "ILO" in patch.body
            else real(number, patch)
        )
        made.edit_plan(ONE, "lead", "ILO")
        return made

    def test_by_the_tracker(self):
        """It is told once as a step, then listed, and not tried again."""
        made = self.deaf()
        assert results(made.sync(), Field.LEAD) == [Result.REFUSED]
        for _ in range(2):
            report = made.sync()
            assert report.steps == []
            assert [(one.side, one.wanted, one.got) for one in report.refusals] == [
                (Side.FORGE, "ILO", "IOM")
            ]

    def test_tried_again(self):
        """Another value is tried, and ends it."""
        made = self.deaf()
        made.sync()
        made.edit_plan(ONE, "lead", "UNU")
        made.sync()
        assert "| Lead | UNU |" in made.issue(ONE).body
        assert made.state.memory.standing == {}

    def test_taken_back(self):
        """The old value again ends it, and nothing is written."""
        made = self.deaf()
        made.sync()
        made.edit_plan(ONE, "lead", "IOM")
        assert made.sync().steps == []
        assert made.state.memory.standing == {}

    def test_by_the_plan_file(self):
        """An edit that the plan file can't take is told, listed, and not tried again."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        tried = []

        def write(edits):
            tried.extend(edit.new for edit in edits)
            return Written(made.plan.read(), (), (), tuple((edit, "an alias") for edit in edits))

        made.plan.write = write
        assert results(made.sync(), Field.LEAD) == [Result.REFUSED]
        report = made.sync()
        assert [(one.side, one.wanted, one.got) for one in report.refusals] == [(Side.PLAN, "ILO", "IOM")]
        assert tried == ["ILO"]


class TestFaults:
    """What goes wrong with one item stops no other."""

    def failing(self, made: World, error: Exception) -> None:
        """The first issue can't be written."""
        real, number = made.tracker.edit_issue, made.issue(ONE).number

        def edit(which, patch):
            if which == number:
                raise error
            return real(which, patch)

        made.tracker.edit_issue = edit

    @pytest.mark.parametrize("error", [Rejected("No."), Missing("Gone.")])
    def test_edit(self, error):
        """It is told, the others are written, and it is tried again later."""
        made = world()
        real = made.tracker.edit_issue
        self.failing(made, error)
        made.edit_plan(ONE, "lead", "ILO")
        made.edit_plan(TWO, "lead", "ILO")
        report = made.sync()
        assert results(report, Field.LEAD) == [Result.FAILED, Result.DONE]
        assert report.code == 1
        assert made.state.memory.open == ()
        made.tracker.edit_issue = real
        made.sync()
        assert "| Lead | ILO |" in made.issue(ONE).body

    def test_damaged_text(self):
        """A row can't be added to a text whose mark is broken: told, the text left, the others written."""
        made = world()
        body = made.issue(ONE).body.replace("<!-- /workplan -->", "")
        made.edit_issue(ONE, IssuePatch(body=body))
        made.edit_plan(ONE, "start", "2017-03-01")
        made.edit_plan(TWO, "lead", "ILO")
        report = made.sync()
        assert results(report, Field.START) == [Result.FAILED]
        assert made.issue(ONE).body == body
        assert "| Lead | ILO |" in made.issue(TWO).body

    @pytest.mark.parametrize("what", ["create_issue", "create_milestone"])
    def test_creation(self, what):
        """What can't be made is told, leaves nothing open, and is tried again by the next run."""
        made = unmirrored()
        real = getattr(made.tracker, what)

        def rejected(draft):
            raise Rejected("No.")

        setattr(made.tracker, what, rejected)
        report = made.sync()
        assert report.code == 1
        assert made.state.memory.open == ()
        setattr(made.tracker, what, real)
        made.sync()
        assert set(made.state.memory.links) == {ONE, TWO, OUTPUT}

    def test_no_issue_without_its_milestone(self):
        """While an output has no milestone its activities wait."""
        made = unmirrored()

        def rejected(draft):
            raise Rejected("No.")

        made.tracker.create_milestone = rejected
        made.sync()
        assert made.tracker.issues == {}

    def test_milestone_changed_meanwhile(self):
        """A milestone that changes between the look and the write is left for the next run."""
        made = world()
        made.edit_plan(OUTPUT, "title", "All papers")
        real = made.tracker.milestone

        def meddling(number):
            made.tracker.milestone = real
            made.edit_milestone(OUTPUT, MilestonePatch(due=START.date()))
            return real(number)

        made.tracker.milestone = meddling
        assert results(made.sync(), Field.TITLE) == [Result.DEFERRED]
        made.sync()
        assert made.said(OUTPUT, "due") == "2017-05-02"
        assert "All papers" in made.milestone(OUTPUT).title

    def test_labels_are_made_once(self):
        """A label that is there, in whatever capitals, is not made again."""
        made = unmirrored()
        made.tracker.listing()
        made.add_label("TBC")
        before_each(
            made,
            "create_label",
            lambda label: (
                taken.append(label.name.casefold())
                if label.name.casefold() not in {name.casefold() for name in made.tracker.labels}
                else pytest.fail(label.name)
            ),
        )
        taken: list[str] = []
        made.sync()
        made.edit_plan(TWO, "issue", None)
        assert "tbc" not in taken
        assert "year: 2017" in taken
        taken.clear()
        (whole,) = made.plan.plan.areas
        (one,) = whole.outputs
        more = one.model_copy(update={"activities": (*one.activities, activity("third", "Third"))})
        made.plan.plan = plan(area("1", "Coordination", more))
        made.sync()
        assert taken == []


class TestTime:
    """A run that takes too long stops between two effects."""

    def test_edits(self):
        """What was not written is told as left, and written by the next run; nothing stays open."""
        made = world()
        made.edit_plan(ONE, "lead", "ILO")
        made.edit_plan(TWO, "lead", "ILO")

        def slow(number, patch):
            made.now += timedelta(hours=1)

        before_each(made, "edit_issue", slow)
        report = made.sync()
        assert results(report, Field.LEAD) == [Result.DONE, Result.DEFERRED]
        assert made.state.memory.open == ()
        assert made.state.memory.quiet_since is not None
        assert made.state.memory.quiet_since < made.now - timedelta(minutes=30)
        made.sync()
        assert "| Lead | ILO |" in made.issue(TWO).body


class TestOpenPoints:
    """What waits for a person, from its begin to its end."""

    def test_hold_changed_again(self):
        """A hold is told anew when the person changes it again, and only then."""
        made = world()
        made.tracker.milestones[7] = replace(made.milestone(OUTPUT), number=7, description="", url="seven")
        made.edit_issue(ONE, IssuePatch(milestone=None))
        assert len(made.sync().new_holds) == 1
        made.edit_issue(ONE, IssuePatch(milestone=7))
        assert len(made.sync().new_holds) == 1
        assert made.sync().new_holds == []

    def test_unread_is_told_once(self):
        """What can't be read is told when it is new, and only listed after that."""
        made = world()
        made.close(ONE, Reason.DUPLICATE)
        assert [one.field for one in made.sync().new_unread] == [Field.STATUS]
        report = made.sync()
        assert report.new_unread == []
        assert [one.field for one in report.unread] == [Field.STATUS]

    def test_hold_undone(self):
        """A hold that the person has undone is forgotten."""
        made = world()
        made.edit_issue(ONE, IssuePatch(milestone=None))
        made.sync()
        made.edit_issue(ONE, IssuePatch(milestone=made.milestone(OUTPUT).number))
        made.sync()
        assert made.state.memory.standing == {}

    def test_hold_overtaken(self):
        """A hold ends in the run that writes the new result over it."""
        made = world()
        made.edit_milestone(OUTPUT, MilestonePatch(state=State.CLOSED))
        made.sync()
        assert [key[1] for key in made.state.memory.standing] == [Field.STATE]
        made.edit_plan(ONE, "status", "completed")
        made.edit_plan(TWO, "status", "completed")
        made.sync()
        assert made.state.memory.standing == {}

    def test_conflict_of_a_milestone_settled(self):
        """A conflict without a comment ends in the run that settles it."""
        made = world()
        made.edit_plan(OUTPUT, "title", "All papers")
        number = made.milestone(OUTPUT).number
        old = made.tracker.milestones[number]
        text = old.description.replace("Joint papers", "Some papers")
        made.tracker.milestones[number] = replace(
            old, title=old.title.replace("Joint", "Some"), description=text, version="+"
        )
        assert [one.field for one in made.sync().conflicts] == [Field.TITLE]
        made.sync(choices={(OUTPUT, Field.TITLE): Side.FORGE})
        assert made.said(OUTPUT, "title") == "Some papers"
        assert made.state.memory.standing == {}

    def test_choice_of_a_run_that_dies(self):
        """A choice counts once it is carried out: where the run dies before, the conflict still stands."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        doubt = Standing(
            ONE, Field.LEAD, StandingKind.CONFLICT, "IOM", "ILO", made.now, Why.UNCERTAIN, comment=None
        )
        made.state.commit([Stand(doubt)])

        def dies(number, patch):
            raise Died

        real, made.tracker.edit_issue = made.tracker.edit_issue, dies
        with pytest.raises(Died):
            made.sync(choices={(ONE, Field.LEAD): Side.PLAN})
        made.tracker.edit_issue = real
        assert [one.why for one in made.sync().conflicts] == [Why.UNCERTAIN]
        assert made.said(ONE, "lead") == "IOM"

    def test_many_choices_at_once(self):
        """What a person chose is not too much at once."""
        made = many()
        for number in range(30):
            made.cell(f"a{number}", "Lead", "ILO")
            made.edit_plan(f"a{number}", "lead", "UNU")
        report = made.sync()
        assert len(report.conflicts) == 30
        report = made.sync(choices={(one.item, one.field): Side.FORGE for one in report.conflicts})
        assert report.guarded == []
        assert made.said("a29", "lead") == "ILO"

    def test_a_lost_label_is_put_back(self):
        """A label that somebody deleted comes back on its issues, however many: nobody edited those."""
        made = many()
        del made.tracker.labels["year: 2017"]
        for number, issue in list(made.tracker.issues.items()):
            made.touch(number, labels=tuple(one for one in issue.labels if one != "year: 2017"))
        assert made.sync().guarded == []
        assert all("year: 2017" in issue.labels for issue in made.tracker.issues.values())

    def test_link_changed_while_it_is_written(self):
        """A link that a person changes at that moment counts as not written; the next run writes it."""
        made = unmirrored()
        real = made.plan.write

        def meddling(edits):
            made.plan.write = real
            made.edit_plan(ONE, "issue", "https://tracker.example/99")
            return real(edits)

        made.plan.write = meddling
        made.sync()
        assert [one.item for one in made.state.memory.plan_writes if one.field == "issue"] == [TWO]
        made.sync()
        assert made.said(ONE, "issue") == made.issue(ONE).url

    def test_link_changed_in_the_plan(self):
        """A link that a person changed in the plan is put right: the issue is the one that was made."""
        made = world()
        url = made.said(ONE, "issue")
        made.edit_plan(ONE, "issue", "https://tracker.example/99")
        report = made.sync()
        assert made.said(ONE, "issue") == url
        assert [step.kind for step in report.steps] == [StepKind.LINK]


def test_a_guard_is_reported_once():
    """One class that is too large is one entry, though a run looks twice."""
    made = many()
    for number in range(30):
        made.close(f"a{number}")
    made.cell("a0", "Lead", "ILO")
    assert len(made.sync().guarded) == 1


def test_partial_look_is_not_a_good_sync():
    """A run that could not see everything is not the last good one."""
    made = world()
    good = made.state.memory.quiet_since
    made.tracker.listed = replace(made.tracker.listed, complete=False)
    made.sync()
    assert made.state.memory.quiet_since == good


def test_emptied_milestones_only():
    """Issues without their milestones are no empty tracker: each missing milestone is reported."""
    made = world()
    gone: dict[int, Milestone] = made.tracker.milestones
    gone.clear()
    assert [finding.item for finding in made.sync().findings] == [OUTPUT]
