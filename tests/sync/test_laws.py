"""The laws of a sync, each with its own example. The state machine runs all of them at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mappings.issue import IssuePatch, Label, MilestonePatch, Reason, State
from mappings.snapshot import Field, Side
from sync.changes import Why
from sync.errors import Refused
from sync.guard import Limits
from sync.ports import Listing, Role
from sync.report import FindingKind, Result
from tests.builders.plans import activity, area, output, plan
from tests.builders.trace import watched
from tests.builders.world import Died, World

ONE, TWO = "2017-1-1.1", "2017-1-1.2"
OUTPUT = "2017-1-O1"


def world(**fields) -> World:
    """Two activities of one output, mirrored."""
    made = unmirrored(**fields)
    made.sync()
    return made


def unmirrored(**fields) -> World:
    first = activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM", funding="IOM", **fields)
    second = activity(TWO, "Report on it", timeframe="2017", lead="UNU")
    return World.of(plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, second))))


def test_read_back():
    """Law 1: what a run wrote reads as what the plan says, in every field."""
    made = world(status="ongoing", tasks=("Draft", "[x] Print"))
    report = made.preview()
    assert report.steps == []
    assert report.conflicts == report.holds == report.refusals == []


def test_quiet():
    """Law 2: a second run without edits writes nothing and finds no step."""
    made = world()
    before = (dict(made.tracker.issues), dict(made.tracker.milestones), made.plan.plan)
    report = made.sync()
    assert report.steps == []
    assert (made.tracker.issues, made.tracker.milestones, made.plan.plan) == before


def test_quiet_overnight():
    """Law 2: nothing changes by itself because time goes by."""
    made = world()
    made.now = made.now.replace(year=2019)
    assert made.sync().steps == []


@pytest.mark.parametrize(
    ("row", "key"), [("When", "timeframe"), ("Lead", "lead"), ("Funding", "funding"), ("What", "title")]
)
def test_agree_inward(row, key):
    """Law 3: what a person writes on the tracker stands in the plan after a run; nothing is left to do."""
    made = world()
    made.cell(ONE, row, "December 2017")
    made.sync()
    assert made.said(ONE, key) == "December 2017"
    assert made.sync().steps == []


@pytest.mark.parametrize("key", ["timeframe", "lead", "funding", "title", "due", "status"])
def test_agree_outward(key):
    """Law 3: what a person writes into the plan stands on the tracker after a run."""
    made = world()
    made.edit_plan(ONE, key, {"due": "2017-06-15", "status": "ongoing"}.get(key, "December 2017"))
    made.sync()
    report = made.preview()
    assert report.steps == []
    snapshot = report.conflicts + report.refusals
    assert snapshot == []


def test_computed_values_follow_in_the_same_run():
    """Law 3: an edit from the tracker and all that is computed from it are settled in one run."""
    made = world()
    made.cell(ONE, "When", "December 2018")
    made.sync()
    assert str(made.issue(ONE).due) == "2018-12-31"
    assert str(made.milestone(OUTPUT).due) == "2018-12-31"
    assert "December 2018" in made.issue(ONE).body
    assert made.sync().steps == []


def test_one_each():
    """Law 4: whenever a first run dies, the next ones end with one issue and one milestone per item."""
    for moment in range(unmirrored().moments()):
        made = unmirrored()
        with pytest.raises(Died):
            made.sync(dies_at=moment)
        made.sync()
        made.sync()
        assert len(made.tracker.issues) == 2, moment
        assert len(made.tracker.milestones) == 1, moment
        assert set(made.state.memory.links) == {ONE, TWO, OUTPUT}
        assert made.sync().steps == []


def test_not_ours_survives():
    """Law 5: foreign labels, text outside the block and other issues stay as they are."""
    made = world()
    made.add_label("urgent")
    body = f"A note before.\n\n{made.issue(ONE).body}\n\nA note behind."
    made.edit_issue(ONE, IssuePatch(body=body, add_labels=("urgent",)))
    made.edit_plan(ONE, "lead", "ILO")
    made.sync()
    issue = made.issue(ONE)
    assert issue.body == body.replace("| Lead | IOM |", "| Lead | ILO |")
    assert "urgent" in issue.labels


def test_no_lost_edit_while_a_run_dies():
    """Law 6: wherever a run dies, an edit on one side arrives on the other, and stays on its own."""
    made = world()
    made.close(ONE)
    made.edit_plan(TWO, "lead", "ILO")
    for moment in range(made.moments()):
        copy = made.copy()
        with pytest.raises(Died):
            copy.sync(dies_at=moment)
        copy.sync()
        assert copy.said(ONE, "status") == "completed", moment
        assert "| Lead | ILO |" in copy.issue(TWO).body, moment
        assert copy.sync().steps == []


def test_the_losing_status_is_told():
    """Law 6: a status that lost to the tracker's is kept with the step that overruled it."""
    made = world()
    made.close(ONE)
    made.edit_plan(ONE, "status", "ongoing")
    report = made.sync()
    assert made.said(ONE, "status") == "completed"
    assert [step.lost for step in report.done(Side.PLAN) if step.field == Field.STATUS] == ["ongoing"]


