"""What stands in the digest's picture, in Spanish."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.text.spanish.grammar import Grammar

if TYPE_CHECKING:
    from bot.picture.figures import Tally
    from bot.picture.record import Point

SHORT: Final = (
    *("ene.", "feb.", "mar.", "abr.", "mayo", "jun."),
    *("jul.", "ago.", "sept.", "oct.", "nov.", "dic."),
)


class PictureTerms(Grammar):
    today_mark = "hoy"
    record_begins = "El registro de cambios comienza hoy: a partir de ahora aquí crecerá una curva."
    no_record = "Aún no se ha registrado ningún cambio, por lo que no hay curva."

    def picture_summary(self, today: date, tally: Tally) -> str:
        return f"{self.day(today)}: {self.of_all(tally)}"

    def of_all(self, tally: Tally) -> str:
        done = self.counted(tally.completed, "actividad completada", "actividades completadas")
        return f"{done} de {tally.total}"

    def legend(self, tally: Tally) -> tuple[str, str, str, str, str]:
        return (
            f"completadas: {tally.completed}",
            f"en curso: {tally.all_ongoing}",
            f"no iniciadas, o sin informe: {tally.all_open}",
            f"canceladas: {tally.cancelled}",
            f"de ellas con el plazo vencido: {tally.late}",
        )

    def others_together(self, areas: int) -> str:
        return f"{areas} más, en conjunto"

    def row_figures(self, tally: Tally) -> str:
        return f"{tally.completed} de {tally.total}" if tally.total else "ninguna"

    def curve_since(self, recorded: date) -> str:
        return f"La vida del plan, registrada desde el {self.day(recorded)}"

    def scope(self, count: int) -> str:
        return f"actividades no canceladas: {count}"

    def done(self, count: int) -> str:
        return f"completadas: {count}"

    def month_mark(self, when: date) -> str:
        return str(when.year) if when.month == 1 else SHORT[when.month - 1]

    def picture_title(self, name: str, today: date) -> str:
        return f"{name}: avance al {self.day(today)}"

    def picture_told(self, name: str, today: date, tally: Tally) -> str:
        return (
            f"{self.picture_title(name, today)}. {self.of_all(tally)}, {tally.all_ongoing} en curso, "
            f"{self.counted(tally.all_open, 'no iniciada', 'no iniciadas')} o sin informe, "
            f"{self.counted(tally.cancelled, 'cancelada', 'canceladas')}; {self.late_ones(tally.late)}."
        )

    def row_told(self, name: str, tally: Tally) -> str:
        late = f", {self.late_ones(tally.late)}" if tally.late else ""
        return f"{name}: {tally.completed} de {tally.total}{late}."

    def late_ones(self, count: int) -> str:
        return f"{count} con el plazo vencido"

    def more_areas(self, count: int) -> str:
        return f"Y {count} {'área' if count == 1 else 'áreas'} más."

    def curve_told(self, first: Point, last: Point) -> str:
        return (
            f"Desde el {self.day(first.day)} las actividades completadas pasaron "
            f"de {first.done} a {last.done}, y el conjunto de las no canceladas "
            f"de {first.scope} a {last.scope}."
        )
