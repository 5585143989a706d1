"""The one day that a document gives for itself, in the forms that documents use."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "january jan janvier enero ene",
            "february feb fevrier febrero",
            "march mar mars marzo",
            "april apr avril abril abr",
            "may mai mayo",
            "june jun juin junio",
            "july jul juillet julio",
            "august aug aout agosto ago",
            "september sep sept septembre septiembre",
            "october oct octobre octubre",
            "november nov novembre noviembre",
            "december dec decembre diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
DAY_FIRST: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er)?\s+(?:de\s+)?([a-z]+)\.?,?\s+(?:de\s+)?((?:19|20)\d\d)\b"
)
MONTH_FIRST: Final = re.compile(r"\b([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b")
ISO: Final = re.compile(r"\b((?:19|20)\d\d)-(\d{2})-(\d{2})\b")


def find_day(text: str) -> tuple[date, str] | None:
    """The first day named in a text, and the text without it."""
    low = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    for pattern, order in ((DAY_FIRST, (3, 2, 1)), (MONTH_FIRST, (3, 1, 2)), (ISO, (1, 2, 3))):
        for match in pattern.finditer(low):
            year, month, day = (match[group] for group in order)
            number = int(month) if month.isdigit() else MONTHS.get(month)
            if number is None:
                continue
            try:
                return date(int(year), number, int(day)), (low[: match.start()] + low[match.end() :]).strip()
            except ValueError:
                continue
    return None


def only_day(text: str) -> date | None:
    """The day, when the text is nothing else."""
    found = find_day(text)
    return found[0] if found and not found[1].strip(" .,()") else None