def test_conflicts_stay():
    """Law 7: a conflict is reported every run, told once, and nothing is overwritten until it is settled."""
    made = world()
    made.cell(ONE, "When", "June 2017")
    made.edit_plan(ONE, "timeframe", "September 2017")
    for _ in range(3):
        report = made.sync()
        assert [(one.plan, one.forge) for one in report.conflicts] == [("September 2017", "June 2017")]
        assert report.code == 2
    assert made.said(ONE, "timeframe") == "September 2017"
    assert "| When | June 2017 |" in made.issue(ONE).body
    assert len(made.tracker.notes) == 1


def test_conflict_settled_by_hand():
    """Law 7: making both sides equal settles it, and the comment says so."""
    made = world()
    made.cell(ONE, "When", "June 2017")
    made.edit_plan(ONE, "timeframe", "September 2017")
    made.sync()
    made.edit_plan(ONE, "timeframe", "June 2017")
    assert made.sync().conflicts == []
    assert made.said(ONE, "timeframe") == "June 2017"
    assert len(made.tracker.notes) == 1
    assert "Settled" in made.tracker.notes[0].body
    assert made.sync().steps == []


@pytest.mark.parametrize("side", Side)
def test_conflict_settled_by_choice(side):
    """Law 7: a choice settles it on both sides."""
    made = world()
    made.cell(ONE, "When", "June 2017")
    made.edit_plan(ONE, "timeframe", "September 2017")
    made.sync()
    made.sync(choices={(ONE, Field.TIMEFRAME): side})
    wanted = "September 2017" if side is Side.PLAN else "June 2017"
    assert made.said(ONE, "timeframe") == wanted
    assert f"| When | {wanted} |" in made.issue(ONE).body
    assert made.sync().conflicts == []


def test_field_by_field():
    """Law 8: a field in conflict blocks no other field of its item."""
    made = world()
    made.cell(ONE, "When", "June 2017")
    made.cell(ONE, "Lead", "ILO")
    made.edit_plan(ONE, "timeframe", "September 2017")
    made.edit_plan(ONE, "funding", "UNDP")
    made.sync()
    assert made.said(ONE, "lead") == "ILO"
    assert "| Funding | UNDP |" in made.issue(ONE).body
    assert "| When | June 2017 |" in made.issue(ONE).body


def test_people_decide():
    """Law 9: what a person closed is not reopened, whatever changes, until the plan is edited to say so."""
    made = world()
    made.close(ONE)
    made.sync()
    made.edit_plan(ONE, "lead", "ILO")
    made.edit_plan(ONE, "timeframe", "2019")
    made.sync()
    assert made.issue(ONE).state is State.CLOSED
    made.edit_plan(ONE, "status", "ongoing")
    made.sync()
    assert made.issue(ONE).state is State.OPEN
    assert made.said(ONE, "completed") is None
    assert len(made.tracker.notes) == 1
    assert made.sync().steps == []


def test_nothing_is_deleted():
    """Law 9: an item that leaves the plan leaves its issue as it is, reported."""
    made = world()
    before = made.issue(TWO)
    made.plan.plan = plan(area("1", "Coordination", output(OUTPUT, "Joint papers", activity(ONE))))
    made.plan.plan = plan(
        area("1", "Coordination", output(OUTPUT, "Joint papers", made_first(made), milestone="x"))
    )
    report = made.sync()
    assert made.tracker.issues[before.number] == before
    assert [finding.item for finding in report.findings if finding.kind is FindingKind.REMOVED] == [TWO]
    assert made.sync().findings == []


