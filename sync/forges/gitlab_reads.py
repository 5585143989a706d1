"""GitLab asked for what it holds. https://docs.gitlab.com/api/rest/"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import quote

from mappings.issue import Comment, Edit, Issue
from mappings.snapshot import Field
from sync.errors import Invalid, Missing, ProjectGone
from sync.forges.gitlab_answers import checked
from sync.forges.gitlab_json import (
    Record,
    comment_from,
    day,
    is_moved,
    issue_from,
    label_from,
    milestone_from,
    role_of,
)
from sync.forges.line import Answer, Ask, Line
from sync.forges.links import below, next_link
from sync.forges.pace import Budget
from sync.forges.rest import FULL, Params, Rest
from sync.forges.source import Batch, Identity
from sync.ports import Capabilities, Project, Role

ALL: Final[Params] = {"scope": "all", **FULL}
API: Final = "/api/v4"
OFFSET: Final = 50_000
"""Where pages by number end: https://docs.gitlab.com/api/rest/#pagination"""
RECEIPT: Final = "thumbsup"
MOVED: Final = "moved to "
TEXT: Final = ("changed the description",)
NOTED: Final = {
    Field.TITLE: ("changed title", *TEXT),
    Field.DUE: ("changed due date", "removed due date"),
    Field.ASSIGNEES: ("assigned", "unassigned"),
    Field.TASKS: ("marked the", *TEXT),
    Field.STATUS: ("closed", "reopened"),
}
"""How a note begins that tells of a change of what a field is read from."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of gitlab.com, for each account: https://docs.gitlab.com/user/gitlab_com/#rate-limits-on-gitlabcom"""

    requests_per_minute: int = 2000
    issues_per_minute: int = 200
    notes_per_minute: int = 60


def budgets(limits: Limits) -> dict[str, tuple[Budget, ...]]:
    minute = timedelta(minutes=1)
    return {
        "request": (Budget(limits.requests_per_minute, minute),),
        "issue": (Budget(limits.issues_per_minute, minute),),
        "note": (Budget(limits.notes_per_minute, minute),),
    }


def costs(ask: Ask) -> Mapping[str, int]:
    return {"request": 1, ask.creates: 1} if ask.creates in ("issue", "note") else {"request": 1}


