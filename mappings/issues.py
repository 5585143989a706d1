"""Activities as issues: what the plan says, what an issue says, and what to write so that it says the same.

`plan_snapshots` and `issue_snapshot` speak one vocabulary but for the status (see `mappings.snapshot`).
A snapshot of an issue depends on the issue, on people.yaml and on what was last agreed on, never on what
the plan says now: an edit of the plan must not look like an edit on the tracker.

A title stands in two places, the issue's own and the row "What". After a person has edited one of them,
`titles_agree` is false until `patch_issue` has written the title to both. Until then the title last agreed
on must not be moved on: it is what tells which of the two was edited.
"""

from __future__ import annotations

from collections.abc import Mapping

from mappings import body, labels, sentences, titles
from mappings.issue import IssueDraft
from mappings.issue_patches import patch_issue, relink_issue
from mappings.issue_values import DATES, TEXTS, activity_values, issue_snapshot, lines, titles_agree
from mappings.items import Item
from mappings.milestones import plan_values
from mappings.mirror import Mirror, build_mirror
from mappings.plan import Status
from mappings.snapshot import Field, Kind, Snapshot, Value

__all__ = [
    "Mirror",
    "build_mirror",
    "draft_issue",
    "issue_snapshot",
    "patch_issue",
    "plan_snapshots",
    "relink_issue",
    "titles_agree",
]


def plan_snapshots(mirror: Mirror) -> dict[str, Snapshot]:
    """The plan's side of every item: activities, outputs, and areas that hold activities of their own."""
    return {
        item.id: activity_values(mirror, item) if item.kind is Kind.ACTIVITY else plan_values(mirror, item)
        for item in mirror.items.values()
    }


def draft_issue(mirror: Mirror, item: str, milestone: int | None) -> IssueDraft:
    """A new issue, without assignees: the first mirror calls nobody. A status is written afterwards."""
    held = mirror.items[item]
    values = activity_values(mirror, held).values
    activity = held.activity
    assert activity is not None
    rows = {field: values[field] for field in TEXTS if field in values}
    rows |= {
        field: values[field]
        for field in DATES
        if field not in mirror.issue_dates and values.get(field) is not None
    }
    place = mirror.places.get(item)
    text = _fitting_body(mirror, held, rows, values)
    ongoing = values.get(Field.STATUS) == Status.ONGOING.value
    wanted = [
        *lines(values.get(Field.AREA)),
        *lines(values.get(Field.YEAR)),
        *lines(values.get(Field.TBC)),
        *lines(values.get(Field.LEADS)),
        *([labels.ONGOING] if ongoing else []),
    ]
    return IssueDraft(
        title=titles.issue_title(item, activity.title, place, mirror.title_limit),
        body=text,
        labels=tuple(wanted),
        milestone=milestone,
        due=held.due if Field.DUE in mirror.issue_dates else None,
    )


def _fitting_body(mirror: Mirror, held: Item, rows: dict[Field, Value], values: Mapping[Field, Value]) -> str:
    """The body. Where it is longer than the tracker takes, its longest cell is cut, until it fits."""
    place = mirror.places.get(held.id)
    tasks = values.get(Field.TASKS)
    while True:
        text = body.render_block(
            body.Marker(mirror.plan_id, held.id),
            rows,
            tasks,
            values[Field.CONTEXT] or "",
            sentences.preface(held, place),
            sentences.closing(held, place is not None, mirror.manner),
        )
        longest = max(rows, key=lambda field: len(rows[field] or ""))
        cell = rows[longest] or ""
        surplus = len(text) - mirror.body_limit
        if surplus <= 0 or len(cell) < 2:
            return text
        rows = {**rows, longest: titles.cut(cell, max(len(cell) // 2, len(cell) - surplus))}
