"""The grammar of one line of a timeframe: pieces in, a reading out, or Unread where no rule fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from mappings.timeparts import Part, Precision, Reading, Unread, half, period, quarter, settle, whole_year
from mappings.timewords import Piece, Sort, may_be_place, pieces


def read_line(line: str) -> Reading:
    found = pieces(line)
    sure = without_doubt(found)
    if not sure:
        raise Unread
    place = place_length(sure)
    cursor = Cursor(sure[place:])
    reading = cursor.place_and_year() if place else cursor.line()
    return replace(reading, tentative=len(sure) < len(found))


def without_doubt(line: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The line without the words that doubt it: in brackets anywhere, else before or after everything.

    A doubt beside a dash is an open end of a period ("May 2017 – TBC"): the dash is left alone at the edge,
    where no rule takes it.
    """
    kept: list[Piece] = []
    rest = list(line)
    while rest:
        if [one.sort for one in rest[:3]] == [Sort.OPEN, Sort.DOUBT, Sort.CLOSE]:
            del rest[:3]
        else:
            kept.append(rest.pop(0))
    begin, end = 0, len(kept)
    while begin < end and kept[begin].sort is Sort.DOUBT:
        begin += 1
        begin += begin < end and kept[begin].sort in (Sort.COMMA, Sort.COLON)
    while begin < end and kept[end - 1].sort is Sort.DOUBT:
        end -= 1
        end -= begin < end and kept[end - 1].sort is Sort.COMMA
    return tuple(kept[begin:end])


PLACE_JOINTS: Final = frozenset({Sort.SLASH, Sort.DASH, Sort.COMMA, Sort.AND, Sort.OF})


def place_length(line: tuple[Piece, ...]) -> int:
    """How many pieces name a place before a lone year: "Turin 2017", "Morocco/ Germany 2017"."""
    if len(line) < 2 or line[-1].sort is not Sort.YEAR or line[0].sort is not Sort.WORD:
        return 0
    if line[-2].sort not in (Sort.WORD, Sort.COMMA):
        return 0
    for one in line[:-1]:
        if one.sort is Sort.WORD:
            if not may_be_place(one.text):
                return 0
        elif one.sort not in PLACE_JOINTS:
            return 0
    return len(line) - 1


