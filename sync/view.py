"""What a run sees: the tracker as read, the plan as read, and which issue is which item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mappings.issue import Issue, Label, Milestone
from mappings.issues import Mirror, issue_snapshot, titles_agree
from mappings.marks import Damage, Marker, find_marker
from mappings.milestones import milestone_snapshot, milestone_titles_agree
from mappings.mirror import COPY
from mappings.parents import parent_snapshot, parent_titles_agree
from mappings.snapshot import OPEN, Field, Kind, Side, Snapshot
from sync.changes import Step, StepKind
from sync.decide import Key
from sync.errors import Foreign, Missing
from sync.memory import CREATE, Base, Link, Memory, Rename
from sync.ports import ForgeReader
from sync.report import Finding, FindingKind

LABELLED = (Field.AREA, Field.YEAR, Field.TBC, Field.LEADS)
PEEKED = 3
"""So many numbers without anything prove that nothing was made after the last one that is known."""
MOST_PEEKED = 20


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


@dataclass(frozen=True, slots=True)
class View:
    """Both sides of every item, and the items that stand on one side only."""

    mirror: Mirror
    plan: Mapping[str, Snapshot]
    forge: Mapping[str, Snapshot]
    issues: Mapping[str, Issue]
    milestones: Mapping[str, Milestone]
    absent: tuple[str, ...]
    """Items to create: neither linked nor found."""
    unlinked: tuple[str, ...]
    """Those of them whose issue or milestone is gone, and whose link a person took out of the plan."""
    adopted: tuple[Link, ...]
    renames: tuple[Rename, ...]
    relinks: tuple[Step, ...]
    """Items whose issue still carries an older id."""
    findings: tuple[Finding, ...]
    restore: frozenset[Key]
    split: frozenset[str]
    """Items whose title stands in two places and was edited in one of them."""

    def url(self, item: str) -> str | None:
        one = self.issues.get(item) or self.milestones.get(item)
        return one.url if one else None

    def version(self, item: str) -> str:
        one = self.issues.get(item) or self.milestones.get(item)
        return one.version if one else ""

    @property
    def numbers(self) -> dict[str, int]:
        """Item -> milestone number."""
        return {item: milestone.number for item, milestone in self.milestones.items()}

    @property
    def parents(self) -> dict[str, int]:
        """Output -> the number of its issue."""
        return {
            self.mirror.mark(item): issue.number
            for item, issue in self.issues.items()
            if self.plan[item].kind is not Kind.ACTIVITY
        }


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
    if seen.complete and any(intent.field == CREATE for intent in memory.open):
        peek(forge, seen)
    return seen


def peek(forge: ForgeReader, seen: Seen) -> None:
    """An earlier run may have made what no list shows yet: look at the next numbers themselves."""
    last, silent = max(seen.issues, default=0), 0
    for number in range(last + 1, last + MOST_PEEKED):
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


class Search:
    """Finds the issue or milestone of each item: by what is remembered, the plan's link, the mark."""

    def __init__(
        self,
        seen: Seen,
        memory: Memory,
        mirror: Mirror,
        addresses: Mapping[str, str | None],
        trusts: Callable[[str], bool],
    ) -> None:
        self.seen = seen
        self.trusts = trusts
        self.memory = memory
        self.addresses = addresses
        self.by_url: dict[str, Issue | Milestone] = {issue.url: issue for issue in seen.issues.values()}
        self.by_url |= {milestone.url: milestone for milestone in seen.milestones.values()}
        self.mirror = mirror
        self.taken = {(link.kind.on_issue, link.number): link.item for link in memory.links.values()}
        self.marked: dict[tuple[bool, str], list[Issue | Milestone]] = defaultdict(list)
        self.marks: dict[tuple[bool, int], Marker] = {}
        for issue in seen.issues.values():
            mark = seen.mark(issue)
            if isinstance(mark, Marker) and mark.plan == mirror.plan_id:
                self.marked[True, mark.item].append(issue)
                self.marks[True, issue.number] = mark
        for milestone in seen.milestones.values():
            said = find_marker(milestone.description)
            if isinstance(said, Marker) and said.plan == mirror.plan_id:
                self.marked[False, said.item].append(milestone)
                self.marks[False, milestone.number] = said
        self.found: dict[str, Issue | Milestone] = {}
        self.findings: list[Finding] = []
        self.adopted: list[Link] = []
        self.renames: list[Rename] = []
        self.relinks: list[Step] = []
        self.absent: list[str] = []
        self.unlinked: list[str] = []

    def place(self, item: str, kind: Kind, items: Mapping[str, Snapshot]) -> None:
        """Find the counterpart of one item, or say why there is none."""
        is_issue, mark_id = kind.on_issue, self.mirror.mark(item)
        link = self.memory.links.get(item) or self.renamed_copy(item)
        address = self.addresses.get(item)
        if address in self.memory.former:
            address = None  # of the tracker that the plan has left
        if link is not None:
            self.linked(item, link, items)
            return
        pointed = self.by_url.get(address) if address else None
        mark = self.marks.get((is_issue, pointed.number)) if pointed is not None else None
        if pointed is not None and mark is not None and mark.item == mark_id:
            self.adopt(item, kind, pointed)
            return
        if pointed is not None:
            former = self.taken.get((is_issue, pointed.number))
            if former is not None and former not in items:
                self.renames.append(Rename(former, item))
                self.relink(item, former, pointed)
                return
        candidates = sorted(
            (one for one in self.marked.get((is_issue, mark_id), []) if self.is_trustworthy(one)),
            key=lambda one: one.number,
        )
        if candidates:
            self.adopt(item, kind, candidates[0])
        elif address:
            self.findings.append(Finding(FindingKind.MISSING, item, address))
        else:
            self.absent.append(item)

    def renamed_copy(self, item: str) -> Link | None:
        """An output got a new id: the issue beside its milestone gets it, too."""
        for rename in self.renames:
            if item == f"{rename.new}{COPY}" and f"{rename.old}{COPY}" in self.memory.links:
                link = self.memory.links[f"{rename.old}{COPY}"]
                self.renames.append(Rename(link.item, item))
                return link
        return None

    def linked(self, item: str, link: Link, items: Mapping[str, Snapshot]) -> None:
        is_issue, mark_id = link.kind.on_issue, self.mirror.mark(item)
        here = self.seen.issues.get(link.number) if is_issue else self.seen.milestones.get(link.number)
        if here is None and item in self.memory.bases and self.addresses.get(item, link.url) is None:
            self.unlinked.append(item)  # somebody has seen that it is gone, and took the link out
            self.absent.append(item)
            return
        if here is None:
            self.findings.append(Finding(FindingKind.MISSING, item, link.url))
            return
        mark = self.marks.get((is_issue, link.number))
        if mark is not None and mark.item != mark_id:
            renamed = self.addresses.get(item) == here.url or link.kind is Kind.COPY
            if mark.item not in items and renamed:
                self.relink(item, mark.item, here)
            else:
                self.findings.append(Finding(FindingKind.DAMAGED, item, link.url))
            return
        if mark is None:
            self.findings.append(Finding(FindingKind.DAMAGED, item, link.url))
        self.found[item] = here
        self.doubles(item, is_issue, here)

    def adopt(self, item: str, kind: Kind, one: Issue | Milestone) -> None:
        self.adopted.append(Link(item, kind, one.number, one.url))
        self.found[item] = one
        self.doubles(item, kind.on_issue, one)

    def doubles(self, item: str, is_issue: bool, one: Issue | Milestone) -> None:
        for other in self.marked.get((is_issue, self.mirror.mark(item)), []):
            if other.number != one.number:
                self.findings.append(Finding(FindingKind.DOUBLED, item, other.url))

    def relink(self, item: str, former: str, one: Issue | Milestone) -> None:
        self.relinks.append(Step(StepKind.RELINK, Side.FORGE, item, "id", former, item, one.url))

    def is_trustworthy(self, one: Issue | Milestone) -> bool:
        """A stranger can plant a mark in an issue; nobody without write access makes a milestone."""
        return isinstance(one, Milestone) or self.trusts(one.author)


