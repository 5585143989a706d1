"""What services that are asked in JSON over HTTP have in common: pages, and reads by name or number."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, ClassVar, Final
from urllib.parse import quote

from mappings.issue import Label, Milestone
from sync.errors import Invalid, Missing
from sync.forges.line import Answer, Ask, Line
from sync.forges.links import next_link
from sync.forges.source import Identity, MilestoneBatch

Record = Mapping[str, Any]
Params = Mapping[str, str | int]
PAGE: Final = 100
NONE: Final[Params] = {}
FULL: Final[Params] = {"per_page": PAGE}


class Rest(ABC):
    """A project on a service. `wanted` is what the settings call it; `root` its address by number."""

    service: ClassVar[str]
    projects: ClassVar[str]
    """Where projects are found by their numbers."""
    gone: ClassVar[Collection[int]]
    """The statuses of what is not there."""
    milestones_by: ClassVar[Params] = NONE
    """The order of milestones, and which of them."""

    def __init__(
        self,
        line: Line,
        project: str,
        label_from: Callable[[Record], Label],
        milestone_from: Callable[[Record], Milestone],
    ) -> None:
        self.line = line
        self.label_from = label_from
        self.milestone_from = milestone_from
        self.wanted = project
        self.root = ""
        self.name = project
        self.login = ""

    @abstractmethod
    def checked(self, answer: Answer) -> Answer:
        """Raises what an answer that is no success means."""

    def settle_on(self, identity: Identity) -> None:
        self.root = f"{self.projects}/{identity.project}"
        self.name, self.login = identity.name, identity.account

    def get(self, path: str, params: Params = NONE, etag: str = "") -> Answer:
        return self.line.ask(Ask("GET", path, params, etag=etag))

    def known(self, path: str) -> Answer:
        """What every such service has, wherever it is. Raises Invalid when it is not there."""
        answer = self.get(path)
        if answer.status == 404:
            raise Invalid(
                f"What answers is not {self.service}, or its API is elsewhere.",
                "Correct [forge] kind and url. `workplan doctor` tells more.",
            )
        return answer

    def write(self, verb: str, path: str, body: Mapping[str, Any] | None, creates: str = "") -> Answer:
        return self.checked(self.line.ask(Ask(verb, f"{self.root}{path}", body=body, creates=creates)))

    def pages(self, answer: Answer) -> Iterator[Answer]:
        """This page and those that follow it."""
        while True:
            yield self.checked(answer)
            following = self.following(answer)
            if not following:
                return
            answer = self.get(following)

    def following(self, answer: Answer) -> str:
        """The address of the next page; "" when this is the last."""
        return next_link(answer)

    def all_records(self, answer: Answer) -> Iterator[Record]:
        for page in self.pages(answer):
            yield from page.data

    def milestone_page(self, page: int, etag: str) -> MilestoneBatch | None:
        params = {**FULL, **self.milestones_by, "page": page}
        answer = self.get(f"{self.root}/milestones", params, etag)
        if answer.status == 304:
            return None
        found = tuple(map(self.milestone_from, self.checked(answer).data))
        return MilestoneBatch(found, bool(next_link(answer)), answer.etag)

    def labels(self) -> tuple[Label, ...]:
        return tuple(map(self.label_from, self.all_records(self.get(f"{self.root}/labels", FULL))))

    def label(self, name: str) -> Label | None:
        answer = self.get(f"{self.root}/labels/{quote(name, safe='')}")
        return None if answer.status == 404 else self.label_from(self.checked(answer).data)

    def milestone(self, number: int) -> Milestone:
        answer = self.get(f"{self.root}/milestones/{number}")
        if answer.status in self.gone:
            raise Missing(f"There is no milestone {number} in {self.name} any more.")
        return self.milestone_from(self.checked(answer).data)