def made_first(made: World):
    return activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM", funding="IOM", issue="x")


class TestStatus:
    """Closing, reopening and reasons."""

    def test_closing_day(self):
        """A close is completed on its day; who closed is in the history."""
        made = world()
        made.close(ONE)
        made.sync()
        assert (made.said(ONE, "status"), made.said(ONE, "completed")) == ("completed", "2017-05-02")

    def test_not_planned(self):
        """Closed as not planned is cancelled, and has no day of completion."""
        made = world()
        made.close(ONE, Reason.NOT_PLANNED)
        made.sync()
        assert (made.said(ONE, "status"), made.said(ONE, "completed")) == ("cancelled", None)

    def test_duplicate(self):
        """Closed as a duplicate changes nothing: a person decides."""
        made = world()
        made.close(ONE, Reason.DUPLICATE)
        for _ in range(2):
            report = made.sync()
            assert made.said(ONE, "status") is None
            assert [(one.kind, one.item) for one in report.findings] == [(FindingKind.DUPLICATE, ONE)]

    def test_duplicate_of_what_is_dropped(self):
        """The plan says what the closing does not: nobody is asked any more."""
        made = world()
        made.close(ONE, Reason.DUPLICATE)
        made.sync()
        made.edit_plan(ONE, "status", "cancelled")
        assert made.sync().findings == []

    @pytest.mark.parametrize("before", ["ongoing", "not started"])
    def test_reopened(self, before):
        """A reopened issue is what it was, its day of completion goes, and the label is right again."""
        made = world(status=before)
        made.close(ONE)
        made.sync()
        made.reopen(ONE)
        made.sync()
        assert (made.said(ONE, "status"), made.said(ONE, "completed")) == (before, None)
        assert made.sync().steps == []

    @pytest.mark.parametrize("status", ["completed", "cancelled"])
    def test_closed_by_the_plan(self, status):
        """The plan closes with the reason."""
        made = world()
        made.edit_plan(ONE, "status", status)
        made.sync()
        issue = made.issue(ONE)
        assert issue.state is State.CLOSED
        assert issue.reason is (Reason.COMPLETED if status == "completed" else Reason.NOT_PLANNED)

    def test_first_mirror_of_what_is_done(self):
        """What the plan says is done is closed at once, in the first run."""
        made = world(status="completed")
        assert made.issue(ONE).state is State.CLOSED
        assert made.sync().steps == []


class TestMilestones:
    """What is computed for an output."""

    def test_closes_when_all_is_done(self):
        """The milestone closes with its last activity, in the same run, and reopens when we closed it."""
        made = world()
        made.close(ONE)
        made.close(TWO, Reason.NOT_PLANNED)
        made.sync()
        assert made.milestone(OUTPUT).state is State.CLOSED
        made.reopen(TWO)
        made.sync()
        assert made.milestone(OUTPUT).state is State.OPEN
        assert made.sync().steps == []

    def test_closed_by_a_person(self):
        """A milestone that a person closed stays closed, reported once."""
        made = world()
        made.edit_milestone(OUTPUT, MilestonePatch(state=State.CLOSED))
        assert len(made.sync().new_holds) == 1
        report = made.sync()
        assert report.new_holds == report.steps == []
        assert made.milestone(OUTPUT).state is State.CLOSED

    def test_date_set_by_a_person(self):
        """A date given to a milestone becomes the output's due date."""
        made = world()
        made.edit_milestone(OUTPUT, MilestonePatch(due=made.milestone(OUTPUT).due.replace(month=11, day=30)))
        made.sync()
        assert made.said(OUTPUT, "due") == "2017-11-30"
        assert made.sync().steps == []

    def test_moved_issue_is_held(self):
        """An issue that a person moved to another milestone stays there, reported."""
        made = world()
        made.edit_issue(ONE, IssuePatch(milestone=None))
        assert [hold.field for hold in made.sync().holds] == [Field.MILESTONE]
        assert made.sync().steps == []
        assert made.issue(ONE).milestone is None


