"""The tracker before there is one: what a first preview reads."""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn

from mappings.issue import Comment, Edit, Issue, Label, Milestone
from mappings.snapshot import Field
from sync.errors import Missing
from sync.forges.local import LocalTracker
from sync.ports import Capabilities, Listing, Project, Role


class BlankTracker:
    """Holds nothing, and can be what the local tracker can be."""

    def __init__(self, account: str, name: str) -> None:
        self.account = account
        self.name = name

    @property
    def capabilities(self) -> Capabilities:
        return LocalTracker.capabilities

    @property
    def place(self) -> str:
        return self.name

    def project(self) -> Project:
        return Project()

    def role(self, account: str) -> Role:  # noqa: ARG002
        return Role.WRITE

    def forecast(self, creations: int) -> timedelta:  # noqa: ARG002
        return timedelta()

    def milestone_titled(self, title: str) -> Milestone | None:  # noqa: ARG002
        return None

    def label(self, name: str) -> Label | None:  # noqa: ARG002
        return None

    def listing(self) -> Listing:
        return Listing((), (), (), complete=True)

    def issue(self, number: int) -> Issue:
        return self.nothing(number)

    def milestone(self, number: int) -> Milestone:
        return self.nothing(number)

    def last_edit(self, issue: int, name: Field) -> Edit | None:  # noqa: ARG002
        return self.nothing(issue)

    def moved_to(self, issue: int) -> str | None:
        return self.nothing(issue)

    def comments(self, issue: int) -> tuple[Comment, ...]:
        return self.nothing(issue)

    def has_receipt(self, comment: Comment) -> bool:
        return comment.heard

    def unheard(self) -> tuple[Comment, ...]:
        return ()

    def nothing(self, number: int) -> NoReturn:
        raise Missing(f"There is no {number} on {self.name}.")
