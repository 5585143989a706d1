"""What people answer in a comment, or by replying to the e-mail: one `Word: value` a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mappings.plan import Status
from mappings.snapshot import Value
from mappings.timeframe import Precision, read_timeframe

WORDS: Final = {
    "title": ("what", "quoi", "intitulé", "titre", "qué", "que", "título", "titulo"),
    "timeframe": ("when", "quand", "calendrier", "cuándo", "cuando", "plazo"),
    "due": (
        "due",
        "deadline",
        "échéance",
        "echeance",
        "date limite",
        "fecha límite",
        "fecha limite",
        "vencimiento",
    ),
    "lead": ("lead", "who", "responsable", "responsables", "chef de file", "qui", "quién", "quien"),
    "funding": ("funding", "financement", "financiación", "financiacion", "financiamiento"),
    "status": ("status", "statut", "état", "etat", "estado"),
    "snooze_until": ("ask again", "redemander", "preguntar de nuevo"),
}
STATUSES: Final = {
    Status.NOT_STARTED: "not started, not yet, pas commencé, non commencé, no iniciado, sin empezar",
    Status.ONGOING: "ongoing, under way, underway, in progress, started, en cours, en curso, "
    "en proceso, en marcha",
    Status.COMPLETED: "completed, complete, done, finished, terminé, terminée, achevé, achevée, fait, faite, "
    "completado, completada, terminado, terminada, finalizado, finalizada, hecho, hecha",
    Status.CANCELLED: "cancelled, canceled, dropped, annulé, annulée, abandonné, abandonnée, "
    "cancelado, cancelada",
}
KEYS: Final = {word: key for key, words in WORDS.items() for word in words}
STATUS_OF: Final = {word: status for status, words in STATUSES.items() for word in words.split(", ")}
LINE: Final = re.compile(
    r"^\s*(?:[-*•]\s+)?[`*_]*(?P<word>" + "|".join(sorted(KEYS, key=len, reverse=True)) + r")[`*_]*\s?:[`*_]*"
    r"\s*(?P<value>\S.*?)[`*_\s]*$",
    re.IGNORECASE,
)
WRAPPED: Final = re.compile(
    r"^\s*(?:[-*•]\s+)?(?:[\"“”„](?P<double>[^\"“”„]+)[\"“”]|['‘’](?P<single>[^'‘’]+)['‘’]"
    r"|«\s*(?P<angled>[^«»]+)»)\s*[.,;]?\s*$"
)
"""A whole line in quotes, as the messages print the example, with no other quote inside."""
FENCE: Final = re.compile(r"^\s*(```|~~~)")
SIGNATURE: Final = re.compile(r"^-- ?$")
FROM: Final = re.compile(r"^\s*[*_]*(?:from|de|von)\s?:[*_]*\s*\S", re.IGNORECASE)
HEADER: Final = re.compile(
    r"^\s*[*_]*(?:sent|date|envoyé|enviado|fecha|to|à|para|subject|objet|asunto|cc)\s?:[*_]*\s*\S",
    re.IGNORECASE,
)
ORIGINAL: Final = re.compile(
    r"^\s*-{3,}\s*(?:original message|message d['’]origine|mensaje original)\s*-{3,}\s*$|^_{20,}\s*$",
    re.IGNORECASE,
)
"""What some mail programs put above the message that is answered, which they don't quote with ">"."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one comment says: plan key -> canonical text; and the lines that say nothing certain."""

    values: Mapping[str, Value]
    unread: tuple[tuple[str, str], ...] = ()
    """(plan key, line)."""


def read_answers(body: str) -> Answers | None:
    """The answers in a comment; None for talk. What is cited, fenced or below a signature doesn't count.

    Neither does the message that an e-mail answers, in which our own examples may stand.
    """
    values: dict[str, Value] = {}
    unread: list[tuple[str, str]] = []
    fenced = False
    lines = body.splitlines()
    for number, line in enumerate(lines):
        if SIGNATURE.match(line) or begins_original(lines[number : number + 3]):
            break
        if FENCE.match(line):
            fenced = not fenced
            continue
        found = None if fenced or line.lstrip().startswith(">") else LINE.match(unwrapped(line))
        if found is None:
            continue
        key = KEYS[found["word"].casefold()]
        try:
            values[key] = meaning(key, found["value"].strip())
        except ValueError:
            unread.append((key, line.strip()))
    return Answers(values, tuple(unread)) if values or unread else None


def begins_original(lines: Sequence[str]) -> bool:
    """The message that is answered: by a line that says so, or by its sender with date or subject."""
    first, *others = lines
    return bool(ORIGINAL.match(first) or (FROM.match(first) and any(map(HEADER.match, others))))


def unwrapped(line: str) -> str:
    found = WRAPPED.match(line)
    return next(filter(None, found.groups())) if found else line


def meaning(key: str, text: str) -> str:
    """The canonical value of what was written. Raises ValueError when it says nothing certain."""
    match key:
        case "status":
            status = STATUS_OF.get(text.casefold().rstrip(" .!"))
            if status is None:
                raise ValueError(text)
            return status.value
        case "due" | "snooze_until":
            read = read_timeframe(text.rstrip(" ."))
            if read.tentative or read.precision not in (Precision.DAY, Precision.MONTH):
                raise ValueError(text)
            day = read.due if key == "due" else read.start or read.due
            if day is None:
                raise ValueError(text)
            return day.isoformat()
        case _:
            return text
