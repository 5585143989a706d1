"""Activities as issues: what is written, what is read, and what must not be taken for an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from mappings.body import find_marker
from mappings.issue import UNSET, Issue, IssuePatch, Reason, State
from mappings.issues import (
    draft_issue,
    issue_snapshot,
    patch_issue,
    plan_snapshots,
    relink_issue,
    titles_agree,
)
from mappings.marks import DamagedBlock, Marker
from mappings.mirror import Mirror
from mappings.plan import Activity, Plan
from mappings.snapshot import Field, Snapshot, Value
from tests.builders.forge import created_issue, issue, mirror, patched_issue
from tests.builders.plans import activity, area, output, plan

ID = "2017-1-1.1"
NUMBERS = {"2017-1-O1": 3}
ITEMS = {3: "2017-1-O1"}

NORMAL = """\
<!-- workplan: gmg 2017-1-1.3 -->
| | |
|---|---|
| What | Launch GMG communications plan |
| When | April 2017 |
| Lead | GMG Chair (UNU) and members |
| Funding | GMG Chair and members' staff costs |

GMG coordination and visibility, 2017, Output 1 · document line 429 · read as 1–30 April 2017

**Done?** Close this issue. **Dropped?** Close as *not planned*. **Changed?** Comment, or answer the e-mail, \
one line each: `When: June 2017` · `Lead: UNU` · `Status: ongoing`. A 👍 means the plan has it.
<!-- /workplan -->"""

OPEN = """\
<!-- workplan: gmg 2017-4-1.1 -->
**Not decided yet.** The plan keeps three places for this output; this is 1.1.

| | |
|---|---|
| What | TBC |
| When | TBC |
| Lead | TBC |
| Funding | TBC |

Migration, Human Rights and Gender Equality, 2017, Output 1 · document line 478

**Know something?** Comment, or answer the e-mail; leave out what you don't know:

    What: name of the activity
    When: October 2017
    Lead: who
    Funding: source

