"""What a page is asked for: filters, search, order and place, all of them in its address.

What an address says that no page knows is left out, never an error: addresses are mailed, kept and cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode

from bot.views.rows import Mark, Row

LONGEST: Final = 200
"""Characters of a search."""
EVERY: Final = "all"
"""Unfolds every area."""
MOST_PAGES: Final = 100_000

Choice = TypeVar("Choice", bound=StrEnum)


class Sort(StrEnum):
    """The order of a list; PLAN is that of the document."""

    PLAN = "plan"
    DUE = "due"
    TITLE = "title"
    LEAD = "lead"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Query:
    """`open`: the ids of areas that are unfolded, or "all"; `span`: the part of time that is shown."""

    area: str = ""
    lead: str = ""
    year: int | None = None
    status: Mark | None = None
    late: bool = False
    tbc: bool = False
    soon: bool = False
    q: str = ""
    sort: Sort = Sort.PLAN
    page: int = 1
    open: tuple[str, ...] = ()
    span: str = ""
    since: date | None = None

    @property
    def filters(self) -> bool:
        """Something is left out by it."""
        return bool(
            self.area or self.lead or self.year or self.status or self.late or self.tbc or self.soon or self.q
        )

    @property
    def narrowing(self) -> Query:
        """The filters alone: what goes from one page to another."""
        return replace(self, sort=Sort.PLAN, page=1, open=(), span="", since=None)

    @property
    def address(self) -> str:
        """As the end of an address: "?area=1&late=1"; "" for everything. Always the same for the same."""
        said: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            match value:
                case tuple():
                    said += [(field.name, one) for one in value]
                case bool():
                    said.append((field.name, "1"))
                case date():
                    said.append((field.name, value.isoformat()))
                case _:
                    said.append((field.name, str(value)))
        return f"?{urlencode(said)}" if said else ""

    def but(self, **changes: object) -> Query:
        """The same but for this, from its first page."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]

    def unfolded(self, area: str) -> Query:
        return self.but(open=(*self.open, area))

    def folded(self, area: str) -> Query:
        return self.but(open=tuple(one for one in self.open if one not in (area, EVERY)))

    def admits(self, row: Row) -> bool:
        return (
            (not self.area or row.area.id == self.area)
            and (not self.lead or self.lead in row.leads)
            and (self.year is None or self.year in row.years)
            and (self.status is None or row.mark is self.status)
            and (not self.late or row.late)
            and (not self.tbc or (bool(row.tbc) and not row.done))
            and (not self.soon or row.soon)
            and (not self.q or found(self.q, row))
        )


def read_query(said: Sequence[tuple[str, str]]) -> Query:
    """From the pairs of an address. Of a name that is there twice the last counts, but for `open`."""
    last = {name: value.strip() for name, value in said}
    return Query(
        area=last.get("area", "")[:LONGEST],
        lead=last.get("lead", "")[:LONGEST],
        year=number(last.get("year", ""), 9999),
        status=one_of(Mark, last.get("status", "")),
        late=yes(last, "late"),
        tbc=yes(last, "tbc"),
        soon=yes(last, "soon"),
        q=" ".join(last.get("q", "").split())[:LONGEST],
        sort=one_of(Sort, last.get("sort", "")) or Sort.PLAN,
        page=number(last.get("page", ""), MOST_PAGES) or 1,
        open=tuple(dict.fromkeys(value[:LONGEST] for name, value in said if name == "open" and value)),
        span=last.get("span", "")[:LONGEST],
        since=day(last.get("since", "")),
    )


def found(wanted: str, row: Row) -> bool:
    """Every word of it stands somewhere in the activity's texts, in any case."""
    activity = row.activity
    texts = (row.id, row.title, activity.timeframe, activity.lead, activity.funding, activity.notes)
    where = "\n".join(text for text in texts if text).casefold()
    return all(word in where for word in wanted.casefold().split())


def yes(said: Mapping[str, str], name: str) -> bool:
    return said.get(name, "").casefold() in ("1", "true", "yes", "on")


def number(text: str, most: int) -> int | None:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    return value if 1 <= (value := int(text)) <= most else None


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def one_of(kind: type[Choice], text: str) -> Choice | None:
    try:
        return kind(text)
    except ValueError:
        return None
