"""What a person reads after a sync: short, in words, with the numbers and the command that goes on."""

from __future__ import annotations

import pytest

from bot.text.findings import finding_line
from bot.text.sync import Names, report_text
from mappings.snapshot import Field, Side
from sync.changes import Conflict, Hold, Step, StepKind, Unread, Why
from sync.guard import Refused
from sync.records import records
from sync.report import Finding, FindingKind, Outcome, Report, Result
from tests.builders.plans import activity, plan

NAMES = Names(
    "plan.yaml",
    "the tracker t.db",
    records(plan(activity("a", "Launch the plan"), activity("b", "Meet", due=None))),
)


def text(report: Report, *, planned: bool = False) -> str:
    return report_text(report, NAMES, planned=planned)


def step(
    field: str = "lead",
    old: str | None = "IOM",
    new: str | None = "UNDP",
    *,
    item: str = "a",
    kind: StepKind = StepKind.EDIT,
    side: Side = Side.PLAN,
    lost: str | None = None,
) -> Step:
    return Step(kind, side, item, field, old, new, None, lost)


def done(*steps: Step) -> Report:
    return Report(outcomes=[Outcome(one, Result.DONE) for one in steps], mirrored=2)


def test_nothing_to_do() -> None:
    """A quiet run is three words."""
    assert text(Report(mirrored=229)) == "Nothing to do.\n"


def test_links_are_not_told() -> None:
    """The addresses written into the plan go without saying."""
    link = step("issue", None, "local:1", kind=StepKind.LINK)
    made = step("activity", None, "[a]", kind=StepKind.CREATE, side=Side.FORGE)
    assert text(done(made, link)) == "Made 1 issue on the tracker t.db; plan.yaml has its link.\n"


def test_changes_are_grouped_by_item() -> None:
    """One line an item, in the order of the issue's table."""
    report = done(step("lead"), step("timeframe", "2017", "June 2017"), step(item="b"))
    assert text(report).splitlines() == [
        "From the tracker, written into plan.yaml:",
        "  a Launch the plan – when: 2017 → June 2017; lead: IOM → UNDP",
        "  b Meet – lead: IOM → UNDP",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (step("status", "unreported", "completed", kind=StepKind.CLOSE), "status: no report yet → completed"),
        (step("status", "completed", "ongoing", kind=StepKind.REOPEN), "status: completed → ongoing"),
        (step("due", None, "2017-06-30"), "due: nothing → 30 June 2017"),
        (step("funding", "IOM", None), "funding: IOM → nothing"),
        (step("tasks", None, "[ ] one\n[x] two"), "tasks: nothing → [ ] one / [x] two"),
        (step("lead", "IOM", "UNDP", lost="UNU"), "lead: IOM → UNDP (instead of UNU)"),
        (step("status", "ongoing", "completed", lost="ongoing"), "status: ongoing → completed"),
        (step("funding", "IOM", "x " * 200), "…"),
    ],
)
def test_values_are_in_words(change: Step, said: str) -> None:
    """Dates and states as people say them; long texts are cut."""
    told = text(done(change)).splitlines()[1]
    assert told.endswith(said)
    assert len(told) < 160


def test_what_follows_is_a_count() -> None:
    """Labels, and dates that the plan does not set itself, are nobody's edit."""
    report = done(
        step("tbc label", "tbc", None, side=Side.FORGE),
        step("due", None, "2017-06-30", side=Side.FORGE),
        step("title", "Meet", "Meet", item="b", side=Side.FORGE),
    )
    assert text(report) == "Labels, dates and the like that follow from the plan were adjusted on 2 items.\n"


def test_many_changes_are_cut() -> None:
    """A dozen lines, and where the rest is: another sync would have nothing to tell of them."""
    report = done(*(step(item=f"i{number}") for number in range(100)))
    lines = text(report).splitlines()
    assert len(lines) == 13
    assert lines[-1] == "  … and 89 more: workplan history"


def test_a_preview_shows_every_change() -> None:
    """It is what other messages point to; and whoever only looks is not sent to a command that writes."""
    report = done(*(step(item=f"i{number}") for number in range(100)))
    lines = text(report, planned=True).splitlines()
    assert len(lines) == 101
    assert "more" not in lines[-1]


@pytest.mark.parametrize(("items", "has"), [(["a"], "has its link."), (["a", "b"], "has their links.")])
def test_what_was_made_is_counted_right(items: list[str], has: str) -> None:
    """One issue has its link, two have theirs."""
    made = [step("activity", item=item, side=Side.FORGE, kind=StepKind.CREATE) for item in items]
    assert text(done(*made)).endswith(f"; plan.yaml {has}\n")


