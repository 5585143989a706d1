"""Changes to the local tracker: checked as the services check them, made, and told to the history.

Every function here runs inside one transaction of its caller.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from mappings.issue import (
    UNSET,
    Comment,
    Issue,
    IssueDraft,
    IssuePatch,
    Label,
    MilestoneDraft,
    MilestonePatch,
    Reason,
    State,
    Unset,
)
from sync.errors import Missing, Rejected, Taken
from sync.forges import local_rows as rows
from sync.forges.local_limits import check_comment, check_label, check_milestone, check_text, check_unique

T = TypeVar("T")

Change = tuple[str, str | int | None, str | int | None]
"""A column, what it held, what it shall hold."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes something, and when, within one transaction."""

    db: sqlite3.Connection
    who: str
    at: datetime

    @property
    def moment(self) -> str:
        return self.at.isoformat()

    def tell(self, issue: int | None, milestone: int | None, changes: list[Change]) -> None:
        self.db.executemany(
            "INSERT INTO events (issue, milestone, at, who, what, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(issue, milestone, self.moment, self.who, what, old, new) for what, old, new in changes],
        )


def add_label(act: Act, label: Label) -> None:
    check_label(label)
    if _label_row(act.db, label.name) is not None:
        raise Taken(f'The label "{label.name}" already exists.')
    _insert_label(act, label)


def _insert_label(act: Act, label: Label) -> int:
    row = act.db.execute(
        "INSERT INTO labels (folded, name, color, description) VALUES (?, ?, ?, ?)",
        (label.name.casefold(), label.name, label.color, label.description),
    ).lastrowid
    assert row is not None
    return row


def change_label(act: Act, label: Label) -> None:
    """Give the label of this name its colour and description."""
    check_label(label)
    row = _label_row(act.db, label.name)
    if row is None:
        raise Missing(f'There is no label "{label.name}" on the tracker.')
    act.db.execute(
        "UPDATE labels SET color = ?, description = ? WHERE id = ?", (label.color, label.description, row)
    )


def add_milestone(act: Act, draft: MilestoneDraft) -> int:
    check_text("milestone", draft.title, draft.description)
    check_unique(act.db, draft.title, None)
    number = act.db.execute(
        "INSERT INTO milestones (title, description, state, start, due, updated, version)"
        " VALUES (?, ?, ?, ?, ?, ?, 1)",
        (draft.title, draft.description, State.OPEN, _iso(draft.start), _iso(draft.due), act.moment),
    ).lastrowid
    assert number is not None
    act.tell(None, number, [("created", None, draft.title)])
    return number


def change_milestone(act: Act, number: int, patch: MilestonePatch) -> None:
    old = rows.milestone(act.db, number)
    title = _or(patch.title, old.title)
    description = _or(patch.description, old.description)
    if patch.title is not UNSET or patch.description is not UNSET:
        check_text("milestone", title, description)
        check_unique(act.db, title, number)
    changes: list[Change] = [
        ("title", old.title, title),
        ("description", old.description, description),
        ("state", old.state, _or(patch.state, old.state)),
        ("start", _iso(old.start), _iso(_or(patch.start, old.start))),
        ("due", _iso(old.due), _iso(_or(patch.due, old.due))),
    ]
    made = _update(act, "milestones", number, changes)
    act.tell(None, number, made)


def add_issue(act: Act, draft: IssueDraft) -> int:
    check_text("issue", draft.title, draft.body)
    if draft.milestone is not None:
        check_milestone(act.db, draft.milestone)
    number = act.db.execute(
        "INSERT INTO issues (title, body, state, milestone, due, author, created, updated, version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            draft.title,
            draft.body,
            State.OPEN,
            draft.milestone,
            _iso(draft.due),
            act.who,
            act.moment,
            act.moment,
        ),
    ).lastrowid
    assert number is not None
    act.tell(number, None, [("created", None, draft.title)])
    labelled = [change for name in draft.labels for change in _put_label(act, number, name)]
    assigned = [change for account in draft.assignees for change in _put_assignee(act, number, account)]
    act.tell(number, None, labelled + assigned)
    return number


def change_issue(act: Act, number: int, patch: IssuePatch) -> None:
    old = rows.issue(act.db, number)
    title, body = _or(patch.title, old.title), _or(patch.body, old.body)
    if patch.title is not UNSET or patch.body is not UNSET:
        check_text("issue", title, body)
    milestone = _or(patch.milestone, old.milestone)
    if milestone is not None and milestone != old.milestone:
        check_milestone(act.db, milestone)
    changes: list[Change] = [
        ("title", old.title, title),
        ("body", old.body, body),
        ("milestone", old.milestone, milestone),
        ("due", _iso(old.due), _iso(_or(patch.due, old.due))),
        *_state_changes(act, old, patch),
    ]
    attached = [
        *(change for name in patch.add_labels for change in _put_label(act, number, name)),
        *(change for name in patch.remove_labels for change in _take_label(act, number, name)),
        *(change for name in patch.add_assignees for change in _put_assignee(act, number, name)),
        *(change for name in patch.remove_assignees for change in _take_assignee(act, number, name)),
    ]
    made = _update(act, "issues", number, changes, touched=bool(attached))
    act.tell(number, None, [c for c in made if c[0] not in ("closed", "closed_by")] + attached)


