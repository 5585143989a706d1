"""The digest's names, days, lists and agreements in French. Spaces before ":" and the like don't break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.text.phrases import cut, one_line
from bot.text.words import DATES, LONGEST
from mappings.plan import Status
from mappings.snapshot import OPEN, UNREPORTED, Field, Value

MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
KINDS: Final = {
    "workstream": ("axe de travail", "l’axe de travail"),
    "work area": ("domaine d’activité", "le domaine d’activité"),
    "pillar": ("pilier", "le pilier"),
    "priority area": ("domaine prioritaire", "le domaine prioritaire"),
    "component": ("volet", "le volet"),
    "axe": ("axe", "l’axe"),
}
NOUNS: Final[Mapping[str, str]] = {
    Field.TITLE: "intitulé",
    Field.TIMEFRAME: "date",
    Field.LEAD: "entité responsable",
    Field.FUNDING: "financement",
    Field.START: "début",
    Field.DUE: "échéance",
    Field.STATUS: "état d’avancement",
    Field.TASKS: "tâches",
    Field.ASSIGNEES: "personnes chargées du suivi",
    Field.MILESTONE: "jalon",
}
FEMININE: Final = (Field.TIMEFRAME, Field.LEAD, Field.DUE)
VALUES: Final[Mapping[str, str]] = {
    UNREPORTED: "sans compte rendu",
    OPEN: "en attente",
    Status.NOT_STARTED: "non commencée",
    Status.ONGOING: "en cours",
    Status.COMPLETED: "achevée",
    Status.CANCELLED: "abandonnée",
}


class Grammar:
    colon = "\u00a0: "
    semicolon = "\u00a0; "

    def quote(self, text: str) -> str:
        return f"«\u00a0{text}\u00a0»"

    def plan_name(self, name: str, acronym: bool) -> str:
        return f"Plan de travail {name}" if acronym else name

    def short_name(self, name: str, acronym: bool) -> str:
        return f"Plan {name}" if acronym else name

    def area(self, kind: str, number: str) -> str:
        return f"{KINDS.get(kind.casefold(), (kind,))[0]} {number}"

    def the_area(self, kind: str, number: str) -> str:
        return f"{KINDS.get(kind.casefold(), (kind,))[-1]} {number}"

    def day(self, when: date) -> str:
        return f"{self.month_day(when)} {when.year}"

    def month_day(self, when: date) -> str:
        return f"{'1er' if when.day == 1 else when.day} {MONTHS[when.month - 1]}"

    def near(self, when: date, today: date) -> str:
        return self.month_day(when) if when.year == today.year else self.day(when)

    def clock(self, when: datetime) -> str:
        return f"{when.hour}\u00a0h\u00a0{when:%M}"

    def moment(self, when: datetime, today: date) -> str:
        """ "30 avril 2017, 8 h 45"; a time of today by the clock alone."""
        clock = self.clock(when)
        return clock if when.date() == today else f"{self.day(when.date())}, {clock}"

    def some(self, names: Sequence[str], limit: int) -> str:
        rest = len(names) - limit
        return ", ".join(names[:limit]) + (self.and_more(rest) if rest > 0 else "")

    def joined(self, names: Sequence[str]) -> str:
        return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def nouns(self, fields: Sequence[str]) -> str:
        return self.joined([self.noun(name) for name in fields])

    def noun(self, field: str) -> str:
        return NOUNS.get(field, field)

    def counted(self, count: int, one: str, many: str) -> str:
        """0 and 1 are singular."""
        return f"{count} {one if count < 2 else many}"

    def activities(self, count: int) -> str:
        return self.counted(count, "activité", "activités")

    def more(self, count: int) -> str:
        return f"…{self.and_more(count)}"

    def and_more(self, count: int) -> str:
        return f" et {self.counted(count, 'autre', 'autres')}"

    def value(self, field: str, value: Value) -> str:
        """Our own words for it; what people wrote stands as it is."""
        if value is None:
            return "aucune"
        if field in DATES:
            return self.day(date.fromisoformat(value))
        if field == Field.STATUS:
            return VALUES.get(value, value)
        if field == Field.MILESTONE and value.startswith("#"):
            return "un jalon étranger au plan"
        return cut(one_line(value), LONGEST)
