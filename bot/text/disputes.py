"""What `conflicts` prints: both values with who, when and where, and the command that settles each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bot.disputes import Dispute, Disputes
from bot.text.phrases import counted, cut
from bot.text.sync import NAMED
from bot.text.words import field_word, value_words
from mappings.issue import Edit
from mappings.snapshot import Side
from mappings.spans import day
from sync.changes import Why


def disputes_text(told: Disputes) -> str:
    if not told.found:
        return "No conflicts.\n"
    lines = [f"{counted(len(told.found), 'question')} for you. Nothing of this was overwritten:"]
    for one in told.found:
        lines += dispute_lines(one, told.plan)
    return "\n".join(lines) + "\n"


def dispute_lines(one: Dispute, plan: str) -> Iterator[str]:
    here = one.conflict
    yield f"  {cut(f'{here.item} {one.title}'.strip(), NAMED)}: {field_word(here.field)}"
    line = f", line {one.line}" if one.line else ""
    seen = by(one.author) or (f" (seen on {day(one.seen.date())})" if one.seen else "")
    yield f"    the plan says {value_words(here.field, here.plan)}{seen}: {plan}{line}"
    where = f": {one.address}" if one.address else ""
    yield f"    the tracker says {value_words(here.field, here.forge)}{by(one.edit)}{where}"
    yield from reason(one)
    yield f"    workplan resolve {here.item} {here.field} --plan   or   --tracker"


def by(edit: Edit | None) -> str:
    return f" ({edit.who}, {day(edit.at.date())})" if edit else ""


def reason(one: Dispute) -> Iterator[str]:
    here = one.conflict
    match here.why:
        case Why.OLDER_DATE:
            where = "in the plan file" if here.edited is Side.PLAN else "on the tracker"
            due = value_words("due", here.before)
            yield f"    it was changed {where}, while the plan's own due date still says {due}"
        case Why.BASE_LOST:
            yield "    which is older is not known"
        case Why.UNCERTAIN:
            yield "    a sync was cut off at this value"
        case Why.PROGRAM:
            yield "    a program closed the issue"
        case Why.BOTH if here.before is not None:
            yield f"    before that: {value_words(here.field, here.before)}"
        case Why.BOTH:
            pass
        case Why.DECLINED:
            yield "    that was asked for, and not merged"
        case _:
            assert_never(here.why)
