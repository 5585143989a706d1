"""Labels in running text: "Co-leads", "Timeline: March 2024", "Draft the report (Lead: the secretariat)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mappings.documents.blocks import Kind, Line, Place, Text, fold
from mappings.documents.numbering import ACTIVITY_LABEL, DOTTED, OUTPUT_LABEL, activity_number, area_number
from mappings.documents.words import LABELS, Part, look_up
from mappings.timeframe import read_timeframe

WORDIEST: Final = 12
COLON: Final = re.compile(r"(?P<label>[^:]{1,100}?)\s*:(?:\s+(?P<value>\S.*))?\Z", re.DOTALL)
INSIDE: Final = re.compile(r"(?:^|[\s(\[|;,–—-])(?P<label>[^\W\d_][\w/-]*(?: [\w/-]+){0,2})\s*:\s+(?=\S)")
OF_ACTIVITY: Final = frozenset({Part.TIMEFRAME, Part.LEAD, Part.FUNDING, Part.STATUS})
OF_AREA: Final = frozenset({Part.MEMBERS, Part.OBJECTIVES, Part.RESULTS, Part.KEY_OUTPUTS})
WIDE: Final = 60
"""Characters from which on a line may have been ended by the page's width only."""
GOES_ON: Final = re.compile(
    r"(?:[,;:&/–-]|\b(?:and|or|the|of|for|et|ou|de|des|du|y|o|del|la))\Z", re.IGNORECASE
)
BEHIND: Final = re.compile(r"(?P<value>.+?)\s*[,;]\s*(?P<date>[^,;]*\d[^,;]*)")
EDGES: Final = " ;,|–—-"


@dataclass(frozen=True, slots=True)
class Label:
    """`part`: what it is known to speak of. `beside`: its value stands on its line or in the next cell."""

    part: Part | None
    printed: str
    value: tuple[Line, ...] = ()
    beside: bool = False


def label_of(text: Text) -> Label | None:
    """The label that a block is, or begins with."""
    if text.kind is Kind.FIELD:
        printed = fold(text.text).rstrip(" :")
        return Label(look_up(LABELS, printed), printed, text.value, beside=True)
    if not text.lines:
        return None
    first = text.lines[0]
    whole = fold(text.text)
    known = look_up(LABELS, whole) if len(whole) < 60 else None
    if known and text.kind is not Kind.ITEM:
        return Label(known, whole.rstrip(" :"))
    match = COLON.match(first.text)
    if not match:
        return None
    printed = fold(match["label"])
    part = look_up(LABELS, printed)
    rest = (Line(match["value"], first.number),) if match["value"] else ()
    if part is None and (rest or len(text.lines) > 1 or text.kind is Kind.ITEM):
        return None
    if part is None and len(printed.split()) > WORDIEST:
        return None
    return Label(part, printed, rest + text.lines[1:], beside=bool(rest))


def split_labelled(lines: Sequence[Line]) -> tuple[tuple[Line, ...], dict[Part, str]]:
    """The lines of an activity without those that state its lead or dates, and what those state."""
    kept: list[Line] = []
    found: dict[Part, str] = {}
    for line in lines:
        match = COLON.match(line.text)
        part = look_up(LABELS, match["label"]) if match and kept else None
        if match and part in OF_ACTIVITY and match["value"] and part not in found:
            found[part] = fold(match["value"])
            continue
        text, inside = split_inside(line.text)
        found = inside | found
        if text:
            kept.append(Line(text, line.number, line.soft, line.strong, line.slanted, line.entry))
    return tuple(kept), found


def split_inside(text: str) -> tuple[str, dict[Part, str]]:
    """Labels further on in a line, after the words of the activity itself."""
    marks = [
        (match.start("label"), match.end(), part)
        for match in INSIDE.finditer(text)
        if (part := look_up(LABELS, match["label"])) in OF_ACTIVITY and match.start("label") > 0
    ]
    if not marks:
        return text, {}
    found: dict[Part, str] = {}
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    opened = text[marks[0][0] - 1] in "(["
    for (_, begin, part), end in zip(marks, ends, strict=True):
        value = text[begin:end].strip(EDGES)
        if opened and value.endswith((")", "]")) and value.count("(") < value.count(")") + value.count("]"):
            value = value[:-1].strip(EDGES)
        if opened and part is Part.LEAD:
            value, date = without_date(value)
            if date:
                found.setdefault(Part.TIMEFRAME, date)
        if value and part:
            found.setdefault(part, value)
    return text[: marks[0][0]].rstrip(EDGES + "(["), found


