"""For whoever can't see, can't use a mouse, has a small screen, reads on paper, or in the dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.web.links import PATHS
from tests.browser.conftest import Site

RULES: dict[str, object] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
PHONE = {"width": 360, "height": 740}
ONE = "activities/2017-1-O1.2"
NARROW = [f"{path}?area=2" for path in PATHS.values()]
"""The same parts on less of a page: every row is looked at."""
ALONE = (ONE, "milestones/2017-1-O1", "activities/x")


def violations(page: Page, rules: dict[str, object]) -> list[str]:
    """WCAG 2.2 AA, as far as a program can tell: https://github.com/dequelabs/axe-core"""
    found = Axe().run(page, options=rules).response
    assert found["passes"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


@pytest.mark.parametrize("path", [*NARROW, "timeline?area=2&open=2", *ALONE])
def test_no_page_keeps_anybody_out(browser: Browser, gmg: Site, path: str) -> None:
    """In the light, and in the dark."""
    context = browser.new_context(bypass_csp=True, locale="en-GB")
    page = context.new_page()
    page.goto(gmg(path))
    assert violations(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []
    context.close()


@pytest.mark.parametrize("language", ["fr", "es"])
def test_other_languages_keep_nobody_out(browser: Browser, unnm: Site, language: str) -> None:
    """On pages of the other plan, in the dark."""
    context = browser.new_context(bypass_csp=True, locale=language, color_scheme="dark")
    page = context.new_page()
    for path in ("", "milestones", "open?area=1"):
        page.goto(unnm(path))
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert violations(page, RULES) == []
    context.close()


def test_a_phone_shows_the_whole_width(browser: Browser, gmg: Site) -> None:
    """Only wide tables are moved sideways, each for itself; and it is as accessible as elsewhere."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    for path in (*PATHS.values(), "timeline?open=1", ONE, "milestones/2017-1-O1"):
        page.goto(gmg(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert violations(page, RULES) == []
    context.close()


def test_the_keyboard_alone_is_enough(page: Page, gmg: Site) -> None:
    """Over the skip link into the page; through a filter; into a timeline that unfolds."""
    page.goto(gmg("timeline"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page itself")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("communiqué")
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline?q=*")
    folded = page.locator("tr.area a").first
    folded.focus()
    outline = folded.evaluate("one => getComputedStyle(one).outlineStyle")
    page.keyboard.press("Enter")
    page.wait_for_url("**open=1**")
    assert outline == "solid"
    expect(page.locator("tbody tr th a").nth(1)).to_be_visible()


def test_on_paper_there_is_no_navigation(page: Page, gmg: Site) -> None:
    """And a page can be printed."""
    page.goto(gmg())
    page.emulate_media(media="print")
    for gone in ("nav", "form.filters", ".skip"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("table.areas")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_the_dark_is_dark(page: Page, gmg: Site) -> None:
    """As the reader's system says."""
    shades = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(gmg())
        shades.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert shades == ["rgb(255, 255, 255)", "rgb(18, 24, 31)"]


def test_a_status_is_told_without_colours(page: Page, gmg: Site) -> None:
    """By a word and a sign."""
    page.goto(gmg(ONE))
    chip = page.locator(".line .chip")
    expect(chip).to_have_text("no report")
    assert "?" in chip.evaluate("one => getComputedStyle(one, '::before').content")
