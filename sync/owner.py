"""Before the first write of a run: may this plan be written there, and is it written from here alone?

One writer per plan and tracker: a label whose description holds the writer's id; making it is the test.
"""

from __future__ import annotations

from collections.abc import Iterable

from mappings.issue import Label
from mappings.mirror import Mirror
from mappings.plan import Activity
from mappings.snapshot import Field
from sync.errors import Invalid, Refused, Taken
from sync.making import patiently
from sync.records import Record
from sync.run import Run


def claim(run: Run) -> None:
    """Look once in a run. Raises Refused or Invalid when nothing may be written."""
    if run.claimed:
        return
    project = run.forge.project()
    if project.archived:
        raise Invalid(
            f"{run.forge.name} is archived: it can only be read. Nothing was done.",
            "Ask an owner to take it out of the archive, or name another project in [forge] project.",
        )
    if project.public and not run.public:
        raise exposed(run.forge.name, run.view.mirror, run.records.values())
    claim_label(run)
    run.claimed = True


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


def claim_label(run: Run) -> None:
    name = f"workplan: {run.view.mirror.plan_id}"
    mine = Label(name, "d4c5f9", run.writer)
    label = run.forge.label(name)
    if label is None:
        try:
            label = patiently(run, lambda: run.forge.create_label(mine))
        except Taken:
            label = run.forge.label(name) or mine  # another one was quicker
    if label.description != run.writer:
        if run.memory.bases:
            raise Refused(
                f"Another installation writes the plan {run.view.mirror.plan_id} to {run.forge.name}.",
                "Stop one of the two. To take over from here, move this state file away and sync again.",
            )
        # A new state takes over; the ousted one is told at its next run.
        label = run.forge.edit_label(mine)
    run.seen.labels[name.casefold()] = label
