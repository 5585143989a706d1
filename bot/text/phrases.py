"""Turns of phrase that several messages share: one line, cut titles, counted nouns, lists of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

TITLE: Final = 78
AREA: Final = 46
CONSONANT_Y: Final = re.compile(r"(?<=[^aeiou])y$")


def one_line(text: str) -> str:
    """The lines of a cell beside each other: "26 February 2016 / 20 July 2016"."""
    return " / ".join(line.strip() for line in text.splitlines())


def cut(text: str, limit: int) -> str:
    """At most so many characters, cut at a word with "…"."""
    whole = " ".join(text.split())
    if len(whole) <= limit:
        return whole
    kept = whole[: limit - 1]
    if " " in kept and whole[limit - 1] != " ":
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:.–-(“\"'") + "…"


def counted(number: int, one: str) -> str:
    """ "1 activity", "3 activities", "2 days"."""
    if number == 1:
        return f"1 {one}"
    return f"{number} {CONSONANT_Y.sub('ie', one)}s"


def joined(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def some(words: Sequence[str], limit: int, mark: str = ",") -> str:
    """A list with commas, or with another mark: the first few, and how many more there are."""
    rest = len(words) - limit
    before = "" if mark == "," else mark
    return f"{mark} ".join(words[:limit]) + (f"{before} and {rest} more" if rest > 0 else "")
