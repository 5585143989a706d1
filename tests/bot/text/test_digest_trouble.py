"""What the digest says besides its lists: its own delay, a token that ends, issues that went astray."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.digests.inputs import Found, StrayKind
from bot.digests.message import message_of
from bot.message import plain
from bot.text.digest_words import ENGLISH
from tests.builders.digests import TODAY, digest
from tests.builders.plans import activity, plan

WEEK = timedelta(days=7)
CALM = plan(activity("a", "Launch", timeframe="2018", lead="IOM", status="ongoing"))
LATE = plan(activity("a", "Launch", timeframe="April 2017", lead="IOM"))


def text(made: Any = CALM, today: date = TODAY, **more: Any) -> str:
    return plain(message_of(digest(made, today, **more), ENGLISH))


def test_a_late_digest_says_so() -> None:
    """In one line, above the figures; also in a quiet week."""
    assert (
        text(LATE, late=date(2017, 5, 1)).splitlines()[1] == "This message was due on 1 May and comes late."
    )
    first = digest(CALM)
    quiet = text(late=date(2017, 5, 1), previous=first.counts)
    assert quiet.endswith("Next due 31 December 2018. This message was due on 1 May and comes late.\n")


@pytest.mark.parametrize(("days", "told"), [(31, False), (30, True), (0, True), (-3, True)])
def test_a_token_that_ends_is_told_a_month_before(days: int, told: bool) -> None:
    """Each week from then on, since nothing works any more after that day."""
    ends = TODAY + timedelta(days)
    first = digest(CALM, token_expires=ends)
    line = f"The token of the tracker ends on {ENGLISH.day(ends)}: set a new one before.\n"
    assert (line in plain(message_of(first, ENGLISH))) is told
    again = text(token_expires=ends, previous=first.counts)
    assert (line in again) is told


@pytest.mark.parametrize("kind", StrayKind)
def test_each_kind_of_stray_has_its_line(kind: StrayKind) -> None:
    """The first three by name, and how many more there are; told again only when they change."""
    strays = tuple(Found(kind, f"x{n}", f"https://x.org/o/issues/{n}") for n in range(5))
    said = text(strays=strays)
    assert "x0 (#0), x1 (#1), x2 (#2) and 2 more. More: workplan preview\n" in said
    first = digest(CALM, strays=strays)
    later = {"today": TODAY + WEEK, "since": TODAY, "previous": first.counts}
    assert "workplan preview" not in text(strays=strays, **later)
    assert "x4 (#4). More: workplan preview" in text(strays=strays[4:], **later)
    assert "Still to be looked at on the tracker: 5." in text(LATE, strays=strays, **later)
