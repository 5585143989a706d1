"""Every page of the board in a real browser: what it shows, for both sample plans, by its address alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.links import PATHS
from tests.browser.conftest import Site
from tests.builders.browser import Watch

EACH = [*PATHS.values(), "timeline?open=all", "activities/2017-1-O1.2", "milestones/2017-1-O1"]


def numbers(page: Page, row: str) -> list[str]:
    """The figures of an area, or of all, on the first page."""
    cells = page.locator("table.areas tr", has=page.get_by_role("rowheader", name=row)).locator("td.number")
    return cells.all_inner_texts()


@pytest.mark.parametrize("path", EACH)
def test_a_page_loads_nothing_from_elsewhere_and_never_jumps(
    page: Page, gmg: Site, watch: Watch, path: str
) -> None:
    """No request but to the board, no complaint of the browser, nothing moves while it is drawn."""
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        " for (const one of list.getEntries()) window.moved += one.value;"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(gmg(path))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("window.moved") == 0
    assert watch.troubles == []


def test_the_overview_of_a_plan_within_its_life(page: Page, gmg: Site) -> None:
    """Its counts are those of the plan, and each leads to what it counts."""
    page.goto(gmg())
    expect(page.locator(".line")).to_contain_text("229 activities: 229 no report")
    assert numbers(page, "All") == ["–", "–", "–", "229", "–", "44", "74", "229"]
    page.get_by_role("link", name="44 late").click()
    expect(page.locator("output.count")).to_have_text("44 of 229 activities")


def test_the_overview_of_a_plan_after_its_life(page: Page, unnm: Site) -> None:
    """Without a date nothing is late; what is missing is told, and the area that has lost its activities."""
    page.goto(unnm())
    expect(page.locator(".line")).to_contain_text("0 late")
    expect(page.locator(".line")).to_contain_text("59 with something missing")
    expect(page.get_by_text("The document has no activities here")).to_have_count(1)


def test_milestones_are_cards_by_area_and_year(page: Page, gmg: Site) -> None:
    """Opened, their activities stand in columns by status."""
    page.goto(gmg("milestones"))
    expect(page.locator(".card")).to_have_count(103)
    first = page.locator("section.shelf").first
    assert first.locator("h3").all_inner_texts() == ["2016", "2017", "2018"]
    first.get_by_role("link", name="Joint position papers").nth(1).click()
    expect(page.locator(".kanban section")).to_have_count(5)
    expect(page.locator(".kanban section").first.locator("article")).to_have_count(4)


def test_areas_without_outputs_are_cards(page: Page, unnm: Site) -> None:
    """One for each, also for the one that has lost its activities."""
    page.goto(unnm("milestones"))
    expect(page.locator(".cards .card")).to_have_count(page.locator(".card").count())
    expect(page.locator(".card .gap")).to_have_count(1)


def test_the_timeline_unfolds_and_goes_down_to_weeks(page: Page, gmg: Site) -> None:
    """By links alone; the address says what is shown."""
    page.goto(gmg("timeline"))
    expect(page.locator("tr.area")).to_have_count(6)
    expect(page.locator("circle.unreported")).to_have_count(1)  # the one of the key
    page.get_by_role("link", name="GMG coordination and visibility").click()
    expect(page.locator("tbody").first.locator("tr")).to_have_count(37)
    assert page.url.endswith("timeline?open=1#area-1")
    for part in ("2017", "Q2 2017", "May 2017"):
        page.get_by_label("Part of time").get_by_role("link", name=part, exact=True).click()
    assert "span=2017-05" in page.url
    expect(page.locator(".ticks text").first).to_have_text("1 May")
    expect(page.locator(".ticks text.today")).to_have_text("today")


def test_what_has_no_date_is_listed_and_never_drawn(page: Page, unnm: Site) -> None:
    """Every activity of the Network's plan is."""
    page.goto(unnm("timeline?open=all"))
    expect(page.locator("td.undated li")).to_have_count(59)
    assert page.locator("tbody svg rect, tbody svg circle").count() == 0


