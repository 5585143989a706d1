"""The digest's phrases in Spanish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.message import Line, fill, line
from bot.text.spanish.grammar import FEMININE, MONTHS
from bot.text.spanish.picture import PictureTerms
from bot.text.spanish.trouble import Trouble
from mappings.snapshot import Field, Side

ONLY_OPEN: Final = {
    Field.TITLE: "el título",
    Field.TIMEFRAME: "la fecha",
    Field.LEAD: "la entidad responsable",
    Field.FUNDING: "la financiación",
}


class Spanish(PictureTerms, Trouble):
    # The sentence

    nothing_to_report = "nada que señalar"
    as_before = "igual que antes"

    def nothing_new(self, since: date, today: date) -> str:
        return f"sin novedades desde el {self.near(since, today)}"

    def question_goes_to(self, whom: str) -> str:
        return f"la pregunta de la semana es para {whom}"

    def without_report(self, count: int) -> str:
        return f"{self.activities(count)} sin informe"

    def past(self, fresh: int, before: int, named: str = "") -> str:
        if not fresh and not before:
            return "ningún plazo ha vencido"
        earlier = self.counted(before, "ya había vencido", "ya habían vencido") if before else "ninguno antes"
        if not fresh:
            return f"ningún plazo acaba de vencer, {earlier}"
        verb = "acaba" if fresh == 1 else "acaban"
        return f"{self.counted(fresh, 'plazo', 'plazos')} {verb} de vencer{named}, {earlier}"

    def next_due(self, when: date, today: date | None = None) -> str:
        return f"próximo vencimiento el {self.near(when, today) if today else self.day(when)}"

    def to_settle(self, conflicts: int) -> str:
        return f"{self.counted(conflicts, 'discrepancia', 'discrepancias')} por resolver"

    # The summary

    def late(self, due: date, today: date) -> str:
        return f"Este mensaje estaba previsto para el {self.near(due, today)} y llega con retraso."

    def weeks_left(self, weeks: int, ends: date) -> str:
        if weeks < 0:
            return f"El plan concluyó el {self.day(ends)}."
        if not weeks:
            return "Queda menos de una semana."
        return f"{'Queda' if weeks == 1 else 'Quedan'} {self.counted(weeks, 'semana', 'semanas')}."

    def due_by(self, count: int, when: date, today: date) -> str:
        verb = "vence" if count == 1 else "vencen"
        return f"{self.counted(count, 'plazo', 'plazos')} {verb} a más tardar el {self.near(when, today)}."

    def nothing_due_before(self, when: date, today: date, else_: bool) -> str:
        return f"Ningún {'otro ' if else_ else ''}vencimiento antes del {self.near(when, today)}."

    def no_report(self, count: int, total: int) -> str:
        if total == 1:
            return "Aún no hay informe sobre la única actividad del plan."
        which = "ninguna" if count == total else str(count)
        return f"Aún no hay informe sobre {which} de las {total} actividades."

    no_timeline = "No se pudo leer ningún calendario, por lo que no se señala ningún retraso."

    def past_their_date(self, count: int) -> str:
        return self.counted(count, "plazo vencido", "plazos vencidos")

    def not_decided(self, count: int) -> str:
        return f"{self.activities(count)} por confirmar"

    def changes(self, since: date, today: date, past: int, undecided: int, unreported: int) -> str:
        said = [
            f"{self.activities(abs(change))} {'más' if change > 0 else 'menos'} {what}"
            for change, what in (
                (past, "con el plazo vencido"),
                (undecided, "por confirmar"),
                (unreported, "sin informe"),
            )
            if change
        ]
        return f"Desde el {self.near(since, today)}: {self.joined(said) if said else 'las mismas cifras'}."

    # Headings

    new_this_week = "NOVEDADES DE LA SEMANA"
    question = "PREGUNTA DE LA SEMANA"
    asked = "¿Cuáles se han completado, están en curso o se han cancelado? ¿Cuándo se completarán las demás?"
    next = "PRÓXIMAMENTE"
    no_conflicts = "ninguna discrepancia"

    def new_since(self, since: date, today: date) -> str:
        return f"NOVEDADES DESDE EL {self.near(since, today).upper()}"

    def only_years(self, count: int) -> str:
        return f"{self.only_a_year(count)}, por área"

    def only_a_year(self, count: int) -> str:
        return f"{self.activities(count)} que solo {'indica' if count == 1 else 'indican'} un año"

    def earlier_in(self, year: int) -> str:
        return f"ANTERIORES DE {year}"

    def from_years(self, span: str) -> str:
        return f"VENCIMIENTOS DE {span}"

    def by_area(self, count: int) -> str:
        return f"{count}, por área"

    def not_decided_besides(self, late: int) -> str:
        return "POR CONFIRMAR" + (f", además de {late} de las anteriores" if late else "")

    def open_counts(self, nameless: int, others: int) -> str:
        parts = [f"{self.activities(nameless)} aún sin título"] if nameless else []
        if others:
            point = "con otro punto por confirmar" if nameless else "con algún punto por confirmar"
            parts.append(f"{others if nameless else self.activities(others)} {point}")
        return ", ".join(parts)

    def next_days(self, days: int) -> str:
        return f"PRÓXIMOS {days} DÍAS"

    def done_since(self, since: date, today: date) -> str:
        return f"HECHO DESDE EL {self.near(since, today).upper()}"

    # Lines

    under_way = "en curso"
    nobody_to_ask = "sin punto de contacto designado"

    def over_before_print(self, over: int, count: int) -> str:
        which = "Todas" if 1 < over == count else str(over)
        verb = "había vencido" if over == 1 else "habían vencido"
        them = "confirmarla y cerrarla" if over == 1 else "confirmarlas y cerrarlas"
        return f"{which} {verb} antes de la impresión del plan: sírvanse {them}"

    def open_fields(self, fields: Sequence[str]) -> str:
        if len(fields) == 1:
            return f"solo falta confirmar {ONLY_OPEN[Field(fields[0])]}"
        return f"{self.nouns(fields)} por confirmar"

    def open_since(self, when: date) -> str:
        return f"sin decidir desde el {self.day(when)}"

    def mostly(self, name: str) -> str:
        return f"principalmente {name}"

    def years_end(self, count: int, when: date) -> Line:
        return line(
            f"{self.only_a_year(count)}: {'termina' if count == 1 else 'terminan'} el {self.day(when)}"
        )

    def ends(self, named: Line, when: date) -> Line:
        return fill(f"{{named}} termina el {self.day(when)}", named=named)

    def end(self, count: int, when: date) -> str:
        return f"{self.activities(count)} {'termina' if count == 1 else 'terminan'} el {self.day(when)}"

    def text_says(self, dates: Sequence[str]) -> str:
        past = "fecha pasada" if len(dates) == 1 else "fechas pasadas"
        return f"el texto dice {self.joined([self.quote(text) for text in dates])}: {past}"

    def closed(self, dropped: bool, when: date, today: date) -> str:
        return f"{'cancelada' if dropped else 'completada'} el {self.near(when, today)}"

    def filled_in(self, fields: Sequence[str], who: Sequence[str], side: Side) -> str:
        done = "precisada" if all(name in FEMININE for name in fields) else "precisado"
        where = "en la incidencia" if side is Side.FORGE else "en el archivo del plan"
        by = f"por {self.joined(who)}" if who else where
        return f"{self.nouns(fields)} {done}{'s' if len(fields) > 1 else ''} {by}"

    # To one person

    def yours(self, plan: str) -> str:
        return f"{plan} – sus actividades"

    def your_counts(self, fresh: int, soon: int, undecided: int) -> str:
        said = []
        if fresh:
            said.append(self.counted(fresh, "plazo recién vencido", "plazos recién vencidos"))
        if soon:
            said.append(f"{self.counted(soon, 'vencimiento', 'vencimientos')} en los próximos 30 días")
        if undecided:
            said.append(self.not_decided(undecided))
        return self.joined(said)

    # The full list

    full_list = "lista completa"

    def list_part(self, part: int, parts: int) -> str:
        return "Lista completa" if parts == 1 else f"Lista completa, parte {part} de {parts}"

    titles_cut = (
        "Aquí los títulos están abreviados: figuran completos en las incidencias y en el archivo del plan."
    )
    only_ids = (
        "La lista es demasiado larga para indicar algo más que los identificadores: "
        "lo demás figura en las incidencias y en el archivo del plan."
    )
    plan_lacks = "Lo que falta en el plan"
    nothing_listed = "No hay plazos vencidos ni vencimientos en los próximos 30 días, ni nada por confirmar."
    past_group = "Plazo vencido"
    open_group = "Por confirmar"
    unreported_group = "Sin informe"
    soon_group = "Próximos 30 días"
    over = "vencida antes de la impresión del plan"
    nothing_here = "Este mensaje ya no tiene objeto."

    def open_listed(self, fields: Sequence[str]) -> str:
        return f"por confirmar: {self.nouns(fields)}"

    # The last lines

    def answer_there(self, next_: str) -> str:
        return "Sírvanse responder en las incidencias, no aquí." + (
            f" La próxima semana: {next_}." if next_ else ""
        )

    def how_to_answer(self, example: date) -> str:
        answer = self.quote(f"Cuándo: {MONTHS[example.month - 1]} de {example.year}")
        return (
            "¿Actividad completada? Cierren la incidencia. "
            f"¿Algún cambio? Indíquenlo allí en un comentario: {answer}. "
            "Las respuestas que se publiquen aquí no se leen."
        )

    def last_sync(self, when: datetime, today: date) -> str:
        return f"Última sincronización: {self.moment(when, today)}"

    board = "tablero"
    plan = "plan"
    list_in_thread = "lista completa en el hilo"
