"""What was last read of a service, and what was written to it: so that only what changed is read again.

A read that is older than what is held is ignored: lists and replicas of a service may lag behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from mappings.issue import Issue, Label, Milestone, Reason, State
from mappings.marks import find_marker
from sync.ports import Shelf, ShelfReader

PACED: Final = timedelta(hours=1)
FORMAT: Final = "1"
"""Of the rows. Another one is read as nothing: everything is read from the service again."""


class Kind(StrEnum):
    ISSUE = "issue"
    MILESTONE = "milestone"
    LABEL = "label"
    FACT = "fact"
    CREATION = "creation"
    NOISE = "noise"
    PARENT = "parent"


class Kept:
    """Held in memory; `keep` writes what is new in one transaction, if the shelf can be written."""

    def __init__(self, shelf: ShelfReader | Shelf, place: str) -> None:
        self._shelf = shelf
        self._dirty: dict[tuple[str, str], str | None] = {}
        rows = dict(shelf.shelved())
        if rows and (rows.get((Kind.FACT, "format")), rows.get((Kind.FACT, "place"))) != (FORMAT, place):
            self._dirty = dict.fromkeys(rows)
            rows = {}
        self.issues: dict[int, Issue] = {}
        self.milestones: dict[int, Milestone] = {}
        self.labels: dict[str, Label] = {}
        """By name without case."""
        self._facts: dict[str, str] = {}
        self._creations: dict[str, tuple[str, datetime]] = {}
        self.parents: dict[int, int] = {}
        """What we made an issue a part of: not every list tells."""
        self.noisy: set[int] = set()
        """Issues whose comments may hold something that was not dealt with yet."""
        for (kind, key), data in rows.items():
            match kind:
                case Kind.ISSUE:
                    self.issues[int(key)] = issue_from(data)
                case Kind.MILESTONE:
                    self.milestones[int(key)] = milestone_from(data)
                case Kind.LABEL:
                    self.labels[key] = Label(*json.loads(data))
                case Kind.CREATION:
                    self._creations[key] = (data, datetime.fromisoformat(key.partition(" ")[0]))
                case Kind.PARENT:
                    self.parents[int(key)] = int(data)
                case Kind.NOISE:
                    self.noisy.add(int(key))
                case _:
                    self._facts[key] = data
        self.set_fact("format", FORMAT)
        self.set_fact("place", place)

    @property
    def creations(self) -> list[tuple[str, datetime]]:
        """What was spent on making things lately, and when."""
        return sorted(self._creations.values(), key=lambda one: one[1])

    @property
    def runs(self) -> int:
        return self._shelf.runs

    def fact(self, name: str) -> str:
        return self._facts.get(name, "")

    def moment(self, name: str) -> datetime | None:
        text = self.fact(name)
        return datetime.fromisoformat(text) if text else None

    def set_fact(self, name: str, value: str) -> None:
        if self._facts.get(name) != value:
            self._facts[name] = value
            self._dirty[Kind.FACT, name] = value

    def take_issue(self, issue: Issue) -> bool:
        """Hold it, unless something newer is held. Whether that changed anything."""
        if find_marker(issue.body) is None:
            issue = replace(issue, body="")  # not ours: its text is nobody's business here
        held = self.issues.get(issue.number)
        if held is not None and (issue.updated < held.updated or issue == held):
            return False
        self.issues[issue.number] = issue
        self._dirty[Kind.ISSUE, str(issue.number)] = issue_text(issue)
        return True

    def set_parent(self, number: int, parent: int) -> None:
        self.parents[number] = parent
        self._dirty[Kind.PARENT, str(number)] = str(parent)

    def with_parent(self, issue: Issue) -> Issue:
        parent = self.parents.get(issue.number)
        return issue if parent is None else replace(issue, parent=parent)

    def mark_noisy(self, number: int) -> None:
        if number not in self.noisy:
            self.noisy.add(number)
            self._dirty[Kind.NOISE, str(number)] = ""

    def hush(self, numbers: Iterable[int]) -> None:
        for number in self.noisy & set(numbers):
            self.noisy.remove(number)
            self._dirty[Kind.NOISE, str(number)] = None

    def newest(self, issue: Issue) -> Issue:
        """What was read now, unless something newer is held."""
        held = self.issues.get(issue.number)
        return held if held is not None and held.updated > issue.updated else issue

    def drop_issue(self, number: int) -> None:
        self.hush([number])
        if self.issues.pop(number, None) is not None:
            self._dirty[Kind.ISSUE, str(number)] = None

    def take_milestone(self, milestone: Milestone) -> None:
        held = self.milestones.get(milestone.number)
        if held is None or (milestone.updated >= held.updated and milestone != held):
            self.milestones[milestone.number] = milestone
            self._dirty[Kind.MILESTONE, str(milestone.number)] = milestone_text(milestone)

    def drop_milestone(self, number: int) -> None:
        if self.milestones.pop(number, None) is not None:
            self._dirty[Kind.MILESTONE, str(number)] = None

    def take_label(self, label: Label) -> None:
        name = label.name.casefold()
        if self.labels.get(name) != label:
            self.labels[name] = label
            self._dirty[Kind.LABEL, name] = json.dumps([label.name, label.color, label.description])

    def take_labels(self, labels: Iterable[Label]) -> None:
        """All there are."""
        found = {label.name.casefold(): label for label in labels}
        for name in self.labels.keys() - found.keys():
            del self.labels[name]
            self._dirty[Kind.LABEL, name] = None
        for label in found.values():
            self.take_label(label)

    def clear(self) -> None:
        """All that was read is another project's."""
        self._dirty |= {(Kind.ISSUE, str(number)): None for number in self.issues}
        self._dirty |= {(Kind.MILESTONE, str(number)): None for number in self.milestones}
        self._dirty |= {(Kind.LABEL, name): None for name in self.labels}
        self.hush(set(self.noisy))
        self._dirty |= {(Kind.FACT, name): None for name in self._facts if name not in ("format", "place")}
        self.issues, self.milestones, self.labels = {}, {}, {}
        self._facts = {name: self._facts[name] for name in ("format", "place")}

    def note_creation(self, what: str, at: datetime) -> None:
        """Remember at once what is being spent on making something; what was long ago is forgotten."""
        for old in [key for key, (_, moment) in self._creations.items() if abs(at - moment) > PACED]:
            del self._creations[old]
            self._dirty[Kind.CREATION, old] = None
        key = f"{at.isoformat()} {len(self._creations)}"
        self._creations[key] = (what, at)
        self._dirty[Kind.CREATION, key] = what
        self.keep()

    def keep(self) -> None:
        """Only the facts that every start sets are no reason to write."""
        news = {key for key in self._dirty if key not in ((Kind.FACT, "format"), (Kind.FACT, "place"))}
        shelve = getattr(self._shelf, "shelve", None)
        if news and shelve is not None:
            shelve(self._dirty)
        if news:
            self._dirty = {}


def issue_text(issue: Issue) -> str:
    return json.dumps([plain(getattr(issue, one.name)) for one in fields(Issue)], ensure_ascii=False)


def issue_from(data: str) -> Issue:
    row = json.loads(data)
    row[4] = State(row[4])
    row[5] = Reason(row[5]) if row[5] else None
    row[6] = tuple(row[6])
    row[8] = tuple(row[8])
    row[9] = date.fromisoformat(row[9]) if row[9] else None
    for at in (11, 12, 13):
        row[at] = datetime.fromisoformat(row[at]) if row[at] else None
    return Issue(*row)


def milestone_text(milestone: Milestone) -> str:
    return json.dumps([plain(getattr(milestone, one.name)) for one in fields(Milestone)], ensure_ascii=False)


def milestone_from(data: str) -> Milestone:
    row = json.loads(data)
    row[4] = State(row[4])
    row[5], row[6] = (date.fromisoformat(day) if day else None for day in row[5:7])
    row[7] = datetime.fromisoformat(row[7])
    return Milestone(*row)


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
