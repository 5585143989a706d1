"""Our labels on a tracker. All begin with a prefix of ours (or are `tbc`); every other label is foreign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from mappings.issue import Label
from mappings.plan import Area
from mappings.titles import cut, untagged

LIMIT: Final = 50
TBC: Final = "tbc"
ONGOING: Final = "status: ongoing"
CANCELLED: Final = "status: cancelled"


class Prefix(StrEnum):
    AREA = "area: "
    YEAR = "year: "
    STATUS = "status: "
    LEAD = "lead: "


LOOKS: Final = {
    Prefix.AREA: ("1f6feb", "Area of the work plan"),
    Prefix.YEAR: ("8c959f", "Year of the work plan"),
    Prefix.LEAD: ("8250df", "Leads this activity"),
    ONGOING: ("bf8700", "Under way"),
    CANCELLED: ("57606a", "Dropped: no longer planned"),
    TBC: ("d4a72c", "To be confirmed: something is not decided yet"),
}


def area_labels(areas: Sequence[Area]) -> dict[str, str]:
    """The label of each area by its id: the id makes it unique, also for who tells no capitals apart."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for area in areas:
        label = shortened(f"{Prefix.AREA}{area.id} {area.title}")
        count = 1
        while label.casefold() in taken:
            count += 1
            label = shortened(f"{Prefix.AREA}{area.id} ({count}) {area.title}")
        taken.add(label.casefold())
        found[area.id] = label
    return found


def year_label(year: int | None) -> str | None:
    return None if year is None else f"{Prefix.YEAR}{year}"


def lead_label(lead: str) -> str:
    return shortened(f"{Prefix.LEAD}{lead}")


def shortened(text: str) -> str:
    """A label's name: no comma, which GitLab refuses, and at most 50 characters, cut at a word."""
    return cut(untagged(text.replace(",", " ")), LIMIT)


def ours(labels: Iterable[str], prefix: Prefix) -> tuple[str, ...]:
    """The labels with this prefix, sorted. Trackers tell no capitals apart."""
    return tuple(sorted(name for name in labels if name.casefold().startswith(prefix)))


def holds(labels: Iterable[str], name: str) -> bool:
    return any(label.casefold() == name for label in labels)


def label_for(name: str) -> Label:
    """One of our labels, with the colour of its kind and what it says to people."""
    kinds = [kind for kind in LOOKS if name.casefold().startswith(kind)]
    color, description = LOOKS[max(kinds, key=len)]
    return Label(name, color, description)