def without_date(value: str) -> tuple[str, str]:
    """ "IOM, by March 2025": who leads, and the date that stands behind it without a label."""
    match = BEHIND.fullmatch(value)
    if not match:
        return value, ""
    reading = read_timeframe(match["date"])
    return (match["value"], match["date"]) if reading.start or reading.due else (value, "")


def apart(text: Text) -> list[Text]:
    """A paragraph cut before each line that is a label or begins with a number like 1.1."""
    if text.kind is not Kind.PARAGRAPH or len(text.lines) < 2:
        return [text]
    groups: list[list[Line]] = []
    bare = named = False
    for line in text.lines:
        match = COLON.match(line.text)
        known = look_up(LABELS, match["label"] if match else line.text)
        begins = known is not None and line.text[:1].isupper()
        above = groups[-1][-1] if groups else None
        begins_anew = above is None or bare or begins or DOTTED.match(line.text)
        if begins_anew or (above and ((named and ends(above, line)) or heads_area(above, line))):
            groups.append([line])
            named = known in (Part.LEAD, Part.MEMBERS) and match is not None
        else:
            groups[-1].append(line)
        bare = begins and not (match and match["value"])
    if len(groups) == 1:
        return [text]
    lasts = [group[0].number - 1 for group in groups[1:]] + [text.place.last]
    return [
        Text(Kind.PARAGRAPH, tuple(group), Place(group[0].number, max(last, group[0].number)))
        for group, last in zip(groups, lasts, strict=True)
    ]


def heads_area(line: Line, following: Line) -> bool:
    """A line like "Workstream 1: Data" right below another one, not in the middle of a sentence."""
    if len(line.text) >= WIDE or GOES_ON.search(line.text):
        return False
    number, title, named = area_number(following.text)
    return named and number is not None and title[:1].isupper()


def ends(line: Line, following: Line) -> bool:
    """A list of names ends with its line, unless a comma, a small word or the page's width goes on."""
    if len(line.text) >= WIDE or GOES_ON.search(line.text):
        return False
    return "," not in following.text and len(following.text.split()) > 2 and following.text[-1:] in ".:;!?"


def tells_activity(pieces: Sequence[object], at: int) -> bool:
    """A heading with the lead or the dates right below it, and no list or table: it is an activity itself.

    Without a number it needs a date; and a list below leads alone is a list of activities.
    """
    piece = pieces[at]
    if not isinstance(piece, Text) or piece.kind is not Kind.HEADING or label_of(piece):
        return False
    words = fold(piece.text)
    if OUTPUT_LABEL.match(words):
        return False
    found: set[Part] = set()
    listed = False
    for below in pieces[at + 1 :]:
        if not isinstance(below, Text):
            return False
        label = label_of(below)
        if label and label.part is Part.ACTIVITY and found and below.kind is Kind.ITEM:
            break
        if label and label.part:
            if label.part not in OF_ACTIVITY:
                return False
            found.add(label.part)
        elif below.kind is Kind.HEADING:
            break
        elif below.kind is Kind.ITEM or activity_number(below.text).number:
            listed = True
            if not found:
                return False
    if ACTIVITY_LABEL.match(words) or (found and "." in (activity_number(words).number or "")):
        return Part.TIMEFRAME in found or not listed
    return Part.TIMEFRAME in found and not listed


def heading_like(text: Text) -> bool:
    """Short, one line, no sentence: it could head something."""
    if text.kind is Kind.HEADING:
        return True
    if text.kind is not Kind.PARAGRAPH:
        return False
    words = fold(text.text)
    return (
        len(words) <= 200
        and not words.endswith((".", ";", ":", ",", "!", "?"))
        and words[:1].isalnum()
        and any(c.isalpha() for c in words)
    )
