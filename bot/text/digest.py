"""The digest in English: one sentence for a lock screen, one message, and the full list by area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.digest_data import Asked, Digest, Ending, Question
from bot.text.dates import moment, month, near
from bot.text.digest_done import done_lines
from bot.text.digest_lines import (
    area_line,
    counted_asked,
    entry_line,
    group,
    issue_in_brackets,
    issue_mark,
    item_number,
    numbered,
    open_line,
    whom,
)
from bot.text.digest_list import full_list
from bot.text.phrases import AREA, TITLE, counted, cut, joined, some
from bot.text.secretariat import secretariat_lines
from mappings.spans import day

__all__ = ["digest_sentence", "digest_text", "full_list"]

SOON_DAYS: Final = 30
NAME: Final = 40
"""Characters of the plan's title that are enough on a lock screen."""


def digest_sentence(digest: Digest) -> str:
    """What a phone shows: one sentence."""
    acronym = digest.name.removesuffix(" work plan")
    name = cut(digest.name, NAME) if acronym == digest.name else f"{acronym} plan"
    question = digest.question
    if is_quiet(digest):
        said = (
            f"nothing new since {near(digest.since, digest.today)}"
            if digest.previous
            else "nothing to report"
        )
    elif question and digest.few_dates:
        said = (
            f"this week's question goes to {whom(question.place)}: {counted_asked(question)} without a report"
        )
    else:
        only = digest.fresh[0].title if len(digest.fresh) == fresh_count(digest) == 1 else ""
        said = past_words(digest, f" ({cut(only, 40)})" if only else "")
    coming = next_day(digest)
    if question and not digest.few_dates:
        said += f"; this week's question goes to {whom(question.place)}"
    elif coming and not question:
        said += f"; next due {near(coming, digest.today)}"
    if digest.disputed:
        said += f"; {counted(len(digest.disputed), 'conflict')} to settle"
    return f"{name}: {said}."


def past_words(digest: Digest, named: str = "") -> str:
    fresh = fresh_count(digest)
    before = digest.counts.past - fresh
    if fresh:
        return f"{fresh} newly past {'its date' if fresh == 1 else 'their date'}{named}, {before} from before"
    return f"nothing newly past its date, {before} from before" if before else "nothing is past its date"


def digest_text(digest: Digest) -> str:
    """The message. Groups with nothing to say are left out; a quiet week is one line."""
    heading = f"{cut(digest.name, TITLE)}, {day(digest.today)}"
    if is_quiet(digest):
        return f"{heading}: {quiet_words(digest)}\n"
    groups = [
        [heading, counts_line(digest), *change_lines(digest)],
        question_lines(digest, digest.question) if digest.question and digest.few_dates else [],
        fresh_lines(digest),
        this_year_lines(digest),
        earlier_lines(digest),
        open_lines(digest),
        next_lines(digest),
        question_lines(digest, digest.question) if digest.question and not digest.few_dates else [],
        done_lines(digest),
        secretariat_lines(digest),
    ]
    body = [line for group in groups[1:] for line in group]
    return "\n".join([*groups[0], *(["", *body] if body else []), "", *footer(digest)]) + "\n"


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
        or lists - digest.unchanged
    )


def quiet_words(digest: Digest) -> str:
    coming = next_day(digest)
    facts = [f"{digest.counts.past} past their date"] if digest.counts.past else []
    facts += [f"{digest.counts.undecided} not decided"] if digest.counts.undecided else []
    facts += [f"next due {day(coming)}"] if coming else []
    begun = (
        f"nothing new since {near(digest.since, digest.today)}." if digest.previous else "nothing to report."
    )
    told = "; ".join(facts)
    return f"{begun} {told[0].upper()}{told[1:]}." if told else begun


def fresh_count(digest: Digest) -> int:
    return len(digest.fresh) + sum(line.count for line in digest.fresh_years)


def next_day(digest: Digest) -> date | None:
    days = [one.due for one in digest.soon if one.due] + [one.day for one in digest.ending]
    return min(days) if days else (digest.next.day if digest.next else None)


def counts_line(digest: Digest) -> str:
    counts, today = digest.counts, digest.today
    said: list[str] = []
    if digest.few_dates and digest.ends:
        weeks = (digest.ends - today).days // 7
        said.append(
            f"{counted(weeks, 'week')} left." if weeks >= 0 else f"The plan ended on {day(digest.ends)}."
        )
    if digest.dated:
        first = past_words(digest)
        said.append(f"{first[0].upper()}{first[1:]}.")
        coming = next_day(digest)
        soon = len(digest.soon) + sum(one.count for one in digest.ending)
        if soon:
            said.append(f"{soon} due by {near(today + timedelta(days=SOON_DAYS), today)}.")
        elif coming:
            said.append(f"Nothing {'else ' if counts.past else ''}due before {near(coming, today)}.")
    if counts.unreported == counts.total:
        said.append(f"No report yet on any of {counted(counts.total, 'activity')}.")
    elif counts.unreported:
        said.append(f"No report yet on {counts.unreported} of {counted(counts.total, 'activity')}.")
    if not digest.dated and counts.total:
        said.append("No timeline could be read, so nothing is called late.")
    return " ".join(said)


def change_lines(digest: Digest) -> list[str]:
    """The figures against those of the last digest."""
    was, now = digest.previous, digest.counts
    if was is None:
        return []
    changes = [
        f"{abs(gone)} {'more' if gone > 0 else 'fewer'} {words}"
        for gone, words in (
            (now.past - was.past, "past their date"),
            (now.undecided - was.undecided, "not decided"),
            (now.unreported - was.unreported, "without a report"),
        )
        if gone
    ]
    return [
        f"Since {near(digest.since, digest.today)}: {joined(changes) if changes else 'the same figures'}."
    ]