def look(
    seen: Seen,
    memory: Memory,
    mirror: Mirror,
    plan: Mapping[str, Snapshot],
    addresses: Mapping[str, str | None],
    trusts: Callable[[str], bool],
) -> View:
    """Put both sides of every item next to each other.

    `addresses`: item -> the link in the plan. `trusts`: an account whose issues may be taken for ours.
    """
    search = Search(seen, memory, mirror, addresses, trusts)
    for item, snapshot in plan.items():
        search.place(item, snapshot.kind, plan)
    renamed = {rename.old for rename in search.renames}
    for item, link in memory.links.items():
        if item not in plan and item not in renamed and not link.removed:
            search.findings.append(Finding(FindingKind.REMOVED, item, link.url))
    issues = {item: one for item, one in search.found.items() if isinstance(one, Issue)}
    milestones = {item: one for item, one in search.found.items() if isinstance(one, Milestone)}
    names = {milestone.number: item for item, milestone in milestones.items()}
    parents = {
        issue.number: mirror.mark(item)
        for item, issue in issues.items()
        if plan[item].kind is not Kind.ACTIVITY
    }
    forge: dict[str, Snapshot] = {}
    split: set[str] = set()
    for item in plan:
        last = memory.bases.get(item, Base()).forge
        if item in issues and plan[item].kind is Kind.ACTIVITY:
            forge[item] = issue_snapshot(mirror, item, issues[item], names, last, parents)
        elif item in issues:
            forge[item] = parent_snapshot(mirror, item, issues[item], last)
        elif item in milestones:
            forge[item] = milestone_snapshot(mirror, item, milestones[item], last)
        else:
            continue
        edited = forge[item].values.get(Field.TITLE) != last.get(Field.TITLE)
        if edited and not agrees(mirror, item, plan[item].kind, search.found[item]):
            split.add(item)
    forge, restore = without_lost_labels(forge, memory, seen, issues)
    return View(
        mirror=mirror,
        plan=plan,
        forge=forge,
        issues=issues,
        milestones=milestones,
        absent=tuple(search.absent),
        unlinked=tuple(search.unlinked),
        adopted=tuple(search.adopted),
        renames=tuple(search.renames),
        relinks=tuple(search.relinks),
        findings=tuple(search.findings),
        restore=restore,
        split=frozenset(split),
    )