**Not needed?** Close as *not planned*. **Later?** `Ask again: 1 September 2017`
<!-- /workplan -->"""


def one(held: Activity | None = None) -> Plan:
    """A plan of one activity."""
    return plan(held or activity(ID, timeframe="April 2017", lead="UNU", funding="IOM", number="1.1"))


def open_plan(count: int = 3) -> Plan:
    """A plan whose output keeps this many places."""
    places = [
        activity(
            f"2017-4-1.{n}",
            "TBC",
            number=f"1.{n}",
            timeframe="TBC",
            lead="TBC",
            funding="TBC",
            source="line 478",
        )
        for n in range(1, count + 1)
    ]
    title = "Principles and practical measures"
    return plan(area("4", "Migration, Human Rights and Gender Equality", output("2017-4-O1", title, *places)))


def created(held: Mirror, item: str = ID) -> Issue:
    return created_issue(draft_issue(held, item, 3))


def read(held: Mirror, there: Issue, last: Mapping[Field, Value] | None = None, item: str = ID) -> Snapshot:
    return issue_snapshot(held, item, there, ITEMS, last or {})


def written(held: Mirror, there: Issue, values: Mapping[Field, Value], item: str = ID) -> Issue:
    return patched_issue(there, patch_issue(held, item, there, values, NUMBERS))


class TestNewIssue:
    def test_a_normal_issue_reads_as_agreed(self) -> None:
        """Mark, table, place in the plan, and what a co-lead can do."""
        held = activity(
            "2017-1-1.3",
            "Launch GMG communications plan",
            timeframe="April 2017",
            lead="GMG Chair (UNU) and members",
            funding="GMG Chair and members' staff costs",
            source="lines 429-429",
        )
        whole = plan(area("1", "GMG coordination and visibility", output("2017-1-O1", "Joint papers", held)))
        draft = draft_issue(mirror(whole, service="github"), "2017-1-1.3", 3)
        assert draft.body == NORMAL
        assert draft.title == "[2017-1-1.3] Launch GMG communications plan"
        assert draft.labels == ("area: 1 GMG coordination and visibility", "year: 2017")
        assert (draft.milestone, draft.due) == (3, date(2017, 4, 30))

    def test_the_embedded_tracker_sends_no_mail(self) -> None:
        """Nothing is promised that does not come."""
        draft = draft_issue(mirror(one()), ID, 3)
        assert "e-mail" not in draft.body
        assert "**Changed?** Comment, one line each:" in draft.body

    def test_a_nameless_issue_asks_for_what_is_open(self) -> None:
        """It says why it is there, and how to fill it in by a comment."""
        draft = draft_issue(mirror(open_plan(), service="github"), "2017-4-1.1", 3)
        assert draft.body == OPEN
        assert draft.title == "[2017-4-1.1] TBC (1 of 3) – Principles and practical measures"
        assert "tbc" in draft.labels

    def test_one_place_is_one_place(self) -> None:
        """The sentence counts as people do."""
        assert "keeps one place for this output" in draft_issue(mirror(open_plan(1)), "2017-4-1.1", 3).body
        assert "keeps 14 places for this output" in draft_issue(mirror(open_plan(14)), "2017-4-1.1", 3).body

    def test_a_place_without_a_number_is_counted(self) -> None:
        """Workstream plans print none, and have no outputs."""
        whole = plan(area("7", "Data", activity("7.1", "To be confirmed"), activity("7.2", "TBC")))
        draft = draft_issue(mirror(whole), "7.2", 3)
        assert "keeps two places for this area; this is number 2." in draft.body
        assert draft.title == "[7.2] TBC (2 of 2) – Data"

    def test_nobody_is_assigned_at_first(self) -> None:
        """The first mirror calls nobody, whatever the plan says."""
        assert draft_issue(mirror(one(activity(ID, assignees=("UNU",)))), ID, 3).assignees == ()

    def test_what_is_under_way_is_labelled(self) -> None:
        """An open issue says so by its label."""
        assert "status: ongoing" in draft_issue(mirror(one(activity(ID, status="ongoing"))), ID, 3).labels

    def test_dates_of_the_plan_s_own_get_rows_where_the_tracker_has_no_field(self) -> None:
        """And none where the plan sets none."""
        set_ = activity(ID, timeframe="April 2017", start=date(2017, 5, 1), due=date(2017, 6, 30))
        body = draft_issue(mirror(one(set_), issue_dates=frozenset()), ID, 3).body
        assert "| Start | 2017-05-01 |\n| Due | 2017-06-30 |" in body
        assert "| Due |" not in draft_issue(mirror(one(), issue_dates=frozenset()), ID, 3).body

    def test_a_field_left_out_stands_nowhere(self) -> None:
        """Neither its value nor the offer to change it."""
        held = mirror(one(), leave_out=frozenset({Field.FUNDING, Field.LEAD}), lead_labels=True)
        draft = draft_issue(held, ID, 3)
        assert "Funding" not in draft.body
        assert "Lead" not in draft.body
        assert not any(label.startswith("lead:") for label in draft.labels)

    def test_a_timeframe_left_out_takes_its_dates_along(self) -> None:
        """They would tell it."""
        draft = draft_issue(mirror(one(), leave_out=frozenset({Field.TIMEFRAME})), ID, 3)
        assert draft.due is None
        assert "April" not in draft.body

    def test_a_body_is_cut_to_what_the_tracker_takes(self) -> None:
        """The activity gets its issue all the same."""
        held = mirror(one(activity(ID, "word " * 300, funding="coin " * 500)), body_limit=1500)
        assert len(draft_issue(held, ID, 3).body) <= 1500
        assert find_marker(draft_issue(held, ID, 3).body) == Marker("gmg", ID)


class TestReading:
    def test_an_issue_read_twice_says_the_same_whatever_the_plan_says_now(self) -> None:
        """An edit of the plan must not look like an edit on the tracker."""
        there = created(mirror(one()))
        changed = activity(
            ID, "Another title", timeframe="2018", lead="IOM", status="completed", tasks=("new",)
        )
        before, after = read(mirror(one()), there), read(mirror(one(changed)), there)
        assert before == after

    def test_a_place_is_no_edit_when_the_plan_s_output_is_renamed(self) -> None:
        """Nor when its neighbours get names."""
        there = created(mirror(open_plan()), "2017-4-1.1")
        renamed = mirror(plan(output("2017-4-O1", "Renamed", activity("2017-4-1.1", "TBC"))))
        assert read(renamed, there, item="2017-4-1.1").values[Field.TITLE] == "TBC"

    def test_a_removed_id_is_no_edit(self) -> None:
        """People tidy titles."""
        held = mirror(one())
        there = patched_issue(created(held), IssuePatch(title="Launch the communications plan"))
        assert read(held, there).values[Field.TITLE] == "Launch the communications plan"

    def test_an_edited_cut_title_is_told_and_blocks_only_itself(self) -> None:
        """What the whole should be is not known."""
        held = mirror(one(activity(ID, "word " * 100, lead="UNU")))
        there = patched_issue(created(held), IssuePatch(title=f"[{ID}] other words…"))
        got = read(held, there, {Field.TITLE: ("word " * 100).strip()})
        assert got.unread == {Field.TITLE: "other words…"}
        assert got.values[Field.LEAD] == "UNU"

    @pytest.mark.parametrize(
        ("state", "reason", "labels", "status"),
        [
            (State.OPEN, None, (), "open"),
            (State.OPEN, None, ("Status: Ongoing",), "ongoing"),
            (State.OPEN, None, ("status: cancelled",), "open"),
            (State.CLOSED, Reason.COMPLETED, (), "completed"),
            (State.CLOSED, Reason.COMPLETED, ("status: ongoing",), "completed"),
            (State.CLOSED, None, (), "completed"),
            (State.CLOSED, Reason.NOT_PLANNED, (), "cancelled"),
            (State.CLOSED, None, ("status: cancelled",), "cancelled"),
        ],
    )
    def test_the_status_is_state_reason_and_label(
        self, state: State, reason: Reason | None, labels: tuple[str, ...], status: str
    ) -> None:
        """Each service says it in its own way."""
        there = issue(body=created(mirror(one())).body, state=state, reason=reason, labels=labels)
        assert read(mirror(one()), there).values[Field.STATUS] == status

    def test_a_duplicate_says_nothing_of_the_work(self) -> None:
        """A person decides what it means."""
        got = read(mirror(one()), issue(state=State.CLOSED, reason=Reason.DUPLICATE))
        assert got.unread[Field.STATUS] == "duplicate"
        assert Field.STATUS not in got.values

    @pytest.mark.parametrize(
        ("cell", "value"), [("2017-06-30", "2017-06-30"), ("30 June 2017", "2017-06-30"), ("", None)]
    )
    def test_a_date_row_is_read(self, cell: str, value: str | None) -> None:
        """ISO or in words, when it names one day."""
        held = mirror(one(activity(ID, due=date(2017, 1, 31))), issue_dates=frozenset())
        there = created(held)
        there = patched_issue(there, IssuePatch(body=there.body.replace("2017-01-31", cell)))
        assert read(held, there).values[Field.DUE] == value

    @pytest.mark.parametrize(
        "cell", ["mid May", "June 2017", "2017", "2017-02-30", "soon", "30 June 2017 (TBC)"]
    )
    def test_an_unclear_date_is_kept_and_told(self, cell: str) -> None:
        """It blocks only its own field."""
        held = mirror(one(activity(ID, lead="UNU", due=date(2017, 1, 31))), issue_dates=frozenset())
        there = created(held)
        got = read(held, patched_issue(there, IssuePatch(body=there.body.replace("2017-01-31", cell))))
        assert got.unread == {Field.DUE: cell}
        assert got.values[Field.LEAD] == "UNU"

    @pytest.mark.parametrize("row", ["| Due | 2019-01-01 |", "| Due | soon |", "| Due | a |\n| Due | b |"])
    def test_a_date_row_says_nothing_where_the_tracker_has_a_field(self, row: str) -> None:
        """The field counts, and what stands in the row is the person's."""
        held = mirror(one())
        there = created(held)
        there = patched_issue(there, IssuePatch(body=there.body.replace("| Lead |", f"{row}\n| Lead |")))
        got = read(held, there)
        assert got.values[Field.DUE] == "2017-04-30"
        assert not got.unread

    def test_a_deleted_row_is_not_there(self) -> None:
        """It is never read as cleared."""
        there = created(mirror(one()))
        there = patched_issue(there, IssuePatch(body=there.body.replace("| Lead | UNU |\n", "")))
        assert Field.LEAD not in read(mirror(one()), there).values

    def test_damage_blocks_the_text_and_nothing_else(self) -> None:
        """A closed issue is still closed."""
        there = created(mirror(one()))
        there = patched_issue(there, IssuePatch(body=f"{there.body}\n{there.body}", state=State.CLOSED))
        got = read(mirror(one()), there)
        assert set(got.unread) >= {Field.TITLE, Field.LEAD, Field.TASKS, Field.CONTEXT}
        assert got.values[Field.STATUS] == "completed"
        assert Field.LEAD not in got.values

    def test_people_are_shown_by_the_plan_s_names(self) -> None:
        """And by their account where the plan has none."""
        held = mirror(one(), people={"UNU": {"local": "anna"}})
        assert read(held, issue(assignees=("zoe", "anna"))).values[Field.ASSIGNEES] == "UNU\nzoe"

    def test_of_several_names_the_one_in_use_stays(self) -> None:
        """One account may stand behind several names."""
        people = {"GMG Chair (UNU)": {"local": "anna"}, "UNU": {"local": "anna"}}
        there = issue(assignees=("anna",))
        assert read(mirror(one(), people=people), there).values[Field.ASSIGNEES] == "GMG Chair (UNU)"
        used = mirror(one(activity(ID, assignees=("UNU",))), people=people)
        assert read(used, there).values[Field.ASSIGNEES] == "UNU"
        moved = mirror(one(activity(ID, assignees=("IOM",))), people=people)
        assert read(moved, there, {Field.ASSIGNEES: "UNU"}).values[Field.ASSIGNEES] == "UNU"

    def test_a_foreign_milestone_is_a_number(self) -> None:
        """It is a person's decision, and held."""
        assert read(mirror(one()), issue(milestone=9)).values[Field.MILESTONE] == "#9"
        assert read(mirror(one()), issue(milestone=None)).values[Field.MILESTONE] is None

    def test_a_second_label_of_ours_shows(self) -> None:
        """A person put it there."""
        got = read(mirror(one()), issue(labels=("area: 2 Data", "Area: 1 x", "bug", "year: 2017", "TBC")))
        assert got.values[Field.AREA] == "Area: 1 x\narea: 2 Data"
        assert got.values[Field.YEAR] == "year: 2017"
        assert got.values[Field.TBC] == "tbc"

    def test_a_field_left_out_is_not_held(self) -> None:
        """Not even where a person writes it on the tracker."""
        there = created(mirror(one()))
        got = read(mirror(one(), leave_out=frozenset({Field.FUNDING})), there)
        assert Field.FUNDING not in got.values
        assert Field.FUNDING not in got.unread


