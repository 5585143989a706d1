"""The burn-up: all activities and those completed, over the plan's life, as far as it is recorded. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.picture.bars import AFTER, SMALL, SWATCH
from bot.picture.figures import Figures
from bot.picture.letters import fitted, line_height, width
from bot.picture.marks import DARK, GRID, INK, LIGHT, Box, Mark, Path, Text
from bot.picture.ticks import levels

if TYPE_CHECKING:
    from bot.text.picture import PictureWords

HIGH: Final = 420
LINE: Final = 6
BESIDE: Final = 14


def curve_marks(figures: Figures, words: PictureWords, box: Box) -> tuple[list[Mark], int]:
    """The key, the grid, both lines, and where today is; and where the next thing begins."""
    marks, top = key_marks(words, box)
    high = line_height(SMALL)
    steps = levels(max(point.scope for point in figures.curve))
    beside = max(width(str(level), SMALL) for level in steps) + 16
    # Today is named above, the days below.
    plot = Box(box.left + beside, top + high + 8, box.right, top + high + 8 + HIGH)
    marks += grid_marks(steps, box.left, plot)
    marks += tick_marks(figures, words, plot)
    done = [(place(one.day, figures, plot), height(one.done, steps, plot)) for one in figures.curve]
    scope = [(place(one.day, figures, plot), height(one.scope, steps, plot)) for one in figures.curve]
    marks.append(Path(stairs(done), DARK, LINE, under=LIGHT, floor=plot.bottom))
    marks.append(Path(stairs(scope), INK, LINE))
    marks += today_marks(figures, words.today, plot)
    return marks, plot.bottom + 8 + high


def key_marks(words: PictureWords, box: Box) -> tuple[list[Mark], int]:
    """A line is a line, and what is filled is filled: colour is not all that tells them apart."""
    marks: list[Mark] = []
    left, top, high = box.left, box.top, line_height(SMALL)
    for word, colour, under in ((words.scope, INK, None), (words.done, DARK, LIGHT)):
        text = fitted(word, SMALL, box.width - SWATCH - BESIDE)
        wide = SWATCH + BESIDE + width(text, SMALL)
        if left > box.left and left + wide > box.right:
            left, top = box.left, top + high + 10
        middle = top + high // 2 - (SWATCH // 4 if under else 0)
        sign = ((left, middle), (left + SWATCH, middle))
        marks.append(Path(sign, colour, LINE, under, middle + SWATCH // 2))
        marks.append(Text(Box(left + SWATCH + BESIDE, top, left + wide, top + high), text, SMALL))
        left += wide + AFTER
    return marks, top + high + 10


def grid_marks(steps: Sequence[int], left: int, plot: Box) -> Iterator[Mark]:
    half = line_height(SMALL) // 2
    for level in steps:
        y = height(level, steps, plot)
        yield Path(((plot.left, y), (plot.right, y)), GRID if level else INK, 2)
        yield Text(Box(left, y - half, plot.left - 16, y + half), str(level), SMALL, right=True)


def tick_marks(figures: Figures, words: PictureWords, plot: Box) -> Iterator[Mark]:
    """Each day is named right of its line, up to the next one."""
    high = line_height(SMALL)
    places = [(place(day, figures, plot), word) for day, word in words.ticks]
    ends = [x for x, _ in places[1:]] + [plot.right]
    for (x, word), end in zip(places, ends, strict=True):
        yield Path(((x, plot.top), (x, plot.bottom + 14)), GRID, 2)
        if width(word, SMALL) <= end - x - 8:
            yield Text(Box(x + 8, plot.bottom + 8, end, plot.bottom + 8 + high), word, SMALL)


def place(day: date, figures: Figures, plot: Box) -> int:
    whole = max((figures.end - figures.begin).days, 1)
    return plot.left + (day - figures.begin).days * plot.width // whole


def height(count: int, steps: Sequence[int], plot: Box) -> int:
    return plot.bottom - count * plot.height // steps[-1]


def stairs(points: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """A figure holds until the day of the next one: nothing is drawn slantwise."""
    found = [points[0]]
    for x, y in points[1:]:
        if y != found[-1][1]:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return tuple(found)


def today_marks(figures: Figures, word: str, plot: Box) -> Iterator[Mark]:
    """A line, and the word above it, as far in the middle as there is room."""
    x, wide, high = place(figures.today, figures, plot), width(word, SMALL), line_height(SMALL)
    yield Path(((x, plot.top - 8), (x, plot.bottom)), INK, 2)
    left = min(max(x - wide // 2, plot.left), plot.right - wide)
    yield Text(Box(left, plot.top - 8 - high, left + wide, plot.top - 8), word, SMALL)
