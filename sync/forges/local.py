"""The embedded tracker: milestones, issues, labels, assignees, comments and their history in one SQLite file.

It keeps the manners of the services, so that whoever is written against one runs on all: limits, unique
milestone titles, labels without regard to case, a version that moves with every change and only then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from mappings.issue import (
    Comment,
    Edit,
    Issue,
    IssueDraft,
    IssuePatch,
    Label,
    Milestone,
    MilestoneDraft,
    MilestonePatch,
)
from mappings.snapshot import Field
from sync.errors import Taken
from sync.forges import local_changes as changes
from sync.forges import local_rows as rows
from sync.forges.local_changes import Act
from sync.forges.local_limits import BODY_LIMIT, TITLE_LIMIT
from sync.forges.local_rows import Event
from sync.forges.local_store import open_store, reading, translated, writing
from sync.ports import Capabilities, Listing, Project, Role

BUSY_SECONDS: Final = 5.0


class LocalTracker:
    """A tracker in a file. `account` is who acts: the bot, or the person whose board this is.

    `name` is how users read the file, and how a plan remembers where it is mirrored, from any folder.
    `now` gives the time, with its zone. A tracker is used by the thread that opened it, and closed.
    """

    capabilities: Final = Capabilities(
        title_limit=TITLE_LIMIT,
        body_limit=BODY_LIMIT,
        issue_dates=frozenset({Field.DUE}),
        milestone_dates=frozenset({Field.START, Field.DUE}),
        consistent=True,
    )

    def __init__(
        self,
        path: Path,
        *,
        account: str,
        now: Callable[[], datetime],
        create: bool,
        name: str | None = None,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self._path = path
        self._name = name or str(path)
        self._account = account
        self._now = now
        self._db = open_store(path, create=create, busy_seconds=busy_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    @property
    def account(self) -> str:
        return self._account

    @property
    def name(self) -> str:
        return f"the tracker {self._name}"

    @property
    def place(self) -> str:
        return self.name

    def project(self) -> Project:
        return Project()

    def role(self, account: str) -> Role:  # noqa: ARG002  whoever has the file may do everything
        return Role.WRITE

    def forecast(self, creations: int) -> timedelta:  # noqa: ARG002  as fast as the disk
        return timedelta()

    def await_turn(self, *, creating: bool = True) -> None:
        """It takes as much as comes."""

    def furnish(self, plan: str) -> str:  # noqa: ARG002
        """It has nothing to look at but its lists."""
        return ""

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with translated(self._path), reading(self._db):
            yield self._db

    @contextmanager
    def _writing(self) -> Iterator[Act]:
        with translated(self._path), writing(self._db):
            yield Act(self._db, self._account, self._now())

    def listing(self) -> Listing:
        with self._reading() as db:
            return Listing(
                issues=tuple(rows.issues(db)),
                milestones=tuple(rows.milestones(db)),
                labels=tuple(rows.labels(db).values()),
                complete=True,
            )

    def issue(self, number: int) -> Issue:
        with self._reading() as db:
            return rows.issue(db, number)

    def milestone(self, number: int) -> Milestone:
        with self._reading() as db:
            return rows.milestone(db, number)

    def milestone_titled(self, title: str) -> Milestone | None:
        with self._reading() as db:
            return next((one for one in rows.milestones(db) if one.title == title), None)

    def label(self, name: str) -> Label | None:
        with self._reading() as db:
            return _named(db, name)

    def last_edit(self, issue: int, name: Field) -> Edit | None:
        """The row of the title is in the text."""
        wanted = {
            Field.TITLE: ("title", "body"),
            Field.STATUS: ("state",),
            Field.ASSIGNEES: ("assignee",),
            Field.DUE: ("due",),
        }
        found = [
            Edit(event.who, event.at)
            for event in self.events(issue)
            if event.what in wanted.get(name, ("body",)) and event.who != self.account
        ]
        return found[-1] if found else None

    def moved_to(self, issue: int) -> str | None:  # noqa: ARG002  there is no other place
        return None

    def comments(self, issue: int) -> tuple[Comment, ...]:
        with self._reading() as db:
            rows.issue(db, issue)
            return rows.comments(db, issue)

    def has_receipt(self, comment: Comment) -> bool:
        return comment.heard

    def unheard(self) -> tuple[Comment, ...]:
        with self._reading() as db:
            return rows.unheard(db, self.account)

    def acknowledge(self, comment: Comment) -> None:
        with self._writing() as act:
            changes.mark_heard(act, comment)

    def all_heard(self) -> None:
        """Each comment knows by itself whether it was."""

    def events(self, issue: int) -> tuple[Event, ...]:
        """The history of one issue, oldest first."""
        with self._reading() as db:
            rows.issue(db, issue)
            return rows.events(db, issue)

    def create_label(self, label: Label) -> Label:
        with self._writing() as act:
            changes.add_label(act, label)
            return _named(act.db, label.name) or label

    def edit_label(self, label: Label) -> Label:
        with self._writing() as act:
            changes.change_label(act, label)
            return _named(act.db, label.name) or label

    def create_milestone(self, draft: MilestoneDraft) -> Milestone:
        with self._writing() as act:
            return rows.milestone(act.db, changes.add_milestone(act, draft))

    def edit_milestone(self, number: int, patch: MilestonePatch) -> Milestone:
        with self._writing() as act:
            changes.change_milestone(act, number, patch)
            return rows.milestone(act.db, number)

    def create_issue(self, draft: IssueDraft) -> Issue:
        with self._writing() as act:
            return rows.issue(act.db, changes.add_issue(act, draft))

    def edit_issue(self, number: int, patch: IssuePatch, seen: str | None = None) -> Issue:
        """Raises Taken when its version is not the one that was `seen`: somebody was faster."""
        with self._writing() as act:
            if seen is not None and rows.issue(act.db, number).version != seen:
                raise Taken(f"Issue {number} has just been changed.", "Look at it again.")
            changes.change_issue(act, number, patch)
            return rows.issue(act.db, number)

    def add_comment(self, issue: int, body: str) -> Comment:
        with self._writing() as act:
            return rows.comment(act.db, changes.add_comment(act, issue, body))

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        with self._writing() as act:
            changes.change_comment(act, comment, body)
            return rows.comment(act.db, comment.number)


def _named(db: sqlite3.Connection, name: str) -> Label | None:
    folded = name.casefold()
    return next((one for one in rows.labels(db).values() if one.name.casefold() == folded), None)