def test_nothing_is_cut_silently() -> None:
    """What was left alone, or could not be read, is counted where it is not listed."""
    holds = [Hold(f"i{number}", Field.DUE, "2017-06-30", None) for number in range(6)]
    unread = [Unread(f"i{number}", Field.DUE, "mid May") for number in range(7)]
    lines = text(Report(new_holds=holds, new_unread=unread)).splitlines()
    assert [line for line in lines if "…" in line] == ["  … and 1 more", "  … and 2 more"]


def test_a_preview_says_would() -> None:
    """Nothing sounds as if it had been done."""
    told = text(done(step(), step("year label", side=Side.FORGE)), planned=True)
    assert "would be written into plan.yaml" in told
    assert "would be adjusted on 1 item" in told
    assert "were" not in told


def test_a_conflict_has_both_values_and_the_command() -> None:
    """And what stood before."""
    report = Report(conflicts=[Conflict("a", Field.TIMEFRAME, "June", "July", "April", Why.BOTH)])
    assert text(report).splitlines() == [
        "1 question for you. Nothing of this was overwritten:",
        "  a Launch the plan: when",
        "    the plan says June; the tracker says July; before that: April",
        "    workplan resolve a timeframe --plan   or   --tracker",
    ]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Why.BASE_LOST, "which is older is not known"),
        (Why.OLDER_DATE, "the plan's own due date still says 30 April 2017"),
        (Why.UNCERTAIN, "the plan says June; the tracker says July"),
    ],
)
def test_each_reason_of_a_conflict_is_said(why: Why, said: str) -> None:
    """Why it waits for a person."""
    assert said in text(Report(conflicts=[Conflict("a", Field.TIMEFRAME, "June", "July", "2017-04-30", why)]))


def test_many_conflicts_are_cut() -> None:
    """Five, and the command that lists all."""
    conflicts = [Conflict(f"i{number}", Field.LEAD, "x", "y", "z", Why.BOTH) for number in range(9)]
    lines = text(Report(conflicts=conflicts)).splitlines()
    assert lines[0].startswith("9 questions")
    assert lines[-1] == "  … and 4 more: workplan conflicts"


def test_a_refusal_has_its_numbers_and_the_way_on() -> None:
    """How many, where, which, and the command that accepts exactly these."""
    steps = tuple(step(item=f"i{number}") for number in range(60))
    report = Report(guarded=[Refused("edits", Side.PLAN, 60, 229, "ab12cd34", steps)])
    lines = text(report).splitlines()
    assert lines[0].endswith(": edits of 60 of 229 items in plan.yaml. None of them was done.")
    assert lines[-2] == "  … and 55 more: workplan preview"
    assert lines[-1] == "  If this is right: workplan sync --accept ab12cd34"


def test_a_preview_shows_every_step_of_a_refusal() -> None:
    """So that somebody can look at all of it before accepting."""
    steps = tuple(step(item=f"i{number}") for number in range(60))
    report = Report(guarded=[Refused("edits", Side.PLAN, 60, 229, "ab12cd34", steps)])
    assert len(text(report, planned=True).splitlines()) == 62


def test_what_was_not_taken_is_said_with_the_reason() -> None:
    """Failed and refused values by item, deferred ones as a count."""
    report = Report(
        outcomes=[
            Outcome(step(side=Side.FORGE), Result.FAILED, "The title is too long."),
            Outcome(step(item="b"), Result.REFUSED, "the line has two values"),
            Outcome(step("funding"), Result.DEFERRED, "changed meanwhile"),
        ]
    )
    assert text(report).splitlines() == [
        "Left for the next sync, as somebody is changing it: 1 item.",
        "Not taken by the tracker: a Launch the plan, lead: The title is too long.",
        "Not taken by plan.yaml: b Meet, lead: the line has two values",
    ]


def test_holds_and_unread_values_are_said() -> None:
    """What was left alone, and what can't be read."""
    report = Report(
        new_holds=[Hold("a", Field.DUE, "2017-06-30", "2017-07-31")],
        new_unread=[Unread("b", Field.DUE, "mid May")],
    )
    told = text(report)
    assert "left so: a Launch the plan, due 31 July 2017 (the plan amounts to 30 June 2017)" in told
    assert "b Meet, due: “mid May”" in told


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_finding_has_a_sentence(kind: FindingKind) -> None:
    """With the item, the place, and none of our own words."""
    told = finding_line(Finding(kind, "a", "local:3"), "a Launch the plan")
    of_the_plan = (FindingKind.STATE_LOST, FindingKind.PARTIAL)
    assert "a Launch the plan" in told or kind in of_the_plan
    assert not {"forge", "base", "snapshot", "exception"} & set(told.lower().split())


def test_a_damaged_text_is_told_once() -> None:
    """Not each of the fields that can't be read because of it."""
    report = Report(
        findings=[Finding(FindingKind.DAMAGED, "a", "local:3")],
        new_unread=[Unread("a", Field.LEAD, "no marks"), Unread("b", Field.DUE, "mid May")],
    )
    told = text(report)
    assert told.count("a Launch the plan") == 1
    assert "mid May" in told
