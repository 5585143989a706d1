"""The plan while it is being read: parts that can still grow, with what the account has to say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from mappings.documents.blocks import Place, fold
from mappings.documents.numbering import area_number
from mappings.documents.words import Part, plain, read_status
from mappings.plan import Status

TICKS = "✓✔✅☑"
AMOUNT = re.compile(
    r"(?:[A-Z]{2,3}\$?|[$€£])?\s*\d[\d.,'\s]*(?:k|K|m|M|million|thousand)?\s*(?:[A-Z]{3}|[$€£])?"
)
"""A sum of money is one activity's; a merged cell names who pays."""
FIELDS = (Part.TIMEFRAME, Part.LEAD, Part.FUNDING)


@dataclass(slots=True)
class ActivityDraft:
    """`own`: what its own cells say. `exact`: the format states merged cells; nothing is inherited."""

    title: str
    place: Place
    number: str | None = None
    own: dict[Part, str] = field(default_factory=dict)
    said: dict[Part, str] = field(default_factory=dict)
    """What labels in a text stated, as it was printed first."""
    inherited: set[Part] = field(default_factory=set)
    exact: bool = False
    unsure: bool = False
    shared: bool = False
    label: bool = False
    """A label for its timeframe was printed, with a value or without."""
    status: Status | None = None
    status_said: str | None = None
    """Words printed as its status that are none of ours; `notes` has them under their title."""
    tasks: list[tuple[str, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def report(self, said: str, title: str) -> None:
        """Take over a stated status; words that are no status, or more than one, stay as a note."""
        if not any(character.isalnum() or character in TICKS for character in said):
            return
        self.status = read_status(said, title)
        if self.status is None:
            self.status_said = said
        if self.status is None or "%" in said:
            self.notes.append(f"{title}: {said}")

    def inherit(self, above: dict[Part, str]) -> None:
        """Write out what merged cells above it say, and hand on what it says itself."""
        if not self.exact:
            for part in FIELDS:
                amount = part is Part.FUNDING and AMOUNT.fullmatch(above.get(part, ""))
                if part not in self.own and part in above and not amount:
                    self.own[part] = above[part]
                    self.inherited.add(part)
            self.unsure = self.unsure or (len(self.inherited) > 0 and len(self.inherited) < len(above))
        above.update(self.own)


@dataclass(slots=True)
class OutputDraft:
    title: str
    place: Place
    number: str | None = None
    year: int | None = None
    activities: list[ActivityDraft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class AreaDraft:
    title: str
    place: Place
    number: str | None = None
    group: str | None = None
    told_at: int | None = None
    """The line of the label that announces its activities."""
    lists: dict[Part, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    details: dict[str, str | tuple[str, ...] | None] = field(default_factory=dict)
    outputs: list[OutputDraft] = field(default_factory=list)
    activities: list[ActivityDraft] = field(default_factory=list)

    def output(self, number: str | None, title: str, year: int | None) -> OutputDraft | None:
        """The last output, if it is this one printed again."""
        if not self.outputs:
            return None
        last = self.outputs[-1]
        same = (last.number, plain(last.title), last.year) == (number, plain(title), year)
        return last if same else None

    def number_of_last(self, title: str, year: int | None) -> str | None:
        """The number of the last output, for this one in the same words without a number."""
        last = self.outputs[-1] if self.outputs else None
        return last.number if last and (plain(last.title), last.year) == (plain(title), year) else None


@dataclass(slots=True)
class PlanDraft:
    title: str | None = None
    period: str | None = None
    as_of: date | None = None
    areas: list[AreaDraft] = field(default_factory=list)
    deliverables: list[tuple[int | None, str | None, str]] = field(default_factory=list)
    by_title: dict[str, AreaDraft] = field(default_factory=dict)

    def area(self, text: str, place: Place) -> AreaDraft:
        """The area of this heading: one that is there already when the words are the same."""
        number, title = area_named(text)
        key = area_key(title)
        if key in self.by_title and number and self.by_title[key].number not in (None, number):
            key = f"{key} {number}"
        if key not in self.by_title:
            self.by_title[key] = AreaDraft(title, place, number)
            self.areas.append(self.by_title[key])
        area = self.by_title[key]
        area.number = area.number or number
        return area


def area_named(text: str) -> tuple[str | None, str]:
    """Its number and its title; "Workstream 1" with nothing more is the title itself."""
    number, title, _ = area_number(fold(text))
    return number, title.rstrip(" :") or fold(text).rstrip(" :")


def area_key(title: str) -> str:
    return re.sub(r"[\W_]+", " ", plain(title).replace("&", " and ")).strip()
