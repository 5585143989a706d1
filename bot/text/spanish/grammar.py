"""The digest's names, days, lists and agreements in Spanish."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.text.phrases import cut, one_line
from bot.text.words import DATES, LONGEST
from mappings.plan import Status
from mappings.snapshot import OPEN, UNREPORTED, Field, Value

MONTHS: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
KINDS: Final = {
    "workstream": ("línea de trabajo", "la línea de trabajo"),
    "work area": ("área de trabajo", "el área de trabajo"),
    "pillar": ("pilar", "el pilar"),
    "priority area": ("área prioritaria", "el área prioritaria"),
    "component": ("componente", "el componente"),
    "eje": ("eje", "el eje"),
}
NOUNS: Final[Mapping[str, str]] = {
    Field.TITLE: "título",
    Field.TIMEFRAME: "fecha",
    Field.LEAD: "entidad responsable",
    Field.FUNDING: "financiación",
    Field.START: "inicio",
    Field.DUE: "fecha límite",
    Field.STATUS: "estado",
    Field.TASKS: "tareas",
    Field.ASSIGNEES: "personas asignadas",
    Field.MILESTONE: "hito",
}
FEMININE: Final = (Field.TIMEFRAME, Field.LEAD, Field.FUNDING, Field.DUE)
VALUES: Final[Mapping[str, str]] = {
    UNREPORTED: "sin informe",
    OPEN: "pendiente",
    Status.NOT_STARTED: "no iniciada",
    Status.ONGOING: "en curso",
    Status.COMPLETED: "completada",
    Status.CANCELLED: "cancelada",
}
SOUNDS_I: Final = re.compile(r"[^\w]*(?:i|í|h[ií](?![aeo]))", re.IGNORECASE)
"""Before this sound "y" becomes "e": "IOM e ILO", but "agua y hielo"."""


class Grammar:
    colon = ": "
    semicolon = "; "

    def quote(self, text: str) -> str:
        return f"“{text}”"

    def plan_name(self, name: str, acronym: bool) -> str:
        return f"Plan de trabajo {name}" if acronym else name

    def short_name(self, name: str, acronym: bool) -> str:
        return f"Plan {name}" if acronym else name

    def area(self, kind: str, number: str) -> str:
        return f"{KINDS.get(kind.casefold(), (kind,))[0]} {number}"

    def the_area(self, kind: str, number: str) -> str:
        return f"{KINDS.get(kind.casefold(), (kind,))[-1]} {number}"

    def day(self, when: date) -> str:
        return f"{self.month_day(when)} de {when.year}"

    def month_day(self, when: date) -> str:
        return f"{when.day} de {MONTHS[when.month - 1]}"

    def near(self, when: date, today: date) -> str:
        return self.month_day(when) if when.year == today.year else self.day(when)

    def moment(self, when: datetime, today: date) -> str:
        """ "30 de abril de 2017, 08:45"; a time of today by the clock alone."""
        clock = f"{when:%H:%M}"
        return clock if when.date() == today else f"{self.day(when.date())}, {clock}"

    def some(self, names: Sequence[str], limit: int) -> str:
        rest = len(names) - limit
        return ", ".join(names[:limit]) + (self.and_more(rest) if rest > 0 else "")

    def joined(self, names: Sequence[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        link = "e" if SOUNDS_I.match(names[-1]) else "y"
        return f"{', '.join(names[:-1])} {link} {names[-1]}"

    def nouns(self, fields: Sequence[str]) -> str:
        return self.joined([self.noun(name) for name in fields])

    def noun(self, field: str) -> str:
        return NOUNS.get(field, field)

    def counted(self, count: int, one: str, many: str) -> str:
        return f"{count} {one if count == 1 else many}"

    def activities(self, count: int) -> str:
        return self.counted(count, "actividad", "actividades")

    def more(self, count: int) -> str:
        return f"…{self.and_more(count)}"

    def and_more(self, count: int) -> str:
        return f" y {count} más"

    def value(self, field: str, value: Value) -> str:
        """Our own words for it; what people wrote stands as it is."""
        if value is None:
            return "ninguno"
        if field in DATES:
            return self.day(date.fromisoformat(value))
        if field == Field.STATUS:
            return VALUES.get(value, value)
        if field == Field.MILESTONE and value.startswith("#"):
            return "un hito ajeno al plan"
        return cut(one_line(value), LONGEST)