def _state_changes(act: Act, old: Issue, patch: IssuePatch) -> list[Change]:
    """Closing notes who, when and why; reopening forgets them; a closed issue may be given another reason."""
    if patch.state is UNSET or (patch.state is State.OPEN and old.state is State.OPEN):
        return []
    closed = old.closed.isoformat() if old.closed else None
    if patch.state is State.OPEN:
        return [
            ("state", old.state, State.OPEN),
            ("reason", old.reason, None),
            ("closed", closed, None),
            ("closed_by", old.closed_by, None),
        ]
    if old.state is State.CLOSED:
        return [("reason", old.reason, patch.reason or old.reason)]
    return [
        ("state", old.state, State.CLOSED),
        ("reason", old.reason, patch.reason or Reason.COMPLETED),
        ("closed", closed, act.moment),
        ("closed_by", old.closed_by, act.who),
    ]


def add_comment(act: Act, issue: int, body: str) -> int:
    rows.issue(act.db, issue)
    check_comment(body)
    number = act.db.execute(
        "INSERT INTO comments (issue, author, body, created) VALUES (?, ?, ?, ?)",
        (issue, act.who, body, act.moment),
    ).lastrowid
    assert number is not None
    # As on the services, a comment counts as a change of its issue: that is how it is noticed.
    _update(act, "issues", issue, [], touched=True)
    act.tell(issue, None, [("comment", None, body)])
    return number


def change_comment(act: Act, comment: Comment, body: str) -> None:
    check_comment(body)
    row = act.db.execute("SELECT issue, body FROM comments WHERE number = ?", (comment.number,)).fetchone()
    if row is None:
        raise Missing(f"There is no comment {comment.number} on the tracker.")
    issue, old = row
    if old != body:
        act.db.execute("UPDATE comments SET body = ? WHERE number = ?", (body, comment.number))
        _update(act, "issues", issue, [], touched=True)
        act.tell(issue, None, [("comment", old, body)])


def mark_heard(act: Act, comment: Comment) -> None:
    """A receipt is no change of the issue, as a reaction is none on the services."""
    act.db.execute("UPDATE comments SET heard = 1 WHERE number = ?", (comment.number,))


def _put_label(act: Act, issue: int, name: str) -> list[Change]:
    """Put a label on an issue; one that is nowhere yet is made, as GitHub and GitLab do."""
    row = _label_row(act.db, name)
    if row is None:
        check_label(Label(name))
        row = _insert_label(act, Label(name))
    added = act.db.execute("INSERT OR IGNORE INTO issue_labels (issue, label) VALUES (?, ?)", (issue, row))
    return [("label", None, name)] if added.rowcount else []


def _take_label(act: Act, issue: int, name: str) -> list[Change]:
    removed = act.db.execute(
        "DELETE FROM issue_labels WHERE issue = ? AND label = (SELECT id FROM labels WHERE folded = ?)",
        (issue, name.casefold()),
    )
    return [("label", name, None)] if removed.rowcount else []


def _put_assignee(act: Act, issue: int, account: str) -> list[Change]:
    if not account.strip():
        raise Rejected("An assignee needs a name.")
    added = act.db.execute(
        "INSERT OR IGNORE INTO issue_assignees (issue, account) VALUES (?, ?)", (issue, account)
    )
    return [("assignee", None, account)] if added.rowcount else []


def _take_assignee(act: Act, issue: int, account: str) -> list[Change]:
    removed = act.db.execute("DELETE FROM issue_assignees WHERE issue = ? AND account = ?", (issue, account))
    return [("assignee", account, None)] if removed.rowcount else []


def _update(
    act: Act, table: str, number: int, changes: list[Change], *, touched: bool = False
) -> list[Change]:
    """Write what differs. The version moves with it, and doesn't when nothing does."""
    made = [change for change in changes if change[1] != change[2]]
    if made or touched:
        columns = "".join(f"{column} = ?, " for column, _, _ in made)
        act.db.execute(
            f"UPDATE {table} SET {columns}updated = ?, version = version + 1 WHERE number = ?",
            (*(new for _, _, new in made), act.moment, number),
        )
    return made


def _label_row(db: sqlite3.Connection, name: str) -> int | None:
    row: tuple[int] | None = db.execute(
        "SELECT id FROM labels WHERE folded = ?", (name.casefold(),)
    ).fetchone()
    return row[0] if row else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _or(new: T | Unset, old: T) -> T:
    return old if isinstance(new, Unset) else new
