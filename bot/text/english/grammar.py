"""The digest's names, days and lists in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.text import dates, phrases
from bot.text.phrases import counted
from bot.text.words import noun
from mappings.spans import day


class Grammar:
    colon = ": "
    semicolon = "; "

    def quote(self, text: str) -> str:
        return f"“{text}”"

    def plan_name(self, name: str, acronym: bool) -> str:
        return f"{name} work plan" if acronym else name

    def short_name(self, name: str, acronym: bool) -> str:
        return f"{name} plan" if acronym else name

    def area(self, kind: str, number: str) -> str:
        return f"{kind} {number}"

    def the_area(self, kind: str, number: str) -> str:
        return self.area(kind, number)

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
