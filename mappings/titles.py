"""Titles of issues and milestones: `[id] text`, cut at a word to what the tracker takes, and read back.

The whole text stands in the body as well (the row "What"), so people can edit it in two places. Which of
the two is meant, when they differ, is told with the help of the title last agreed on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mappings.cells import HEX, PARTS, TRACKED, in_parts
from mappings.snapshot import Value
from mappings.tbc import only_says_tbc
from mappings.visible import ACTS as SIGNS

CUT: Final = "…"
BRACKETED: Final = re.compile(r"\[([^\[\]\s]+)\]")
NUMBER: Final = re.compile(r"[0-9]+")
OPEN_TITLE: Final = re.compile(r"TBC \(\d+ of \d+\)(?: – .*)?", re.DOTALL)
# A title is plain text: there the sign that parts stands itself. GitLab looks for names in titles too, after
# it has decoded them, and takes what looks like a tag out of the titles of milestones and labels.
TAGS: Final = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
ACTS: Final = re.compile(
    rf"""
      [Hh][Tt][Tt][Pp][Ss]?: (?={TRACKED}) | [Ww]{{3}} (?={TRACKED})
    | @ (?=[\w.]) | [\#!&$] (?=\d) | [%~] (?=[\w"]|[^\s\w<]\w) | [Gg][HhLl]- (?=\d) | \[ (?=[a-z_]{{1,30}}:)
    | {HEX}
    """,
    re.VERBOSE,
)
PARTED: Final = re.compile(
    r"(?<=[@#!&$%~:<\[-])\u200b|(?<=[Ww]{3})\u200b|(?<=\b[0-9a-f]{6})\u200b(?=[0-9a-f])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A nameless activity among those of its output (or of its area, when there is none)."""

    number: int
    of: int
    within: str
    """The title of that output or area."""


def issue_title(item: str, title: str, place: Place | None, limit: int) -> str:
    """The title of an issue. A nameless activity says where it stands, so that a list makes sense."""
    text = plain(title)
    if place is not None and only_says_tbc(title):
        text = f"TBC ({place.number} of {place.of}) – {plain(place.within)}"
    return _prefixed(item, text, "", limit)


def milestone_title(item: str, title: str, where: str, limit: int) -> str:
    """The title of a milestone, with area and year behind it; the id makes repeated titles unique."""
    suffix = f" ({behind(item, where, limit)})" if where else ""
    return _prefixed(item, plain(title), suffix, limit)


def behind(item: str, where: str, limit: int) -> str:
    """What stands behind a milestone's title: at most half of what there is room for."""
    return cut(plain(where), max(limit // 2 - len(item), 10))


def _prefixed(item: str, text: str, suffix: str, limit: int) -> str:
    prefix = f"[{item}] "
    return f"{prefix}{cut(text, limit - len(prefix) - len(suffix))}{suffix}".rstrip()


def plain(text: str) -> str:
    """Text on one line, unable to call anyone or link anything; the sign of a cut where nothing is left."""
    return ACTS.sub(_parted, untagged(text)) or CUT


def untagged(text: str) -> str:
    """Text on one line, without signs that act, and with nothing that could pass for HTML."""
    line = SIGNS.sub("", " ".join(text.split()))
    return TAGS.sub(_parted, " ".join(line.split()))


def _parted(found: re.Match[str]) -> str:
    return in_parts(found[0], PARTS) if found.lastgroup else found[0] + PARTS


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one, with the sign that says so."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if not text[limit - 1].isspace():
        word = kept.rfind(" ")
        kept = kept[:word] if word > limit // 2 else kept
    return kept.rstrip() + CUT


def bare(item: str, title: str) -> str:
    """A title as it stands on the tracker, without its `[id] `; a person may have changed or removed that."""
    text = " ".join(title.split())
    first = BRACKETED.match(text)
    ours = first is not None and shape(first[1]) == shape(item)
    return text[first.end() :].lstrip() if first is not None and ours else text


def shape(item: str) -> str:
    """What the ids of one kind have in common: another one in front of a title is no word of it."""
    return NUMBER.sub("0", item)


def renamed(title: str, old: str, new: str, limit: int) -> str:
    """A title with another id; without its id where a person removed that."""
    text = title.strip()
    return cut(f"[{new}]{text.removeprefix(f'[{old}]')}", limit) if text.startswith(f"[{old}]") else title


def says_same(shown: str, title: str) -> bool:
    """The shown text (without id and place) is what we would show for this title, whole or cut."""
    if shown == title:
        return True
    whole = plain(title)
    if PARTED.sub("", shown) == PARTED.sub("", whole):
        return True
    if shown.endswith(CUT) and whole.startswith(shown.removesuffix(CUT)):
        return True
    return only_says_tbc(title) and OPEN_TITLE.fullmatch(shown) is not None


def agreed(shown: str, full: Value) -> bool:
    """The shown title and the one in the text say the same."""
    return full is not None and says_same(shown, full)


def stands_for(shown: str) -> bool:
    """A shown title that is cut, or only gives a nameless activity its place, tells nobody the whole one."""
    return not shown or shown.endswith(CUT) or OPEN_TITLE.fullmatch(shown) is not None


def read_title(shown: str, full: Value, last: Value) -> Value:
    """The title that is meant: `full` stands in the text, `shown` is the tracker's own title without id.

    Where they agree it is the full one. Else the one that differs from `last` was edited; where both
    were, or `last` is not known, it is the shown one, unless that only stands for another.
    """
    if agreed(shown, full):
        return full
    if last is not None and says_same(shown, last):
        return full or last
    return full if stands_for(shown) else PARTED.sub("", shown)


def lost_edit(shown: str, full: Value, last: Value) -> bool:
    """Somebody edited a shown title that is cut: what the whole should be can't be told."""
    return (
        full is not None
        and full == last
        and shown.endswith(CUT)
        and OPEN_TITLE.fullmatch(shown) is None
        and not says_same(shown, full)
    )
