"""The tracker as a run reads it: by its lists, and by number what no list shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from mappings.issue import Issue, Label, Milestone
from mappings.marks import Damage, Marker, find_marker
from sync.errors import Foreign, Missing
from sync.memory import Memory
from sync.ports import ForgeReader
from sync.trace import CREATE

PEEKED = 3
"""So many numbers without anything prove that nothing was made after the last one that is known."""
MOST_PEEKED = 20
MOST_ADOPTED = 2000
"""A new state reads on further: what an earlier one made in the last minutes may be missing from the list."""


@dataclass(slots=True)
class Seen:
    """The tracker as this run knows it: read once, then kept up with what the run writes itself."""

    issues: dict[int, Issue] = field(default_factory=dict)
    milestones: dict[int, Milestone] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    """By name without case."""
    complete: bool = True
    nothing_later: bool = False
    """Read by number: nothing was made after the last issue that is here."""
    marks: dict[int, tuple[str, Marker | Damage | None]] = field(default_factory=dict)
    """Issue number -> (body, mark found in it), so that each body is searched once."""

    def mark(self, issue: Issue) -> Marker | Damage | None:
        known = self.marks.get(issue.number)
        if known is None or known[0] is not issue.body:
            known = self.marks[issue.number] = (issue.body, find_marker(issue.body))
        return known[1]


def observe(forge: ForgeReader, memory: Memory) -> Seen:
    """Read the tracker. What a list doesn't show is read by number before anything is said of it."""
    listing = forge.listing()
    seen = Seen(
        issues={issue.number: issue for issue in listing.issues},
        milestones={milestone.number: milestone for milestone in listing.milestones},
        labels={label.name.casefold(): label for label in listing.labels},
        complete=listing.complete,
    )
    for link in memory.links.values():
        try:
            if link.kind.on_issue and link.number not in seen.issues:
                seen.issues[link.number] = forge.issue(link.number)
            elif not link.kind.on_issue and link.number not in seen.milestones:
                seen.milestones[link.number] = forge.milestone(link.number)
        except Missing:
            continue  # said of its item when the view is made
    fresh = not memory.bases and not forge.capabilities.consistent
    if seen.complete and (fresh or any(intent.field == CREATE for intent in memory.open)):
        peek(forge, seen, MOST_ADOPTED if fresh else MOST_PEEKED)
    return seen


def peek(forge: ForgeReader, seen: Seen, most: int) -> None:
    """An earlier run may have made what no list shows yet: look at the next numbers themselves."""
    last, silent = max(seen.issues, default=0), 0
    for number in range(last + 1, last + most):
        try:
            seen.issues[number] = forge.issue(number)
            silent = 0
        except Foreign:
            silent = 0
        except Missing:
            silent += 1
        if silent == PEEKED:
            seen.nothing_later = True
            return
