"""A plan file in a git repository: what a run writes there is committed, and pushed where that is wanted.

A commit is the plan file of the branch with the run's own edits in it. What a person has changed in the
working copy and not committed yet stays theirs. When others were faster, the edits are made again in what
they pushed, each by itself: one whose value they changed too is left to the next run, which sees both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from mappings.issue import Edit
from mappings.plan import Plan
from sync.errors import Invalid, Unavailable
from sync.gitrepo import Repository
from sync.planedit import apply_edits, edit_text
from sync.planedits import said_in, same, squashed
from sync.planfile import PlanFile, parse_plan
from sync.planplaces import lines_of
from sync.ports import Landing, PlanDocument, PlanEdit, Slot, Written
from sync.records import records, value

TRIES: Final = 3
RUN: Final = "Workplan-Run"
"""The trailer that tells the bot's commits from people's."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the message of a commit is made from."""

    run: int
    plan: Plan
    edits: Sequence[PlanEdit]
    actors: Mapping[Slot, str]


Describe = Callable[[Note], str]


@dataclass(frozen=True, slots=True)
class Glance:
    """A plan in git as it stands here: nothing is fetched, and nothing is written."""

    store: CommittedPlan
    waits: bool = True

    @property
    def name(self) -> str:
        return self.store.name

    def read(self) -> PlanDocument:
        return self.store.glance()

    def author(self, slot: Slot) -> Edit | None:
        return self.store.author(slot)

    def deliberate(self, slots: Collection[Slot]) -> frozenset[Slot]:
        return self.store.deliberate(slots)


class CommittedPlan:
    """`[plan] git = "commit"`: every run that changes the plan file makes one commit of it."""

    waits = True

    def __init__(
        self,
        file: PlanFile,
        repository: Repository,
        pending: Sequence[PlanEdit],
        describe: Describe,
    ) -> None:
        """`pending`: what earlier runs wrote and could not carry on."""
        self.file = file
        self.repository = repository
        self.pending = list(pending)
        self.fresh: set[Slot] = set()
        """What this run has written."""
        self.describe = describe

    @property
    def name(self) -> str:
        return self.file.name

    def read(self) -> PlanDocument:
        """Raises what PlanFile does, and Unsettled."""
        self.repository.refuse_unsettled()
        self.repository.branch()
        return self.take_up(self.file.write)

    def glance(self) -> PlanDocument:
        return self.take_up(partial(apply_edits, self.file.read()))

    def counting(self) -> str | None:
        """The commit in which a value counts."""
        return self.repository.head()

    def take_up(self, write: Callable[[Sequence[PlanEdit]], Written]) -> PlanDocument:
        """What earlier runs wrote and does not count yet stands in the plan, where nobody has changed it.

        Somebody may have put the file back to what git has: that says nothing of the tracker, which still
        says what was taken in.
        """
        document = self.file.read()
        if self.pending:
            written = write(squashed(self.pending, self.plan_in(self.counting())))
            self.pending, document = list(written.done), written.document
        return replace(document, waiting=frozenset(edit.slot for edit in self.pending))

    @property
    def last_run(self) -> int:
        head = self.repository.head()
        said = self.repository.last_trailer(RUN, head) if head else ""
        return int(said) if said.isdecimal() else 0

    def plan_in(self, commit: str | None) -> Plan | None:
        text = self.repository.text(commit)
        return None if text is None else parse_plan(text, f"{self.name} in git")

    def deliberate(self, slots: Collection[Slot]) -> frozenset[Slot]:
        """What is committed as it stands: no editor has saved it by mistake."""
        there, now = self.plan_in(self.repository.head()), records(self.file.read().plan)
        held = records(there) if there else {}

        def is_committed(item: str, key: str) -> bool:
            return same(key, value(held.get(item), key), value(now.get(item), key))

        return frozenset(slot for slot in slots if is_committed(*slot))

    def author(self, slot: Slot) -> Edit | None:
        line = lines_of(self.file.read(), [slot]).get(slot)
        return self.repository.author_of(line) if line else None

    def write(self, edits: Sequence[PlanEdit]) -> Written:
        written = self.file.write(edits)
        self.fresh |= {edit.slot for edit in written.done}
        self.pending = squashed([*self.pending, *written.done])
        waiting = frozenset(edit.slot for edit in self.pending)
        return replace(written, document=replace(written.document, waiting=waiting))

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:
        if not self.pending:
            return Landing(frozenset())
        for _ in range(TRIES):
            made = self.commit(run, actors)
            if made is not None:
                landed = frozenset(edit.slot for edit in self.pending)
                where = f"commit {made[:10]}" if made else ""
                return Landing(landed, self.told(where, self.repository.head()))
        raise self.too_busy()

    def too_busy(self) -> Unavailable:
        return Unavailable(
            f"Somebody commits to {self.repository.root} again and again.",
            "The next sync commits what was written.",
        )

    def commit(self, run: int, actors: Mapping[Slot, str]) -> str | None:
        """The new commit; empty when the branch says all of it already; None when somebody was faster."""
        self.repository.refuse_unsettled()
        head = self.repository.head()
        before = self.repository.text(head)
        text = self.with_edits(before)
        if text == before:
            return ""
        made = self.repository.build(head, [head] if head else [], text, self.message(text, run, actors))
        return made if self.repository.advance(head, made, self.staged) else None

    def with_edits(self, text: str | None) -> str:
        """A plan file that git does not know yet is committed as it stands."""
        if text is None:
            return self.file.text()
        name = f"{self.name} in git"
        written = edit_text(text, name, self.pending)
        alone = {edit.item for edit in written.stale if edit.key == "status"}
        if alone:  # a closing day goes with its status, or not at all
            rest = [edit for edit in self.pending if edit.key != "completed" or edit.item not in alone]
            written = edit_text(text, name, rest)
        return written.document.text

    def told(self, where: str, commit: str | None) -> str:
        """Where it is, and what of it stands in lines that a person has changed and not committed."""
        there = self.plan_in(commit) if self.fresh else None
        counting = {edit.slot for edit in said_in(there, self.pending)}
        held = [one for one in self.pending if there and one.slot in self.fresh and one.slot not in counting]
        if not held:
            return where
        values = "1 value stands" if len(held) == 1 else f"{len(held)} values stand"
        said = f"{values} beside changes of yours that are not committed: commit {self.name}"
        return f"{where}; {said}" if where else said

    def staged(self, text: str) -> str:
        """The same edits in what a person has staged; what is no plan is left alone."""
        try:
            return edit_text(text, self.name, self.pending).document.text
        except Invalid:
            return text

    def message(self, text: str, run: int, actors: Mapping[Slot, str]) -> str:
        plan = parse_plan(text, self.name)
        return self.describe(Note(run, plan, said_in(plan, self.pending), actors))
