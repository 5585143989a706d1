"""Areas of which nothing tells but their heading and the list below it."""

from __future__ import annotations

from collections.abc import Sequence

from mappings.documents.blocks import Kind, Text, fold
from mappings.documents.numbering import ACTIVITY_LABEL, DOTTED, area_number
from mappings.documents.sheets import Piece, Sheet


def stretches(begins: Sequence[int], end: int) -> list[tuple[int, int]]:
    """From each beginning to the next one."""
    return list(zip(begins, [*begins[1:], end], strict=False))


def number_of(piece: Piece) -> str | None:
    if not isinstance(piece, Text):
        return None
    return piece.number or area_number(fold(piece.text)).number


def listed_heads(pieces: Sequence[Piece], candidates: Sequence[int], labelled: Sequence[int]) -> list[int]:
    """The headings that a list follows. With boxes to tick, only those.

    Where labels or tables tell what an area looks like here, only headings of that look, and none before.
    """
    ticked = any(isinstance(p, Text) and p.checked is not None for p in pieces)
    models = sorted({*labelled, *table_heads(pieces, candidates)})
    if ticked and not labelled:
        models = []
    ranked = [m for model in models if isinstance(m := pieces[model], Text) and m.kind is Kind.HEADING]
    levels = frozenset(m.level for m in ranked)
    named = all(area_number(fold(m.text)).label for m in ranked)
    heads = []
    for at, end in stretches(candidates, len(pieces)):
        piece = pieces[at]
        listed = any(is_listed(p, ticked=ticked) for p in pieces[at + 1 : end])
        if not listed or not isinstance(piece, Text):
            continue
        if models:
            if at >= models[0] and looks_like(piece, levels, named=named):
                heads.append(at)
        elif piece.kind is Kind.HEADING or piece.strong or number_of(piece):
            heads.append(at)
    return heads


def is_listed(piece: Piece, *, ticked: bool) -> bool:
    """What an activity below a heading looks like."""
    if not isinstance(piece, Text):
        return False
    if piece.kind is Kind.ITEM:
        return piece.checked is not None or not ticked
    numbered = DOTTED.match(piece.text) or ACTIVITY_LABEL.match(piece.text)
    return piece.kind is Kind.PARAGRAPH and not ticked and bool(numbered)


def table_heads(pieces: Sequence[Piece], candidates: Sequence[int]) -> list[int]:
    """The candidates with a plan table below them, before the next candidate."""
    return [
        at
        for at, end in stretches(candidates, len(pieces))
        if any(isinstance(piece, Sheet) for piece in pieces[at + 1 : end])
    ]


def looks_like(heading: Text, levels: frozenset[int], *, named: bool) -> bool:
    """A heading of the same rank; where all the others are called Pillar or Theme, it is so, too."""
    if heading.kind is not Kind.HEADING or heading.level not in levels:
        return False
    return not named or area_number(fold(heading.text)).label
