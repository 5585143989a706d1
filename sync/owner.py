"""Before the first write of a run: may this plan be written there, and is it written from here alone?

One writer per plan and tracker: a label whose description holds the writer's id; making it is the test.
"""

from __future__ import annotations

from collections.abc import Iterable

from mappings.issue import Label
from mappings.mirror import Mirror
from mappings.plan import Activity
from mappings.snapshot import Field
from sync.changes import Cause
from sync.errors import Invalid, Refused, Taken
from sync.making import patiently
from sync.ports import Forge, ForgeReader
from sync.records import Record
from sync.run import Run


def claim(run: Run) -> None:
    """Look once in a run. Raises Refused or Invalid when nothing may be written."""
    if run.claimed:
        return
    mirror = run.view.mirror
    refuse_unfit(run.forge, mirror, run.records.values(), public=run.public)
    run.open()  # another machine with this state may have begun since it was read: it is the same writer
    label, before = own(run.forge, mirror.plan_id, run.writer, fresh=not run.memory.bases)
    taken_over = before is not None and before.description != run.writer
    if before != label:
        told = f"{label.name}, {before.description}" if before is not None else None
        run.defer([run.wrote("", "label", told, f"{label.name}, {label.description}", Cause.CLAIMED)])
    run.seen.labels[label.name.casefold()] = label
    run.claimed, run.taken_over = True, taken_over


def refuse_unfit(forge: ForgeReader, mirror: Mirror, plan: Iterable[Record], *, public: bool) -> None:
    """Raises Invalid for a project that can't be written, Refused for one that everyone can read."""
    project = forge.project()
    if project.archived:
        raise Invalid(
            f"{forge.name} is archived: it can only be read. Nothing was done.",
            "Ask an owner to take it out of the archive, or name another project in [forge] project.",
        )
    if project.public and not public:
        raise exposed(forge.name, mirror, plan)


def exposed(name: str, mirror: Mirror, plan: Iterable[Record]) -> Refused:
    """What would be open to everyone, in numbers."""
    shown = [record for record in plan if isinstance(record, Activity)]
    notes = sum(1 for record in shown if record.funding) if Field.FUNDING not in mirror.left_out else 0
    parts = [f"{len(shown)} activities"]
    parts += ["their leads"] if Field.LEAD not in mirror.left_out else []
    parts += [f"{notes} funding notes"] if notes else []
    told = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    without = 'leave the notes out: [mirror] leave_out = ["funding"]; or ' if notes else ""
    return Refused(
        f"{name} is public: {told} would be open to everyone. Nothing was done.",
        f"Make it private; or {without}say [forge] public = true.",
    )


def own(forge: Forge, plan: str, writer: str, *, fresh: bool) -> tuple[Label, Label | None]:
    """The label that says who writes this plan there, and what it was before.

    A new state (`fresh`) takes over; the ousted one is told at its next run. Raises Refused.
    """
    mine = Label(f"workplan: {plan}", "d4c5f9", writer)
    label = forge.label(mine.name)
    if label is None:
        try:
            return patiently(forge, lambda: forge.create_label(mine)), None
        except Taken:  # by another one, at this very moment; or by ourselves, when the answer was lost
            label, fresh = forge.label(mine.name) or mine, False
            if label.description == writer:
                return label, None
    if label.description == writer:
        return label, label
    if not fresh:
        raise Refused(
            f"Another installation writes the plan {plan} to {forge.name}.",
            "Stop one of the two. To take over from here, move this state file away and sync again.",
        )
    return forge.edit_label(mine), label
