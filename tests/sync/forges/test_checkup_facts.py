"""What a look at a service makes of dates and first answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sync.forges.checkup import Checkup, Contact, Credential, in_turn, skew_of
from sync.forges.github_json import token_end
from sync.forges.line import NoAnswer

NINE = datetime(2017, 5, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("Tue, 02 May 2017 09:00:00 GMT", 0),
        ("Tue, 02 May 2017 08:59:59 GMT", 0),
        ("Tue, 02 May 2017 09:00:01 GMT", 0),
        ("Tue, 02 May 2017 08:55:00 GMT", 299),
        ("Tue, 02 May 2017 09:05:00 GMT", -299),
    ],
)
def test_clocks_are_apart_by_the_least_that_explains_a_date(date: str, seconds: int) -> None:
    """It tells whole seconds, and the request took one."""
    assert skew_of(date, NINE, NINE + timedelta(seconds=1)) == timedelta(seconds=seconds)


@pytest.mark.parametrize("date", ["", "today", "Tue, 02 May 2017 09:00:00 -0000"])
def test_no_date_is_no_difference(date: str) -> None:
    """Where the header says nothing, nothing is known."""
    assert skew_of(date, NINE, NINE) is None


@pytest.mark.parametrize("text", ["2017-05-02 09:00:00 UTC", "2017-05-02 02:00:00 -0700"])
def test_an_end_is_told_in_two_ways(text: str) -> None:
    """Both are the same moment."""
    assert token_end({"github-authentication-token-expiration": text}) == NINE


@pytest.mark.parametrize("text", ["", "soon"])
def test_no_end_is_none(text: str) -> None:
    """A token may have none."""
    assert token_end({"github-authentication-token-expiration": text}) is None
    assert token_end({}) is None


def test_what_was_found_before_the_line_broke_is_kept() -> None:
    """And nothing more is asked."""

    def found(so_far: Checkup) -> Checkup:
        return Checkup(so_far.service, Credential.CLASSIC, account="gmg-bot")

    def broken(so_far: Checkup) -> Checkup:
        raise NoAnswer

    seen = in_turn(Checkup("GitHub", Credential.TOKEN), (found, broken, found))
    assert (seen.account, seen.contact) == ("gmg-bot", Contact.SILENT)


def test_a_refused_token_ends_the_look() -> None:
    """Every other answer would be the same."""
    asked = []

    def refused(so_far: Checkup) -> Checkup:
        return Checkup(so_far.service, so_far.credential, accepted=False)

    def ask(so_far: Checkup) -> Checkup:
        asked.append(so_far)
        return so_far

    in_turn(Checkup("GitHub", Credential.TOKEN), (refused, ask))
    assert asked == []
