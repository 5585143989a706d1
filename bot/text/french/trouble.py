"""What the digest says to the secretariat, and what is said instead of it, in French."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.digests.inputs import StrayKind
from bot.message import Line, Linked, fill, line
from bot.text.french.grammar import Grammar

LACKING: Final = {
    "neither": ("n’a ni date ni entité responsable", "n’ont ni date ni entité responsable"),
    "dates": ("n’a pas de date", "n’ont pas de date"),
    "leads": ("n’a pas d’entité responsable", "n’ont pas d’entité responsable"),
    "unread": ("a une date illisible", "ont une date illisible"),
}
STRAYS: Final = {
    StrayKind.MISSING: "Dans le plan, mais plus dans l’outil de suivi",
    StrayKind.DAMAGED: "Repères cachés modifiés",
    StrayKind.DOUBLED: "Avec le repère de l’activité d’un autre ticket",
    StrayKind.DUPLICATE: "Fermeture comme doublon, ce qui n’indique pas où en sont les travaux",
    StrayKind.REMOVED: "Dans l’outil de suivi, mais plus dans le plan",
}
MORE: Final = "Détails\u00a0: workplan preview"


class Trouble(Grammar):
    secretariat = "SECRÉTARIAT"

    def conflict(
        self, field: str, title: str, plan: str | None, tracker: str | None, issue: Linked | None
    ) -> Line:
        return fill(
            "Deux valeurs pour {title} ({field})\u00a0: {plan} dans le plan, "
            "{tracker} dans l’outil de suivi. À régler dans {issue}.",
            field=self.noun(field),
            title=title,
            plan=self.quoted(field, plan),
            tracker=self.quoted(field, tracker),
            issue=line("le ticket ", issue) if issue else "le ticket",
        )

    def quoted(self, field: str, value: str | None) -> str:
        return self.quote(self.value(field, value)) if value else "aucune"

    def token_ends(self, when: date) -> str:
        return (
            f"Le jeton d’accès à l’outil de suivi expire le {self.day(when)}\u00a0: "
            "veuillez en installer un nouveau avant cette date."
        )

    def strays(self, kind: StrayKind, names: Line) -> Line:
        return fill(f"{STRAYS[kind]}\u00a0: {{names}}. {MORE}", names=names)

    def still_strays(self, count: int) -> str:
        return f"Encore à examiner dans l’outil de suivi\u00a0: {count}. {MORE}"

    def unknown_areas(self, areas: Sequence[str]) -> str:
        names = self.some([self.quote(area) for area in areas], 3)
        which, verb = ("le domaine", "figure") if len(areas) == 1 else ("les domaines", "figurent")
        return (
            f"Un canal est prévu pour {which} {names}, qui ne {verb} pas dans le plan\u00a0: [slack] areas."
        )

    def no_account(self, names: Sequence[str]) -> str:
        said = self.counted(len(names), "nom n’a pas de compte", "noms n’ont pas de compte")
        return f"{said}\u00a0: {self.some(names, 3)}. À ajouter dans people.yaml."

    def still_empty(self, areas: Sequence[str]) -> str:
        return f"Toujours aucune activité\u00a0: {self.some(areas, 3)}."

    def empty_area(self, area: str, where: str) -> str:
        return (
            f"{area}\u00a0: aucune activité ici{where}. "
            "Se sont-elles perdues, ou n’y en a-t-il jamais eu\u00a0? "
            "Si elles se sont perdues, veuillez les ajouter à la main."
        )

    def lines(self, first: str, last: str) -> str:
        return f"ligne {first}" if first == last else f"lignes {first} à {last}"

    ask_for_dates = (
        "Calendrier\u00a0: demandez les dates aux coresponsables. "
        "Liste des lacunes\u00a0: workplan export --format csv --gaps"
    )

    def lacking(self, count: int, what: str) -> str:
        return f"{self.activities(count)} {LACKING[what][count > 1]}"

    # Instead of a digest

    def unreadable(self, file: str) -> str:
        return f"le fichier {file} est illisible"

    def at_line(self, number: int) -> str:
        return f" (ligne {number})"

    def problem(self, number: int, key: str, said: str) -> str:  # noqa: ARG002
        return f"Ligne {number}{f', {key}' if key else ''}"

    def trouble(self, said: str) -> str:  # noqa: ARG002
        return ""

    more_by_doctor = "Détails\u00a0: workplan doctor"

    def to_mend(self, count: int, file: str) -> str:
        said = self.counted(count, "erreur", "erreurs")
        return f"{said} à corriger dans {file}. {self.more_by_doctor}"

    what_to_do = (
        "Ce qui est écrit dans le fichier du plan et dans l’outil de suivi y reste, et la prochaine "
        "synchronisation le reprendra. Détails\u00a0: workplan status, workplan doctor"
    )

    def no_sync_since(self, when: datetime | None, today: date) -> str:
        if when is None:
            return "Aucune synchronisation n’a encore eu lieu."
        article = "" if when.date() == today else "le "
        return f"Aucune synchronisation depuis {article}{self.moment(when, today)}."
