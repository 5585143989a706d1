"""A plan file whose commits are pushed, and what others pushed is taken in first."""

from __future__ import annotations

from collections.abc import Mapping

from sync.errors import Unavailable, Unsettled
from sync.gitplan import RUN, TRIES, CommittedPlan
from sync.gitremote import fetch, push
from sync.gitrepo import Repository, Upstream
from sync.planedits import differences, said_in, squashed
from sync.ports import Landing, PlanDocument, Slot


class PushedPlan(CommittedPlan):
    """`[plan] git = "push"`: what others pushed is taken in first, and at the end the commit is pushed."""

    def read(self) -> PlanDocument:
        self.repository.refuse_unsettled()
        upstream = self.repository.upstream()
        fetch(self.repository, upstream.remote, upstream.branch)
        self.catch_up(upstream)
        return self.take_up(self.file.write)

    def counting(self) -> str | None:
        return self.repository.commit_of(self.repository.upstream().ref)

    def catch_up(self, upstream: Upstream) -> None:
        """Bring the branch to what others pushed, with what is ours made again on top of it.

        Raises Unsettled where a person has commits or changes of their own that are in the way.
        """
        repository = self.repository
        head, there = repository.head(), repository.commit_of(upstream.ref)
        if head is None or there is None or repository.includes(head, there):
            return
        start = repository.base_of(head, there)
        if start is None or not self.are_ours(start, head):
            raise parted(repository, upstream)
        if names := repository.in_the_way(start, there):
            raise Unsettled(
                f"Others pushed changes of {names[0]}, which was changed here too. Nothing was done.",
                "Commit or undo what was changed there, then: git pull --rebase",
            )
        if start != head:
            before, after = self.plan_in(start), self.plan_in(head)
            if before and after:
                self.pending = squashed([*differences(before, after), *self.pending])
            repository.stage(repository.blob(head), repository.blob(start), lambda text: text)
        if repository.blob(there) != repository.blob(start):
            self.take_back(repository.text(start))
        if start != head:
            repository.git("update-ref", "-m", "workplan: made again", "HEAD", start, head)
        repository.forward(there)
        self.pending = list(self.file.write(self.pending).done)

    def are_ours(self, start: str, head: str) -> bool:
        """Only what the bot committed, of this plan file alone, may be made again."""
        alone = all(map(self.repository.changes_plan_alone, self.repository.commits(start, head)))
        return alone and all(self.repository.trailers(RUN, start, head))

    def take_back(self, text: str | None) -> None:
        """The working copy as git knows it, so that git can bring it forward: what is ours is made again.

        Raises Unsettled when there is something else in it: it is a person's, and not committed yet.
        """
        now = self.file.text()
        if text is None or (now != text and now != self.with_edits(text)):
            raise Unsettled(
                f"Others pushed changes of {self.name}, and here it has changes that are not committed. "
                "Nothing was done.",
                "Commit yours, then: git pull --rebase",
            )
        self.file.put(now, text)

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:
        upstream = self.repository.upstream()
        for _ in range(TRIES):
            made = self.commit(run, actors) if self.pending else ""
            head = self.repository.head()
            if made is None or head is None:
                continue
            if head == self.repository.commit_of(upstream.ref):
                return Landing(self.standing_in(head), self.told("", head))
            if push(self.repository, upstream.remote, head, upstream.branch):
                where = f"commit {head[:10]} on {upstream.remote}/{upstream.branch}"
                return Landing(self.standing_in(head), self.told(where, head))
            self.catch_up(upstream)
        raise Unavailable(
            f"Others push to {upstream.remote}/{upstream.branch} again and again.",
            "The next sync pushes what was written.",
        )

    def standing_in(self, commit: str) -> frozenset[Slot]:
        """What a person has not committed yet can't be pushed, nor can what was written over it."""
        plan = self.plan_in(commit) if self.pending else None
        return frozenset(edit.slot for edit in said_in(plan, self.pending))


def parted(repository: Repository, upstream: Upstream) -> Unsettled:
    return Unsettled(
        f"The branch in {repository.root} and {upstream.remote}/{upstream.branch} have parted: each has "
        "commits that the other has not. Nothing was done.",
        "Bring them together with: git pull --rebase",
    )
