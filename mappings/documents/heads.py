"""Which lines head an area, which head a group of areas, and which labels only this plan has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mappings.documents.blocks import Kind, Text, fold
from mappings.documents.labels import OF_ACTIVITY, Label, heading_like, label_of, tells_activity
from mappings.documents.listheads import listed_heads, number_of, stretches
from mappings.documents.numbering import ACTIVITY_LABEL, DOTTED, OUTPUT_LABEL, area_number
from mappings.documents.sheets import Piece, Sheet, year_of
from mappings.documents.words import FRONT_MATTER, Part, plain

OUTCOME: Final = re.compile(r"(?:outcome|effet|résultat|resultado)\b", re.IGNORECASE)
"""The wider results: where they are headings, they head areas."""

FARTHEST: Final = 500
"""Pieces that one area may have, where only its number tells it from a list above it."""


@dataclass(frozen=True, slots=True)
class Section:
    """An area in the text: where it begins and ends among the pieces, and the heading above several."""

    begin: int
    end: int
    group: int | None = None
    listed: bool = False
    """No label says anything of it: the list below its heading is its activities."""


@dataclass(frozen=True, slots=True)
class Outline:
    sections: tuple[Section, ...]
    labels: frozenset[str]
    """Labels without a colon that areas share, folded."""
    bare: bool = False
    """No label says where activities begin: the lists under the headings are the activities."""


def read_outline(pieces: Sequence[Piece], taken: frozenset[int]) -> Outline:
    """`taken`: first lines of the blocks that the cover used."""
    nested = nested_headings(pieces, taken)
    candidates = [
        at
        for at in range(len(pieces))
        if may_head(pieces, at, taken) and not (at in nested and tells_activity(pieces, at))
    ]
    labelled = labelled_heads(pieces, candidates)
    listed = frozenset(listed_heads(pieces, candidates, labelled)) - frozenset(labelled)
    heads = sorted(listed.union(labelled))
    bare = bool(heads) and not labelled
    stops = [
        stop_before(pieces, begin, end, taken, listed=begin in listed)
        for begin, end in stretches(heads, len(pieces))
    ]
    labels = shared_labels(pieces, list(zip(heads, stops, strict=True)))
    groups = groups_of(pieces, heads, labels, taken)
    sections = []
    for at, (begin, end) in enumerate(zip(heads, stops, strict=True)):
        following = groups.get(heads[at + 1]) if at + 1 < len(heads) else None
        own = groups.get(begin)
        if following is not None and following < end:
            end = following
        sections.append(Section(begin, end, own, begin in listed))
    return Outline(tuple(carried(sections, groups)), labels, bare)


def carried(sections: Sequence[Section], groups: dict[int, int]) -> list[Section]:
    """A group's heading holds for the areas below it, up to the next group."""
    if len(groups) < 2:
        return [replace(section, group=None) for section in sections]
    result: list[Section] = []
    group: int | None = None
    for section in sections:
        group = section.group if section.group is not None else group
        result.append(replace(section, group=group))
    return result


def nested_headings(pieces: Sequence[Piece], taken: frozenset[int]) -> frozenset[int]:
    """The headings with one of a higher rank before them, the title of the document not counted."""
    found = set()
    highest = None
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Text) or piece.kind is not Kind.HEADING or piece.place.first in taken:
            continue
        if highest is not None and highest < piece.level:
            found.add(at)
        highest = piece.level if highest is None else min(highest, piece.level)
    return frozenset(found)


def may_head(pieces: Sequence[Piece], at: int, taken: frozenset[int]) -> bool:
    piece = pieces[at]
    if not isinstance(piece, Text) or piece.place.first in taken or label_of(piece):
        return False
    text = fold(piece.text)
    if (
        FRONT_MATTER.match(plain(text))
        or (OUTPUT_LABEL.match(text) and not OUTCOME.match(text))
        or ACTIVITY_LABEL.match(text)
        or year_of(text)
    ):
        return False
    if piece.kind is Kind.HEADING:
        return True
    if DOTTED.match(text):
        return False
    before = pieces[at - 1] if at else None
    if isinstance(before, Text) and (label := label_of(before)) and label.part and not label.beside:
        return False
    if piece.kind is Kind.ITEM:
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.number is None or not piece.number.isdecimal() or piece.level > 0 or is_entry(after):
            return False
        return not is_entry(before) or follows_area(pieces, at)
    return heading_like(piece) and any(c.isalpha() for c in text)


def is_entry(piece: Piece | None) -> bool:
    return isinstance(piece, Text) and piece.kind is Kind.ITEM


def follows_area(pieces: Sequence[Piece], at: int) -> bool:
    """A numbered line below a list: the next area, if the area of the number before has the same label."""
    opened = part_below(pieces, at)
    if opened not in (Part.LEAD, Part.MEMBERS, Part.ACTIVITY):
        return False
    wanted = int(number_of(pieces[at]) or 0) - 1
    return any(
        number_of(pieces[earlier]) == str(wanted) and part_below(pieces, earlier) is opened
        for earlier in range(at - 1, max(-1, at - FARTHEST), -1)
        if is_entry(pieces[earlier])
    )


