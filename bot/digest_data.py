"""What the digest is made of: what it is told, and what it says, as data. The words are in `bot.text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mappings.plan import Plan, Status
from mappings.snapshot import Side
from mappings.timeframe import Precision


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
    moment of the latest. Every value is a number or text, so it can be stored as JSON.
    """

    total: int
    unreported: int
    past: int
    open: int
    late_open: int = 0
    lists: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def undecided(self) -> int:
        return self.open + self.late_open


@dataclass(frozen=True, slots=True)
class DigestInputs:
    """What a digest is told.

    `since` is the day of the last one. `unmapped`: names without an account. `told`: see `Counts`.
    """

    plan: Plan
    today: date
    since: date | None = None
    closed: tuple[Closed, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unmapped: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    last_sync: datetime | None = None
    links: Links = Links()
    previous: Counts | None = None


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
    printed. `unread`: its timeframe can't be read. `past`: its date is over. `soon`: it is due within thirty
    days.
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
    past: bool = False
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
    the last digest had already. `entries` is every activity spoken of.
    """

    name: str
    acronym: bool
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
    unmapped: tuple[str, ...]
    gaps: Gaps
    unchanged: frozenset[str]
    entries: tuple[Entry, ...]
    last_sync: datetime | None
    links: Links
