"""What of a plan is mirrored, and how: everything that the mapping of one item needs, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from mappings import labels
from mappings.issue import Label
from mappings.items import Item, items, output_item
from mappings.people import People
from mappings.plan import Area, Output, Plan
from mappings.sentences import Manner
from mappings.snapshot import Field, Kind
from mappings.tbc import only_says_tbc
from mappings.titles import Place

COPY: Final = " issue"
"""Ends the id of an output's issue where the output is a milestone, too."""


class Outputs(StrEnum):
    """What an output becomes on a tracker."""

    MILESTONES = "milestones"
    ISSUES = "issues"
    BOTH = "both"


@dataclass(frozen=True)
class Mirror:
    """A plan as a tracker shall hold it. `issue_dates` and `milestone_dates` are the tracker's own fields.

    `left_out` stays off the tracker altogether. `year` makes examples in our sentences look right.
    """

    plan_id: str
    items: Mapping[str, Item]
    milestone_of: Mapping[str, str]
    """The item whose milestone an activity belongs to: its output, or its area. Empty without milestones."""
    parent_of: Mapping[str, str]
    """The item whose issue an activity is a part of; empty where outputs are no issues."""
    places: Mapping[str, Place]
    area_labels: Mapping[str, str]
    labels: tuple[Label, ...]
    """Every label that is used, to be there before the first issue."""
    title_limit: int
    body_limit: int
    issue_dates: frozenset[Field]
    milestone_dates: frozenset[Field]
    left_out: frozenset[Field]
    lead_labels: bool
    people: People
    service: str
    year: int | None

    def mark(self, item: str) -> str:
        """What stands in the mark of an item: a copy bears the id of its output."""
        return item.removesuffix(COPY)

    def due_on_issue(self, item: str) -> frozenset[Field]:
        """The dates that the issue of an output holds; an area has none of its own."""
        return self.issue_dates & {Field.DUE} if self.items[item].output else frozenset()

    @property
    def manner(self) -> Manner:
        """How people answer; the embedded tracker sends no e-mail."""
        return Manner(
            self.year, self.left_out, mails=self.service != "local", reasons=self.service != "gitlab"
        )


def build_mirror(
    plan: Plan,
    *,
    title_limit: int,
    body_limit: int,
    issue_dates: frozenset[Field],
    milestone_dates: frozenset[Field],
    people: People,
    service: str,
    leave_out: frozenset[Field] = frozenset(),
    lead_labels: bool = False,
    outputs: Outputs = Outputs.MILESTONES,
) -> Mirror:
    """`service` is the one whose accounts people.yaml is asked for: github, gitlab or local.

    Who leaves the timeframe out means its dates too; who leaves the lead out means its labels too.
    """
    # A timeframe left out would still be told by the dates read from it.
    left_out = leave_out | ({Field.START, Field.DUE} if Field.TIMEFRAME in leave_out else set())
    held = {item.id: item for item in _with_parents(_mirrored(plan), outputs)}
    holders = {item.id: (item.output or item.area).id for item in held.values() if item.kind is Kind.ACTIVITY}
    area_names = labels.area_labels(plan.areas)
    shows_leads = lead_labels and Field.LEAD not in left_out
    years = [item.year for item in held.values() if item.year is not None]
    return Mirror(
        plan_id=plan.plan.id,
        items=held,
        milestone_of=holders if outputs is not Outputs.ISSUES else {},
        parent_of=holders if outputs is not Outputs.MILESTONES else {},
        places=nameless_places(held),
        area_labels=area_names,
        labels=_labels(area_names, held, shows_leads),
        title_limit=title_limit,
        body_limit=body_limit,
        issue_dates=issue_dates - left_out,
        milestone_dates=milestone_dates - left_out,
        left_out=left_out,
        lead_labels=shows_leads,
        people=people,
        service=service,
        year=_example_year(plan, years),
    )


def _labels(area_names: Mapping[str, str], held: Mapping[str, Item], leads: bool) -> tuple[Label, ...]:
    years = sorted({item.year for item in held.values() if item.year is not None})
    named = sorted({labels.lead_label(lead) for item in held.values() for lead in item.leads})
    names = [
        *area_names.values(),
        *(f"{labels.Prefix.YEAR}{year}" for year in years),
        labels.ONGOING,
        labels.CANCELLED,
        labels.TBC,
        *(named if leads else ()),
    ]
    return tuple(map(labels.label_for, names))


def _mirrored(plan: Plan) -> Iterator[Item]:
    """Every item, and before its own activities each area that holds some without an output."""
    told: set[str] = set()
    for item in items(plan):
        if item.output is None and item.area.id not in told:
            told.add(item.area.id)
            yield _area_item(item.area)
        yield item


def _with_parents(held: Iterator[Item], outputs: Outputs) -> Iterator[Item]:
    """Outputs become issues instead of milestones, or beside them."""
    for item in held:
        if item.kind is Kind.ACTIVITY or outputs is Outputs.MILESTONES:
            yield item
        elif outputs is Outputs.ISSUES:
            yield replace(item, kind=Kind.PARENT)
        else:
            yield item
            yield replace(item, kind=Kind.COPY, id=f"{item.id}{COPY}")


def _area_item(area: Area) -> Item:
    """An area as a milestone of its own: dated and done like an output of these activities."""
    like = output_item(area, Output(id=area.id, title=area.title, activities=area.activities))
    return Item(
        kind=Kind.AREA,
        id=area.id,
        area=area,
        output=None,
        activity=None,
        number=area.number,
        year=None,
        title=area.title,
        start=like.start,
        due=like.due,
        precision=like.precision,
        tentative=False,
        open_ended=like.open_ended,
        leads=area.leads,
        tbc=(),
        missing=(),
        status=like.status,
    )


def nameless_places(held: Mapping[str, Item]) -> dict[str, Place]:
    """Where each activity without a name stands among those of its output or area."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for item in held.values():
        if item.activity is not None and only_says_tbc(item.title):
            groups[(item.output or item.area).id].append(item.id)
    return {
        item: Place(number, len(group), (held[item].output or held[item].area).title)
        for group in groups.values()
        for number, item in enumerate(group, 1)
    }


def _example_year(plan: Plan, years: list[int]) -> int | None:
    """A year that lies in the plan's time, for examples; from the plan alone, so that it stays the same."""
    stated = re.findall(r"\b(?:19|20)\d\d\b", plan.plan.period or "")
    if stated:
        return int(stated[-1])
    return max(years) if years else plan.plan.as_of.year if plan.plan.as_of else None
