"""GitLab's JSON, read into what any tracker holds. https://docs.gitlab.com/api/issues/"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from mappings.issue import Comment, Issue, Label, Milestone, Reason, State
from sync.forges.versions import versioned
from sync.ports import Role

Record = Mapping[str, Any]
ROLES: Final = ((15, Role.WRITE), (10, Role.READ))
"""Access levels from Planner and Guest on. https://docs.gitlab.com/user/permissions/"""


def role_of(level: int) -> Role:
    return next((role for least, role in ROLES if level >= least), Role.NONE)


def issue_from(record: Record) -> Issue:
    milestone, closed = record.get("milestone"), record["state"] == "closed"
    return versioned(
        Issue(
            number=record["iid"],
            url=record["web_url"],
            title=record["title"],
            body=record.get("description") or "",
            state=State.CLOSED if closed else State.OPEN,
            reason=Reason.DUPLICATE if closed and is_duplicate(record) else None,
            labels=tuple(sorted(record["labels"])),
            milestone=milestone["id"] if milestone else None,
            assignees=tuple(sorted(user["username"] for user in record["assignees"])),
            due=day(record.get("due_date")),
            author=username(record.get("author")),
            created=datetime.fromisoformat(record["created_at"]),
            updated=datetime.fromisoformat(record["updated_at"]),
            closed=datetime.fromisoformat(record["closed_at"]) if record.get("closed_at") else None,
            closed_by=username(record.get("closed_by")) or None,
            version="",
            comments=record.get("user_notes_count", 0),
        )
    )


def is_duplicate(record: Record) -> bool:
    return bool((record.get("_links") or {}).get("closed_as_duplicate_of"))


def is_moved(record: Record) -> bool:
    """What is left of an issue that was moved to another project."""
    return record.get("moved_to_id") is not None


def milestone_from(record: Record) -> Milestone:
    """Its number is the one it is asked for by, which differs from the one in its address."""
    return versioned(
        Milestone(
            number=record["id"],
            url=record["web_url"],
            title=record["title"],
            description=record.get("description") or "",
            state=State.OPEN if record["state"] == "active" else State.CLOSED,
            start=day(record.get("start_date")),
            due=day(record.get("due_date")),
            updated=datetime.fromisoformat(record["updated_at"]),
            version="",
        )
    )


def label_from(record: Record) -> Label:
    return Label(record["name"], record["color"].removeprefix("#"), record.get("description") or "")


def comment_from(record: Record, issue: int) -> Comment:
    return Comment(
        number=record["id"],
        issue=issue,
        author=username(record.get("author")),
        body=record["body"],
        created=datetime.fromisoformat(record["created_at"]),
    )


def username(user: Record | None) -> str:
    return user["username"] if user else ""


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
