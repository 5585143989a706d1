"""Plans that hold the texts of the corpus in every place that there is for a text."""

from __future__ import annotations

from collections.abc import Sequence

from mappings.plan import Activity, Area, Plan, Task
from tests.builders.plans import activity, area, output, plan

PLAIN = "plain words"


def holding(text: str, at: int = 0, *, loose: bool = False) -> Area:
    """An area whose every text is this one; `loose`: its activity belongs to no output."""
    title = named(text)
    made = spoken(f"a{at}", text)
    held = made if loose else output(f"o{at}", title, made, number=text, source=text, notes=text)
    return area(f"r{at}", title, held, kind=title, number=text, source=text, notes=(text,), leads=(text,))


def spoken(id: str, text: str) -> Activity:
    title = named(text)
    return activity(
        id,
        title,
        number=text,
        timeframe=text,
        lead=text,
        funding=text,
        source=text,
        notes=text,
        tasks=(Task(text=title), Task(text=f"{title} twice", done=True)),
    )


def packed_plan(texts: Sequence[str], each: int = 3) -> Plan:
    """All texts in fewer items: each activity has some of them, each area and output one."""
    chunks = [texts[at : at + each] for at in range(0, len(texts), each)]
    areas = []
    for at, group in enumerate(chunks[at : at + 8] for at in range(0, len(chunks), 8)):
        held = [packed(f"a{at}-{place}", chunk) for place, chunk in enumerate(group)]
        title = named(group[0][0])
        areas.append(area(f"r{at}", title, output(f"o{at}", named(group[-1][0]), *held), kind=title))
    return plan(*areas, title="Plan of texts")


def packed(id: str, texts: Sequence[str]) -> Activity:
    first, second, third = (*texts, PLAIN, PLAIN)[:3]
    return activity(
        id,
        named(first),
        timeframe=second,
        lead=third,
        funding=first,
        tasks=(Task(text=named(second)), Task(text=named(third), done=True)),
    )


def named(text: str) -> str:
    return text if text.strip() else PLAIN
