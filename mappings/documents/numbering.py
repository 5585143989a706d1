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
NUMBER: Final = re.compile(rf"(?P<number>{MANY}|[A-Z]\d{{1,3}})(?P<tail>[.):]?\s+[-–—:]?\s*|[.):]\s*)(?=\S)")
SINGLE: Final = re.compile(r"(?:\((?P<brackets>\d{1,3}|[a-z])\)|(?P<number>\d{1,3}|[a-z])[.):])\s+(?=\S)")
DOTTED: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s+(?=\S)")
LETTER: Final = re.compile(r"(?P<number>[A-Z]|[IVX]{1,5})[.)]\s+(?=\S)")
AMOUNT: Final = re.compile(
    r"(?:million|billion|thousand|per cent|percent|millions|milliards|%|[$€£])", re.IGNORECASE
)
OUTPUT_LABEL: Final = re.compile(
    r"(?:(?:expected|key|main)\s+)?(?:outputs?|outcomes?|deliverables?|results?|products?|produits?|résultats?|resultados?|productos?"
    r"|extrants?|livrables?|entregables?|work\s+packages?|wp)\s*(?:n[o°º]\.?\s*)?"
    r"(?P<number>(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*)\s*(?:[:.)]|[-–—]\s|\s[-–—]|\n|\Z|\s(?=[A-Z“\"]))\s*[-–—:]?\s*",
    re.IGNORECASE,
)
ACTIVITY_LABEL: Final = re.compile(
    r"(?:sub-?)?(?:activity|action|task|activité|actividad|acción|tâche|tarea)\s*(?:n[o°º]\.?\s*)?"
    r"(?P<number>(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*)\s*(?:[:.)]|[-–—]\s|\s[-–—]|\n|\s(?=[A-Z“\"]))\s*[-–—:]?\s*",
    re.IGNORECASE,
)
AREA_LABEL: Final = re.compile(
    r"(?:(?:work|priority|thematic|focus|strategic|result|key)\s+)?(?:areas?|work\s?streams?|pillars?|components?|themes?|goals?|objectives?"
    r"|strategic\s+objectives?|axe|axe\s+stratégique|eje|eje\s+estratégico|objectif|objetivo|pilier|pilar|composante|componente|priority|chapter|part)"
    r"\s*(?:n[o°º]\.?\s*)?(?P<number>\d{1,3}|[A-Z]|[IVX]{1,5})\s*(?:[:.)]|[-–—]\s|\s[-–—]|\n|\s(?=[A-Z“\"]))\s*[-–—:]?\s*",
    re.IGNORECASE,
)
LISTED: Final = re.compile(r"(?:\(?\d{1,3}[.)]|[-•*–])\s+(?=\S)")


def activity_number(text: str) -> Numbered:
    """ "1.1 Text", "5.1. Text", "3) Text", "Activity 2.1: Text"; a sum of money is no number."""
    if match := ACTIVITY_LABEL.match(text):
        return Numbered(match["number"], text[match.end() :], True)
    match = NUMBER.match(text) or SINGLE.match(text)
    if not match or AMOUNT.match(text[match.end() :]):
        return Numbered(None, text)
    groups = match.groupdict()
    return Numbered(groups.get("number") or groups.get("brackets"), text[match.end() :])


def output_number(text: str) -> Numbered:
    if match := OUTPUT_LABEL.match(text):
        return Numbered(match["number"], text[match.end() :].lstrip(), True)
    return activity_number(text)


def area_number(text: str) -> Numbered:
    if match := AREA_LABEL.match(text):
        return Numbered(match["number"], text[match.end() :], True)
    match = SINGLE.match(text) or LETTER.match(text) or NUMBER.match(text)
    if not match:
        return output_number(text) if OUTPUT_LABEL.match(text) else Numbered(None, text)
    groups = match.groupdict()
    return Numbered(groups.get("number") or groups.get("brackets"), text[match.end() :])


def unlisted(text: str) -> str:
    """An entry of a list without the number or dash that was typed before it."""
    match = LISTED.match(text)
    return text[match.end() :] if match else text
