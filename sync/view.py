"""What a run sees: both sides of every item, and the items that stand on one side only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from mappings.issue import Issue, Milestone
from mappings.issues import Mirror, issue_snapshot, titles_agree
from mappings.milestones import milestone_snapshot, milestone_titles_agree
from mappings.parents import parent_snapshot, parent_titles_agree
from mappings.snapshot import OPEN, Field, Kind, Snapshot
from sync.changes import Step
from sync.decide import DONE, Key
from sync.memory import Base, Link, Memory, Rename
from sync.report import Finding, FindingKind
from sync.search import Search
from sync.seen import Seen

LABELLED = (Field.AREA, Field.YEAR, Field.TBC, Field.LEADS)


def version_of(one: Issue | Milestone) -> str:
    """How it was when it was looked at; done and put back again is not what it was."""
    return f"{one.version} {one.updated.isoformat()}"


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
        return version_of(one) if one else ""

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
    damaged = {one.item for one in search.findings if one.kind is FindingKind.DAMAGED}
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
        if Field.CONTEXT in forge[item].unread and item not in damaged:  # our part can't be read at all
            search.findings.append(Finding(FindingKind.DAMAGED, item, search.found[item].url))
        if Field.STATUS in forge[item].unread and plan[item].values.get(Field.STATUS) not in DONE:
            search.findings.append(Finding(FindingKind.DUPLICATE, item, search.found[item].url))
        edited = forge[item].values.get(Field.TITLE) != last.get(Field.TITLE)
        if edited and not agrees(mirror, item, plan[item].kind, search.found[item]):
            split.add(item)
    holders = {*milestones, *parents.values()}
    forge = {item: without_lost_holders(one, memory.bases.get(item), holders) for item, one in forge.items()}
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


def without_lost_holders(snapshot: Snapshot, base: Base | None, found: Collection[str]) -> Snapshot:
    """In no milestone because the milestone itself is gone: nobody took the issue out of it."""
    last = base.forge if base is not None else {}
    lost = {
        name
        for name in (Field.MILESTONE, Field.PARENT)
        if last.get(name) and last[name] not in found and snapshot.values.get(name, "") is None
    }
    if not lost:
        return snapshot
    values = {name: value for name, value in snapshot.values.items() if name not in lost}
    return Snapshot(snapshot.kind, values, snapshot.unread, snapshot.derived)


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
