"""The digest's last group: what only the secretariat can settle. Old gaps are not told again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.digests.data import Digest, Entry, Gaps
from bot.digests.inputs import StrayKind
from bot.digests.lines import bracketed, conflict_line, issue_of, numbered
from bot.message import Group, Line, line, listed
from bot.text.digest_words import Words
from bot.text.phrases import TITLE, cut

# A place in the document; one that is a single line names it twice.
LINES: Final = re.compile(r"^lines (\d+)-(\d+)$")
FEW: Final = 3


def secretariat_group(digest: Digest, words: Words) -> Iterator[Group]:
    """What can't wait, conflicts first; then gaps of the plan. One line alone stands beside the heading."""
    lines = [
        *(conflict_line(one, words) for one in digest.disputed),
        *([line(words.token_ends(digest.token_expires))] if digest.token_expires else []),
        *stray_lines(digest, words),
        *([line(words.unknown_areas(digest.unknown_areas))] if digest.unknown_areas else []),
        *account_lines(digest, words),
        *plan_lines(digest, words),
    ]
    if not lines:
        return
    none = "" if digest.disputed else words.no_conflicts
    if len(lines) == 1 and none:
        yield Group(words.secretariat, line(f"{none}. ", lines[0]))
        return
    yield Group(words.secretariat, line(none), lines=tuple(lines))


def stray_lines(digest: Digest, words: Words) -> Iterator[Line]:
    """One line for each kind of what is amiss; of what was told already, how many there are."""
    if "strays" in digest.unchanged:
        if digest.strays:
            yield line(words.still_strays(len(digest.strays)))
        return
    for kind in StrayKind:
        mine = [one for one in digest.strays if one.kind is kind]
        if mine:
            yield words.strays(
                kind, few([bracketed(cut(one.title, TITLE), one.where) for one in mine], words)
            )


def account_lines(digest: Digest, words: Words) -> Iterator[Line]:
    if digest.unmapped and "unmapped" not in digest.unchanged:
        yield line(words.no_account(digest.unmapped))


def plan_lines(digest: Digest, words: Words) -> Iterator[Line]:
    """The gaps of the plan; of those told already only areas without activities are recalled."""
    if "gaps" not in digest.unchanged:
        yield from gap_lines(digest.gaps, digest.counts.total, words)
    elif digest.gaps.areas:
        places = [one.place for one in digest.gaps.areas]
        yield line(words.still_empty([words.area(one.kind, one.number or one.title) for one in places]))


def gap_lines(found: Gaps, total: int, words: Words) -> Iterator[Line]:
    for lost in found.areas:
        yield line(words.empty_area(cut(numbered(lost.place), TITLE), place_words(lost.source, words)))
    if len(found.dates) + len(found.neither) == total > FEW:
        yield line(words.ask_for_dates)
    else:
        yield from lacking(found.neither, "neither", words)
        yield from lacking(found.dates, "dates", words)
    yield from lacking(found.leads, "leads", words)
    yield from lacking(found.unread, "unread", words)


def place_words(source: str | None, words: Words) -> str:
    """ " (line 175)": where it stands in the document, as far as that is known."""
    found = LINES.match(source or "")
    said = words.lines(found[1], found[2]) if found else source
    return f" ({said})" if said else ""


def lacking(entries: Sequence[Entry], what: str, words: Words) -> Iterator[Line]:
    """ "1 activity has no date and no lead: Courses on new issues… (2017)"."""
    if entries:
        yield line(
            words.lacking(len(entries), what), words.colon, few([named(one, words) for one in entries], words)
        )


def few(names: Sequence[Line], words: Words) -> Line:
    """The first three, and how many more there are."""
    rest = words.and_more(len(names) - FEW) if len(names) > FEW else ""
    return line(listed(names[:FEW], ", "), rest)


def named(one: Entry, words: Words) -> Line:
    title = cut(one.title, TITLE if one.year is None else TITLE - 7)
    when = f" {words.quote(cut(one.when, 30))}" if one.unread and one.when else ""
    issue = issue_of(one.issue)
    known: list[Line] = [line(str(one.year))] if one.year else []
    known += [line(issue)] if issue else []
    return line(title, when, " (", listed(known, ", "), ")") if known else line(title, when)