class TestTitles:
    """A title stands in two places."""

    @pytest.mark.parametrize("title", [f"[{ONE}] Start the plan", "Start the plan"])
    def test_retitled(self, title):
        """A new title is taken into the plan and written to both places; the id comes back."""
        made = world()
        made.edit_issue(ONE, IssuePatch(title=title))
        made.sync()
        assert made.said(ONE, "title") == "Start the plan"
        assert "| What | Start the plan |" in made.issue(ONE).body
        assert made.sync().steps == []

    def test_id_removed(self):
        """A removed id is no edit."""
        made = world()
        made.edit_issue(ONE, IssuePatch(title="Launch the plan"))
        report = made.sync()
        assert report.steps == []
        assert made.said(ONE, "title") == "Launch the plan"

    def test_retitled_while_a_run_dies(self):
        """Wherever the run dies, the new title ends in the plan and in both places."""
        made = world()
        made.edit_issue(ONE, IssuePatch(title=f"[{ONE}] Start the plan"))
        for moment in range(made.moments()):
            copy = made.copy()
            with pytest.raises(Died):
                copy.sync(dies_at=moment)
            copy.sync()
            assert copy.said(ONE, "title") == "Start the plan", moment
            assert "| What | Start the plan |" in copy.issue(ONE).body, moment
            assert copy.sync().steps == [], moment


class TestIdentity:
    """Which issue is which item."""

    def test_renamed_id(self):
        """A renamed item keeps its issue, which gets the new id."""
        made = world()
        url = made.said(ONE, "issue")
        number = made.issue(ONE).number
        renamed = made.plan.plan.areas[0].outputs[0].activities[0].model_copy(update={"id": "new-id"})
        made.plan.plan = plan(
            area(
                "1",
                "Coordination",
                output(
                    OUTPUT,
                    "Joint papers",
                    renamed,
                    made.plan.plan.areas[0].outputs[0].activities[1],
                    milestone=made.said(OUTPUT, "milestone"),
                ),
            )
        )
        made.sync()
        assert made.state.memory.links["new-id"].number == number
        assert "<!-- workplan: gmg new-id -->" in made.tracker.issues[number].body
        assert made.tracker.issues[number].title.startswith("[new-id] ")
        assert made.said("new-id", "issue") == url
        assert len(made.tracker.issues) == 2
        assert made.sync().steps == []

    def test_missing_issue(self):
        """An issue that is gone is reported, never made again, and nothing is closed in the plan."""
        made = world()
        del made.tracker.issues[made.issue(ONE).number]
        report = made.sync()
        assert [finding.kind for finding in report.findings] == [FindingKind.MISSING]
        assert report.code == 2
        assert made.said(ONE, "status") is None
        assert len(made.tracker.issues) == 1

    def test_copied_issue(self):
        """A copy with our mark is reported; the linked one stays the one."""
        made = world()
        original = made.issue(ONE)
        made.tracker.issues[99] = original.__class__(
            **{**{n: getattr(original, n) for n in original.__slots__}, "number": 99, "url": "copy"}
        )
        report = made.sync()
        assert [(finding.kind, finding.where) for finding in report.findings] == [
            (FindingKind.DOUBLED, "copy")
        ]
        assert made.state.memory.links[ONE].number == original.number

    def test_planted_mark(self):
        """A mark in a stranger's issue adopts nothing."""
        made = unmirrored()
        made.sync()
        made.touch(made.issue(ONE).number, author="stranger")
        made.tracker.reader.roles = {"stranger": Role.READ}
        made.state.memory = type(made.state.memory)()
        for item in (ONE, TWO, OUTPUT):
            made.edit_plan(item, "milestone" if item == OUTPUT else "issue", None)
        made.sync()
        assert made.tracker.issues[made.state.memory.links[ONE].number].author == "workplan"

    def test_damaged_mark(self):
        """Without its mark an issue is reported; its status is still synced."""
        made = world()
        made.edit_issue(ONE, IssuePatch(body="All gone."))
        made.close(ONE)
        report = made.sync()
        assert FindingKind.DAMAGED in [finding.kind for finding in report.findings]
        assert report.code == 2
        assert made.said(ONE, "status") == "completed"
        assert made.issue(ONE).body == "All gone."

    def test_two_writers(self):
        """A second installation is stopped before its first write."""
        made = world()
        made.tracker.labels["workplan: gmg"] = made.tracker.labels["workplan: gmg"].__class__(
            "workplan: gmg", "d4c5f9", "writer-2"
        )
        made.edit_plan(ONE, "lead", "ILO")
        with pytest.raises(Refused, match="Another installation"):
            made.sync()
        assert "| Lead | IOM |" in made.issue(ONE).body


