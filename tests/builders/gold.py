"""The two sample plans as a careful person read them, built from the gold data, not from the documents."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mappings.plan import Activity, Area, Plan
from tests.builders.plans import activity, area, output, plan

GOLD = Path(__file__).parents[1] / "gold"
AS_OF = date(2016, 9, 18)
INHERITED = ("timeframe", "lead", "funding")


def read(name: str) -> Any:
    return json.loads((GOLD / name).read_text(encoding="utf-8"))


@cache
def gmg_plan() -> Plan:
    """Six areas, 103 outputs, 229 activities over three years, 72 of them named only "TBC"."""
    gold = read("gmg-2016-2018.json")
    numbers = {one["title"].casefold(): str(one["number"]) for one in gold["plan"]["work_areas"]}
    titles = {str(one["number"]): one["title"] for one in gold["plan"]["work_areas"]}
    outputs: dict[str, list[Any]] = {number: [] for number in numbers.values()}
    for year in gold["years"]:
        for section in year["sections"]:
            number = numbers[section["work_area"].casefold()]
            for at, one in enumerate(section["outputs"], 1):
                key = f"{year['year']}-{number}-O{at}"
                outputs[number].append(
                    output(
                        key,
                        one["title"],
                        *gmg_activities(key, one),
                        number=str(one["number"]),
                        year=year["year"],
                    )
                )
    areas = [area(number, titles[number], *outputs[number]) for number in numbers.values()]
    heading = gold["plan"]
    return plan(*areas, id="gmg", title=heading["title"], period=heading["period"], as_of=AS_OF)


def gmg_activities(key: str, one: dict[str, Any]) -> list[Activity]:
    """The activities of one output, each with the values that it takes from a merged cell."""
    found: list[Activity] = []
    above: dict[str, str | None] = {}
    for at, each in enumerate(one["activities"], 1):
        texts = {name: above.get(name) if name in each["inherits"] else each[name] for name in INHERITED}
        above |= {name: text for name, text in texts.items() if text}
        first, last = each["lines"]
        named = {"title": each["title"], **texts}
        found.append(
            activity(
                f"{key}.{at}",
                each["title"],
                number=each["number"],
                source=f"lines {first}-{last}",
                tbc_since={name: AS_OF for name, text in named.items() if text and "TBC" in text},
                **texts,
            )
        )
    return found


@cache
def unnm_plan() -> Plan:
    """Fourteen workstreams, 59 activities, no dates; the second workstream has lost its activities."""
    gold = read("unnm-2022-2024.json")
    areas: list[Area] = []
    for group in gold["groups"]:
        for stream in group["workstreams"]:
            number = str(stream["number"])
            children = [
                activity(
                    f"{number}.{one['number']}",
                    one["title"] or one["heading"],
                    number=one["number"],
                    tasks=tuple(one["sub_items"]),
                )
                for one in stream["activities"]
            ]
            areas.append(
                area(
                    number,
                    stream["title"],
                    *children,
                    kind="workstream",
                    group=group["title"],
                    leads=tuple(stream["co_leads"]),
                    source="lines 175-175" if number == "2" else None,
                )
            )
    heading = gold["plan"]
    return plan(
        *areas,
        id="unnm",
        title=heading["title"],
        period=heading["period"],
        as_of=date.fromisoformat(heading["as_of"]),
    )
