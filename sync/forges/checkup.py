"""What a look at a service found, for `doctor` to put into words: facts only. A look writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

from sync.errors import Unavailable
from sync.forges.line import Answer, Line, NoAnswer
from sync.ports import Role

SECOND: Final = timedelta(seconds=1)
"""How exactly a Date header tells the time."""
KNOCKS: Final = 2


class Contact(StrEnum):
    ANSWERED = "answered"
    SILENT = "silent"
    """No answer, or none that is of use."""
    PAGE = "page"
    """A web page where an answer should be: of a proxy, or of another server."""
    LIMITED = "limited"
    """It takes no more requests for now."""


class Credential(StrEnum):
    TOKEN = "token"
    """Of a kind that is not known yet."""
    CLASSIC = "classic"
    FINE_GRAINED = "fine-grained"
    APP = "app"
    PERSONAL = "personal"
    """GitLab's: with scopes; also one of a project or a group."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The project as the service tells of it. `path` is how settings name it, `name` how users read it."""

    path: str
    name: str
    public: bool
    archived: bool
    issues: bool
    """They are switched on."""
    open: bool = False
    """Who is no member may read it and be assigned; on GitLab."""


@dataclass(frozen=True, slots=True)
class Person:
    account: str
    exists: bool = True
    assignable: bool | None = None
    role: Role | None = None
    """None where this may not be asked."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """None means: not known, because it could not be asked or the service does not tell."""

    service: str
    credential: Credential
    contact: Contact = Contact.ANSWERED
    accepted: bool | None = None
    """The token or the app's key is known."""
    account: str = ""
    expires: datetime | None = None
    scopes: frozenset[str] | None = None
    reads: bool | None = None
    """The token, or the app where it is installed, may read issues and labels."""
    writes: bool | None = None
    role: Role | None = None
    """Of the account in the project. An app has none."""
    installed: bool | None = None
    suspended: bool = False
    ground: Ground | None = None
    hidden: bool = False
    """There is no such project, or the account can't see it: the service does not tell which."""
    barred: str = ""
    """Why the project may not be read, in the service's words."""
    people: tuple[Person, ...] = ()
    skew: timedelta | None = None
    """How far this computer's clock is ahead; zero where that is too little to tell."""

    @property
    def stands(self) -> bool:
        """There is something to go on with."""
        return self.contact is Contact.ANSWERED and self.accepted is not False and self.installed is not False


def in_turn(found: Checkup, steps: Iterable[Callable[[Checkup], Checkup]]) -> Checkup:
    """Each step adds what it finds. An end of the line keeps what was found before."""
    for step in steps:
        try:
            found = step(found)
        except (Unavailable, NoAnswer):
            return replace(found, contact=Contact.SILENT)
        if not found.stands:
            return found
    return found


def knock(
    found: Checkup, line: Line, send: Callable[[], Answer], now: Callable[[], datetime]
) -> tuple[Checkup, Answer]:
    """The first request, told apart by what comes back. Raises NoAnswer."""
    before, answer = now(), heard(send)
    after = now()
    contact = contact_of(line, answer, after)
    skew = skew_of(answer.headers.get("date", ""), before, after) if contact is not Contact.PAGE else None
    return replace(found, contact=contact, skew=skew), answer


def heard(send: Callable[[], Answer]) -> Answer:
    """A connection that breaks once says nothing about the network."""
    for _ in range(KNOCKS - 1):
        try:
            return send()
        except NoAnswer:
            continue
    return send()


def contact_of(line: Line, answer: Answer, now: datetime) -> Contact:
    if not answer.readable or "html" in answer.headers.get("content-type", ""):
        return Contact.PAGE
    if line.limited(answer, now) is not None:
        return Contact.LIMITED
    return Contact.SILENT if answer.status >= 500 else Contact.ANSWERED


def skew_of(date: str, before: datetime, after: datetime) -> timedelta | None:
    """The least difference that explains a Date header for a request between two moments of our clock."""
    try:
        told = parsedate_to_datetime(date)
    except ValueError:
        return None
    if told.tzinfo is None:
        return None
    if before > told + SECOND:
        return before - told - SECOND
    return after - told if after < told else timedelta()
