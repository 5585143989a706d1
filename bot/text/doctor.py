"""What `doctor` prints: what stops a sync, what is worth mending, what is fine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.doctor import Examination
from bot.text.defects import defect_trouble
from bot.text.doctor_service import asker, service_fine
from bot.text.findings import finding_line
from bot.text.phrases import counted
from bot.text.words import field_word, value_words
from bot.trouble import Trouble
from mappings.snapshot import Side
from sync.report import FindingKind, Report

SHOWN: Final = 10
ONE_BY_ONE: Final = frozenset(
    {FindingKind.MISSING, FindingKind.DAMAGED, FindingKind.DOUBLED, FindingKind.REMOVED}
)
"""Told of each issue and milestone, with what to do."""


def doctor_text(found: Examination) -> str:
    lines = [f"Checked {where(found)}. Nothing was changed.", ""]
    lines += group(f"Stops the {'first' if found.unmirrored else 'next'} sync", "✗", found.stops)
    lines += group("Worth mending", "!", [*found.worth, *report_troubles(found)])
    items = [defect_trouble(one, found.plan) for one in found.defects]
    lines += group("Of single issues and milestones", "!", items, most=len(items))
    fine = list(fine_words(found))
    if fine:
        lines.append(f"Fine: {', '.join(fine)}.")
    return "\n".join(lines) + "\n"


def where(found: Examination) -> str:
    """github.com/gmg/work-plan as the app "workplan"."""
    seen = found.checkup
    if seen is None:
        return f"{found.plan} and {found.tracker}"
    who = asker(seen)
    return (seen.ground.name if seen.ground else found.tracker) + (f" as {who}" if who else "")


def group(heading: str, sign: str, troubles: list[Trouble], most: int = SHOWN) -> Iterator[str]:
    if not troubles:
        return
    yield f"{heading} ({len(troubles)})"
    for one in troubles[:most]:
        yield "\n    ".join(f"  {sign} {one.what}".splitlines())
        if one.remedy:
            yield f"    {one.remedy}"
    if len(troubles) > most:
        yield f"  … and {len(troubles) - most} more"


def report_troubles(found: Examination) -> Iterator[Trouble]:
    report = found.report
    if report is None:
        return
    for finding in report.findings:
        if finding.kind in ONE_BY_ONE:
            continue
        yield Trouble(finding_line(finding, finding.item))
    for refusal in report.refusals:
        where = "The plan file" if refusal.side is Side.PLAN else "The tracker"
        wanted, got = (value_words(refusal.field, one) for one in (refusal.wanted, refusal.got))
        yield Trouble(
            f"{where} did not take {refusal.item}, {field_word(refusal.field)}: {wanted}. It has {got}.",
            "It is tried again when the value changes.",
        )
    if report.conflicts:
        yield Trouble(f"{counted(len(report.conflicts), 'conflict')} to settle.", "See: workplan conflicts")
    for refused in report.guarded:
        what = f"The next sync will refuse {refused.what} of {refused.items} of {refused.mirrored} items."
        yield Trouble(what, "Look at them with: workplan preview")


def fine_words(found: Examination) -> Iterator[str]:
    if found.seen:
        yield f"plan file ({counted(found.seen.activities, 'activity')})"
    if found.checkup and found.now:
        yield from service_fine(found.checkup, found.now)
    if found.report is not None:
        yield from report_fine(found, found.report)
    if found.people and (found.report is not None or found.checkup):
        yield f"{counted(found.people, 'name')} with an account"
    if found.slack:
        yield f"Slack channel {found.slack}"
    if found.now:
        yield f"time zone {found.now.tzinfo} (now {found.now:%H:%M})"


def report_fine(found: Examination, report: Report) -> Iterator[str]:
    changing = len({step.item for step in report.steps})
    yield "state file"
    if found.first:
        yield "no tracker yet, the first sync makes it"
        return
    if found.unmirrored:
        yield "nothing mirrored yet"
    else:
        yield f"tracker ({counted(report.mirrored, 'item')} of the plan)"
    if changing:
        yield f"{counted(changing, 'item')} to write in the {'first' if found.unmirrored else 'next'} sync"
    elif not (report.guarded or report.conflicts):
        yield "nothing to do for a sync"
