"""The annual-table sample plan, fact by fact, against what a careful reader found in the document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from mappings.documents.drafts import area_key
from mappings.items import Item, items
from mappings.plan import Area, Output
from mappings.snapshot import Kind
from tests.builders.documents import folded, gold, sample

NAME = "gmg-2016-2018"
FIELDS = ("timeframe", "lead", "funding")


@cache
def imported() -> Any:
    return sample(f"{NAME}.md")


def sections() -> Iterator[tuple[int, Area, dict[str, Any], list[Output]]]:
    """Each year's section in the gold data with the plan's area and its outputs of that year."""
    areas = {area_key(area.title): area for area in imported().plan.areas}
    for year in gold(NAME)["years"]:
        for section in year["sections"]:
            area = areas[area_key(section["work_area"])]
            yield year["year"], area, section, [o for o in area.outputs if o.year == year["year"]]


def effective(activities: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Gold activities with the values of merged cells written out."""
    above: dict[str, str] = {}
    for activity in activities:
        values = {f: above.get(f) if f in activity["inherits"] else activity[f] for f in FIELDS}
        above |= {f: v for f, v in values.items() if v is not None}
        yield activity | values


def test_there_are_103_outputs_and_229_activities() -> None:
    """The two totals of the document."""
    plan = imported().plan
    assert sum(len(area.outputs) for area in plan.areas) == 103
    assert len(list(plan.activities())) == 229


def test_every_output_has_its_number_and_title() -> None:
    """Outputs in the document's order, titles cut by pages joined."""
    for year, _, section, outputs in sections():
        want = [(year, str(o["number"]), folded(o["title"])) for o in section["outputs"]]
        assert [(o.year, o.number, folded(o.title)) for o in outputs] == want


def test_every_activity_has_its_printed_values() -> None:
    """Number, title, timeframe, lead, funding: verbatim, merged cells written out."""
    for _, _, section, outputs in sections():
        for wanted, output in zip(section["outputs"], outputs, strict=True):
            want = [
                (a["number"], *(folded(a[f]) for f in ("title", *FIELDS)))
                for a in effective(wanted["activities"])
            ]
            got = [
                (a.number, folded(a.title), folded(a.timeframe), folded(a.lead), folded(a.funding))
                for a in output.activities
            ]
            assert got == want


def test_every_activity_names_the_lines_it_stands_in() -> None:
    """The place leads back to the document, over page breaks too."""
    for _, _, section, outputs in sections():
        for wanted, output in zip(section["outputs"], outputs, strict=True):
            want = ["lines {}-{}".format(*a["lines"]) for a in wanted["activities"]]
            assert [a.source for a in output.activities] == want


def test_a_break_inside_a_cell_is_one_line_feed() -> None:
    """Two dates in a cell stay two lines; nothing is folded into a blank."""
    (activity,) = [a for a in imported().plan.activities() if a.source == "lines 270-270"]
    assert activity.timeframe == "26 February 2016\n20 July 2016"


def activity_items() -> dict[str, Item]:
    return {item.id: item for item in items(imported().plan) if item.kind is Kind.ACTIVITY}


def test_dates_and_leads_are_read_as_an_officer_would() -> None:
    """Start, due and the parties of each activity."""
    readings = gold(f"{NAME}.readings")
    times = {folded(text): reading for text, reading in readings["timeframes"].items()}
    leads = {folded(text): parties for text, parties in readings["leads"].items()}
    nothing = {"start": None, "due": None}
    for item in activity_items().values():
        assert item.activity is not None
        reading = times.get(folded(item.activity.timeframe), nothing)
        got = tuple(day.isoformat() if day else None for day in (item.start, item.due))
        assert got == (reading["start"], reading["due"]), item.activity.timeframe
        want = [folded(party) for party in leads.get(folded(item.activity.lead), [])]
        assert [folded(party) for party in item.leads] == want


def test_tbc_is_flagged_where_the_document_says_so() -> None:
    """The literal word in the effective value of a field, in any case."""
    flagged = [(field, item.id) for item in activity_items().values() for field in item.tbc]
    counts = {field: sum(f == field for f, _ in flagged) for field in ("title", *FIELDS)}
    assert counts == {"title": 73, "timeframe": 55, "lead": 54, "funding": 54}


def test_nobody_has_reported_yet() -> None:
    """The document states no status, so no activity has one."""
    assert {activity.status for activity in imported().plan.activities()} == {None}


@pytest.mark.parametrize("at", range(6))
def test_each_area_of_part_one_is_described(at: int) -> None:
    """Function, objectives, expected results and key outputs of the six work areas."""
    want = gold(NAME)["plan"]["work_areas"][at]
    area = imported().plan.areas[at]
    assert (area.id, area.number, area.title) == (str(want["number"]), str(want["number"]), want["title"])
    assert area.details == {"Function": want["function"]}
    assert list(area.objectives) == want["objectives"]
    assert list(area.expected_results) == want["expected_results"]
    assert list(area.key_outputs) == want["key_outputs"]


def test_deliverables_by_year_and_kind() -> None:
    """The overview lists of each year, in their order."""
    kinds = {
        "key_joint_deliverables": "Key joint GMG deliverables",
        "wg_tf_deliverables": "Working Group/Task Force deliverables",
    }
    want = [
        (y["year"], kind, title)
        for y in gold(NAME)["years"]
        for key, kind in kinds.items()
        for title in y[key]
    ]
    assert [(d.year, d.kind, d.title) for d in imported().plan.deliverables] == want


def test_the_heading_is_the_documents_own() -> None:
    """Title verbatim, period and the day in the footers."""
    plan, want = imported().plan.plan, gold(NAME)["plan"]
    assert (plan.title, plan.period, plan.as_of) == (want["title"], want["period"], date(2016, 9, 18))


def test_ids_are_readable_and_unique() -> None:
    """Year, area and number; a number printed twice gets a letter, an unnumbered activity its output."""
    plan = imported().plan
    ids = [a.id for a in plan.areas] + [o.id for a in plan.areas for o in a.outputs]
    ids += [a.id for a in plan.activities()]
    assert len(set(ids)) == len(ids) == 6 + 103 + 229
    by_line = {a.source: a.id for a in plan.activities()}
    assert by_line["lines 269-269"] == "2016-1-3.1"
    assert by_line["lines 271-271"] == "2016-1-3.1b"
    assert by_line["lines 275-275"] == "2016-2-O2-1"
    assert plan.areas[0].outputs[0].id == "2016-1-O1"
