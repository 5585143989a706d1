"""The digest's names, days and lists in English: what its other phrases are made with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.text import dates, phrases
from bot.text.phrases import TITLE, counted, cut
from bot.text.words import noun
from mappings.spans import day

NAME: Final = 40
"""Characters of the plan's title that are enough on a lock screen."""


class Grammar:
    def plan_name(self, name: str, acronym: bool) -> str:
        return f"{name} work plan" if acronym else cut(name, TITLE)

    def short_name(self, name: str, acronym: bool) -> str:
        return f"{name} plan" if acronym else cut(name, NAME)

    def kind(self, kind: str) -> str:
        return kind

    def day(self, when: date) -> str:
        return day(when)

    def near(self, when: date, today: date) -> str:
        return dates.near(when, today)

    def some(self, names: Sequence[str], limit: int) -> str:
        return phrases.some(names, limit)

    def joined(self, names: Sequence[str]) -> str:
        return phrases.joined(names)

    def nouns(self, fields: Sequence[str]) -> str:
        return self.joined([noun(name) for name in fields])

    def activities(self, count: int) -> str:
        return counted(count, "activity")

    def more(self, count: int) -> str:
        return f"… and {count} more"

    def and_more(self, count: int) -> str:
        return f" and {count} more"