class GitLabReads(Rest):
    """`project` is "group/project" or its number."""

    service = "GitLab"
    capabilities = Capabilities(
        title_limit=255,
        body_limit=1_048_576,
        issue_dates=frozenset({Field.DUE}),
        milestone_dates=frozenset({Field.START, Field.DUE}),
        consistent=False,
    )

    projects = "/projects"
    gone = frozenset({404})

    def __init__(self, line: Line, project: str) -> None:
        super().__init__(line, project, label_from, milestone_from)
        self.numbers: dict[str, int] = {}
        """Accounts by their names, as far as they were seen."""

    def following(self, answer: Answer) -> str:
        return below(next_link(answer), API)

    def checked(self, answer: Answer) -> Answer:
        return checked(answer, self.name, self.login)

    # Who asks, and for what.

    def identify(self, *, again: bool) -> Identity:
        login = self.checked(self.known("/user")).data["username"]
        answer = self.ask_project()
        if answer.status == 404:
            raise Invalid(
                f"There is no project {self.wanted} on this GitLab that {login} can see.",
                'Correct [forge] project ("group/project" or its number), or make the account a member.',
            )
        record = self.checked(answer).data
        ends = self.token_end() if again else None
        return Identity(login, record["id"], record["web_url"].partition("://")[2], ends)

    def token_end(self) -> date | None:
        """Old servers, and tokens of another kind, tell nothing."""
        answer = self.get("/personal_access_tokens/self")
        return day(answer.data.get("expires_at")) if answer.status == 200 else None

    def ask_project(self) -> Answer:
        """By its name in the settings; from an old one GitLab leads on."""
        answer = self.get(f"/projects/{quote(self.wanted, safe='')}")
        if answer.status in (301, 302, 307, 308):
            answer = self.get(below(answer.headers.get("location", ""), API))
        return answer

    def project(self) -> Project:
        record = self.checked(self.get(self.root)).data
        if record.get("issues_access_level", "enabled") == "disabled" or not record.get(
            "issues_enabled", True
        ):
            raise Invalid(
                f"Issues are switched off in {self.name}. Nothing was done.",
                "Switch them on: Settings, General, Visibility, project features, permissions, Issues.",
            )
        return Project(public=record["visibility"] == "public", archived=record["archived"])

    # Lists.

    def issues(self, answer: Answer) -> Batch:
        if answer.status == 404:
            raise ProjectGone(
                f"{self.name} can't be read any more as {self.login}. Nothing was done.",
                "Make the account a member of the project again.",
            )
        records = self.checked(answer).data
        moments = [datetime.fromisoformat(record["updated_at"]) for record in records]
        return Batch(
            issues=tuple(self.issue_from(record) for record in records if not is_moved(record)),
            more=bool(next_link(answer)),
            oldest=min(moments, default=None),
            newest=max(moments, default=None),
            etag=answer.etag,
            at=answer.at,
            gone=tuple(record["iid"] for record in records if is_moved(record)),
        )

    def is_converted(self, number: int) -> bool:  # noqa: ARG002  its issues become nothing else
        return False

    def issue_from(self, record: Record) -> Issue:
        for user in record["assignees"]:
            self.numbers[user["username"]] = user["id"]
        return issue_from(record)

    def newest(self, etag: str) -> Batch | None:
        order = {**ALL, "order_by": "updated_at", "sort": "desc"}
        answer = self.get(f"{self.root}/issues", order, etag)
        return None if answer.status == 304 else self.issues(answer)

    def changed(self, since: datetime, page: int) -> Batch:
        order = {**ALL, "order_by": "updated_at", "sort": "asc"}
        return self.issues(
            self.get(f"{self.root}/issues", {**order, "updated_after": since.isoformat(), "page": page})
        )

    def by_creation(self) -> Iterator[Batch]:
        """By keyset where the server can do that, else by pages; where these end, on from the last seen."""
        order = {**ALL, "order_by": "created_at", "sort": "asc"}
        answer = self.get(f"{self.root}/issues", {**order, "pagination": "keyset"})
        if answer.status == 405:  # a server that knows it, and not for issues
            answer = self.get(f"{self.root}/issues", order)
        if not self.checked(answer).data:
            self.project()  # where issues are switched off lists are empty, and don't say why
        count = 0
        while True:
            records = self.checked(answer).data
            yield self.issues(answer)
            count += len(records)
            following = self.following(answer)
            if not following:
                return
            if count % OFFSET == 0 and "cursor=" not in following:
                after = {"created_after": records[-1]["created_at"]}
                answer = self.get(f"{self.root}/issues", {**order, **after})
            else:
                answer = self.get(following)

    # One by one.

    def issue(self, number: int) -> Issue:
        answer = self.get(f"{self.root}/issues/{number}")
        if answer.status == 404 or (answer.status == 200 and is_moved(answer.data)):
            raise Missing(f"There is no issue {number} in {self.name} any more: moved or deleted.")
        return self.issue_from(self.checked(answer).data)

    def role(self, account: str) -> Role:
        answer = self.get(f"{self.root}/members/all", {"query": account, **FULL})
        levels = [
            record["access_level"]
            for record in self.checked(answer).data
            if record["username"].casefold() == account.casefold()
        ]
        return role_of(max(levels, default=0))

    def number_of(self, account: str) -> int | None:
        """The number of an account, by its name."""
        if account not in self.numbers:
            found = self.checked(self.get("/users", {"username": account})).data
            self.numbers.update((record["username"], record["id"]) for record in found)
        folded = {name.casefold(): number for name, number in self.numbers.items()}
        return folded.get(account.casefold())

    # Comments.

    def comments(self, issue: int) -> tuple[Comment, ...]:
        return tuple(comment_from(record, issue) for record in self.notes(issue))

    def comments_since(self, since: datetime | None, issues: Sequence[Issue]) -> Iterator[Comment]:
        for issue in issues:
            with suppress(Missing):  # it was deleted since: the run finds out by itself
                for record in self.notes(issue.number):
                    if since is None or datetime.fromisoformat(record["updated_at"]) >= since:
                        yield comment_from(record, issue.number)

    def notes(self, issue: int) -> Iterator[Record]:
        """People's; the service writes notes of its own."""
        order = {**FULL, "order_by": "created_at", "sort": "asc"}
        answer = self.get(f"{self.root}/issues/{issue}/notes", order)
        if answer.status == 404:
            raise Missing(f"There is no issue {issue} in {self.name} any more.")
        return (record for record in self.all_records(answer) if not record.get("system"))

    def moved_to(self, issue: int) -> str | None:
        """What is left of it says so, as "group/project#12"."""
        for record in self.noted(issue):
            if record.get("system") and record["body"].startswith(MOVED):
                return str(record["body"]).removeprefix(MOVED)
        return None

    def noted(self, issue: int) -> Sequence[Record]:
        """What the service itself noted last: https://docs.gitlab.com/user/project/system_notes/"""
        newest = {**FULL, "activity_filter": "only_activity", "order_by": "created_at", "sort": "desc"}
        answer = self.get(f"{self.root}/issues/{issue}/notes", newest)
        return () if answer.status == 404 else self.checked(answer).data

    def last_edit(self, issue: int, name: Field) -> Edit | None:
        for record in self.noted(issue):
            who = record["author"]["username"]
            told = record.get("system") and record["body"].startswith(NOTED.get(name, TEXT))
            if told and who != self.login:
                return Edit(who, datetime.fromisoformat(record["created_at"]))
        return None

    def has_receipt(self, comment: Comment) -> bool:
        records = self.all_records(self.get(self.awards(comment), FULL))
        return any(one["name"] == RECEIPT and one["user"]["username"] == self.login for one in records)

    def awards(self, comment: Comment) -> str:
        return f"{self.root}/issues/{comment.issue}/notes/{comment.number}/award_emoji"

    # Pace.

    def forecast(self, creations: int) -> timedelta:
        return self.line.pace.forecast("issue", creations)

    def await_turn(self, *, creating: bool) -> None:
        self.line.pace.admit({"request": 1, "issue": 1} if creating else {"request": 4})
