"""What a person does on the local tracker: find, close, reopen, edit, assign, comment.

It changes what a person on a service's board would change, and nothing more: what that means for the plan
is for the next sync to find out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from mappings.body import DamagedBlock, find_marker, patch_block
from mappings.issue import UNSET, Comment, Issue, IssuePatch, Reason, State, Unset
from mappings.labels import Prefix, ours
from mappings.marks import Marker
from mappings.snapshot import Field, Value
from sync.errors import Invalid
from sync.forges.local import LocalTracker

NUMBER: Final = re.compile(r"(?:#|local:)?([1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue as a board shows it. `item` is None for an issue that is not the plan's."""

    item: str | None
    issue: Issue


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants changed; an empty text clears a cell, and `due=None` the date."""

    title: str | Unset = UNSET
    when: str | Unset = UNSET
    lead: str | Unset = UNSET
    funding: str | Unset = UNSET
    due: date | Unset | None = UNSET

    @property
    def cells(self) -> Mapping[Field, Value]:
        asked = {Field.TIMEFRAME: self.when, Field.LEAD: self.lead, Field.FUNDING: self.funding}
        return {field: text.strip() or None for field, text in asked.items() if not isinstance(text, Unset)}


def entries(
    tracker: LocalTracker, *, state: State | None = None, area: str = "", text: str = ""
) -> tuple[Entry, ...]:
    """The issues in this state (None: all) whose area label and whose text hold these words, in any case."""
    area, text = area.strip().casefold(), text.strip().casefold()
    return tuple(
        Entry(_item(issue), issue)
        for issue in tracker.listing().issues
        if state in (None, issue.state)
        and (not area or _in_area(issue, area))
        and (not text or text in f"{issue.title}\n{issue.body}".casefold())
    )


def _in_area(issue: Issue, area: str) -> bool:
    """An area is asked for by its id, or by words of its name."""
    names = [label[len(Prefix.AREA) :].casefold() for label in ours(issue.labels, Prefix.AREA)]
    if any(name.split(" ", 1)[0] == area for name in names):
        return True
    return not area.isdigit() and any(area in name for name in names)


def _item(issue: Issue) -> str | None:
    marker = find_marker(issue.body)
    return marker.item if isinstance(marker, Marker) else None


def find_issue(tracker: LocalTracker, name: str) -> Issue:
    """The issue of an item ("2016-1-1.2"), or with a number ("12", "#12", "local:12"). The item goes first.

    Raises Invalid with the nearest id when there is none.
    """
    wanted = name.strip()
    issues = tracker.listing().issues
    items = {item: issue for issue in reversed(issues) if (item := _item(issue))}
    if wanted in items:
        return items[wanted]
    number = NUMBER.fullmatch(wanted)
    if number:
        for issue in issues:
            if issue.number == int(number[1]):
                return issue
    near = get_close_matches(wanted, items, n=1, cutoff=0.3)
    guess = f'Did you mean "{near[0]}"? ' if near else ""
    raise Invalid(
        f'There is no issue "{wanted}" in {tracker.name}.',
        f"{guess}`workplan tracker list` shows them all.",
    )


def close_issue(tracker: LocalTracker, name: str, *, planned: bool = True) -> Issue:
    """Close as done, or as not planned any more."""
    reason = Reason.COMPLETED if planned else Reason.NOT_PLANNED
    issue = find_issue(tracker, name)
    return tracker.edit_issue(issue.number, IssuePatch(state=State.CLOSED, reason=reason))


def reopen_issue(tracker: LocalTracker, name: str) -> Issue:
    return tracker.edit_issue(find_issue(tracker, name).number, IssuePatch(state=State.OPEN))


def edit_issue(tracker: LocalTracker, name: str, edit: Edit) -> Issue:
    """Change the title, cells of the table, or the due date; the id before the title stays.

    Raises Invalid when the table can't be edited, with what to mend.
    """
    issue = find_issue(tracker, name)
    try:
        body = patch_block(issue.body, edit.cells) if edit.cells else issue.body
    except DamagedBlock as damage:
        raise Invalid(
            f"The table of issue {issue.number} can't be edited. {damage}",
            "Mend the marks in its text, or write a comment instead.",
        ) from damage
    return tracker.edit_issue(
        issue.number,
        IssuePatch(
            title=UNSET if isinstance(edit.title, Unset) else _titled(issue, edit.title),
            body=body,
            due=edit.due,
        ),
    )


def _titled(issue: Issue, title: str) -> str:
    item = _item(issue)
    text = title.strip()
    if not text:
        raise Invalid("A title can't be empty.", "Give the name of the activity.")
    return text if item is None or text.startswith(f"[{item}]") else f"[{item}] {text}"


def assign_issue(
    tracker: LocalTracker, name: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Issue:
    patch = IssuePatch(add_assignees=tuple(add), remove_assignees=tuple(remove))
    return tracker.edit_issue(find_issue(tracker, name).number, patch)


def comment_on_issue(tracker: LocalTracker, name: str, text: str) -> Comment:
    return tracker.add_comment(find_issue(tracker, name).number, text)
