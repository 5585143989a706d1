"""Single lines of the digest: one activity, one area, who leads, how many more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.digest_data import Entry, OpenInArea, PastInArea, Place, Question, Tally
from bot.text.phrases import AREA, TITLE, counted, cut, one_line, some
from bot.text.words import noun
from mappings.plan import Status
from mappings.spans import day

MOST: Final = 10
NUMBER: Final = re.compile(r"(?:^|[:/#])([0-9]+)$")
OPEN_WORDS: Final = {"title": "what", "timeframe": "when", "lead": "who", "funding": "money"}


def group(heading: str, lines: Sequence[str], most: int = MOST) -> list[str]:
    """A heading with a few lines under it, and how many more there are; nothing at all without lines."""
    if not lines:
        return []
    more = [f"… and {len(lines) - most} more"] if len(lines) > most else []
    return [heading, *lines[:most], *more]


def entry_line(one: Entry) -> str:
    """ "• Launch the campaign… (April 2017) – GMG Chair (UNU) and members"."""
    leads = some([cut(name, AREA) for name in one.leads or one.place.leads], 3)
    state = ", under way" if one.status is Status.ONGOING else ""
    said = f"• {cut(one.title, TITLE)}" + when_words(one) + (f" – {leads}" if leads else "") + state
    return said + issue_mark(one.issue)


def issue_mark(link: str | None) -> str:
    """ " · #19" behind what has an issue; nothing where there is none yet."""
    number = issue_number(link)
    return f" · {number}" if number else ""


def issue_in_brackets(link: str | None) -> str:
    """The same inside a sentence: " (#19)"."""
    number = issue_number(link)
    return f" ({number})" if number else ""


def issue_number(link: str | None) -> str:
    """ "#19" of "local:19" or an address that ends in the number; empty for any other."""
    found = NUMBER.search(link or "")
    return f"#{found[1]}" if found else ""


def when_words(one: Entry) -> str:
    """ " (April 2017)": the timeframe as printed, or the day that people set."""
    when = one_line(one.when) if one.when else day(one.due) if one.due else ""
    return f" ({when})" if when else ""


def area_line(line: PastInArea) -> str:
    """ "• Capacity development: 4 – Task Force co-Chairs 2, CDTF 2"."""
    years = ", ".join(f"{year}: {count}" for year, count in line.years) if len(line.years) > 1 else ""
    said = f"• {cut(line.place.title, AREA)}: {line.count}" + (f" ({years})" if years else "")
    leads = lead_words(line.leads)
    said += f" – {leads}" if leads else ""
    if line.over:
        which = "All" if 1 < line.over == line.count else str(line.over)
        verb = "was" if line.over == 1 else "were"
        said += f". {which} {verb} over before the plan was printed: confirm and close"
    return said


def open_line(line: OpenInArea) -> str:
    """ "• Data and Research: 18 – only the title is open: WG co-Chairs 12, IOM 3, UNU 3"."""
    if len(line.fields) == 1:
        what = f"only the {noun(line.fields[0])} is open"
    else:
        both = "all" if len(line.fields) > 2 else "both"
        what = f"{', '.join(OPEN_WORDS[name] for name in line.fields)} {both} TBC"
    leads = lead_words(line.leads)
    asked = f": {leads}" if leads else "; no one named to ask"
    since = f"; open since {day(line.since)}" if line.since else ""
    return f"• {cut(line.place.title, AREA)}: {line.count} – {what}{asked}{since}"


def lead_words(leads: Sequence[Tally]) -> str:
    """One name, "mostly" the busiest, or the busiest three with their counts; empty where nobody is named."""
    named = [one for one in leads if one.name]
    total = sum(one.count for one in leads)
    if not named:
        return ""
    if len(leads) == 1:
        return str(named[0].name)
    if named[0].count * 10 > total * 7:
        return f"mostly {named[0].name}"
    return some([f"{one.name} {one.count}" for one in named], 3)


def counted_asked(question: Question) -> str:
    return counted(len(question.asked), "activity")


def numbered(place: Place) -> str:
    """ "14. Maximizing the economic contribution", whole."""
    title = " ".join(place.title.split())
    return f"{place.number}. {title}" if place.number else title


def whom(place: Place) -> str:
    """ "workstream 14 (IFAD, IOM, UNDP)"."""
    name = f"{place.kind} {place.number}" if place.number else cut(place.title, AREA)
    return f"{name} ({some(place.leads, 4)})" if place.leads else name


def item_number(one: Entry) -> str:
    """The number as printed, with the area's before it where it stands alone: "14.3"."""
    if not one.number:
        return ""
    alone = one.number.isdigit() and one.place.number
    return f"{one.place.number}.{one.number} " if alone else f"{one.number} "
