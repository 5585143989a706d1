"""What stands in the digest's picture, in French."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.text.french.grammar import Grammar

if TYPE_CHECKING:
    from bot.picture.figures import Tally
    from bot.picture.record import Point

SHORT: Final = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)


class PictureTerms(Grammar):
    today_mark = "aujourd’hui"
    record_begins = "Le suivi des changements commence aujourd’hui\u00a0: une courbe se dessinera ici."
    no_record = "Aucun changement n’est encore enregistré\u00a0: il n’y a donc pas de courbe."

    def picture_summary(self, today: date, tally: Tally) -> str:
        return f"{self.day(today)}\u00a0: {self.of_all(tally)}"

    def of_all(self, tally: Tally) -> str:
        return f"{self.counted(tally.completed, 'activité achevée', 'activités achevées')} sur {tally.total}"

    def legend(self, tally: Tally) -> tuple[str, str, str, str, str]:
        return (
            f"achevées\u00a0: {tally.completed}",
            f"en cours\u00a0: {tally.all_ongoing}",
            f"non commencées, ou sans compte rendu\u00a0: {tally.all_open}",
            f"abandonnées\u00a0: {tally.cancelled}",
            f"dont l’échéance est dépassée\u00a0: {tally.late}",
        )

    def others_together(self, areas: int) -> str:
        return f"{areas} autres, ensemble"

    def row_figures(self, tally: Tally) -> str:
        return f"{tally.completed} sur {tally.total}" if tally.total else "aucune"

    def curve_since(self, recorded: date) -> str:
        return f"La vie du plan, suivie depuis le {self.day(recorded)}"

    def scope(self, count: int) -> str:
        return f"activités non abandonnées\u00a0: {count}"

    def done(self, count: int) -> str:
        return f"achevées\u00a0: {count}"

    def month_mark(self, when: date) -> str:
        return str(when.year) if when.month == 1 else SHORT[when.month - 1]

    def picture_title(self, name: str, today: date) -> str:
        return f"{name}\u00a0: progression au {self.day(today)}"

    def picture_told(self, name: str, today: date, tally: Tally) -> str:
        return (
            f"{self.picture_title(name, today)}. {self.of_all(tally)}, {tally.all_ongoing} en cours, "
            f"{tally.all_open} non {self.begun(tally.all_open)} ou sans compte rendu, "
            f"{self.counted(tally.cancelled, 'abandonnée', 'abandonnées')}\u00a0; "
            f"{self.late_ones(tally.late)}."
        )

    def begun(self, count: int) -> str:
        return "commencée" if count < 2 else "commencées"

    def row_told(self, name: str, tally: Tally) -> str:
        late = f", {self.late_ones(tally.late)}" if tally.late else ""
        return f"{name}\u00a0: {tally.completed} sur {tally.total}{late}."

    def late_ones(self, count: int) -> str:
        return self.counted(count, "échéance dépassée", "échéances dépassées")

    def more_areas(self, count: int) -> str:
        return f"Et {self.counted(count, 'autre domaine', 'autres domaines')}."

    def curve_told(self, first: Point, last: Point) -> str:
        return (
            f"Depuis le {self.day(first.day)}, les activités achevées sont passées "
            f"de {first.done} à {last.done}, et l’ensemble des activités non abandonnées "
            f"de {first.scope} à {last.scope}."
        )
