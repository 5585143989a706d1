"""GitHub's JSON, read into what any tracker holds. https://docs.github.com/en/rest/issues/issues"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from mappings.issue import Comment, Issue, Label, Milestone, Reason, State
from mappings.marks import find_marker
from sync.forges.versions import versioned
from sync.ports import Role

Record = Mapping[str, Any]
REASONS: Final = frozenset(Reason)
ROLES: Final = {
    "admin": Role.WRITE,
    "maintain": Role.WRITE,
    "write": Role.WRITE,
    "triage": Role.TRIAGE,
    "read": Role.READ,
}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def is_issue(record: Record) -> bool:
    """Lists of issues hold pull requests too."""
    return "pull_request" not in record


def may_be_converted(record: Record) -> bool:
    """One of ours that became a discussion is closed and locked; only its events are certain."""
    closed = record["state"] == "closed" and record.get("locked")
    return bool(closed and find_marker(unix_lines(record.get("body"))) is not None)


def issue_from(record: Record) -> Issue:
    reason = record.get("state_reason")
    milestone = record.get("milestone")
    return versioned(
        Issue(
            number=record["number"],
            url=record["html_url"],
            title=record["title"],
            body=unix_lines(record.get("body")),
            state=State(record["state"]),
            reason=Reason(reason) if reason in REASONS and record["state"] == "closed" else None,
            labels=tuple(sorted(label["name"] for label in record["labels"])),
            milestone=milestone["number"] if milestone else None,
            assignees=tuple(sorted(user["login"] for user in record["assignees"])),
            due=None,
            author=login(record.get("user")),
            created=moment(record["created_at"]),
            updated=moment(record["updated_at"]),
            closed=moment(record["closed_at"]) if record.get("closed_at") else None,
            closed_by=login(record.get("closed_by")) or None,
            version="",
            comments=record.get("comments", 0),
        )
    )


def milestone_from(record: Record) -> Milestone:
    return versioned(
        Milestone(
            number=record["number"],
            url=record["html_url"],
            title=record["title"],
            description=unix_lines(record.get("description")),
            state=State(record["state"]),
            start=None,
            due=due_day(record.get("due_on")),
            updated=moment(record["updated_at"]),
            version="",
        )
    )


def due_day(text: str | None) -> date | None:
    """Only the day counts: midnight of it in California, told in UTC."""
    return date.fromisoformat(text[:10]) if text else None


def due_text(day: date | None) -> str | None:
    """Noon, which is the same day in California; other times may come back as the day before."""
    return f"{day.isoformat()}T12:00:00Z" if day else None


def label_from(record: Record) -> Label:
    return Label(record["name"], record["color"], record.get("description") or "")


def comment_from(record: Record) -> Comment:
    return Comment(
        number=record["id"],
        issue=int(record["issue_url"].rsplit("/", 1)[1]),
        author=login(record.get("user")),
        body=unix_lines(record.get("body")),
        created=moment(record["created_at"]),
        heard=bool((record.get("reactions") or {}).get("+1")),
    )


def login(user: Record | None) -> str:
    """A deleted account is shown as "ghost"."""
    return user["login"] if user else ""


def unix_lines(text: str | None) -> str:
    """A text that was edited on the page has line ends of its own."""
    return (text or "").replace("\r\n", "\n")


def token_end(headers: Mapping[str, str]) -> datetime | None:
    """In UTC; told as "2017-05-02 10:00:00 UTC", or with an offset. An app's token ends within the hour.

    https://docs.github.com/en/rest/authentication/token-expiration-and-revocation
    """
    told = headers.get("github-authentication-token-expiration", "").replace("UTC", "+0000")
    try:
        return datetime.strptime(told, "%Y-%m-%d %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None
