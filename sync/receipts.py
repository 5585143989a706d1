"""The receipt on a comment: the plan has what it says."""

from __future__ import annotations

from contextlib import suppress

from mappings.issue import Comment
from mappings.snapshot import Side
from sync.changes import Cause
from sync.errors import Missing, Rejected, Unavailable
from sync.memory import Close, Heard, Open
from sync.owner import claim
from sync.run import Run
from sync.trace import RECEIPT, Outcome


def acknowledge(run: Run, item: str, comment: Comment) -> None:
    """Without it the answer counts all the same: a later run tries again."""
    claim(run)
    name, behind = f"{RECEIPT}{comment.number}", run.by_bot(Cause.TOLD)
    intent = run.intend(item, name, Side.FORGE, None, f"comment {comment.number}", None, "", behind)
    run.commit([Open(intent)])
    try:
        run.forge.acknowledge(comment)
    except (Rejected, Missing):
        run.commit([Close(intent.id, Outcome.VOID)])
    except Unavailable:
        pass  # the next run looks whether it is there
    else:
        run.commit([run.applied(intent), Heard(comment.number, owed=False)])


def settle_receipts(run: Run) -> None:
    """A run was cut off while it gave one: look whether it is there."""
    for intent in [one for one in run.memory.open if one.field.startswith(RECEIPT)]:
        number, issue = int(intent.field.removeprefix(RECEIPT)), run.view.issues.get(intent.item)
        with suppress(Missing, Unavailable):
            comments = run.forge.comments(issue.number) if issue is not None else ()
            comment = next((one for one in comments if one.number == number), None)
            if comment is not None and run.forge.has_receipt(comment):
                run.commit([run.applied(intent), Heard(number, owed=False)])
            else:
                run.commit([Close(intent.id, Outcome.VOID)])
