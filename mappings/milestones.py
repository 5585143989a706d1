"""Outputs as milestones (and areas that hold activities of their own): both sides' values, drafts, patches.

The description holds the whole title, since the milestone's own is cut to what the tracker takes; as on
issues, people can edit either, and `milestone_titles_agree` says whether both are the same again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from mappings import titles
from mappings.cells import canonical, escape, escape_line, unescape
from mappings.issue import UNSET, Milestone, MilestoneDraft, MilestonePatch, State, Unset
from mappings.items import Item
from mappings.marks import END, DamagedBlock, Marker, find_span, patch_marker
from mappings.mirror import Mirror
from mappings.sentences import context_line, where
from mappings.snapshot import Field, Kind, Snapshot, Value

TITLE_LINE: Final = re.compile(r"^\*\*(?:[^*\n]+):\*\*(.*)$", re.MULTILINE)
BRACKET: Final = re.compile(r" \(")
LINE: Final = re.compile(r"^(.+)$", re.MULTILINE)
NOTHING: Final[Mapping[Field, Value]] = {}
CLOSING: Final = "Closes by itself when all its activities are done."


def plan_values(mirror: Mirror, item: Item) -> Snapshot:
    """The plan's side of an output or area."""
    dates = dates_held(mirror, item.id)
    values: dict[Field, Value] = {Field.TITLE: canonical(item.title)}
    if Field.START in dates:
        values[Field.START] = item.start.isoformat() if item.start else None
    if Field.DUE in dates:
        values[Field.DUE] = item.due.isoformat() if item.due else None
    done = item.status is not None and item.status.done
    values[Field.STATE] = (State.CLOSED if done else State.OPEN).value
    values[Field.CONTEXT] = context_line(item, dates=False)
    stated = {
        Field.START: item.output.start if item.output else None,
        Field.DUE: item.output.due if item.output else None,
    }
    derived = frozenset(field for field in dates if stated.get(field) is None)
    if mirror.left_out:
        values[Field.LEFT_OUT] = None
    if item.kind is Kind.COPY:
        derived = frozenset({Field.TITLE, *dates})
    return Snapshot(item.kind, values, derived=derived)


def dates_held(mirror: Mirror, item: str) -> frozenset[Field]:
    """The dates that the milestone of an output has, or its issue."""
    if mirror.items[item].kind.on_issue:
        return mirror.due_on_issue(item)
    return mirror.milestone_dates


def milestone_snapshot(
    mirror: Mirror, item: str, milestone: Milestone, last: Mapping[Field, Value] = NOTHING
) -> Snapshot:
    """The tracker's side of an output or area; `last` is what it said when both last agreed."""
    values: dict[Field, Value] = {Field.STATE: milestone.state.value}
    unread: dict[Field, str] = {}
    dates = dates_held(mirror, item)
    if Field.START in dates:
        values[Field.START] = milestone.start.isoformat() if milestone.start else None
    if Field.DUE in dates:
        values[Field.DUE] = milestone.due.isoformat() if milestone.due else None
    if mirror.left_out:
        values[Field.LEFT_OUT] = "\n".join(sorted(_left_out(mirror, milestone, last))) or None
    try:
        full, context = _read(milestone.description)
    except DamagedBlock as damage:
        unread |= {Field.TITLE: str(damage), Field.CONTEXT: str(damage)}
    else:
        if context is not None:
            values[Field.CONTEXT] = context
        before = last.get(Field.TITLE)
        shown = _shown(mirror, item, milestone, full, before)
        if titles.lost_edit(shown, full, before):
            unread[Field.TITLE] = shown
        else:
            values[Field.TITLE] = titles.read_title(shown, full, before)
    return Snapshot(mirror.items[item].kind, values, unread)


def _left_out(mirror: Mirror, milestone: Milestone, last: Mapping[Field, Value]) -> Iterator[str]:
    """Dates that were shown before the timeframe was left out, and stand there yet."""
    for field, day in ((Field.START, milestone.start), (Field.DUE, milestone.due)):
        if field in mirror.left_out and day is not None and day.isoformat() == last.get(field):
            yield field.value


def _read(description: str) -> tuple[Value, Value]:
    """The whole title and the context line. Raises DamagedBlock when there is nothing to read."""
    span = find_span(description)
    if span is None:
        raise DamagedBlock("The part between the marks is missing.")
    line = TITLE_LINE.search(description, span.start, span.end)
    full = canonical(unescape(line[1].strip())) if line else None
    context = _context_line(description, span.start, span.end)
    return full, canonical(unescape(context[1].strip())) if context else None


def _context_line(description: str, start: int, end: int) -> re.Match[str] | None:
    for line in LINE.finditer(description, start, end):
        if line[1].strip() not in ("", CLOSING) and not TITLE_LINE.match(line[1]):
            return line
    return None