class TestBaseLost:
    """The memory is gone, both sides are there."""

    def forgetful(self) -> World:
        made = world()
        made.state.memory = type(made.state.memory)()
        return made

    def test_untouched(self):
        """Equal sides are agreed; nothing is made again; that the memory was gone is said, once."""
        made = self.forgetful()
        report = made.sync()
        assert report.steps == []
        assert [finding.kind for finding in report.findings] == [FindingKind.STATE_LOST]
        assert report.code == 2
        again = made.sync()
        assert (again.steps, again.code) == ([], 0)

    def test_edited_since(self):
        """Different values wait for a person; a close counts; no comment is written."""
        made = self.forgetful()
        made.state.memory = world().state.memory
        made.cell(ONE, "Lead", "ILO")
        made.close(TWO)
        made.state.memory = type(made.state.memory)()
        report = made.sync()
        assert [(one.field, one.why) for one in report.conflicts] == [(Field.LEAD, Why.BASE_LOST)]
        assert made.said(TWO, "status") == "completed"
        assert made.tracker.notes == []
        assert report.code == 2

    def test_settled_at_once(self):
        """One choice for all conflicts ends it."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.state.memory = type(made.state.memory)()
        conflicts = made.sync().conflicts
        made.sync(choices={(one.item, one.field): Side.PLAN for one in conflicts})
        assert "| Lead | IOM |" in made.issue(ONE).body
        assert made.sync().conflicts == []


class TestGuards:
    """Too much at once, and sudden emptiness."""

    def many(self) -> World:
        activities = [activity(f"a{number}", f"Work {number}", lead="IOM") for number in range(30)]
        made = World.of(plan(area("1", "Coordination", output(OUTPUT, "Papers", *activities))))
        made.sync()
        return made

    def test_mass_close(self):
        """Thirty closes at once are not taken over until they are accepted, exactly those."""
        made = self.many()
        for number in range(30):
            made.close(f"a{number}")
        made.cell("a0", "Lead", "ILO")
        report = made.sync()
        assert report.code == 3
        assert made.said("a0", "status") is None
        assert made.said("a0", "lead") == "ILO"
        made.sync(accepted=[report.guarded[0].hash])
        assert made.said("a29", "status") == "completed"

    def test_emptied_plan(self):
        """A plan without any item is a mistake: nothing is done."""
        made = world()
        made.plan.plan = plan(area("1", "Coordination"))
        with pytest.raises(Refused, match="no items any more"):
            made.sync()

    def test_emptied_tracker(self):
        """A tracker without anything is the wrong one: nothing is done."""
        made = world()
        made.tracker.issues.clear()
        made.tracker.milestones.clear()
        with pytest.raises(Refused, match="is empty"):
            made.sync()
        assert made.said(ONE, "status") is None


class TestOldCopies:
    """An editor that was open all the while saves what it had."""

    def test_stale_status(self):
        """Status and day of completion back together are an old copy: written again, reported."""
        made = world()
        made.close(ONE)
        made.sync()
        made.edit_plan(ONE, "status", None)
        made.edit_plan(ONE, "completed", None)
        report = made.sync()
        assert made.said(ONE, "status") == "completed"
        assert made.issue(ONE).state is State.CLOSED
        assert FindingKind.OLD_COPY in [finding.kind for finding in report.findings]
        assert report.code == 2

    def test_real_reopening(self):
        """Status alone changed is a person's reopening."""
        made = world(status="ongoing")
        made.close(ONE)
        made.sync()
        made.edit_plan(ONE, "status", "ongoing")
        made.sync()
        assert made.issue(ONE).state is State.OPEN

    def test_several_values_back(self):
        """Two values of one run, both back, are an old copy."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.cell(TWO, "When", "June 2017")
        made.sync()
        made.edit_plan(ONE, "lead", "IOM")
        made.edit_plan(TWO, "timeframe", "2017")
        made.sync()
        assert (made.said(ONE, "lead"), made.said(TWO, "timeframe")) == ("ILO", "June 2017")

    def test_one_of_several_back(self):
        """One value of two back is a person's edit."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        made.cell(TWO, "When", "June 2017")
        made.sync()
        made.edit_plan(ONE, "lead", "IOM")
        made.sync()
        assert "| Lead | IOM |" in made.issue(ONE).body


