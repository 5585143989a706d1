"""GitHub asked for what it holds. https://docs.github.com/en/rest"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Final
from urllib.parse import quote

from mappings.issue import Comment, Edit, Issue
from mappings.snapshot import Field
from sync.errors import Foreign, Invalid, Missing, ProjectGone
from sync.forges.github_answers import GONE, REDIRECTS, checked
from sync.forges.github_edits import EVENTS, IN_TEXT, LAST_EDITOR, edits_told, last_editor
from sync.forges.github_json import (
    ROLES,
    comment_from,
    is_issue,
    issue_from,
    label_from,
    may_be_converted,
    milestone_from,
    moment,
    token_end,
)
from sync.forges.line import GRAPHQL, Answer, Ask, Line
from sync.forges.pace import Budget
from sync.forges.rest import FULL, Params, Rest
from sync.forges.source import Batch, Identity
from sync.ports import Capabilities, Project, Role

ALL: Final[Params] = {"state": "all", **FULL}
MANY: Final = 3
"""For more issues than this the comments of the whole repository are read at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api"""

    creations_per_minute: int = 80
    creations_per_hour: int = 500
    """Issues, milestones, labels and comments together."""
    points_per_minute: int = 900
    """A read costs 1, a write 5."""


def budgets(limits: Limits) -> dict[str, tuple[Budget, ...]]:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    return {
        "creation": (Budget(limits.creations_per_minute, minute), Budget(limits.creations_per_hour, hour)),
        "points": (Budget(limits.points_per_minute, minute),),
    }


def costs(ask: Ask) -> Mapping[str, int]:
    spent = {"points": 1 if ask.verb == "GET" else 5}
    return {**spent, "creation": 1} if ask.creates else spent


class GitHubReads(Rest):
    """`project` is "owner/repository"; `account` gives the login of an app, which has no user."""

    service = "GitHub"
    capabilities = Capabilities(
        title_limit=255,
        body_limit=65_536,
        issue_dates=frozenset(),
        milestone_dates=frozenset({Field.DUE}),
        consistent=False,
    )

    projects = "/repositories"
    gone = GONE
    milestones_by: ClassVar[Params] = {"state": "all", "sort": "due_on", "direction": "asc"}

    def __init__(self, line: Line, project: str, account: Callable[[], str] | None) -> None:
        super().__init__(line, project, label_from, milestone_from)
        self.account = account
        self.ids: dict[int, int] = {}
        """Issue number -> the id that other things know it by, of the issues read one by one."""

    def checked(self, answer: Answer) -> Answer:
        return checked(answer, self.name, self.login)

    # Who asks, and for what.

    def identify(self, *, again: bool) -> Identity:  # noqa: ARG002  its answers tell by the way
        login, ends = (self.account(), None) if self.account else self.owner()
        answer = self.wanted_repository()
        if answer.status == 404:
            raise Invalid(
                f"There is no repository {self.wanted} on GitHub that {login} can see.",
                'Correct [forge] project ("owner/repository"), or give the token access to it.',
            )
        record = self.checked(answer).data
        return Identity(login, record["id"], record["html_url"].partition("://")[2], ends)

    def owner(self) -> tuple[str, date | None]:
        """Of a token, and the day on which it ends."""
        answer = self.checked(self.known("/user"))
        ends = token_end(answer.headers)
        return answer.data["login"], ends.date() if ends else None

    def wanted_repository(self) -> Answer:
        """By the name in the settings; a renamed one tells where it is."""
        answer = self.get(f"/repos/{self.wanted}")
        if answer.status in REDIRECTS:
            answer = self.get(answer.headers.get("location", ""))
        return answer

    def project(self) -> Project:
        record = self.checked(self.get(self.root)).data
        if not record["has_issues"]:
            raise self.switched_off()
        return Project(
            public=record.get("visibility", "private" if record["private"] else "public") == "public",
            archived=record["archived"],
        )

    def switched_off(self) -> Invalid:
        return Invalid(
            f"Issues are switched off in {self.name}. Nothing was done.",
            "Switch them on: Settings, General, Features, Issues.",
        )

    # Lists.

    def issues(self, answer: Answer) -> Batch:
        if answer.status == 410:
            raise self.switched_off()
        if answer.status == 404:
            raise ProjectGone(
                f"{self.name} can't be read any more as {self.login}. Nothing was done.",
                "Give the token access to the repository again.",
            )
        records = self.checked(answer).data
        moments = [moment(record["updated_at"]) for record in records]
        issues = [record for record in records if is_issue(record)]
        return Batch(
            issues=tuple(map(issue_from, issues)),
            more=bool(self.following(answer)),
            oldest=min(moments, default=None),
            newest=max(moments, default=None),
            etag=answer.etag,
            at=answer.at,
            doubtful=frozenset(one["number"] for one in issues if may_be_converted(one)),
        )

    def is_converted(self, number: int) -> bool:
        """https://docs.github.com/en/rest/using-the-rest-api/issue-event-types"""
        events = self.all_records(self.get(f"{self.root}/issues/{number}/events", FULL))
        return any(event["event"] == "converted_to_discussion" for event in events)

    def newest(self, etag: str) -> Batch | None:
        answer = self.get(f"{self.root}/issues", {**ALL, "sort": "updated", "direction": "desc"}, etag)
        return None if answer.status == 304 else self.issues(answer)

    def changed(self, since: datetime, page: int) -> Batch:
        order = {**ALL, "sort": "updated", "direction": "asc"}
        return self.issues(self.get(f"{self.root}/issues", {**order, "since": utc(since), "page": page}))

    def by_creation(self) -> Iterator[Batch]:
        order = {**ALL, "sort": "created", "direction": "asc"}
        for page in self.pages(self.get(f"{self.root}/issues", order)):
            yield self.issues(page)

    # One by one.

    def issue(self, number: int) -> Issue:
        answer = self.get(f"{self.root}/issues/{number}")
        if answer.status in GONE:
            raise Missing(f"There is no issue {number} in {self.name} any more: moved or deleted.")
        record = self.checked(answer).data
        if not is_issue(record):
            raise Foreign(f"{number} in {self.name} is a pull request.")
        if may_be_converted(record) and self.is_converted(number):
            raise Missing(f"Issue {number} in {self.name} was made a discussion.")
        self.ids[number] = record["id"]
        return issue_from(record)

    def role(self, account: str) -> Role:
        answer = self.get(f"{self.root}/collaborators/{quote(account, safe='')}/permission")
        if answer.status in (403, 404):
            return Role.NONE
        record = self.checked(answer).data
        return ROLES.get(record.get("role_name"), ROLES.get(record["permission"], Role.NONE))

    def last_edit(self, issue: int, name: Field) -> Edit | None:
        found: list[Edit | None] = []
        if name in EVENTS:
            found += edits_told(self.all_records(self.get(f"{self.root}/issues/{issue}/events", FULL)), name)
        if name in IN_TEXT:
            owner, _, repository = self.name.partition("/")[2].partition("/")
            variables = {"owner": owner, "name": repository, "number": issue}
            asked = Ask("POST", GRAPHQL, body={"query": LAST_EDITOR, "variables": variables})
            found.append(last_editor(self.checked(self.line.ask(asked)).data))
        theirs = [edit for edit in found if edit is not None and edit.who != self.login]
        return max(theirs, key=lambda edit: edit.at, default=None)

    def moved_to(self, issue: int) -> str | None:
        """It leads on to where the issue is now, if we may see it there."""
        answer = self.get(f"{self.root}/issues/{issue}")
        if answer.status not in REDIRECTS:
            return None
        answer = self.get(answer.headers.get("location", ""))
        return str(answer.data["html_url"]) if answer.status == 200 else None

    # Comments.

    def comments(self, issue: int) -> tuple[Comment, ...]:
        answer = self.get(f"{self.root}/issues/{issue}/comments", FULL)
        if answer.status in GONE:
            raise Missing(f"There is no issue {issue} in {self.name} any more.")
        return tuple(map(comment_from, self.all_records(answer)))

    def comments_since(self, since: datetime | None, issues: Sequence[Issue]) -> Iterator[Comment]:
        after = {**FULL, "since": utc(since)} if since else FULL
        if since is not None and len(issues) > MANY:
            order = {"sort": "updated", "direction": "asc"}
            answer = self.get(f"{self.root}/issues/comments", {**after, **order})
            yield from map(comment_from, self.all_records(answer))
            return
        for issue in issues:
            answer = self.get(f"{self.root}/issues/{issue.number}/comments", after)
            if answer.status not in GONE:
                yield from map(comment_from, self.all_records(answer))

    def has_receipt(self, comment: Comment) -> bool:
        """The list tells how many there are; whose they are is a question of its own."""
        if not comment.heard:
            return False
        path = f"{self.root}/issues/comments/{comment.number}/reactions"
        records = self.all_records(self.get(path, {**FULL, "content": "+1"}))
        return any((record["user"] or {}).get("login") == self.login for record in records)

    def forecast(self, creations: int) -> timedelta:
        return self.line.pace.forecast("creation", creations)

    def await_turn(self, *, creating: bool) -> None:
        """An edit is a read, and a write for the text, the labels and the assignees each."""
        self.line.pace.admit({"creation": 1, "points": 5} if creating else {"points": 22})


def utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
