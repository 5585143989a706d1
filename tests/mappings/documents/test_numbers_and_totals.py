"""Columns of numbers number what they stand beside; sums are no activities."""

from __future__ import annotations

import pytest

from mappings.documents.ledger import Reason
from tests.builders.documents import plan_of, read, titles

HEAD = "| No. | Output | Activity | Lead | Budget |\n|---|---|---|---|---|\n"
PLAIN = "| Activity | Lead | Deadline | Budget |\n|---|---|---|---|\n| Survey | ILO | May 2026 | 90,000 |\n"


def test_a_number_beside_outputs_is_the_outputs() -> None:
    """It stands only where an output begins."""
    plan = plan_of(
        HEAD
        + "| 1 | Better data | Survey | ILO | |\n| | | Report | FAO | |\n| 4 | Training | Course | IOM | |\n"
    )
    outputs = plan.areas[0].outputs
    assert [(o.number, o.id) for o in outputs] == [("1", "A1-O1"), ("4", "A1-O4")]
    assert [a.number for a in plan.activities()] == [None, None, None]


def test_a_number_in_every_row_is_the_activities() -> None:
    """Rows that go on with an output have a number, too."""
    plan = plan_of(
        HEAD + "| 1.1 | Better data | Survey | ILO | |\n| 1.2 | | Report | FAO | |\n"
        "| 2.1 | Training | Course | IOM | |\n"
    )
    assert [a.number for a in plan.activities()] == ["1.1", "1.2", "2.1"]
    assert [o.number for o in plan.areas[0].outputs] == [None, None]


def test_an_output_printed_again_with_other_numbers() -> None:
    """The output is the same; the numbers are its activities'."""
    plan = plan_of(HEAD + "| 1 | Better data | Survey | ILO | |\n| 2 | Better data | Report | FAO | |\n")
    assert len(plan.areas[0].outputs) == 1
    assert [a.number for a in plan.activities()] == ["1", "2"]


def test_a_number_column_for_each() -> None:
    """Each numbers the column to its right."""
    plan = plan_of(
        "| No. | Output | Ref | Activity | Lead |\n|---|---|---|---|---|\n"
        "| 1 | Better data | 1.1 | Survey | ILO |\n| | | 1.2 | Report | FAO |\n"
    )
    assert [o.number for o in plan.areas[0].outputs] == ["1"]
    assert [(a.number, a.notes) for a in plan.activities()] == [("1.1", None), ("1.2", None)]


def test_a_number_column_beside_activities() -> None:
    """Where it stands beside the activities they have the number, even where each begins an output."""
    plan = plan_of(
        "| Output | No. | Activity | Lead |\n|---|---|---|---|\n"
        "| Better data | 1 | Survey | ILO |\n| Training | 2 | Course | IOM |\n"
    )
    assert [o.number for o in plan.areas[0].outputs] == [None, None]
    assert [a.number for a in plan.activities()] == ["1", "2"]


def test_a_printed_number_outranks_the_column() -> None:
    """ "Output 3:" is its number; the column numbers the activity then."""
    plan = plan_of(HEAD + "| 1 | Output 3: Better data | Survey | ILO | |\n")
    assert plan.areas[0].outputs[0].number == "3"
    assert [a.number for a in plan.activities()] == ["1"]


@pytest.mark.parametrize(
    "row",
    [
        "| Total | | | 90,000 |",
        "| **Total** | | | **USD 90,000** |",
        "| TOTAL: | | | $ 90 000.00 |",
        "| Sub-total | | | 90,000 |",
        "| Subtotal | – | – | 90,000 |",
        "| Grand total (USD) | | | 90,000 |",
        "| Total général | | | 90 000 € |",
        "| Sous-total | | | 90 000 |",
        "| Total Output 1 | | | 90,000 |",
        "| Total budget | | | 90,000 |",
        "| | | Total | 90,000 |",
        "| Total: USD 90,000 | | | |",
        "| Total | | | |",
    ],
)
def test_a_row_of_sums_is_set_aside(row: str) -> None:
    """No activity, no section, and never the rest of the row above."""
    imported = read(f"{PLAIN}{row}\n")
    (activity,) = imported.plan.activities()
    assert (activity.title, activity.timeframe, activity.funding) == ("Survey", "May 2026", "90,000")
    assert imported.account.set_aside()[Reason.TOTALS] == 1
    assert len(imported.plan.areas) == 1


@pytest.mark.parametrize(
    "row",
    [
        "| Total review of the handbook | | | 90,000 |",
        "| Total | ILO | | 90,000 |",
        "| Total | | May 2026 | |",
        "| Totals for the census | IOM | June 2026 | |",
    ],
)
def test_a_row_with_more_than_sums_stays(row: str) -> None:
    """Words, a lead or a date beside it: it may be an activity."""
    imported = read(f"{PLAIN}{row}\n")
    assert len(titles(imported.plan)) == 2
    assert Reason.TOTALS not in imported.account.set_aside()


def test_rows_below_a_sum_go_on() -> None:
    """A sub-total in the middle ends nothing."""
    plan = plan_of(f"{PLAIN}| Sub-total | | | 90,000 |\n| Report | FAO | June 2026 | 5,000 |\n")
    assert titles(plan) == ["Survey", "Report"]
