"""Plans that hold the texts of the corpus in every place that there is for a text."""

from __future__ import annotations

from collections.abc import Sequence

from mappings.plan import Activity, Area, Plan, Task
from tests.builders.plans import activity, area, output, plan

PLAIN = "plain words"


def holding(text: str, at: int = 0, *, loose: bool = False) -> Area:
    """An area whose every text is this one; `loose`: its activity belongs to no output."""
    title = text if text.strip() else PLAIN
    made = spoken(f"a{at}", text)
    held = made if loose else output(f"o{at}", title, made, number=text, source=text, notes=text)
    return area(f"r{at}", title, held, kind=title, number=text, source=text, notes=(text,), leads=(text,))


def spoken(id: str, text: str) -> Activity:
    title = text if text.strip() else PLAIN
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


def whole_plan(texts: Sequence[str]) -> Plan:
    return plan(*(holding(text, at) for at, text in enumerate(texts)), title="Plan of texts")
