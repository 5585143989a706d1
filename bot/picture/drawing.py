"""The whole picture: heading, legend, bars and curve, from top to bottom; and its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.picture.bars import SMALL, legend_marks, row_marks
from bot.picture.curve import curve_marks
from bot.picture.figures import Figures
from bot.picture.letters import line_height, wrapped
from bot.picture.marks import Box, Mark, Sheet, Text
from bot.picture.painting import paint

if TYPE_CHECKING:
    from bot.text.picture import PictureWords

WIDTH: Final = 1200
MARGIN: Final = 44
TITLE: Final = 50
HEADING: Final = 38
GAP: Final = 34


def draw(figures: Figures, words: PictureWords) -> bytes:
    """A PNG. The same figures and words give the same bytes."""
    return paint(sheet_of(figures, words))


def sheet_of(figures: Figures, words: PictureWords) -> Sheet:
    marks, top = heading_marks(words.title, TITLE, MARGIN, bold=True)
    summary, top = heading_marks(words.summary, HEADING, top + 6)
    legend, top = legend_marks(words.legend, below(top + GAP))
    rows, top = row_marks(figures.rows, words.rows, below(top + GAP))
    if figures.curve:
        heading, top = heading_marks(words.curve, HEADING, top + 2 * GAP, bold=True)
        curve, top = curve_marks(figures, words, below(top + 10))
    else:
        heading, (curve, top) = [], heading_marks(words.note, SMALL, top + GAP)
    return Sheet(WIDTH, top + MARGIN, (*marks, *summary, *legend, *rows, *heading, *curve))


def below(top: int) -> Box:
    """All the room that there is from here on."""
    return Box(MARGIN, top, WIDTH - MARGIN, top)


def heading_marks(text: str, size: int, top: int, *, bold: bool = False) -> tuple[list[Mark], int]:
    """In one line or two; and where the next thing begins."""
    marks: list[Mark] = []
    for line in wrapped(text, size, WIDTH - 2 * MARGIN, 2, bold=bold):
        bottom = top + line_height(size)
        marks.append(Text(Box(MARGIN, top, WIDTH - MARGIN, bottom), line, size, bold))
        top = bottom
    return marks, top
