"""Who changed a value on the tracker: asked only where a person has to be told, and not without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mappings.issue import Edit, State
from mappings.snapshot import Field
from sync.errors import WorkplanError

if TYPE_CHECKING:
    from sync.run import Run

APART: Final = frozenset({Field.TITLE, Field.DUE, Field.ASSIGNEES, Field.STATUS, Field.TASKS})
"""What is told by itself; everything else is in the text, and has one editor."""
MOST: Final = 20
"""Questions in a run: each is a request, and after so many nobody reads the names."""


def who_changed(run: Run, item: str, name: Field) -> Edit | None:
    """None where it is not known: that keeps nothing back."""
    issue = run.view.issues.get(item)
    if issue is None:
        return None  # no tracker tells it of milestones
    if name is Field.STATUS and issue.state is State.CLOSED:
        return Edit(issue.closed_by, issue.closed) if issue.closed_by and issue.closed else None
    key = (item, name if name in APART else "text")
    if key not in run.editors and len(run.editors) < MOST:
        try:
            run.editors[key] = run.forge.last_edit(issue.number, name)
        except WorkplanError:
            run.editors[key] = None
    return run.editors.get(key)