def _shown(mirror: Mirror, item: str, milestone: Milestone, full: Value, last: Value) -> str:
    """The milestone's own title without its id and without what stands behind it."""
    shown = titles.bare(mirror.mark(item), milestone.title)
    known = [title for title in (full, last) if title is not None]
    behind = f" ({titles.behind(mirror.mark(item), where(mirror.items[item]), mirror.title_limit)})"
    if not shown.endswith(")") or any(titles.says_same(shown, title) for title in known):
        return shown
    if shown.endswith(behind):
        return shown.removesuffix(behind)
    # The area may have been renamed since: then the title that is known tells where it ends.
    heads = [shown[: bracket.start()] for bracket in BRACKET.finditer(shown)]
    return next((head for head in heads if any(titles.says_same(head, title) for title in known)), shown)


def milestone_titles_agree(mirror: Mirror, item: str, milestone: Milestone) -> bool:
    """The milestone's title and the one in its description say the same."""
    try:
        full, _ = _read(milestone.description)
    except DamagedBlock:
        return True
    return full is None or titles.agreed(_shown(mirror, item, milestone, full, None), full)


def draft_milestone(mirror: Mirror, item: str) -> MilestoneDraft:
    held = mirror.items[item]
    kind = "Output" if held.output is not None else held.area.kind.capitalize()
    mark, dates = mirror.mark(item), dates_held(mirror, item)
    context = escape_line(context_line(held, dates=False))
    text = f"{_title_line(kind, held.title)}\n\n{context}\n\n{CLOSING}"
    return MilestoneDraft(
        title=titles.milestone_title(mark, held.title, where(held), mirror.title_limit),
        description=f"{Marker(mirror.plan_id, mark)}\n{text}\n{END}",
        start=held.start if Field.START in dates else None,
        due=held.due if Field.DUE in dates else None,
    )


def _title_line(kind: str, title: str) -> str:
    label = " ".join(re.sub(r"[^\w\s-]", " ", kind).split()) or "Area"
    return f"**{escape(label)}:** {escape(title.strip())}"


def patch_milestone(
    mirror: Mirror, item: str, milestone: Milestone, values: Mapping[Field, Value]
) -> MilestonePatch:
    """What to change so that this milestone says exactly these values, and nothing else changes.

    Raises DamagedBlock when the description has to change and can't.
    """
    description = milestone.description
    title: str | Unset = UNSET
    if Field.TITLE in values or Field.CONTEXT in values:
        full, context = _read(description)
        moved = Field.CONTEXT in values and values[Field.CONTEXT] != context
        wanted = values.get(Field.TITLE)
        shown = _shown(mirror, item, milestone, full, wanted)
        description = _patched(description, values)
        stands = wanted or titles.read_title(shown, full, None)
        if stands and (moved or not titles.says_same(shown, stands)):
            title = titles.milestone_title(
                mirror.mark(item), stands, where(mirror.items[item]), mirror.title_limit
            )
    state, held = values.get(Field.STATE), mirror.items[item]
    return MilestonePatch(
        title=UNSET if title == milestone.title else title,
        description=UNSET if description == milestone.description else description,
        start=_dated(mirror, item, Field.START, milestone.start, held.start, values),
        due=_dated(mirror, item, Field.DUE, milestone.due, held.due, values),
        state=UNSET if state is None or state == milestone.state else State(state),
    )


def relink_milestone(mirror: Mirror, item: str, milestone: Milestone) -> MilestonePatch:
    """Give a milestone the new id of its item, in its mark and its title. Raises DamagedBlock."""
    mark = mirror.mark(item)
    text, old = patch_marker(milestone.description, Marker(mirror.plan_id, mark))
    title = titles.renamed(milestone.title, old.item, mark, mirror.title_limit)
    return MilestonePatch(
        title=UNSET if title == milestone.title else title,
        description=UNSET if text == milestone.description else text,
    )


def _dated(
    mirror: Mirror,
    item: str,
    field: Field,
    stands: date | None,
    ours: date | None,
    values: Mapping[Field, Value],
) -> date | Unset | None:
    """What to write; a date of ours goes when it shall not be shown any more."""
    if Field.LEFT_OUT in values and field in mirror.left_out and stands is not None and stands == ours:
        return None
    if field not in values or field not in dates_held(mirror, item):
        return UNSET
    value = values[field]
    wanted = date.fromisoformat(value) if value else None
    return UNSET if wanted == stands else wanted


def _patched(description: str, values: Mapping[Field, Value]) -> str:
    span = find_span(description)
    assert span is not None
    changes: list[tuple[int, int, str]] = []
    title, context = values.get(Field.TITLE), values.get(Field.CONTEXT)
    line = TITLE_LINE.search(description, span.start, span.end)
    if title and line and canonical(unescape(line[1].strip())) != title:
        changes.append((line.start(1), line.start(1) + len(line[1].rstrip()), f" {escape(title)}"))
    elif title and not line:
        changes.append((span.start, span.start, f"{_title_line('Title', title)}\n\n"))
    told = _context_line(description, span.start, span.end)
    if context and told is None:
        changes.append((span.end, span.end, f"\n{escape_line(context)}\n"))
    elif context and told and canonical(unescape(told[1].strip())) != context:
        changes.append((told.start(1), told.start(1) + len(told[1].rstrip()), escape_line(context)))
    for start, end, text in sorted(changes, reverse=True):
        description = description[:start] + text + description[end:]
    return description
