"""The full list behind a digest, by area: for the thread, or for those who ask for it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import IntEnum
from typing import Final, assert_never

from bot.digests.data import Digest, Entry, Place
from bot.digests.lines import issue_mark, numbered, when_words
from bot.digests.secretariat import gap_lines
from bot.message import Group, Line, line
from bot.text.digest_words import Words
from bot.text.phrases import cut
from mappings.plan import Status

SHORT_TITLE: Final = 40
IDS: Final = 20
"""So many ids stand on a line."""


class Detail(IntEnum):
    """How much the list says of an activity: all, the beginning of its title, or its id alone."""

    WHOLE = 0
    SHORT = 1
    IDS = 2


def list_of(
    digest: Digest, words: Words, detail: Detail = Detail.WHOLE
) -> Iterator[tuple[str, tuple[Group, ...]]]:
    """Every activity that the digest counts: the name of each area, and its groups."""
    areas: dict[Place, list[Entry]] = {}
    for one in digest.entries:
        areas.setdefault(one.place, []).append(one)
    for place, mine in areas.items():
        leads = f" ({words.joined(place.leads)})" if place.leads else ""
        yield numbered(place) + leads, tuple(area_groups(mine, words, detail))
    lacking = tuple(gap_lines(digest.gaps, digest.counts.total, words))
    if lacking:
        yield words.plan_lacks, (Group("", lines=lacking),)


def area_groups(mine: list[Entry], words: Words, detail: Detail) -> Iterator[Group]:
    """Past, the oldest first; not decided; due soon; not reported. Each stands in the first that fits."""
    past = sorted((one for one in mine if one.passed), key=lambda one: one.due or date.max)
    undecided = [one for one in mine if one.open and not one.passed]
    rest = [one for one in mine if not one.open and not one.passed]
    for heading, entries in (
        (words.past_group, past),
        (words.open_group, undecided),
        (words.soon_group, [one for one in rest if one.soon]),
        (words.unreported_group, [one for one in rest if not one.soon]),
    ):
        if entries:
            yield Group(heading, line(str(len(entries))), lines=tuple(lines_of(entries, words, detail)))


def lines_of(entries: Sequence[Entry], words: Words, detail: Detail) -> Iterator[Line]:
    match detail:
        case Detail.WHOLE:
            yield from (full_line(one, words) for one in entries)
        case Detail.SHORT:
            yield from (line(f"[{one.id}] {cut(one.title, SHORT_TITLE)}") for one in entries)
        case Detail.IDS:
            for at in range(0, len(entries), IDS):
                yield line(" ".join(f"[{one.id}]" for one in entries[at : at + IDS]))
        case _:
            assert_never(detail)


def full_line(one: Entry, words: Words) -> Line:
    """ "[2017-1-1.3] Launch the campaign (April 2017) – IOM; to be confirmed: funding"."""
    leads = words.joined(one.leads)
    facts = [
        *([words.under_way] if one.status is Status.ONGOING else []),
        *([words.over] if one.over else []),
        *([words.open_listed(one.open)] if one.open else []),
    ]
    said = f"[{one.id}] {one.title}" + when_words(one, words) + (f" – {leads}" if leads else "")
    return line(said + "".join(f"{words.semicolon}{fact}" for fact in facts), issue_mark(one.issue))
