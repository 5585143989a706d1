"""Every way in which people fill in what is open, and every way to settle a conflict, on every tracker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from mappings.issue import IssuePatch
from mappings.plan import Activity
from mappings.snapshot import Field, Side
from sync.asking import MOST
from sync.memory import Change
from sync.records import records
from sync.report import Report
from sync.trace import Event, Intent
from tests.builders.plans import activity, area, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import ANNA, BEN, GitHubRig, GitLabRig, LocalRig
from tests.builders.trace import events_of
from tests.builders.world import MemoryState

AnyRig = LocalRig | GitHubRig | GitLabRig
LONG_AGO = date(2016, 9, 18)
Act = Callable[[RemoteWorld, str], None]


class Remembering(MemoryState):
    """Keeps the history too."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.announced: dict[str, Intent] = {}

    def commit(self, changes: Sequence[Change]) -> None:
        super().commit(changes)
        self.events += events_of(changes, self.announced)


def world_of(rig: AnyRig, *activities: Activity) -> RemoteWorld:
    made = RemoteWorld(plan(area("1", "Coordination", *activities)), rig)
    made.state = Remembering()
    assert made.sync().code == 0
    return made


def says(text: str) -> Act:
    return lambda made, item: made.comment(item, text)


def types(row: str, text: str) -> Act:
    return lambda made, item: made.cell(item, row, text)


def retitles(text: str) -> Act:
    return lambda made, item: made.edit_issue(item, IssuePatch(title=f"[{item}] {text}"))


def assigns(made: RemoteWorld, item: str) -> None:
    made.edit_issue(item, IssuePatch(add_assignees=(BEN,)))


def dates(day: date) -> Act:
    """In the issue's own field; where it has none, as a row."""

    def act(made: RemoteWorld, item: str) -> None:
        if Field.DUE in made.eyes.capabilities.issue_dates:
            made.edit_issue(item, IssuePatch(due=day))
            return
        rows = [line for line in made.issue(item).body.split("\n") if not line.startswith("| Due |")]
        at = next(index for index, line in enumerate(rows) if line.startswith("| Lead |"))
        rows.insert(at, f"| Due | {day} |")
        made.edit_issue(item, IssuePatch(body="\n".join(rows)))

    return act


FILLED: dict[str, tuple[str, Act, str, str]] = {
    "title-comment": ("title", says("What: Meet"), "title", "Meet"),
    "title-row": ("title", types("What", "Meet"), "title", "Meet"),
    "title-title": ("title", retitles("Meet"), "title", "Meet"),
    "when-comment": ("timeframe", says("Quand : juin 2017"), "timeframe", "juin 2017"),
    "when-row": ("timeframe", types("When", "June 2017"), "timeframe", "June 2017"),
    "when-due": ("timeframe", dates(date(2017, 6, 30)), "due", "2017-06-30"),
    "when-due-comment": ("timeframe", says("Due: 30 June 2017"), "due", "2017-06-30"),
    "lead-comment": ("lead", says("Responsable: UNU"), "lead", "UNU"),
    "lead-row": ("lead", types("Lead", "UNU"), "lead", "UNU"),
    "lead-assignee": ("lead", assigns, "assignees", BEN),
    "funding-comment": ("funding", says("Thanks!\n\n- Financiación: IOM\n-- \nBen"), "funding", "IOM"),
    "funding-row": ("funding", types("Funding", "IOM"), "funding", "IOM"),
}
"""Item -> what is to be confirmed, what anna does, and what the plan says then."""


def undecided(item: str, name: str) -> Activity:
    texts = {"title": "Launch", "timeframe": "May 2017", "lead": "IOM", "funding": "IOM", name: "TBC"}
    return activity(item, texts.pop("title"), **texts, tbc_since={name: LONG_AGO})


def test_every_way_to_fill_in_what_is_open(any_rig: AnyRig) -> None:
    """The plan has it, its age and label are gone, comments have a receipt, and it is told who it was."""
    made = world_of(any_rig, *(undecided(item, name) for item, (name, *_) in FILLED.items()))
    assert all("tbc" in made.issue(item).labels for item in FILLED)
    for item, (_, act, *_) in FILLED.items():
        act(made, item)
    report = made.sync()
    assert (report.code, report.conflicts, report.findings) == (0, [], [])
    now = records(made.plan.plan)
    for item, (_, _, key, wanted) in FILLED.items():
        record = now[item]
        assert isinstance(record, Activity)
        assert (item, made.said(item, key), dict(record.tbc_since)) == (item, wanted, {})
        assert (item, [name for name in made.issue(item).labels if name == "tbc"]) == (item, [])
        told = [one for one in made.state.events if one.item == item and one.field == key]
        (event,) = [one for one in told if one.why.of_people]
        assert (item, event.who, event.side) == (item, ANNA, Side.FORGE)
    bot = any_rig.bot()
    said = [one for item in FILLED for one in bot.comments(made.issue(item).number) if one.author == ANNA]
    assert len(said) == sum("comment" in item for item in FILLED)
    assert all(bot.has_receipt(one) for one in said)
    assert made.sync().steps == []


VALUES = {
    "title": ("Launch", "Begin", "Open"),
    "timeframe": ("April 2017", "June 2017", "September 2017"),
    "due": ("2017-04-30", "2017-06-30", "2017-09-30"),
    "lead": ("IOM", "UNU", "ILO"),
    "tasks": ("[ ] Draft", "[ ] Draft it", "[ ] Write"),
}
"""Field -> before, on the plan's side, on the tracker's."""
WAYS = ("comment", "here", "there", "plan", "tracker")
"""An answer; the same typed into the plan, or on the issue; the two forms of `resolve`."""


