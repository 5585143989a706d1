"""The account of an import: every line in one class, and every point that a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mappings.documents.blocks import Document
from mappings.documents.ledger import Ledger, Reason, Use


class Check(StrEnum):
    """What a point is about."""

    AREA_LOST = "activities announced and not there"
    AREA_EMPTY = "areas without activities"
    NO_TIMELINES = "no timeframe could be read"
    DETAIL_GAPS = "labels of areas without a value"
    NO_LEADS = "areas without leads"
    NOT_UNDERSTOOD = "lines not understood"
    OTHER_TABLE = "tables that were not read"
    ENCODING = "characters may be wrong"
    NAMED_TBC = "named TBC"
    OPEN_VALUES = "to be confirmed"
    NOTHING_STATED = "no timeframe and no lead"
    NO_TIMEFRAME = "no timeframe"
    NO_LEAD = "no lead"
    MERGED = "values from merged cells"
    UNSURE = "values from merged cells that may really be open"
    SHARED = "several activities in one cell"
    YEAR_ONLY = "only a year"
    UNREAD_TIMEFRAME = "timeframe without dates that could be read"
    ONGOING = "ongoing"
    TENTATIVE = "unconfirmed dates"
    SEVERAL_DATES = "several dates in one cell"
    SAME_NUMBER = "same number twice"
    SAME_TITLE = "same title twice"
    SKIPPED = "numbers skipped"
    RETURNING = "returns in a later year"
    EMPTY_OUTPUT = "outputs without activities"
    STATUS_UNREAD = "status not understood"
    STATUS_STATED = "status stated"


NOT_READ = frozenset({Check.AREA_LOST, Check.NO_TIMELINES, Check.DETAIL_GAPS, Check.NO_LEADS})
"""What the text has lost: said first, and loudly."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place a point speaks of. `item` is an id of the plan, `detail` what was found there."""

    text: str
    line: int | None = None
    item: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    check: Check
    mentions: tuple[Mention, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LineEntry:
    line: int
    use: Use
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """Everything the import found and did not find."""

    document: str
    encoding: str
    tables: bool
    """The plan stood in tables; else in text."""
    counts: Mapping[str, int]
    years: Mapping[int, int]
    """Activities by year."""
    lines: tuple[LineEntry, ...]
    """Every line with text."""
    points: tuple[Point, ...]

    @property
    def used(self) -> int:
        return sum(entry.use is Use.USED for entry in self.lines)

    @property
    def not_understood(self) -> tuple[LineEntry, ...]:
        return tuple(entry for entry in self.lines if entry.use is Use.PUZZLING)

    def set_aside(self) -> dict[Reason, int]:
        """Lines by the reason they were set aside for, most first."""
        counts = Counter(Reason(entry.reason) for entry in self.lines if entry.use is Use.ASIDE)
        return dict(counts.most_common())

    def point(self, check: Check) -> Point | None:
        return next((point for point in self.points if point.check is check), None)

    def to_json(self) -> dict[str, object]:
        """All of it, for the report file."""
        return {
            "schema": 1,
            "document": self.document,
            "encoding": self.encoding,
            "plan_in": "tables" if self.tables else "text",
            "found": {**self.counts, "activities_by_year": {str(y): n for y, n in self.years.items()}},
            "lines": {
                "with_text": len(self.lines),
                "used": self.used,
                "set_aside": {reason.value: count for reason, count in self.set_aside().items()},
                "not_understood": len(self.not_understood),
            },
            "please_check": [
                {
                    "check": point.check.value,
                    "counts": dict(point.counts),
                    "places": [
                        {"line": m.line, "item": m.item, "text": m.text, "detail": m.detail}
                        for m in point.mentions
                    ],
                }
                for point in self.points
            ],
            "every_line": [
                {"line": e.line, "class": e.use.value, "reason": e.reason, "text": e.text} for e in self.lines
            ],
        }


def lines_of(document: Document, ledger: Ledger) -> tuple[LineEntry, ...]:
    entries = []
    for number, text in enumerate(document.source, start=1):
        if text.strip():
            use, reason = ledger.entry(number)
            entries.append(LineEntry(number, use, reason, text.strip()))
    return tuple(entries)
