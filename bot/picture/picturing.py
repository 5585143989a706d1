"""The picture that goes into a digest's thread."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from bot.picture.figures import figures_of
from bot.posts.posting import Picture
from bot.text.digest_words import Words
from bot.text.picture import alt_text, file_title, picture_words
from mappings.plan import Plan
from sync.trace import Event


def picture(plan: Plan, events: Iterable[Event], today: date, zone: tzinfo, words: Words) -> Picture | None:
    """None while nobody has reported anything and nothing is late: then all bars would be alike.

    `events`: the whole history, oldest first; `zone`: where its moments become days.
    """
    figures = figures_of(plan, events, today, zone)
    if not figures.tells:
        return None
    from bot.picture.drawing import draw

    png = draw(figures, picture_words(figures, words))
    return Picture(png, file_title(figures, words), alt_text(figures, words))
