"""What no area and no plan table took: before the plan its introduction, after that prose, or a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mappings.documents.blocks import Kind, Text, fold
from mappings.documents.heads import Outline
from mappings.documents.labels import label_of
from mappings.documents.ledger import Ledger, Reason, Use
from mappings.documents.numbering import ACTIVITY_LABEL, AREA_LABEL, NUMBER, OUTPUT_LABEL, SINGLE
from mappings.documents.sheets import OtherTable, Piece, Sheet
from mappings.documents.words import FRONT_MATTER, plain

NO_AREA: Final = "a heading like that of an area, with nothing below it that could be read"
NO_LIST: Final = "a list that belongs to no area"
NO_NUMBER: Final = "a number or a label outside of every area"
NO_TABLE: Final = "a table whose columns nothing explains"


def account_for_rest(pieces: Sequence[Piece], outline: Outline, ledger: Ledger) -> None:
    """Enter each piece that nothing took."""
    begins = [piece.place.first for piece in pieces if isinstance(piece, Sheet)]
    begins += [pieces[section.begin].place.first for section in outline.sections]
    first = min(begins, default=0)
    levels = area_levels(pieces, ledger)
    for at, piece in enumerate(pieces):
        if isinstance(piece, Sheet):
            continue
        if piece.place.first < first:
            table = isinstance(piece, OtherTable)
            ledger.set_aside(piece.place, Reason.OTHER_TABLE if table else Reason.INTRODUCTION)
        elif is_used(piece, ledger):
            continue
        elif doubt := doubt_about(pieces, at, levels):
            ledger.doubt(piece.place, doubt)
        else:
            ledger.set_aside(piece.place, Reason.RUNNING)


def is_used(piece: Piece, ledger: Ledger) -> bool:
    lines = range(piece.place.first, piece.place.last + 1)
    return any(line in ledger.entries and ledger.entries[line][0] is not Use.ASIDE for line in lines)


def area_levels(pieces: Sequence[Piece], ledger: Ledger) -> frozenset[int]:
    """The ranks of the headings that were taken for areas."""
    return frozenset(
        piece.level
        for piece in pieces
        if isinstance(piece, Text)
        and piece.kind is Kind.HEADING
        and ledger.entries.get(piece.place.first) == (Use.USED, "area")
    )


def doubt_about(pieces: Sequence[Piece], at: int, levels: frozenset[int]) -> str | None:
    """Why this may have been part of the plan; None for prose."""
    piece = pieces[at]
    if not isinstance(piece, Text):
        return NO_TABLE
    words = fold(piece.text)
    if piece.kind is Kind.HEADING:
        if FRONT_MATTER.match(plain(words)):
            return None
        named = AREA_LABEL.match(words) or is_numbered(words)
        return NO_AREA if named or piece.level in levels or not prose_below(pieces, at) else None
    if piece.kind is Kind.FIELD:
        return NO_TABLE
    if piece.kind is Kind.ITEM:
        return NO_LIST
    label = label_of(piece)
    return NO_NUMBER if is_numbered(words) or (label and label.part) else None


def is_numbered(words: str) -> bool:
    patterns = (ACTIVITY_LABEL, OUTPUT_LABEL, NUMBER, SINGLE)
    return any(match and any(match.groups()) for pattern in patterns if (match := pattern.match(words)))


def prose_below(pieces: Sequence[Piece], at: int) -> bool:
    """Only paragraphs stand below the heading, up to the next."""
    for piece in pieces[at + 1 :]:
        if not isinstance(piece, Text) or piece.kind in (Kind.ITEM, Kind.FIELD):
            return False
        if piece.kind is Kind.HEADING:
            break
    return True