def part_below(pieces: Sequence[Piece], at: int) -> Part | None:
    """What the label directly below speaks of."""
    piece = pieces[at + 1] if at + 1 < len(pieces) else None
    label = label_of(piece) if isinstance(piece, Text) and piece.kind is not Kind.ITEM else None
    return label.part if label else None


def labelled_heads(pieces: Sequence[Piece], candidates: Sequence[int]) -> list[int]:
    """Candidates with labels of a plan below them, before the next candidate."""
    heads: list[int] = []
    seen: set[str] = set()
    headed = any(isinstance(p, Text) and p.kind is Kind.HEADING for p in pieces)
    found = []
    for at, end in stretches(candidates, len(pieces)):
        labels = parts_between(pieces, at + 1, end)
        if labels:
            found.append((at, labels))
    numbered = [at for at, _ in found if number_of(pieces[at])]
    named = any(names_area(pieces[at]) for at, _ in found)
    for at, labels in found:
        piece = pieces[at]
        assert isinstance(piece, Text)
        if len(numbered) > 1 and at not in numbered and piece.kind is not Kind.HEADING:
            continue
        if piece.kind is Kind.ITEM and named and labels <= {part.value for part in OF_ACTIVITY}:
            # An entry with its lead and dates below it, where areas have names of their own.
            continue
        plainly = piece.kind is Kind.PARAGRAPH and not piece.strong and not number_of(piece)
        if plainly and (headed or (heads and not seen & labels)):
            continue
        seen = labels if not heads or plainly else seen | labels
        heads.append(at)
    return heads


def names_area(piece: Piece) -> bool:
    """A heading, or a line like "Workstream 1: Data"."""
    return isinstance(piece, Text) and (piece.kind is Kind.HEADING or area_number(fold(piece.text)).label)


def parts_between(pieces: Sequence[Piece], begin: int, end: int) -> set[str]:
    found = set()
    for at in range(begin, end):
        piece = pieces[at]
        if isinstance(piece, Text):
            label = label_of(piece)
            if label and label.part and piece.kind is not Kind.ITEM:
                found.add(label.part.value)
            elif piece.kind is Kind.HEADING and (
                OUTPUT_LABEL.match(piece.text)
                or ACTIVITY_LABEL.match(piece.text)
                or tells_activity(pieces, at)
            ):
                found.add("activity")
    return found


def stop_before(pieces: Sequence[Piece], begin: int, end: int, taken: frozenset[int], *, listed: bool) -> int:
    """An area ends at the next, or at a chapter that is none; one with labels at a table, too."""
    head = pieces[begin]
    level = head.level if isinstance(head, Text) and head.kind is Kind.HEADING else None
    for at in range(begin + 1, end):
        piece = pieces[at]
        if isinstance(piece, Sheet) and not listed:
            return at
        if not isinstance(piece, Text) or piece.kind is not Kind.HEADING or label_of(piece):
            continue
        if FRONT_MATTER.match(plain(piece.text)) or piece.place.first in taken:
            return at
        another = listed or area_number(fold(piece.text)).label
        if level is not None and (piece.level < level or (piece.level == level and another)):
            return at
    return end


def shared_labels(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Short lines that stand in area after area, always behind the same label: labels of this plan alone."""
    areas: Counter[str] = Counter()
    behind: dict[str, Counter[str]] = {}
    for begin, end in spans:
        last = ""
        seen: set[str] = set()
        for piece in pieces[begin + 1 : end]:
            if not isinstance(piece, Text):
                continue
            label = label_of(piece)
            if label and label.part:
                last = label.part.value
                continue
            text = fold(piece.text).rstrip(" :").casefold()
            short = len(text) <= 60 and heading_like(piece) and not label
            if (short or piece.kind is Kind.FIELD) and text not in seen and any(c.isalpha() for c in text):
                seen.add(text)
                areas[text] += 1
                behind.setdefault(text, Counter())[last] += 1
    least = max(2, round(len(spans) * 0.4)) if len(spans) > 3 else len(spans)
    return frozenset(
        text
        for text, count in areas.items()
        if count >= max(least, 2) and max(behind[text].values()) * 5 >= count * 4 and max(behind[text]) != ""
    )


def groups_of(
    pieces: Sequence[Piece], heads: Sequence[int], labels: frozenset[str], taken: frozenset[int]
) -> dict[int, int]:
    """For each area, the heading that stands directly above its own."""
    groups = {}
    for head in heads:
        above = pieces[head - 1] if head else None
        if (
            not isinstance(above, Text)
            or above.place.first in taken
            or not heading_like(above)
            or label_of(above)
        ):
            continue
        text = fold(above.text)
        if FRONT_MATTER.match(plain(text)) or text.casefold() in labels or year_of(text) or len(text) > 100:
            continue
        if DOTTED.match(text):
            continue
        before = pieces[head - 2] if head > 1 else None
        if is_open_label(before, labels):
            continue
        groups[head] = head - 1
    return groups


def is_open_label(piece: Piece | None, labels: frozenset[str]) -> bool:
    """A label whose value would stand below it."""
    if not isinstance(piece, Text) or piece.kind is Kind.FIELD:
        return False
    label = label_of(piece)
    return (label is not None and not label.beside) or fold(piece.text).casefold() in labels


def shared_label(piece: Text, labels: frozenset[str]) -> Label | None:
    text = fold(piece.text).rstrip(" :")
    return Label(None, text) if text.casefold() in labels else None
