"""What is mended without a person: marks put back, copies made people's own. Nothing is closed or deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from mappings.issue import IssuePatch, MilestonePatch
from mappings.mending import is_whole
from mappings.snapshot import Side
from sync.changes import Cause
from sync.errors import Missing, Rejected
from sync.memory import Close, EndRun, Open
from sync.owner import claim
from sync.run import Run
from sync.survey import Defect, Wrong, marker_of, mended_text, read_text, survey
from sync.trace import Outcome

CHANGED: Final = "somebody has changed it meanwhile"
CUT_OFF: Final = "a sync was cut off here: run it first"


@dataclass(frozen=True, slots=True)
class Repaired:
    """`trouble`: why it was left as it is; "" where it is mended."""

    defect: Defect
    trouble: str = ""


def repair(run: Run, agreed: Collection[Defect]) -> tuple[Repaired, ...]:
    """Mend what was agreed to, as far as it is still so. Each is read again before it is written, and after.

    Raises Refused or Invalid where nothing may be written, Unavailable when the tracker stopped answering.
    """
    now = survey(run)
    done = []
    for found in agreed:
        done.append(mend(run, found) if found in now else Repaired(found, CHANGED))
    if run.started:
        run.state.commit([EndRun(run.number, run.clock(), code=0, clean=False)])
    return tuple(done)


def mend(run: Run, found: Defect) -> Repaired:
    if any(intent.item == found.item for intent in run.memory.open):
        return Repaired(found, CUT_OFF)  # what became of it is told by how the text stands now
    claim(run)
    run.forge.await_turn(creating=False)
    text = read_text(run.forge, found)
    new = mended_text(run, found, text) if text is not None else None
    if new is None or new == text:
        return Repaired(found, CHANGED)
    behind = run.by_bot(Cause.MENDED)
    intent = run.intend(found.item, found.kind.value, Side.FORGE, None, found.address, None, "", behind)
    run.commit([Open(intent)])
    try:
        if found.on_issue:
            there = run.forge.edit_issue(found.number, IssuePatch(body=new)).body
        else:
            there = run.forge.edit_milestone(found.number, MilestonePatch(description=new)).description
    except (Rejected, Missing) as error:
        run.commit([Close(intent.id, Outcome.VOID)])
        return Repaired(found, error.message)
    if is_whole(there, marker_of(run, found.item)) is (found.kind is Wrong.COPY):
        run.commit([Close(intent.id, Outcome.VOID)])
        return Repaired(found, "the tracker did not take it")
    run.commit([run.applied(intent)])
    return Repaired(found)
