"""What a document leaves open in words. It is neither a gap nor a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

TBC_WORD: Final = re.compile(r"\btbc\b", re.IGNORECASE)
TBC_VALUE: Final = re.compile(
    r"tb[cd]|to be (?:confirmed|determined)|à confirmer|por confirmar", re.IGNORECASE
)


FIELDS: Final = ("title", "timeframe", "lead", "funding")
"""What may be left open, in the order of a plan file."""

SETTLES: Final = {"due": "timeframe", "assignees": "lead"}
"""A due date settles an open timeframe, an assignee an open lead."""


@lru_cache(maxsize=4096)
def says_tbc(text: str | None) -> bool:
    """The text leaves something open: "TBC" anywhere in it, or another such word as the whole of it."""
    return bool(text and (TBC_WORD.search(text) or only_says_tbc(text)))


def only_says_tbc(text: str) -> bool:
    """The text says nothing else: "TBC", "(tbd)", "to be confirmed."."""
    return TBC_VALUE.fullmatch(text.strip(" .()")) is not None


def since_value(since: Mapping[str, date]) -> str | None:
    """Since when each field has been open, as text: one `field day` a line; None for nothing."""
    order = {name: place for place, name in enumerate(FIELDS)}
    names = sorted(since, key=lambda name: (order.get(name, len(order)), name))
    return "\n".join(f"{name} {since[name].isoformat()}" for name in names) or None


def read_since(value: str | None) -> dict[str, date]:
    """The reverse. Raises ValueError for what is no day."""
    lines = [line.rpartition(" ") for line in (value or "").splitlines()]
    return {name: date.fromisoformat(day) for name, _, day in lines}
