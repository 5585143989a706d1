"""Reads a service for next to nothing: only what changed since, and from time to time everything.

A quiet look is one conditional request for the issues changed last and one for a page of milestones, in turn.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from mappings.issue import Issue
from sync.errors import Missing, Rejected, Unavailable
from sync.forges.kept import Kept
from sync.forges.source import Batch, Source
from sync.ports import Listing

OVERLAP: Final = timedelta(minutes=10)
"""Lists lag behind by minutes: what is read on is read from a little earlier."""


class Catalogue:
    """`sweep` is how often everything is read, to find what left the lists."""

    def __init__(
        self, source: Source, kept: Kept, now: Callable[[], datetime], sweep: timedelta = timedelta(days=1)
    ) -> None:
        self.source = source
        self.kept = kept
        self.now = now
        self.sweep_every = sweep
        self.changed: list[tuple[Issue | None, Issue]] = []
        """Of this look: issues as they were held, and as they are."""
        self.complete = True
        self.talked: set[int] = set()
        """Issues that something was said on since this look, as our own writes showed."""

    def listing(self) -> Listing:
        """Everything, as far as it could be read. Raises Unavailable when nothing could."""
        self.changed, self.complete, self.talked = [], True, set()
        if not self.kept.fact("cursor") or self.is_sweep_due():
            self.sweep()
        else:
            self.refresh()
        self.read_milestones()
        if self.lost_labels():
            self.kept.set_fact("labels", "")  # remembered until they were read, however this look ends
        if self.complete and self.kept.fact("labels") != "read":
            self.read_labels()
        self.kept.keep()
        return Listing(
            issues=tuple(
                self.kept.with_parent(self.kept.issues[number]) for number in sorted(self.kept.issues)
            ),
            milestones=tuple(self.kept.milestones[number] for number in sorted(self.kept.milestones)),
            labels=tuple(self.kept.labels.values()),
            complete=self.complete,
        )

    def is_sweep_due(self) -> bool:
        """Also when the last one was in what is the future by now: then the clock was set back."""
        swept = self.kept.moment("swept")
        return swept is None or not timedelta() <= self.now() - swept < self.sweep_every

    def read_labels(self) -> None:
        try:
            self.kept.take_labels(self.source.labels())
        except Unavailable:
            self.complete = False
            return
        self.kept.set_fact("labels", "read")

    def take(self, batch: Batch) -> None:
        for number in batch.gone:
            self.kept.drop_issue(number)
        for issue in batch.issues:
            before = self.kept.issues.get(issue.number)
            known = before is not None and (before.updated, before.state) == (issue.updated, issue.state)
            if issue.number in batch.doubtful and not known and self.source.is_converted(issue.number):
                self.kept.drop_issue(issue.number)
                continue
            if self.kept.take_issue(issue):
                self.changed.append((before, issue))
                if issue.comments and self.kept.issues[issue.number].body:
                    self.kept.mark_noisy(issue.number)

    def refresh(self) -> None:
        """The issues changed last; when that page does not reach back to what is known, all since."""
        begun = self.now()
        batch = self.source.newest(self.kept.fact("etag"))
        if batch is None:
            return
        if batch.newest is None and self.kept.issues:
            self.complete = not self.is_surprising(batch.at or begun)
            return  # nothing at all, all of a sudden: the next sweep asks for each by its number
        self.take(batch)
        cursor = self.kept.moment("cursor")
        assert cursor is not None  # there has been a sweep
        if batch.more and (batch.oldest is None or batch.oldest > cursor):
            try:
                self.read_on(cursor)
            except (Unavailable, Rejected):  # of more pages than the service turns
                self.complete = False  # what was read counts; the cursor stays
                return
        self.advance(batch, begun)

    def is_surprising(self, now: datetime) -> bool:
        """That a list is empty: it may lag behind what was just made, not behind older issues of ours."""
        return any(issue.body and issue.created < now - OVERLAP for issue in self.kept.issues.values())

    def read_on(self, since: datetime) -> None:
        """By the last value seen, not by pages, which shift while people work."""
        page = 1
        while True:
            batch = self.source.changed(since, page)
            self.take(batch)
            if not batch.more:
                return
            if batch.newest is not None and batch.newest > since:
                since, page = batch.newest, 1
            else:
                page += 1

    def advance(self, batch: Batch, begun: datetime) -> None:
        """All that changed before the cursor is known; of the last minutes a list may not show everything."""
        certain = (batch.at or begun) - OVERLAP
        self.kept.set_fact("etag", batch.etag)
        self.kept.set_fact("cursor", min(batch.newest or certain, certain).isoformat())

    def sweep(self) -> None:
        """Read all issues by creation; one that is held and not seen is read by its number."""
        begun = self.now()
        newest = self.source.newest("")
        assert newest is not None
        seen: set[int] = set()
        try:
            for batch in self.source.by_creation():
                self.take(batch)
                seen.update(issue.number for issue in batch.issues)
            for number in sorted(self.kept.issues.keys() - seen):
                self.look_for(number)
        except Unavailable:
            self.complete = False
            return
        self.take(newest)
        self.advance(newest, begun)
        self.kept.set_fact("swept", begun.isoformat())
        self.kept.set_fact("labels", "")
        self.kept.set_fact("milestones", "")
        self.listen_again(newest.at or begun)

    def listen_again(self, now: datetime) -> None:
        """Comments may have been missed, when a list lagged behind the issue itself, or was empty by mistake.

        What came before the last sweep is listened to once more: that one may have missed it.
        """
        last, heard = self.kept.fact("listened"), self.kept.moment("heard")
        since = self.kept.moment("listened before") or self.kept.moment("listened")
        self.kept.set_fact("listened before", last)
        self.kept.set_fact("listened", now.isoformat())
        if since is None or heard is None:
            return
        for issue in self.kept.issues.values():
            if issue.comments and issue.body and issue.updated >= since:
                self.kept.mark_noisy(issue.number)
        self.kept.set_fact("heard", min(since, heard).isoformat())

    def look_for(self, number: int) -> None:
        try:
            self.take(Batch((self.source.issue(number),), more=False))
        except Missing:
            self.kept.drop_issue(number)

    def lost_labels(self) -> bool:
        """An issue lost a label: either a person took it off, or the label itself is gone."""
        return any(
            before is not None and set(before.labels) - set(now.labels) for before, now in self.changed
        )

    # Milestones.

    def pages(self) -> list[tuple[str, list[int]]]:
        """Of each page what it was when it was read last, and which milestones stood on it."""
        text = self.kept.fact("milestones")
        return [(etag, numbers) for etag, numbers in json.loads(text)] if text else []

    def read_milestones(self) -> None:
        """The pages that may have changed; when there are none, one in turn."""
        pages = self.pages()
        todo = self.moved_pages(pages)
        if not pages:
            todo = [0]
        elif self.kept.fact("stale") == "yes":
            pages[-1] = ("", pages[-1][1])  # another one may follow it by now, and only its answer tells
            todo = list(range(len(pages)))
        elif not todo:
            todo = [self.kept.runs % len(pages)]
        gone: set[int] = set()
        try:
            while todo:
                index = todo.pop(0)
                known = pages[index] if index < len(pages) else ("", [])
                batch = self.source.milestone_page(index + 1, known[0])
                if batch is None:
                    continue
                for milestone in batch.milestones:
                    self.kept.take_milestone(milestone)
                numbers = [milestone.number for milestone in batch.milestones]
                gone |= set(known[1]) - set(numbers)
                pages[index : index + 1] = [(batch.etag, numbers)]
                if batch.more and index + 1 not in todo and index + 1 >= len(pages):
                    todo.append(index + 1)
                if not batch.more:
                    gone |= {number for _, later in pages[index + 1 :] for number in later}
                    del pages[index + 1 :]
            gone -= {number for _, numbers in pages for number in numbers}
            self.look_for_milestones(gone | self.left_milestones())
        except Unavailable:
            self.complete = False
            return
        if self.kept.fact("milestones") == "":
            known_numbers = {number for _, numbers in pages for number in numbers}
            self.look_for_milestones(self.kept.milestones.keys() - known_numbers)
        self.kept.set_fact("milestones", json.dumps(pages))
        self.kept.set_fact("stale", "")

    def moved_pages(self, pages: list[tuple[str, list[int]]]) -> list[int]:
        """A milestone shows how many of its issues are open: these pages have changed with the issues."""
        touched = {
            one.milestone
            for before, now in self.changed
            if before is None or (before.milestone, before.state) != (now.milestone, now.state)
            for one in (before, now)
            if one is not None
        }
        return [index for index, (_, numbers) in enumerate(pages) if touched & set(numbers)]

    def left_milestones(self) -> set[int]:
        """Issues are in none any more: were they taken out, or is it gone, and a list shows it still?"""
        left = {before.milestone for before, now in self.changed if before and now.milestone is None}
        return {number for number in left if number is not None}

    def look_for_milestones(self, numbers: set[int]) -> None:
        for number in sorted(numbers):
            try:
                self.kept.take_milestone(self.source.milestone(number))
            except Missing:
                self.kept.drop_milestone(number)

    def note_written(self, before: Issue | None, now: Issue) -> None:
        """An issue of ours was written: the pages of milestones that count it are not what they were.

        What people said on it since the last look is older than the write, which the next look knows already.
        """
        held = self.kept.issues.get(now.number)
        self.kept.take_issue(now)
        known = (
            before is None or held is None or (before.updated, now.comments) == (held.updated, held.comments)
        )
        if now.comments and not known:
            self.kept.mark_noisy(now.number)
            self.talked.add(now.number)
        if before is None or (before.milestone, before.state) != (now.milestone, now.state):
            self.kept.set_fact("stale", "yes")
