"""All that both sides say, in a form that can be compared: without numbers, addresses and times."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from mappings.issue import Issue, Milestone
from mappings.marks import Marker, find_marker
from sync.planfile import parse_plan
from sync.records import records
from tests.builders.rigs import BOT
from tests.killing.offices import Office

LINK = re.compile(r"\b(issue|milestone): [^\s,}]+")
DAY = re.compile(r"completed: \d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Picture:
    """`plan` is the file's text; issues and milestones go by the item in their mark."""

    plan: str
    issues: dict[str, tuple[object, ...]]
    milestones: dict[str, tuple[object, ...]]
    labels: frozenset[str]
    comments: tuple[tuple[str, str, str, bool], ...]
    """Item, author, text, and whether it bears a receipt."""
    doubled: tuple[str, ...]
    """Items with more than one issue or milestone, and the same comment posted twice."""
    strange: tuple[str, ...]
    """Items whose link leads to another one's issue or milestone, or to none."""
    asked: frozenset[tuple[str, str]] = frozenset()
    """Item and field of each question to a person, as a run lists them."""


def draw(office: Office) -> Picture:
    """As the bot would see it, had it never looked before."""
    text = office.plan.read_text("utf-8")
    held = records(parse_plan(text, "plan.yaml"))
    with office.at_work(BOT) as forge:
        listing = forge.listing()
        notes = [
            (note, note.author != BOT and forge.has_receipt(note))
            for issue in listing.issues
            for note in forge.comments(issue.number)
        ]
    issues = [(item_of(one.body), one) for one in listing.issues]
    milestones = [(item_of(one.description), one) for one in listing.milestones]
    titles = {one.number: one.title for one in listing.milestones}
    names = {one.number: item for item, one in issues}
    comments = tuple(sorted((names[one.issue], one.author, one.body, heard) for one, heard in notes))
    counted = Counter([*(item for item, _ in issues), *(item for item, _ in milestones)])
    counted += Counter(f"{item}: {body}" for item, _, body, _ in comments)
    addresses = {item: one.url for item, one in (*issues, *milestones)}
    links = {
        item: getattr(one, "issue", None) or getattr(one, "milestone", None) for item, one in held.items()
    }
    return Picture(
        plan=DAY.sub("completed: DAY", LINK.sub(r"\1: LINK", text)),
        issues={item: issue_said(one, titles) for item, one in issues},
        milestones={item: milestone_said(one) for item, one in milestones},
        labels=frozenset(one.name for one in listing.labels),
        comments=comments,
        doubled=tuple(what for what, count in counted.items() if count > 1),
        strange=tuple(item for item, link in links.items() if link and link != addresses.get(item)),
    )


def item_of(text: str) -> str:
    marker = find_marker(text)
    return marker.item if isinstance(marker, Marker) else f"no mark: {text[:40]}"


BODY, STATE, ASSIGNEES = 1, 2, 7
"""Places in what an issue says."""


def issue_said(one: Issue, titles: dict[int, str]) -> tuple[object, ...]:
    return (
        one.title,
        one.body,
        one.state,
        one.reason,
        one.closed_by,
        sorted(one.labels),
        titles.get(one.milestone or 0),
        sorted(one.assignees),
        one.due,
    )


def milestone_said(one: Milestone) -> tuple[object, ...]:
    return one.title, one.description, one.state, one.start, one.due
