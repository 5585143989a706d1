"""How wide a text is, and as much of it as fits: by the font that lies beside, whatever the machine has."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from mappings.visible import visible

FONTS: Final = Path(__file__).with_name("fonts")
BLANKS: Final = re.compile(r"[^\S\u00a0]+")
ENDS: Final = " ,;:.–-(“\"'"


@lru_cache(maxsize=16)
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """Laid out without the machine's own library for it: the same picture everywhere."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def shown(text: str) -> str:
    """On one line, without signs that steer. A space that must not be broken stays one."""
    return BLANKS.sub(" ", visible(text)).strip()


def width(text: str, size: int, *, bold: bool = False) -> int:
    left, _, right, _ = font(size, bold).getbbox(text)
    return int(max(right, font(size, bold).getlength(text)) - min(left, 0)) + 1


def line_height(size: int) -> int:
    return sum(font(size, False).getmetrics())


def fitted(text: str, size: int, room: int, *, bold: bool = False) -> str:
    """As much as fits, cut at a word with "…"; within a word where not even one fits."""
    whole = shown(text)
    if width(whole, size, bold=bold) <= room:
        return whole
    most = longest(whole, size, room, bold=bold)
    kept = whole[:most]
    if " " in kept and whole[most : most + 1] != " ":
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(ENDS) + "…"


def longest(whole: str, size: int, room: int, *, bold: bool) -> int:
    """How many of its first signs fit together with "…", found by halving."""
    fits, beyond = 0, len(whole)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if width(whole[:middle] + "…", size, bold=bold) <= room:
            fits = middle
        else:
            beyond = middle
    return fits


def wrapped(text: str, size: int, room: int, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """At most so many lines, broken at words; the last is cut where there is more."""
    found: list[str] = []
    rest = shown(text)
    while rest and len(found) < lines - 1 and width(rest, size, bold=bold) > room:
        most = longest(rest, size, room, bold=bold)
        at = rest.rfind(" ", 0, most + 1)
        at = at if at > 0 else most
        found.append(rest[:at])
        rest = rest[at:].strip()
    return (*found, fitted(rest, size, room, bold=bold)) if rest else tuple(found)
