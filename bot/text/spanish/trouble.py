"""What the digest says to the secretariat, and what is said instead of it, in Spanish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.digests.inputs import StrayKind
from bot.message import Line, Linked, fill, line
from bot.text.spanish.grammar import Grammar

LACKING: Final = {
    "neither": ("no tiene ni fecha ni entidad responsable", "no tienen ni fecha ni entidad responsable"),
    "dates": ("no tiene fecha", "no tienen fecha"),
    "leads": ("no tiene entidad responsable", "no tienen entidad responsable"),
    "unread": ("tiene una fecha ilegible", "tienen una fecha ilegible"),
}
STRAYS: Final = {
    StrayKind.MISSING: "En el plan, pero ya no en la herramienta de seguimiento",
    StrayKind.DAMAGED: "Marcas ocultas modificadas",
    StrayKind.DOUBLED: "Con la marca de la actividad de otra incidencia",
    StrayKind.DUPLICATE: "Cierre por duplicación, lo que no indica en qué estado está el trabajo",
    StrayKind.REMOVED: "En la herramienta de seguimiento, pero ya no en el plan",
}
MORE: Final = "Detalles: workplan preview"


class Trouble(Grammar):
    secretariat = "SECRETARÍA"

    def conflict(
        self, field: str, title: str, plan: str | None, tracker: str | None, issue: Linked | None
    ) -> Line:
        return fill(
            "Dos valores para {title} ({field}): {plan} en el plan, "
            "{tracker} en la herramienta de seguimiento. Sírvanse resolverlo en {issue}.",
            field=self.noun(field),
            title=title,
            plan=self.quoted(field, plan),
            tracker=self.quoted(field, tracker),
            issue=line("la incidencia ", issue) if issue else "la incidencia",
        )

    def quoted(self, field: str, value: str | None) -> str:
        return self.quote(self.value(field, value)) if value else "ninguno"

    def token_ends(self, when: date) -> str:
        return (
            f"La clave de acceso a la herramienta de seguimiento caduca el {self.day(when)}: "
            "sírvanse instalar una nueva antes de esa fecha."
        )

    def strays(self, kind: StrayKind, names: Line) -> Line:
        return fill(f"{STRAYS[kind]}: {{names}}. {MORE}", names=names)

    def still_strays(self, count: int) -> str:
        return f"Aún por examinar en la herramienta de seguimiento: {count}. {MORE}"

    def unknown_areas(self, areas: Sequence[str]) -> str:
        names = self.some([self.quote(area) for area in areas], 3)
        which, verb = ("el área", "figura") if len(areas) == 1 else ("las áreas", "figuran")
        return f"Hay un canal previsto para {which} {names}, que no {verb} en el plan: [slack] areas."

    def no_account(self, names: Sequence[str]) -> str:
        said = self.counted(len(names), "nombre no tiene cuenta", "nombres no tienen cuenta")
        return f"{said}: {self.some(names, 3)}. Sírvanse añadir lo que falta en people.yaml."

    def still_empty(self, areas: Sequence[str]) -> str:
        return f"Siguen sin actividades: {self.some(areas, 3)}."

    def empty_area(self, area: str, where: str) -> str:
        return (
            f"{area}: aquí no hay actividades{where}. ¿Se perdieron, o nunca las hubo? "
            "Si se perdieron, sírvanse añadirlas a mano."
        )

    def lines(self, first: str, last: str) -> str:
        return f"línea {first}" if first == last else f"líneas {first} a {last}"

    ask_for_dates = (
        "Calendario: sírvanse pedir las fechas a las entidades corresponsables. "
        "Lista de lo que falta: workplan export --format csv --gaps"
    )

    def lacking(self, count: int, what: str) -> str:
        return f"{self.activities(count)} {LACKING[what][count != 1]}"

    # Instead of a digest

    def unreadable(self, file: str) -> str:
        return f"no se puede leer el archivo {file}"

    def at_line(self, number: int) -> str:
        return f" (línea {number})"

    def problem(self, number: int, key: str, said: str) -> str:  # noqa: ARG002
        return f"Línea {number}{f', {key}' if key else ''}"

    def trouble(self, said: str) -> str:  # noqa: ARG002
        return ""

    more_by_doctor = "Detalles: workplan doctor"

    def to_mend(self, count: int, file: str) -> str:
        said = self.counted(count, "error", "errores")
        return f"{said} por corregir en {file}. {self.more_by_doctor}"

    what_to_do = (
        "Lo escrito en el archivo del plan y en la herramienta de seguimiento sigue ahí, y la próxima "
        "sincronización lo recogerá. Detalles: workplan status, workplan doctor"
    )

    def no_sync_since(self, when: datetime | None, today: date) -> str:
        if when is None:
            return "Aún no se ha sincronizado nada."
        article = "las" if when.date() == today else "el"
        return f"No se ha sincronizado nada desde {article} {self.moment(when, today)}."
