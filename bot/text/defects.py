"""What is wrong with single issues and milestones, what to do about it, and what a repair does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.text.phrases import counted, cut
from bot.trouble import Trouble
from sync.repair import Repaired
from sync.survey import Defect, Wrong

TITLE = 60


def defect_trouble(one: Defect, plan: str) -> Trouble:
    """One sentence, and its remedy. `plan`: the plan file."""
    match one.kind:
        case Wrong.MISSING if one.moved:
            return Trouble(
                f"{one.item}: {one.address} was moved, and is {one.moved} now. The plan keeps its status.",
                f"Move it back; or take its link out of {plan}, and the next sync makes a new one.",
            )
        case Wrong.MISSING:
            return Trouble(
                f"{one.item}: {one.address} is gone from the tracker, deleted or moved. The plan keeps its "
                "status.",
                f"Bring it back; or take its link out of {plan}, and the next sync makes a new one.",
            )
        case Wrong.MARKS if one.mends:
            return Trouble(
                f"{one.item}: the hidden marks in the text of {one.address} were edited or are gone, so that "
                "it is not read.",
                "workplan doctor --repair puts them back, and leaves everything else there as it is.",
            )
        case Wrong.MARKS:
            return Trouble(
                f"{one.item}: the hidden marks in the text of {one.address} were edited or are gone, so that "
                "it is not read. Where our part begins and ends can't be told any more.",
                "Put back its first line, <!-- workplan: … -->, and the line <!-- /workplan --> at the end.",
            )
        case Wrong.COPY:
            return Trouble(
                f"{one.item}: {one.address} carries its mark too, and is not synced.",
                "workplan doctor --repair takes the mark off; then it is your own.",
            )
        case Wrong.STRAY:
            return Trouble(
                f"{one.item}: {one.address} “{cut(one.title, TITLE)}” is in its milestone, and not in the "
                "plan.",
                f"Leave it so, or take it out of the milestone. To have it in the plan, add it to {plan}.",
            )
        case Wrong.REMOVED:
            return Trouble(
                f"{one.item}: not in the plan any more, and {one.address} is still open.",
                f"Close it there, if it was dropped; or put it back into {plan}, with its link.",
            )
    assert_never(one.kind)


def repair_words(one: Defect) -> str:
    if one.kind is Wrong.COPY:
        return f"{one.address}: take the mark of {one.item} off; its text stays"
    return f"{one.address}: put the marks of {one.item} back; what people wrote there stays"


def planned_text(agreed: Sequence[Defect]) -> str:
    """What a repair is about to do."""
    if not agreed:
        return "Nothing that can be repaired without you. Nothing was changed.\n"
    lines = [f"To be repaired ({len(agreed)})", *(f"  {repair_words(one)}" for one in agreed)]
    return "\n".join(lines) + "\n"


def repaired_text(done: Sequence[Repaired]) -> str:
    mended = sum(not one.trouble for one in done)
    lines = [f"Repaired {counted(mended, 'text')}." + (" The next sync reads them again." if mended else "")]
    lines += [f"Left as it is: {one.defect.address}: {one.trouble}" for one in done if one.trouble]
    return "\n".join(lines) + "\n"
