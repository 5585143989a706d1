"""Timelines in the language of Mermaid: https://mermaid.js.org/syntax/gantt.html

Only what has an end is drawn: an exact day as a milestone, a period or a month as a bar. The rest stands in
the table beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from bot.text.phrases import cut
from bot.views.rows import Mark, Row

MOST: Final = 40
"""Bars that are still legible in one picture."""
NAME: Final = 48
"""Characters of a title beside its bar."""
KEPT: Final = re.compile(r"[^\w .,()/’'–-]+")
"""All that might be a part of the language goes: colons, semicolons, hashes, quotes, brackets, percents."""


def diagrams(rows: Sequence[Row]) -> Iterator[str]:
    """One picture, or one for each year where there are many; each with at most so many bars."""
    drawn = [row for row in rows if row.due is not None]
    if len(drawn) <= MOST:
        groups = [drawn] if drawn else []
    else:
        by_year: defaultdict[int, list[Row]] = defaultdict(list)
        for row in drawn:
            by_year[row.item.year or row.years[-1]].append(row)
        years = (by_year[year] for year in sorted(by_year))
        groups = [group[at : at + MOST] for group in years for at in range(0, len(group), MOST)]
    for group in groups:
        yield "\n".join(diagram(group))


def diagram(rows: Sequence[Row]) -> Iterator[str]:
    yield "gantt"
    yield "  dateFormat YYYY-MM-DD"
    yield "  axisFormat %m/%Y"
    yield "  inclusiveEndDates"
    for number, row in enumerate(rows):
        yield f"  {name(row)} :{', '.join([*tags(row), f'a{number}', *days(row)])}"


def tags(row: Row) -> Iterator[str]:
    if row.late:
        yield "crit"
    if row.done:
        yield "done"
    elif row.mark is Mark.ONGOING:
        yield "active"
    if is_day(row):
        yield "milestone"


def days(row: Row) -> Iterator[str]:
    assert row.due is not None
    if is_day(row):
        yield from (row.due.isoformat(), "0d")
    else:
        assert row.start is not None
        yield from (row.start.isoformat(), row.due.isoformat())


def is_day(row: Row) -> bool:
    """One day, or only the last one: since when is not stated."""
    return row.exact or row.start is None


def name(row: Row) -> str:
    """Begins with the id: a title might begin with a word of the language."""
    return f"{row.id} – {cut(KEPT.sub(' ', row.title), NAME)}"
