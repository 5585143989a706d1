"""What a person types about the tracker, made certain: which issue, which day, whether it is so already."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Final

from bot.text.phrases import some
from mappings.issue import Issue, Milestone, Reason, State
from mappings.marks import Marker, find_marker
from mappings.timeframe import Precision, read_timeframe
from sync.errors import Invalid
from sync.forges.local import LocalTracker
from sync.forges.local_board import NUMBER, entries, find_issue

CLOSE: Final = 0.85
"""Ids are short: below this likeness another id is not what was meant."""
NAMED: Final = 5
NO_DAY: Final = ("", "none")


def issue_named(tracker: LocalTracker, name: str) -> Issue:
    """The issue of an item, or with a number. Raises Invalid with what was probably meant."""
    wanted = name.strip()
    found = entries(tracker)
    number = NUMBER.fullmatch(wanted)
    if any(wanted == one.item or (number and int(number[1]) == one.issue.number) for one in found):
        return find_issue(tracker, wanted)
    for milestone in tracker.listing().milestones:
        if item_of(milestone) == wanted:
            ids = [one.item for one in found if one.item and one.issue.milestone == milestone.number]
            raise Invalid(
                f"{wanted} is a milestone (an output of the plan), not an issue. Nothing was changed.",
                f"Name its activities, each by itself: {some(ids, NAMED)}." if ids else "",
            )
    near = get_close_matches(wanted, [one.item for one in found if one.item], n=1, cutoff=CLOSE)
    guess = f'Did you mean "{near[0]}"? ' if near else ""
    raise Invalid(
        f'There is no issue "{wanted}" in {tracker.name}.', f"{guess}`workplan tracker list` shows them all."
    )


def item_of(milestone: Milestone) -> str | None:
    mark = find_marker(milestone.description)
    return mark.item if isinstance(mark, Marker) else None


def is_closed(issue: Issue, reason: Reason) -> bool:
    """It is closed for this very reason: there is nothing to do."""
    return issue.state is State.CLOSED and issue.reason is reason


def due_day(text: str) -> date | None:
    """A day, or the last one of a month, in any usual writing; None for "none". Raises Invalid."""
    if text.strip().lower() in NO_DAY:
        return None
    read = read_timeframe(text.strip())
    if read.due is None or read.tentative or read.precision not in (Precision.DAY, Precision.MONTH):
        raise Invalid(
            f'--due "{text}": no certain day can be read from it. Nothing was changed.',
            "Write for example 2027-06-30, 30 June 2027, 30.6.2027, June 2027 (its last day), or none.",
        )
    return read.due
