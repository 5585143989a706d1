"""The digest as a message: its groups in their order, of ten lines at most. Pure; the words are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.digests.data import Digest, Ending, Question
from bot.digests.inputs import Links
from bot.digests.lines import (
    area_line,
    asked_line,
    done_line,
    ending_line,
    entry_line,
    filled_line,
    numbered,
    open_line,
    plan_name,
    question_words,
    whom,
)
from bot.digests.secretariat import secretariat_group
from bot.digests.summary import (
    SOON_DAYS,
    change_lines,
    counts_line,
    is_quiet,
    quiet_line,
    sentence,
    soon_count,
)
from bot.message import Group, Line, Linked, Message, line, listed
from bot.text.digest_words import Words
from bot.text.phrases import TITLE, cut

MOST: Final = 10
ASKED: Final = 5
"""So many of what has waited longest are asked about, where activities have dates."""
CALLED: Final = 20
"""More people are not called at once."""

Mentions = Mapping[str, tuple[str, ...]]
"""An activity's id -> the accounts to call for it."""


def message_of(digest: Digest, words: Words, mentions: Mentions | None = None) -> Message:
    """Groups with nothing to say are left out; a quiet week is one line."""
    name = plan_name(digest, words)
    whose = f"{name} – {cut(numbered(digest.area), TITLE)}" if digest.area else name
    heading = f"{whose}, {words.day(digest.today)}"
    late = [line(words.late(digest.late, digest.today))] if digest.late else []
    if is_quiet(digest):
        return Message(
            sentence(digest, words),
            heading,
            (quiet_line(digest, words), *late),
            quiet=True,
            colon=words.colon,
        )
    question = digest.question
    asked = [question_group(digest, question, words)] if question else []
    groups = [
        *(asked if digest.few_dates else ()),
        *fresh_group(digest, words, mentions or {}),
        *this_year_group(digest, words),
        *earlier_group(digest, words),
        *open_group(digest, words),
        *next_group(digest, words),
        *(() if digest.few_dates else asked),
        *done_group(digest, words),
        *(at_most(MOST, one, words) for one in secretariat_group(digest, words)),
    ]
    summary = [*late, counts_line(digest, words), *change_lines(digest, words)]
    last = tuple(footer(digest, words))
    return Message(sentence(digest, words), heading, tuple(summary), tuple(groups), last, colon=words.colon)


def grouped(
    heading: str, lines: Sequence[Line], words: Words, said: str = "", intro: str = "", most: int = MOST
) -> Iterator[Group]:
    """A heading with a few lines under it, and how many more there are; nothing at all without lines."""
    if lines:
        yield at_most(most, Group(heading, line(said), intro, tuple(lines)), words)


def at_most(most: int, group: Group, words: Words) -> Group:
    """The group with so many lines. Who would be called in the others is called where they are counted."""
    hidden = group.lines[most:]
    if not hidden:
        return group
    left_out = group.left_out + len(hidden)
    accounts = (*(name for one in hidden for name in one.accounts), *group.more.accounts)
    more = line(words.more(left_out), accounts=accounts)
    return replace(group, lines=group.lines[:most], left_out=left_out, more=more)


def as_before(heading: str, count: object, words: Words) -> Group:
    return Group(heading, line(f"{count}, {words.as_before}"))


def fresh_group(digest: Digest, words: Words, mentions: Mentions) -> Iterator[Group]:
    """Each person is called once, at the first activity that is theirs."""
    years = sum(one.count for one in digest.fresh_years)
    called: set[str] = set()
    lines: list[Line] = []
    for one in digest.fresh:
        new = [name for name in dict.fromkeys(mentions.get(one.id, ())) if name not in called]
        accounts = tuple(new[: CALLED - len(called)])
        called.update(accounts)
        # Further ones are only counted.
        lines.append(entry_line(one, words, accounts) if len(lines) < MOST else Line((), accounts))
    lines += [area_line(one, words) for one in digest.fresh_years]
    return grouped(new_heading(digest, words), lines, words, words.only_years(years) if years else "")


def new_heading(digest: Digest, words: Words) -> str:
    week = (digest.today - digest.since).days <= 7
    return words.new_this_week if week else words.new_since(digest.since, digest.today)


