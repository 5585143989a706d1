"""A plan file whose changes are asked for: on a branch of their own, with one pull or merge request.

What a run writes is laid over the plan of the target branch, and counts once it stands there. The request is
updated as long as it is open. What was asked for in a request that people closed without merging is put to
them as a conflict: they did not want the tracker's value, and the tracker has it still.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sync.errors import Unavailable
from sync.gitplan import RUN, TRIES, CommittedPlan, Describe
from sync.gitpush import parted
from sync.gitremote import fetch, push
from sync.gitrepo import Repository, Upstream, tracked
from sync.planedit import apply_edits
from sync.planedits import squashed
from sync.planfile import PlanFile
from sync.ports import Landing, PlanDocument, PlanEdit, Slot, Written
from sync.request import Requests, RequestState

LEAD: Final = "What is to be written into the plan file:"


class RequestedPlan(CommittedPlan):
    """`[plan] git = "request"`."""

    def __init__(
        self,
        file: PlanFile,
        repository: Repository,
        pending: Sequence[PlanEdit],
        describe: Describe,
        requests: Requests,
        branch: str,
    ) -> None:
        super().__init__(file, repository, pending, describe)
        self.requests = requests
        self.branch = branch
        self.document: PlanDocument | None = None

    def read(self) -> PlanDocument:
        """The plan of the target branch, with what is asked for laid over it."""
        repository = self.repository
        repository.refuse_unsettled()
        upstream = repository.upstream()
        fetch(repository, upstream.remote, upstream.branch, self.branch)
        self.catch_up(upstream)
        if self.pending and self.is_declined(upstream):
            there = self.plan_in(repository.commit_of(upstream.ref))
            asked, self.pending = squashed(self.pending, there), []
            document = self.file.read()
            self.document = replace(document, declined=frozenset(edit.slot for edit in asked))
        else:
            self.document = self.glance()
        return self.document

    def glance(self) -> PlanDocument:
        there = self.repository.commit_of(self.repository.upstream().ref)
        asked = squashed(self.pending, self.plan_in(there) if self.pending else None)
        written = apply_edits(self.file.read(), asked)
        self.pending = list(written.done)
        return self.waiting_for(written.document)

    def catch_up(self, upstream: Upstream) -> None:
        head, there = self.repository.head(), self.repository.commit_of(upstream.ref)
        if head is None or there is None or self.repository.includes(head, there):
            return
        if not self.repository.includes(there, head):
            raise parted(self.repository, upstream)
        self.repository.forward(there)

    def is_declined(self, upstream: Upstream) -> bool:
        """The last request was closed, and asked for what our branch still says."""
        request = self.requests.latest(self.branch)
        tip = self.repository.commit_of(tracked(upstream.remote, self.branch))
        return request is not None and request.state is RequestState.CLOSED and tip in (None, request.head)

    def waiting_for(self, document: PlanDocument) -> PlanDocument:
        declined = self.document.declined if self.document else frozenset()
        return replace(document, waiting=frozenset(edit.slot for edit in self.pending), declined=declined)

    def write(self, edits: Sequence[PlanEdit]) -> Written:
        """Nothing changes in the working copy: the request does."""
        document = self.document or self.read()
        written = apply_edits(document, edits)
        self.pending = squashed([*self.pending, *written.done])
        self.document = self.waiting_for(written.document)
        return replace(written, document=self.document)

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:
        repository, upstream = self.repository, self.repository.upstream()
        for _ in range(TRIES):
            target = repository.commit_of(upstream.ref)
            tip = repository.commit_of(tracked(upstream.remote, self.branch))
            before = repository.text(target)
            text = self.with_edits(before) if self.pending else before
            if text is None or (text == before and not self.asks_still(tip, target, text)):
                return Landing(frozenset())
            message = self.message(text, run, actors)
            if not self.stands_on(tip, target, text):
                made = repository.build(target, self.ancestry(tip, target), text, message)
                if not push(repository, upstream.remote, made, self.branch):
                    fetch(repository, upstream.remote, upstream.branch, self.branch)
                    continue
            # What was asked for and is wanted no more is taken out of the request: it asks for nothing then.
            return Landing(frozenset(), self.ask(upstream.branch, message) if text != before else "")
        raise Unavailable(
            f"Others push to {upstream.remote}/{self.branch} again and again.", "The next sync asks again."
        )

    def asks_still(self, tip: str | None, target: str | None, text: str) -> bool:
        """An open request asks for something else than this."""
        merged = tip is None or (target is not None and self.repository.includes(target, tip))
        if merged or self.repository.text(tip) == text:
            return False
        latest = self.requests.latest(self.branch)
        return latest is not None and latest.state is RequestState.OPEN

    def stands_on(self, tip: str | None, target: str | None, text: str) -> bool:
        """The branch asks for this already, on top of what the target is by now."""
        on_top = tip is not None and (target is None or self.repository.includes(tip, target))
        return on_top and self.repository.text(tip) == text

    def ancestry(self, tip: str | None, target: str | None) -> list[str]:
        """Never forced: a branch that the target does not include yet is gone on with."""
        if tip is None or target is None:
            return [one for one in (tip, target) if one]
        if self.repository.includes(target, tip):
            return [target]
        return [tip] if self.repository.includes(tip, target) else [tip, target]

    def ask(self, target: str, message: str) -> str:
        """The address of the request; empty where it says all of it already."""
        title, body = request_text(message)
        latest = self.requests.latest(self.branch)
        if latest is None or latest.state is not RequestState.OPEN:
            return self.requests.open(self.branch, target, title, body).url
        if (latest.title, latest.body) == (title, body):
            return ""
        return self.requests.edit(latest.number, title, body).url


def request_text(message: str) -> tuple[str, str]:
    """Title and text of a request from the message of its commit: the text stands as it is, as code does."""
    title, _, rest = message.partition("\n")
    lines = rest.partition(f"\n{RUN}:")[0].strip().splitlines()
    return title, "\n".join([LEAD, "", *(f"    {line}" for line in lines)])
