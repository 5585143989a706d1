"""Lists in pieces: pages of rows, whole or in groups. A page never grows with the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.views.rows import Row

PAGE: Final = 150
"""Rows on one page."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Place:
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Group(Generic[Key]):
    """The rows of it that this page has; `count`, `late` and `soon` are those of the whole group."""

    of: Key
    rows: tuple[Row, ...]
    count: int
    late: int
    soon: int
    continued: bool
    """It began on an earlier page."""


def page_of(rows: Sequence[Row], wanted: int, size: int = PAGE) -> tuple[tuple[Row, ...], Place]:
    place = place_in(len(rows), wanted, size)
    return tuple(rows[(place.page - 1) * size : place.page * size]), place


def groups_on_page(
    groups: Sequence[tuple[Key, Sequence[Row]]], wanted: int, size: int = PAGE
) -> tuple[tuple[Group[Key], ...], Place]:
    """Groups in their order; one without rows takes the place of one."""
    place = place_in(sum(max(len(rows), 1) for _, rows in groups), wanted, size)
    first, last = (place.page - 1) * size, place.page * size
    found = []
    at = 0
    for key, rows in groups:
        end = at + max(len(rows), 1)
        if at < last and end > first:
            found.append(
                Group(
                    of=key,
                    rows=tuple(rows[max(first - at, 0) : last - at]),
                    count=len(rows),
                    late=sum(row.late for row in rows),
                    soon=sum(row.soon for row in rows),
                    continued=at < first,
                )
            )
        at = end
    return tuple(found), place


def place_in(count: int, wanted: int, size: int) -> Place:
    pages = max(1, -(-count // size))
    return Place(min(wanted, pages), pages)
