"""The tracker before there is one: what a first preview reads."""

from __future__ import annotations

from typing import NoReturn

from mappings.issue import Comment, Issue, Milestone
from sync.errors import Missing
from sync.forges.local import LocalTracker
from sync.ports import Capabilities, Listing


class BlankTracker:
    """Holds nothing, and can be what the local tracker can be."""

    def __init__(self, account: str, name: str) -> None:
        self.account = account
        self.name = f"the tracker {name}"

    @property
    def capabilities(self) -> Capabilities:
        return LocalTracker.capabilities

    def listing(self) -> Listing:
        return Listing((), (), (), complete=True)

    def issue(self, number: int) -> Issue:
        return self.nothing(number)

    def milestone(self, number: int) -> Milestone:
        return self.nothing(number)

    def comments(self, issue: int) -> tuple[Comment, ...]:
        return self.nothing(issue)

    def unheard(self) -> tuple[Comment, ...]:
        return ()

    def nothing(self, number: int) -> NoReturn:
        raise Missing(f"There is no {number} on {self.name}.")
