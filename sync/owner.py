"""One writer per plan and tracker: a label whose description holds the writer's id; making it is the test."""

from __future__ import annotations

from mappings.issue import Label
from sync.errors import Refused
from sync.run import Run


def claim(run: Run) -> None:
    """Look before the first write of a run. Raises Refused when another state writes this plan here."""
    name = f"workplan: {run.view.mirror.plan_id}"
    mine = Label(name, "d4c5f9", run.writer)
    label = run.seen.labels.get(name.casefold())
    if label is None:
        run.seen.labels[name.casefold()] = run.forge.create_label(mine)
    elif label.description != run.writer:
        if run.memory.bases:
            raise Refused(
                f"Another installation writes the plan {run.view.mirror.plan_id} to {run.forge.name}.",
                "Stop one of the two. To take over from here, move this state file away and sync again.",
            )
        # A new state takes over; the ousted one is told at its next run.
        run.seen.labels[name.casefold()] = run.forge.edit_label(mine)
