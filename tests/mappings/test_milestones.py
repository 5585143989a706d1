"""Outputs as milestones: titles with their place behind, dates, state, and what is read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from mappings.issue import Milestone, MilestonePatch, State
from mappings.issues import plan_snapshots
from mappings.marks import DamagedBlock
from mappings.milestones import (
    draft_milestone,
    milestone_snapshot,
    milestone_titles_agree,
    patch_milestone,
    relink_milestone,
)
from mappings.mirror import Mirror
from mappings.plan import Activity, Plan
from mappings.snapshot import Field, Kind, Snapshot, Value
from tests.builders.forge import created_milestone, mirror, patched_milestone
from tests.builders.plans import activity, area, output, plan

ID = "2017-1-O1"
TITLE = "Joint position papers"
LONG = "Joint position papers, statements and communiqués on key migration issues"


def one(*activities: Activity, title: str = TITLE, **fields: object) -> Plan:
    """A plan of one output."""
    held = activities or (activity(timeframe="April 2017"),)
    return plan(area("1", "Coordination and visibility", output(ID, title, *held, **fields)))


def created(held: Mirror, item: str = ID) -> Milestone:
    return created_milestone(draft_milestone(held, item))


def read(held: Mirror, there: Milestone, last: Mapping[Field, Value] | None = None) -> Snapshot:
    return milestone_snapshot(held, ID, there, last or {})


def written(held: Mirror, there: Milestone, values: Mapping[Field, Value]) -> Milestone:
    return patched_milestone(there, patch_milestone(held, ID, there, values))


def retitled(there: Milestone, title: str) -> Milestone:
    return patched_milestone(there, MilestonePatch(title=title))


def test_a_new_milestone_says_where_it_belongs() -> None:
    """Titles repeat over the years; id, area and year tell them apart."""
    draft = draft_milestone(mirror(one(title=LONG, source="lines 429-437")), ID)
    assert draft.title == f"[{ID}] {LONG} (Coordination and visibility, 2017)"
    assert draft.description == (
        f"<!-- workplan: gmg {ID} -->\n**Output:** {LONG}\n\n"
        "Coordination and visibility, 2017, Output 1 · document lines 429–437\n\n"
        "Closes by itself when all its activities are done.\n<!-- /workplan -->"
    )
    assert (draft.start, draft.due) == (date(2017, 4, 1), date(2017, 4, 30))


def test_an_area_with_activities_of_its_own_is_a_milestone() -> None:
    """Workstream plans have no outputs."""
    held = mirror(plan(area("7", "Remittances", activity("7.1", timeframe="2024"), kind="workstream")))
    draft = draft_milestone(held, "7")
    assert draft.title == "[7] Remittances"
    assert "**Workstream:** Remittances" in draft.description
    assert draft.due == date(2024, 12, 31)
    assert plan_snapshots(held)["7"].kind is Kind.AREA


@pytest.mark.parametrize("limit", [60, 90, 255])
@pytest.mark.parametrize("title", [TITLE, LONG, "a|b @anna #12\n*x*"])
def test_what_was_written_reads_back(limit: int, title: str) -> None:
    """Cut or whole, the title is the plan's, and nothing needs to be patched."""
    held = mirror(one(title=title), title_limit=limit)
    there = created(held)
    assert len(there.title) <= limit
    assert read(held, there).values == plan_snapshots(held)[ID].values
    assert patch_milestone(held, ID, there, plan_snapshots(held)[ID].values) == MilestonePatch()
    assert milestone_titles_agree(held, ID, there)


def test_a_tracker_without_start_dates_holds_none() -> None:
    """GitHub has due dates only."""
    held = mirror(one(), milestone_dates=frozenset({Field.DUE}))
    assert draft_milestone(held, ID).start is None
    assert Field.START not in plan_snapshots(held)[ID].values
    assert Field.START not in read(held, created(held)).values


def test_dates_are_computed_unless_the_output_sets_them() -> None:
    """Then they are the plan's own."""
    assert plan_snapshots(mirror(one()))[ID].derived == {Field.START, Field.DUE}
    got = plan_snapshots(mirror(one(due=date(2017, 9, 1))))[ID]
    assert (got.values[Field.DUE], got.derived) == ("2017-09-01", {Field.START})


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (("completed", "cancelled"), "closed"),
        (("cancelled",), "closed"),
        (("completed", None), "open"),
        (("completed", "ongoing"), "open"),
        ((None,), "open"),
    ],
)
def test_a_milestone_is_closed_when_all_its_activities_are_done(
    statuses: tuple[str | None, ...], state: str
) -> None:
    """Dropped counts as done."""
    held = one(*(activity(f"2017-1-1.{n}", status=status) for n, status in enumerate(statuses)))
    assert plan_snapshots(mirror(held))[ID].values[Field.STATE] == state


def test_a_milestone_without_activities_is_never_closed() -> None:
    """There was nothing to do yet."""
    assert plan_snapshots(mirror(plan(output(ID, TITLE))))[ID].values[Field.STATE] == "open"


def test_a_renamed_area_is_no_edit_of_the_title() -> None:
    """The plan changed what stands behind it, nobody changed the title."""
    there = created(mirror(one()))
    moved = mirror(plan(area("1", "Another name (new)", output(ID, "Another title"))))
    assert read(moved, there, {Field.TITLE: TITLE}).values[Field.TITLE] == TITLE


