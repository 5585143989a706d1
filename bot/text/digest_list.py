"""The full list behind a digest, by area: for the thread, or for those who ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.digest_data import Digest, Entry
from bot.text.digest_lines import issue_mark, numbered, when_words
from bot.text.phrases import joined
from bot.text.secretariat import gap_lines
from bot.text.words import noun
from mappings.plan import Status
from mappings.spans import day


def full_list(digest: Digest) -> str:
    """Every activity that the digest counts, whole, by area; blocks are parted by empty lines."""
    blocks = [f"{digest.name}, {day(digest.today)}: full list"]
    places = dict.fromkeys(one.place for one in digest.entries)
    for place in places:
        mine = [one for one in digest.entries if one.place == place]
        blocks.append("\n".join([numbered(place), *area_lines(digest, mine)]))
    lacking = list(gap_lines(digest.gaps, digest.counts.total))
    if lacking:
        blocks.append("\n".join(["What the plan lacks", *(f"• {line}" for line in lacking)]))
    if len(blocks) == 1:
        blocks.append("Nothing is past its date, to be confirmed or due in the next 30 days.")
    return "\n\n".join(blocks) + "\n"


def area_lines(digest: Digest, mine: list[Entry]) -> Iterator[str]:
    """Past, the oldest first; not decided; due soon; not reported. Each stands in the first that fits."""
    past = sorted(
        (one for one in mine if one.due and one.due < digest.today), key=lambda one: one.due or date.max
    )
    undecided = [one for one in mine if one.open and one not in past]
    rest = [one for one in mine if one not in past and one not in undecided]
    for heading, entries in (
        ("Past their date", past),
        ("Not decided", undecided),
        ("Next 30 days", [one for one in rest if one.soon]),
        ("No report yet", [one for one in rest if not one.soon]),
    ):
        if entries:
            yield f"{heading}: {len(entries)}"
            yield from (full_line(one) for one in entries)


def full_line(one: Entry) -> str:
    """ "• [2017-1-1.3] Launch the campaign (April 2017) – IOM; to be confirmed: funding"."""
    leads = joined(one.leads or one.place.leads)
    facts = [
        *(["under way"] if one.status is Status.ONGOING else []),
        *(["over before the plan was printed"] if one.over else []),
        *([f"to be confirmed: {joined([noun(name) for name in one.open])}"] if one.open else []),
    ]
    return (
        f"• [{one.id}] {one.title}"
        + when_words(one)
        + (f" – {leads}" if leads else "")
        + "".join(f"; {fact}" for fact in facts)
        + issue_mark(one.issue)
    )
