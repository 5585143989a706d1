"""What the digest says, as data. The words are in `bot.text`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.digests.inputs import Counts, Links, StrayKind
from mappings.plan import Status
from mappings.snapshot import Side
from mappings.timeframe import Precision


@dataclass(frozen=True, slots=True)
class Place:
    """An area as the digest names it."""

    id: str
    number: str | None
    title: str
    kind: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity. `when` is the printed timeframe unless a due date was set.

    `open`: the fields to be confirmed, since `open_since` the oldest. `over`: it was over before the plan was
    printed. `unread`: its timeframe can't be read. `passed`: the working day on which its date was over, or
    on which it was to be asked about again. `soon`: it is due within thirty days.
    """

    id: str
    number: str | None
    place: Place
    title: str
    year: int | None
    when: str | None
    due: date | None
    precision: Precision | None
    leads: tuple[str, ...]
    status: Status | None
    issue: str | None
    open: tuple[str, ...] = ()
    nameless: bool = False
    open_since: date | None = None
    missing: tuple[str, ...] = ()
    unread: bool = False
    over: bool = False
    passed: date | None = None
    soon: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many activities a lead has in a group; `name` is None for those that name nobody."""

    name: str | None
    count: int


@dataclass(frozen=True, slots=True)
class PastInArea:
    """The activities of one area that are past their date, on one line."""

    place: Place
    count: int
    years: tuple[tuple[int, int], ...]
    leads: tuple[Tally, ...]
    over: int


@dataclass(frozen=True, slots=True)
class OpenInArea:
    """The activities of one area in which the same fields are to be confirmed, on one line."""

    place: Place
    count: int
    fields: tuple[str, ...]
    leads: tuple[Tally, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How many activities end on one day; `named` holds them where they are few enough to be named."""

    day: date
    count: int
    named: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """An activity that was closed, by its title."""

    id: str
    issue: str | None
    title: str
    status: Status
    on: date
    who: str | None


@dataclass(frozen=True, slots=True)
class Filled:
    """An activity that was filled in, by the title that it has now: by whom, or on which side."""

    id: str
    issue: str | None
    title: str
    fields: tuple[str, ...]
    who: tuple[str, ...]
    side: Side = Side.FORGE


@dataclass(frozen=True, slots=True)
class Disputed:
    issue: str | None
    title: str
    field: str
    plan: str | None
    tracker: str | None


@dataclass(frozen=True, slots=True)
class Stray:
    """What is amiss with the issue or milestone of an item, by its title; `where` is its address."""

    kind: StrayKind
    title: str
    where: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One activity in the question. `past` are dates in its title that are over, quoted, never used."""

    entry: Entry
    past: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The week's question to the leads of one area, and the area whose turn is next."""

    place: Place
    asked: tuple[Asked, ...]
    next: Place | None


@dataclass(frozen=True, slots=True)
class LostArea:
    """An area without activities, lost or never there, and where it stands in the document."""

    place: Place
    source: str | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the plan itself lacks: for the secretariat."""

    areas: tuple[LostArea, ...]
    neither: tuple[Entry, ...]
    dates: tuple[Entry, ...]
    leads: tuple[Entry, ...]
    unread: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one digest says, whole: the message cuts its groups, the full list doesn't.

    `name` is the plan's title, or its id in capitals if that is an `acronym`. `fresh` are newly past,
    `this_year` and `earlier` from before. `soon` is due within thirty days, `ending` those of them that name
    only a year, `next` the first day after that on which anything is due. `unchanged` names the lists that
    the last digest had already. `entries` is every activity spoken of. `late`: the day on which it was due
    itself. `area`: it is of this one alone; `areas`: those of areas that have one of their own.
    """

    name: str
    acronym: bool
    area: Place | None
    today: date
    since: date
    counts: Counts
    previous: Counts | None
    few_dates: bool
    dated: int
    ends: date | None
    fresh: tuple[Entry, ...]
    fresh_years: tuple[PastInArea, ...]
    this_year: tuple[Entry, ...]
    this_year_over: tuple[PastInArea, ...]
    earlier: tuple[PastInArea, ...]
    open: tuple[OpenInArea, ...]
    nameless: int
    soon: tuple[Entry, ...]
    ending: tuple[Ending, ...]
    next: Ending | None
    done: tuple[Done, ...]
    filled: tuple[Filled, ...]
    question: Question | None
    disputed: tuple[Disputed, ...]
    strays: tuple[Stray, ...]
    unmapped: tuple[str, ...]
    unknown_areas: tuple[str, ...]
    token_expires: date | None
    gaps: Gaps
    unchanged: frozenset[str]
    entries: tuple[Entry, ...]
    last_sync: datetime | None
    links: Links
    late: date | None = None
    areas: tuple[Digest, ...] = ()
