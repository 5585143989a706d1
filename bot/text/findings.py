"""What a person has to see of an item itself: its issue is gone, damaged, doubled."""

from __future__ import annotations

from typing import assert_never

from bot.text.words import field_word
from sync.report import Finding, FindingKind


def finding_line(one: Finding, name: str) -> str:
    """One sentence with its remedy; `name` is the item as people read it."""
    match one.kind:
        case FindingKind.MISSING:
            return (
                f"Gone from the tracker: {one.where} of {name}, moved or deleted. It was not made again, and "
                "the plan keeps its status. Bring it back; or take its link out of the plan file, and the "
                "next sync makes a new one."
            )
        case FindingKind.DAMAGED:
            return (
                f"The hidden marks in the text of {one.where} were edited ({name}). Put back its first line, "
                "<!-- workplan: … -->, and the line <!-- /workplan --> at the end; or let workplan doctor "
                "--repair do it."
            )
        case FindingKind.DUPLICATE:
            return (
                f"Closed as a duplicate, which says nothing of the work: {name}. Close it as completed or as "
                "not planned, reopen it, or write its status into the plan file."
            )
        case FindingKind.DOUBLED:
            return (
                f"{one.where} carries the mark of {name} too, and is not synced. Take its first line, "
                "<!-- workplan: … -->, out of it; or let workplan doctor --repair do it."
            )
        case FindingKind.REMOVED:
            return f"Not in the plan any more: {name}. {one.where} was left as it is."
        case FindingKind.WAITING:
            return f"Perhaps made already by a run that was cut off: {name}. The next sync looks again."
        case FindingKind.OLD_ANSWER:
            return (
                f"Not taken in: an old answer on {name} ({one.where}). What was done before is not known any "
                "more, so it may have been taken in long ago. Write it again if it still counts."
            )
        case FindingKind.UNREAD_ANSWER:
            return f"An answer can't be taken in, as a comment tells its author: {name}, “{one.where}”."
        case FindingKind.STATE_LOST:
            return (
                "What was agreed on before is not known: the state file is missing, empty or put back from a "
                f"backup, while the plan has {one.where} links to the tracker. What both agree on was taken "
                "from what they say now; where they differ, you are asked. The history comes back from a "
                "backup: workplan restore FILE"
            )
        case FindingKind.PARTIAL:
            return (
                "The tracker could not be read whole: it stopped answering in the middle. What was read is "
                "synced; nothing was made or closed for want of the rest. The next sync reads on."
            )
        case FindingKind.LEFT_BEHIND if not one.item:
            return f"{one.where} could not be looked at a last time. Look there yourself for late changes."
        case FindingKind.LEFT_BEHIND:
            return (
                f"Changed where the plan was mirrored before, after it left: {name}, {one.where}. It is not "
                "in the plan: make the same change on the new issue."
            )
        case FindingKind.OLD_COPY:
            return (
                f"An editor saved an old copy of the plan over {name}, {field_word(one.where)}. It was "
                "written again: load the file anew before you go on."
            )
        case _:
            assert_never(one.kind)
