"""What the board's pages say in French."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.text.french.board_acts import FrenchActs
from bot.text.french.grammar import MONTHS, Grammar
from bot.text.rough import Unit, rough
from bot.views.query import Sort
from bot.views.rows import Mark
from mappings.snapshot import Field, Value

LINES: Final = re.compile(r"lines (\d+)-(\d+)")
MARKS: Final = {
    Mark.COMPLETED: ("achevée", "achevées"),
    Mark.ONGOING: ("en cours", "en cours"),
    Mark.NOT_STARTED: ("non commencée", "non commencées"),
    Mark.UNREPORTED: ("sans compte rendu", "sans compte rendu"),
    Mark.CANCELLED: ("abandonnée", "abandonnées"),
}
SORTS: Final = {
    Sort.PLAN: "comme dans le plan",
    Sort.DUE: "par échéance",
    Sort.TITLE: "par intitulé",
    Sort.LEAD: "par responsable",
    Sort.STATUS: "par état",
}
UNITS: Final = {
    Unit.DAY: ("jour", "jours"),
    Unit.WEEK: ("semaine", "semaines"),
    Unit.MONTH: ("mois", "mois"),
    Unit.YEAR: ("an", "ans"),
}
FIELDS: Final[Mapping[str, str]] = {
    Field.TITLE: "Quoi",
    Field.TIMEFRAME: "Quand",
    Field.LEAD: "Responsable",
    Field.FUNDING: "Financement",
    Field.DUE: "Échéance",
    Field.STATUS: "État",
    Field.ASSIGNEES: "Suivi",
    "snooze_until": "Redemander le",
}


class FrenchBoard(FrenchActs, Grammar):
    code = "fr"

    # On every page

    skip = "Aller au contenu"
    pages = "Pages"
    overview = "Vue d’ensemble"
    milestones = "Jalons"
    timeline = "Calendrier"
    deadlines = "Échéances"
    open_points = "À confirmer et manquant"
    matrix = "Responsables"
    progress = "Progression"
    changes = "Changements"
    all_items = "Toutes les activités"
    not_synced = "Pas encore synchronisé."
    whole_plan = "Plan entier"
    all = "tout"
    none = "aucune"
    nothing = "Il n’y a rien à montrer ici."
    nothing_matches = "Rien ne correspond à ces filtres."
    from_tracker = "On agit dans le ticket lui-même\u00a0; cette page suit à la prochaine synchronisation."

    def as_of(self, today: date) -> str:
        return f"Au {self.day(today)}"

    def last_sync(self, when: datetime, today: date) -> str:
        return f"Dernière synchronisation{self.colon}{self.moment(when, today)}."

    def failed_since(self, said: str) -> str:
        return f"Depuis, une synchronisation a échoué{self.colon}{said}"

    def mirrored(self, where: str) -> str:
        return f"Suivi{self.colon}{where}."

    def stale_plan(self, file: str, problems: int) -> str:
        errors = self.counted(problems, "erreur", "erreurs")
        return (
            f"{file} est illisible pour le moment ({errors}\u00a0; workplan check les indique). "
            "Ce que vous voyez est l’état précédent."
        )

    def unreadable(self, said: str) -> str:
        return f"{said} Ce que vous voyez est l’état précédent."

    def page_of(self, page: int, pages: int) -> str:
        return f"Page {page} sur {pages}"

    next_page = "Page suivante"
    previous_page = "Page précédente"

    # Filters

    filters = "Filtres"
    search = "Recherche"
    show = "Afficher"
    clear = "Tout afficher"
    area_name = "Domaine"
    lead = "Responsable"
    year = "Année"
    status = "État"
    late_only = "en retard"
    tbc_only = "à confirmer"
    order = "Ordre"

    def mark(self, mark: Mark) -> str:
        return MARKS[mark][0]

    def sort(self, sort: Sort) -> str:
        return SORTS[sort]

    def shown(self, count: int, total: int) -> str:
        return self.activities(total) if count == total else f"{count} sur {self.activities(total)}"

    # An activity

    activity = "Activité"
    title = "Intitulé"
    when = "Quand"
    due = "Échéance"
    funding = "Financement"
    assigned = "Suivi"
    completed_on = "Achevée le"
    tasks = "Tâches"
    notes = "Notes"
    printed = "Texte imprimé"
    no_lead = "Personne n’est désigné"
    late = "En retard"
    soon = "Échéance proche"
    tentative = "provisoire"
    open_ended = "sans fin indiquée"
    no_date = "sans date"
    before_print = "terminée avant l’impression du plan"
    tbc = "à confirmer"
    missing = "manque"
    issue = "Ticket"
    milestone = "Jalon"
    done_task = "faite"
    open_task = "à faire"

    def late_by(self, due: date, today: date) -> str:
        return f"{self.length((today - due).days)} de retard"

    def length(self, days: int) -> str:
        count, unit = rough(days)
        return self.counted(count, *UNITS[unit])

    def past_year(self, year: int) -> str:
        return f"échue depuis fin {year}"

    def asleep_until(self, when: date) -> str:
        return f"reportée au {self.day(when)}"

    def span(self, start: date | None, due: date | None) -> str:
        if due is None:
            return f"à partir du {self.day(start)}" if start else ""
        if start is None or start > due:
            return f"jusqu’au {self.day(due)}"
        if start == due:
            return self.day(due)
        if (start.month, start.day, due.month, due.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == due.year else f"{start.year}–{due.year}"
        first = self.month_day(start) if start.year == due.year else self.day(start)
        if (start.year, start.month) == (due.year, due.month):
            first = first.split()[0]
        return f"du {first} au {self.day(due)}"

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

    areas = "Domaines"
    total = "Total"
    next_due = "Prochaine échéance"
    coming = "Prochaines échéances"
    latest_late = "Derniers retards"
    waits = "En attente d’une décision"
    nothing_waits = "Aucun désaccord n’attend de décision."
    lost_area = "Le document n’a pas d’activités ici\u00a0: perdues, ou jamais prévues\u00a0?"
    all_late = "Tous les retards"

    def counts(self, counts: Mapping[Mark, int], total: int) -> str:
        said = [f"{count} {MARKS[mark][count > 1]}" for mark, count in counts.items() if count]
        return f"{self.activities(total)}{self.colon}{', '.join(said)}" if said else self.activities(total)

    def late_count(self, count: int) -> str:
        return f"{count} en retard"

    def soon_count(self, count: int) -> str:
        return f"{count} à échéance sous 30 jours"

    def tbc_count(self, count: int) -> str:
        return f"{count} à confirmer"

    def missing_count(self, count: int) -> str:
        return f"{count} où quelque chose manque"

    def conflict(self, field: str, plan: Value, tracker: Value) -> str:
        said = f"le plan dit {self.value(field, plan)}, le suivi {self.value(field, tracker)}"
        return f"{self.field(field)}{self.colon}{said}."

    def more_points(self, count: int) -> str:
        points = self.counted(count, "point ouvert", "points ouverts")
        return f"Et {points} depuis la dernière synchronisation\u00a0; workplan status les indique."

    settle = "À régler par un commentaire dans le ticket, ou par workplan resolve."

    # Milestones

    no_year = "Sans année"
    on_tracker = "Jalon dans le suivi"
    none_there = "Aucune."

    def done_of(self, completed: int, total: int) -> str:
        return f"{completed} sur {total} {MARKS[Mark.COMPLETED][completed > 1]}"

    def and_more_there(self, count: int) -> str:
        return self.and_more(count).strip()

    # Timeline

    unfold_all = "Déplier tous les domaines"
    fold_all = "Replier tous les domaines"
    picture = "Calendrier"
    zoom = "Période"
    today_is = "aujourd’hui"
    undated = "Sans date"
    outside = "hors de cette période"
    legend_point = "un jour précis"
    legend_period = "d’un jour à l’autre"
    legend_band = "au cours d’un mois, d’un trimestre ou d’une année"
    legend_fading = "sans début ou sans fin indiqués"
    legend_hatched = "provisoire"

    def part(self, name: str) -> str:
        year, _, rest = name.partition("-")
        if not rest:
            return year
        return f"T{rest[1:]} {year}" if "Q" in rest else f"{MONTHS[int(rest) - 1]} {year}"

    def tick(self, when: date, unit: str) -> str:
        match unit:
            case "year":
                return str(when.year)
            case "quarter":
                return f"T{(when.month + 2) // 3}"
            case "month":
                return MONTHS[when.month - 1][:4]
            case _:
                return f"{when.day} {MONTHS[when.month - 1][:4]}"

    def undated_count(self, count: int) -> str:
        return f"{count} sans date"

    # Deadlines, open points, leads

    nothing_late = "Rien n’est en retard, et rien n’arrive à échéance sous 30 jours."
    shared_deadlines = "Une activité qui a plusieurs responsables figure sous chacun."
    nothing_open = "Rien n’est à confirmer, et rien ne manque."
    open_for = "Depuis"
    what_is_open = "Ce qui est ouvert"
    continued = "suite"

    def late_and_soon(self, late: int, soon: int) -> str:
        return f"{late} en retard, {soon} à échéance sous 30 jours"

    def tbc_and_missing(self, tbc: int, missing: int) -> str:
        return f"{tbc} à confirmer, {missing} où quelque chose manque"

    def age(self, since: date, today: date) -> str:
        days = (today - since).days
        return "aujourd’hui" if days < 1 else self.length(days)

    def shared(self, count: int) -> str:
        return f"{self.activities(count)} à plusieurs responsables\u00a0: chaque responsable les compte."

    # Progress

    no_history = (
        "Rien n’a été enregistré avant aujourd’hui\u00a0: pas encore de courbe. "
        "Elle commence avec la première synchronisation."
    )
    scope = "Activités non abandonnées"
    done = "Achevées"
    on_day = "Date"
    burn_up = "Volume et achèvement, tels qu’enregistrés"

    def recorded_since(self, day: date) -> str:
        return f"Enregistré depuis le {self.day(day)}. Ce qui précède n’est pas connu, ni dessiné."

    # Changes

    since = "Depuis"
    closed = "Achevées ou abandonnées"
    reopened = "Rouvertes"
    dated = "Nouvelles dates"
    resolved = "Précisé"
    newly_past = "Nouvellement échues"
    in_conflict = "En désaccord"
    other_changes = "Autres changements"
    no_changes = "Rien."
    earlier_changes = "L’historique de chaque activité en dit plus."

    def changes_since(self, day: date) -> str:
        return f"Changements depuis le {self.day(day)}"

    def closed_line(self, mark: Mark, when: date, who: str | None) -> str:
        return f"{MARKS[mark][0]} le {self.day(when)}" + (f" par {who}" if who else "")

    def changed(self, field: str, old: Value, new: Value, when: datetime, who: str | None) -> str:
        by = f", {who}" if who else ""
        said = f"{self.value(field, old)} → {self.value(field, new)}"
        return f"{self.field(field)}{self.colon}{said} ({self.day(when.date())}{by})"

    def filled(self, fields: Sequence[str], who: str | None) -> str:
        return self.fields(fields) + (f", par {who}" if who else "")

    def only_since(self, day: date) -> str:
        return f"L’historique commence le {self.day(day)}."

    no_record = "Il n’y a pas encore d’historique\u00a0: il commence avec la première synchronisation."

    # One activity

    in_document = "Dans le document"
    number = "Numéro"
    stands = "Se trouve"
    history = "Historique"
    no_item_history = "Rien n’a changé depuis la première synchronisation."
    continues = "Poursuit"
    continued_by = "Poursuivie par"
    withdrawn = "Retirée du plan"
    first_agreed = "Convenu d’abord"

    def made(self) -> str:
        return "mise dans le suivi"

    def place_in(self, document: str | None, place: str) -> str:
        found = LINES.fullmatch(place)
        if found:
            first, last = found[1], found[2]
            place = f"ligne {first}" if first == last else f"lignes {first} à {last}"
        return f"{document}, {place}" if document else place

    # When something is not there

    not_found = "Cela n’existe pas"
    to_overview = "Aller à la vue d’ensemble"

    def no_such_item(self, name: str) -> str:
        return f"Aucune activité et aucun produit de ce plan n’a l’identifiant {self.quote(name)}."

    def did_you_mean(self, name: str) -> str:
        return f"Vouliez-vous dire {name}\u00a0?"