def agrees(mirror: Mirror, item: str, kind: Kind, one: Issue | Milestone) -> bool:
    """The title says the same in both places where it stands."""
    if isinstance(one, Milestone):
        return milestone_titles_agree(mirror, item, one)
    return titles_agree(item, one) if kind is Kind.ACTIVITY else parent_titles_agree(mirror, item, one)


def without_lost_labels(
    forge: dict[str, Snapshot], memory: Memory, seen: Seen, issues: Mapping[str, Issue]
) -> tuple[dict[str, Snapshot], frozenset[Key]]:
    """Absence of a label is read only while the label exists: one deleted from the tracker comes back."""
    restore: set[Key] = set()
    lost: dict[str, bool] = {}

    def gone(label: str) -> bool:
        if label not in lost:
            lost[label] = label.casefold() not in seen.labels
        return lost[label]

    for item in issues:
        base, snapshot = memory.bases.get(item), forge[item]
        if base is None:
            continue
        unknown = [
            name for name in LABELLED if name in base.forge and any(map(gone, labels(base.forge[name])))
        ]
        if (
            base.forge.get(Field.STATUS) == "ongoing"
            and snapshot.values.get(Field.STATUS) == OPEN
            and gone("status: ongoing")
        ):
            unknown.append(Field.STATUS)
        if unknown:
            values = {name: value for name, value in snapshot.values.items() if name not in unknown}
            forge[item] = Snapshot(snapshot.kind, values, snapshot.unread, snapshot.derived)
            restore |= {(item, name) for name in unknown}
    return forge, frozenset(restore)


def labels(value: str | None) -> list[str]:
    return value.split("\n") if value else []
