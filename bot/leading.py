"""Who leads what, and by which account on the service. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mappings.items import Item, items
from mappings.people import People
from mappings.plan import Plan
from mappings.snapshot import Kind

GROUP: Final = re.compile(
    r"\b(?:co-?|vice-?)?(?:chair(?:person|man|woman)?s?|leads?|members?|secretariat|coordinators?|facilitators?"
    r"|wgs?|tfs?|working groups?|task forces?|workstreams?|thematic groups?|work areas?|and|of|the|all)\b",
    re.IGNORECASE,
)
"""Words for a group and a part in it. A name of nothing else is another body wherever it stands."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A name that is another body in each of these areas, with one account for all of them."""

    name: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leading:
    names: tuple[str, ...]
    """Every lead of the plan, as printed, once."""
    unmapped: tuple[str, ...]
    """Of these the ones without any account."""
    alone: int
    """Activities with leads, of whom none has an account, and nobody is assigned."""
    accounts: tuple[str, ...]
    """All of people.yaml on this service, each once."""
    heads: frozenset[str]
    """Of these, in lower case, the ones behind a lead or an assignee."""
    shared: tuple[Shared, ...]


def leading(plan: Plan | None, people: People, service: str) -> Leading:
    found = [item for item in items(plan) if item.kind is Kind.ACTIVITY] if plan else []
    names = tuple(dict.fromkeys(lead for item in found for lead in item.leads))
    accounts = {account.casefold(): account for account in accounts_of(people, service)}
    return Leading(
        names=names,
        unmapped=people.unmapped(names, service),
        alone=sum(bool(item.leads) and not any(behind(item, people, service)) for item in found),
        accounts=tuple(accounts.values()),
        heads=frozenset(account.casefold() for item in found for account in behind(item, people, service)),
        shared=tuple(shared(found, names, people, service)),
    )


def accounts_of(people: People, service: str) -> Iterator[str]:
    for entries in people.root.values():
        for entry in entries:
            account = entry.account(service)
            if account:
                yield account


def behind(item: Item, people: People, service: str) -> Iterator[str]:
    """The accounts of those who are to do it. An assignee may be an account itself."""
    for name in item.leads:
        account = people.account_for(name, service, item.area.id, item.year)
        if account:
            yield account
    for name in item.activity.assignees if item.activity else ():
        yield people.account_for(name, service, item.area.id, item.year) or name


def shared(found: list[Item], names: tuple[str, ...], people: People, service: str) -> Iterator[Shared]:
    entries = {" ".join(name.split()).casefold(): entries for name, entries in people.root.items()}
    for name in names:
        known = entries.get(" ".join(name.split()).casefold(), ())
        own = {entry.area for entry in known if entry.area and entry.account(service)}
        general = {entry.account(service) for entry in known if entry.area is None} - {None}
        areas = {item.area.id: item.area.title for item in found if name in item.leads}
        rest = tuple(title for area, title in areas.items() if area not in own)
        if len(general) == 1 and len(rest) > 1 and is_of_a_group(name):
            yield Shared(name, rest)


def is_of_a_group(name: str) -> bool:
    """It names a part in a group, and not which group."""
    return not re.search(r"\w", GROUP.sub("", name))