def this_year_group(digest: Digest, words: Words) -> Iterator[Group]:
    heading = words.earlier_in(digest.today.year)
    total = len(digest.this_year) + sum(one.count for one in digest.this_year_over)
    if "this year" in digest.unchanged:
        if total:
            yield as_before(heading, total, words)
        return
    lines = [entry_line(one, words) for one in digest.this_year]
    yield from grouped(heading, lines + [area_line(one, words) for one in digest.this_year_over], words)


def earlier_group(digest: Digest, words: Words) -> Iterator[Group]:
    years = sorted({year for one in digest.earlier for year, _ in one.years})
    total = sum(one.count for one in digest.earlier)
    if not total:
        return
    heading = words.from_years(str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}")
    if "earlier" in digest.unchanged:
        yield as_before(heading, total, words)
        return
    if digest.area:
        yield Group(heading, area_line(digest.earlier[0], words, named=False))
        return
    lines = [area_line(one, words) for one in digest.earlier]
    yield from grouped(heading, lines, words, words.by_area(total))


def open_group(digest: Digest, words: Words) -> Iterator[Group]:
    """What is past its date stands above already and is only counted here."""
    counts = digest.counts
    if not counts.open:
        return
    heading = words.not_decided_besides(counts.late_open)
    said = words.open_counts(digest.nameless, counts.open - digest.nameless)
    if "open" in digest.unchanged:
        yield as_before(heading, said, words)
        return
    lines = [open_line(one, words, named=digest.area is None) for one in digest.open]
    yield from grouped(heading, lines, words, said)


def next_group(digest: Digest, words: Words) -> Iterator[Group]:
    lines = [entry_line(one, words) for one in digest.soon]
    lines += [words.years_end(one.count, one.day) for one in digest.ending]
    heading = words.next_days(SOON_DAYS)
    if lines and "soon" in digest.unchanged:
        yield as_before(heading, soon_count(digest), words)
    elif lines:
        yield from grouped(heading, lines, words)
    elif digest.next:
        yield next_one(digest.next, words)


def next_one(ending: Ending, words: Words) -> Group:
    return Group(words.next, ending_line(ending, words))


def question_group(digest: Digest, question: Question, words: Words) -> Group:
    """Whom to ask, and about what; where activities have dates, what has waited longest."""
    said = question_words(question, question.place.leads or lead_names(question), words)
    if digest.few_dates:
        lines, most = [asked_line(one, words) for one in question.asked], MOST
    else:
        oldest = sorted((one.entry for one in question.asked), key=lambda one: one.due or digest.today)
        lines, most = [entry_line(one, words) for one in oldest], ASKED
    return next(grouped(words.question, lines, words, said, words.asked, most))


def lead_names(question: Question) -> list[str]:
    """Those who are named first in most of the activities; nobody where each names another."""
    names = Counter(asked.entry.leads[0] for asked in question.asked if asked.entry.leads)
    return [name for name, count in names.most_common(3) if count > 1 or len(names) == 1]


def done_group(digest: Digest, words: Words) -> Iterator[Group]:
    """One line an activity, whatever was done with it."""
    filled = {one.id: one for one in digest.filled}
    lines = [done_line(one, filled.pop(one.id, None), digest, words) for one in digest.done]
    lines += [filled_line(one, words) for one in filled.values()]
    return grouped(words.done_since(digest.since, digest.today), lines, words)


def footer(digest: Digest, words: Words) -> Iterator[Line]:
    question = digest.question
    if question and digest.few_dates:
        yield line(words.answer_there(whom(question.next, words) if question.next else ""))
    else:
        yield line(words.how_to_answer(digest.today.replace(day=1) + timedelta(days=31)))
    parts = [line(words.last_sync(digest.last_sync, digest.today))] if digest.last_sync else []
    parts += link_lines(digest.links, words)
    if parts:
        yield listed(parts, " · ")


def link_lines(links: Links, words: Words) -> Iterator[Line]:
    if links.board:
        yield line(Linked(words.board, links.board, spelt=True))
    if links.plan:
        yield line(Linked(words.plan, links.plan, spelt=True))
    if links.in_thread:
        yield line(words.list_in_thread)
