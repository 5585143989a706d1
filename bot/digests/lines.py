"""Single lines of the digest, in the words of a language: one activity, one area, who leads. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from bot.digests.data import (
    Asked,
    Digest,
    Disputed,
    Done,
    Ending,
    Entry,
    Filled,
    OpenInArea,
    PastInArea,
    Place,
    Question,
    Tally,
)
from bot.message import Line, Linked, line, listed
from bot.text.digest_words import Words
from bot.text.phrases import AREA, TITLE, cut, one_line
from mappings.plan import Status

NUMBER: Final = re.compile(r"(?:^|[:/#])([0-9]+)$")
NO_ADDRESS: Final = re.compile(r"[\s<>|\"]|[^\x21-\x7e]")


def entry_line(one: Entry, words: Words, accounts: tuple[str, ...] = ()) -> Line:
    """ "Launch the campaign… (April 2017) – GMG Chair (UNU) and members · #19"."""
    leads = words.some([cut(name, AREA) for name in one.leads or one.place.leads], 3)
    state = f", {words.under_way}" if one.status is Status.ONGOING else ""
    said = cut(one.title, TITLE) + when_words(one, words) + (f" – {leads}" if leads else "") + state
    return line(said, issue_mark(one.issue), accounts=accounts)


def when_words(one: Entry, words: Words) -> str:
    """ " (April 2017)": the timeframe as printed, or the day that people set."""
    when = one_line(one.when) if one.when else words.day(one.due) if one.due else ""
    return f" ({when})" if when else ""


def issue_of(link: str | None) -> Linked | None:
    """ "#19" of "local:19" or an address that ends in the number; None for any other."""
    found = NUMBER.search(link or "")
    return Linked(f"#{found[1]}", address(link or "")) if found else None


def address(link: str) -> str:
    """Where a browser can go; "" for anything else that may stand there."""
    if NO_ADDRESS.search(link):
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if link.startswith(("http://", "https://")) and parts.hostname else ""


def issue_mark(link: str | None) -> Line:
    """ " · #19" behind what has an issue; nothing where there is none yet."""
    issue = issue_of(link)
    return line(" · ", issue) if issue else line()


def area_line(one: PastInArea, words: Words, *, named: bool = True) -> Line:
    """ "Capacity development: 4 – Task Force co-Chairs 2, CDTF 2"; in its own digest an area is not named."""
    several = len(one.years) > 1
    years = ", ".join(f"{year}{words.colon}{count}" for year, count in one.years) if several else ""
    leads = lead_words(one.leads, words)
    said = title_of(one.place, words, named) + str(one.count) + (f" ({years})" if years else "")
    said += f" – {leads}" if leads else ""
    return line(said + (f". {words.over_before_print(one.over, one.count)}" if one.over else ""))


def title_of(place: Place, words: Words, named: bool) -> str:
    return f"{cut(place.title, AREA)}{words.colon}" if named else ""


def open_line(one: OpenInArea, words: Words, *, named: bool = True) -> Line:
    """ "Data and Research: 18 – only the title is open: WG co-Chairs 12, IOM 3, UNU 3"."""
    leads = lead_words(one.leads, words)
    asked = f"{words.colon}{leads}" if leads else f"{words.semicolon}{words.nobody_to_ask}"
    since = f"{words.semicolon}{words.open_since(one.since)}" if one.since else ""
    what = f"{one.count} – {words.open_fields(one.fields)}"
    return line(title_of(one.place, words, named) + what + asked + since)


def lead_words(leads: Sequence[Tally], words: Words) -> str:
    """One name, "mostly" the busiest, or the busiest three with their counts; empty where nobody is named."""
    named = [one for one in leads if one.name]
    if not named:
        return ""
    if len(leads) == 1:
        return str(named[0].name)
    if named[0].count * 10 > sum(one.count for one in leads) * 7:
        return words.mostly(str(named[0].name))
    return words.some([f"{one.name} {one.count}" for one in named], 3)


def ending_line(one: Ending, words: Words) -> Line:
    """The one by its title, a few with how many they are, more only counted."""
    limit = TITLE if one.count == 1 else AREA
    named = listed([bracketed(cut(entry.title, limit), entry.issue) for entry in one.named], words.semicolon)
    if one.count == 1:
        return words.ends(named, one.day)
    said = words.end(one.count, one.day)
    return line(said, words.colon, named) if named else line(said)


def bracketed(said: str, link: str | None) -> Line:
    """ "Launch (#19)": an issue inside a sentence."""
    issue = issue_of(link)
    return line(said, " (", issue, ")") if issue else line(said)


def asked_line(one: Asked, words: Words) -> Line:
    """Such as "14.3 Promote the summit… – its text says “June 2023”: past"."""
    quoted = f" – {words.text_says(one.past)}" if one.past else ""
    said = f"{item_number(one.entry)}{cut(one.entry.title, TITLE)}{quoted}"
    return line(said, issue_mark(one.entry.issue))


def item_number(one: Entry) -> str:
    """The number as printed, with the area's before it where it stands alone: "14.3"."""
    if not one.number:
        return ""
    alone = one.number.isdigit() and one.place.number
    return f"{one.place.number}.{one.number} " if alone else f"{one.number} "


def plan_name(digest: Digest, words: Words) -> str:
    return cut(words.plan_name(digest.name, digest.acronym), TITLE)


def numbered(place: Place) -> str:
    """ "14. Maximizing the economic contribution", whole."""
    title = " ".join(place.title.split())
    return f"{place.number}. {title}" if place.number else title


def whom(place: Place, words: Words, *, inside: bool = False) -> str:
    """ "workstream 14 (IFAD, IOM, UNDP)"; `inside`: of a sentence."""
    area = words.the_area if inside else words.area
    name = area(place.kind, place.number) if place.number else cut(place.title, AREA)
    return f"{name} ({words.some(place.leads, 4)})" if place.leads else name


def question_words(question: Question, leads: Sequence[str], words: Words) -> str:
    """ "14. Maximizing the economic contribution… (IFAD, IOM, UNDP)"."""
    shown = words.some(leads, 4)
    return cut(numbered(question.place), TITLE) + (f" ({shown})" if shown else "")


def done_line(one: Done, filled: Filled | None, digest: Digest, words: Words) -> Line:
    """ "Launch – completed 28 April, Ana; date filled in by Bo · #19"."""
    said = words.closed(one.status is Status.CANCELLED, one.on, digest.today)
    said += f", {one.who}" if one.who else ""
    said += f"{words.semicolon}{words.filled_in(filled.fields, filled.who, filled.side)}" if filled else ""
    return line(f"{cut(one.title, TITLE)} – {said}", issue_mark(one.issue))


def filled_line(one: Filled, words: Words) -> Line:
    said = words.filled_in(one.fields, one.who, one.side)
    return line(f"{cut(one.title, TITLE)} – {said}", issue_mark(one.issue))


def conflict_line(one: Disputed, words: Words) -> Line:
    return words.conflict(one.field, cut(one.title, TITLE), one.plan, one.tracker, issue_of(one.issue))
