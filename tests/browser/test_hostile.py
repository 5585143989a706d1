"""What somebody might write into a plan so that something happens to whoever looks at it: nothing does."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from bot.app import usual_app
from bot.export.as_html import export_html
from bot.text.board_words import ENGLISH_BOARD
from bot.web.boarding import boarded
from mappings.plan import Plan
from sync.planemit import emit_plan
from tests.browser.conftest import WITHIN
from tests.builders.browser import Watch
from tests.builders.plans import activity, plan
from tests.hostile.corpus import SHORT
from tests.hostile.plans import packed_plan

FOREIGN = "script, iframe, img, object, embed, video, audio, base, style, [onerror], [onload], [onclick]"


def hostile_plan() -> Plan:
    return packed_plan(SHORT)


def test_no_text_of_the_corpus_acts_on_any_page(page: Page, watch: Watch, tmp_path: Path) -> None:
    """No script, no dialog, no element, no link and no request that is not ours."""
    whole = hostile_plan()
    (tmp_path / "plan.yaml").write_text(emit_plan(whole), encoding="utf-8")
    with boarded([usual_app(tmp_path, WITHIN)], "127.0.0.1:0") as address:
        home = f"{address}/gmg/"
        items = [f"activities/{one.id}" for one in list(whole.activities())[::9]]
        for path in (
            "",
            "milestones",
            "timeline?open=all",
            "deadlines",
            "open",
            "leads",
            "activities",
            *items,
        ):
            page.goto(home + path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert page.locator(FOREIGN).count() == 0, path
            links = page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
            assert all(link.startswith(("/", "#")) for link in links), path
    assert watch.troubles == []


def test_no_text_of_the_corpus_acts_in_a_file(page: Page, watch: Watch, tmp_path: Path) -> None:
    """Opened from a disk, where the board's own headers are not."""
    path = tmp_path / "plan.html"
    path.write_text(export_html(hostile_plan(), WITHIN, ENGLISH_BOARD), encoding="utf-8")
    page.goto(path.as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator(FOREIGN.replace(" style,", "")).count() == 0
    assert [one for one in watch.elsewhere if one != path.as_uri()] == []
    assert watch.said == []


def test_text_from_right_to_left_is_intact(page: Page, tmp_path: Path) -> None:
    """It runs its own way, and turns nothing beside it round."""
    title = "إطلاق خطة الاتصالات (2017)"
    (tmp_path / "plan.yaml").write_text(
        emit_plan(plan(activity("a1", title, lead="المنظمة"))), encoding="utf-8"
    )
    with boarded([usual_app(tmp_path, WITHIN)], "127.0.0.1:0") as address:
        page.goto(f"{address}/gmg/activities")
        shown = page.locator("bdi", has_text=title)
        expect(shown).to_have_text(title)
        assert shown.evaluate("one => getComputedStyle(one).direction") == "rtl"
        assert page.locator("html").evaluate("one => getComputedStyle(one).direction") == "ltr"
