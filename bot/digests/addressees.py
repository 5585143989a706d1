"""Who is called in a message, and who gets one of their own, by what people.yaml says of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.digests.data import Digest, Entry
from bot.posts.limits import ACCOUNT, USERGROUP
from mappings.people import People

SLACK: Final = "slack"


def callable_account(account: str | None) -> bool:
    """It is the id of a person or of a group: Slack calls nobody by a name."""
    return bool(account and (ACCOUNT.fullmatch(account) or USERGROUP.fullmatch(account)))


def gets_messages(account: str | None) -> bool:
    """It is the id of a person."""
    return bool(account and ACCOUNT.fullmatch(account))


def mentions(digest: Digest, people: People) -> Mapping[str, tuple[str, ...]]:
    """The accounts behind the leads of what is newly past; those of an area are called in its own channel."""
    elsewhere = {one.area for one in digest.areas}
    return {one.id: tuple(accounts_of(one, people)) for one in digest.fresh if one.place not in elsewhere}


def accounts_of(one: Entry, people: People) -> Iterator[str]:
    for name in leads_of(one):
        account = people.account_for(name, SLACK, one.place.id, one.year)
        if account and callable_account(account):
            yield account


def leads_of(one: Entry) -> Sequence[str]:
    return one.leads or one.place.leads


def personal(digest: Digest, people: People) -> Mapping[str, tuple[Entry, ...]]:
    """The account of each person who asked for it -> what they lead, of all that the digest speaks of."""
    found: dict[str, dict[str, Entry]] = {}
    for one in digest.entries:
        for name in leads_of(one):
            account = people.told(name, one.place.id, one.year)
            if account and gets_messages(account):
                found.setdefault(account, {})[one.id] = one
    return {account: tuple(entries.values()) for account, entries in found.items()}
