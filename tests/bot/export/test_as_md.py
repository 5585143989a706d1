"""The status page in Markdown: counts, tables, and timelines that can be drawn."""

from __future__ import annotations

import re
from datetime import date

import pytest
from markdown_it import MarkdownIt

from bot.export.as_md import export_md
from bot.export.as_mermaid import MOST, diagrams
from bot.text.board_words import ENGLISH_BOARD
from bot.views.rows import rows_of
from mappings.plan import Activity, Plan
from mappings.snapshot import Field
from tests.builders.gold import gmg_plan, unnm_plan
from tests.builders.plans import activity, area, output, plan

DAY = date(2017, 5, 15)
LINE = re.compile(r"  \S+ – [^:]+ :(?:\w+, )*a\d+, \d{4}-\d\d-\d\d, (?:0d|\d{4}-\d\d-\d\d)")
HEAD = ["gantt", "  dateFormat YYYY-MM-DD", "  axisFormat %m/%Y", "  inclusiveEndDates"]


def exported(whole: Plan, today: date = DAY, hidden: tuple[Field, ...] = ()) -> str:
    return export_md(whole, today, ENGLISH_BOARD, hidden)


def drawn(*held: Activity) -> list[str]:
    return [one for diagram in diagrams(tuple(rows_of(plan(*held), DAY))) for one in diagram.split("\n")[4:]]


@pytest.mark.parametrize("whole", [gmg_plan(), unnm_plan()])
@pytest.mark.parametrize("today", [DAY, date(2026, 1, 1)])
def test_a_plan_is_whole(whole: Plan, today: date) -> None:
    """Every activity stands in the table of its area, and every picture holds only lines of bars."""
    page = exported(whole, today)
    tokens = MarkdownIt().enable("table").parse(page)
    pictures = [one.content for one in tokens if one.type == "fence"]
    timelines = page.split("## Timeline\n")[1]
    assert all(timelines.count(f"| {one.id} ") == 1 for one in whole.activities())
    for picture in pictures:
        head, bars = picture.splitlines()[:4], picture.splitlines()[4:]
        assert head == HEAD
        assert 1 <= len(bars) <= MOST
        assert all(LINE.fullmatch(bar) for bar in bars)
    assert len(pictures) == page.count("```mermaid")


def test_tables_are_tables() -> None:
    """With as many cells in each line as in its head."""
    tokens = MarkdownIt().enable("table").parse(exported(gmg_plan()))
    heads = sum(one.type == "thead_open" for one in tokens)
    assert heads == exported(gmg_plan()).count("\n|---|")
    assert sum(one.type == "tr_open" for one in tokens) > 229


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"timeframe": "16 June 2017"}, ":milestone, a0, 2017-06-16, 0d"),
        ({"timeframe": "June 2017"}, ":a0, 2017-06-01, 2017-06-30"),
        ({"timeframe": "Ongoing-2018"}, ":milestone, a0, 2018-12-31, 0d"),
        ({"timeframe": "2016"}, ":crit, a0, 2016-01-01, 2016-12-31"),
        ({"timeframe": "2016", "status": "completed"}, ":done, a0, 2016-01-01, 2016-12-31"),
        ({"timeframe": "2016", "status": "ongoing"}, ":crit, active, a0, 2016-01-01, 2016-12-31"),
    ],
)
def test_bars(said: dict[str, str], line: str) -> None:
    """Late ones are critical; what states no beginning is drawn at its end."""
    assert drawn(activity("a", "Meet", **said)) == [f"  a – Meet {line}"]  # type: ignore[arg-type]


@pytest.mark.parametrize("timeframe", ["TBC", "Ongoing", "From June 2017", None])
def test_what_has_no_end_is_not_drawn(timeframe: str | None) -> None:
    """It stands in the table, with what the plan says of it."""
    assert drawn(activity(timeframe=timeframe)) == []


def test_a_title_never_acts() -> None:
    """Its signs go where the language would read them."""
    (line,) = drawn(activity("a", 'section: "x"; %%{init}%% click #1 → <b>', due=DAY))
    assert line == "  a – section x init click 1 b :milestone, a0, 2017-05-15, 0d"


def test_many_bars_are_several_pictures() -> None:
    """By year first, so that each is short in time, too."""
    held = {year: [activity(f"{year}-{n}", due=date(year, 6, 1)) for n in range(50)] for year in (2017, 2016)}
    outputs = [output(f"o{year}", "O", *rows, year=year) for year, rows in held.items()]
    found = list(diagrams(tuple(rows_of(plan(area("1", "A", *outputs)), DAY))))
    assert [one.count("milestone") for one in found] == [40, 10, 40, 10]
    assert "2016-06-01" in found[0]
    assert "2017-06-01" in found[-1]


def test_issues_are_linked() -> None:
    """Only where a browser can open them."""
    page = exported(
        plan(activity("a", issue="https://github.com/o/r/issues/1"), activity("b", issue="local:2"))
    )
    assert "[a](https://github.com/o/r/issues/1)" in page
    assert "local:2" not in page


def test_what_the_settings_leave_out_is_not_in_it() -> None:
    """The page may be public."""
    page = exported(plan(activity("a", lead="Secret", due=DAY)), hidden=(Field.LEAD,))
    assert "Secret" not in page


def test_the_same_plan_gives_the_same_bytes() -> None:
    """On the same day."""
    assert exported(gmg_plan()) == exported(gmg_plan())
