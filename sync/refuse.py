"""What stops a run before it does anything: another tracker, another plan, a side that is suddenly empty."""

from __future__ import annotations

from sync.errors import Refused
from sync.memory import Memory
from sync.ports import ForgeReader, PlanStore
from sync.run import Run

FEW = 3
"""With fewer items mirrored, an empty side is nothing sudden."""


def refuse_other_place(memory: Memory, forge: ForgeReader) -> None:
    if memory.place and memory.place != forge.place:
        raise Refused(
            f"This plan is mirrored on {memory.where}; the settings now point to {forge.name}. Nothing was "
            "done.",
            f"Point the settings back; or move it with: workplan sync --move. That makes {len(memory.links)} "
            "new milestones and issues where the settings point, keeps every status, puts the new links into "
            "the plan file, and leaves the old ones as they are.",
        )


def refuse_other_plan(memory: Memory, plan: str, file: str) -> None:
    if memory.plan and memory.plan != plan:
        raise Refused(
            f"{file} is the plan “{plan}”, and here the plan “{memory.plan}” is kept. Nothing was done.",
            "Keep one folder for each plan, or give each settings of its own: [state] url and [forge] url.",
        )


def refuse_older_state(memory: Memory, plan: PlanStore) -> None:
    """A copy from before: what was agreed on since would look like edits, and be undone."""
    if memory.bases and memory.run < plan.last_run:
        raise Refused(
            f"What is remembered ends with run {memory.run}, and run {plan.last_run} has written "
            f"{plan.name}. Nothing was done.",
            "Put back the newest backup with: workplan restore FILE. If there is none, move the state away. "
            "Then both sides are compared anew, and you are asked where they differ.",
        )


def refuse_sudden_emptiness(run: Run) -> None:
    if len(run.memory.links) < FEW:
        return
    count = len(run.memory.links)
    if not run.view.plan:
        raise Refused(
            f"{run.plan.name} has no items any more, while {count} are on the tracker. Nothing was done.",
            "Restore the plan file from its last version, then sync again.",
        )
    if not run.seen.issues and not run.seen.milestones:
        raise Refused(
            f"{run.forge.name} is empty, while {count} items of the plan were on it. Nothing was done.",
            "Check that it is the right tracker, or restore it from a backup.",
        )


def refuse_other_kinds(run: Run) -> None:
    """What an output is on the tracker is chosen once: its number would be taken for something else."""
    for item, link in run.memory.links.items():
        here = run.view.plan.get(item)
        if here is not None and here.kind.on_issue != link.kind.on_issue:
            raise Refused(
                f"Outputs are {'issues' if link.kind.on_issue else 'milestones'} in {run.forge.name}, and "
                "the settings now say otherwise. Nothing was done.",
                'Set [mirror] outputs back. Only issues beside milestones can be added later: "both".',
            )
