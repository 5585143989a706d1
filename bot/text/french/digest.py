"""The digest's phrases in French."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.message import Line, fill, line
from bot.text.french.grammar import FEMININE, MONTHS
from bot.text.french.picture import PictureTerms
from bot.text.french.trouble import Trouble
from mappings.snapshot import Field, Side

ONLY_OPEN: Final = {
    Field.TITLE: "seul l’intitulé est",
    Field.TIMEFRAME: "seule la date est",
    Field.LEAD: "seule l’entité responsable est",
    Field.FUNDING: "seul le financement est",
}


class French(PictureTerms, Trouble):
    # The sentence

    nothing_to_report = "rien à signaler"
    as_before = "comme précédemment"

    def nothing_new(self, since: date, today: date) -> str:
        return f"rien de nouveau depuis le {self.near(since, today)}"

    def question_goes_to(self, whom: str) -> str:
        return f"la question de la semaine concerne {whom}"

    def without_report(self, count: int) -> str:
        return f"{self.activities(count)} sans compte rendu"

    def past(self, fresh: int, before: int, named: str = "") -> str:
        if not fresh and not before:
            return "aucune échéance n’est dépassée"
        earlier = "aucune auparavant"
        if before:
            earlier = self.counted(before, "l’avait déjà dépassée", "l’avaient déjà dépassée")
        if not fresh:
            return f"aucune activité ne vient de dépasser son échéance, {earlier}"
        verb = "vient de dépasser son échéance" if fresh == 1 else "viennent de dépasser leur échéance"
        return f"{self.activities(fresh)} {verb}{named}, {earlier}"

    def next_due(self, when: date, today: date | None = None) -> str:
        return f"prochaine échéance le {self.near(when, today) if today else self.day(when)}"

    def to_settle(self, conflicts: int) -> str:
        return f"{self.counted(conflicts, 'divergence', 'divergences')} à régler"

    # The summary

    def late(self, due: date, today: date) -> str:
        return f"Ce message était prévu pour le {self.near(due, today)} et arrive en retard."

    def weeks_left(self, weeks: int, ends: date) -> str:
        if weeks < 0:
            return f"Le plan a pris fin le {self.day(ends)}."
        return f"Il reste {self.counted(weeks, 'semaine', 'semaines') if weeks else 'moins d’une semaine'}."

    def due_by(self, count: int, when: date, today: date) -> str:
        verb = "arrive" if count < 2 else "arrivent"
        return f"{self.activities(count)} {verb} à échéance d’ici au {self.near(when, today)}."

    def nothing_due_before(self, when: date, today: date, else_: bool) -> str:
        return f"Aucune {'autre ' if else_ else ''}échéance avant le {self.near(when, today)}."

    def no_report(self, count: int, total: int) -> str:
        some = self.counted(count, f"des {total} activités n’a pas", f"des {total} activités n’ont pas")
        which = f"Aucune des {total} activités n’a" if count == total else some
        return f"{which if total > 1 else 'La seule activité n’a pas'} encore fait l’objet d’un compte rendu."

    no_timeline = "Aucun calendrier n’a pu être lu\u00a0: rien n’est donc signalé comme étant en retard."

    def past_their_date(self, count: int) -> str:
        return self.counted(count, "échéance dépassée", "échéances dépassées")

    def not_decided(self, count: int) -> str:
        return f"{self.activities(count)} à confirmer"

    def changes(self, since: date, today: date, past: int, undecided: int, unreported: int) -> str:
        said = [
            f"{self.activities(abs(change))} {'de plus' if change > 0 else 'de moins'} {what}"
            for change, what in (
                (past, "ayant dépassé l’échéance"),
                (undecided, "à confirmer"),
                (unreported, "sans compte rendu"),
            )
            if change
        ]
        return (
            f"Depuis le {self.near(since, today)}\u00a0: {self.joined(said) if said else 'mêmes chiffres'}."
        )

    # Headings

    new_this_week = "NOUVEAU CETTE SEMAINE"
    question = "QUESTION DE LA SEMAINE"
    asked = (
        "Lesquelles sont achevées, en cours ou abandonnées\u00a0? "
        "Quand les autres seront-elles achevées\u00a0?"
    )
    next = "À VENIR"
    no_conflicts = "aucune divergence"

    def new_since(self, since: date, today: date) -> str:
        return f"NOUVEAU DEPUIS LE {self.near(since, today).upper()}"

    def only_years(self, count: int) -> str:
        return f"{self.only_a_year(count)}, par domaine"

    def only_a_year(self, count: int) -> str:
        return f"{self.activities(count)} n’indiquant qu’une année"

    def earlier_in(self, year: int) -> str:
        return f"PLUS TÔT EN {year}"

    def from_years(self, span: str) -> str:
        return f"ÉCHÉANCES DE {span}"

    def by_area(self, count: int) -> str:
        return f"{count}, par domaine"

    def not_decided_besides(self, late: int) -> str:
        return "À CONFIRMER" + (f", outre {late} de celles qui précèdent" if late else "")

    def open_counts(self, nameless: int, others: int) -> str:
        parts = [f"{self.activities(nameless)} encore sans intitulé"] if nameless else []
        if others:
            point = "avec un autre point à confirmer" if nameless else "avec un point à confirmer"
            parts.append(f"{others if nameless else self.activities(others)} {point}")
        return ", ".join(parts)

    def next_days(self, days: int) -> str:
        return f"{days} PROCHAINS JOURS"

    def done_since(self, since: date, today: date) -> str:
        return f"FAIT DEPUIS LE {self.near(since, today).upper()}"

    # Lines

    under_way = "en cours"
    nobody_to_ask = "aucun point de contact désigné"

    def over_before_print(self, over: int, count: int) -> str:
        which = "Toutes" if 1 < over == count else str(over)
        verb = "était échue" if over == 1 else "étaient échues"
        return f"{which} {verb} avant l’impression du plan\u00a0: à confirmer et à clore"

    def open_fields(self, fields: Sequence[str]) -> str:
        if len(fields) == 1:
            return f"{ONLY_OPEN[Field(fields[0])]} à confirmer"
        return f"{self.nouns(fields)} à confirmer"

    def open_since(self, when: date) -> str:
        return f"en suspens depuis le {self.day(when)}"

    def mostly(self, name: str) -> str:
        return f"principalement {name}"

    def years_end(self, count: int, when: date) -> Line:
        return line(f"{self.only_a_year(count)}\u00a0: fin le {self.day(when)}")

    def ends(self, named: Line, when: date) -> Line:
        return fill(f"{{named}} prend fin le {self.day(when)}", named=named)

    def end(self, count: int, when: date) -> str:
        return f"{self.activities(count)} {'prend' if count < 2 else 'prennent'} fin le {self.day(when)}"

    def text_says(self, dates: Sequence[str]) -> str:
        past = "date passée" if len(dates) == 1 else "dates passées"
        return f"le texte indique {self.joined([self.quote(text) for text in dates])}\u00a0: {past}"

    def closed(self, dropped: bool, when: date, today: date) -> str:
        return f"{'abandonnée' if dropped else 'achevée'} le {self.near(when, today)}"

    def filled_in(self, fields: Sequence[str], who: Sequence[str], side: Side) -> str:
        done = "précisée" if all(name in FEMININE for name in fields) else "précisé"
        where = "dans le ticket" if side is Side.FORGE else "dans le fichier du plan"
        by = f"par {self.joined(who)}" if who else where
        return f"{self.nouns(fields)} {done}{'s' if len(fields) > 1 else ''} {by}"

    # To one person

    def yours(self, plan: str) -> str:
        return f"{plan} – vos activités"

    def your_counts(self, fresh: int, soon: int, undecided: int) -> str:
        said = []
        if fresh:
            said.append(self.counted(fresh, "échéance tout juste dépassée", "échéances tout juste dépassées"))
        if soon:
            said.append(f"{self.counted(soon, 'échéance', 'échéances')} dans les 30 prochains jours")
        if undecided:
            said.append(self.not_decided(undecided))
        return self.joined(said)

    # The full list

    full_list = "liste complète"

    def list_part(self, part: int, parts: int) -> str:
        return "Liste complète" if parts == 1 else f"Liste complète, partie {part} sur {parts}"

    titles_cut = (
        "Les intitulés sont abrégés ici\u00a0: les tickets et le fichier du plan les donnent en entier."
    )
    only_ids = (
        "La liste est trop longue pour donner plus que les identifiants\u00a0: "
        "les tickets et le fichier du plan donnent le reste."
    )
    plan_lacks = "Ce qui manque dans le plan"
    nothing_listed = (
        "Aucune échéance n’est dépassée ou prévue dans les 30 prochains jours, et rien n’est à confirmer."
    )
    past_group = "Échéance dépassée"
    open_group = "À confirmer"
    unreported_group = "Sans compte rendu"
    soon_group = "30 prochains jours"
    over = "échue avant l’impression du plan"
    nothing_here = "Ce message n’a plus d’objet."

    def open_listed(self, fields: Sequence[str]) -> str:
        return f"à confirmer\u00a0: {self.nouns(fields)}"

    # The last lines

    def answer_there(self, next_: str) -> str:
        return "Veuillez répondre dans les tickets, et non ici." + (
            f" Semaine prochaine\u00a0: {next_}." if next_ else ""
        )

    def how_to_answer(self, example: date) -> str:
        answer = self.quote(f"Quand\u00a0: {MONTHS[example.month - 1]} {example.year}")
        return (
            "Activité achevée\u00a0? Fermez le ticket. "
            f"Un changement\u00a0? Indiquez-le en commentaire du ticket\u00a0: {answer}. "
            "Les réponses publiées ici ne sont pas lues."
        )

    def last_sync(self, when: datetime, today: date) -> str:
        return f"Dernière synchronisation\u00a0: {self.moment(when, today)}"

    board = "tableau"
    plan = "plan"
    list_in_thread = "liste complète dans le fil de discussion"
