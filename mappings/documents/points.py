"""What a person should look at after an import, counted from the finished plan."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mappings.documents.account import Check, LineEntry, Mention, Point
from mappings.documents.drafts import ActivityDraft, area_key
from mappings.documents.ledger import Use
from mappings.documents.sheets import OtherTable
from mappings.items import says_tbc
from mappings.plan import Activity, Area, Output, Plan
from mappings.timeframe import Precision, read_timeframe

ONGOING: Final = re.compile(r"\b(?:on-?going|continuous|en cours|en curso|continu|continuo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """An activity with where it stands and what its draft remembers."""

    activity: Activity
    area: Area
    output: Output | None
    draft: ActivityDraft

    @property
    def year(self) -> int | None:
        return self.output.year if self.output else None

    def mention(self, detail: str | None = None) -> Mention:
        return Mention(self.activity.title, self.draft.place.first, self.activity.id, detail)


def placed(plan: Plan, drafts: Mapping[str, ActivityDraft]) -> tuple[Placed, ...]:
    def walk() -> Iterator[Placed]:
        for area in plan.areas:
            for output in area.outputs:
                for activity in output.activities:
                    yield Placed(activity, area, output, drafts[activity.id])
            for activity in area.activities:
                yield Placed(activity, area, None, drafts[activity.id])

    return tuple(walk())


def points_of(
    plan: Plan,
    everything: Sequence[Placed],
    lines: Sequence[LineEntry],
    others: Sequence[OtherTable],
    encoding: str,
    told_at: Mapping[str, int],
) -> tuple[Point, ...]:
    """Every point that has something to say, the losses first."""
    points: list[Point] = []

    def add(check: Check, mentions: Iterable[Mention], **counts: int) -> None:
        found = tuple(mentions)
        if found:
            points.append(Point(check, found, {"places": len(found)} | counts))

    tables = {line for other in others for line in range(other.place.first, other.place.last + 1)}
    unread = [e for e in lines if e.use is Use.PUZZLING and e.line not in tables]
    empty_areas = [area for area in plan.areas if not area.outputs and not area.activities]
    add(Check.AREA_LOST, (lost_mention(a, told_at[a.id]) for a in empty_areas if a.id in told_at))
    points.extend(timeline_points(everything))
    points.extend(detail_points(plan))
    add(Check.NOT_UNDERSTOOD, (Mention(e.text[:120], e.line, detail=e.reason) for e in unread))
    add(Check.OTHER_TABLE, (Mention(o.titles, o.place.first) for o in others))
    if encoding == "cp1252":
        add(Check.ENCODING, [Mention("read as Western European text (Windows-1252), not UTF-8")])
    tbc = [p for p in everything if len(p.activity.title) < 20 and says_tbc(p.activity.title)]
    add(Check.NAMED_TBC, (p.mention(p.area.title) for p in tbc))
    add(Check.OPEN_VALUES, open_values(plan, everything))
    points.extend(gap_points(everything, lost=any(p.check is Check.NO_TIMELINES for p in points)))
    points.extend(merge_points(everything))
    points.extend(timeframe_points(everything))
    points.extend(twin_points(everything))
    add(Check.AREA_EMPTY, (area_mention(a) for a in empty_areas if a.id not in told_at))
    add(Check.SKIPPED, skipped(plan))
    add(Check.RETURNING, returning(everything))
    empty = (
        Mention(o.title, first_line(o.source), o.id)
        for a in plan.areas
        for o in a.outputs
        if not o.activities
    )
    add(Check.EMPTY_OUTPUT, empty)
    add(Check.STATUS_UNREAD, (p.mention(said) for p in everything if (said := p.draft.status_said)))
    add(Check.STATUS_STATED, (p.mention(p.activity.status.value) for p in everything if p.activity.status))
    return tuple(points)


def area_mention(area: Area, detail: str | None = None) -> Mention:
    return Mention(area.title, first_line(area.source), area.id, detail)


def lost_mention(area: Area, line: int) -> Mention:
    return Mention(area.title, line, area.id, f"{area.kind} {area.id}")


def first_line(source: str | None) -> int | None:
    match = re.search(r"\d+", source or "")
    return int(match[0]) if match else None


def timeline_points(everything: Sequence[Placed]) -> Iterator[Point]:
    """No activity has a timeframe although labels for it are printed: the values are lost."""
    if not everything or any(p.activity.timeframe or p.activity.due for p in everything):
        return
    labelled = sum(p.draft.label for p in everything)
    if not labelled:
        return
    yield Point(
        Check.NO_TIMELINES,
        tuple(p.mention("label without a value" if p.draft.label else "no label") for p in everything),
        {"empty_labels": labelled, "no_label": len(everything) - labelled, "activities": len(everything)},
    )


def detail_points(plan: Plan) -> Iterator[Point]:
    """For each label that some areas share: where it has no value, where it is absent."""
    names = list(dict.fromkeys(name for area in plan.areas for name in area.details))
    for name in names:
        empty = [a for a in plan.areas if name in a.details and a.details[name] is None]
        absent = [a for a in plan.areas if name not in a.details]
        if len(plan.areas) - len(absent) < 2 or not (empty or absent):
            continue
        mentions = [area_mention(a, f"{name}: empty") for a in empty]
        mentions += [area_mention(a, f"{name}: absent") for a in absent]
        counts = {"empty": len(empty), "absent": len(absent), "areas": len(plan.areas)}
        yield Point(Check.DETAIL_GAPS, tuple(mentions), counts)
    without = [a for a in plan.areas if not a.leads]
    if without and len(without) < len(plan.areas):
        yield Point(Check.NO_LEADS, tuple(area_mention(a) for a in without), {"places": len(without)})


def open_values(plan: Plan, everything: Sequence[Placed]) -> Iterator[Mention]:
    """What says "TBC" instead of a value; a date that is only unconfirmed is another point."""
    for area in plan.areas:
        yield from (area_mention(area, "lead") for lead in area.leads if says_tbc(lead))
    for p in everything:
        text = p.activity.timeframe
        if text and says_tbc(text):
            reading = read_timeframe(text)
            if not (reading.start or reading.due):
                yield p.mention("timeframe")
        if says_tbc(p.activity.lead):
            yield p.mention("lead")
        if says_tbc(p.activity.funding):
            yield p.mention("funding")


def gap_points(everything: Sequence[Placed], *, lost: bool) -> Iterator[Point]:
    """Activities of which the document says neither when nor who, or only one of the two."""
    if lost:
        return
    led = any(p.activity.lead for p in everything)
    found: dict[Check, list[Mention]] = defaultdict(list)
    for p in everything:
        no_lead = led and not p.activity.lead and not p.area.leads
        if not p.activity.timeframe:
            found[Check.NOTHING_STATED if no_lead else Check.NO_TIMEFRAME].append(p.mention())
        elif no_lead:
            found[Check.NO_LEAD].append(p.mention())
    for check in (Check.NOTHING_STATED, Check.NO_TIMEFRAME, Check.NO_LEAD):
        if found[check]:
            yield Point(check, tuple(found[check]), {"places": len(found[check])})


def merge_points(everything: Sequence[Placed]) -> Iterator[Point]:
    merged = [p for p in everything if p.draft.inherited]
    if merged:
        values = sum(len(p.draft.inherited) for p in merged)
        mentions = tuple(p.mention(", ".join(sorted(p.draft.inherited))) for p in merged)
        yield Point(Check.MERGED, mentions, {"activities": len(merged), "values": values})
    unsure = [p for p in merged if p.draft.unsure]
    if unsure:
        yield Point(Check.UNSURE, tuple(p.mention() for p in unsure), {"places": len(unsure)})
    shared = [p for p in everything if p.draft.shared]
    if shared:
        cells = len({p.draft.place for p in shared})
        yield Point(
            Check.SHARED, tuple(p.mention() for p in shared), {"activities": len(shared), "cells": cells}
        )


def timeframe_points(everything: Sequence[Placed]) -> Iterator[Point]:
    found: dict[Check, list[Mention]] = defaultdict(list)
    for p in everything:
        text = p.activity.timeframe
        if not text:
            continue
        reading = read_timeframe(text)
        mention = p.mention(text)
        ongoing = bool(ONGOING.search(text))
        if ongoing:
            found[Check.ONGOING].append(mention)
        elif reading.precision is Precision.YEAR:
            found[Check.YEAR_ONLY].append(mention)
        if reading.tentative and (reading.start or reading.due):
            found[Check.TENTATIVE].append(mention)
        if "\n" in text and reading.due:
            found[Check.SEVERAL_DATES].append(mention)
        if not (reading.start or reading.due or ongoing or says_tbc(text)):
            found[Check.UNREAD_TIMEFRAME].append(mention)
    for check in (
        Check.YEAR_ONLY,
        Check.ONGOING,
        Check.UNREAD_TIMEFRAME,
        Check.TENTATIVE,
        Check.SEVERAL_DATES,
    ):
        if found[check]:
            yield Point(check, tuple(found[check]), {"places": len(found[check])})


def twin_points(everything: Sequence[Placed]) -> Iterator[Point]:
    """One number twice in a place, one title twice with different dates."""
    numbers: dict[tuple[object, ...], list[Placed]] = defaultdict(list)
    titles: dict[tuple[object, ...], list[Placed]] = defaultdict(list)
    for p in everything:
        if p.activity.number:
            numbers[(p.area.id, p.year, p.output.id if p.output else None, p.activity.number)].append(p)
        if not says_tbc(p.activity.title):
            titles[(p.area.id, p.year, p.output.id if p.output else None, area_key(p.activity.title))].append(
                p
            )
    same = [p.mention(p.activity.number) for group in numbers.values() if len(group) > 1 for p in group]
    if same:
        yield Point(Check.SAME_NUMBER, tuple(same), {"places": len(same)})
    same = [p.mention(p.activity.timeframe) for group in titles.values() if len(group) > 1 for p in group]
    if same:
        yield Point(Check.SAME_TITLE, tuple(same), {"places": len(same)})


def skipped(plan: Plan) -> Iterator[Mention]:
    """Outputs whose number is not the next one of their area and year."""
    for area in plan.areas:
        last: Counter[int | None] = Counter()
        for output in area.outputs:
            if output.number and output.number.isdecimal():
                number = int(output.number)
                if last[output.year] and number > last[output.year] + 1:
                    detail = f"{last[output.year]} is followed by {number}"
                    yield Mention(output.title, first_line(output.source), output.id, detail)
                last[output.year] = number


def returning(everything: Sequence[Placed]) -> Iterator[Mention]:
    """Works that stand in the tables of several years in the same words: each once, at its first."""
    groups: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for p in everything:
        if p.year is not None and not says_tbc(p.activity.title):
            groups[(p.area.id, area_key(p.activity.title))].append(p)
    for group in groups.values():
        years = sorted({p.year for p in group if p.year is not None})
        if len(years) > 1:
            yield group[0].mention(", ".join(map(str, years)))
