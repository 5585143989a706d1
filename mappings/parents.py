"""Outputs as issues that their activities are parts of: said, read and patched as milestones are."""

from __future__ import annotations

from collections.abc import Mapping

from mappings import labels
from mappings.issue import UNSET, Issue, IssueDraft, IssuePatch, Milestone, Reason, State
from mappings.milestones import (
    draft_milestone,
    milestone_snapshot,
    milestone_titles_agree,
    patch_milestone,
    relink_milestone,
)
from mappings.mirror import Mirror
from mappings.snapshot import Field, Snapshot, Value

NOTHING: Mapping[Field, Value] = {}


def as_milestone(issue: Issue) -> Milestone:
    return Milestone(
        number=issue.number,
        url=issue.url,
        title=issue.title,
        description=issue.body,
        state=issue.state,
        start=None,
        due=issue.due,
        updated=issue.updated,
        version=issue.version,
    )


def parent_snapshot(
    mirror: Mirror, item: str, issue: Issue, last: Mapping[Field, Value] = NOTHING
) -> Snapshot:
    return milestone_snapshot(mirror, item, as_milestone(issue), last)


def parent_titles_agree(mirror: Mirror, item: str, issue: Issue) -> bool:
    return milestone_titles_agree(mirror, item, as_milestone(issue))


def draft_parent(mirror: Mirror, item: str) -> IssueDraft:
    """With the labels of its area and year, to be found among many issues; they are not looked after."""
    held, draft = mirror.items[item], draft_milestone(mirror, item)
    year = labels.year_label(held.year)
    return IssueDraft(
        title=draft.title,
        body=draft.description,
        labels=(mirror.area_labels[held.area.id], *([year] if year else [])),
        due=draft.due,
    )


def patch_parent(mirror: Mirror, item: str, issue: Issue, values: Mapping[Field, Value]) -> IssuePatch:
    """Raises DamagedBlock when the text has to change and can't."""
    patch = patch_milestone(mirror, item, as_milestone(issue), values)
    return IssuePatch(
        title=patch.title,
        body=patch.description,
        state=patch.state,
        reason=Reason.COMPLETED if patch.state is State.CLOSED else None,
        due=patch.due,
    )


def relink_parent(mirror: Mirror, item: str, issue: Issue) -> IssuePatch:
    """Raises DamagedBlock."""
    patch = relink_milestone(mirror, item, as_milestone(issue))
    return IssuePatch(title=patch.title, body=UNSET if patch.description is UNSET else patch.description)
