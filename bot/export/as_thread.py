"""The full list as the messages of a thread, each filled up to what Slack takes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from bot.digests.data import Digest
from bot.digests.list import Detail, list_of
from bot.export.as_blocks import Element, bold, bullets, escaped, fitted, rich, section, shortened, shown
from bot.message import Line, line
from bot.posts.limits import BLOCKS, SECTION, WHOLE_JSON, WHOLE_TEXT, size, units
from bot.posts.posting import Block, Post
from bot.text.digest_words import Words

MOST: Final = 3
"""So many messages hold a list before less is said of each activity."""
LONGEST: Final = 2_400
"""Characters of one line: with the headings above it, it still fits into a block."""
HEADING: Final = 150
TOP: Final = 300
"""Characters kept free for the line on top of each message."""
BULLET: Final = "• "


@dataclass(frozen=True, slots=True)
class Cost:
    """Characters that are shown, and characters as they are sent."""

    text: int = 0
    sent: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.text + other.text, self.sent + other.sent)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, and the headings that it stands under. `dense`: without a form of its own."""

    area: str
    group: str
    line: Line
    dense: bool
    cost: Cost


NOTHING: Final = Cost()
OWN_BLOCK: Final = Cost(0, size(rich()) + 1)
OWN_LIST: Final = Cost(0, size(bullets((), LONGEST)) + 1)
PAGE: Final = Cost(WHOLE_TEXT - TOP, WHOLE_JSON - 2 * TOP)


def thread_of(digest: Digest, words: Words) -> tuple[Post, ...]:
    """Every activity once. Where whole titles need too many messages, they are cut, or only ids are told."""
    pages: list[list[list[Row]]] = []
    note = ""
    for detail in Detail:
        enough = None if detail is Detail.IDS else MOST + 1
        pages = list(islice(paged(rows_of(digest, words, detail)), enough))
        note = {Detail.WHOLE: "", Detail.SHORT: words.titles_cut, Detail.IDS: words.only_ids}[detail]
        if len(pages) <= MOST:
            break
    return tuple(
        post_of(page, words.list_part(place, len(pages)), note, words.colon)
        for place, page in enumerate(pages, 1)
    )


def rows_of(digest: Digest, words: Words, detail: Detail) -> Iterator[Row]:
    dense = detail is not Detail.WHOLE
    for name, groups in list_of(digest, words, detail):
        area = shortened(shown(name), HEADING)
        for group in groups:
            heading = f"{group.heading}{words.colon}{group.said}" if group.heading else ""
            for one in group.lines:
                said = fitted(one, LONGEST)
                yield Row(area, heading, said, dense, cost_of(said, dense))


def cost_of(said: Line, dense: bool) -> Cost:
    text = units(str(said))
    if dense:
        return Cost(text + len(BULLET) + 1, size(str(said)) + 2)
    return Cost(text, size(section(said, limit=LONGEST)) + 1)


def paged(rows: Iterator[Row]) -> Iterator[list[list[Row]]]:
    """Messages of blocks of rows. A block is of one area; its headings stand on each message anew."""
    page: list[list[Row]] = []
    spent = inside = NOTHING
    for row in rows:
        below = added(row, page[-1][-1]) if page and page[-1][-1].area == row.area else None
        if below is None or (inside + below).text > SECTION:
            below = None
        more = below or added(row, None) + OWN_BLOCK
        full = page and ((spent + more).text > PAGE.text or (spent + more).sent > PAGE.sent)
        if full or (below is None and len(page) == BLOCKS - 1):
            yield page
            page, spent, below = [], NOTHING, None
            more = added(row, None) + OWN_BLOCK
        if below is None:
            page.append([row])
            inside = more
        else:
            page[-1].append(row)
            inside += more
        spent += more
    if page:
        yield page


def added(row: Row, above: Row | None) -> Cost:
    """What a row costs below another one of its area, or on top of a block."""
    cost = row.cost
    if above is None:
        cost += heading_cost(row.area)
    if row.group and (above is None or above.group != row.group):
        cost += heading_cost(row.group)
    if above is None or above.group != row.group:
        cost += OWN_LIST
    return cost


def heading_cost(text: str) -> Cost:
    return Cost(units(text) + 1, size(section(bold(text))) + 4)


def post_of(page: Sequence[Sequence[Row]], title: str, note: str, colon: str) -> Post:
    top = rich(section(line(f"{title}. {note}" if note else title)))
    areas = dict.fromkeys(row.area for rows in page for row in rows)
    said = shortened(f"{title}{colon}{', '.join(areas)}", TOP)
    return Post(escaped(said), (top, *(block_of(rows) for rows in page)))


def block_of(rows: Sequence[Row]) -> Block:
    parts: list[Element] = [section(bold(rows[0].area))]
    for group, lines in groupby(rows, lambda row: row.group):
        mine = list(lines)
        if group:
            parts.append(section(line(group)))
        if mine[0].dense:
            parts.append(section(line("\n".join(f"{BULLET}{row.line}" for row in mine)), limit=SECTION))
        else:
            parts.append(bullets([row.line for row in mine], LONGEST))
    return rich(*parts)
