"""A story that makes every kind of request: a first mirror, and people who edit both sides.

What is to stand at its end does not depend on what goes wrong on the line meanwhile.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from mappings.comments import hidden_key
from mappings.issue import Comment, Issue, IssuePatch, MilestonePatch
from mappings.marks import Marker, find_marker
from mappings.snapshot import Field
from sync.errors import WorkplanError
from sync.records import records, value
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import BOT, GitHubRig, GitLabRig

Rig = GitHubRig | GitLabRig
ONE, TWO, THREE, FOUR, FIVE, SIX = (f"2017-1-1.{n}" for n in range(1, 7))
PAPERS, REPORTS = "2017-1-O1", "2017-1-O2"
KNOWN = re.compile(r" \((?:in the plan file, seen on )?[^()]*\d{4}\)")
"""Who changed a value, and when, as far as it was known at that moment."""
CODES = frozenset({0, 1, 2, 3, 64, 69})
"""What a run may end with; 75 is for the lock, which stands before it."""


def unmirrored(rig: Rig) -> RemoteWorld:
    papers = output(
        PAPERS,
        "Joint papers",
        activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM"),
        activity(TWO, "Report on it", timeframe="June 2017", lead="UNU"),
        activity(THREE, "Tell of it", timeframe="2018", lead="TBC", tasks=("Draft", "Print")),
    )
    reports = output(
        REPORTS,
        "Reports",
        activity(FOUR, "Count the readers", timeframe="March 2017", status="completed"),
        activity(SIX, "Keep counting", timeframe="2017", status="ongoing"),
        number="2",
    )
    people = {"UNU": {"github": "ben", "gitlab": "ben"}}
    return RemoteWorld(plan(area("1", "Coordination", papers, reports)), rig, people=people)


def mirrored(rig: Rig) -> RemoteWorld:
    """With a conflict on TWO that was told, and is settled by `edit`."""
    made = unmirrored(rig)
    made.sync()
    made.edit_plan(TWO, "lead", "ILO")
    made.cell(TWO, "Lead", "UNDP")
    assert made.sync().code == 2
    return made


def edit(made: RemoteWorld) -> None:
    """People on both sides, each in their own way, before a single run."""
    # In the plan file.
    made.edit_plan(TWO, "lead", "UNDP")
    made.edit_plan(TWO, "status", "completed")
    made.edit_plan(ONE, "lead", "ILO")
    made.edit_plan(THREE, "assignees", "anna")
    made.edit_plan(FOUR, "status", "ongoing")
    made.edit_plan(PAPERS, "title", "Common papers")
    (whole,) = made.plan.plan.areas
    first, second = whole.outputs
    added = activity(FIVE, "Print it", timeframe="TBC", lead="IOM")
    second = second.model_copy(update={"activities": (*second.activities, added)})
    whole = whole.model_copy(update={"title": "Working together", "outputs": (first, second)})
    made.plan.plan = made.plan.plan.model_copy(update={"areas": (whole,)})
    # On the tracker.
    made.cell(ONE, "Lead", "UNHCR")
    made.close(ONE)
    made.comment(THREE, "Funding: GMG\nLead: IOM")
    made.comment(SIX, "Well done so far!")
    made.edit_issue(
        THREE, IssuePatch(body=made.issue(THREE).body.replace("- [ ] Draft", "- [x] Draft") + NOTE)
    )
    made.edit_issue(SIX, IssuePatch(title=f"[{SIX}] Count on", remove_labels=("status: ongoing",)))
    made.edit_milestone(REPORTS, MilestonePatch(due=made.now.date() + timedelta(days=200)))


NOTE = "\n\nAnna's own words."


@dataclass(frozen=True)
class Story:
    """`begin` makes the world, up to the run that something happens in."""

    name: str
    begin: Callable[[Rig], RemoteWorld]


def first_mirror(rig: Rig) -> RemoteWorld:
    return unmirrored(rig)


def edits(rig: Rig) -> RemoteWorld:
    made = mirrored(rig)
    edit(made)
    return made


def edits_a_day_later(rig: Rig) -> RemoteWorld:
    """Everything is read again in that run."""
    made = edits(rig)
    rig.advance(days=1)
    return made


STORIES = (
    Story("a first mirror", first_mirror),
    Story("edits on both sides", edits),
    Story("edits, read a day later", edits_a_day_later),
)


def end(made: RemoteWorld) -> int:
    """One run, and its code."""
    try:
        return made.sync().code
    except WorkplanError as error:
        return error.code


def settle(made: RemoteWorld) -> None:
    """Clean runs: at once, after the time that proves an absence, and when everything is read again."""
    for wait in (timedelta(), timedelta(), timedelta(days=1), timedelta()):
        made.now += wait
        assert end(made) in (0, 2)


def doubles(made: RemoteWorld) -> list[str]:
    """Items that have two issues or two milestones, and comments of the bot that were posted twice."""
    found = [marked(issue.body) for issue in ours(made)]
    found += [marked(milestone.description) for milestone in made.all_milestones()]
    for issue in ours(made):
        found += [f"{issue.title}: {one.body}" for one in said(made, issue.number) if one.author == BOT]
    return [words for words, count in Counter(found).items() if count > 1]


def ours(made: RemoteWorld) -> list[Issue]:
    return [issue for issue in made.all_issues() if not issue.title.startswith("theirs")]


def marked(text: str) -> str:
    mark = find_marker(text)
    assert isinstance(mark, Marker), text
    return mark.item


def said(made: RemoteWorld, number: int) -> tuple[Comment, ...]:
    return made.eyes.comments(number)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that stands on both sides, but for numbers and moments, which depend on the way there."""

    plan: dict[str, dict[str, Any]]
    issues: dict[str, dict[str, Any]]
    milestones: dict[str, dict[str, Any]]
    people_said: dict[str, list[str]]
    bot_said: dict[str, list[str]]
    receipts: dict[str, int]
    conflicts: list[tuple[str, str]]


