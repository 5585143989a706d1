"""Lettered lists: lines that begin with a), b), c) … or i), ii), iii) … in their order are entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mappings.documents.blocks import Block, Kind, Line, Place, Text
from mappings.documents.labels import OF_ACTIVITY, label_of

LETTERED: Final = re.compile(r"\(?(?P<letter>[a-z]|[ivx]{1,4})(?:\)|(?<!\()\.)\s+(?=\S)")
ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ALPHABET: Final = tuple("abcdefghijklmnopqrstuvwxyz")


def letter_of(text: str) -> str | None:
    match = LETTERED.match(text)
    return match["letter"] if match else None


def unlettered(text: str) -> str:
    return LETTERED.sub("", text, count=1)


def runs_of(letters: Sequence[str | None]) -> list[range]:
    """Where a list stands: from a, or i, on, two or more without a gap. One letter alone is none."""
    runs: list[range] = []
    at = 0
    while at < len(letters):
        best = 0
        for order in (ALPHABET, ROMAN):
            count = 0
            while at + count < len(letters) and count < len(order) and letters[at + count] == order[count]:
                count += 1
            best = max(best, count)
        if best > 1:
            runs.append(range(at, at + best))
        at += max(best, 1)
    return runs


def with_lettered_entries(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, with each lettered line of a list as an entry below what stands above it."""
    parts: list[Block] = []
    letters: list[str | None] = []
    begins: list[bool] = []
    for block in blocks:
        pieces = cut(block) if isinstance(block, Text) else [block]
        for at, piece in enumerate(pieces):
            parts.append(piece)
            begins.append(at == 0)
            own = isinstance(piece, Text) and (at > 0 or piece.kind is Kind.PARAGRAPH)
            letters.append(letter_of(piece.text) if own and isinstance(piece, Text) else None)
    # A lead or a date between two letters is what the first of them needs, and doesn't end the list.
    told = [at for at, part in enumerate(parts) if not is_told(part)]
    runs = [[told[at] for at in run] for run in runs_of([letters[at] for at in told])]
    listed = {at for run in runs for at in run}
    firsts = {run[0] for run in runs}
    made: list[Block] = []
    depth = 0
    for at, part in enumerate(parts):
        if isinstance(part, Text) and at in listed:
            if at in firsts:
                depth = depth_below(made)
            first = part.lines[0]
            lines = (replace(first, text=unlettered(first.text), soft=False), *part.lines[1:])
            made.append(Text(Kind.ITEM, lines, part.place, depth, letters[at]))
        elif isinstance(part, Text) and not begins[at] and isinstance(above := made[-1], Text):
            made[-1] = replace(above, lines=above.lines + part.lines, place=above.place | part.place)
        else:
            made.append(part)
    return made


def is_told(block: Block) -> bool:
    label = label_of(block) if isinstance(block, Text) and block.kind is Kind.PARAGRAPH else None
    return label is not None and label.part in OF_ACTIVITY and label.beside


def depth_below(made: Sequence[Block]) -> int:
    above = made[-1] if made else None
    return above.level + 1 if isinstance(above, Text) and above.kind is Kind.ITEM else 0


def cut(text: Text) -> list[Text]:
    """A paragraph or an entry before each of its lines that begins with a letter."""
    if text.kind not in (Kind.PARAGRAPH, Kind.ITEM):
        return [text]
    groups: list[list[Line]] = []
    for line in text.lines:
        if groups and letter_of(line.text) is None:
            groups[-1].append(line)
        else:
            groups.append([line])
    if len(groups) < 2:
        return [text]
    lasts = [group[0].number - 1 for group in groups[1:]] + [text.place.last]
    firsts = [text.place.first] + [group[0].number for group in groups[1:]]
    return [
        replace(text, lines=tuple(group), place=Place(first, max(first, last)))
        for group, first, last in zip(groups, firsts, lasts, strict=True)
    ]
