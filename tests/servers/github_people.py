"""People at the web pages: what they do takes effect at once, and no request is logged for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.servers.github_changes import (
    add_comment,
    adopt,
    change,
    disown,
    drop_comment,
    edit_comment,
    open_issue,
    place,
    react,
    set_state,
)
from tests.servers.github_model import Comment, Issue, Label, Milestone, Repo, User
from tests.servers.github_registers import (
    add_label,
    add_milestone,
    delete_issue,
    delete_label,
    delete_milestone,
    edit_label,
    edit_milestone,
    transfer,
)
from tests.servers.github_world import World

KEEP: Any = object()
"""Leave a field as it is; None empties it."""


class Person:
    """Acts by issue and milestone numbers in one repository. Nobody's right to act is checked."""

    def __init__(self, world: World, user: User, repo: Repo) -> None:
        self.world, self.user, self.repo = world, user, repo

    def issue(self, number: int) -> Issue:
        return self.repo.issues[number]

    def typed(self, text: str | None) -> str | None:
        """As the browser sends it."""
        return text.replace("\r\n", "\n").replace("\n", "\r\n") if text and self.world.crlf else text

    # -- issues

    def create_issue(
        self,
        title: str,
        body: str | None = None,
        *,
        labels: Iterable[str] = (),
        assignees: Iterable[str] = (),
        milestone: int | None = None,
    ) -> Issue:
        with self.world.lock:
            return open_issue(
                self.world,
                self.repo,
                self.user,
                title,
                self.typed(body),
                labels=[self.label(one) for one in labels],
                assignees=[self.world.user(one) for one in assignees],
                milestone=self.repo.milestones[milestone] if milestone else None,
            )

    def close(self, number: int, reason: str = "completed") -> Person:
        with self.world.lock:
            set_state(self.world, self.issue(number), "closed", reason, self.user)
        return self

    def reopen(self, number: int) -> Person:
        with self.world.lock:
            set_state(self.world, self.issue(number), "open", None, self.user)
        return self

    def retitle(self, number: int, title: str) -> Person:
        return self.change(number, title=title)

    def edit_body(self, number: int, body: str | None) -> Person:
        return self.change(number, body=self.typed(body))

    def lock_issue(self, number: int) -> Person:
        return self.change(number, locked=True)

    def unlock_issue(self, number: int) -> Person:
        return self.change(number, locked=False)

    def change(self, number: int, **fields: Any) -> Person:
        with self.world.lock:
            change(self.world, self.issue(number), self.user, **fields)
        return self

    def relabel(self, number: int, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Person:
        with self.world.lock:
            issue, gone = self.issue(number), {one.lower() for one in remove}
            left = [one for one in issue.labels if one.name.lower() not in gone]
            new = tuple(dict.fromkeys((*left, *(self.label(one) for one in add))))
            change(self.world, issue, self.user, labels=new)
        return self

    def assign(self, number: int, *logins: str) -> Person:
        with self.world.lock:
            issue = self.issue(number)
            users = (self.world.user(one) for one in logins)
            change(self.world, issue, self.user, assignees=tuple(dict.fromkeys((*issue.assignees, *users))))
        return self

    def unassign(self, number: int, *logins: str) -> Person:
        with self.world.lock:
            issue, gone = self.issue(number), {self.world.user(one) for one in logins}
            change(
                self.world,
                issue,
                self.user,
                assignees=tuple(one for one in issue.assignees if one not in gone),
            )
        return self

    def move(self, number: int, milestone: int | None) -> Person:
        with self.world.lock:
            place(self.world, self.issue(number), self.repo.milestones[milestone] if milestone else None)
        return self

    def delete_issue(self, number: int) -> Person:
        with self.world.lock:
            delete_issue(self.world, self.issue(number))
        return self

    def transfer(self, number: int, other: str | Repo) -> Issue:
        """The issue that it becomes there."""
        with self.world.lock:
            return transfer(self.world, self.issue(number), self.world.repo(other))

    def convert_to_discussion(self, number: int) -> Person:
        """The issue stays, closed and locked: https://github.com/slapperwan/gh4a/issues/1280"""
        with self.world.lock:
            self.issue(number).converted = True
        return self.close(number).lock_issue(number)

    def adopt(self, parent: int, child: int) -> Person:
        with self.world.lock:
            adopt(self.world, self.issue(parent), self.issue(child))
        return self

    def disown(self, child: int) -> Person:
        with self.world.lock:
            disown(self.world, self.issue(child))
        return self

    # -- comments

    def comment(self, number: int, text: str) -> Comment:
        with self.world.lock:
            return add_comment(self.world, self.issue(number), self.user, self.typed(text) or "")

    def edit_comment(self, comment: Comment | int, text: str) -> Person:
        with self.world.lock:
            edit_comment(self.world, self.world.comment_of(self.repo, comment), self.typed(text) or "")
        return self

    def delete_comment(self, comment: Comment | int) -> Person:
        with self.world.lock:
            drop_comment(self.world, self.world.comment_of(self.repo, comment))
        return self

    def react(self, on: Comment | Issue | int, content: str = "+1") -> Person:
        """To a comment, given itself or by its id, or to an issue itself."""
        with self.world.lock:
            target = on if isinstance(on, Issue) else self.world.comment_of(self.repo, on)
            react(self.world, target, self.user, content)
        return self

    # -- labels and milestones

    def label(self, name: str) -> Label:
        """The label of that name, made if there is none."""
        with self.world.lock:
            known = self.repo.labels.get(name.lower())
            return known or add_label(self.world, self.repo, self.user, name)

    def edit_label(self, name: str, **fields: str | None) -> Person:
        """`name`, `color`, `description`."""
        with self.world.lock:
            edit_label(self.world, self.repo, self.repo.labels[name.lower()], **fields)
        return self

    def rename_label(self, name: str, new: str) -> Person:
        with self.world.lock:
            edit_label(self.world, self.repo, self.repo.labels[name.lower()], name=new)
        return self

    def delete_label(self, name: str) -> Person:
        with self.world.lock:
            delete_label(self.world, self.repo, self.repo.labels[name.lower()])
        return self

    def create_milestone(
        self, title: str, due: date | None = None, description: str | None = None
    ) -> Milestone:
        with self.world.lock:
            return add_milestone(self.world, self.repo, self.user, title, description, due)

    def edit_milestone(
        self,
        number: int,
        *,
        title: str = KEEP,
        due: date | None = KEEP,
        state: str = KEEP,
        description: str | None = KEEP,
    ) -> Person:
        fields = {"title": title, "due": due, "state": state, "description": description}
        given = {name: value for name, value in fields.items() if value is not KEEP}
        with self.world.lock:
            edit_milestone(self.world, self.repo, self.repo.milestones[number], **given)
        return self

    def delete_milestone(self, number: int) -> Person:
        with self.world.lock:
            delete_milestone(self.world, self.repo, self.repo.milestones[number])
        return self
