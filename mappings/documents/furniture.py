"""What a page repeats and what only leads to other pages: headers, footers, the contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from mappings.documents.blocks import Block, Grid, Kind, Rule, Text, fold
from mappings.documents.dates import only_day
from mappings.documents.ledger import Ledger, Reason
from mappings.documents.words import CONTENTS, FRONT_MATTER, LABELS, look_up, plain

LONGEST: Final = 160
COVER: Final = 12
"""Blocks at the very beginning that may be a cover."""
PAGE: Final = re.compile(
    r"(?:.{0,60}\|\s*)?(?:page|página|pág\.?|seite|p\.)\s*\d{1,4}(?:\s*(?:of|/|de|sur)\s*\d{1,4})?(?:\s*\|.{0,60})?",
    re.IGNORECASE,
)
LEADER: Final = re.compile(r".*(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,4}\Z")
ENTRY: Final = re.compile(r".*\S\s+\d{1,3}\Z|\d{1,3}\s+\S.*")


def without_furniture(blocks: Sequence[Block], ledger: Ledger) -> tuple[Block, ...]:
    """The blocks that say something; the others are set aside in the ledger."""
    said: list[Block] = []
    for block in blocks:
        if isinstance(block, Rule):
            ledger.set_aside(block.place, Reason.RULES)
        else:
            said.append(block)
    said = without_contents(said, ledger)
    first = first_places(said)
    repeated = page_texts(said)
    kept: list[Block] = []
    for at, block in enumerate(said):
        if isinstance(block, Text) and block.kind is Kind.PARAGRAPH:
            text = key(block)
            again = text in repeated and first[text] != at
            if again or PAGE.fullmatch(fold(block.text)) or between_pages(said, at):
                ledger.set_aside(block.place, Reason.PAGE)
                continue
        kept.append(block)
    return tuple(kept)


def key(block: Text) -> str:
    return fold(block.text).casefold()


def first_places(blocks: Sequence[Block]) -> dict[str, int]:
    """Where each text of the cover stands first: there it is the title, or the date, and not furniture."""
    first: dict[str, int] = {}
    for at, block in enumerate(blocks[:COVER]):
        if not isinstance(block, Text) or block.kind is Kind.HEADING:
            break
        first.setdefault(key(block), at)
    return {text: first.get(text, -1) for text in map_keys(blocks)}


def map_keys(blocks: Sequence[Block]) -> set[str]:
    return {key(block) for block in blocks if isinstance(block, Text)}


def page_texts(blocks: Sequence[Block]) -> frozenset[str]:
    """Texts that stand on page after page: of the cover, dates, or what tables break off for."""
    paragraphs = [
        (at, block)
        for at, block in enumerate(blocks)
        if isinstance(block, Text) and block.kind is Kind.PARAGRAPH and len(block.text) <= LONGEST
    ]
    counts = Counter(key(block) for _, block in paragraphs)
    by_tables = Counter(
        key(block)
        for at, block in paragraphs
        if isinstance(blocks[at - 1] if at else None, Grid)
        or isinstance(blocks[at + 1] if at + 1 < len(blocks) else None, Grid)
    )
    cover = {key(b) for b in blocks[:COVER] if isinstance(b, Text) and b.kind is not Kind.ITEM}
    repeated = set()
    for _, block in paragraphs:
        text = key(block)
        if counts[text] < 2 or text.endswith(":") or look_up(LABELS, text) or not re.search(r"[^\W\d]", text):
            continue
        dated = only_day(text) is not None
        if text in cover or (counts[text] > 2 and (dated or by_tables[text] > 1)):
            repeated.add(text)
    return frozenset(repeated)


def between_pages(blocks: Sequence[Block], at: int) -> bool:
    """A short text between two tables, the second of which goes on with no head of its own."""
    block = blocks[at]
    if not 0 < at < len(blocks) - 1 or not isinstance(block, Text) or len(block.text) > LONGEST:
        return False
    before, after = blocks[at - 1], blocks[at + 1]
    if (
        not isinstance(before, Grid)
        or not isinstance(after, Grid)
        or block.strong
        or block.text.endswith(":")
    ):
        return False
    return not any(cell.lines for cell in after.rows[0].cells)


def without_contents(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    kept: list[Block] = []
    inside = False
    for block in blocks:
        if isinstance(block, Text) and block.kind is not Kind.ITEM and CONTENTS.match(plain(block.text)):
            inside = True
            ledger.set_aside(block.place, Reason.CONTENTS)
            continue
        inside = inside and leads_on(block)
        if inside or (isinstance(block, Text) and LEADER.match(fold(block.text))):
            ledger.set_aside(block.place, Reason.CONTENTS)
            continue
        kept.append(block)
    return kept


def leads_on(block: Block) -> bool:
    """Under the word Contents: a table or a list, or a paragraph with a page number."""
    match block:
        case Grid():
            return all(any(cell.text.isdigit() for cell in row.cells) for row in block.rows)
        case Text(kind=Kind.ITEM):
            return True
        case Text(kind=Kind.PARAGRAPH):
            return bool(ENTRY.fullmatch(fold(block.text))) and not FRONT_MATTER.match(plain(block.text))
        case _:
            return False