def disputed() -> Iterator[tuple[str, str, str]]:
    for name in VALUES:
        for way in WAYS:
            if (name, way) != ("tasks", "comment"):  # no line of a comment says tasks
                yield f"{name}-{way}", name, way


def writes(made: RemoteWorld, item: str, name: str, value: str) -> None:
    """On the issue, where people write it."""
    match name:
        case "title":
            retitles(value)(made, item)
        case "due":
            dates(date.fromisoformat(value))(made, item)
        case "tasks":
            old = next(line for line in made.issue(item).body.split("\n") if line.startswith("- ["))
            made.edit_issue(item, IssuePatch(body=made.issue(item).body.replace(old, f"- {value}")))
        case _:
            types({"timeframe": "When", "lead": "Lead"}[name], value)(made, item)


def start(item: str, name: str) -> Activity:
    before = VALUES[name][0]
    match name:
        case "title":
            return activity(item, before)
        case "due":
            return activity(item, "Report", due=date.fromisoformat(before))
        case "tasks":
            return activity(item, "Report", tasks=(before[4:],))
    return activity(item, "Report", **{name: before})


@pytest.fixture
def told(any_rig: AnyRig) -> tuple[RemoteWorld, Report]:
    """Each field once for each way to settle it: edited on both sides, and told."""
    made = world_of(any_rig, *(start(item, name) for item, name, _ in disputed()))
    for item, name, _ in disputed():
        _, here, there = VALUES[name]
        made.edit_plan(item, name, here)
        writes(made, item, name, there)
    return made, made.sync()


def test_every_way_to_settle_a_conflict(told: tuple[RemoteWorld, Report]) -> None:
    """First nothing is overwritten, and it is said who did what; then both sides say what was settled."""
    made, report = told
    assert sorted(one.item for one in report.conflicts) == sorted(item for item, _, _ in disputed())
    editors = [one.edit.who for one in report.standing.values() if one.edit]
    assert editors == [ANNA] * MOST
    for item, name, way in disputed():
        _, here, there = VALUES[name]
        assert (item, made.said(item, name)) == (item, here)
        (note,) = made.eyes.comments(made.issue(item).number)
        assert "Nothing has been overwritten." in note.body
        assert "(in the plan file, seen on" in note.body
        assert "@" not in note.body
        match way:
            case "comment":
                word = {"title": "What", "timeframe": "When", "due": "Due", "lead": "Lead"}[name]
                made.comment(
                    item,
                    f"{word}: {date.fromisoformat(there):%d %B %Y}" if name == "due" else f"{word}: {there}",
                )
            case "here":
                made.edit_plan(item, name, there)
            case "there":
                writes(made, item, name, here)
    choices = {
        (item, Field(name)): Side.PLAN if way == "plan" else Side.FORGE
        for item, name, way in disputed()
        if way in ("plan", "tracker")
    }
    settled = made.sync(choices=choices)
    assert (settled.code, settled.conflicts) == (0, [])
    stranger = made.as_stranger()
    assert stranger.conflicts == []
    for item, name, way in disputed():
        _, here, there = VALUES[name]
        assert (item, made.said(item, name)) == (item, here if way in ("there", "plan") else there)
        first = next(iter(made.eyes.comments(made.issue(item).number)))
        assert "**Settled.**" in first.body
    assert made.state.memory.standing == {}
    assert made.sync().steps == []


def test_a_value_that_nobody_changed_there_is_nobodys(any_rig: AnyRig) -> None:
    """The timeframe was changed in the plan, beside an older date: ben's edit of another row is no matter."""
    made = world_of(any_rig, activity("a1", "Report", timeframe="April 2017", due=date(2017, 4, 30)))
    types("Funding", "IOM")(made, "a1")
    made.sync()
    made.edit_plan("a1", "timeframe", "June 2017")
    report = made.sync()
    assert [one.field for one in report.conflicts] == [Field.TIMEFRAME]
    assert [one.edit for one in report.standing.values()] == [None]


def questions(rig: GitHubRig | GitLabRig) -> int:
    """How often it was asked who has changed something."""
    asked = [one.request for one in rig.server.requests()]
    return sum("graphql" in one.path or "activity_filter" in one.query for one in asked)


def test_many_answers_cost_few_questions(rig: GitHubRig | GitLabRig) -> None:
    """A text has one editor, however many of its rows were filled in; and a quiet run asks nothing."""
    named = {"timeframe": "TBC", "lead": "TBC", "funding": "TBC"}
    made = world_of(rig, *(activity(f"a{n}", "Report", **named) for n in range(3)))
    for item in ("a0", "a1", "a2"):
        for row in ("When", "Lead", "Funding"):
            types(row, "June 2017")(made, item)
    made.sync()
    assert questions(rig) == 3
    assert {one.who for one in made.state.events if one.field in named and one.run == 2} == {ANNA}
    made.sync()
    assert questions(rig) == 3


def test_who_put_another_value_there_is_told_then(any_rig: AnyRig) -> None:
    """A conflict goes on with what ben writes over anna's: the comment and the list name ben."""
    made = world_of(any_rig, activity("a1", "Report", lead="IOM"))
    made.edit_plan("a1", "lead", "UNU")
    types("Lead", "ILO")(made, "a1")
    made.sync()
    made.rig.advance(minutes=5)
    body = made.issue("a1").body.replace("| Lead | ILO |", "| Lead | UNESCO |")
    any_rig.person(BEN).edit_issue(made.issue("a1").number, IssuePatch(body=body))
    report = made.sync()
    assert [one.edit.who for one in report.standing.values() if one.edit] == [BEN]
    (note,) = made.eyes.comments(made.issue("a1").number)
    assert "This issue says “UNESCO” (ben, " in note.body
