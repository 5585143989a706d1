"""The weekly digest, decided: newly past, from before, not decided, next, done, and whom to ask. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.digests.data import Digest, Disputed, Done, Entry, Filled, Gaps, Place, Question, Stray
from bot.digests.entries import SOON, entries_of, fingerprint, gap_names, gaps_of, place_of
from bot.digests.groups import (
    newest_first,
    next_ending,
    open_by_area,
    past_by_area,
    soon_by_day,
    split_years,
)
from bot.digests.inputs import Closed, Conflict, Counts, DigestInputs, Links, Resolved
from bot.digests.question import question_of
from mappings.plan import Activity, Area, Plan
from mappings.timeframe import read_timeframe

__all__ = ["Closed", "Conflict", "Counts", "Digest", "DigestInputs", "Links", "Resolved", "build_digest"]

WEEK: Final = timedelta(days=7)
# With fewer than one date in five activities, lists of late items say nothing: people are asked instead.
FEW: Final = 5
LONGEST_ACRONYM: Final = 5
TOKEN_SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The entries by what the digest says of them. `waiting`: neither completed nor cancelled."""

    entries: tuple[Entry, ...]
    waiting: tuple[Entry, ...]
    past: tuple[Entry, ...]
    fresh: tuple[Entry, ...]
    this_year: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    open: tuple[Entry, ...]
    soon: tuple[Entry, ...]
    dated: int


def build_digest(inputs: DigestInputs) -> Digest:
    """Decide what this digest says, and those of areas. The same inputs always give the same digest."""
    whole = decide(inputs)
    turn = whole.question.place if whole.question else None
    areas = tuple(
        decide(of_area(inputs, area), place_of(area), asks=place_of(area) == turn)
        for area in inputs.plan.areas
        if area.id in inputs.areas
    )
    figures = {one.area.id: one.counts for one in areas if one.area}
    return replace(whole, areas=areas, counts=replace(whole.counts, areas=figures))


def of_area(inputs: DigestInputs, area: Area) -> DigestInputs:
    """What the digest of one area is told: nothing of others, and nothing for the secretariat alone."""
    part = inputs.plan.model_copy(update={"areas": (area,)})
    own = {area.id, *(output.id for output in area.outputs), *(one.id for one in part.activities())}
    return replace(
        inputs,
        plan=part,
        closed=tuple(one for one in inputs.closed if one.item in own),
        resolved=tuple(one for one in inputs.resolved if one.item in own),
        conflicts=tuple(one for one in inputs.conflicts if one.item in own),
        strays=(),
        unmapped=(),
        areas=(),
        token_expires=None,
        previous=inputs.previous.areas.get(area.id) if inputs.previous else None,
    )


def decide(inputs: DigestInputs, area: Place | None = None, *, asks: bool = True) -> Digest:
    """One digest. `asks`: a question may be put in it."""
    found = sort_entries(inputs)
    missing = gaps_of(inputs.plan, found.waiting)
    counts = count(inputs, found, missing)
    unchanged = told_before(inputs, counts, found)
    known = {one.id: one for one in inputs.plan.activities()}
    titles = {output.id: output.title for area in inputs.plan.areas for output in area.outputs}
    titles |= {one.id: one.title for one in known.values()}
    fresh, fresh_years = split_years(found.fresh)
    soon, ending = soon_by_day(found.soon)
    said = {one.id for group in (found.past, found.open, found.soon, askable(found)) for one in group}
    return Digest(
        name=inputs.plan.plan.id.upper() if has_acronym(inputs.plan) else inputs.plan.plan.title,
        acronym=has_acronym(inputs.plan),
        area=area,
        today=inputs.today,
        since=since(inputs),
        counts=counts,
        previous=inputs.previous,
        few_dates=few_dates(found),
        dated=found.dated,
        ends=read_timeframe(inputs.plan.plan.period).due,
        fresh=newest_first(fresh),
        fresh_years=past_by_area(fresh_years),
        this_year=newest_first([one for one in found.this_year if not one.over]),
        this_year_over=past_by_area([one for one in found.this_year if one.over]),
        earlier=past_by_area(found.earlier),
        open=open_by_area(found.open),
        nameless=sum(one.nameless for one in found.open),
        soon=soon,
        ending=ending,
        next=next_ending(found.waiting, inputs.today + SOON),
        done=tuple(
            Done(one.item, *named(one.item, known), one.status, one.on, one.who) for one in inputs.closed
        ),
        filled=tuple(filled_in(inputs.resolved, known)),
        question=ask(inputs, found, unchanged) if asks else None,
        disputed=tuple(
            Disputed(*named(one.item, known), one.field, one.plan, one.tracker) for one in inputs.conflicts
        ),
        strays=tuple(Stray(one.kind, titles.get(one.item, one.item), one.where) for one in inputs.strays),
        unmapped=inputs.unmapped,
        unknown_areas=unknown_areas(inputs),
        token_expires=inputs.token_expires if ends_soon(inputs) else None,
        gaps=missing,
        unchanged=unchanged,
        entries=tuple(one for one in found.waiting if one.id in said),
        last_sync=inputs.last_sync,
        links=inputs.links,
        late=inputs.late,
    )