def fresh_lines(digest: Digest) -> list[str]:
    week = (digest.today - digest.since).days <= 7
    heading = "NEW THIS WEEK" if week else f"NEW SINCE {near(digest.since, digest.today).upper()}"
    years = sum(line.count for line in digest.fresh_years)
    if years:
        heading += f": {years} that name only a year, by area"
    lines = [entry_line(one) for one in digest.fresh] + [area_line(one) for one in digest.fresh_years]
    return group(heading, lines)


def this_year_lines(digest: Digest) -> list[str]:
    heading = f"EARLIER IN {digest.today.year}"
    total = len(digest.this_year) + sum(line.count for line in digest.this_year_over)
    if "this year" in digest.unchanged:
        return [f"{heading}: {total}, as before"] if total else []
    lines = [entry_line(one) for one in digest.this_year] + [area_line(one) for one in digest.this_year_over]
    return group(heading, lines)


def earlier_lines(digest: Digest) -> list[str]:
    years = sorted({year for line in digest.earlier for year, _ in line.years})
    total = sum(line.count for line in digest.earlier)
    if not total:
        return []
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    if "earlier" in digest.unchanged:
        return [f"FROM {span}: {total}, as before"]
    return group(f"FROM {span}: {total}, by area", [area_line(one) for one in digest.earlier])


def open_lines(digest: Digest) -> list[str]:
    """What is past its date stands above already and is only counted here."""
    counts = digest.counts
    if not counts.open:
        return []
    others = counts.open - digest.nameless
    parts = [f"{counted(digest.nameless, 'activity')} without a title yet"] if digest.nameless else []
    if others:
        parts.append(
            f"{others} with something else open"
            if parts
            else f"{counted(others, 'activity')} with something open"
        )
    besides = f", besides {counts.late_open} of those above" if counts.late_open else ""
    heading = f"NOT DECIDED{besides}: {', '.join(parts)}"
    if "open" in digest.unchanged:
        return [f"{heading}, as before"]
    return group(heading, [open_line(one) for one in digest.open])


def next_lines(digest: Digest) -> list[str]:
    lines = [entry_line(one) for one in digest.soon]
    lines += [f"• {one.count} that name only a year end on {day(one.day)}" for one in digest.ending]
    if lines and "soon" in digest.unchanged:
        return [
            f"NEXT {SOON_DAYS} DAYS: {len(digest.soon) + sum(one.count for one in digest.ending)}, as before"
        ]
    if lines:
        return group(f"NEXT {SOON_DAYS} DAYS", lines)
    if digest.next:
        return [f"NEXT: {next_words(digest.next)}"]
    return []


def next_words(ending: Ending) -> str:
    """The one by its title, a few with how many they are, more only counted."""
    limit = TITLE if ending.count == 1 else AREA
    named = "; ".join(cut(one.title, limit) + issue_in_brackets(one.issue) for one in ending.named)
    if ending.count == 1:
        return f"{named} ends on {day(ending.day)}"
    said = f"{ending.count} end on {day(ending.day)}"
    return f"{said}: {named}" if named else said


def question_lines(digest: Digest, question: Question) -> list[str]:
    """Whom to ask, and about what; where activities have dates, the five that have waited longest."""
    leads = some(question.place.leads or lead_names(question), 4)
    heading = f"THIS WEEK'S QUESTION: {cut(numbered(question.place), TITLE)}" + (
        f" ({leads})" if leads else ""
    )
    if digest.few_dates:
        lines = group(heading, [asked_line(one) for one in question.asked])
    else:
        oldest = sorted((one.entry for one in question.asked), key=lambda one: one.due or digest.today)
        lines = group(heading, [entry_line(one) for one in oldest], most=5)
    return [lines[0], "Which are done, under way or dropped? When will the rest be done?", *lines[1:]]


def asked_line(one: Asked) -> str:
    """Such as "• 14.3 Promote the summit… – its text says “June 2023”: past"."""
    quoted = f" – its text says {joined([f'“{text}”' for text in one.past])}: past" if one.past else ""
    return f"• {item_number(one.entry)}{cut(one.entry.title, TITLE)}{quoted}{issue_mark(one.entry.issue)}"


def lead_names(question: Question) -> list[str]:
    """Those who are named first in most of the activities; nobody where each names another."""
    names = Counter(asked.entry.leads[0] for asked in question.asked if asked.entry.leads)
    return [name for name, count in names.most_common(3) if count > 1 or len(names) == 1]


def footer(digest: Digest) -> Iterator[str]:
    question, links = digest.question, digest.links
    if question and digest.few_dates:
        after = f" Next week: {whom(question.next)}." if question.next else ""
        yield f"Answer in the issues, not here.{after}"
    else:
        example = month(digest.today.replace(day=1) + timedelta(days=31))
        yield f'Done? Close the issue. Changed? Comment there: "When: {example}". Replies here are not read.'
    parts = [f"Last sync {moment(digest.last_sync, digest.today)}"] if digest.last_sync else []
    parts += [f"board {links.board}"] if links.board else []
    parts += [f"plan {links.plan}"] if links.plan else []
    parts += [f"full list {links.full_list}"] if links.full_list else []
    if parts:
        yield " · ".join(parts)