def test_deadlines_stand_by_lead(page: Page, gmg: Site) -> None:
    """With how late each is."""
    page.goto(gmg("deadlines"))
    expect(page.get_by_role("heading", level=2).first).to_contain_text("late")
    assert re.search(r"\d+ (weeks|months) late", page.locator("main").inner_text())


def test_the_matrix_leads_to_what_it_counts(page: Page, gmg: Site) -> None:
    """From a figure to the list of as many."""
    page.goto(gmg("leads"))
    cell = page.locator("table.matrix td a").first
    count = cell.inner_text()
    cell.click()
    expect(page.locator("output.count")).to_contain_text(f"{count} of 229")


def test_search_filters_and_order_stand_in_the_address(page: Page, gmg: Site) -> None:
    """A view that is mailed is the same for whoever opens it."""
    page.goto(gmg("activities"))
    page.get_by_role("searchbox").fill("statement")
    page.get_by_label("Order").select_option("title")
    page.get_by_label("Area", exact=False).first.select_option("1")
    page.get_by_role("button", name="Show").click()
    shown = page.locator("tbody tr").all_inner_texts()
    assert shown
    assert all("statement" in row for row in shown)
    assert "q=statement" in page.url
    assert "area=1" in page.url
    other = page.context.new_page()
    other.goto(page.url)
    assert other.locator("tbody tr").all_inner_texts() == shown
    page.get_by_role("link", name="Show everything").click()
    expect(page.locator("output.count")).to_have_text("229 activities")


def test_a_long_list_has_pages(page: Page, gmg: Site) -> None:
    """Nothing is lost between them."""
    page.goto(gmg("activities"))
    first = page.locator("tbody tr").count()
    page.get_by_role("link", name="Next page").click()
    assert first + page.locator("tbody tr").count() == 229


def test_any_activity_is_two_clicks_away(page: Page, gmg: Site) -> None:
    """From the first page over its milestone, or over the search."""
    page.goto(gmg())
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="All activities").click()
    page.get_by_role("link", name="2017-1-O1.2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Initiate drafting")
    expect(page.locator(".line .chip")).to_have_text("no report")
    expect(page.locator("main")).to_contain_text("In the document")


def test_an_activity_shows_the_documents_own_words(page: Page, gmg: Site) -> None:
    """Beside what was read from them, with their place."""
    page.goto(gmg("activities/2017-1-O1.2"))
    expect(page.locator("main")).to_contain_text("1–31 March 2017")
    expect(page.locator("main")).to_contain_text("GMG Chair (UNU), IOM and UNFPA")
    expect(page.locator("main")).to_contain_text(re.compile(r"Stands in\s*line \d+"))


def test_an_unknown_id_leads_on(page: Page, gmg: Site) -> None:
    """To those like it."""
    answer = page.goto(gmg("activities/2017-1-O1.9"))
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("link", name=re.compile("2017-1-O1"))).not_to_have_count(0)


def test_without_a_script_everything_is_there(browser: Browser, gmg: Site) -> None:
    """Forms and links are enough."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(gmg())
    page.get_by_label("late").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".line")).to_contain_text("44 activities")
    page.goto(gmg("timeline"))
    page.get_by_role("link", name="Data and Research").click()
    expect(page.locator("#area-2 tr")).to_have_count(19)
    page.goto(gmg("activities"))
    page.get_by_label("Order").select_option("due")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr").first).to_contain_text("25–26 February 2016")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("tbody tr")).to_have_count(79)
    context.close()


def test_a_mistake_in_the_plan_file_takes_nothing_away(page: Page, mine: Site) -> None:
    """A banner says so while it is there; the page that is open goes on, and the next one too."""
    page.goto(mine())
    path = mine.app.plan_path
    good = path.read_text("utf-8")
    path.write_text(good.replace("areas:", "aeras:", 1), encoding="utf-8")
    page.goto(f"{mine.address}/gmg/deadlines")
    expect(page.get_by_role("alert")).to_contain_text("workplan check tells them")
    expect(page.get_by_role("heading", level=2)).not_to_have_count(0)
    path.write_text(good, encoding="utf-8")
    page.reload()
    expect(page.get_by_role("alert")).to_have_count(0)
