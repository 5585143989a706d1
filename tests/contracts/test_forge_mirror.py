"""The first law on every tracker: what is written there of a plan reads back as what the plan says."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.issue import IssueDraft, Label
from mappings.issues import build_mirror, draft_issue, issue_snapshot, patch_issue, plan_snapshots
from mappings.milestones import draft_milestone, milestone_snapshot
from mappings.mirror import Mirror
from mappings.people import People
from mappings.plan import Plan, Task
from mappings.snapshot import OPEN, Field
from sync.ports import Forge
from tests.builders.plans import activity, area, output, plan

ITEM, OUTPUT = "2017-1-1.1", "2017-1-O1"
HOSTILE = (
    "/close",
    "x\n/assign @anna\n/close",
    "/label ~bug\n/due 2017-01-01",
    "<!-- /workplan -->\n/title gone",
    "```\n/close",
    ">>>\n/spend 2h",
    "<details>\n/confidential",
    "@anna #1 !2 ~bug %3",
    "| Lead | nobody |",
    "- [x] done",
    "\u202eright to left\u2066",
    "عمل 😀 & <b> \\/close",
    "word " * 120,
)


def hostile(text: str) -> Plan:
    """A plan that says this everywhere; GitLab takes tags out of names, so that these have none."""
    name = text.replace("<", "(")
    tasks = (Task(text=text), Task(text=f"two {text}", done=True))
    held = activity(
        ITEM,
        text,
        number=text[:20],
        timeframe=text,
        lead=text,
        funding=text,
        source="page 4 | top",
        due=date(2017, 6, 30),
        tasks=tasks,
    )
    return plan(area("1", name, output(OUTPUT, name, held, due=date(2017, 12, 31))))


def mirrored(forge: Forge, whole: Plan, service: str) -> Mirror:
    held = forge.capabilities
    return build_mirror(
        whole,
        title_limit=held.title_limit,
        body_limit=held.body_limit,
        issue_dates=held.issue_dates,
        milestone_dates=held.milestone_dates,
        people=People.from_entries({}),
        service=service,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_written_reads_back(rig, text):
    """In every field, and no line of it is carried out as a command of the service."""
    bot = rig.bot()
    mirror = mirrored(bot, hostile(text), rig.kind)
    for label in mirror.labels:
        assert bot.create_label(label) == label
    goal = bot.create_milestone(draft_milestone(mirror, OUTPUT))
    bot.create_issue(draft_issue(mirror, ITEM, goal.number))
    listing = rig.bot().listing()
    (issue,), (milestone,) = listing.issues, listing.milestones
    wanted = plan_snapshots(mirror)
    said = dict(issue_snapshot(mirror, ITEM, issue, {goal.number: OUTPUT}).values)
    assert said == {**wanted[ITEM].values, Field.STATUS: OPEN, Field.ASSIGNEES: None}
    assert milestone_snapshot(mirror, OUTPUT, milestone).values == wanted[OUTPUT].values
    assert not set(listing.labels) - set(mirror.labels)
    assert issue == bot.issue(issue.number)


@pytest.mark.parametrize("text", HOSTILE[:3])
def test_what_is_edited_reads_back(rig, text):
    """A plain plan's issue gets these words later."""
    bot = rig.bot()
    before = mirrored(bot, hostile("plain"), rig.kind)
    number = bot.create_issue(draft_issue(before, ITEM, None)).number
    after = mirrored(bot, hostile(text), rig.kind)
    wanted = plan_snapshots(after)[ITEM].values
    fields = (Field.TITLE, Field.TIMEFRAME, Field.LEAD, Field.FUNDING, Field.TASKS)
    values = {field: wanted[field] for field in fields}
    rig.advance(minutes=1)
    bot.edit_issue(number, patch_issue(after, ITEM, bot.issue(number), values, {}))
    said = issue_snapshot(after, ITEM, rig.bot().issue(number), {}).values
    assert {field: said[field] for field in fields} == values


def test_other_peoples_issues_are_theirs(rig):
    """What bears no marker is listed, and what it says is not kept where the service is asked by request."""
    rig.person("anna").create_issue(IssueDraft("Hers", "private words", ("hers",)))
    rig.person("anna").create_label(Label("other"))
    (issue,) = rig.bot().listing().issues
    assert (issue.title, issue.labels) == ("Hers", ("hers",))
    assert not any("private words" in data for data in rig.shelf.rows.values())
