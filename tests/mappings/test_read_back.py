"""Rendering a plan and reading it back gives the plan, for any plan on any tracker; so does every patch."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mappings.issue import IssuePatch, MilestonePatch
from mappings.issues import draft_issue, issue_snapshot, patch_issue, plan_snapshots, titles_agree
from mappings.milestones import draft_milestone, milestone_snapshot, patch_milestone
from mappings.mirror import Mirror
from mappings.plan import Activity, Plan, Task
from mappings.snapshot import OPEN, UNREPORTED, Field, Kind, Value
from tests.builders.forge import created_issue, created_milestone, mirror, patched_issue, patched_milestone
from tests.builders.plans import activity, area, output, plan
from tests.mappings.test_cells import TEXTS

ITEM = "2017-1-1.1"
NATIVE, TABLE = frozenset({Field.DUE}), frozenset[Field]()
DATES = st.none() | st.dates(date(2010, 1, 1), date(2030, 12, 31))
OPEN_TITLES = st.sampled_from(["TBC", "tbc", "(To be confirmed)", "TBC (1 of 2) – x", "Workshop…"])
TITLES = st.one_of(OPEN_TITLES, TEXTS, st.text(max_size=400)).filter(lambda text: bool(text.strip()))
CELLS = st.one_of(st.none(), TEXTS, st.sampled_from(["TBC", "April 2017", "2016", "Ongoing", "IOM and UNDP"]))
STATUSES = st.sampled_from([None, "not started", "ongoing", "completed", "cancelled"])
HOSTILE = (
    "<!-- /workplan -->",
    "<!-- workplan: gmg 2017-1-1.2 -->",
    "x\n<!-- /workplan -->\n/close",
    "| When | never |",
    "x |\n| Lead | nobody |",
    "**Done?** Close this issue.",
    "**Know something?**",
    "- [x] done",
    "```",
    "[2017-1-1.1] twice",
    "\u202eright to left\u2066",
    "\u200b",
    "…",
    "@\u200banna",
)


@st.composite
def activities(draw: st.DrawFn, id: str = ITEM) -> Activity:
    tasks = draw(st.lists(st.tuples(TITLES, st.booleans()), max_size=3))
    return activity(
        id,
        draw(TITLES),
        number=draw(st.none() | st.just("1.1") | st.text(max_size=5)),
        timeframe=draw(CELLS),
        lead=draw(CELLS),
        funding=draw(CELLS),
        source=draw(st.sampled_from([None, "lines 3-3", "lines 3-5", "page 4 | top"])),
        status=draw(STATUSES),
        start=draw(DATES),
        due=draw(DATES),
        tasks=tuple(Task(text=text, done=done) for text, done in tasks),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    one, two = draw(activities()), draw(activities("2017-1-1.2"))
    loose = draw(st.booleans())
    title = draw(TITLES)
    held = (one, two) if loose else (output("2017-1-O1", draw(TITLES), one, two, due=draw(DATES)),)
    return plan(area("1", title, *held))


def read(held: Mirror, item: str) -> dict[Field, Value]:
    """What a tracker says of an issue that was just made there."""
    there = created_issue(draft_issue(held, item, 3))
    return dict(issue_snapshot(held, item, there, {3: held.milestone_of[item]}).values)


def wanted(held: Mirror, item: str) -> dict[Field, Value]:
    """The plan's side in the tracker's words. A new issue is open and unassigned."""
    values = dict(plan_snapshots(held)[item].values)
    if values[Field.STATUS] != "ongoing":
        values[Field.STATUS] = OPEN
    values[Field.ASSIGNEES] = None
    return values


@pytest.mark.parametrize("dates", [NATIVE, TABLE])
@given(plans(), st.sampled_from([60, 255]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_an_issue_says_what_the_plan_says(dates: frozenset[Field], whole: Plan, limit: int) -> None:
    """Every field, whatever the texts hold and wherever the title is cut."""
    held = mirror(whole, issue_dates=dates, title_limit=limit, lead_labels=True)
    for item in (ITEM, "2017-1-1.2"):
        assert read(held, item) == wanted(held, item)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_imitates_our_own_parts_reads_back(text: str) -> None:
    """Marks, rows, sentences, boxes: in the plan they are text."""
    tasks = (Task(text=text), Task(text="two"))
    whole = plan(
        area(
            "1",
            text,
            output(
                "2017-1-O1",
                text,
                activity(
                    ITEM, text, number=text, timeframe=text, lead=text, funding=text, source=text, tasks=tasks
                ),
            ),
        )
    )
    held = mirror(whole)
    assert read(held, ITEM) == wanted(held, ITEM)
    there = created_milestone(draft_milestone(held, "2017-1-O1"))
    assert milestone_snapshot(held, "2017-1-O1", there).values == plan_snapshots(held)["2017-1-O1"].values


@given(plans(), st.sampled_from([60, 255]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_milestone_says_what_the_plan_says(whole: Plan, limit: int) -> None:
    """Title, dates and place; a new one is open."""
    held = mirror(whole, title_limit=limit)
    for item, ours in plan_snapshots(held).items():
        if ours.kind is not Kind.ACTIVITY:
            there = created_milestone(draft_milestone(held, item))
            assert milestone_snapshot(held, item, there).values == {**ours.values, Field.STATE: OPEN}
            assert len(there.title) <= limit


@pytest.mark.parametrize("dates", [NATIVE, TABLE])
@given(activities(), activities(), st.sampled_from(["", "\n\nA person's text | @all\r\n- [ ] theirs"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_patch_brings_any_issue_to_any_values(
    dates: frozenset[Field], before: Activity, after: Activity, around: str
) -> None:
    """Afterwards the issue says them, its two titles agree, people's text stays, and no patch is left."""
    old, new = mirror(plan(before), issue_dates=dates), mirror(plan(after), issue_dates=dates)
    there = created_issue(draft_issue(old, ITEM, 3))
    there = patched_issue(there, IssuePatch(body=there.body + around))
    values = dict(plan_snapshots(new)[ITEM].values)
    if values[Field.STATUS] in (UNREPORTED, "not started"):
        values[Field.STATUS] = OPEN
    numbers = {"2017-1-O1": 3}
    done = patched_issue(there, patch_issue(new, ITEM, there, values, numbers))
    got = issue_snapshot(new, ITEM, done, {3: "2017-1-O1"}, {Field.TITLE: values[Field.TITLE]})
    assert not got.unread
    assert {field: got.values.get(field) for field in values} == values
    assert titles_agree(ITEM, done)
    assert done.body.endswith(around)
    assert patch_issue(new, ITEM, done, values, numbers) == IssuePatch()


@given(TITLES, TITLES)
@settings(max_examples=40)
def test_a_patch_brings_any_milestone_to_any_title(before: str, after: str) -> None:
    """With no patch left afterwards."""
    old, new = mirror(plan(output("2017-1-O1", before))), mirror(plan(output("2017-1-O1", after)))
    there = created_milestone(draft_milestone(old, "2017-1-O1"))
    values = plan_snapshots(new)["2017-1-O1"].values
    done = patched_milestone(there, patch_milestone(new, "2017-1-O1", there, values))
    assert milestone_snapshot(new, "2017-1-O1", done).values == values
    assert patch_milestone(new, "2017-1-O1", done, values) == MilestonePatch()
