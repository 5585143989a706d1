"""The bars: one for each area, as wide as the others, its activities in it by what is known of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Final

from bot.picture.figures import Row, Tally
from bot.picture.letters import fitted, line_height, width
from bot.picture.marks import DARK, INK, LIGHT, PALE, PAPER, Area, Box, Colour, Mark, Text

NAME: Final = 34
NUMBER: Final = 32
BAR: Final = 54
BELOW: Final = 26
"""Between one bar and the next name."""
BESIDE: Final = 24
LEAST: Final = 14
"""What a part takes at least, so that one activity of a thousand is seen."""

PARTS: Final[tuple[tuple[Colour, bool, bool], ...]] = (
    (DARK, False, False),
    (LIGHT, False, False),
    (LIGHT, True, False),
    (PALE, True, False),
    (PALE, False, False),
    (PAPER, False, True),
)
"""Fill, late and struck of each part, in the order of a tally."""
LEGEND: Final = (0, 1, 4, 5, 3)
"""The parts that stand for completed, ongoing, open, cancelled and late."""
SWATCH: Final = 44
AFTER: Final = 44
"""Between one entry of a legend and the next."""
SMALL: Final = 32


def legend_marks(words: Sequence[str], box: Box) -> tuple[list[Mark], int]:
    """One after the other, in as many lines as it takes; and where the next thing begins."""
    marks: list[Mark] = []
    left, top, high = box.left, box.top, line_height(SMALL)
    for part, word in zip(LEGEND, words, strict=True):
        text = fitted(word, SMALL, box.width - SWATCH - 14)
        wide = SWATCH + 14 + width(text, SMALL)
        if left > box.left and left + wide > box.right:
            left, top = box.left, top + high + 14
        sign = Box(left, top + (high - 32) // 2, left + SWATCH, top + (high + 32) // 2)
        marks.append(part_mark(part, sign))
        marks.append(Text(Box(sign.right + 14, top, left + wide, top + high), text, SMALL))
        left += wide + AFTER
    return marks, top + high


def row_marks(rows: Sequence[Row], words: Sequence[tuple[str, str]], box: Box) -> tuple[list[Mark], int]:
    beside = max((width(figures, NAME, bold=True) for _, figures in words), default=0)
    marks: list[Mark] = []
    top, high = box.top, line_height(NAME)
    for row, (name, figures) in zip(rows, words, strict=True):
        line = Box(box.left, top, box.right, top + high)
        marks.append(Text(line, fitted(name, NAME, box.width), NAME))
        bar = Box(box.left, line.bottom + 6, box.right - beside - BESIDE, line.bottom + 6 + BAR)
        marks += bar_marks(row.tally, bar)
        place = Box(bar.right + BESIDE, bar.top, box.right, bar.bottom)
        marks.append(Text(place, figures, NAME, bold=True, right=True))
        top = bar.bottom + BELOW
    return marks, top - BELOW if rows else top


def bar_marks(tally: Tally, bar: Box) -> Iterator[Mark]:
    counts = astuple(tally)
    left = bar.left
    for part, (count, wide) in enumerate(zip(counts, shares(counts, bar.width), strict=True)):
        if not count:
            continue
        piece = Box(left, bar.top, left + wide, bar.bottom)
        yield part_mark(part, piece)
        number = str(count)
        if width(number, NUMBER, bold=True) + 16 <= wide:
            yield number_mark(number, part, piece)
        left = piece.right


def part_mark(part: int, box: Box) -> Area:
    fill, late, struck = PARTS[part]
    return Area(box, fill, late, struck)


def number_mark(number: str, part: int, piece: Box) -> Text:
    fill, late, struck = PARTS[part]
    colour = PAPER if fill == DARK else INK
    return Text(
        piece, number, NUMBER, bold=True, colour=colour, centred=True, plate=fill if late or struck else None
    )


def shares(counts: Sequence[int], whole: int) -> list[int]:
    """Widths that together are the whole, each in proportion, and none that counts under the least.

    What the small ones are given beyond their share, the wide ones lack.
    """
    small = {at for at, count in enumerate(counts) if not count}
    rest, room = sum(counts), whole
    while tight := {at for at, count in enumerate(counts) if at not in small and count * room < LEAST * rest}:
        small |= tight
        rest -= sum(counts[at] for at in tight)
        room -= LEAST * len(tight)
    widths, seen = [], 0
    for at, count in enumerate(counts):
        if at in small:
            widths.append(LEAST if count else 0)
            continue
        widths.append((seen + count) * room // rest - seen * room // rest)
        seen += count
    return widths
