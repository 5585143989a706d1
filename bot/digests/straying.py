"""Issues and milestones that a person has to look at, and the page that shows the milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.app import App
from bot.checking import impatient
from bot.digests.inputs import Found, StrayKind
from bot.places import ServicePlace
from bot.syncing import preview_plan
from sync.errors import WorkplanError
from sync.memory import Memory
from sync.report import FindingKind

KINDS: Final = {
    FindingKind.MISSING: StrayKind.MISSING,
    FindingKind.DAMAGED: StrayKind.DAMAGED,
    FindingKind.DOUBLED: StrayKind.DOUBLED,
    FindingKind.DUPLICATE: StrayKind.DUPLICATE,
}
PAGE: Final = re.compile(r"(https?://.+/)(milestones?|issues)/\d+")
"""Of one milestone or issue, on GitHub and GitLab: without its number it is the page of all."""


def strays_of(app: App, memory: Memory) -> tuple[Found, ...]:
    """As the tracker is now; of one that doesn't answer only what is remembered."""
    return (*seen_now(app, memory), *removed(memory))


def seen_now(app: App, memory: Memory) -> Iterator[Found]:
    if not memory.run:
        return
    place = impatient(app.place) if isinstance(app.place, ServicePlace) else app.place
    try:
        findings = preview_plan(replace(app, place=place)).findings
    except WorkplanError:
        return
    for one in findings:
        if one.kind in KINDS:
            yield Found(KINDS[one.kind], one.item, one.where)


def removed(memory: Memory) -> Iterator[Found]:
    for link in memory.links.values():
        if link.removed:
            yield Found(StrayKind.REMOVED, link.item, link.url)


def board_of(memory: Memory) -> str:
    """The page of all milestones, or of all issues where there are none; "" on the embedded tracker."""
    pages = [found for link in memory.links.values() if (found := PAGE.fullmatch(link.url))]
    milestones = [f"{found[1]}milestones" for found in pages if found[2] != "issues"]
    return next(iter([*milestones, *(f"{found[1]}issues" for found in pages)]), "")
