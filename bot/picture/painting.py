"""Marks to a PNG, by Pillow."""

from __future__ import annotations

from io import BytesIO
from typing import Final, assert_never

from PIL import Image, ImageDraw

from bot.picture.letters import font
from bot.picture.marks import ALARM, DARK, GRID, INK, LIGHT, PALE, PAPER, Area, Box, Colour, Path, Sheet, Text

EDGE: Final = 2
STROKE: Final = 5
APART: Final = 18
"""From one stroke over what is late to the next."""
SMOOTH: Final = 12
"""Steps of the smooth edge of a letter."""


def paint(sheet: Sheet) -> bytes:
    image = Image.new("RGB", (sheet.width, sheet.height), PAPER)
    draw = ImageDraw.Draw(image)
    for mark in sheet.marks:
        match mark:
            case Area():
                paint_area(image, draw, mark)
            case Path():
                paint_path(draw, mark)
            case Text():
                paint_text(draw, mark)
            case _:
                assert_never(mark)
    found = BytesIO()
    image.quantize(palette=palette(), dither=Image.Dither.NONE).save(found, "PNG")
    return found.getvalue()


def palette() -> Image.Image:
    """All colours in use, and those at the edges of letters: a third of the bytes, and none is changed."""
    grounds = (PAPER, PALE, LIGHT, DARK)
    shades = [
        mixed(ground, PAPER if ground == DARK else INK, step) for ground in grounds for step in range(SMOOTH)
    ]
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in (INK, GRID, ALARM, *shades) for part in colour])
    return image


def mixed(one: Colour, other: Colour, step: int) -> Colour:
    red, green, blue = (a + (b - a) * step // SMOOTH for a, b in zip(one, other, strict=True))
    return red, green, blue


def paint_area(image: Image.Image, draw: ImageDraw.ImageDraw, area: Area) -> None:
    box = area.box
    if area.late:
        image.paste(strokes(area), (box.left, box.top))
    else:
        draw.rectangle(corners(box), fill=area.fill)
    if area.struck:
        middle = (box.top + box.bottom) // 2
        draw.line(((box.left, middle), (box.right - 1, middle)), fill=INK, width=EDGE + 1)
    draw.rectangle(corners(box), outline=INK, width=EDGE)


def strokes(area: Area) -> Image.Image:
    """Slanting lines on the fill, in a picture of their own, so that they end with the box."""
    wide, high = area.box.width, area.box.height
    image = Image.new("RGB", (wide, high), area.fill)
    draw = ImageDraw.Draw(image)
    for x in range(-high, wide, APART):
        draw.line(((x, high), (x + high, 0)), fill=ALARM, width=STROKE)
    return image


def paint_path(draw: ImageDraw.ImageDraw, path: Path) -> None:
    if path.under is not None:
        first, last = path.points[0], path.points[-1]
        draw.polygon(((first[0], path.floor), *path.points, (last[0], path.floor)), fill=path.under)
    draw.line(path.points, fill=path.colour, width=path.width)


def paint_text(draw: ImageDraw.ImageDraw, text: Text) -> None:
    letters, box = font(text.size, text.bold), text.box
    middle = (box.top + box.bottom) // 2
    anchor, x = "lm", box.left
    if text.right:
        anchor, x = "rm", box.right
    elif text.centred:
        anchor, x = "mm", (box.left + box.right) // 2
    if text.plate is not None:
        left, top, right, bottom = draw.textbbox((x, middle), text.text, font=letters, anchor=anchor)
        draw.rectangle((left - 5, top - 5, right + 4, bottom + 4), fill=text.plate)
    draw.text((x, middle), text.text, fill=text.colour, font=letters, anchor=anchor)


def corners(box: Box) -> tuple[int, int, int, int]:
    """As Pillow counts: the last column and line belong to it."""
    return box.left, box.top, box.right - 1, box.bottom - 1
