"""A tracker, a plan file and a memory on paper: a preview runs the real engine, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mappings.issue import (
    UNSET,
    Comment,
    Edit,
    Issue,
    IssueDraft,
    IssuePatch,
    Label,
    Milestone,
    MilestoneDraft,
    MilestonePatch,
    Reason,
    State,
)
from mappings.snapshot import Field
from sync.errors import Missing
from sync.memory import Change, Memory
from sync.planfile import apply_edits
from sync.ports import (
    Capabilities,
    ForgeReader,
    Landing,
    Listing,
    MemoryReader,
    PlanDocument,
    PlanEdit,
    PlanReader,
    Project,
    Role,
    Slot,
    Written,
)
from sync.recall import recall


class PaperTracker:
    """Starts as what a tracker holds; what is written to it stays here."""

    def __init__(self, reader: ForgeReader, now: Callable[[], datetime]) -> None:
        self.reader = reader
        self.now = now
        self.listed: Listing | None = None
        self.issues: dict[int, Issue] = {}
        self.milestones: dict[int, Milestone] = {}
        self.labels: dict[str, Label] = {}
        self.notes: list[Comment] = []
        self.receipts: set[int] = set()

    @property
    def capabilities(self) -> Capabilities:
        return self.reader.capabilities

    @property
    def account(self) -> str:
        return self.reader.account

    @property
    def name(self) -> str:
        return self.reader.name

    @property
    def place(self) -> str:
        return self.reader.place

    def project(self) -> Project:
        return self.reader.project()

    def role(self, account: str) -> Role:
        return self.reader.role(account)

    def forecast(self, creations: int) -> timedelta:
        return self.reader.forecast(creations)

    def await_turn(self, *, creating: bool = True) -> None:
        """Nothing is sent, so there is nothing to wait for."""

    def furnish(self, plan: str) -> str:  # noqa: ARG002
        """Nobody looks at paper."""
        return ""

    def listing(self) -> Listing:
        if self.listed is None:
            self.listed = self.reader.listing()
            self.issues = {one.number: one for one in self.listed.issues}
            self.milestones = {one.number: one for one in self.listed.milestones}
            self.labels = {one.name: one for one in self.listed.labels}
        return Listing(
            issues=tuple(self.issues.values()),
            milestones=tuple(self.milestones.values()),
            labels=tuple(self.labels.values()),
            complete=self.listed.complete,
        )

    def issue(self, number: int) -> Issue:
        return self.issues.get(number) or self.reader.issue(number)

    def milestone(self, number: int) -> Milestone:
        return self.milestones.get(number) or self.reader.milestone(number)

    def milestone_titled(self, title: str) -> Milestone | None:
        found = (one for one in self.milestones.values() if one.title == title)
        return next(found, None) or self.reader.milestone_titled(title)

    def label(self, name: str) -> Label | None:
        found = (one for one in self.labels.values() if one.name.casefold() == name.casefold())
        return next(found, None) or self.reader.label(name)

    def last_edit(self, issue: int, name: Field) -> Edit | None:
        return self.reader.last_edit(issue, name)

    def moved_to(self, issue: int) -> str | None:
        return self.reader.moved_to(issue)

    def comments(self, issue: int) -> tuple[Comment, ...]:
        try:
            written = self.reader.comments(issue)
        except Missing:
            written = ()
        return (*written, *(note for note in self.notes if note.issue == issue))

    def has_receipt(self, comment: Comment) -> bool:
        return comment.number in self.receipts or self.reader.has_receipt(comment)

    def unheard(self) -> tuple[Comment, ...]:
        others = [note for note in self.notes if note.author != self.account]
        found = (*self.reader.unheard(), *others)
        return tuple(one for one in found if one.number not in self.receipts)

    def acknowledge(self, comment: Comment) -> None:
        self.receipts.add(comment.number)

    def all_heard(self) -> None:
        """What is here is here to stay."""

    def create_label(self, label: Label) -> Label:
        self.labels[label.name] = label
        return label

    def edit_label(self, label: Label) -> Label:
        return self.create_label(label)

    def create_milestone(self, draft: MilestoneDraft) -> Milestone:
        number = max(self.milestones, default=0) + 1
        made = Milestone(
            number=number,
            url=f"new milestone {number}",
            title=draft.title,
            description=draft.description,
            state=State.OPEN,
            start=draft.start,
            due=draft.due,
            updated=self.now(),
            version="1",
        )
        self.milestones[number] = made
        return made

    def edit_milestone(self, number: int, patch: MilestonePatch) -> Milestone:
        old = self.milestone(number)
        new = replace(
            old,
            title=old.title if patch.title is UNSET else patch.title,
            description=old.description if patch.description is UNSET else patch.description,
            start=old.start if patch.start is UNSET else patch.start,
            due=old.due if patch.due is UNSET else patch.due,
            state=old.state if patch.state is UNSET else patch.state,
        )
        if new != old:
            new = replace(new, version=f"{old.version}+", updated=self.now())
        self.milestones[number] = new
        return new

    def create_issue(self, draft: IssueDraft) -> Issue:
        number = max(self.issues, default=0) + 1
        made = Issue(
            number=number,
            url=f"new issue {number}",
            title=draft.title,
            body=draft.body,
            state=State.OPEN,
            reason=None,
            labels=draft.labels,
            milestone=draft.milestone,
            assignees=tuple(sorted(draft.assignees)),
            due=draft.due,
            author=self.account,
            created=self.now(),
            updated=self.now(),
            closed=None,
            closed_by=None,
            version="1",
        )
        self.issues[number] = made
        return made

    def edit_issue(self, number: int, patch: IssuePatch) -> Issue:
        old = self.issue(number)
        state = old.state if patch.state is UNSET else patch.state
        closing = state is State.CLOSED and old.state is State.OPEN
        dropped = {name.casefold() for name in patch.remove_labels}
        labels = [name for name in old.labels if name.casefold() not in dropped]
        labels += [name for name in patch.add_labels if name not in labels]
        new = replace(
            old,
            title=old.title if patch.title is UNSET else patch.title,
            body=old.body if patch.body is UNSET else patch.body,
            state=state,
            reason=(patch.reason or old.reason or Reason.COMPLETED) if state is State.CLOSED else None,
            labels=tuple(labels),
            milestone=old.milestone if patch.milestone is UNSET else patch.milestone,
            due=old.due if patch.due is UNSET else patch.due,
            parent=old.parent if patch.parent is UNSET else patch.parent,
            assignees=tuple(sorted({*old.assignees, *patch.add_assignees} - set(patch.remove_assignees))),
            closed=self.now() if closing else old.closed if state is State.CLOSED else None,
            closed_by=self.account if closing else old.closed_by if state is State.CLOSED else None,
        )
        if new != old:
            new = replace(new, version=f"{old.version}+", updated=self.now())
        self.issues[number] = new
        return new

    def add_comment(self, issue: int, body: str) -> Comment:
        note = Comment(-1 - len(self.notes), issue, self.account, body, self.now())
        self.notes.append(note)
        return note

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        changed = replace(comment, body=body)
        self.notes = [changed if one.number == comment.number else one for one in self.notes]
        return changed


class PaperPlan:
    """Starts as what the plan file says; edits change the copy."""

    last_run = 0

    def __init__(self, reader: PlanReader) -> None:
        self.reader = reader
        self.document: PlanDocument | None = None

    @property
    def name(self) -> str:
        return self.reader.name

    @property
    def waits(self) -> bool:
        return self.reader.waits

    def read(self) -> PlanDocument:
        self.document = self.document or self.reader.read()
        return self.document

    def write(self, edits: Sequence[PlanEdit]) -> Written:
        written = apply_edits(self.read(), edits)
        self.document = written.document
        return written

    def deliberate(self, slots: Collection[Slot]) -> frozenset[Slot]:
        return self.reader.deliberate(slots)

    def author(self, slot: Slot) -> Edit | None:
        return self.reader.author(slot)

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:  # noqa: ARG002
        return Landing(frozenset())


class PaperMemory:
    """Starts as what earlier runs left; commits stay here."""

    def __init__(self, reader: MemoryReader) -> None:
        self.reader = reader
        self.memory: Memory | None = None

    def load(self) -> Memory:
        self.memory = self.memory or self.reader.load()
        return self.memory

    def commit(self, changes: Sequence[Change]) -> None:
        self.memory = recall(self.load(), changes)