def test_changed_while_a_run_writes():
    """An issue that changes between the look and the write is left for the next run."""
    made = world()
    made.edit_plan(ONE, "lead", "ILO")
    real = made.tracker.issue

    def meddling(number):
        made.tracker.issue = real
        made.cell(ONE, "Funding", "UNDP")
        return real(number)

    made.tracker.issue = meddling
    report = made.sync()
    assert [outcome.result for outcome in report.outcomes if outcome.step.field == Field.LEAD] == [
        Result.DEFERRED
    ]
    made.sync()
    assert made.said(ONE, "funding") == "UNDP"
    assert "| Lead | ILO |" in made.issue(ONE).body
    assert made.sync().steps == []


def test_plan_changed_while_a_run_writes():
    """A person's edit of the plan during a run stands afterwards, beside what the run took over."""
    made = world()
    made.cell(ONE, "Lead", "ILO")
    real = made.plan.write

    def meddling(edits):
        made.plan.write = real
        made.edit_plan(TWO, "lead", "UNHCR")
        made.edit_plan(ONE, "lead", "UNESCO")
        return real(edits)

    made.plan.write = meddling
    made.sync()
    assert (made.said(ONE, "lead"), made.said(TWO, "lead")) == ("UNESCO", "UNHCR")
    assert [one.field for one in made.sync().conflicts] == [Field.LEAD]
    assert "| Lead | UNHCR |" in made.issue(TWO).body


def test_preview_writes_nothing():
    """A preview shows the steps of the run, and touches neither side nor the memory."""
    made = unmirrored()
    shown = made.preview()
    assert made.tracker.issues == {}
    assert made.state.memory.run == 0
    done = made.sync()
    assert [step.item for step in shown.steps] == [step.item for step in done.steps]


def test_long_run_stops_and_goes_on():
    """A run stops writing when its time is up; the next one goes on where it stopped."""
    made = unmirrored()
    made.limits = Limits()
    real = made.tracker.create_issue

    def slow(draft):
        made.now = made.now.replace(hour=(made.now.hour + 1) % 24)
        return real(draft)

    made.tracker.create_issue = slow
    assert made.sync().stopped
    assert len(made.tracker.issues) == 1
    assert not made.sync().stopped
    assert len(made.tracker.issues) == 2


def test_unread_is_told_once():
    """What can't be read is kept, told once, and blocks only its own field."""
    made = World.of(
        plan(
            area(
                "1",
                "Coordination",
                output(OUTPUT, "Papers", activity(ONE, due=date(2017, 6, 15), lead="IOM")),
            )
        ),
        native=frozenset(),
    )
    made.sync()
    made.cell(ONE, "Due", "mid May")
    made.cell(ONE, "Lead", "ILO")
    assert [(one.field, one.text) for one in made.sync().new_unread] == [(Field.DUE, "mid May")]
    report = made.sync()
    assert report.new_unread == []
    assert [one.text for one in report.unread] == ["mid May"]
    assert (made.said(ONE, "due"), made.said(ONE, "lead")) == ("2017-06-15", "ILO")


def test_dates_wait_with_their_timeframe():
    """While a timeframe is in conflict, what is read from it is not written to the tracker either."""
    made = world()
    due, body = made.issue(ONE).due, made.issue(ONE).body
    made.cell(ONE, "When", "June 2017")
    made.edit_plan(ONE, "timeframe", "September 2017")
    made.sync()
    assert made.issue(ONE).due == due
    assert made.issue(ONE).body == body.replace("| When | April 2017 |", "| When | June 2017 |")
    made.sync(choices={(ONE, Field.TIMEFRAME): Side.PLAN})
    assert str(made.issue(ONE).due) == "2017-09-30"
    assert made.sync().steps == []


