"""The JSON that things are shown as. Issues keep theirs until they change, so that long lists are quick."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from tests.servers.github_model import Comment, Issue, Label, Milestone, Reaction, Repo, Role, User
from tests.servers.github_world import World

CONTENTS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
NO_ASSIGNEE = "2026-03-10"
"""The version of the API that dropped the singular `assignee`."""


def stamp(moment: datetime | None) -> str | None:
    return moment.isoformat()[:19] + "Z" if moment else None


def encode(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Rendering:
    """`api` is the root of the URLs that requests go to, `web` of the pages that people look at."""

    def __init__(self, world: World, api: str, web: str) -> None:
        self.world, self.api, self.web = world, api, web
        self.users: dict[int, dict[str, Any]] = {}
        """Accounts don't change."""

    def user(self, user: User | None) -> dict[str, Any] | None:
        if user is None:
            return None
        if user.id not in self.users:
            self.users[user.id] = self.user_fields(user)
        return self.users[user.id]

    def user_fields(self, user: User) -> dict[str, Any]:
        return {
            "login": user.login,
            "id": user.id,
            "node_id": f"U_{user.id}",
            "avatar_url": f"{self.web}/avatars/u/{user.id}?v=4",
            "url": f"{self.api}/users/{user.login}",
            "html_url": f"{self.web}/{user.login}",
            "type": user.kind,
            "user_view_type": "public",
            "site_admin": False,
        }

    def repo_url(self, repo: Repo) -> str:
        return f"{self.api}/repos/{repo.full_name}"

    def repo_page(self, repo: Repo) -> str:
        return f"{self.web}/{repo.full_name}"

    def repo(self, repo: Repo, role: Role | None) -> dict[str, Any]:
        """`role` None: an app's installation, which is shown no permission whatever it may do."""
        names = {
            "admin": Role.ADMIN,
            "maintain": Role.MAINTAIN,
            "push": Role.WRITE,
            "triage": Role.TRIAGE,
            "pull": Role.READ,
        }
        return {
            "id": repo.id,
            "node_id": f"R_{repo.id}",
            "name": repo.name,
            "full_name": repo.full_name,
            "private": repo.private,
            "visibility": "private" if repo.private else "public",
            "owner": self.user(repo.owner),
            "html_url": self.repo_page(repo),
            "url": self.repo_url(repo),
            "description": None,
            "fork": False,
            "archived": repo.archived,
            "disabled": False,
            "has_issues": repo.has_issues,
            "default_branch": "main",
            "open_issues_count": sum(one.state == "open" for one in repo.issues.values()),
            "permissions": {name: role is not None and role >= least for name, least in names.items()},
        }

    def label(self, repo: Repo, label: Label) -> dict[str, Any]:
        return {
            "id": label.id,
            "node_id": f"LA_{label.id}",
            "url": f"{self.repo_url(repo)}/labels/{quote(label.name, safe='')}",
            "name": label.name,
            "color": label.color,
            "default": False,
            "description": label.description,
        }

    def milestone(self, repo: Repo, milestone: Milestone | None) -> dict[str, Any] | None:
        if milestone is None:
            return None
        url = f"{self.repo_url(repo)}/milestones/{milestone.number}"
        return {
            "url": url,
            "html_url": f"{self.repo_page(repo)}/milestone/{milestone.number}",
            "labels_url": f"{url}/labels",
            "id": milestone.id,
            "node_id": f"MI_{milestone.id}",
            "number": milestone.number,
            "title": milestone.title,
            "description": milestone.description,
            "creator": self.user(milestone.creator),
            "open_issues": milestone.open_issues,
            "closed_issues": milestone.closed_issues,
            "state": milestone.state,
            "created_at": stamp(milestone.created_at),
            "updated_at": stamp(milestone.updated_at),
            "due_on": stamp(milestone.due_on),
            "closed_at": stamp(milestone.closed_at),
        }

    def reactions(self, url: str, reactions: Iterable[Reaction]) -> dict[str, Any]:
        given = [one.content for one in reactions]
        return {
            "url": f"{url}/reactions",
            "total_count": len(given),
            **{content: given.count(content) for content in CONTENTS},
        }

    def reaction(self, reaction: Reaction) -> dict[str, Any]:
        return {
            "id": reaction.id,
            "node_id": f"REA_{reaction.id}",
            "user": self.user(reaction.user),
            "content": reaction.content,
            "created_at": stamp(reaction.created_at),
        }

    def association(self, repo: Repo, user: User) -> str:
        """https://docs.github.com/en/graphql/reference/enums#commentauthorassociation"""
        if user is repo.owner:
            return "OWNER"
        if repo.roles.get(user.login.lower(), Role.NONE) > Role.NONE:
            return "MEMBER" if repo.owner.kind == "Organization" else "COLLABORATOR"
        return "NONE"

    def issue_url(self, issue: Issue) -> str:
        return f"{self.repo_url(issue.repo)}/issues/{issue.number}"

    def issue_page(self, issue: Issue) -> str:
        kind = "pull" if issue.pull_request else "issues"
        return f"{self.repo_page(issue.repo)}/{kind}/{issue.number}"

    def comment(self, comment: Comment) -> dict[str, Any]:
        repo = comment.issue.repo
        url = f"{self.repo_url(repo)}/issues/comments/{comment.id}"
        return {
            "url": url,
            "html_url": f"{self.issue_page(comment.issue)}#issuecomment-{comment.id}",
            "issue_url": self.issue_url(comment.issue),
            "id": comment.id,
            "node_id": f"IC_{comment.id}",
            "user": self.user(comment.author),
            "created_at": stamp(comment.created_at),
            "updated_at": stamp(comment.updated_at),
            "body": comment.body,
            "author_association": self.association(repo, comment.author),
            "reactions": self.reactions(url, comment.reactions),
            "performed_via_github_app": None,
        }

    def issue(self, issue: Issue, *, version: str = "", in_list: bool = False) -> bytes:
        closer = self.world.closed_by_in_lists or not in_list
        singular = version < NO_ASSIGNEE
        shape = (closer, singular, self.world.sub_issues)
        state = (issue.version, issue.milestone and issue.milestone.version)
        kept = issue.rendered.get(shape)
        if kept is None or kept[0] != state:
            shown = self.issue_fields(issue)
            if not closer:
                del shown["closed_by"]
            if not singular:
                del shown["assignee"]
            kept = issue.rendered[shape] = (state, encode(shown))
        return kept[1]

    def issue_fields(self, issue: Issue) -> dict[str, Any]:
        url, repo = self.issue_url(issue), issue.repo
        assignees = [self.user(one) for one in issue.assignees]
        shown = {
            "url": url,
            "repository_url": self.repo_url(repo),
            "labels_url": f"{url}/labels{{/name}}",
            "comments_url": f"{url}/comments",
            "events_url": f"{url}/events",
            "html_url": self.issue_page(issue),
            "id": issue.id,
            "node_id": f"I_{issue.id}",
            "number": issue.number,
            "title": issue.title,
            "user": self.user(issue.author),
            "labels": [self.label(repo, one) for one in issue.labels],
            "state": issue.state,
            "locked": issue.locked,
            "assignee": assignees[0] if assignees else None,
            "assignees": assignees,
            "milestone": self.milestone(repo, issue.milestone),
            "comments": len(issue.comments),
            "created_at": stamp(issue.created_at),
            "updated_at": stamp(issue.updated_at),
            "closed_at": stamp(issue.closed_at),
            "author_association": self.association(repo, issue.author),
            "type": None,
            "active_lock_reason": None,
            "body": issue.body,
            "closed_by": self.user(issue.closed_by),
            "reactions": self.reactions(url, issue.reactions),
            "timeline_url": f"{url}/timeline",
            "performed_via_github_app": None,
            "state_reason": issue.state_reason,
            **self.relatives(issue),
        }
        return shown | (self.pull(issue) if issue.pull_request else {})

    def relatives(self, issue: Issue) -> dict[str, Any]:
        if not self.world.sub_issues:
            return {}
        total, done = len(issue.children), sum(one.state == "closed" for one in issue.children)
        share = done * 100 // total if total else 0
        summary = {"total": total, "completed": done, "percent_completed": share}
        above = {"parent_issue_url": self.issue_url(issue.parent)} if issue.parent else {}
        return {"sub_issues_summary": summary, **above}

    def pull(self, issue: Issue) -> dict[str, Any]:
        url = f"{self.repo_url(issue.repo)}/pulls/{issue.number}"
        return {"draft": False, "pull_request": {"url": url, "html_url": self.issue_page(issue)}}
