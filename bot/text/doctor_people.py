"""What `doctor` says of people: of those behind the plan's names, and of their accounts on a service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bot.leading import Leading
from bot.text.phrases import counted, joined, some
from bot.trouble import Trouble
from sync.forges.checkup import Person
from sync.ports import Role

LISTED: Final = 8
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CLOSERS: Final = {"GitHub": "Triage", "GitLab": "Planner"}
"""The least role that closes, labels and assigns."""


def people_worth(people: Iterable[Person], found: Leading, service: str, path: Path) -> Iterator[Trouble]:
    yield from account_troubles(list(people), found.heads, service, path)
    yield from name_troubles(found, path)


def account_troubles(
    people: list[Person], heads: frozenset[str], service: str, path: Path
) -> Iterator[Trouble]:
    """Each account once: what is wrong with it first of all."""
    role = CLOSERS[service]
    missing = [one for one in people if not one.exists]
    leads = [one for one in people if one.exists and one.account.casefold() in heads]
    barred = [one for one in leads if one.assignable is False]
    weak = [one for one in people if one.exists and one not in barred and one.role is Role.READ]
    if missing:
        yield Trouble(
            f"{service} has no account {accounts(missing)}.",
            f"Correct {which(missing, 'it', 'them')} in {path}.",
        )
    if barred:
        yield Trouble(
            f"{accounts(barred)} {which(barred, 'leads', 'lead')} activities and can't be assigned.",
            f"Give access to the project. Role needed: {role}.",
        )
    if weak:
        yield Trouble(f"{accounts(weak)} can read but not close issues. Role needed: {role}.")


def accounts(people: list[Person]) -> str:
    named = [f"@{one.account}" for one in people]
    return joined(named) if len(named) <= LISTED else some(named, LISTED)


def which(people: list[Person], one: str, many: str) -> str:
    return one if len(people) == 1 else many


def name_troubles(found: Leading, path: Path) -> Iterator[Trouble]:
    for one in found.shared:
        bodies = NUMBERS[len(one.areas)] if len(one.areas) < len(NUMBERS) else str(len(one.areas))
        yield Trouble(
            f'"{one.name}" means {bodies} bodies ({some(one.areas, LISTED)}). {path} has one account for it.',
            "Give it an entry for each area there: {…, area: …}.",
        )
    if found.unmapped:
        whose = (
            f": nobody is assigned or mentioned for {counted(found.alone, 'activity')}" if found.alone else ""
        )
        verb = "has" if len(found.names) == 1 else "have"
        yield Trouble(
            f"{len(found.unmapped)} of {counted(len(found.names), 'lead name')} {verb} no account{whose}.",
            f"Add them to {path}: {some(found.unmapped, LISTED)}.",
        )
