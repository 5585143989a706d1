"""The smallest change that makes an issue say what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from mappings import body, labels, sentences, titles
from mappings.issue import UNSET, Issue, IssuePatch, Reason, State, Unset
from mappings.issue_values import DATES, TEXTS, account_of, iso, lines, shown_status
from mappings.labels import Prefix
from mappings.marks import Marker, patch_marker
from mappings.mirror import Mirror
from mappings.plan import Status
from mappings.snapshot import OPEN, Field, Value
from mappings.tbc import only_says_tbc

NONE: Final[Mapping[str, int]] = {}
PREFIXES: Final = {Field.AREA: Prefix.AREA, Field.YEAR: Prefix.YEAR, Field.LEADS: Prefix.LEAD}


def patch_issue(
    mirror: Mirror,
    item: str,
    issue: Issue,
    values: Mapping[Field, Value],
    milestones: Mapping[str, int],
    parents: Mapping[str, int] = NONE,
) -> IssuePatch:
    """What to change so that this issue says exactly these values, and nothing else changes.

    The status is in the tracker's words. `milestones` and `parents` give the numbers of each item's milestone
    and issue; one that isn't there yet is left for later. Raises DamagedBlock when the text has to change and
    can't.
    """
    milestone = _milestone(values[Field.MILESTONE], issue, milestones) if Field.MILESTONE in values else UNSET
    due: date | Unset | None = UNSET
    if Field.DUE in values and Field.DUE in mirror.issue_dates and values[Field.DUE] != iso(issue.due):
        due = _day(values[Field.DUE])
    if Field.LEFT_OUT in values and Field.DUE in mirror.left_out and issue.due == mirror.items[item].due:
        due = None if issue.due else UNSET  # ours; a day that a person chose is theirs
    text = _patched_body(mirror, item, issue.body, values)
    add, remove = _label_changes(mirror, issue, values)
    call, release = _assignee_changes(mirror, item, issue, values)
    patch = IssuePatch(
        title=_patched_title(mirror, item, issue, values),
        body=UNSET if text == issue.body else text,
        milestone=milestone,
        parent=parents.get(values.get(Field.PARENT) or "", UNSET),
        due=due,
        add_labels=add,
        remove_labels=remove,
        add_assignees=call,
        remove_assignees=release,
    )
    return _with_status(mirror, issue, patch, values.get(Field.STATUS))


def _patched_title(mirror: Mirror, item: str, issue: Issue, values: Mapping[Field, Value]) -> str | Unset:
    title = values.get(Field.TITLE)
    if title is None or titles.says_same(titles.bare(item, issue.title), title):
        return UNSET
    return titles.issue_title(item, title, mirror.places.get(item), mirror.title_limit)


def _patched_body(mirror: Mirror, item: str, text: str, values: Mapping[Field, Value]) -> str:
    rows: dict[Field, Value] = {
        field: value
        for field, value in values.items()
        if field in (*TEXTS, Field.TASKS, Field.CONTEXT)
        or (field in DATES and field not in mirror.issue_dates)
    }
    if Field.LEFT_OUT in values:
        text = body.without_rows(text, mirror.left_out)
    if not rows:
        return text
    text = body.patch_block(text, rows)
    title = rows.get(Field.TITLE)
    if title is None:
        return text
    held, place = mirror.items[item], mirror.places.get(item)
    is_open = only_says_tbc(title)
    closing = sentences.closing(held, is_open, mirror.manner)
    if is_open:
        return body.patch_prose(
            text, lambda ours: sentences.name_open(ours, sentences.preface(held, place), closing)
        )
    return body.patch_prose(text, lambda ours: sentences.name_decided(ours, closing))


def _milestone(wanted: Value, issue: Issue, milestones: Mapping[str, int]) -> int | Unset | None:
    if wanted is None:
        number = None
    elif wanted.startswith("#"):
        number = int(wanted[1:])
    elif wanted in milestones:
        number = milestones[wanted]
    else:
        return UNSET
    return UNSET if number == issue.milestone else number


def _label_changes(
    mirror: Mirror, issue: Issue, values: Mapping[Field, Value]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of ours, those that lack and those that are too many; what people attached stays."""
    add: list[str] = []
    remove: list[str] = []
    for field, prefix in PREFIXES.items():
        if field in values:
            wanted = lines(values[field])
            folded = {name.casefold() for name in wanted}
            add += [name for name in wanted if not labels.holds(issue.labels, name.casefold())]
            remove += [name for name in labels.ours(issue.labels, prefix) if name.casefold() not in folded]
    if Field.LEFT_OUT in values and Field.LEAD in mirror.left_out:
        remove += labels.ours(issue.labels, Prefix.LEAD)
    if Field.TBC in values:
        there = [name for name in issue.labels if name.casefold() == labels.TBC]
        if values[Field.TBC] and not there:
            add.append(labels.TBC)
        elif not values[Field.TBC]:
            remove += there
    return tuple(add), tuple(remove)


def _with_status(mirror: Mirror, issue: Issue, patch: IssuePatch, wanted: Value) -> IssuePatch:
    """The patch with what brings the issue to this status: state, reason, and the label where one is needed.

    GitLab knows no reasons, and GitHub keeps the one an issue was closed with: there the label says it.
    """
    outdated = issue.state is State.OPEN and labels.holds(issue.labels, labels.CANCELLED)
    if wanted is None or (wanted == shown_status(issue) and not outdated):
        return patch
    shown: list[str] = []
    if wanted in (OPEN, Status.ONGOING.value):
        state = State.OPEN if issue.state is State.CLOSED else UNSET
        reason = None
        shown = [labels.ONGOING] if wanted != OPEN else []
    else:
        dropped = wanted == Status.CANCELLED.value
        state, reason = State.CLOSED, Reason.NOT_PLANNED if dropped else Reason.COMPLETED
        if dropped and (issue.state is State.CLOSED or mirror.service == "gitlab"):
            shown = [labels.CANCELLED]
    there = [name for name in issue.labels if name.casefold() in (labels.ONGOING, labels.CANCELLED)]
    return replace(
        patch,
        state=state,
        reason=reason,
        add_labels=(*patch.add_labels, *(name for name in shown if not labels.holds(there, name))),
        remove_labels=(*patch.remove_labels, *(name for name in there if name.casefold() not in shown)),
    )


def relink_issue(mirror: Mirror, item: str, issue: Issue) -> IssuePatch:
    """Give an issue the new id of its item, in its mark and its title. Raises DamagedBlock."""
    text, old = patch_marker(issue.body, Marker(mirror.plan_id, item))
    title = titles.renamed(issue.title, old.item, item, mirror.title_limit)
    return IssuePatch(
        title=UNSET if title == issue.title else title, body=UNSET if text == issue.body else text
    )


def _assignee_changes(
    mirror: Mirror, item: str, issue: Issue, values: Mapping[Field, Value]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if Field.ASSIGNEES not in values:
        return (), ()
    wanted = {
        account.casefold(): account
        for account in (account_of(mirror, item, name) for name in lines(values[Field.ASSIGNEES]))
    }
    there = {account.casefold() for account in issue.assignees}
    return (
        tuple(account for folded, account in wanted.items() if folded not in there),
        tuple(account for account in issue.assignees if account.casefold() not in wanted),
    )


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if value else None
