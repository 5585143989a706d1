"""What a document leaves open in words. It is neither a gap nor a value."""

from __future__ import annotations

import re
from typing import Final

TBC_WORD: Final = re.compile(r"\btbc\b", re.IGNORECASE)
TBC_VALUE: Final = re.compile(
    r"tb[cd]|to be (?:confirmed|determined)|à confirmer|por confirmar", re.IGNORECASE
)


def says_tbc(text: str | None) -> bool:
    """The text leaves something open: "TBC" anywhere in it, or another such word as the whole of it."""
    return bool(text and (TBC_WORD.search(text) or only_says_tbc(text)))


def only_says_tbc(text: str) -> bool:
    """The text says nothing else: "TBC", "(tbd)", "to be confirmed."."""
    return TBC_VALUE.fullmatch(text.strip(" .()")) is not None