KEYS = (
    *("title", "timeframe", "lead", "funding", "start", "due"),
    *("status", "completed", "tasks", "assignees"),
)


def outcome(made: RemoteWorld) -> Outcome:
    issues = {marked(issue.body): issue for issue in ours(made)}
    milestones = {marked(milestone.description): milestone for milestone in made.all_milestones()}
    names = {milestone.number: item for item, milestone in milestones.items()}
    notes = {item: said(made, issue.number) for item, issue in issues.items()}
    return Outcome(
        plan={
            item: {key: value(record, key) for key in KEYS if hasattr(record, key)}
            for item, record in records(made.plan.plan).items()
        },
        issues={
            item: {
                **{name: getattr(issue, name) for name in ("title", "body", "state", "reason", "due")},
                "labels": sorted(issue.labels),
                "assignees": sorted(issue.assignees),
                "milestone": names.get(issue.milestone or 0),
            }
            for item, issue in issues.items()
        },
        milestones={
            item: {
                name: getattr(milestone, name) for name in ("title", "description", "state", "start", "due")
            }
            for item, milestone in milestones.items()
        },
        people_said={item: [one.body for one in notes[item] if one.author != BOT] for item in notes},
        bot_said={
            item: sorted(KNOWN.sub("", one.body) for one in notes[item] if one.author == BOT)
            for item in notes
        },
        receipts={item: sum(made.eyes.has_receipt(one) for one in notes[item]) for item in notes},
        conflicts=sorted((one.item, one.field) for one in made.state.memory.standing.values()),
    )


@cache
def undisturbed(kind: type[Rig], story: Story) -> Outcome:
    """What stands there in the end when nothing goes wrong."""
    with kind() as rig:
        made = story.begin(rig)
        end(made)
        settle(made)
        return outcome(made)


def differences(wanted: Outcome, found: Outcome, asked: Collection[tuple[str, Field]] = ()) -> list[str]:
    """Of what the bot says a comment may be missing: rather none than two.

    `asked`: what a person had to be asked besides, in a comment of its own.
    """
    questions = {(item, hidden_key(name)) for item, name in asked}
    told = [
        f"{name} {item}: {there} instead of {here}"
        for name in ("plan", "issues", "milestones", "people_said", "receipts")
        for item, here, there in pairs(getattr(wanted, name), getattr(found, name))
        if here != there
    ]
    told += [] if wanted.conflicts == found.conflicts else [f"conflicts {found.conflicts}"]
    for item, here, there in pairs(wanted.bot_said, found.bot_said):
        more = Counter(there or ()) - Counter(here or ())
        told += [f"said on {item}: {one}" for one in more if not is_question(item, one, questions)]
    return told


def is_question(item: str, text: str, questions: Collection[tuple[str, str]]) -> bool:
    return any(item == where and key in text for where, key in questions)


def pairs(left: dict[str, Any], right: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [(item, left.get(item), right.get(item)) for item in sorted({*left, *right})]
