"""How GitLab shows what it holds: JSON as in the examples of https://docs.gitlab.com/api/api_resources/"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from tests.servers.gitlab_state import (
    Award,
    Board,
    BoardList,
    Issue,
    Label,
    Link,
    Milestone,
    Note,
    Project,
    Token,
    User,
    World,
)


def instant(at: datetime | None) -> str | None:
    """In UTC, to the millisecond, although more is stored."""
    return None if at is None else f"{at.isoformat(timespec='milliseconds')[:23]}Z"


def day(at: date | None) -> str | None:
    return None if at is None else at.isoformat()


class Renderer:
    def __init__(self, world: World, url: str) -> None:
        self._world = world
        self.url = url
        """Of the installation, with its prefix."""

    @property
    def api(self) -> str:
        return f"{self.url}/api/v4"

    def user(self, user: User | None) -> dict[str, Any] | None:
        if user is None:
            return None
        return {
            "id": user.id,
            "username": user.username,
            "name": user.name,
            "state": "active",
            "locked": False,
            "avatar_url": None,
            "web_url": f"{self.url}/{user.username}",
        }

    def me(self, user: User) -> dict[str, Any]:
        private = {
            "bot": user.bot,
            "email": f"{user.username}@example.org",
            "external": False,
            "two_factor_enabled": False,
        }
        return {**(self.user(user) or {}), **private}

    def member(self, user: User, level: int) -> dict[str, Any]:
        return {
            **(self.user(user) or {}),
            "access_level": level,
            "expires_at": None,
            "membership_state": "active",
        }

    def token(self, token: Token, expired: bool) -> dict[str, Any]:
        return {
            "id": token.id,
            "name": f"token {token.id}",
            "revoked": token.revoked,
            "created_at": instant(token.created_at),
            "scopes": list(token.scopes),
            "user_id": token.user.id,
            "active": not (expired or token.revoked),
            "expires_at": day(token.expires),
        }

    def project(self, project: Project, level: int) -> dict[str, Any]:
        name = project.path.rpartition("/")[2]
        access = {"access_level": level, "notification_level": 3} if level else None
        own = bool(level and project.personal)
        return {
            "id": project.id,
            "name": name,
            "path": name,
            "path_with_namespace": project.path,
            "name_with_namespace": project.path.replace("/", " / "),
            "description": None,
            "visibility": project.visibility,
            "archived": project.archived,
            "issues_enabled": project.issues_enabled,
            "issues_access_level": "enabled" if project.issues_enabled else "disabled",
            "web_url": f"{self.url}/{project.path}",
            "namespace": {
                "id": project.id + 100_000,
                "kind": "user" if project.personal else "group",
                "path": project.group_path.rpartition("/")[2],
                "full_path": project.group_path,
            },
            "permissions": {"project_access": access, "group_access": access if own else None},
            "_links": {"self": f"{self.api}/projects/{project.id}"},
        }

    def label(self, label: Label, counts: tuple[int, int] | None = None) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": label.id,
            "name": label.name,
            "description": label.description,
            "description_html": label.description or "",
            "text_color": "#FFFFFF",
            "color": label.color,
            "archived": False,
            "subscribed": False,
            "priority": label.priority,
            "is_project_label": not label.group,
        }
        if counts is not None:
            numbers = ("open_issues_count", "closed_issues_count", "open_merge_requests_count")
            shown |= dict(zip(numbers, (*counts, 0), strict=True))
        return shown

    def milestone(self, milestone: Milestone | None) -> dict[str, Any] | None:
        if milestone is None:
            return None
        shown: dict[str, Any] = {"id": milestone.id, "iid": milestone.iid}
        if milestone.project is not None:
            shown["project_id"] = milestone.project.id
            place = milestone.project.path
        else:
            shown["group_id"] = milestone.group.id if milestone.group else None
            place = f"groups/{milestone.group.path}" if milestone.group else ""
        return shown | {
            "title": milestone.title,
            "description": milestone.description,
            "state": milestone.state,
            "created_at": instant(milestone.created_at),
            "updated_at": instant(milestone.updated_at),
            "due_date": day(milestone.due_date),
            "start_date": day(milestone.start_date),
            "expired": bool(milestone.due_date and milestone.due_date < self._world.now().date()),
            "web_url": f"{self.url}/{place}/-/milestones/{milestone.iid}",
        }

    def issue(self, issue: Issue) -> dict[str, Any]:
        project = issue.project
        place = f"{self.api}/projects/{project.id}/issues/{issue.iid}"
        assignees = [self.user(one) for one in issue.assignees]
        duplicate = issue.duplicate_of
        return {
            "id": issue.id,
            "iid": issue.iid,
            "project_id": project.id,
            "title": issue.title,
            "description": issue.description,
            "state": issue.state,
            "created_at": instant(issue.created_at),
            "updated_at": instant(issue.updated_at),
            "closed_at": instant(issue.closed_at),
            "closed_by": self.user(issue.closed_by),
            "labels": sorted(label.name for label in issue.labels),
            "milestone": self.milestone(issue.milestone),
            "assignees": assignees,
            "author": self.user(issue.author),
            "type": issue.kind.upper(),
            "assignee": assignees[0] if assignees else None,
            "user_notes_count": issue.comments,
            "merge_requests_count": 0,
            "upvotes": sum(award.name == "thumbsup" for award in issue.awards),
            "downvotes": sum(award.name == "thumbsdown" for award in issue.awards),
            "due_date": day(issue.due_date),
            "confidential": issue.confidential,
            "discussion_locked": issue.locked,
            "issue_type": issue.kind,
            "web_url": f"{self.url}/{project.path}/-/issues/{issue.iid}",
            "time_stats": {"time_estimate": 0, "total_time_spent": 0},
            "task_completion_status": _tasks(issue.description or ""),
            "has_tasks": "- [" in (issue.description or ""),
            "_links": {
                "self": place,
                "notes": f"{place}/notes",
                "award_emoji": f"{place}/award_emoji",
                "project": f"{self.api}/projects/{project.id}",
                "closed_as_duplicate_of": (
                    f"{self.api}/projects/{duplicate.project.id}/issues/{duplicate.iid}"
                    if duplicate
                    else None
                ),
            },
            "references": {
                "short": f"#{issue.iid}",
                "relative": f"#{issue.iid}",
                "full": f"{project.path}#{issue.iid}",
            },
            "severity": "UNKNOWN",
            "moved_to_id": issue.moved_to.id if issue.moved_to else None,
            "imported": False,
            "imported_from": "none",
            "service_desk_reply_to": None,
        }

    def issue_bytes(self, issue: Issue) -> bytes:
        """Kept until something it shows is another."""
        milestone = issue.milestone
        shown = (milestone, milestone.changes, self._world.now().date()) if milestone else None
        key = (issue.changes, issue.project.naming, shown)
        if issue.rendered is None or issue.rendered[0] != key:
            issue.rendered = (key, json.dumps(self.issue(issue), ensure_ascii=False).encode())
        return issue.rendered[1]

    def note(self, issue: Issue, note: Note) -> dict[str, Any]:
        return {
            "id": note.id,
            "type": None,
            "body": note.body,
            "author": self.user(note.author),
            "created_at": instant(note.created_at),
            "updated_at": instant(note.updated_at),
            "system": note.system,
            "noteable_id": issue.id,
            "noteable_type": "Issue",
            "project_id": issue.project.id,
            "resolvable": False,
            "confidential": note.internal,
            "internal": note.internal,
            "imported": False,
            "imported_from": "none",
            "noteable_iid": issue.iid,
            "commands_changes": {},
        }

    def award(self, award: Award, on: Note | Issue) -> dict[str, Any]:
        return {
            "id": award.id,
            "name": award.name,
            "user": self.user(award.user),
            "created_at": instant(award.created_at),
            "updated_at": instant(award.created_at),
            "awardable_id": on.id,
            "awardable_type": "Note" if isinstance(on, Note) else "Issue",
            "url": None,
        }

    def link(self, link: Link) -> dict[str, Any]:
        return {
            "id": link.id,
            "source_issue": self.issue(link.source),
            "target_issue": self.issue(link.target),
            "link_type": link.kind,
        }

    def related(self, link: Link, seen_from: Issue) -> dict[str, Any]:
        forward = link.source is seen_from
        kind = link.kind if forward or link.kind == "relates_to" else "is_blocked_by"
        other = link.target if forward else link.source
        return {**self.issue(other), "issue_link_id": link.id, "link_type": kind}

    def board(self, board: Board, project: Project) -> dict[str, Any]:
        return {
            "id": board.id,
            "name": board.name,
            "hide_backlog_list": False,
            "hide_closed_list": False,
            "project": {"id": project.id, "path_with_namespace": project.path},
            "lists": [self.board_list(one, place) for place, one in enumerate(board.lists)],
        }

    def board_list(self, one: BoardList, position: int) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": one.id, "label": None, "position": position}
        if one.label is not None:
            label = one.label
            shown["label"] = {"id": label.id, "name": label.name, "color": label.color, "description": None}
        if one.milestone is not None:
            shown["milestone"] = self.milestone(one.milestone)
        if one.assignee is not None:
            shown["assignee"] = self.user(one.assignee)
        return shown


def _tasks(description: str) -> dict[str, int]:
    done = description.count("- [x]") + description.count("- [X]")
    return {"count": done + description.count("- [ ]"), "completed_count": done}
