"""What people have edited since both sides last agreed, so that after a run it can be asked where it went."""

from __future__ import annotations

from collections.abc import Iterator

from mappings.snapshot import Field, Side, Value
from sync.report import FindingKind, Report
from tests.builders.world import World

Key = tuple[str, str]


class Ledger:
    """Of the fields that both sides hold as text. Which of two edits counts is not asked here."""

    def __init__(self) -> None:
        self.edits: dict[Key, tuple[Side, Value]] = {}
        self.contested: set[Key] = set()
        """Edited on both sides, in a conflict, or by an answer in a comment."""
        self.touched: set[str] = set()
        """Items that anybody has changed in any way since the last whole run."""
        self.conflicts: set[Key] = set()
        """Of the last whole run."""

    def edit(self, item: str, key: str, side: Side, text: Value) -> None:
        self.touched.add(item)
        before = self.edits.get((item, key))
        if before is not None and before[0] is not side:
            self.contest(item, key)
        self.edits[item, key] = (side, text)

    def contest(self, item: str, key: str) -> None:
        self.touched.add(item)
        self.contested.add((item, key))

    def lost(self, world: World, report: Report) -> Iterator[str]:
        """Edits of one side that are not in the plan, though nothing was said of them."""
        told = {(one.item, str(one.field)) for one in (*report.conflicts, *report.unread, *report.refusals)}
        told |= {(one.item, one.where) for one in report.findings if one.kind is FindingKind.OLD_COPY}
        for (item, key), (side, text) in self.edits.items():
            if (item, key) in self.contested | told:
                continue
            if world.said(item, key) != text:
                yield f"{item} {key}: {text!r} on the side of the {side}, {world.said(item, key)!r} now"

    def forgotten(self, report: Report) -> set[Key]:
        """Conflicts that nobody has touched, and that are not told any more."""
        now = conflicts_of(report)
        return {key for key in self.conflicts - now if key[0] not in self.touched}

    def agree(self, report: Report) -> None:
        """A whole run: what was edited before is settled, or in a conflict."""
        self.conflicts = conflicts_of(report)
        self.edits = {}
        self.contested = {key for key in self.conflicts if key[1] in set(Field)}
        self.touched = set()


def conflicts_of(report: Report) -> set[Key]:
    return {(one.item, str(one.field)) for one in report.conflicts}
