"""What a person reads after a sync or a preview: what was done, and what waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.text.findings import finding_line
from bot.text.phrases import counted, cut, joined
from bot.text.words import LONGEST, field_word, value_words
from mappings.snapshot import DERIVED, Field, Kind, Side
from sync.changes import Conflict, Hold, Step, StepKind, Unread, Why
from sync.guard import Refused
from sync.records import Record, value
from sync.report import FindingKind, Outcome, Report, Result

CHANGES_SHOWN: Final = 12
"""Lines of changes. A first mirror or a large edit has hundreds."""
NAMED: Final = 56
"""Characters of an id with its title."""
EACH_SHOWN: Final = 5
"""Conflicts, findings and steps of a refusal: enough to see what it is about."""
STILL: Final = "workplan preview"
"""Lists whole what a sync would do, or has left undone."""
DONE: Final = "workplan history"
"""Lists whole what was done."""


BESIDE: Final = ("completed", "tbc_since")
"""Days that go with other values: told with these."""


@dataclass(frozen=True, slots=True)
class Names:
    """How users know the plan file, the tracker, and the items by their ids."""

    plan: str
    tracker: str
    records: Mapping[str, Record]

    def item(self, item: str) -> str:
        record = self.records.get(item)
        return cut(f"{item} {record.title if record else ''}".strip(), NAMED)

    def follows(self, step: Step) -> bool:
        """The value is computed from the plan: nobody wrote it there."""
        dated = step.field in (Field.START, Field.DUE) and step.side is Side.FORGE
        unsaid = dated and value(self.records.get(step.item), step.field) is None
        return step.field in DERIVED or unsaid or step.old == step.new


def report_text(report: Report, names: Names, *, planned: bool) -> str:
    """`planned`: a preview, which says what would be done, and all of it."""
    each = len(report.findings) if planned else EACH_SHOWN
    lines = [
        *made_lines(report, names, planned),
        *change_lines(report, names, planned),
        *left_lines(report, names),
        *held_lines(report, names),
        *conflict_lines(report.conflicts, names),
        *refused_lines(report.guarded, names, planned),
        *capped([finding_line(one, names.item(one.item)) for one in report.findings], each, STILL),
        *landing_lines(report, names),
    ]
    return "\n".join(lines or ["Nothing to do."]) + "\n"


def made_lines(report: Report, names: Names, planned: bool) -> Iterator[str]:
    made = [step for step in report.done(Side.FORGE) if step.kind is StepKind.CREATE]
    new = {step.item for step in made}
    links = [step for step in report.done(Side.PLAN) if step.kind is StepKind.LINK and step.item not in new]
    if links:
        verb = "would be" if planned else "were"
        yield f"Links in {names.plan} {verb} put right: {counted(len(links), 'item')}."
    if not made:
        return
    issues = sum(Kind(step.field).on_issue for step in made)
    parts = [
        *([counted(len(made) - issues, "milestone")] if len(made) > issues else []),
        *([counted(issues, "issue")] if issues else []),
    ]
    verb = "Would make" if planned else "Made"
    has = "its link" if len(made) == 1 else "their links"
    end = "." if planned else f"; {names.plan} has {has}."
    yield f"{verb} {joined(parts)} on {names.tracker}{end}"


def change_lines(report: Report, names: Names, planned: bool) -> Iterator[str]:
    """What people changed on one side and now stands on the other, item by item; what follows, as a count."""
    lines: list[str] = []
    would = "would be " if planned else ""
    for side, heading in (
        (Side.PLAN, f"From the tracker, {would}written into {names.plan}:"),
        (Side.FORGE, f"From {names.plan}, {would}written to the tracker:"),
    ):
        edits = [
            step
            for step in report.done(side)
            if changes(step) and not names.follows(step) and not (side is Side.FORGE and came(step, report))
        ]
        if edits:
            lines += [heading, *(f"  {line}" for line in by_item(edits, names))]
    yield from lines if planned else capped(lines, CHANGES_SHOWN, DONE)
    renamed = [step for step in report.done() if step.kind is StepKind.RELINK]
    yield from capped(
        [f"{step.old} is called {step.new} now, on the tracker too." for step in renamed], EACH_SHOWN
    )
    follow = {step.item for step in report.done(Side.FORGE) if changes(step) and names.follows(step)}
    if follow:
        verb = "would be" if planned else "were"
        count = counted(len(follow), "item")
        yield f"Labels, dates and the like that follow from the plan {verb} adjusted on {count}."


def came(step: Step, report: Report) -> bool:
    """The value came from the tracker in the same run: an answer in a comment now stands in the table too."""
    what = (step.item, step.field, step.new)
    return any((one.item, one.field, one.new) == what for one in report.done(Side.PLAN))


def changes(step: Step) -> bool:
    return step.kind in (StepKind.EDIT, StepKind.CLOSE, StepKind.REOPEN) and step.field not in BESIDE


def by_item(steps: list[Step], names: Names) -> Iterator[str]:
    grouped: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        grouped[step.item].append(step)
    for item, members in grouped.items():
        said = "; ".join(change_words(step) for step in sorted(members, key=table_order))
        yield f"{names.item(item)} – {said}"


def table_order(step: Step) -> int:
    """As the fields stand in an issue."""
    known = [one.value for one in Field]
    return known.index(step.field) if step.field in known else len(known)


def change_words(step: Step) -> str:
    old, new = (value_words(step.field, value) for value in (step.old, step.new))
    words = f"{field_word(step.field)}: {old} → {new}"
    # What gave way is told where the arrow does not show it already.
    gave_way = step.lost is not None and value_words(step.field, step.lost) != old
    return f"{words} (instead of {value_words(step.field, step.lost)})" if gave_way else words


def left_lines(report: Report, names: Names) -> Iterator[str]:
    deferred = {one.step.item for one in report.outcomes if one.result is Result.DEFERRED}
    if deferred:
        yield f"Left for the next sync, as somebody is changing it: {counted(len(deferred), 'item')}."
    yield from capped(
        [trouble(one, names) for one in report.outcomes if one.result in (Result.REFUSED, Result.FAILED)],
        EACH_SHOWN,
    )


def trouble(one: Outcome, names: Names) -> str:
    where = names.plan if one.step.side is Side.PLAN else "the tracker"
    return f"Not taken by {where}: {names.item(one.step.item)}, {field_word(one.step.field)}: {one.note}"


def held_lines(report: Report, names: Names) -> Iterator[str]:
    yield from capped([hold_line(hold, names) for hold in report.new_holds], EACH_SHOWN)
    found = {one.item for one in report.findings if one.kind is FindingKind.DAMAGED}
    unread = [  # said once, with its remedy
        one for one in report.new_unread if one.item not in found and one.field is not Field.STATUS
    ]
    yield from capped([unread_line(one, names) for one in unread], EACH_SHOWN)


def hold_line(hold: Hold, names: Names) -> str:
    held, wanted = (value_words(hold.field, value) for value in (hold.held, hold.wanted))
    return (
        f"Changed on the tracker by hand, and left so: {names.item(hold.item)}, {field_word(hold.field)} "
        f"{held} (the plan amounts to {wanted})."
    )


def unread_line(unread: Unread, names: Names) -> str:
    return (
        f"Could not be read on the tracker: {names.item(unread.item)}, {field_word(unread.field)}: "
        f"“{cut(unread.text, LONGEST)}”. Correct it there; until then the plan keeps what it has."
    )


def landing_lines(report: Report, names: Names) -> Iterator[str]:
    if report.landed:
        yield f"{names.plan} in git: {report.landed}"
    if report.unlanded:
        yield f"What was written into {names.plan} waits: {report.unlanded}"


def conflict_lines(conflicts: list[Conflict], names: Names) -> Iterator[str]:
    if not conflicts:
        return
    yield f"{counted(len(conflicts), 'question')} for you. Nothing of this was overwritten:"
    for one in conflicts[:EACH_SHOWN]:
        yield from conflict_words(one, names)
    if len(conflicts) > EACH_SHOWN:
        yield f"  … and {len(conflicts) - EACH_SHOWN} more: workplan conflicts"


def conflict_words(one: Conflict, names: Names) -> Iterator[str]:
    """Both values, what stood before, and the command that settles it."""
    plan, tracker = value_words(one.field, one.plan), value_words(one.field, one.forge)
    yield f"  {names.item(one.item)}: {field_word(one.field)}"
    match one.why:
        case Why.OLDER_DATE:
            due = value_words("due", one.before)
            old, new = (tracker, plan) if one.edited is Side.PLAN else (plan, tracker)
            yield f"    changed from {old} to {new}, while the plan's own due date still says {due}"
        case Why.BASE_LOST:
            yield f"    the plan says {plan}; the tracker says {tracker}; which is older is not known"
        case Why.UNCERTAIN:
            yield f"    the plan says {plan}; the tracker says {tracker}; a sync was cut off at this value"
        case Why.DECLINED:
            yield f"    the plan says {plan}; the tracker says {tracker}; that was asked for, and not merged"
        case Why.PROGRAM:
            yield f"    a program closed the issue, which says {tracker}; the plan says {plan}"
        case Why.BOTH:
            before = f"; before that: {value_words(one.field, one.before)}" if one.before is not None else ""
            yield f"    the plan says {plan}; the tracker says {tracker}{before}"
    yield f"    workplan resolve {one.item} {one.field} --plan   or   --tracker"


def unknown_text(names: Collection[str]) -> str:
    """The changes have become others since they were refused, or were let through already."""
    return (
        f"Nothing is refused under the name {joined(sorted(names))}, or not any more: it let nothing "
        "through. See the names with: workplan preview"
    )


def refused_lines(refused: list[Refused], names: Names, planned: bool) -> Iterator[str]:
    for one in refused:
        where = names.plan if one.side is Side.PLAN else "the tracker"
        yield (
            f"Refused, because it is so much at once: {one.what} of {one.items} of {one.mirrored} items in "
            f"{where}. None of them was done."
        )
        lines = [f"  {line}" for line in by_item(list(one.steps), names)]
        yield from lines if planned else capped(lines, EACH_SHOWN, STILL)
        yield f"  If this is right: workplan sync --accept {one.hash}"


def capped(lines: list[str], most: int, command: str = "") -> list[str]:
    """The first of them, how many more there are, and the command that shows them where there is one."""
    if len(lines) <= most:
        return lines
    return [*lines[:most], f"  … and {len(lines) - most} more" + (f": {command}" if command else "")]
