"""GitHub asked to make and change things. https://docs.github.com/en/rest"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
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
)
from sync.errors import Invalid, Limited, Missing, Rejected, Unavailable
from sync.forges.github_json import Record, comment_from, due_text, issue_from, label_from, milestone_from
from sync.forges.github_reads import GitHubReads
from sync.forges.line import TRIES, Answer, Ask
from sync.forges.versions import versioned


class GitHubSource(GitHubReads):
    """All of it: nothing is sent twice that would be made twice."""

    def write(self, verb: str, path: str, body: Mapping[str, Any] | None, creates: str = "") -> Answer:
        """Raises Invalid where nothing may be made: the service tells that as not found."""
        try:
            return super().write(verb, path, body, creates)
        except Missing as error:
            if not creates:
                raise
            raise Invalid(
                f"{self.login} may not make a {creates} in {self.name}.",
                "Give the account the role Write there, and the token Issues: Read and write. `workplan "
                "doctor` lists all that is missing.",
            ) from error

    def acknowledge(self, comment: Comment) -> None:
        self.write("POST", f"/issues/comments/{comment.number}/reactions", {"content": "+1"})

    def add_comment(self, issue: int, body: str) -> Comment:
        ask = Ask("POST", f"{self.root}/issues/{issue}/comments", body={"body": body}, creates="comment")
        answer = self.line.ask(ask)
        if answer.status == 403:
            raise Rejected(f"Issue {issue} takes no comments of {self.login}: it may be locked.")
        return comment_from(self.checked(answer).data)

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        return comment_from(self.write("PATCH", f"/issues/comments/{comment.number}", {"body": body}).data)

    def furnish(self, plan: str) -> str:  # noqa: ARG002
        """Its boards are projects, beside the repository."""
        return ""

    # Labels and milestones.

    def create_label(self, label: Label) -> Label:
        body = {"name": label.name, "color": label.color, "description": label.description}
        return label_from(self.write("POST", "/labels", body, "label").data)

    def edit_label(self, label: Label) -> Label:
        body = {"color": label.color, "description": label.description}
        return label_from(self.write("PATCH", f"/labels/{quote(label.name, safe='')}", body).data)

    def create_milestone(self, draft: MilestoneDraft) -> Milestone:
        body: dict[str, Any] = {"title": draft.title, "description": draft.description}
        if draft.due:
            body["due_on"] = due_text(draft.due)
        return milestone_from(self.write("POST", "/milestones", body, "milestone").data)

    def edit_milestone(self, number: int, patch: MilestonePatch) -> Milestone:
        asked = {"title": patch.title, "description": patch.description, "state": patch.state}
        body: dict[str, Any] = {name: value for name, value in asked.items() if value is not UNSET}
        if patch.due is not UNSET:
            body["due_on"] = due_text(patch.due)
        return milestone_from(self.write("PATCH", f"/milestones/{number}", body).data)

    # Issues.

    def create_issue(self, draft: IssueDraft) -> Issue:
        body: dict[str, Any] = {"title": draft.title, "body": draft.body, "labels": list(draft.labels)}
        if draft.milestone is not None:
            body["milestone"] = draft.milestone
        if draft.assignees:
            body["assignees"] = list(draft.assignees)
        return issue_from(self.write("POST", "/issues", body, "issue").data)

    def edit_issue(self, issue: Issue, patch: IssuePatch) -> Issue:
        """One PATCH of what is absolute; labels and assignees one by one, so that nobody's are replaced."""
        path = f"/issues/{issue.number}"
        asked = {"title": patch.title, "body": patch.body, "state": patch.state, "milestone": patch.milestone}
        body = {name: value for name, value in asked.items() if value is not UNSET}
        if patch.reason is not None and "state" in body:
            body["state_reason"] = patch.reason
        now, ask = issue, self.line.ask
        if body:
            now, ask = self.own(issue, self.patch(path, body)), self.insist
        if patch.add_labels:
            added = {"labels": list(patch.add_labels)}
            answer = self.checked(ask(Ask("POST", f"{self.root}{path}/labels", body=added)))
            now, ask = labelled(now, answer), self.insist
        for name in patch.remove_labels:
            answer = ask(Ask("DELETE", f"{self.root}{path}/labels/{quote(name, safe='')}"))
            if answer.status != 404:  # taken off already
                now = labelled(now, self.checked(answer))
            ask = self.insist
        for verb, names in (("POST", patch.add_assignees), ("DELETE", patch.remove_assignees)):
            if names:
                answer = ask(Ask(verb, f"{self.root}{path}/assignees", body={"assignees": list(names)}))
                now, ask = self.own(issue, self.checked(answer)), self.insist
        if not (patch.add_labels or patch.remove_labels):
            return now
        # Labels answer without the time of the change, which the issue itself tells, unless it tells already
        # what somebody else did after us: that is theirs, and for the next look.
        fresh = self.issue(issue.number)
        return fresh if fresh.version == now.version else now

    def insist(self, ask: Ask) -> Answer:
        """A part of the edit is written: what is refused as too much is asked again after the wait.

        Begun anew the whole would take its own first part for somebody else's edit.
        """
        for left in reversed(range(TRIES)):
            try:
                return self.line.ask(ask)
            except Limited as error:
                if not left:
                    raise Unavailable(error.message, error.remedy) from error
        raise AssertionError("the last try returns or raises")

    def patch(self, path: str, body: Mapping[str, Any]) -> Answer:
        """What one issue does not let be done to it holds up no other."""
        answer = self.line.ask(Ask("PATCH", f"{self.root}{path}", body=body))
        if answer.status == 403:
            raise Rejected(
                f"{self.login} may not edit issue {path.rpartition('/')[2]}. It needs the role Write."
            )
        return self.checked(answer)

    def set_parent(self, issue: Issue, parent: int) -> None:
        """https://docs.github.com/en/rest/issues/sub-issues"""
        body = {"sub_issue_id": self.ids[issue.number], "replace_parent": True}
        answer = self.line.ask(Ask("POST", f"{self.root}/issues/{parent}/sub_issues", body=body))
        if answer.status == 404:
            raise Rejected(
                f"{self.name} has no sub-issues: this GitHub is too old for them, or they are switched off.",
                'Write [mirror] outputs = "milestones" before the next plan.',
            )
        if answer.status == 422 and self.parent_of(issue) == parent:
            return  # it is one already
        self.checked(answer)

    def parent_of(self, issue: Issue) -> int | None:
        answer = self.get(f"{self.root}/issues/{issue.number}/parent")
        return answer.data["number"] if answer.status == 200 else None

    def own(self, issue: Issue, answer: Answer) -> Issue:
        """What came back must be the same issue, not one that this one was moved to."""
        record: Record = answer.data
        if record["number"] != issue.number or not record["url"].endswith(f"/issues/{issue.number}"):
            raise Missing(f"Issue {issue.number} was moved out of {self.name}.")
        return replace(issue_from(record), closed_by=issue_from(record).closed_by or issue.closed_by)


def labelled(issue: Issue, answer: Answer) -> Issue:
    names = tuple(sorted(record["name"] for record in answer.data))
    return versioned(replace(issue, labels=names))
