"""What the digest is made of: the plan, and what is remembered of the last week. Data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from mappings.plan import Plan, Status
from mappings.snapshot import Side


@dataclass(frozen=True, slots=True)
class Closed:
    """An activity that was completed or cancelled since the last digest, and who did it."""

    item: str
    status: Status
    on: date
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A field that was to be confirmed and has been filled in since the last digest; `side`: where."""

    item: str
    field: str
    who: str | None = None
    side: Side = Side.FORGE


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with two values that a person has to decide on."""

    item: str
    field: str
    plan: str | None
    tracker: str | None


class StrayKind(StrEnum):
    """What can be amiss with the issue or milestone of an item."""

    MISSING = "missing"
    DAMAGED = "damaged"
    DOUBLED = "doubled"
    DUPLICATE = "duplicate"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Found:
    """An issue or milestone that a person has to look at. `where` is its address."""

    kind: StrayKind
    item: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """Where readers find more; an empty one is not mentioned. `in_thread`: the full list is in the thread."""

    board: str = ""
    plan: str = ""
    in_thread: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one digest, kept for the next, which tells the change and repeats no unchanged list.

    `open`: to be confirmed and not past its date; `late_open`: to be confirmed and past it. `lists` holds a
    fingerprint for each list. `told`: the changes of that very day that it knew, as "item field", and the
    moment of the latest. `areas`: the figures of areas that have a digest of their own, by their ids. Every
    value is a number or text, so it can be stored as JSON.
    """

    total: int
    unreported: int
    past: int
    open: int
    late_open: int = 0
    lists: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, Counts] = field(default_factory=dict)

    @classmethod
    def stored(cls, record: Mapping[str, Any]) -> Self:
        """From what was stored. Raises TypeError for what was not."""
        areas = {area: cls.stored(of_area) for area, of_area in record.get("areas", {}).items()}
        return cls(**{**record, "areas": areas})

    @property
    def undecided(self) -> int:
        return self.open + self.late_open


@dataclass(frozen=True, slots=True)
class DigestInputs:
    """What a digest is told.

    `since` is the day of the last one. `unmapped`: names without an account. `told`: see `Counts`. `areas`:
    the ids of those with a digest of their own. `late`: the day on which it was due, if it comes after it.
    `token_expires`: the day on which the tracker can't be reached any more.
    """

    plan: Plan
    today: date
    since: date | None = None
    closed: tuple[Closed, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    strays: tuple[Found, ...] = ()
    unmapped: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    last_sync: datetime | None = None
    links: Links = Links()
    previous: Counts | None = None
    holidays: frozenset[date] = frozenset()
    areas: tuple[str, ...] = ()
    late: date | None = None
    token_expires: date | None = None