def test_history_tells_what_people_did():
    """The history has each person's change once, and nothing that is merely computed."""
    made = world()
    made.comment(ONE, "When: June 2018")
    made.edit_plan(TWO, "lead", "ILO")
    with watched(made.state) as events:
        made.sync()
    told = [(one.item, one.field, one.who) for one in events if one.why.of_people]
    assert told == [(ONE, "timeframe", "anna"), (TWO, "lead", None)]


def test_first_mirror_assigns():
    """Who is assigned in the plan is assigned in the first run, once the issue exists."""
    made = world(assignees=("anna",))
    assert made.issue(ONE).assignees == ("anna",)
    assert made.sync().steps == []


class TestOlderDate:
    """A timeframe is edited while an older due date stands."""

    def dated(self) -> World:
        made = world(due=date(2017, 12, 1))
        made.edit_plan(ONE, "timeframe", "January 2018")
        return made

    def test_told_with_its_side(self):
        """The conflict says where the timeframe was changed; the comment, what stands in its way."""
        made = self.dated()
        (conflict,) = made.sync().conflicts
        assert (conflict.edited, conflict.before) == (Side.PLAN, "2017-12-01")
        assert "changed to “January 2018”" in made.tracker.notes[0].body
        assert "1 December 2017" in made.tracker.notes[0].body

    def test_new_timeframe_chosen(self):
        """Who chooses the new timeframe takes the older date away."""
        made = self.dated()
        made.sync()
        made.sync(choices={(ONE, Field.TIMEFRAME): Side.PLAN})
        assert (made.said(ONE, "timeframe"), made.said(ONE, "due")) == ("January 2018", None)
        assert str(made.issue(ONE).due) == "2018-01-31"
        assert made.sync().steps == []

    def test_old_timeframe_chosen(self):
        """Who chooses the old one keeps the date."""
        made = self.dated()
        made.sync()
        made.sync(choices={(ONE, Field.TIMEFRAME): Side.FORGE})
        assert (made.said(ONE, "timeframe"), made.said(ONE, "due")) == ("April 2017", "2017-12-01")
        assert made.sync().steps == []


def test_another_plan_is_refused():
    """The memory of one plan is never used for another."""
    made = world()
    made.plan.plan = plan(area("1", "Other", activity("x")), id="other")
    with pytest.raises(Refused, match="is the plan “other”"):
        made.sync()


