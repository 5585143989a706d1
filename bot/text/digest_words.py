"""The digest's words in each of its languages. What is said, and in which order, is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.text.english.digest import English
from bot.text.french.digest import French
from bot.text.language import Words
from bot.text.spanish.digest import Spanish

__all__ = ["ENGLISH", "FRENCH", "LANGUAGES", "SPANISH", "Words"]

ENGLISH: Final[Words] = English()
FRENCH: Final[Words] = French()
SPANISH: Final[Words] = Spanish()
LANGUAGES: Final[Mapping[str, Words]] = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
