"""The digest's last group: what only the secretariat can settle. Old gaps are not told again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.digest_data import Digest, Entry, Gaps
from bot.text.digest_lines import issue_number, numbered
from bot.text.phrases import TITLE, counted, cut, some
from bot.text.words import noun, value_words

# A place in the document that is a single line.
ONE_LINE: Final = re.compile(r"^lines (\d+)-\1$")
FEW: Final = 3
MOST: Final = 10


def secretariat_lines(digest: Digest) -> list[str]:
    """Conflicts, names without an account, gaps of the plan."""
    lines = [*conflict_lines(digest), *account_lines(digest), *plan_lines(digest)]
    if not lines:
        return []
    none = "" if digest.disputed else "no conflicts"
    if len(lines) == 1 and none:
        return [f"SECRETARIAT: {none}. {lines[0]}"]
    more = [f"… and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return ["SECRETARIAT" + (f": {none}" if none else ""), *(f"• {line}" for line in lines[:MOST]), *more]


def conflict_lines(digest: Digest) -> Iterator[str]:
    for one in digest.disputed:
        yield (
            f"Two values for the {noun(one.field)} of {cut(one.title, TITLE)}: the plan says "
            f"{quoted(one.field, one.plan)}, the tracker {quoted(one.field, one.tracker)}. "
            f"Settle it in {issue_words(one.issue)}."
        )


def issue_words(link: str | None) -> str:
    number = issue_number(link)
    return f"issue {number}" if number else "the issue"


def quoted(name: str, value: str | None) -> str:
    return f"“{value_words(name, value)}”" if value else "nothing"


def account_lines(digest: Digest) -> Iterator[str]:
    if digest.unmapped and "unmapped" not in digest.unchanged:
        have, them = ("has", "it") if len(digest.unmapped) == 1 else ("have", "them")
        yield (
            f"{counted(len(digest.unmapped), 'name')} {have} no account: {some(digest.unmapped, FEW)}. "
            f"Add {them} to people.yaml."
        )


def plan_lines(digest: Digest) -> Iterator[str]:
    """The gaps of the plan; of those told already only areas without activities are recalled."""
    if "gaps" in digest.unchanged:
        if digest.gaps.areas:
            areas = [f"{one.place.kind} {one.place.number or one.place.title}" for one in digest.gaps.areas]
            yield f"Still no activities: {some(areas, FEW)}."
        return
    yield from gap_lines(digest.gaps, digest.counts.total)


def gap_lines(found: Gaps, total: int) -> Iterator[str]:
    for lost in found.areas:
        line = ONE_LINE.sub(r"line \1", lost.source or "")
        where = f" ({line})" if line else ""
        yield (
            f"{cut(numbered(lost.place), TITLE)}: no activities here{where}: lost, or never there? "
            "If lost, add them by hand."
        )
    if len(found.dates) + len(found.neither) == total > FEW:
        yield "Timelines: ask the co-leads for dates. To list the gaps: workplan export --format csv --gaps"
    else:
        yield from lacking(found.neither, "no date and no lead")
        yield from lacking(found.dates, "no date")
    yield from lacking(found.leads, "no lead")
    yield from lacking(found.unread, "a date that can't be read")


def lacking(entries: Sequence[Entry], what: str) -> Iterator[str]:
    """ "1 activity has no date and no lead: Courses on new issues… (2017)"."""
    if entries:
        have = "has" if len(entries) == 1 else "have"
        names = some([named(one) for one in entries], FEW)
        yield f"{counted(len(entries), 'activity')} {have} {what}: {names}"


def named(one: Entry) -> str:
    title = cut(one.title, TITLE if one.year is None else TITLE - 7)
    when = f" “{cut(one.when, 30)}”" if one.unread and one.when else ""
    known = [*([str(one.year)] if one.year else []), *filter(None, [issue_number(one.issue)])]
    return title + when + (f" ({', '.join(known)})" if known else "")
