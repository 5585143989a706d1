"""GitLab asked to make and change things. https://docs.gitlab.com/api/rest/"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from mappings.issue import (
    UNSET,
    Comment,
    Issue,
    IssueDraft,
    IssuePatch,
    Label,
    Milestone,
    MilestoneDraft,
    MilestonePatch,
    State,
    Unset,
)
from mappings.labels import CANCELLED, ONGOING
from sync.errors import Missing, Rejected, Taken
from sync.forges.gitlab_answers import words
from sync.forges.gitlab_json import comment_from, label_from, milestone_from
from sync.forges.gitlab_reads import RECEIPT, GitLabReads
from sync.forges.line import Ask
from sync.forges.rest import FULL

CARRIED_OUT: Final = 202
"""What the status of a note says that was quick actions only."""


class GitLabSource(GitLabReads):
    """An edit is one request; labels in it are added and removed one by one, by the service itself."""

    def furnish(self, plan: str) -> str:
        """A board: its own lists Open and Closed, and between them one for each status that a label shows.

        https://docs.gitlab.com/api/boards/
        """
        name = f"Work plan {plan}"
        boards = self.get(f"{self.root}/boards", FULL)
        if boards.status != 200:
            return ""  # not on this tier, or not for us
        board = next((one for one in boards.data if one["name"] == name), None)
        if board is None:
            board = self.write("POST", "/boards", {"name": name}, "board").data
        elif self.checked(self.get(f"{self.root}/boards/{board['id']}/lists", FULL)).data:
            return ""  # people's by now
        for status in (ONGOING, CANCELLED):
            label = self.get(f"{self.root}/labels/{quote(status, safe='')}")
            if label.status == 200:
                self.write("POST", f"/boards/{board['id']}/lists", {"label_id": label.data["id"]}, "list")
        return name

    # Labels and milestones.

    def create_label(self, label: Label) -> Label:
        body = {"name": label.name, "color": f"#{label.color}", "description": label.description}
        return label_from(self.write("POST", "/labels", body, "label").data)

    def edit_label(self, label: Label) -> Label:
        body = {"color": f"#{label.color}", "description": label.description}
        return label_from(self.write("PUT", f"/labels/{quote(label.name, safe='')}", body).data)

    def create_milestone(self, draft: MilestoneDraft) -> Milestone:
        body = {"title": draft.title, "description": draft.description, **dates(draft.start, draft.due)}
        with self.telling_taken(draft.title):
            return milestone_from(self.write("POST", "/milestones", body, "milestone").data)

    def edit_milestone(self, number: int, patch: MilestonePatch) -> Milestone:
        body: dict[str, Any] = {"title": patch.title, "description": patch.description}
        body = {name: value for name, value in body.items() if value is not UNSET}
        body |= dates(patch.start, patch.due)
        if patch.state is not UNSET:
            body["state_event"] = "close" if patch.state is State.CLOSED else "activate"
        with self.telling_taken(body.get("title"), number):
            return milestone_from(self.write("PUT", f"/milestones/{number}", body).data)

    @contextmanager
    def telling_taken(self, title: str | None, own: int | None = None) -> Iterator[None]:
        """The service tells a taken title in words only: whether another one has it is looked up."""
        try:
            yield
        except Rejected as error:
            found = self.checked(self.get(f"{self.root}/milestones", {"title": title})).data if title else ()
            if any(record["id"] != own for record in found):
                raise Taken(error.message) from error
            raise

    # Issues.

    def create_issue(self, draft: IssueDraft) -> Issue:
        body: dict[str, Any] = {"title": draft.title, "description": draft.body, **dates(UNSET, draft.due)}
        if draft.labels:
            body["labels"] = listed(draft.labels)
        if draft.milestone is not None:
            body["milestone_id"] = draft.milestone
        if draft.assignees:
            body["assignee_ids"] = self.accounts(draft.assignees)
        return self.issue_from(self.write("POST", "/issues", body, "issue").data)

    def edit_issue(self, issue: Issue, patch: IssuePatch) -> Issue:
        """Assignees can only be told as a whole list: what was read just before, with the changes."""
        body: dict[str, Any] = {"title": patch.title, "description": patch.body}
        body = {name: value for name, value in body.items() if value is not UNSET}
        body |= dates(UNSET, patch.due)
        if patch.milestone is not UNSET:
            body["milestone_id"] = patch.milestone or 0
        if patch.state is not UNSET:
            body["state_event"] = "close" if patch.state is State.CLOSED else "reopen"
        for name, labels in (("add_labels", patch.add_labels), ("remove_labels", patch.remove_labels)):
            if labels:
                body[name] = listed(labels)
        if patch.add_assignees or patch.remove_assignees:
            gone = {name.casefold() for name in patch.remove_assignees}
            kept = [name for name in issue.assignees if name.casefold() not in gone]
            body["assignee_ids"] = self.accounts((*kept, *patch.add_assignees)) or [0]
        if not body:
            return issue
        answer = self.line.ask(Ask("PUT", f"{self.root}/issues/{issue.number}", body=body))
        if answer.status == 403:
            raise Rejected(f"{self.login} may not edit issue {issue.number}. It needs the role Planner.")
        record = self.checked(answer).data
        if record["iid"] != issue.number:
            raise Missing(f"Issue {issue.number} was moved out of {self.name}.")
        return self.issue_from(record)

    def set_parent(self, issue: Issue, parent: int) -> None:
        """As a link: an issue can't be a child of an issue there, only a task can.

        https://docs.gitlab.com/api/issue_links/
        """
        here = self.root.removeprefix("/projects/")
        body = {"target_project_id": here, "target_issue_iid": issue.number, "link_type": "relates_to"}
        answer = self.line.ask(Ask("POST", f"{self.root}/issues/{parent}/links", body=body))
        if answer.status == 403:
            raise Rejected(f"{self.name} does not let {self.login} link issues: {words(answer.data)}.")
        if answer.status != 409:  # linked already
            self.checked(answer)

    def accounts(self, names: tuple[str, ...]) -> list[int]:
        """Whom the service does not know can't be assigned: what came back tells so."""
        found = (self.number_of(name) for name in names)
        return [number for number in found if number is not None]

    # Comments.

    def add_comment(self, issue: int, body: str) -> Comment:
        ask = Ask("POST", f"{self.root}/issues/{issue}/notes", body={"body": body}, creates="note")
        answer = self.line.ask(ask)
        if answer.status == 403:
            raise Rejected(f"Issue {issue} takes no comments of {self.login}: it may be locked.")
        if self.checked(answer).status == CARRIED_OUT:
            raise Rejected(f"GitLab took the comment on issue {issue} for commands and kept nothing of it.")
        return comment_from(answer.data, issue)

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        path = f"/issues/{comment.issue}/notes/{comment.number}"
        return comment_from(self.write("PUT", path, {"body": body}).data, comment.issue)

    def acknowledge(self, comment: Comment) -> None:
        """A second time is refused as not found."""
        answer = self.line.ask(Ask("POST", self.awards(comment), body={"name": RECEIPT}))
        if answer.status != 404:
            self.checked(answer)


def listed(labels: tuple[str, ...]) -> str:
    """Names in one text, parted by commas: no name can hold one."""
    for name in labels:
        if "," in name:
            raise Rejected(f'The label "{name}" is not possible.', "On GitLab a label has no comma.")
    return ",".join(labels)


def dates(start: date | Unset | None, due: date | Unset | None) -> dict[str, str]:
    """An empty text clears a date."""
    asked = {"start_date": start, "due_date": due}
    return {
        name: day.isoformat() if isinstance(day, date) else ""
        for name, day in asked.items()
        if not isinstance(day, Unset)
    }
