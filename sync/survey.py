"""What is wrong with the issues and milestones of a plan, and what of it can be mended without a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from mappings.issue import Issue, Milestone, State
from mappings.issues import draft_issue
from mappings.marks import Marker
from mappings.mending import is_whole, mended, unmarked
from mappings.milestones import draft_milestone
from mappings.mirror import Mirror
from mappings.snapshot import Kind
from sync.errors import Missing, WorkplanError
from sync.ports import ForgeReader
from sync.report import FindingKind
from sync.run import Run


class Wrong(StrEnum):
    MISSING = "missing"
    """Linked, and not on the tracker any more."""
    MARKS = "marks"
    """The marks in its text were edited or are gone: nothing of it is read."""
    COPY = "copy"
    """It carries the mark of an item that another one is linked to."""
    STRAY = "stray"
    """In one of our milestones, and not ours."""
    REMOVED = "removed"
    """Open, and its item is not in the plan any more."""


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """`mends`: a repair is certain of what to do. `title` is its own, of what is there."""

    kind: Wrong
    item: str
    on_issue: bool
    number: int
    address: str
    title: str = ""
    mends: bool = False
    moved: str = ""
    """Where it is now, if that is known."""


def survey(run: Run) -> tuple[Defect, ...]:
    """All of it, of what the run has seen. Reads the text of what may be mended once more."""
    found = [*missing(run), *damaged(run), *copies(run), *strays(run), *removed(run)]
    return tuple(sorted(found))


def missing(run: Run) -> Iterator[Defect]:
    for finding in run.view.findings:
        if finding.kind is FindingKind.MISSING:
            link = run.memory.links.get(finding.item)
            on_issue = run.view.plan[finding.item].kind.on_issue
            number = link.number if link else 0
            moved = whereabouts(run.forge, number) if on_issue and number else ""
            yield Defect(Wrong.MISSING, finding.item, on_issue, number, finding.where, moved=moved)


def whereabouts(forge: ForgeReader, number: int) -> str:
    try:
        return forge.moved_to(number) or ""
    except WorkplanError:
        return ""


def damaged(run: Run) -> Iterator[Defect]:
    renamed = {step.item for step in run.view.relinks}  # the next sync gives them their new mark
    for item, link in run.memory.links.items():
        here = run.seen.issues if link.kind.on_issue else run.seen.milestones
        one = here.get(link.number)
        if item not in run.view.plan or item in renamed or one is None:
            continue
        if is_whole(text_of(one), marker_of(run, item)):
            continue
        yield with_remedy(run, defect(Wrong.MARKS, item, one))


def copies(run: Run) -> Iterator[Defect]:
    urls: dict[str, Issue | Milestone] = {one.url: one for one in run.seen.issues.values()}
    urls |= {one.url: one for one in run.seen.milestones.values()}
    for finding in dict.fromkeys(run.view.findings):
        if finding.kind is FindingKind.DOUBLED and finding.where in urls:
            yield with_remedy(run, defect(Wrong.COPY, finding.item, urls[finding.where]))


def strays(run: Run) -> Iterator[Defect]:
    linked = {link.number for link in run.memory.links.values() if link.kind.on_issue}
    held = {number: item for item, number in run.view.numbers.items()}
    for issue in run.seen.issues.values():
        ours = issue.number in linked or run.seen.mark(issue) is not None
        if issue.milestone in held and issue.state is State.OPEN and not ours:
            yield defect(Wrong.STRAY, held[issue.milestone], issue)


def removed(run: Run) -> Iterator[Defect]:
    renamed = {rename.old for rename in run.view.renames}
    for item, link in run.memory.links.items():
        here = run.seen.issues if link.kind.on_issue else run.seen.milestones
        one = here.get(link.number)
        gone = item not in run.view.plan and item not in renamed
        if gone and one is not None and one.state is State.OPEN:
            yield defect(Wrong.REMOVED, item, one)


def defect(kind: Wrong, item: str, one: Issue | Milestone) -> Defect:
    return Defect(kind, item, isinstance(one, Issue), one.number, one.url, one.title)


def with_remedy(run: Run, found: Defect) -> Defect:
    text = read_text(run.forge, found)
    mends = text is not None and mended_text(run, found, text) not in (None, text)
    return replace(found, mends=mends)


def read_text(forge: ForgeReader, found: Defect) -> str | None:
    """As it stands now: of what bears no mark of ours nothing is kept."""
    try:
        if found.on_issue:
            return forge.issue(found.number).body
        return forge.milestone(found.number).description
    except Missing:
        return None


def mended_text(run: Run, found: Defect, text: str) -> str | None:
    """What to write there; None where that is not certain."""
    marker = marker_of(run, found.item)
    if found.kind is Wrong.COPY:
        return unmarked(text, marker)
    return mended(text, marker, block_of(run.view.mirror, found.item))


def marker_of(run: Run, item: str) -> Marker:
    return Marker(run.view.mirror.plan_id, run.view.mirror.mark(item))


def block_of(mirror: Mirror, item: str) -> str:
    """Our part, as it would be made anew. The copy of an output says what its milestone says."""
    if mirror.items[item].kind is Kind.ACTIVITY:
        return draft_issue(mirror, item, None).body
    return draft_milestone(mirror, item).description


def text_of(one: Issue | Milestone) -> str:
    return one.body if isinstance(one, Issue) else one.description