class Cursor:
    """Reads pieces from left to right; every method raises Unread where no rule fits."""

    def __init__(self, line: tuple[Piece, ...]) -> None:
        self.rest = list(line)

    def next_is(self, *sorts: Sort, at: int = 0) -> bool:
        return len(self.rest) > at and self.rest[at].sort in sorts

    def take(self, *sorts: Sort) -> Piece | None:
        return self.rest.pop(0) if self.next_is(*sorts) else None

    def need(self, *sorts: Sort) -> Piece:
        found = self.take(*sorts)
        if found is None:
            raise Unread
        return found

    def skip(self, *sorts: Sort) -> None:
        while self.take(*sorts):
            pass

    def finish(self) -> None:
        if self.rest:
            raise Unread

    def place_and_year(self) -> Reading:
        return period([whole_year(self.need(Sort.YEAR).value)])

    def line(self) -> Reading:
        if self.take(Sort.ONGOING):
            return self.ongoing()
        self.skip(Sort.FILLER, Sort.AT_OR_TO)
        if self.take(Sort.BY, Sort.UNTIL):
            return self.deadline()
        if self.take(Sort.BETWEEN):
            left = self.part()
            self.need(Sort.AND)
            return self.closed([left, self.part()])
        opening = self.take(Sort.FROM, Sort.OF)
        parts = [self.part()]
        if opening is None and self.next_is(Sort.COMMA, Sort.AND, Sort.SLASH):
            return self.list_of(parts)
        if self.take(Sort.ONWARDS):
            return self.open_from(parts[0])
        if opening and opening.sort is Sort.FROM and not self.rest:
            return self.open_from(parts[0])
        joint = self.take(Sort.DASH, Sort.TO, Sort.AT_OR_TO, Sort.UNTIL)
        if joint is None:
            return self.closed(parts) if opening is None else self.fail()
        if self.take(Sort.ONGOING):
            return self.open_from(parts[0])
        parts.append(self.part())
        if (
            joint.sort is Sort.DASH
            and parts[0].unit is not Precision.YEAR
            and parts[1].unit is Precision.YEAR
        ):
            raise Unread
        if opening is None and self.next_is(Sort.COMMA, Sort.AND, Sort.SLASH):
            return self.list_of(parts)
        return self.closed(parts)

    def fail(self) -> Reading:
        raise Unread

    def ongoing(self) -> Reading:
        """Already running: until a day, since a day, or with neither stated."""
        if not self.rest:
            return Reading(open_ended=True)
        if self.take(Sort.FROM):
            return self.open_from(self.part())
        self.need(Sort.DASH, Sort.TO, Sort.UNTIL, Sort.BY)
        return self.deadline()

    def deadline(self) -> Reading:
        part = self.part()
        self.finish()
        return Reading(due=part.last, precision=part.unit)

    def open_from(self, part: Part) -> Reading:
        self.finish()
        if part.at_end:
            raise Unread
        return Reading(start=part.first, precision=part.unit, open_ended=True)

    def closed(self, parts: list[Part]) -> Reading:
        self.finish()
        settled = settle(parts)
        if any(one.first > two.first or one.last > two.last for one, two in pairwise(settled)):
            raise Unread
        return period(settled)

    def list_of(self, parts: list[Part]) -> Reading:
        """Several points or periods, one after the other; a lone year only among lone years."""
        within = len(parts) > 1
        while self.rest:
            if joint := self.take(Sort.COMMA, Sort.AND, Sort.SLASH):
                if joint.sort is Sort.COMMA:
                    self.take(Sort.AND)
                within = False
            else:
                self.need(Sort.DASH, Sort.TO)
                if within:
                    raise Unread
                within = True
            parts.append(self.part())
        if len({one.unit is Precision.YEAR for one in parts}) > 1:
            raise Unread
        return period(settle(parts))

    def part(self) -> Part:
        self.skip(Sort.FILLER)
        if self.take(Sort.END):
            self.skip(Sort.DASH, Sort.OF, Sort.FILLER)
            part = self.part()
            if part.day is not None or part.at_end:
                raise Unread
            return replace(part, at_end=True)
        if whole := self.take(Sort.DATE):
            found = date.fromordinal(whole.value)
            return Part(Precision.DAY, found.year, found.month, found.day)
        if whole := self.take(Sort.MONTH_OF_YEAR):
            return Part(Precision.MONTH, whole.value // 12, whole.value % 12 + 1)
        if whole := self.take(Sort.YEARS):
            first, last = divmod(whole.value, 10000)
            return Part(Precision.YEAR, first, 1, span=12 * (last - first + 1))
        if whole := self.take(Sort.YEAR):
            return self.after_year(whole.value)
        if month := self.take(Sort.MONTH):
            return self.after_month(month.value)
        if self.next_is(Sort.QUARTER, Sort.HALF, Sort.QUARTER_WORD, Sort.HALF_WORD, Sort.ORDINAL) or (
            self.next_is(Sort.NUMBER) and self.next_is(Sort.QUARTER_WORD, Sort.HALF_WORD, at=1)
        ):
            return self.with_year(self.part_of_year())
        return self.day()

    def part_of_year(self) -> Part:
        if short := self.take(Sort.QUARTER, Sort.HALF):
            return quarter(short.value) if short.sort is Sort.QUARTER else half(short.value)
        ordinal = self.take(Sort.ORDINAL, Sort.NUMBER)
        word = self.need(Sort.QUARTER_WORD, Sort.HALF_WORD)
        number = ordinal or self.need(Sort.NUMBER)
        if word.sort is Sort.HALF_WORD:
            return half(number.value)
        last = number.sort is Sort.ORDINAL and number.value == 0
        return quarter(4 if last else number.value)

    def after_year(self, year: int) -> Part:
        at = 1 if self.next_is(Sort.COMMA) else 0
        if self.next_is(Sort.QUARTER, Sort.HALF, at=at):
            self.take(Sort.COMMA)
            return replace(self.part_of_year(), year=year, year_first=True)
        return whole_year(year)

    def after_month(self, month: int) -> Part:
        if self.next_is(Sort.NUMBER):
            day = self.need(Sort.NUMBER).value
            return self.with_year(Part(Precision.DAY, month=month, day=day, month_first=True))
        return self.with_year(Part(Precision.MONTH, month=month))

    def day(self) -> Part:
        weekday = self.take(Sort.WEEKDAY)
        if weekday:
            self.take(Sort.COMMA)
            self.skip(Sort.FILLER)
        day = Part(
            Precision.DAY, day=self.need(Sort.NUMBER).value, weekday=weekday.value if weekday else None
        )
        if self.next_is(Sort.MONTH, at=1) and (
            self.next_is(Sort.OF) or (self.next_is(Sort.DASH) and self.rest[0].value)
        ):
            del self.rest[0]
        if month := self.take(Sort.MONTH):
            day = replace(day, month=month.value)
        return self.with_year(day)

    def with_year(self, part: Part) -> Part:
        """A year right after it: "May 2017", "May, 2017", "May of 2017", "May-2017", "Q1/2017"."""
        ahead = 0
        if self.next_is(Sort.COMMA, Sort.OF, Sort.SLASH) or (self.next_is(Sort.DASH) and self.rest[0].value):
            ahead = 1
        while self.next_is(Sort.FILLER, at=ahead):
            ahead += 1
        if not self.next_is(Sort.YEAR, at=ahead):
            return part
        year = self.rest[ahead].value
        del self.rest[: ahead + 1]
        return replace(part, year=year)
