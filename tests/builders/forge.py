"""Builders for what a tracker holds, and for a mirror of a plan on it: every argument is optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mappings.issue import (
    Issue,
    IssueDraft,
    IssuePatch,
    Milestone,
    MilestoneDraft,
    MilestonePatch,
    Reason,
    State,
    Unset,
)
from mappings.mirror import Mirror, build_mirror
from mappings.people import People
from mappings.plan import Plan
from mappings.snapshot import Field
from sync.forges.local import LocalTracker

DAY = datetime(2017, 5, 2, 8, 45, tzinfo=UTC)
WITH_DUE = frozenset({Field.DUE})
BOTH_DATES = frozenset({Field.START, Field.DUE})


class Clock:
    """A clock that moves on a minute with every look."""

    def __init__(self, at: datetime = DAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


def tracker(
    folder: Path, *, account: str = "workplan", create: bool = True, busy_seconds: float = 0.1
) -> LocalTracker:
    """The local tracker of this folder, seen by this account."""
    return LocalTracker(
        folder / "tracker.db", account=account, now=Clock(), create=create, busy_seconds=busy_seconds
    )


def issue(
    number: int = 12,
    title: str = "[2017-1-1.1] Launch the communications plan",
    body: str = "",
    *,
    state: State = State.OPEN,
    reason: Reason | None = None,
    labels: tuple[str, ...] = (),
    milestone: int | None = None,
    assignees: tuple[str, ...] = (),
    due: date | None = None,
) -> Issue:
    """One issue as read."""
    return Issue(
        number=number,
        url=f"local:{number}",
        title=title,
        body=body,
        state=state,
        reason=reason,
        labels=labels,
        milestone=milestone,
        assignees=assignees,
        due=due,
        author="workplan",
        created=DAY,
        updated=DAY,
        closed=DAY if state is State.CLOSED else None,
        closed_by="anna" if state is State.CLOSED else None,
        version="1",
    )


def created_issue(draft: IssueDraft, number: int = 12) -> Issue:
    """The issue that a tracker makes of a draft."""
    return issue(
        number,
        draft.title,
        draft.body,
        labels=draft.labels,
        milestone=draft.milestone,
        assignees=draft.assignees,
        due=draft.due,
    )


def patched_issue(held: Issue, patch: IssuePatch) -> Issue:
    """The issue after a patch, as a tracker without limits makes it."""
    removed = {name.casefold() for name in (*patch.remove_labels,)}
    state = held.state if isinstance(patch.state, Unset) else patch.state
    reason = patch.reason if not isinstance(patch.state, Unset) else held.reason
    return replace(
        held,
        title=held.title if isinstance(patch.title, Unset) else patch.title,
        body=held.body if isinstance(patch.body, Unset) else patch.body,
        state=state,
        reason=None if state is State.OPEN else reason,
        milestone=held.milestone if isinstance(patch.milestone, Unset) else patch.milestone,
        due=held.due if isinstance(patch.due, Unset) else patch.due,
        labels=(*(name for name in held.labels if name.casefold() not in removed), *patch.add_labels),
        assignees=(
            *(name for name in held.assignees if name not in patch.remove_assignees),
            *patch.add_assignees,
        ),
    )


def created_milestone(draft: MilestoneDraft, number: int = 3) -> Milestone:
    """The milestone that a tracker makes of a draft."""
    return Milestone(
        number=number,
        url=f"local:m{number}",
        title=draft.title,
        description=draft.description,
        state=State.OPEN,
        start=draft.start,
        due=draft.due,
        updated=DAY,
        version="1",
    )


def patched_milestone(held: Milestone, patch: MilestonePatch) -> Milestone:
    return replace(
        held,
        title=held.title if isinstance(patch.title, Unset) else patch.title,
        description=held.description if isinstance(patch.description, Unset) else patch.description,
        start=held.start if isinstance(patch.start, Unset) else patch.start,
        due=held.due if isinstance(patch.due, Unset) else patch.due,
        state=held.state if isinstance(patch.state, Unset) else patch.state,
    )


def mirror(
    plan: Plan,
    *,
    title_limit: int = 255,
    body_limit: int = 65_536,
    issue_dates: frozenset[Field] = WITH_DUE,
    milestone_dates: frozenset[Field] = BOTH_DATES,
    leave_out: frozenset[Field] = frozenset(),
    lead_labels: bool = False,
    people: Mapping[str, object] | None = None,
    service: str = "local",
) -> Mirror:
    """How this plan is mirrored, on a tracker like the local one unless said otherwise."""
    return build_mirror(
        plan,
        title_limit=title_limit,
        body_limit=body_limit,
        issue_dates=issue_dates,
        milestone_dates=milestone_dates,
        leave_out=leave_out,
        lead_labels=lead_labels,
        people=People.from_entries(people or {}),
        service=service,
    )
