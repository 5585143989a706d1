"""The words that work plans use for the same things, in English, French and Spanish.

In the lists below a comma parts two phrases, `(s)` may be absent, `*` stands for anything.
Phrases are written as `plain` makes them: lower case, no accents, no remarks in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from mappings.documents.blocks import fold
from mappings.plan import Status


class Part(StrEnum):
    """What a column, or a label in the text, speaks of."""

    AREA = "area"
    OUTPUT = "output"
    ACTIVITY = "activity"
    NUMBER = "number"
    TIMEFRAME = "timeframe"
    START = "start"
    END = "end"
    LEAD = "lead"
    FUNDING = "funding"
    STATUS = "status"
    SPAN = "period column"
    MEMBERS = "members"
    OBJECTIVES = "objectives"
    RESULTS = "expected results"
    KEY_OUTPUTS = "key outputs"


Words = tuple[tuple[Part, re.Pattern[str]], ...]


def plain(text: str) -> str:
    """Lower case, no accents, no remark in brackets, no punctuation at the ends: what is looked up."""
    text = re.sub(r"\([^)]*\)", " ", text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return fold(text.replace("’", "'").replace("‑", "-")).casefold().strip(" .:;*?¿!-–—")


def phrases(listed: str, *, after: str = "") -> re.Pattern[str]:
    """One of the listed phrases as a whole; `after`: words that may stand before any of them."""
    made = [re.escape(fold(phrase)) for phrase in listed.split(",")]
    pattern = "|".join(made).replace(r"\(s\)", "s?").replace(r"\*", ".*")
    before = "|".join(re.escape(fold(word)) for word in after.split(",")) if after else "(?!)"
    return re.compile(rf"(?:(?:{before}) )*(?:{pattern})\Z")


EMPHASIS: Final = "key, main, major, planned, proposed, specific, priority, joint, annual, indicative"
PERIOD: Final = re.compile(
    r"(?:q|t|quarter|trimestre) ?[1-4](?: ?(?:19|20)\d\d)?|[1-4](?:st|nd|rd|th)? ?(?:q|quarter)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: (?:19|20)\d\d)?"
    r"|(?:s|h|semester|semestre|half) ?[12]|(?:year|y|annee|ano) ?[1-5]|(?:19|20)\d\d"
)

COLUMNS: Final[Words] = (
    (
        Part.NUMBER,
        phrases(
            "#, n, no, n°, nº, nr, num, number, numero, s/n, sn, s.no, ref, reference, id, code, "
            "codigo, activity no, activity number, activity code, activity id, item no"
        ),
    ),
    (
        Part.STATUS,
        phrases(
            "status, current status, implementation status, status of *, progress, state, done, "
            "completed, completion, etat, etat d'avancement, statut, avancement, estado, estado de *, "
            "situacion"
        ),
    ),
    (
        Part.START,
        phrases(
            "start, starts, starting, start date, planned start, planned start date, begin, begins, "
            "beginning, from, debut, date de debut, inicio, fecha de inicio"
        ),
    ),
    (
        Part.END,
        phrases(
            "end, ends, end date, planned end, planned end date, to, until, finish, fin, date de fin, "
            "fecha de fin, fecha de finalizacion"
        ),
    ),
    (
        Part.ACTIVITY,
        phrases(
            "activity, activities, activity title, activity name, activity description, "
            "activities to be *, description of activit*, action(s), action point(s), action item(s), "
            "task(s), what, initiative(s), measure(s), intervention(s), work item(s), activite(s), "
            "activites principales, activites prevues, tache(s), mesure(s), quoi, actividad, "
            "actividades, actividades *, accion, acciones, tarea(s), medida(s), que",
            after=EMPHASIS,
        ),
    ),
    (
        Part.OUTPUT,
        phrases(
            "output(s), output statement, outcome(s), result(s), deliverable(s), work package(s), "
            "produit(s), produits attendus, resultat(s), resultats attendus, extrant(s), livrable(s), "
            "producto(s), productos esperados, resultado(s), resultados esperados, entregable(s)",
            after=EMPHASIS + ", expected, intended",
        ),
    ),
    (
        Part.LEAD,
        phrases(
            "lead(s), co-lead(s), colead(s), lead *, leading *, led by, responsib*, * responsible, "
            "owner(s), activity owner, who, focal point(s), implementing *, accountable*, assigned to, "
            "assignee(s), in charge, * in charge, champion(s), chair(s), co-chair(s), coordinator(s), "
            "responsable(s), * responsable(s), chef(s) de file, pilote(s), qui, encargado(s), "
            "encargada(s), lider, lideres, quien, quien lidera, entidad *, entidades *"
        ),
    ),
    (
        Part.FUNDING,
        phrases(
            "fund(s), funding, fund*, * fund(s), * funding, budget*, * budget, financ*, resource(s), "
            "resource *, source of fund*, sources of fund*, cost*, estimated cost(s), "
            "source de financement, sources de financement, ressources, cout*, fuente(s) de *, "
            "presupuesto*, recursos, costo*"
        ),
    ),
    (
        Part.TIMEFRAME,
        phrases(
            "timeframe(s), time frame(s), time-frame(s), timeline(s), time line(s), time-line(s), "
            "timing, time, when, by when, due, due date, due by, deadline(s), * deadline, "
            "target date(s), target year, completion date, delivery date, date(s), period, schedule, "
            "duration, implementation period, year(s), month, quarter, calendrier, calendrier *, "
            "echeance(s), echeancier, delai(s), quand, periode, duree, date(s) limite(s), "
            "date(s) prevue(s), annee(s), plazo(s), cronograma, calendario, fecha(s), fecha *, "
            "fechas *, cuando, duracion, ano(s)"
        ),
    ),
    (
        Part.AREA,
        phrases(
            "area(s), area(s) of work, area(s) of focus, work area(s), priority area(s), "
            "thematic area(s), focus area(s), strategic area(s), key area(s), result area(s), "
            "key result area(s), programme area(s), workstream(s), work stream(s), pillar(s), "
            "theme(s), component(s), objective(s), goal(s), priority, priorities, category, "
            "categories, section(s), programme(s), program(s), topic(s), axe(s), axe(s) *, domaine(s), "
            "domaine(s) *, objectif(s), objectif(s) *, eje(s), eje(s) *, objetivo(s), objetivo(s) *, "
            "linea(s) *, area(s) de *",
            after="strategic, specific, general, overall",
        ),
    ),
)

STAND_INS: Final = phrases(
    "output(s), deliverable(s), milestone(s), description, title, name, item(s), subject, product(s), "
    "work(s), livrable(s), jalon(s), titre, produit(s), entregable(s), hito(s), descripcion, titulo, "
    "producto(s)"
)
"""What names the activity in a table without a column of that name."""

LABELS: Final[Words] = (
    (
        Part.ACTIVITY,
        phrases(
            "activity, activities, activities include, activities are, action(s), task(s), "
            "activite(s), activites principales, activites prevues, taches, actividades, "
            "actividades *, acciones, tareas",
            after=EMPHASIS,
        ),
    ),
    (
        Part.LEAD,
        phrases(
            "lead(s), co-lead(s), colead(s), lead by, led by, lead agency, lead agencies, lead entity, "
            "lead entities, lead organization(s), lead organisation(s), lead partner(s), lead unit, "
            "lead office, responsible, responsible agency, responsible party, responsible parties, "
            "responsible person, responsible unit, responsible partner, responsible entity, "
            "responsible organization, responsible organisation, owner(s), focal point(s), who, "
            "chair(s), co-chair(s), assigned to, assignee(s), responsable(s), chef(s) de file, "
            "pilote(s), qui, lider, lideres, co-lideres, quien"
        ),
    ),
    (
        Part.MEMBERS,
        phrases(
            "member(s), membership, participant(s), participating agencies, "
            "participating organizations, participating organisations, participating entities, "
            "membre(s), miembro(s), participantes"
        ),
    ),
    (
        Part.OBJECTIVES,
        phrases(
            "objective(s), goal(s), aim(s), objectif(s), objectif(s) *, objetivo(s), objetivo(s) *",
            after="strategic, specific, general, overall",
        ),
    ),
    (
        Part.RESULTS,
        phrases(
            "result(s), outcome(s), resultat(s), resultats attendus, resultado(s), resultados esperados",
            after="expected, intended, anticipated",
        ),
    ),
    (
        Part.KEY_OUTPUTS,
        phrases(
            "output(s), deliverable(s), key product(s), main product(s), produit(s), produits *, "
            "livrable(s), producto(s), productos *, entregable(s)",
            after="key, main, expected, planned, joint",
        ),
    ),
    (
        Part.TIMEFRAME,
        phrases(
            "timeframe(s), time frame(s), time-frame(s), timeline(s), time line(s), time-line(s), "
            "timing, when, by when, due, due date, due by, deadline(s), target date, completion date, "
            "schedule, date(s), calendrier, echeance(s), quand, plazo(s), cuando, fecha(s), "
            "fecha limite"
        ),
    ),
    (
        Part.FUNDING,
        phrases(
            "fund(s), funding, funding source(s), source of funding, budget, financement, "
            "financiacion, financiamiento, presupuesto"
        ),
    ),
    (Part.STATUS, phrases("status, progress, etat, statut, estado")),
)

FRONT_MATTER: Final = phrases(
    "introduction, foreword, preface, overview, background, context, executive summary, summary, "
    "acronyms*, abbreviations*, annex*, appendix*, table of contents, contents, references, "
    "bibliography, glossary, purpose, rationale, about, note(s), methodology, vision, mission, "
    "how to *, legend, contact*, license, licence, changelog, avant-propos, sommaire, contexte, "
    "resume, table des matieres, annexe(s), prologo, introduccion, antecedentes, resumen, indice, "
    "contenido, anexo*, risk(s), risks and *, assumption(s), assumptions and *, risque(s), riesgo(s)"
)
CONTENTS: Final = phrases(
    "contents, table of contents, toc, sommaire, table des matieres, indice, contenido, tabla de contenido(s)"
)

# "Delayed", "on track", "pending", "closed" and their like fit several of our four: they are not here.
STATUSES: Final[tuple[tuple[Status, re.Pattern[str]], ...]] = (
    (
        Status.NOT_STARTED,
        phrases(
            "not started, not yet started, not begun, planned, todo, to do, backlog, upcoming, "
            "scheduled, non commence, non commencee, pas commence, a faire, prevu, prevue, "
            "no iniciado, no iniciada, sin iniciar"
        ),
    ),
    (
        Status.ONGOING,
        phrases(
            "ongoing, on-going, on going, in progress, in process, started, underway, under way, "
            "wip, doing, en cours, en curso, en progreso"
        ),
    ),
    (
        Status.COMPLETED,
        phrases(
            "complete, completed, done, finished, finalized, finalised, achieved, delivered, "
            "implemented, ✓, ✔, ✅, [x], termine, terminee, acheve, achevee, realise, "
            "realisee, fait, faite, completo, completado, completada, terminado, terminada, "
            "finalizado, finalizada, hecho, hecha"
        ),
    ),
    (
        Status.CANCELLED,
        phrases(
            "canceled, cancelled, dropped, withdrawn, abandoned, discontinued, annule, annulee, "
            "abandonne, abandonnee, cancelado, cancelada, anulado, anulada"
        ),
    ),
)

KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("workstream", re.compile(r"\bworkstreams?\b", re.IGNORECASE)),
    ("work area", re.compile(r"\bwork areas?\b", re.IGNORECASE)),
    ("pillar", re.compile(r"\bpillars?\b", re.IGNORECASE)),
    ("priority area", re.compile(r"\bpriority areas?\b", re.IGNORECASE)),
    ("component", re.compile(r"\bcomponents?\b", re.IGNORECASE)),
    ("axe", re.compile(r"\baxes? stratégiques?\b|\baxe \d", re.IGNORECASE)),
    ("eje", re.compile(r"\bejes? estratégicos?\b|\beje \d", re.IGNORECASE)),
)


SHARE: Final = re.compile(r"(\d{1,2}|100) ?%")
ASSENT: Final = phrases("yes, y, x, oui, si")


def read_status(text: str, title: str = "") -> Status | None:
    """The status that a text states as a whole; None when it says something else, or might.

    `title`: what stands above it; "yes" says something below "Done".
    """
    looked_up = plain(text) or text.strip()
    if ASSENT.match(looked_up) and title:
        return read_status(title)
    if share := SHARE.fullmatch(looked_up):
        return {0: Status.NOT_STARTED, 100: Status.COMPLETED}.get(int(share[1]), Status.ONGOING)
    return next((status for status, pattern in STATUSES if pattern.match(looked_up)), None)


def look_up(listed: Words, text: str) -> Part | None:
    looked_up = plain(text) or text.strip()
    return next((part for part, pattern in listed if pattern.match(looked_up)), None)
