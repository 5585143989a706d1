"""What the board's pages say in Spanish."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.text.rough import Unit, rough
from bot.text.spanish.board_acts import SpanishActs
from bot.text.spanish.grammar import MONTHS, Grammar
from bot.views.query import Sort
from bot.views.rows import Mark
from mappings.snapshot import Field, Value

LINES: Final = re.compile(r"lines (\d+)-(\d+)")
MARKS: Final = {
    Mark.COMPLETED: ("completada", "completadas"),
    Mark.ONGOING: ("en curso", "en curso"),
    Mark.NOT_STARTED: ("no iniciada", "no iniciadas"),
    Mark.UNREPORTED: ("sin informe", "sin informe"),
    Mark.CANCELLED: ("cancelada", "canceladas"),
}
SORTS: Final = {
    Sort.PLAN: "como en el plan",
    Sort.DUE: "por fecha límite",
    Sort.TITLE: "por título",
    Sort.LEAD: "por responsable",
    Sort.STATUS: "por estado",
}
UNITS: Final = {
    Unit.DAY: ("día", "días"),
    Unit.WEEK: ("semana", "semanas"),
    Unit.MONTH: ("mes", "meses"),
    Unit.YEAR: ("año", "años"),
}
FIELDS: Final[Mapping[str, str]] = {
    Field.TITLE: "Qué",
    Field.TIMEFRAME: "Cuándo",
    Field.LEAD: "Responsable",
    Field.FUNDING: "Financiación",
    Field.DUE: "Fecha límite",
    Field.STATUS: "Estado",
    Field.ASSIGNEES: "Asignada a",
    "snooze_until": "Volver a preguntar",
}


class SpanishBoard(SpanishActs, Grammar):
    code = "es"

    # On every page

    skip = "Ir al contenido"
    pages = "Páginas"
    overview = "Panorama"
    milestones = "Hitos"
    timeline = "Cronograma"
    deadlines = "Plazos"
    open_points = "Por confirmar y lo que falta"
    matrix = "Responsables"
    progress = "Avance"
    changes = "Cambios"
    all_items = "Todas las actividades"
    not_synced = "Aún sin sincronizar."
    whole_plan = "Plan completo"
    all = "todo"
    none = "ninguna"
    nothing = "Aquí no hay nada que mostrar."
    nothing_matches = "Nada corresponde a estos filtros."
    from_tracker = "Se actúa en la propia incidencia; esta página sigue con la próxima sincronización."

    def as_of(self, today: date) -> str:
        return f"Al {self.day(today)}"

    def last_sync(self, when: datetime, today: date) -> str:
        return f"Última sincronización: {self.moment(when, today)}."

    def failed_since(self, said: str) -> str:
        return f"Desde entonces ha fallado una sincronización: {said}"

    def mirrored(self, where: str) -> str:
        return f"Seguimiento: {where}."

    def stale_plan(self, file: str, problems: int) -> str:
        errors = self.counted(problems, "error", "errores")
        return (
            f"{file} no se puede leer por ahora ({errors}; workplan check los indica). "
            "Lo que ve es el estado anterior."
        )

    def unreadable(self, said: str) -> str:
        return f"{said} Lo que ve es el estado anterior."

    def page_of(self, page: int, pages: int) -> str:
        return f"Página {page} de {pages}"

    next_page = "Página siguiente"
    previous_page = "Página anterior"

    # Filters

    filters = "Filtros"
    search = "Buscar"
    show = "Mostrar"
    clear = "Mostrar todo"
    area_name = "Área"
    lead = "Responsable"
    year = "Año"
    status = "Estado"
    late_only = "con retraso"
    tbc_only = "por confirmar"
    order = "Orden"

    def mark(self, mark: Mark) -> str:
        return MARKS[mark][0]

    def sort(self, sort: Sort) -> str:
        return SORTS[sort]

    def shown(self, count: int, total: int) -> str:
        return self.activities(total) if count == total else f"{count} de {self.activities(total)}"

    # An activity

    activity = "Actividad"
    title = "Título"
    when = "Cuándo"
    due = "Fecha límite"
    funding = "Financiación"
    assigned = "Asignada a"
    completed_on = "Completada el"
    tasks = "Tareas"
    notes = "Notas"
    printed = "Texto impreso"
    no_lead = "No se nombra a nadie"
    late = "Con retraso"
    soon = "Vence pronto"
    tentative = "provisional"
    open_ended = "sin fin indicado"
    no_date = "sin fecha"
    before_print = "terminada antes de imprimirse el plan"
    tbc = "por confirmar"
    missing = "falta"
    issue = "Incidencia"
    milestone = "Hito"
    done_task = "hecha"
    open_task = "por hacer"

    def late_by(self, due: date, today: date) -> str:
        return f"{self.length((today - due).days)} de retraso"

    def length(self, days: int) -> str:
        count, unit = rough(days)
        return self.counted(count, *UNITS[unit])

    def past_year(self, year: int) -> str:
        return f"vencida desde fines de {year}"

    def asleep_until(self, when: date) -> str:
        return f"aplazada al {self.day(when)}"

    def span(self, start: date | None, due: date | None) -> str:
        if due is None:
            return f"desde el {self.day(start)}" if start else ""
        if start is None or start > due:
            return f"hasta el {self.day(due)}"
        if start == due:
            return self.day(due)
        if (start.month, start.day, due.month, due.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == due.year else f"{start.year}–{due.year}"
        first = self.month_day(start) if start.year == due.year else self.day(start)
        if (start.year, start.month) == (due.year, due.month):
            first = str(start.day)
        return f"del {first} al {self.day(due)}"

    def field(self, name: str) -> str:
        if name in FIELDS:
            return FIELDS[name]
        word = self.noun(name)
        return word[:1].upper() + word[1:]

    def fields(self, names: Sequence[str]) -> str:
        return self.nouns(names)

    def more_leads(self, count: int) -> str:
        return self.and_more(count).strip()

    # Overview

    areas = "Áreas"
    total = "Total"
    next_due = "Próxima fecha límite"
    coming = "Próximas fechas límite"
    latest_late = "Últimos retrasos"
    waits = "A la espera de una decisión"
    nothing_waits = "Ningún desacuerdo espera una decisión."
    lost_area = "El documento no tiene actividades aquí: ¿se perdieron, o nunca las hubo?"
    all_late = "Todos los retrasos"

    def counts(self, counts: Mapping[Mark, int], total: int) -> str:
        said = [f"{count} {MARKS[mark][count != 1]}" for mark, count in counts.items() if count]
        return f"{self.activities(total)}: {', '.join(said)}" if said else self.activities(total)

    def late_count(self, count: int) -> str:
        return f"{count} con retraso"

    def soon_count(self, count: int) -> str:
        return f"{count} con vencimiento en 30 días"

    def tbc_count(self, count: int) -> str:
        return f"{count} por confirmar"

    def missing_count(self, count: int) -> str:
        return f"{count} a las que les falta algo"

    def conflict(self, field: str, plan: Value, tracker: Value) -> str:
        said = f"el plan dice {self.value(field, plan)}, el seguimiento {self.value(field, tracker)}"
        return f"{self.field(field)}: {said}."

    def more_points(self, count: int) -> str:
        points = self.counted(count, "punto abierto", "puntos abiertos")
        return f"Y {points} de la última sincronización; workplan status los indica."

    settle = "Se resuelve con un comentario en la incidencia, o con workplan resolve."

    # Milestones

    no_year = "Sin año"
    on_tracker = "Hito en el seguimiento"
    none_there = "Ninguna."

    def done_of(self, completed: int, total: int) -> str:
        return f"{completed} de {total} {MARKS[Mark.COMPLETED][completed != 1]}"

    def and_more_there(self, count: int) -> str:
        return self.and_more(count).strip()

    # Timeline

    unfold_all = "Desplegar todas las áreas"
    fold_all = "Plegar todas las áreas"
    picture = "Cronograma"
    zoom = "Período"
    today_is = "hoy"
    undated = "Sin fecha"
    outside = "fuera de este período"
    legend_point = "un día preciso"
    legend_period = "de un día a otro"
    legend_band = "en algún momento de un mes, un trimestre o un año"
    legend_fading = "sin inicio o sin fin indicados"
    legend_hatched = "provisional"

    def part(self, name: str) -> str:
        year, _, rest = name.partition("-")
        if not rest:
            return year
        return f"T{rest[1:]} {year}" if "Q" in rest else f"{MONTHS[int(rest) - 1]} de {year}"

    def tick(self, when: date, unit: str) -> str:
        match unit:
            case "year":
                return str(when.year)
            case "quarter":
                return f"T{(when.month + 2) // 3}"
            case "month":
                return MONTHS[when.month - 1][:3]
            case _:
                return f"{when.day} {MONTHS[when.month - 1][:3]}"

    def undated_count(self, count: int) -> str:
        return f"{count} sin fecha"

    # Deadlines, open points, leads

    nothing_late = "Nada tiene retraso, y nada vence en los próximos 30 días."
    shared_deadlines = "Una actividad con varias entidades responsables figura bajo cada una."
    nothing_open = "Nada está por confirmar, y nada falta."
    open_for = "Desde"
    what_is_open = "Lo que está abierto"
    continued = "continuación"

    def late_and_soon(self, late: int, soon: int) -> str:
        return f"{late} con retraso, {soon} con vencimiento en 30 días"

    def tbc_and_missing(self, tbc: int, missing: int) -> str:
        return f"{tbc} con algo por confirmar, {missing} a las que les falta algo"

    def age(self, since: date, today: date) -> str:
        days = (today - since).days
        return "hoy" if days < 1 else self.length(days)

    def shared(self, count: int) -> str:
        return f"{self.activities(count)} con varias entidades responsables: cuentan para cada una."

    # Progress

    no_history = "No se registró nada antes de hoy: aún no hay curva. Comienza con la primera sincronización."
    scope = "Actividades no canceladas"
    done = "Completadas"
    on_day = "Fecha"
    burn_up = "Alcance y actividades completadas, según el registro"

    def recorded_since(self, day: date) -> str:
        return f"Registrado desde el {self.day(day)}. Lo anterior no se conoce ni se dibuja."

    # Changes

    since = "Desde"
    closed = "Completadas o canceladas"
    reopened = "Reabiertas"
    dated = "Fechas nuevas"
    resolved = "Precisado"
    newly_past = "Recién vencidas"
    in_conflict = "En desacuerdo"
    other_changes = "Otros cambios"
    no_changes = "Nada."
    earlier_changes = "El historial de cada actividad dice más."

    def changes_since(self, day: date) -> str:
        return f"Cambios desde el {self.day(day)}"

    def closed_line(self, mark: Mark, when: date, who: str | None) -> str:
        return f"{MARKS[mark][0]} el {self.day(when)}" + (f" por {who}" if who else "")

    def changed(self, field: str, old: Value, new: Value, when: datetime, who: str | None) -> str:
        by = f", {who}" if who else ""
        said = f"{self.value(field, old)} → {self.value(field, new)}"
        return f"{self.field(field)}: {said} ({self.day(when.date())}{by})"

    def filled(self, fields: Sequence[str], who: str | None) -> str:
        return self.fields(fields) + (f", por {who}" if who else "")

    def only_since(self, day: date) -> str:
        return f"El historial comienza el {self.day(day)}."

    no_record = "Aún no hay historial: comienza con la primera sincronización."

    # One activity

    in_document = "En el documento"
    number = "Número"
    stands = "Figura en"
    history = "Historial"
    no_item_history = "Nada ha cambiado desde la primera sincronización."
    continues = "Continúa"
    continued_by = "Continuada por"
    withdrawn = "Retirada del plan"
    first_agreed = "Acordado primero"

    def made(self) -> str:
        return "puesta en el seguimiento"

    def place_in(self, document: str | None, place: str) -> str:
        found = LINES.fullmatch(place)
        if found:
            first, last = found[1], found[2]
            place = f"línea {first}" if first == last else f"líneas {first} a {last}"
        return f"{document}, {place}" if document else place

    # When something is not there

    not_found = "Esto no existe"
    to_overview = "Ir al panorama"

    def no_such_item(self, name: str) -> str:
        return f"Ninguna actividad ni producto de este plan tiene el identificador {self.quote(name)}."

    def did_you_mean(self, name: str) -> str:
        return f"¿Quiso decir {name}?"
