"""What the digest calls things: the plan, activities with their issues, and what stands in no other line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.digest import Closed, Conflict, Digest, DigestInputs, build_digest
from bot.text.digest import digest_sentence, digest_text, full_list
from mappings.plan import Plan, Status
from tests.builders.plans import activity, plan

TODAY = date(2017, 5, 2)
WEEK = timedelta(days=7)


def digest(made: Plan, today: date = TODAY, **more: Any) -> Digest:
    return build_digest(DigestInputs(made, today, **more))


def text(made: Plan, today: date = TODAY, **more: Any) -> str:
    return digest_text(digest(made, today, **more))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (2, "2 end on 30 June 2017: N0; N1\n"),
        (3, "3 end on 30 June 2017: N0; N1; N2\n"),
        (4, "4 end on 30 June 2017\n"),
    ],
)
def test_next_is_named_when_they_are_few(count: int, said: str) -> None:
    """Up to three have their titles; more are only counted."""
    made = plan(*(activity(f"a{n}", f"N{n}", timeframe="30 June 2017") for n in range(count)))
    assert f"NEXT: {said}" in text(made)


def test_issues_are_named() -> None:
    """Whoever is asked to close an issue reads its number, wherever an activity is named."""
    made = plan(
        activity("a", "Launch", timeframe="April 2017", lead="IOM", issue="local:19"),
        activity("b", "Report", timeframe="June 2017", lead="IOM", issue="https://x.org/o/r/issues/20"),
        activity("c", "Study", status="completed", issue="local:21"),
        activity("d", "Course", status="ongoing", issue="local:22"),
    )
    news: dict[str, Any] = {
        "closed": (Closed("c", Status.COMPLETED, date(2017, 4, 28), "Ana"),),
        "conflicts": (Conflict("d", "lead", "IOM", "ILO"),),
    }
    lines = text(made, **news).splitlines()
    for line in (
        "• Launch (April 2017) – IOM · #19",
        "NEXT: Report (#20) ends on 30 June 2017",
        "• Study – completed 28 April, Ana · #21",
        "• 1 activity has no date and no lead: Course (2017, #22)",
    ):
        assert line in lines
    assert any(line.endswith("Settle it in issue #22.") for line in lines)
    assert "• [a] Launch (April 2017) – IOM · #19\n" in full_list(digest(made, **news))


def test_issues_in_the_question() -> None:
    """Where there are few dates, those who are asked find the issues, too."""
    made = plan(activity("a", "Launch", lead="IOM", issue="local:19"))
    assert "• Launch · #19\n" in text(made)


@pytest.mark.parametrize("link", [None, "", "soon", "https://x.org/board"])
def test_no_number_without_one(link: str | None) -> None:
    """What is on no tracker, or has a link without a number, has no mark."""
    assert "#" not in text(plan(activity("a", "Launch", timeframe="April 2017", lead="IOM", issue=link)))


def test_late_and_open_is_counted_in_words() -> None:
    """What is past its date and open stands above; the line of the others says so."""
    late = activity("a", timeframe="September, 2016 (TBC)", lead="ILO")
    other = activity("b", "Report", timeframe="2018", lead="TBC")
    assert "NOT DECIDED, besides 1 of those above: 1 activity with something open\n" in text(
        plan(late, other)
    )
    assert "NOT DECIDED" not in text(plan(late))


def test_not_decided_counts_stay_true_when_a_date_passes() -> None:
    """An open activity that becomes late is not told as decided."""
    made = plan(
        activity("a", timeframe="5 May 2017 (TBC)", lead="ILO"),
        activity("b", timeframe="April 2017", lead="IOM"),
    )
    was = digest(made).counts
    assert "Since 2 May: 1 more past their date.\n" in text(made, TODAY + WEEK, since=TODAY, previous=was)


def test_titles_and_more_that_is_open() -> None:
    """Titles that are missing and what else is open are counted apart."""
    made = plan(activity("a", "TBC", timeframe="2018"), activity("b", timeframe="2018", lead="TBC"))
    assert "NOT DECIDED: 1 activity without a title yet, 1 with something else open\n" in text(made)


@pytest.mark.parametrize(
    ("id", "title", "name", "short"),
    [
        ("gmg", "Global Migration Group", "GMG work plan", "GMG plan"),
        ("gmg", "GMG 2016", "GMG work plan", "GMG plan"),
        ("youth", "Youth Plan 2026", "Youth Plan 2026", "Youth Plan 2026"),
        ("plan", "A small plan", "A small plan", "A small plan"),
        ("network", "NETWORK on Migration", "NETWORK on Migration", "NETWORK on Migration"),
    ],
)
def test_name(id: str, title: str, name: str, short: str) -> None:
    """Only an acronym that the title bears out is written in capitals."""
    made = digest(plan(activity(timeframe="April 2017", lead="IOM"), id=id, title=title))
    assert digest_text(made).startswith(f"{name}, 2 May 2017\n")
    assert digest_sentence(made).startswith(f"{short}: 1 newly past")


def test_long_names_are_cut() -> None:
    """A plan's title doesn't fill a lock screen."""
    made = digest(plan(activity(timeframe="April 2017", lead="IOM"), id="x", title="word " * 40))
    assert len(digest_sentence(made)) < 150
    assert len(digest_text(made).splitlines()[0]) < 100
