"""A bar of activities by where they stand; how long its pieces are, in percent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.views.rows import Mark, Row

ORDER: Final = (
    (Mark.COMPLETED, False),
    (Mark.ONGOING, False),
    (Mark.ONGOING, True),
    (Mark.NOT_STARTED, False),
    (Mark.NOT_STARTED, True),
    (Mark.UNREPORTED, False),
    (Mark.UNREPORTED, True),
    (Mark.CANCELLED, False),
)
"""The late part of each stands beside the rest of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`x` and `width` in percent of the bar."""

    mark: Mark
    late: bool
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    pieces: tuple[Piece, ...]
    counts: tuple[tuple[Mark, int], ...]
    late: int
    total: int

    def count(self, mark: Mark) -> int:
        return dict(self.counts)[mark]

    @property
    def completed(self) -> int:
        return self.count(Mark.COMPLETED)

    @property
    def standing(self) -> int:
        """All but the cancelled: what progress is measured by."""
        return self.total - self.count(Mark.CANCELLED)


def bar_of(rows: Iterable[Row]) -> Bar:
    found = Counter((row.mark, row.late) for row in rows)
    total = sum(found.values())
    pieces = []
    x = 0.0
    for mark, late in ORDER:
        count = found[mark, late]
        if count:
            width = 100 * count / total
            pieces.append(Piece(mark, late, count, round(x, 2), round(width, 2)))
            x += width
    return Bar(
        pieces=tuple(pieces),
        counts=tuple((mark, found[mark, False] + found[mark, True]) for mark in Mark),
        late=sum(count for (_, late), count in found.items() if late),
        total=total,
    )