class TestWriting:
    def test_a_patch_of_what_is_there_is_empty(self) -> None:
        """Nothing to say, nothing written."""
        for dates in (frozenset({Field.DUE}), frozenset[Field]()):
            held = mirror(one(activity(ID, "A|b @c", timeframe="2017", tasks=("x",))), issue_dates=dates)
            there = created(held)
            assert patch_issue(held, ID, there, read(held, there).values, NUMBERS) == IssuePatch()
            assert patch_issue(held, ID, there, {}, NUMBERS) == IssuePatch()

    def test_only_the_asked_field_is_written(self) -> None:
        """A person's edits beside it stay."""
        held = mirror(one())
        there = created(held)
        edited = there.body.replace("| Lead | UNU |", "| Lead | my own edit |")
        there = patched_issue(there, IssuePatch(title="A person's title", body=edited, add_labels=("bug",)))
        patch = patch_issue(held, ID, there, {Field.TIMEFRAME: "June 2017"}, NUMBERS)
        assert patch == IssuePatch(body=edited.replace("April 2017 |", "June 2017 |"))

    def test_a_title_is_written_to_both_places(self) -> None:
        """Then they agree, and the id stands before it."""
        held = mirror(one())
        there = written(held, created(held), {Field.TITLE: "New name"})
        assert there.title == f"[{ID}] New name"
        assert "| What | New name |" in there.body
        assert titles_agree(ID, there)

    @pytest.mark.parametrize("place", ["title", "row"])
    def test_a_person_s_title_is_carried_to_the_other_place(self, place: str) -> None:
        """Until then the two don't agree."""
        held = mirror(one())
        there = created(held)
        old = "Launch the communications plan"
        edit = (
            IssuePatch(title=f"[{ID}] By a person")
            if place == "title"
            else IssuePatch(body=there.body.replace(f"| What | {old} |", "| What | By a person |"))
        )
        there = patched_issue(there, edit)
        assert not titles_agree(ID, there)
        assert read(held, there, {Field.TITLE: old}).values[Field.TITLE] == "By a person"
        there = written(held, there, {Field.TITLE: "By a person"})
        assert titles_agree(ID, there)
        assert read(held, there, {Field.TITLE: "By a person"}).values[Field.TITLE] == "By a person"

    def test_an_issue_whose_id_was_removed_is_not_retitled_for_that(self) -> None:
        """Adopted, never corrected."""
        held = mirror(one())
        there = patched_issue(created(held), IssuePatch(title="Launch the communications plan"))
        assert (
            patch_issue(held, ID, there, {Field.TITLE: "Launch the communications plan"}, NUMBERS)
            == IssuePatch()
        )

    def test_a_name_turns_the_open_issue_into_a_normal_one(self) -> None:
        """The question goes, the cells that people filled in stay."""
        held = mirror(open_plan())
        there = created(held, "2017-4-1.1")
        noted = there.body.replace("| Lead | TBC |", "| Lead |OHCHR|\n| Room | 12 |").replace(
            "**Know", "My note.\n\n**Know"
        )
        there = patched_issue(there, IssuePatch(body=noted))
        there = written(held, there, {Field.TITLE: "Workshop"}, "2017-4-1.1")
        assert "Not decided yet" not in there.body
        assert "**Know something?**" not in there.body
        assert "**Done?** Close this issue." in there.body
        assert "| Lead |OHCHR|\n| Room | 12 |" in there.body
        assert "My note." in there.body
        assert there.title == "[2017-4-1.1] Workshop"

    def test_and_back(self) -> None:
        """The plan may lose a name again."""
        held = mirror(open_plan())
        there = created(held, "2017-4-1.1")
        named = written(held, there, {Field.TITLE: "Workshop"}, "2017-4-1.1")
        assert written(held, named, {Field.TITLE: "TBC"}, "2017-4-1.1") == there

    @pytest.mark.parametrize("wanted", ["open", "ongoing", "completed", "cancelled"])
    @pytest.mark.parametrize("service", ["local", "github", "gitlab"])
    @pytest.mark.parametrize(
        "there",
        [
            issue(labels=("bug",)),
            issue(labels=("status: ongoing",)),
            issue(state=State.CLOSED, reason=Reason.COMPLETED),
            issue(state=State.CLOSED, reason=Reason.NOT_PLANNED),
            issue(state=State.CLOSED, labels=("status: cancelled", "bug")),
            issue(state=State.CLOSED, reason=Reason.DUPLICATE),
        ],
    )
    def test_a_status_is_reached_from_any_other(self, wanted: str, service: str, there: Issue) -> None:
        """And a foreign label stays."""
        held = mirror(one(), service=service)
        after = written(held, there, {Field.STATUS: wanted})
        assert read(held, after).values[Field.STATUS] == wanted
        assert ("bug" in after.labels) == ("bug" in there.labels)

    def test_a_status_that_is_there_is_not_written(self) -> None:
        """Also where a label of ours is too many."""
        there = issue(state=State.CLOSED, reason=Reason.COMPLETED, labels=("status: ongoing",))
        assert patch_issue(mirror(one()), ID, there, {Field.STATUS: "completed"}, NUMBERS) == IssuePatch()

    def test_cancelling_a_closed_issue_says_so_by_a_label_too(self) -> None:
        """GitHub keeps the reason an issue was closed with."""
        there = issue(state=State.CLOSED, reason=Reason.COMPLETED)
        patch = patch_issue(mirror(one(), service="github"), ID, there, {Field.STATUS: "cancelled"}, NUMBERS)
        assert (patch.state, patch.reason, patch.add_labels) == (
            State.CLOSED,
            Reason.NOT_PLANNED,
            ("status: cancelled",),
        )

    def test_gitlab_is_told_of_a_dropped_activity_by_a_label(self) -> None:
        """It keeps no reason."""
        held = mirror(one(), service="gitlab")
        after = replace(written(held, issue(), {Field.STATUS: "cancelled"}), reason=None)
        assert read(held, after).values[Field.STATUS] == "cancelled"

    def test_labels_are_added_and_removed_one_by_one(self) -> None:
        """Only ours, whatever their case."""
        there = issue(labels=("Area: 2 Old", "bug", "TBC", "year: 2016"))
        values: dict[Field, Value] = {Field.AREA: "area: 1 New", Field.TBC: None, Field.YEAR: "year: 2016"}
        patch = patch_issue(mirror(one()), ID, there, values, NUMBERS)
        assert patch == IssuePatch(add_labels=("area: 1 New",), remove_labels=("Area: 2 Old", "TBC"))

    def test_assignees_are_added_and_removed_by_account(self) -> None:
        """Who stays is not touched."""
        held = mirror(one(), people={"UNU": {"local": "anna"}})
        there = issue(assignees=("Anna", "ben"))
        patch = patch_issue(held, ID, there, {Field.ASSIGNEES: "UNU\nzoe"}, NUMBERS)
        assert patch == IssuePatch(add_assignees=("zoe",), remove_assignees=("ben",))

    @pytest.mark.parametrize(
        ("wanted", "number"), [("2017-1-O1", 3), (None, None), ("#9", 9), ("not there yet", UNSET)]
    )
    def test_a_milestone_is_written_by_its_number(self, wanted: str | None, number: object) -> None:
        """One that isn't there yet is left for later."""
        patch = patch_issue(mirror(one()), ID, issue(milestone=5), {Field.MILESTONE: wanted}, NUMBERS)
        assert patch.milestone == number

    def test_a_due_date_goes_where_the_tracker_keeps_it(self) -> None:
        """Its own field, or a row of the table."""
        native, table = mirror(one()), mirror(one(), issue_dates=frozenset())
        assert written(native, created(native), {Field.DUE: "2017-06-30"}).due == date(2017, 6, 30)
        assert "| Due | 2017-06-30 |" in written(table, created(table), {Field.DUE: "2017-06-30"}).body

    def test_a_cleared_date_reads_as_cleared(self) -> None:
        """In the field and in the row."""
        for dates in (frozenset({Field.DUE}), frozenset[Field]()):
            held = mirror(one(activity(ID, due=date(2017, 1, 31))), issue_dates=dates)
            assert read(held, written(held, created(held), {Field.DUE: None})).values[Field.DUE] is None

    def test_a_damaged_block_is_not_written(self) -> None:
        """But what is not in it is."""
        held = mirror(one())
        there = patched_issue(created(held), IssuePatch(body="a person's text"))
        with pytest.raises(DamagedBlock):
            patch_issue(held, ID, there, {Field.LEAD: "IOM"}, NUMBERS)
        assert written(held, there, {Field.STATUS: "completed"}).state is State.CLOSED

    def test_a_new_id_is_written_to_mark_and_title(self) -> None:
        """Everything else stays."""
        there = created(mirror(one()))
        renamed = mirror(one(activity("2018-1-1.1")))
        patch = relink_issue(renamed, "2018-1-1.1", there)
        assert patch.title == "[2018-1-1.1] Launch the communications plan"
        assert patch.body == there.body.replace(ID, "2018-1-1.1")
        assert relink_issue(mirror(one()), ID, there) == IssuePatch()


