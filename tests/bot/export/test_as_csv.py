"""The CSV export: one row an item, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from bot.export.as_csv import HEADER, export_csv
from mappings.plan import Plan
from tests.builders.plans import activity, area, output, plan

TODAY = date(2017, 5, 2)


def rows(made: Plan, gaps: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export_csv(made, TODAY, gaps=gaps), newline="")))


def test_one_row_an_item() -> None:
    """Outputs and activities have a row each, in the plan's order."""
    made = plan(
        area("1", "A", output("O1", "T", activity("a"), activity("b"))), area("2", "B", activity("c"))
    )
    assert [row["Id"] for row in rows(made)] == ["O1", "a", "b", "c"]


def test_header_in_plain_words() -> None:
    """The first line names the columns as people call them."""
    assert export_csv(plan(), TODAY).splitlines() == [",".join(HEADER)]
    assert HEADER[:8] == ("Kind", "Id", "Area", "Output", "Number", "Year", "Title", "When")


def test_cells() -> None:
    """A row tells area and output by their titles, dates as ISO and what is open."""
    made = plan(
        area(
            "1",
            "Data",
            output(
                "O1", "Reports", activity(timeframe="April 2017", lead="TBC", tasks=("[x] Draft", "Print"))
            ),
        )
    )
    row = rows(made)[1]
    assert (row["Area"], row["Output"], row["When"]) == ("Data", "Reports", "April 2017")
    assert (row["Start"], row["Due"], row["Overdue"]) == ("2017-04-01", "2017-04-30", "yes")
    assert (row["To be confirmed"], row["Missing"], row["Status"]) == ("lead", "", "no report yet")
    assert row["Tasks"] == "[x] Draft\n[ ] Print"


def test_an_output_has_its_number() -> None:
    """As the activities have theirs."""
    made = plan(area("1", "Data", output("O1", "Reports", activity("a", number="1.1"), number="1")))
    assert [row["Number"] for row in rows(made)] == ["1", "1.1"]


@pytest.mark.parametrize(("source", "shown"), [("lines 13-13", "line 13"), ("lines 13-14", "lines 13-14")])
def test_a_single_line_is_one(source: str, shown: str) -> None:
    """The place in the document as people say it."""
    assert rows(plan(activity(source=source)))[1]["Source"] == shown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝"])
def test_formulas_are_defused(start: str) -> None:
    """A text that a spreadsheet would run is told apart by an apostrophe."""
    assert rows(plan(activity(title=f"{start}1+1")))[1]["Title"] == f"'{start}1+1"


@pytest.mark.parametrize(
    "text", ["1.1", "a=b", "2016-2018", "'quoted'", "(TBC)", "5 – 7 May", '"x", "y"', "a\nb"]
)
def test_other_text_stays(text: str) -> None:
    """Any other text comes back as it was."""
    assert rows(plan(activity(title=text)))[1]["Title"] == text


def test_gaps_only() -> None:
    """With gaps only, what is complete has no row."""
    made = plan(
        activity("full", timeframe="2017", lead="IOM"),
        activity("open", timeframe="2017", lead="TBC"),
        activity("lost", timeframe="2017"),
    )
    assert [row["Id"] for row in rows(made, gaps=True)] == ["open", "lost"]


def test_gaps_name_lost_areas() -> None:
    """An area without any activity has a row among the gaps, and none among the items."""
    made = plan(area("2", "Missing migrants", leads=("IOM", "UNHCR")))
    (row,) = rows(made, gaps=True)
    assert (row["Id"], row["Missing"], row["Lead"]) == ("2", "activities", "IOM, UNHCR")
    assert rows(made) == []


def test_no_byte_order_mark() -> None:
    """The mark that a file for Excel needs is for the caller to write: a pipe must not have it."""
    assert export_csv(plan(), TODAY).startswith("Kind,")
