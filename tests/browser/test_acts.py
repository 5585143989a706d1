"""Co-leads act on the board: each act is signed, and stands in the plan file a moment later."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mappings.plan import Activity
from tests.browser.conftest import Site

ONE = "2017-1-O1.2"
OPEN = "2017-4-O1.1"


def named(page: Page, site: Site, item: str = ONE, name: str = "Maria") -> None:
    """On the page of an activity, with a name."""
    page.goto(site(f"activities/{item}"))
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"You act as {name}.")).to_be_visible()


def saved(page: Page, said: str) -> None:
    expect(page.get_by_role("status")).to_have_text(f"{said} The plan file has it.")


def planned(site: Site, item: str = ONE) -> Activity:
    return next(one for one in site.app.plan_file().read().plan.activities() if one.id == item)


def save_status(page: Page, status: str) -> None:
    group = page.get_by_role("group", name="Where does it stand?")
    group.get_by_label(status).check()
    group.get_by_role("button").click()


def save_field(page: Page, field: str, text: str) -> None:
    group = page.get_by_role("group", name="Change what it says")
    group.get_by_label(field).fill(text)
    group.get_by_role("button").click()


def test_an_activity_is_closed_and_opened_again(page: Page, mine: Site) -> None:
    """Signed, with its day; and the overview counts it at once."""
    named(page, mine)
    save_status(page, "completed")
    saved(page, "The status is changed.")
    assert planned(mine).status == "completed"
    assert str(planned(mine).completed) == "2017-05-15"
    expect(page.locator("main")).to_contain_text("completed (15 May 2017, Maria)")
    page.goto(mine())
    expect(page.locator(".line")).to_contain_text("1 completed")
    page.goto(mine(f"activities/{ONE}"))
    save_status(page, "ongoing")
    saved(page, "The status is changed.")
    assert (planned(mine).status, planned(mine).completed) == ("ongoing", None)


def test_an_activity_is_dropped(page: Page, mine: Site) -> None:
    """Not done, and not late any more."""
    named(page, mine)
    save_status(page, "cancelled")
    saved(page, "The status is changed.")
    assert planned(mine).status == "cancelled"


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("What", "Start drafting", "title"),
        ("When", "June 2017", "timeframe"),
        ("Lead", "IOM", "lead"),
        ("Funding", "Staff", "funding"),
    ],
)
def test_a_field_is_changed(page: Page, mine: Site, field: str, text: str, key: str) -> None:
    """It alone."""
    before = planned(mine)
    named(page, mine)
    save_field(page, field, text)
    saved(page, "The change is made.")
    after = planned(mine)
    assert getattr(after, key) == text
    assert {"title": before.title, "lead": before.lead, "funding": before.funding, key: text}.items() <= dict(
        after
    ).items()


def test_a_due_date_is_set(page: Page, mine: Site) -> None:
    """As people write one."""
    named(page, mine)
    save_field(page, "Due", "30 June 2017")
    saved(page, "The change is made.")
    assert str(planned(mine).due) == "2017-06-30"
    save_field(page, "Due", "soon")
    expect(page.get_by_role("alert")).to_contain_text("no certain day can be read from it")
    expect(page.get_by_role("group", name="Change what it says").get_by_label("Due")).to_have_value("soon")


def test_what_is_to_be_confirmed_is_filled_in(page: Page, mine: Site) -> None:
    """From the list of open points."""
    page.goto(mine("open?area=4"))
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Your name").fill("Ben")
    page.get_by_role("button", name="Save").click()
    save_field(page, "What", "Publish the guidelines")
    saved(page, "The change is made.")
    assert planned(mine, OPEN).title == "Publish the guidelines"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Publish the guidelines")


def test_people_are_assigned(page: Page, mine: Site) -> None:
    """And taken off."""
    named(page, mine)
    box = page.get_by_label("Who works on it")
    box.fill("anna, ben")
    box.press("Enter")
    saved(page, "Who works on it is changed.")
    assert planned(mine).assignees == ("anna", "ben")
    page.get_by_label("Who works on it").fill("ben")
    page.get_by_label("Who works on it").press("Enter")
    saved(page, "Who works on it is changed.")
    assert planned(mine).assignees == ("ben",)


def test_a_comment_is_written_and_an_answer_is_heard(page: Page, mine: Site) -> None:
    """It shows who said it; a line that answers goes into the plan."""
    named(page, mine)
    page.get_by_label("Comment").fill("Drafted.\nWhen: June 2017")
    page.get_by_role("button", name="Save").last.click()
    saved(page, "The comment is there.")
    expect(page.locator(".comment").first).to_contain_text("Maria, 15 May 2017")
    expect(page.locator(".comment").first).to_contain_text("the plan has it")
    assert planned(mine).timeframe == "June 2017"


def test_a_second_click_changes_nothing(page: Page, mine: Site) -> None:
    """It was so already, and that is told."""
    named(page, mine)
    save_status(page, "completed")
    saved(page, "The status is changed.")
    save_status(page, "completed")
    expect(page.get_by_role("status")).to_have_text("It was so already. Nothing was changed.")


def two(browser: Browser, site: Site) -> tuple[BrowserContext, Page, BrowserContext, Page]:
    contexts = [browser.new_context(locale="en-GB") for _ in range(2)]
    pages = [one.new_page() for one in contexts]
    for page, name in zip(pages, ("Maria", "Ben"), strict=True):
        named(page, site, name=name)
    return contexts[0], pages[0], contexts[1], pages[1]


def test_two_people_who_change_the_same(browser: Browser, mine: Site) -> None:
    """The second is shown both values, keeps the text, and may save it again."""
    one, maria, other, ben = two(browser, mine)
    save_field(maria, "Lead", "IOM")
    saved(maria, "The change is made.")
    save_field(ben, "Lead", "UNU")
    expect(ben.get_by_role("alert")).to_contain_text("Somebody else has changed this")
    expect(ben.get_by_role("alert")).to_contain_text("It says now: IOM")
    expect(ben.get_by_role("alert")).to_contain_text("You wrote: UNU")
    assert planned(mine).lead == "IOM"
    group = ben.get_by_role("group", name="Change what it says")
    expect(group.get_by_label("Lead")).to_have_value("UNU")
    group.get_by_role("button").click()
    saved(ben, "The change is made.")
    assert planned(mine).lead == "UNU"
    for context in (one, other):
        with suppress(Exception):
            context.close()


def test_two_people_who_change_different_things(browser: Browser, mine: Site) -> None:
    """Both get what they want, though the second page is stale."""
    one, maria, other, ben = two(browser, mine)
    save_field(maria, "Lead", "IOM")
    saved(maria, "The change is made.")
    save_field(ben, "Funding", "Staff")
    saved(ben, "The change is made.")
    assert (planned(mine).lead, planned(mine).funding) == ("IOM", "Staff")
    one.close()
    other.close()


def test_a_field_of_a_hundred_kilobytes(page: Page, mine: Site) -> None:
    """Refused in a sentence; the form still holds it, and the plan nothing of it."""
    named(page, mine)
    save_field(page, "Lead", "x" * 100_000)
    expect(page.get_by_role("alert")).to_contain_text("100,000 characters are too many for one field")
    assert (
        len(page.get_by_role("group", name="Change what it says").get_by_label("Lead").input_value())
        == 100_000
    )
    assert "xxx" not in (planned(mine).lead or "")
