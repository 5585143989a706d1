"""Which lines of the document were used, set aside, or not understood. A line nobody claimed is the last."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mappings.documents.blocks import Place


class Use(StrEnum):
    USED = "used"
    ASIDE = "set aside"
    PUZZLING = "not understood"


class Reason(StrEnum):
    """Why lines were set aside."""

    PAGE = "page headers and footers"
    RULES = "table rules and empty rows"
    TITLES = "column titles and captions"
    TOTALS = "totals"
    CONTENTS = "contents"
    INTRODUCTION = "introduction"
    RUNNING = "running text"
    OTHER_TABLE = "other tables"


RANK = {Use.ASIDE: 0, Use.USED: 1, Use.PUZZLING: 2}
UNCLAIMED = "nothing says what it belongs to"


@dataclass(slots=True)
class Ledger:
    """One entry a line; what was understood outweighs what was set aside, a doubt outweighs both."""

    entries: dict[int, tuple[Use, str]] = field(default_factory=dict)

    def use(self, place: Place, what: str) -> None:
        self._enter(place, Use.USED, what)

    def set_aside(self, place: Place, reason: Reason) -> None:
        self._enter(place, Use.ASIDE, reason.value)

    def doubt(self, place: Place, why: str) -> None:
        self._enter(place, Use.PUZZLING, why)

    def _enter(self, place: Place, use: Use, reason: str) -> None:
        for line in range(place.first, place.last + 1):
            known = self.entries.get(line)
            if known is None or RANK[use] > RANK[known[0]]:
                self.entries[line] = (use, reason)

    def entry(self, line: int) -> tuple[Use, str]:
        return self.entries.get(line, (Use.PUZZLING, UNCLAIMED))
