"""What a picture is made of before it is painted: boxes, lines and texts, each with its place. Pure.

Lengths are pixels of a picture that is 1,200 wide: on a phone about a third of them is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

Colour: TypeAlias = tuple[int, int, int]

INK: Final[Colour] = (0x1F, 0x23, 0x28)
PAPER: Final[Colour] = (0xFF, 0xFF, 0xFF)
GRID: Final[Colour] = (0xC9, 0xCE, 0xD4)
DARK: Final[Colour] = (0x1B, 0x4B, 0x8A)
"""Completed."""
LIGHT: Final[Colour] = (0x8C, 0xBE, 0xEC)
"""Ongoing."""
PALE: Final[Colour] = (0xE6, 0xE9, 0xED)
"""Not begun, or no report."""
ALARM: Final[Colour] = (0xA3, 0x12, 0x12)
"""The strokes over what is past its date."""


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Area:
    """A filled box with a dark edge. `late`: strokes across it; `struck`: one line through its middle."""

    box: Box
    fill: Colour
    late: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A line through these points; `under`: filled with this colour down to `floor`."""

    points: tuple[tuple[int, int], ...]
    colour: Colour
    width: int
    under: Colour | None = None
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text that fits into its box, on the left of it or, if `right`, on its right.

    `plate`: what lies behind the letters, so that they can be read on strokes.
    """

    box: Box
    text: str
    size: int
    bold: bool = False
    colour: Colour = INK
    right: bool = False
    centred: bool = False
    plate: Colour | None = None


Mark: TypeAlias = Area | Path | Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole picture. Later marks lie over earlier ones."""

    width: int
    height: int
    marks: tuple[Mark, ...]
