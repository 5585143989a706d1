"""A tracker on a service: one service's way to ask, with what was read last kept and laid beside it."""

from __future__ import annotations

from collections.abc import Callable
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
)
from mappings.snapshot import Field
from sync.errors import Invalid, Missing, ProjectGone, Refused
from sync.forges.catalogue import OVERLAP, Catalogue
from sync.forges.kept import Kept
from sync.forges.source import Identity, Source
from sync.ports import Capabilities, Listing, Project, Role, Shelf, ShelfReader
from sync.request import Requests


class ServiceTracker:
    """Reads little and writes the least. What it wrote itself is held at once: a lagging list can't undo it.

    `key` names what the settings point to, `credential` tells one token from another; as long as both stay,
    who asks and the project's number are known from the last run.
    """

    def __init__(
        self,
        source: Source,
        shelf: ShelfReader | Shelf,
        key: str,
        credential: str,
        now: Callable[[], datetime],
        sweep: timedelta,
        requests: Requests,
    ) -> None:
        self.source = source
        self._requests = requests
        self.now = now
        self.kept = Kept(shelf, key)
        self.catalogue = Catalogue(source, self.kept, now, sweep)
        self._key = key
        self._credential = credential
        self._last_read: Issue | None = None
        for what, at in self.kept.creations:
            source.line.pace.remember(what, at)
        source.line.making = self.kept.note_creation
        self._identity: Identity | None = None
        self._roles: dict[str, Role] = {}

    @property
    def capabilities(self) -> Capabilities:
        return self.source.capabilities

    @property
    def identity(self) -> Identity:
        if self._identity is None:
            self._identity = self._known() or self._find_out()
            self.source.settle_on(self._identity)
        return self._identity

    def _known(self) -> Identity | None:
        if self.catalogue.is_sweep_due():
            return None
        account, number, name = (self.kept.fact(what) for what in ("account", "project", "name"))
        if self.kept.fact("credential") != self._credential:
            return None  # another token may be another account's
        return Identity(account, int(number), name) if account and number else None

    def _find_out(self) -> Identity:
        known = self.kept.fact("project")
        found = self.source.identify(again=bool(known))
        if known and int(known) != found.project:
            self.kept.clear()  # the name stands for another project now; the run will say so
        for what, value in (
            ("account", found.account),
            ("project", str(found.project)),
            ("name", found.name),
            ("credential", self._credential),
            ("token ends", found.token_ends.isoformat() if found.token_ends else ""),
        ):
            self.kept.set_fact(what, value)
        return found

    @property
    def account(self) -> str:
        return self.identity.account

    @property
    def name(self) -> str:
        return self.identity.name

    @property
    def place(self) -> str:
        return f"{self._key.split()[0]} {self.identity.project}"

    @property
    def settled(self) -> Source:
        """The source, once it knows what to ask of: whatever is asked first, it is asked of the project."""
        self.identity  # noqa: B018
        return self.source

    @property
    def requests(self) -> Requests:
        self.identity  # noqa: B018
        return self._requests

    def project(self) -> Project:
        return self.settled.project()

    def listing(self) -> Listing:
        known = self.identity
        try:
            return self.catalogue.listing()
        except ProjectGone as gone:
            try:
                self._identity = self._find_out()
            except Invalid:  # there is no other of its name
                raise gone from None
            if self._identity.project == known.project:
                raise
        self.kept.keep()
        raise Refused(
            f"{known.name} is another project now, made anew under this name. Nothing was done.",
            "Restore the former one; or mirror the plan in this one with: workplan sync --move",
        )

    def issue(self, number: int) -> Issue:
        try:
            found = self.kept.newest(self.settled.issue(number))
            self._last_read = self.kept.with_parent(found)
        except Missing:
            self.kept.drop_issue(number)
            self.kept.keep()
            raise
        return self._last_read

    def milestone(self, number: int) -> Milestone:
        try:
            return self.settled.milestone(number)
        except Missing:
            self.kept.drop_milestone(number)
            self.kept.keep()
            raise

    def milestone_titled(self, title: str) -> Milestone | None:
        """Its name is taken, so it is there: look at all of them until it is found."""
        page = 1
        while True:
            batch = self.settled.milestone_page(page, "")
            assert batch is not None
            for milestone in batch.milestones:
                if milestone.title.casefold() == title.casefold():
                    return milestone
            if not batch.more:
                return None
            page += 1

    def label(self, name: str) -> Label | None:
        found = self.settled.label(name)
        if found is not None:
            self.kept.take_label(found)
            self.kept.keep()
        return found

    def role(self, account: str) -> Role:
        if account not in self._roles:
            self._roles[account] = self.settled.role(account)
        return self._roles[account]

    def last_edit(self, issue: int, name: Field) -> Edit | None:
        return self.settled.last_edit(issue, name)

    def moved_to(self, issue: int) -> str | None:
        return self.settled.moved_to(issue)

    def comments(self, issue: int) -> tuple[Comment, ...]:
        return self.settled.comments(issue)

    def unheard(self) -> tuple[Comment, ...]:
        """Only where an issue of ours with comments has changed since they were dealt with last."""
        noisy = [self.kept.issues[number] for number in sorted(self.kept.noisy)]
        if not noisy:
            return ()
        heard = self.kept.moment("heard")
        since = heard - OVERLAP if heard else None
        found = {one.number: one for one in self.settled.comments_since(since, noisy)}
        return tuple(found[number] for number in sorted(found) if found[number].author != self.account)

    def has_receipt(self, comment: Comment) -> bool:
        return self.settled.has_receipt(comment)

    def all_heard(self) -> None:
        """But for what was said since then."""
        if self.kept.noisy:
            heard = self.kept.noisy - self.catalogue.talked
            moments = [self.kept.issues[number].updated for number in heard]
            if moments:  # by the service's own clock
                before = self.kept.moment("heard")
                self.kept.set_fact("heard", max(*moments, before or moments[0]).isoformat())
            self.kept.hush(heard)
            self.kept.keep()

    def forecast(self, creations: int) -> timedelta:
        return self.source.forecast(creations)

    def await_turn(self, *, creating: bool = True) -> None:
        self.source.await_turn(creating=creating)

    def furnish(self, plan: str) -> str:
        if self.kept.fact("furnished") == "yes":
            return ""
        made = self.settled.furnish(plan)
        self.kept.set_fact("furnished", "yes")
        self.kept.keep()
        return made

    def create_label(self, label: Label) -> Label:
        before = self.kept.fact("labels")
        self.kept.set_fact("labels", "")  # until it is certain what became of it
        self.kept.keep()
        made = self.settled.create_label(label)
        self.kept.take_label(made)
        self.kept.set_fact("labels", before)
        self.kept.keep()
        return made

    def edit_label(self, label: Label) -> Label:
        edited = self.settled.edit_label(label)
        self.kept.take_label(edited)
        self.kept.keep()
        return edited

    def create_milestone(self, draft: MilestoneDraft) -> Milestone:
        return self._written(self.settled.create_milestone(draft))

    def edit_milestone(self, number: int, patch: MilestonePatch) -> Milestone:
        return self._written(self.settled.edit_milestone(number, patch))

    def _written(self, milestone: Milestone) -> Milestone:
        self.kept.take_milestone(milestone)
        self.kept.set_fact("stale", "yes")
        self.kept.keep()
        return milestone

    def create_issue(self, draft: IssueDraft) -> Issue:
        made = self.settled.create_issue(draft)
        self.catalogue.note_written(None, made)
        self.kept.keep()
        return made

    def edit_issue(self, number: int, patch: IssuePatch) -> Issue:
        before = self._last_read if self._last_read and self._last_read.number == number else None
        self._last_read = None
        before = before or self.issue(number)
        edited = self.settled.edit_issue(before, patch)
        self.catalogue.note_written(before, edited)
        self.kept.keep()
        if patch.parent is not UNSET:
            self.settled.set_parent(edited, patch.parent)
            self.kept.set_parent(number, patch.parent)
            self.kept.keep()
        return self.kept.with_parent(edited)

    def add_comment(self, issue: int, body: str) -> Comment:
        return self.settled.add_comment(issue, body)

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        return self.settled.edit_comment(comment, body)

    def acknowledge(self, comment: Comment) -> None:
        self.settled.acknowledge(comment)
