"""The plan as one HTML file: whole, self-contained, the same each time."""

from __future__ import annotations

from datetime import date

import pytest

from bot.export.as_html import export_html
from bot.text.board_words import ENGLISH_BOARD
from mappings.plan import Plan
from mappings.snapshot import Field
from tests.builders.gold import gmg_plan, unnm_plan
from tests.builders.pages import read_page
from tests.builders.plans import activity, area, plan

DAY = date(2017, 5, 15)


def exported(whole: Plan, today: date = DAY, hidden: tuple[Field, ...] = ()) -> str:
    return export_html(whole, today, ENGLISH_BOARD, hidden)


@pytest.mark.parametrize("whole", [gmg_plan(), unnm_plan()])
@pytest.mark.parametrize("today", [date(2017, 5, 15), date(2026, 1, 1)])
def test_a_plan_is_whole_and_leads_nowhere_else(whole: Plan, today: date) -> None:
    """Every activity stands in it once with all of it, and every link leads to something in the file."""
    html = exported(whole, today)
    page = read_page(html)
    assert all(html.count(f'id="i-{one.id}"') == 1 for one in whole.activities())
    assert all(link.startswith("#") for link in page.links)
    assert all(f'id="{link[1:]}"' in html for link in set(page.links))
    assert "script" not in page.tags
    assert len(html.encode()) < 400_000


def test_the_same_plan_gives_the_same_bytes() -> None:
    """On the same day; the clock and the machine are not in it."""
    assert exported(gmg_plan()) == exported(gmg_plan())
    assert exported(gmg_plan()) != exported(gmg_plan(), date(2017, 5, 16))


def test_a_file_forbids_itself_everything() -> None:
    """Wherever it is opened."""
    html = exported(plan(activity("a", "<script>alert(1)</script>")))
    assert "default-src 'none'; style-src 'sha256-" in html
    assert "<script" not in html


def test_what_the_settings_leave_out_is_not_in_it() -> None:
    """Files are mailed on."""
    there = area("1", "Area", activity("a", funding="Secret fund", lead="Secret unit", timeframe="May 2017"))
    html = exported(plan(there), hidden=(Field.FUNDING, Field.LEAD))
    assert "Secret" not in html
    assert "May 2017" in html
