"""A message in its parts: phrases that are filled, and the message as text."""

from __future__ import annotations

import pytest

from bot.digests.message import at_most
from bot.message import Group, Line, Linked, Message, fill, line, listed, plain
from bot.text.digest_words import ENGLISH

ISSUE = Linked("#19", "https://x.org/issues/19")


def test_a_phrase_keeps_what_leads_somewhere() -> None:
    """The issue in a sentence stays a part of its own, so that it can be followed."""
    said = fill("Settle {title} in {issue}.", title="Launch", issue=ISSUE)
    assert said.parts == ("Settle ", "Launch", " in ", ISSUE, ".")
    assert str(said) == "Settle Launch in #19."


def test_text_of_the_plan_is_no_phrase() -> None:
    """Braces in a title are a title's braces."""
    assert str(fill("{title} ends", title="{issue} {0}")) == "{issue} {0} ends"


def test_lines_in_lines() -> None:
    """The parts of a line that is put into another one are taken over, empty ones left out."""
    assert line("a", line("", ISSUE), "").parts == ("a", ISSUE)
    assert str(listed([line("a"), line(ISSUE)], "; ")) == "a; #19"


def test_an_address_is_spelt_where_it_can_t_be_followed() -> None:
    """On a terminal the footer's addresses stand behind their words."""
    assert str(Linked("board", "https://b.org", spelt=True)) == "board https://b.org"
    assert str(Linked("board", "", spelt=True)) == "board"


def test_a_message_as_text() -> None:
    """Heading and summary, the groups, the last lines; each part by an empty line from the next."""
    group = Group("NEW", line("2"), "Which?", (line("a"), line("b")), 1, line("… and 1 more"))
    made = Message("s", "Plan, today", (line("All well."),), (group, Group("NEXT")), (line("Bye."),))
    assert plain(made) == ("Plan, today\nAll well.\n\nNEW: 2\nWhich?\n• a\n• b\n… and 1 more\nNEXT\n\nBye.\n")


def test_a_quiet_message_is_one_line() -> None:
    """Nothing new needs no more."""
    assert plain(Message("s", "Plan", (line("Nothing."),), quiet=True)) == "Plan: Nothing.\n"


@pytest.mark.parametrize(("most", "more"), [(5, ""), (3, "… and 2 more"), (1, "… and 4 more")])
def test_fewer_lines_of_a_group(most: int, more: str) -> None:
    """What is left out is counted, also when it was cut before; nobody who is called is forgotten."""
    lines = tuple(Line((str(n),), (f"U{n}",)) for n in range(5))
    cut = at_most(most, at_most(max(most, 3), Group("NEW", lines=lines), ENGLISH), ENGLISH)
    assert str(cut.more) == more
    called = [name for one in (*cut.lines, cut.more) for name in one.accounts]
    assert sorted(called) == ["U0", "U1", "U2", "U3", "U4"]
