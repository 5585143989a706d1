"""Pull and merge requests, as the services that have them are asked for one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class RequestState(StrEnum):
    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Request:
    """A pull or merge request. `head`: the commit it asks for."""

    number: int
    url: str
    state: RequestState
    head: str
    title: str
    body: str


class Requests(Protocol):
    """Pull or merge requests of a project. Methods raise Unavailable, writes also Rejected and Invalid."""

    def latest(self, branch: str) -> Request | None:
        """The last one that was made for this branch."""
        ...

    def open(self, branch: str, target: str, title: str, body: str) -> Request: ...
    def edit(self, number: int, title: str, body: str) -> Request: ...
