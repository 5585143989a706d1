"""Dates that stand in a title. They are quoted when people are asked, never used as due dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from mappings.timeframe import read_timeframe
from mappings.timewords import MONTHS

LONG_MONTHS: Final = "|".join(word for row in MONTHS for word in row.split() if len(word) > 3)
IN_TITLE: Final = re.compile(
    rf"(?<![\w-])(?:(?:[0-9]{{1,2}}\s?[-–]\s?)?(?:[0-9]{{1,2}} )?(?:{LONG_MONTHS}|may|mai) )?"
    r"(?:[0-9]{4}\s?[-–/]\s?)?[0-9]{4}(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitleDate:
    """A date as the title has it, with its last day."""

    text: str
    due: date


def dates_in_title(title: str) -> tuple[TitleDate, ...]:
    """Every date in the title that names a year and can be read."""
    found = (
        TitleDate(match.group(), read_timeframe(match.group()).due or date.min)
        for match in IN_TITLE.finditer(title)
    )
    return tuple(one for one in found if one.due > date.min)