def since(inputs: DigestInputs) -> date:
    return inputs.since or inputs.today - WEEK


def sort_entries(inputs: DigestInputs) -> Sorted:
    today = inputs.today
    entries = tuple(entries_of(inputs.plan, today, inputs.holidays))
    waiting = tuple(one for one in entries if not (one.status and one.status.done))
    past = tuple(one for one in waiting if one.passed)
    before = [one for one in past if one.passed and one.passed <= since(inputs)]
    return Sorted(
        entries=entries,
        waiting=waiting,
        past=past,
        fresh=tuple(one for one in past if one.passed and one.passed > since(inputs)),
        this_year=tuple(one for one in before if one.due and one.due.year == today.year),
        earlier=tuple(one for one in before if one.due and one.due.year < today.year),
        open=tuple(one for one in waiting if one.open and not one.passed),
        soon=tuple(one for one in waiting if one.soon),
        dated=sum(one.due is not None for one in waiting),
    )


def count(inputs: DigestInputs, found: Sorted, missing: Gaps) -> Counts:
    return Counts(
        total=len(found.entries),
        unreported=sum(one.status is None for one in found.entries),
        past=len(found.past),
        open=len(found.open),
        late_open=sum(bool(one.open) for one in found.past),
        told=inputs.told,
        lists={
            "this year": ids([one for one in found.past if one.due and one.due.year == inputs.today.year]),
            "earlier": ids([one for one in found.past if one.due and one.due.year < inputs.today.year]),
            "open": fingerprint(f"{one.id} {one.open}" for one in found.open),
            "soon": ids(found.soon),
            "gaps": fingerprint(gap_names(missing)),
            "unmapped": fingerprint(inputs.unmapped),
            "strays": fingerprint(f"{one.kind} {one.item} {one.where}" for one in inputs.strays),
            "unknown areas": fingerprint(unknown_areas(inputs)),
            "token": fingerprint([str(inputs.token_expires)] if ends_soon(inputs) else ()),
        },
    )


def unknown_areas(inputs: DigestInputs) -> tuple[str, ...]:
    """The ids of areas that have a channel in the settings, and are not in the plan."""
    known = {area.id for area in inputs.plan.areas}
    return tuple(area for area in inputs.areas if area not in known)


def ends_soon(inputs: DigestInputs) -> bool:
    return inputs.token_expires is not None and inputs.token_expires <= inputs.today + TOKEN_SOON


def told_before(inputs: DigestInputs, counts: Counts, found: Sorted) -> frozenset[str]:
    """The lists that the last digest had: what is late now was told then, as new or from before."""
    if inputs.previous is None:
        return frozenset()
    now = dict(counts.lists) | {"this year": ids(found.this_year), "earlier": ids(found.earlier)}
    return frozenset(name for name, mark in now.items() if inputs.previous.lists.get(name) == mark)


def named(item: str, known: Mapping[str, Activity]) -> tuple[str | None, str]:
    """The link to the issue, and the title; the id where the item is gone from the plan."""
    activity = known.get(item)
    return (activity.issue, activity.title) if activity else (None, item)


def filled_in(resolved: Sequence[Resolved], known: Mapping[str, Activity]) -> Iterator[Filled]:
    """One for each activity, whatever was filled in of it."""
    for item in dict.fromkeys(one.item for one in resolved):
        mine = [one for one in resolved if one.item == item]
        people = dict.fromkeys(one.who for one in mine if one.who)
        fields = tuple(one.field for one in mine)
        yield Filled(item, *named(item, known), fields, tuple(people), mine[-1].side)


def ids(entries: Sequence[Entry]) -> str:
    return fingerprint(one.id for one in entries)


def few_dates(found: Sorted) -> bool:
    return found.dated * FEW < len(found.waiting)


def askable(found: Sorted) -> tuple[Entry, ...]:
    """What nobody has reported on: of everything where there are few dates, else of what is late."""
    return tuple(one for one in (found.waiting if few_dates(found) else found.past) if one.status is None)


def ask(inputs: DigestInputs, found: Sorted, unchanged: frozenset[str]) -> Question | None:
    """A question where lists have nothing to tell: few dates, or nothing newly late."""
    told = not found.fresh and {"this year", "earlier"} <= unchanged
    if not (told or few_dates(found)):
        return None
    return question_of(askable(found), inputs.today, inputs.plan.plan.period)


def has_acronym(plan: Plan) -> bool:
    """A short id whose letters are capitals of the title is an acronym ("GMG"); else the title speaks."""
    acronym, title = plan.plan.id.upper(), plan.plan.title
    capitals = "".join(sign for sign in title if sign.isupper())
    return len(acronym) <= LONGEST_ACRONYM and acronym.isalpha() and acronym in capitals
