"""Numbers and labels at the head of a text: "1.1 ", "Output 3:", "(2)"; and what follows them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Numbered(NamedTuple):
    """A text without its number. `label` says that a word stood before the number ("Output 3:")."""

    number: str | None
    text: str
    label: bool = False


MANY: Final = r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3})+(?:\.?[a-z])?"
NUMBER: Final = re.compile(
    rf"(?P<number>{MANY})(?:[.):]?\s+[-–—:]?\s*|[):]\s*)(?=\S)|(?P<code>[A-Z]\d{{1,3}})[.):]\s+(?=\S)"
)
SINGLE: Final = re.compile(r"(?:\((?P<brackets>\d{1,3}|[a-z])\)|(?P<number>\d{1,3}|[a-z])[.):])\s+(?=\S)")
DOTTED: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s+(?=\S)")
LETTER: Final = re.compile(r"(?P<number>[A-Z]|[IVX]{1,5})[.)]\s+(?=\S)")
AMOUNT: Final = re.compile(
    r"(?:millions?|billions?|thousand|milliards|per ?cent|%|[$€£]"
    r"|(?-i:km|ha|kg|MW|tons?|tonnes?|hectares?)\b)",
    re.IGNORECASE,
)


def labelled(words: str, letters: str = "[A-Z]") -> re.Pattern[str]:
    """A word with its number: "Output 3:", "Activité n° 2 –", "Pillar A."; after a bare one a capital."""
    before = rf"(?i:{words})\s*(?i:n[o°º]\.?\s*)?"
    figure = r"\d{1,3}(?:\.\d{1,3})*"
    after = r"\s*(?:[:.)]|[-–—]\s|\s[-–—]|\n|\Z"
    return re.compile(
        rf"{before}(?:(?P<number>{figure}){after}|\s(?=[A-Z“\"]))"
        rf"|(?<=\s)(?P<letter>{letters}(?:\.\d{{1,3}})*){after}))\s*[-–—:]?\s*"
    )


OUTPUT_LABEL: Final = labelled(
    r"(?:(?:expected|key|main)\s+)?(?:outputs?|outcomes?|deliverables?|results?|products?|work\s+packages?|wp"
    r"|produits?|résultats?|extrants?|livrables?|resultados?|productos?|entregables?)"
)
ACTIVITY_LABEL: Final = labelled(r"(?:sub-?)?(?:activity|action|task|activité|actividad|acción|tâche|tarea)")
AREA_LABEL: Final = labelled(
    r"(?:(?:work|priority|thematic|focus|strategic|result|key)\s+)?(?:areas?|work\s?streams?|pillars?|components?"
    r"|themes?|goals?|objectives?|priority|chapter|part|axe(?:\s+stratégique)?|objectif|pilier|composante"
    r"|eje(?:\s+estratégico)?|línea(?:\s+(?:estratégica|de\s+acción))?|objetivo|pilar|componente)",
    letters="(?:[IVX]{1,5}|[A-Z])",
)
LISTED: Final = re.compile(r"(?:\(?\d{1,3}[.)]|[-•*–])\s+(?=\S)")


def activity_number(text: str) -> Numbered:
    """ "1.1 Text", "5.1. Text", "3) Text", "Activity 2.1: Text"; a sum of money is no number."""
    if match := ACTIVITY_LABEL.match(text):
        return Numbered(match["number"] or match["letter"], text[match.end() :], True)
    match = NUMBER.match(text) or SINGLE.match(text)
    if not match or AMOUNT.match(text[match.end() :]):
        return Numbered(None, text)
    groups = match.groupdict()
    return Numbered(groups.get("number") or groups.get("brackets") or groups.get("code"), text[match.end() :])


def output_number(text: str) -> Numbered:
    if match := OUTPUT_LABEL.match(text):
        return Numbered(match["number"] or match["letter"], text[match.end() :].lstrip(), True)
    return activity_number(text)


def area_number(text: str) -> Numbered:
    if match := AREA_LABEL.match(text):
        return Numbered(match["number"] or match["letter"], text[match.end() :], True)
    match = SINGLE.match(text) or LETTER.match(text) or NUMBER.match(text)
    if not match:
        return output_number(text) if OUTPUT_LABEL.match(text) else Numbered(None, text)
    groups = match.groupdict()
    return Numbered(groups.get("number") or groups.get("brackets") or groups.get("code"), text[match.end() :])


def unlisted(text: str) -> str:
    """An entry of a list without the number or dash that was typed before it."""
    match = LISTED.match(text)
    return text[match.end() :] if match else text
