"""A history to draw, figures without a plan behind them, and what a picture shows at a place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image

from bot.picture.drawing import draw, sheet_of
from bot.picture.figures import Figures, Row, Tally, figures_of
from bot.picture.letters import font
from bot.picture.marks import Box, Colour, Sheet, Text
from bot.picture.record import Point
from bot.text.digest_words import ENGLISH, Words
from bot.text.picture import picture_words
from mappings.plan import Plan
from mappings.snapshot import Side
from sync.changes import Cause
from sync.trace import Event

TODAY = date(2017, 5, 2)


def at(day: str, item: str, field: str, old: str | None, new: str | None, why: Cause) -> Event:
    """`day`: an ISO date, or a moment of UTC."""
    moment = datetime.fromisoformat(day if "T" in day else f"{day}T09:00:00").replace(tzinfo=UTC)
    return Event(moment, 1, item, field, Side.FORGE, old, new, None, why)


def made(day: str, item: str) -> Event:
    return at(day, item, "item", None, "activity", Cause.MADE)


def gone(day: str, item: str) -> Event:
    return at(day, item, "item", "activity", None, Cause.REMOVED)


def became(
    day: str, item: str, new: str, old: str = "unreported", why: Cause = Cause.EDITED_TRACKER
) -> Event:
    return at(day, item, "status", old, new, why)


def row(
    title: str = "Coordination", tally: Tally | None = None, number: str | None = "1", areas: int = 1
) -> Row:
    return Row(number, title, tally or Tally(completed=2, ongoing=1, open_late=1, open=4), areas)


def figures(*rows: Row, curve: tuple[Point, ...] = (), name: str = "GMG", acronym: bool = True) -> Figures:
    return Figures(
        name,
        acronym,
        TODAY,
        rows or (row(),),
        curve,
        date(2016, 1, 1),
        date(2018, 12, 31),
        curve[0].day if curve else None,
    )


def shown(plan: Plan, *events: Event) -> Figures:
    return figures_of(plan, events, TODAY, UTC)


def sheet(drawn: Figures, words: Words = ENGLISH) -> Sheet:
    return sheet_of(drawn, picture_words(drawn, words))


def painted(drawn: Figures) -> Image.Image:
    """The picture as somebody sees it."""
    return Image.open(BytesIO(draw(drawn, picture_words(drawn)))).convert("RGB")


def share(image: Image.Image, box: Box, colour: Colour) -> float:
    """How much of a place is of exactly this colour."""
    piece = image.crop((box.left, box.top, box.right, box.bottom))
    found = {one: count for count, one in piece.getcolors(1 << 20) or []}
    return found.get(colour, 0) / (box.width * box.height)


def letters_of(text: Text) -> Box:
    """Where the letters of a text are painted, by the font."""
    wide = text.box.right - text.box.left
    left, top, right, bottom = font(text.size, text.bold).getbbox(text.text, anchor="lm")
    long = font(text.size, text.bold).getlength(text.text)
    begin = text.box.left + (wide - long if text.right else (wide - long) / 2 if text.centred else 0)
    middle = (text.box.top + text.box.bottom) // 2
    return Box(
        int(begin + min(left, 0)), int(middle + top), int(begin + max(right, long)), int(middle + bottom)
    )


def texts(drawn: Figures, words: Words = ENGLISH) -> Iterator[Text]:
    yield from (mark for mark in sheet(drawn, words).marks if isinstance(mark, Text))