class TestPlanSide:
    def test_a_native_due_date_is_computed_unless_the_plan_sets_one(self) -> None:
        """So that a change of the timeframe moves it."""
        read_ = plan_snapshots(mirror(one()))[ID]
        assert (read_.values[Field.DUE], read_.derived) == ("2017-04-30", {Field.DUE})
        set_ = plan_snapshots(mirror(one(activity(ID, due=date(2017, 6, 1)))))[ID]
        assert (set_.values[Field.DUE], set_.derived) == ("2017-06-01", frozenset())

    def test_without_a_native_field_only_the_plan_s_own_date_counts(self) -> None:
        """A computed one stands in no row."""
        got = plan_snapshots(mirror(one(), issue_dates=frozenset()))[ID]
        assert (got.values[Field.DUE], got.derived) == (None, frozenset())

    def test_every_item_that_is_mirrored_has_a_side(self) -> None:
        """Outputs, activities, and the area of activities without an output; nothing else."""
        whole = plan(
            area("1", "One", output("2017-1-O1", "Papers", activity(ID))),
            area("7", "Seven", activity("7.1")),
            area("8", "Lost"),
        )
        got = plan_snapshots(mirror(whole))
        assert list(got) == ["2017-1-O1", ID, "7", "7.1"]
        assert got["7.1"].values[Field.MILESTONE] == "7"
        assert got["7.1"].values[Field.YEAR] is None

    def test_lead_labels_are_off_unless_asked_for(self) -> None:
        """And then one a party."""
        assert Field.LEADS not in plan_snapshots(mirror(one()))[ID].values
        whole = one(activity(ID, lead="UNU, IOM and UNFPA"))
        labelled = plan_snapshots(mirror(whole, lead_labels=True))[ID]
        assert labelled.values[Field.LEADS] == "lead: IOM\nlead: UNFPA\nlead: UNU"

    def test_all_labels_that_are_used_are_known_before(self) -> None:
        """So that they can be made first, with their colours."""
        held = mirror(one(activity(ID, lead="UNU", status="ongoing", timeframe="TBC")), lead_labels=True)
        known = {label.name for label in held.labels}
        assert set(draft_issue(held, ID, 3).labels) <= known
        assert "status: cancelled" in known
