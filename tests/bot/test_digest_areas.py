"""The digest of one area: its part of the plan, its own memory, and the question when its turn comes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from json import dumps, loads

from bot.digest import Closed, Conflict, Counts
from bot.digests.data import Digest
from bot.digests.inputs import Found, StrayKind
from bot.digests.message import message_of
from bot.message import plain
from bot.text.digest_words import ENGLISH
from mappings.plan import Status
from tests.builders.digests import TODAY, digest
from tests.builders.gold import gmg_plan, unnm_plan
from tests.builders.plans import activity, area, plan

WEEK = timedelta(days=7)
TWO = plan(
    area("1", "Data", activity("a", "Launch", timeframe="April 2017", lead="IOM")),
    area("2", "Work", activity("b", "Report", timeframe="March 2017", lead="ILO")),
)


def text(found: Digest) -> str:
    return plain(message_of(found, ENGLISH))


def test_an_area_has_its_part_of_the_plan() -> None:
    """The same words about its own activities, under its name."""
    (one,) = digest(TWO, areas=("1",)).areas
    said = text(one)
    assert said.startswith("GMG work plan – 1. Data, 2 May 2017\n1 newly past its date, 0 from before.")
    assert "Launch" in said
    assert "Report" not in said
    assert message_of(one, ENGLISH).sentence.startswith("GMG plan, 1. Data: 1 newly past its date (Launch)")


def test_an_area_is_not_named_to_itself() -> None:
    """In its own digest the counts of an area stand without its name."""
    coordination, rights = digest(gmg_plan(), areas=("1", "4")).areas
    assert (
        "FROM 2016: 16 – mostly GMG Chair (UN Women). 11 were over before the plan was printed: "
        "confirm and close\n"
    ) in text(coordination)
    assert "\n• 54 – what, when, who, money all TBC; no one named to ask; open since" in text(rights)


def test_no_area_without_a_channel() -> None:
    """Only those that are asked for, in the order of the plan."""
    assert digest(TWO).areas == ()
    assert [one.area.id for one in digest(TWO, areas=("2", "1")).areas if one.area] == ["1", "2"]


def test_news_of_an_area_are_its_own() -> None:
    """What happened elsewhere is told elsewhere; accounts and tokens to the secretariat."""
    found = digest(
        TWO,
        areas=("1", "2"),
        closed=(Closed("a", Status.COMPLETED, TODAY, "Ana"), Closed("gone", Status.COMPLETED, TODAY)),
        conflicts=(Conflict("b", "lead", "IOM", "ILO"),),
        strays=(Found(StrayKind.MISSING, "a"),),
        unmapped=("IOM",),
        token_expires=TODAY,
    )
    first, second = found.areas
    assert [one.id for one in first.done] == ["a"]
    assert ([one.title for one in second.disputed], second.done) == (["Report"], ())
    assert first.disputed == ()
    assert (len(found.done), len(found.strays), len(found.unmapped)) == (2, 1, 1)
    for one in found.areas:
        assert (one.strays, one.unmapped, one.token_expires) == ((), (), None)


def test_an_area_remembers_what_it_told() -> None:
    """The figures of each area are stored with those of the plan, and the next week is told against them."""
    first = digest(gmg_plan(), areas=("1",))
    stored = Counts.stored(loads(dumps(asdict(first.counts))))
    assert stored == first.counts
    second = digest(gmg_plan(), TODAY + WEEK, since=TODAY, previous=stored, areas=("1", "2"))
    of_one, of_two = second.areas
    assert {"this year", "earlier"} <= of_one.unchanged
    assert "Since 2 May: the same figures." in text(of_one)
    assert (of_two.previous, of_two.unchanged) == (None, frozenset())


def test_what_was_stored_before_there_were_areas() -> None:
    """Older figures have none, and are read."""
    old = asdict(digest(gmg_plan()).counts)
    del old["areas"]
    assert Counts.stored(old).areas == {}


def test_an_area_is_asked_when_its_turn_comes() -> None:
    """In the week of the plan's question to it: no area reads the same question each week."""
    areas = tuple(str(n) for n in range(1, 15))
    for week in range(13):
        found = digest(unnm_plan(), date(2024, 1, 15) + WEEK * week, areas=areas)
        asked = [one.area.id for one in found.areas if one.question and one.area]
        assert found.question
        assert asked == [found.question.place.id]


def test_an_area_that_the_plan_does_not_have() -> None:
    """It is told by name to the secretariat, and breaks the quiet of one week."""
    found = digest(TWO, areas=("1", "7", "x"))
    assert found.unknown_areas == ("7", "x")
    line = "A channel is set for areas “7”, “x”, which the plan does not have: [slack] areas."
    assert line in text(found)
    again = digest(TWO, TODAY + WEEK, since=TODAY, previous=found.counts, areas=("1", "7", "x"))
    assert "unknown areas" in again.unchanged
    assert line in text(again)