class TestFaults:
    """What a reviewer broke once."""

    def test_partial_list(self):
        """A list that is not complete creates nothing and closes nothing."""
        made = unmirrored()
        made.tracker.listed = Listing((), (), (), complete=False)
        made.sync()
        assert made.tracker.issues == {}
        mirrored = world()
        mirrored.edit_plan(ONE, "status", "completed")
        mirrored.edit_plan(TWO, "lead", "ILO")
        mirrored.tracker.listed = Listing((), (), (), complete=False)
        mirrored.sync()
        assert mirrored.issue(ONE).state is State.OPEN
        assert "| Lead | ILO |" in mirrored.issue(TWO).body

    def test_empty_state_takes_over(self):
        """Whoever starts with an empty state becomes the writer, and the other one is stopped."""
        made = world()
        made.state.memory = type(made.state.memory)()
        made.tracker.labels["workplan: gmg"] = Label("workplan: gmg", "d4c5f9", "writer-0")
        made.edit_plan(ONE, "notes", "x")
        made.sync()
        made.edit_plan(ONE, "lead", "ILO")
        made.sync()
        assert made.tracker.labels["workplan: gmg"].description == "writer-1"
        assert made.tracker.labels["workplan: gmg"].description == made.state.memory.writer

    def test_renamed_and_edited_at_once(self):
        """An edit of an issue whose item gets a new id arrives in the same run; nothing stays announced."""
        made = world()
        made.cell(ONE, "Lead", "ILO")
        first, second = made.plan.plan.areas[0].outputs[0].activities
        renamed = first.model_copy(update={"id": "new-id"})
        held = output(OUTPUT, "Joint papers", renamed, second, milestone=made.said(OUTPUT, "milestone"))
        made.plan.plan = plan(area("1", "Coordination", held))
        made.sync()
        assert made.said("new-id", "lead") == "ILO"
        assert made.state.memory.open == ()
        assert made.sync().steps == []

    def test_status_before_the_close_survives_a_rename(self):
        """What is remembered of an item moves along with its id."""
        made = world(status="not started")
        made.close(ONE)
        made.sync()
        first, second = made.plan.plan.areas[0].outputs[0].activities
        renamed = first.model_copy(update={"id": "new-id"})
        held = output(OUTPUT, "Joint papers", renamed, second, milestone=made.said(OUTPUT, "milestone"))
        made.plan.plan = plan(area("1", "Coordination", held))
        made.sync()
        made.reopen("new-id")
        made.sync()
        assert made.said("new-id", "status") == "not started"

    def test_rename_with_a_damaged_issue(self):
        """A broken mark fails its own item only."""
        made = world()
        body = made.issue(ONE).body.replace("<!-- /workplan -->", "")
        made.edit_issue(ONE, IssuePatch(body=body))
        first, second = made.plan.plan.areas[0].outputs[0].activities
        renamed = first.model_copy(update={"id": "new-id"})
        changed = second.model_copy(update={"lead": "ILO"})
        held = output(OUTPUT, "Joint papers", renamed, changed, milestone=made.said(OUTPUT, "milestone"))
        made.plan.plan = plan(area("1", "Coordination", held))
        made.sync()
        assert "| Lead | ILO |" in made.issue(TWO).body

    def test_value_not_taken_at_creation(self):
        """What the tracker did not take of a new issue stays listed, and is not tried again."""
        made = unmirrored()
        real = made.tracker.create_issue
        made.tracker.create_issue = lambda draft: real(
            replace(draft, body=draft.body.replace("| Lead | IOM |", "| Lead | IO |"))
        )
        made.sync()
        for _ in range(2):
            report = made.sync()
            assert [(one.wanted, one.got) for one in report.refusals] == [("IOM", "IO")]
            assert report.steps == report.conflicts == []

    def test_value_changed_by_the_tracker(self):
        """What the tracker makes of a value is no person's edit: refused until the plan says another one."""
        made = world()
        made.edit_plan(ONE, "lead", "ILO")
        real = made.tracker.edit_issue

        def cutting(number, patch):
            body = (
                patch.body.replace("| Lead | ILO |", "| Lead | IL |") if isinstance(patch.body, str) else ""
            )
            return real(number, replace(patch, body=body) if body else patch)

        made.tracker.edit_issue = cutting
        made.sync()
        report = made.sync()
        assert report.conflicts == []
        assert [(one.wanted, one.got) for one in report.refusals] == [("ILO", "IL")]
        made.edit_plan(ONE, "lead", "UNU")
        made.sync()
        assert "| Lead | UNU |" in made.issue(ONE).body
        assert made.sync().refusals == []

    def test_first_mirror_of_much_that_is_done(self):
        """Closing what was just made is no mass edit."""
        done = [activity(f"a{number}", f"Work {number}", status="completed") for number in range(30)]
        made = World.of(plan(area("1", "Coordination", output(OUTPUT, "Papers", *done))))
        assert made.sync().code == 0
        assert made.milestone(OUTPUT).state is State.CLOSED
        assert made.sync().steps == []

    def test_reopened_on_both_sides(self):
        """Reopened here and there at once: the label that says "ongoing" is set, too."""
        made = world(status="ongoing")
        made.edit_plan(ONE, "status", "completed")
        made.sync()
        made.reopen(ONE)
        made.edit_plan(ONE, "status", "ongoing")
        made.sync()
        assert "status: ongoing" in made.issue(ONE).labels
        assert made.sync().steps == []

    def test_removed_beside_something_new(self):
        """An item that left the plan is told, also in a run that makes another one."""
        made = world()
        first, _ = made.plan.plan.areas[0].outputs[0].activities
        held = output(
            OUTPUT, "Joint papers", first, activity("new"), milestone=made.said(OUTPUT, "milestone")
        )
        made.plan.plan = plan(area("1", "Coordination", held))
        report = made.sync()
        assert [(one.kind, one.item) for one in report.findings] == [(FindingKind.REMOVED, TWO)]
        assert made.sync().findings == []
