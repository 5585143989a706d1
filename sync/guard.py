"""What is refused because it is too much at once: a mistake or a fault looks just like many edits."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mappings.snapshot import Side
from sync.changes import Step, StepKind

GUARDED = {
    StepKind.CLOSE: "closes",
    StepKind.REOPEN: "reopenings",
    StepKind.EDIT: "edits",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """A class of steps may touch `share` of the mirrored items, or `count` of them, whichever is more."""

    share: float = 0.20
    count: int = 10


@dataclass(frozen=True, slots=True)
class Refused:
    """A whole class of steps that was not done. `hash` names exactly these steps, to accept them."""

    what: str
    side: Side
    items: int
    mirrored: int
    hash: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    allowed: tuple[Step, ...]
    refused: tuple[Refused, ...]


def guard(
    steps: Iterable[Step], mirrored: int, accepted: Collection[str] = (), limits: Limits | None = None
) -> Guarded:
    """Let through what is usual; refuse the rest by class and direction. The rest of the run goes on."""
    bounds = limits or Limits()
    classes: dict[tuple[StepKind, Side], list[Step]] = defaultdict(list)
    allowed: list[Step] = []
    for step in steps:
        if step.kind in GUARDED:
            classes[step.kind, step.side].append(step)
        else:
            allowed.append(step)
    refused: list[Refused] = []
    for (kind, side), members in classes.items():
        items = len({step.item for step in members})
        name = hash_of(members)
        if items > bounds.share * mirrored and items > bounds.count and name not in accepted:
            refused.append(Refused(GUARDED[kind], side, items, mirrored, name, tuple(sorted(members))))
        else:
            allowed.extend(members)
    return Guarded(tuple(sorted(allowed)), tuple(refused))


def hash_of(steps: Iterable[Step]) -> str:
    """The same steps give the same eight letters; one more or one less gives others."""
    text = "\n".join(
        repr((step.kind.value, step.side.value, step.item, step.field, step.old, step.new))
        for step in sorted(steps)
    )
    return hashlib.sha256(text.encode()).hexdigest()[:8]
