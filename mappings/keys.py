"""Minting ids: readable, ASCII, at most 40 characters, unique in the plan, and never computed again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

LONGEST: Final = 40
FOREIGN: Final = re.compile(r"[^A-Za-z0-9._-]+")
YEARS: Final = re.compile(r"(?:19|20)\d\d")
PLAN_ID_LONGEST: Final = 31


@dataclass(slots=True)
class Keys:
    """Hands out ids; each goes to one item only."""

    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    """How often each id was wanted, so that a number printed a thousand times costs no search."""

    def area(self, number: str | None, position: int) -> str:
        """The printed number, else "A" and the place in the document, from 1."""
        return self._unique(ascii_word(number, 12) or f"A{position}")

    def output(self, year: int | None, area: str, number: str | None, position: int) -> str:
        """ "2016-1-O1": year, area, number; `position` in the area where no number is printed."""
        name = ascii_word(number, 12) or str(position)
        return self._unique("-".join(filter(None, (str(year or ""), area, f"O{name}"))))

    def activity_of_output(
        self, year: int | None, area: str, output: str, number: str | None, position: int
    ) -> str:
        """ "2016-1-1.2"; without a printed number the output's id and the position in it, "2016-2-O1-1"."""
        name = ascii_word(number, 16)
        if name is None:
            return self._unique(f"{output}-{position}")
        return self._unique("-".join(filter(None, (str(year or ""), area, name))))

    def activity_of_area(self, area: str, number: str | None, position: int) -> str:
        """ "7.2"; a printed number that begins with the area's own is the id as it stands."""
        name = ascii_word(number, 16) or str(position)
        return self._unique(name if name.startswith(f"{area}.") else f"{area}.{name}")

    def _unique(self, wanted: str) -> str:
        """A second item of the same number gets a letter: 3.1, 3.1b, 3.1c."""
        wanted = wanted[:LONGEST].rstrip(".-_")
        found, count = wanted, self.counts.get(wanted, 1)
        while found in self.taken:
            count += 1
            suffix = chr(ord("a") + count - 1) if count <= 26 else f"-{count}"
            found = wanted[: LONGEST - len(suffix)] + suffix
        self.taken.add(found)
        self.counts[wanted] = count
        return found


def ascii_word(text: str | None, longest: int) -> str | None:
    """The text in the characters an id may hold; None when nothing is left."""
    if not text:
        return None
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return FOREIGN.sub("-", plain)[:longest].strip("-._") or None


def plan_id_from(name: str) -> str:
    """A plan id out of a file's name, years and endings left off: "garden-2016-2018.md" gives "garden"."""
    stem = re.split(r"[/\\]", name)[-1]
    stem = re.sub(r"\.[A-Za-z]\w{0,8}\Z", "", stem)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if word and not YEARS.fullmatch(word)]
    plan_id = re.sub(r"\A[^a-z]+", "", "-".join(words))[:PLAN_ID_LONGEST].strip("-")
    return plan_id or "plan"