@pytest.mark.parametrize(
    "shown",
    [
        f"[{ID}] By a person (Coordination and visibility, 2017)",
        f"[{ID}] By a person",
        "By a person",
        "By a person (Coordination and visibility, 2017)",
    ],
)
def test_a_person_s_title_is_read_without_id_and_place(shown: str) -> None:
    """However much of our part they kept."""
    held = mirror(one())
    there = retitled(created(held), shown)
    assert read(held, there, {Field.TITLE: TITLE}).values[Field.TITLE] == "By a person"
    assert not milestone_titles_agree(held, ID, there)


def test_a_person_s_title_may_end_in_brackets() -> None:
    """Only our own place is taken off."""
    held = mirror(one())
    there = retitled(created(held), f"[{ID}] Papers (draft)")
    assert read(held, there, {Field.TITLE: TITLE}).values[Field.TITLE] == "Papers (draft)"


@pytest.mark.parametrize("title", ["Papers (draft)", "Papers (Coordination and visibility, 2017)"])
def test_the_plan_s_title_may_end_in_brackets(title: str) -> None:
    """They are no place."""
    held = mirror(one(title=title))
    there = created(held)
    assert read(held, there).values[Field.TITLE] == title
    bare = retitled(there, f"[{ID}] {title}")
    assert read(held, bare, {Field.TITLE: title}).values[Field.TITLE] == title


@pytest.mark.parametrize("shown", [f"[{ID}] {TITLE}", TITLE, f"{TITLE} (Coordination and visibility, 2017)"])
def test_a_removed_id_or_place_is_no_edit(shown: str) -> None:
    """Adopted, never corrected."""
    held = mirror(one())
    there = retitled(created(held), shown)
    assert read(held, there, {Field.TITLE: TITLE}).values[Field.TITLE] == TITLE
    assert patch_milestone(held, ID, there, {Field.TITLE: TITLE}) == MilestonePatch()


def test_an_edit_in_the_description_is_a_new_title() -> None:
    """That is the place for one that is too long."""
    held = mirror(one())
    there = created(held)
    there = patched_milestone(
        there, MilestonePatch(description=there.description.replace(f"** {TITLE}", "** By a person"))
    )
    assert read(held, there, {Field.TITLE: TITLE}).values[Field.TITLE] == "By a person"
    carried = written(held, there, {Field.TITLE: "By a person"})
    assert carried.title == f"[{ID}] By a person (Coordination and visibility, 2017)"
    assert milestone_titles_agree(held, ID, carried)


def test_a_new_title_is_written_to_both_places() -> None:
    """And nothing else of the description changes."""
    held = mirror(one())
    there = created(held)
    there = patched_milestone(there, MilestonePatch(description=f"Before\n{there.description}\nAfter\r\n"))
    after = written(held, there, {Field.TITLE: "New | name"})
    assert after.title == f"[{ID}] New | name (Coordination and visibility, 2017)"
    assert after.description == there.description.replace(f"** {TITLE}", "** New \\| name")
    assert read(held, after).values[Field.TITLE] == "New | name"


def test_a_renamed_area_is_written_behind_the_title() -> None:
    """With the line of the description that says so."""
    there = created(mirror(one()))
    moved = mirror(plan(area("1", "Another name", output(ID, TITLE, activity(timeframe="April 2017")))))
    after = written(moved, there, {Field.CONTEXT: plan_snapshots(moved)[ID].values[Field.CONTEXT]})
    assert after.title == f"[{ID}] {TITLE} (Another name, 2017)"
    assert read(moved, after).values == plan_snapshots(moved)[ID].values


def test_dates_and_state_are_written_alone() -> None:
    """The texts stay."""
    held = mirror(one())
    values: dict[Field, Value] = {Field.DUE: "2017-09-01", Field.START: None, Field.STATE: "closed"}
    patch = patch_milestone(held, ID, created(held), values)
    assert patch == MilestonePatch(start=None, due=date(2017, 9, 1), state=State.CLOSED)


@pytest.mark.parametrize("description", ["A person's text", "<!-- workplan: gmg 2017-1-O1 -->\nno end"])
def test_damage_blocks_the_texts_and_nothing_else(description: str) -> None:
    """Dates and state are still read and written."""
    held = mirror(one())
    there = patched_milestone(created(held), MilestonePatch(description=description, state=State.CLOSED))
    got = read(held, there)
    assert set(got.unread) == {Field.TITLE, Field.CONTEXT}
    assert got.values[Field.STATE] == "closed"
    assert written(held, there, {Field.STATE: "open"}).state is State.OPEN
    with pytest.raises(DamagedBlock):
        patch_milestone(held, ID, there, {Field.TITLE: "New"})


def test_a_new_id_is_written_to_mark_and_title() -> None:
    """Everything else stays."""
    there = created(mirror(one()))
    patch = relink_milestone(mirror(plan(output("2018-1-O1", TITLE))), "2018-1-O1", there)
    assert patch.title == f"[2018-1-O1] {TITLE} (Coordination and visibility, 2017)"
    assert patch.description == there.description.replace(ID, "2018-1-O1")
