"""Turns of phrase that several messages share: cut titles, counted nouns, lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

TITLE: Final = 78
AREA: Final = 46


def cut(text: str, limit: int) -> str:
    """At most so many characters, cut at a word with "…"."""
    whole = " ".join(text.split())
    if len(whole) <= limit:
        return whole
    kept = whole[: limit - 1]
    if " " in kept and whole[limit - 1] != " ":
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:.–-(“\"'") + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 activity", "3 activities"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def joined(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def some(words: Sequence[str], limit: int) -> str:
    """A list with commas: the first few, and how many more there are."""
    more = f" and {len(words) - limit} more" if len(words) > limit else ""
    return ", ".join(words[:limit]) + more
