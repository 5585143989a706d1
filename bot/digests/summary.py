"""The digest in a sentence, and in figures. Pure; the words are given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.digests.data import Digest
from bot.digests.lines import numbered, whom
from bot.message import Line, line
from bot.text.digest_words import Words
from bot.text.phrases import cut

SOON_DAYS: Final = 30
NAMED: Final = 40
"""Characters of a title that are enough on a lock screen."""


def sentence(digest: Digest, words: Words) -> str:
    """What a phone shows: one sentence."""
    question, today = digest.question, digest.today
    if is_quiet(digest):
        said = [quiet_start(digest, words)]
    elif question and digest.few_dates:
        asked = words.question_goes_to(whom(question.place, words, inside=True))
        said = [f"{asked}{words.colon}{words.without_report(len(question.asked))}"]
    else:
        only = digest.fresh[0].title if len(digest.fresh) == fresh_count(digest) == 1 else ""
        said = [past_words(digest, words, f" ({cut(only, NAMED)})" if only else "")]
    coming = next_day(digest)
    if question and not digest.few_dates:
        said.append(words.question_goes_to(whom(question.place, words, inside=True)))
    elif coming and not question:
        said.append(words.next_due(coming, today))
    if digest.disputed:
        said.append(words.to_settle(len(digest.disputed)))
    name = short_name(digest, words)
    if digest.area:
        name += f", {cut(numbered(digest.area), NAMED)}"
    return f"{name}{words.colon}{words.semicolon.join(said)}."


def short_name(digest: Digest, words: Words) -> str:
    return cut(words.short_name(digest.name, digest.acronym), NAMED)


def is_quiet(digest: Digest) -> bool:
    """Nothing that the last digest had not: no new date passed, nothing done, nobody to ask."""
    lists = {name for name, mark in digest.counts.lists.items() if mark}
    return not (
        digest.fresh
        or digest.fresh_years
        or digest.done
        or digest.filled
        or digest.disputed
        or digest.question
        or digest.token_expires
        or lists - digest.unchanged
    )


def quiet_start(digest: Digest, words: Words) -> str:
    return words.nothing_new(digest.since, digest.today) if digest.previous else words.nothing_to_report


def quiet_line(digest: Digest, words: Words) -> Line:
    coming, counts = next_day(digest), digest.counts
    facts = [words.past_their_date(counts.past)] if counts.past else []
    facts += [words.not_decided(counts.undecided)] if counts.undecided else []
    facts += [words.next_due(coming)] if coming else []
    begun = quiet_start(digest, words)
    return line(f"{begun}. {capital(words.semicolon.join(facts))}." if facts else f"{begun}.")


def capital(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}"


def fresh_count(digest: Digest) -> int:
    return len(digest.fresh) + sum(one.count for one in digest.fresh_years)


def past_words(digest: Digest, words: Words, named: str = "") -> str:
    fresh = fresh_count(digest)
    return words.past(fresh, digest.counts.past - fresh, named)


def next_day(digest: Digest) -> date | None:
    days = [one.due for one in digest.soon if one.due] + [one.day for one in digest.ending]
    return min(days) if days else (digest.next.day if digest.next else None)


def counts_line(digest: Digest, words: Words) -> Line:
    counts, today = digest.counts, digest.today
    said: list[str] = []
    if digest.few_dates and digest.ends:
        said.append(words.weeks_left((digest.ends - today).days // 7, digest.ends))
    if digest.dated:
        said.append(f"{capital(past_words(digest, words))}.")
        coming = next_day(digest)
        soon = soon_count(digest)
        if soon:
            said.append(words.due_by(soon, today + timedelta(days=SOON_DAYS), today))
        elif coming:
            said.append(words.nothing_due_before(coming, today, bool(counts.past)))
    if counts.unreported:
        said.append(words.no_report(counts.unreported, counts.total))
    if not digest.dated and counts.total:
        said.append(words.no_timeline)
    return line(" ".join(said))


def soon_count(digest: Digest) -> int:
    return len(digest.soon) + sum(one.count for one in digest.ending)


def change_lines(digest: Digest, words: Words) -> Iterator[Line]:
    was, now = digest.previous, digest.counts
    if was is not None:
        past, undecided = now.past - was.past, now.undecided - was.undecided
        unreported = now.unreported - was.unreported
        yield line(words.changes(digest.since, digest.today, past, undecided, unreported))
