"""Rows of sums: "Total | 90,000". They count what the rows above say, and are no activity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mappings.documents.blocks import Cell, fold
from mappings.documents.numbering import ACTIVITY_LABEL, AREA_LABEL, OUTPUT_LABEL
from mappings.documents.words import phrases, plain

CURRENCY: Final = (
    r"(?:[$€£¥]|usd?|eur(?:os?)?|gbp|chf|cad|aud|jpy|sek|nok|dkk|xof|xaf|cfa|fcfa|dollars?|francs?)"
)
AMOUNT: Final = re.compile(
    rf"(?:{CURRENCY}\s?)*[$€£¥]?[-–]?\d[\d\s.,'’]*(?:\s?(?:%|[km]|million|{CURRENCY}))*|[-–—/.\s]+|n/?a",
    re.IGNORECASE,
)
SUM: Final = phrases(
    "total, totals, total *budget, total cost(s), total amount, total funding, total resources, "
    "total estimated *, subtotal, sub-total, sub total, totaux, total general, total partiel, "
    "total parcial, sous-total, sous total, somme, suma, budget total, cout total, costo total, "
    "montant total, presupuesto total",
    after="grand, overall, general",
)
OF_PART: Final = re.compile(
    r"(?:sub-?\s?|sous-)?total(?:\s+(?:for|of|pour|du|de|del|de la|para)\b|\s+de l['’])?"
    r"\s*[-–—:]?\s*(?P<part>.+)",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"(?:19|20)\d\d(?:\s?[-–—/]\s?(?:19|20)?\d\d)?")


def sums_up(cells: Sequence[Cell]) -> bool:
    """Its only words say "Total"; everything else in it is an amount."""
    texts = [text for cell in cells if (text := fold(cell.text))]
    words = [text for text in texts if not AMOUNT.fullmatch(text)]
    return len(words) == 1 and is_sum(words[0])


def is_sum(text: str) -> bool:
    """ "Total", "Grand total (USD)", "Sub-total: 90,000", "Total for Output 2"; not "Total review of …"."""
    name, colon, value = text.partition(":")
    if colon and AMOUNT.fullmatch(value.strip()):
        text = name
    if len(text) > 80:
        return False
    if SUM.match(plain(text)):
        return True
    match = OF_PART.fullmatch(re.sub(r"\([^)]*\)", " ", text).strip(" .:"))
    if not match:
        return False
    part = match["part"].strip()
    named = any(
        (found := label.match(part)) and (found["number"] or found["letter"])
        for label in (AREA_LABEL, OUTPUT_LABEL, ACTIVITY_LABEL)
    )
    return named or bool(YEAR.fullmatch(part) or AMOUNT.fullmatch(part))
