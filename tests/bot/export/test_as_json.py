"""The JSON export: other programs rely on its names, their order and its nulls."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from bot.export.as_json import export_json
from mappings.plan import Deliverable, Plan, Source, Status
from tests.builders.plans import activity, area, output, plan

TODAY = date(2017, 5, 2)


def exported(made: Plan, today: date = TODAY) -> Any:
    return json.loads(export_json(made, today))


def test_names_and_their_order() -> None:
    """Every object has exactly the promised keys, in the promised order."""
    made = exported(plan(area("1", "A", output("O1", "T", activity(tasks=("a",))))))
    assert list(made) == ["schema", "plan", "deliverables", "areas", "items"]
    assert list(made["plan"]) == ["id", "title", "period", "as_of", "source"]
    assert list(made["areas"][0]) == [
        "id",
        "number",
        "title",
        "kind",
        "group",
        "objectives",
        "expected_results",
        "key_outputs",
        "leads",
        "members",
        "notes",
        "details",
        "milestone",
        "missing",
    ]
    wanted = [
        "kind",
        "id",
        "area",
        "output",
        "number",
        "year",
        "title",
        "timeframe",
        "start",
        "due",
        "precision",
        "tentative",
        "open_ended",
        "lead",
        "leads",
        "funding",
        "status",
        "completed",
        "assignees",
        "tasks",
        "tbc",
        "missing",
        "overdue",
        "continues",
        "issue",
        "milestone",
        "source",
    ]
    assert [list(item) for item in made["items"]] == [wanted, wanted]
    assert list(made["items"][1]["tasks"][0]) == ["text", "done"]


def test_schema_number() -> None:
    """The shape is version 1."""
    assert exported(plan())["schema"] == 1


def test_heading() -> None:
    """The plan's heading holds its source, with dates as ISO."""
    source = Source(document="gmg.md", sha256="0" * 64, imported=date(2026, 11, 22))
    heading = exported(plan(id="gmg", title="T", period="2016-2018", as_of=date(2016, 9, 18), source=source))[
        "plan"
    ]
    assert heading == {
        "id": "gmg",
        "title": "T",
        "period": "2016-2018",
        "as_of": "2016-09-18",
        "source": {"document": "gmg.md", "sha256": "0" * 64, "imported": "2026-11-22"},
    }


def test_deliverables() -> None:
    """Overview lists stand beside the items."""
    made = exported(plan(deliverables=(Deliverable(year=2016, kind="Joint", title="Key messages"),)))
    assert made["deliverables"] == [{"year": 2016, "kind": "Joint", "title": "Key messages"}]


def test_details_keep_labels_without_a_value() -> None:
    """A label that the document left empty is null, a list stays a list."""
    made = exported(plan(area("1", "A", activity(), details={"IMRF": ("70", "75"), "MPTF": None})))
    assert made["areas"][0]["details"] == {"IMRF": ["70", "75"], "MPTF": None}


def test_area_without_activities() -> None:
    """An area that has lost its activities says so."""
    assert exported(plan(area("2", "A")))["areas"][0]["missing"] == ["activities"]


def test_activity() -> None:
    """Printed texts stay as printed; dates, parties and lateness are computed."""
    made = exported(
        plan(
            area(
                "1",
                "A",
                output(
                    "O1",
                    "T",
                    activity(
                        "a",
                        "Launch the plan",
                        number="1.3",
                        timeframe="April 2017",
                        lead="GMG Chair (UNU), IOM and UNFPA",
                        funding="TBC",
                        source="lines 429-429",
                        tasks=("[x] Draft", "Print"),
                        assignees=("ana",),
                        continues="z",
                        issue="local:12",
                    ),
                    year=2017,
                    milestone="local:m1",
                ),
            )
        )
    )
    assert made["items"][1] == {
        "kind": "activity",
        "id": "a",
        "area": "1",
        "output": "O1",
        "number": "1.3",
        "year": 2017,
        "title": "Launch the plan",
        "timeframe": "April 2017",
        "start": "2017-04-01",
        "due": "2017-04-30",
        "precision": "month",
        "tentative": False,
        "open_ended": False,
        "lead": "GMG Chair (UNU), IOM and UNFPA",
        "leads": ["GMG Chair (UNU)", "IOM", "UNFPA"],
        "funding": "TBC",
        "status": "unreported",
        "completed": None,
        "assignees": ["ana"],
        "tasks": [{"text": "Draft", "done": True}, {"text": "Print", "done": False}],
        "tbc": ["funding"],
        "missing": [],
        "overdue": True,
        "continues": "z",
        "issue": "local:12",
        "milestone": "local:m1",
        "source": "lines 429-429",
    }


def test_output() -> None:
    """An output has its milestone and the dates of its activities, and no texts of theirs."""
    made = exported(
        plan(output("O1", "T", activity(timeframe="April 2017", lead="IOM"), milestone="local:m1"))
    )
    item = made["items"][0]
    assert (item["kind"], item["output"], item["milestone"]) == ("output", None, "local:m1")
    assert (item["timeframe"], item["lead"], item["leads"], item["due"]) == (None, None, [], "2017-04-30")


def test_activity_without_an_output() -> None:
    """An activity that stands right in its area has the area's milestone and no output."""
    item = exported(plan(area("1", "A", activity(), milestone="local:m7")))["items"][0]
    assert (item["output"], item["year"], item["milestone"]) == (None, None, "local:m7")


@pytest.mark.parametrize("today", [date(2017, 4, 30), date(2016, 1, 1)])
def test_not_overdue(today: date) -> None:
    """On its last day and before it, nothing is overdue."""
    made = exported(plan(activity(timeframe="April 2017")), today)
    assert [item["overdue"] for item in made["items"]] == [False, False]


def test_completed() -> None:
    """A completed activity tells the day, and is not overdue."""
    made = exported(
        plan(activity(timeframe="April 2017", status=Status.COMPLETED, completed=date(2017, 4, 3)))
    )
    item = made["items"][1]
    assert (item["status"], item["completed"], item["overdue"]) == ("completed", "2017-04-03", False)


def test_letters_stand_as_they_are() -> None:
    """Accents and dashes are not escaped, and the text ends with a line feed."""
    text = export_json(plan(activity(title="Étude – première")), TODAY)
    assert "Étude – première" in text
    assert text.endswith("}\n")
