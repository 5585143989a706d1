"""Who is called, and who gets a message of their own."""

from __future__ import annotations

from typing import Any

import pytest

from bot.digests.addressees import mentions, personal
from bot.digests.personal import personal_message
from bot.message import Message, plain
from bot.text.digest_words import ENGLISH
from mappings.people import People
from tests.builders.digests import LINKS, digest
from tests.builders.plans import activity, area, plan

PLAN = plan(
    area(
        "1",
        "Data",
        activity(
            "new", "Launch", timeframe="April 2017", lead="IOM and ILO", issue="https://x.org/o/issues/3"
        ),
        activity("old", "Report", timeframe="March 2017", lead="IOM"),
        activity("soon", "Study", timeframe="20 May 2017", lead="IOM", funding="TBC"),
        activity("open", "TBC", timeframe="2018", lead="IOM"),
        activity("calm", "Course", timeframe="2018", lead="IOM"),
    ),
    area("2", "Work", activity("theirs", "Meet", timeframe="April 2017"), leads=("UNU",)),
)


def people(**entries: Any) -> People:
    return People.from_entries(entries)


def to(account: str, **entries: Any) -> Message | None:
    found = digest(PLAN, links=LINKS)
    return personal_message(found, personal(found, people(**entries)).get(account, ()), ENGLISH)


def test_leads_of_what_is_newly_past_are_called() -> None:
    """Those with an account on Slack; of an area where the activity names nobody."""
    known = people(IOM={"slack": "U1"}, UNU={"slack": "S2"}, ILO={"local": "ben"})
    assert mentions(digest(PLAN), known) == {"new": ("U1",), "theirs": ("S2",)}


@pytest.mark.parametrize("account", ["anna", "@anna", "U1 <!here>", "u1", "!channel", "C123", "<@U1>"])
def test_what_is_no_id_calls_nobody(account: str) -> None:
    """Slack calls by ids alone; anything else in people.yaml is left out."""
    assert mentions(digest(PLAN), people(IOM={"slack": account}))["new"] == ()


def test_the_account_of_the_place_is_called() -> None:
    """One name can be another body in each area."""
    known = people(UNU=[{"slack": "U1", "area": "1"}, {"slack": "U2", "area": "2"}])
    assert mentions(digest(PLAN), known)["theirs"] == ("U2",)


def test_people_of_an_area_with_a_channel_are_called_there() -> None:
    """And not in the plan's channel as well."""
    found = digest(PLAN, areas=("2",))
    known = people(IOM={"slack": "U1"}, UNU={"slack": "U2"})
    assert mentions(found, known) == {"new": ("U1",)}
    assert mentions(found.areas[0], known) == {"theirs": ("U2",)}


def test_a_message_of_ones_own() -> None:
    """What is newly past, due soon and not decided, of what they lead; whose it is they know."""
    message = to("U1", IOM={"slack": "U1", "digest": True})
    assert message
    assert (
        message.sentence
        == "GMG plan, yours: 1 newly past its date, 1 due in the next 30 days and 1 not decided."
    )
    assert plain(message) == (
        "GMG work plan, yours, 2 May 2017\n\n"
        "NEW THIS WEEK\n• Launch (April 2017) · #3\n"
        "NEXT 30 DAYS\n• Study (20 May 2017); to be confirmed: funding\n"
        "NOT DECIDED\n• TBC (2018); to be confirmed: title\n\n"
        'Done? Close the issue. Changed? Comment there: "When: June 2017". Replies here are not read.\n'
        "board https://x.org/o/r/milestones · plan plan.yaml\n"
    )


@pytest.mark.parametrize(
    "entry",
    [{"slack": "U1"}, {"slack": "U1", "digest": "false"}, {"digest": True}, {"slack": "S1", "digest": True}],
)
def test_nobody_is_written_to_who_did_not_ask(entry: dict[str, Any]) -> None:
    """It takes a yes and the id of a person: a group gets no messages."""
    assert personal(digest(PLAN), people(IOM=entry)) == {}


def test_nothing_to_say_is_no_message() -> None:
    """Who leads only what is calm, or late from before, is left alone."""
    made = plan(
        activity("old", timeframe="March 2017", lead="IOM"), activity("calm", timeframe="2018", lead="IOM")
    )
    found = digest(made)
    mine = personal(found, people(IOM={"slack": "U1", "digest": True}))
    assert [one.id for one in mine["U1"]] == ["old"]
    assert personal_message(found, mine["U1"], ENGLISH) is None


def test_one_person_behind_two_names_gets_one_message() -> None:
    """With each activity once."""
    both = {"slack": "U1", "digest": "true"}
    found = personal(digest(PLAN), people(IOM=both, ILO=both, UNU=both))
    assert [one.id for one in found["U1"]] == ["new", "old", "soon", "open", "theirs"]
