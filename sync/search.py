"""Which issue or milestone is which item: by what is remembered, by the plan's link, by the mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from mappings.issue import Issue, Milestone
from mappings.marks import Marker, find_marker
from mappings.mirror import COPY, Mirror
from mappings.snapshot import Kind, Side, Snapshot
from sync.changes import Step, StepKind
from sync.memory import Link, Memory, Rename
from sync.report import Finding, FindingKind
from sync.seen import Seen


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
