"""The local tracker's rows, read into what any tracker holds."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from mappings.issue import Comment, Issue, Label, Milestone, Reason, State
from sync.errors import Missing

SELECT_COMMENTS: Final = "SELECT number, issue, author, body, created, heard FROM comments"


@dataclass(frozen=True, slots=True)
class Event:
    """One change in the life of an issue, as it stands in the history."""

    at: datetime
    who: str
    what: str
    old: str | None
    new: str | None


def labels(db: sqlite3.Connection) -> dict[int, Label]:
    """All labels by their row, in the order they were made."""
    rows = db.execute("SELECT id, name, color, description FROM labels ORDER BY id")
    return {row: Label(name, color, description) for row, name, color, description in rows}


def issues(db: sqlite3.Connection, number: int | None = None) -> Iterator[Issue]:
    """All issues, or the one with this number, in the order they were made."""
    known = labels(db)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for issue, label in _belonging(db, "SELECT issue, label FROM issue_labels", number):
        names[issue].append(known[label].name)
    accounts: defaultdict[int, list[str]] = defaultdict(list)
    for issue, account in _belonging(db, "SELECT issue, account FROM issue_assignees", number):
        accounts[issue].append(account)
    chosen = "" if number is None else " WHERE number = ?"
    found = db.execute(
        "SELECT number, title, body, state, reason, milestone, due, author, created, updated, closed,"
        f" closed_by, version FROM issues{chosen} ORDER BY number",
        () if number is None else (number,),
    )
    for row in found:
        held = row[0]
        yield Issue(
            number=held,
            url=f"local:{held}",
            title=row[1],
            body=row[2],
            state=State(row[3]),
            reason=Reason(row[4]) if row[4] else None,
            labels=tuple(names[held]) if held in names else (),
            milestone=row[5],
            assignees=tuple(accounts[held]) if held in accounts else (),
            due=_date(row[6]),
            author=row[7],
            created=datetime.fromisoformat(row[8]),
            updated=datetime.fromisoformat(row[9]),
            closed=datetime.fromisoformat(row[10]) if row[10] else None,
            closed_by=row[11],
            version=str(row[12]),
        )


def _belonging(db: sqlite3.Connection, select: str, number: int | None) -> sqlite3.Cursor:
    if number is None:
        return db.execute(f"{select} ORDER BY 1, 2")
    return db.execute(f"{select} WHERE issue = ? ORDER BY 1, 2", (number,))


def issue(db: sqlite3.Connection, number: int) -> Issue:
    for found in issues(db, number):
        return found
    raise Missing(f"There is no issue {number} on the tracker.")


def milestones(db: sqlite3.Connection, number: int | None = None) -> Iterator[Milestone]:
    """All milestones, or the one with this number, in the order they were made."""
    chosen = "" if number is None else " WHERE number = ?"
    found = db.execute(
        f"SELECT number, title, description, state, start, due, updated, version FROM milestones{chosen}"
        " ORDER BY number",
        () if number is None else (number,),
    )
    for held, title, description, state, start, due, updated, version in found:
        yield Milestone(
            number=held,
            url=f"local:m{held}",
            title=title,
            description=description,
            state=State(state),
            start=_date(start),
            due=_date(due),
            updated=datetime.fromisoformat(updated),
            version=str(version),
        )


def milestone(db: sqlite3.Connection, number: int) -> Milestone:
    for found in milestones(db, number):
        return found
    raise Missing(f"There is no milestone {number} on the tracker.")


def comments(db: sqlite3.Connection, issue: int) -> tuple[Comment, ...]:
    rows = db.execute(f"{SELECT_COMMENTS} WHERE issue = ? ORDER BY number", (issue,))
    return tuple(map(_comment, rows))


def unheard(db: sqlite3.Connection, account: str) -> tuple[Comment, ...]:
    rows = db.execute(f"{SELECT_COMMENTS} WHERE heard = 0 AND author <> ? ORDER BY number", (account,))
    return tuple(map(_comment, rows))


def comment(db: sqlite3.Connection, number: int) -> Comment:
    return _comment(db.execute(f"{SELECT_COMMENTS} WHERE number = ?", (number,)).fetchone())


def _comment(row: tuple[int, int, str, str, str, int]) -> Comment:
    number, issue, author, body, created, heard = row
    return Comment(number, issue, author, body, datetime.fromisoformat(created), heard=bool(heard))


def events(db: sqlite3.Connection, number: int) -> tuple[Event, ...]:
    rows = db.execute("SELECT at, who, what, old, new FROM events WHERE issue = ? ORDER BY number", (number,))
    return tuple(Event(datetime.fromisoformat(at), who, what, old, new) for at, who, what, old, new in rows)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
