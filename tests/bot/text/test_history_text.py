"""The history in words: who did it, and where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.text.history import history_text
from mappings.snapshot import Side, Value
from sync.changes import Cause
from sync.trace import Event

AT = datetime(2017, 5, 2, 8, 45, tzinfo=UTC)


def line(
    field: str,
    old: Value,
    new: Value,
    why: Cause,
    *,
    side: Side = Side.FORGE,
    who: str | None = None,
    actor: str | None = None,
) -> str:
    event = Event(AT, 1, "a", field, side, old, new, who, why, None, actor)
    text = history_text([event], {}, named=False, everything=True)
    return text.removesuffix("\n").split("  ")[-1]


def test_an_answer_in_a_comment() -> None:
    """What somebody answered is told with the name, and that it was a comment."""
    said = "when: 2017 → June 2017 (by paul, in a comment)"
    assert line("timeframe", "2017", "June 2017", Cause.ANSWERED, who="paul") == said
    told = line("status", "unreported", "completed", Cause.ANSWERED, who="paul")
    assert told.endswith("completed (by paul, in a comment)")


def test_a_closing_is_not_called_a_comment() -> None:
    """Who closed an issue may have written no comment."""
    told = line("status", "unreported", "completed", Cause.EDITED_TRACKER, who="anna")
    assert told.endswith("completed (by anna)")


@pytest.mark.parametrize(
    ("why", "where"), [(Cause.EDITED_TRACKER, "on the tracker"), (Cause.EDITED_PLAN, "in the plan")]
)
def test_nobody_is_named_who_is_not_known(why: Cause, where: str) -> None:
    """Without a name it says where it was changed."""
    assert line("lead", "IOM", "UNU", why) == f"lead: IOM → UNU ({where})"


def test_a_choice_is_told_with_its_side_and_who_made_it() -> None:
    """The person who ran the command stands behind it."""
    told = line("lead", "IOM", "UNU", Cause.CHOSEN, side=Side.PLAN, actor="rita")
    assert told == "lead: IOM → UNU (the plan was right, says rita)"


def test_an_item_that_was_made() -> None:
    """That an issue was made needs no name."""
    assert line("item", None, "activity", Cause.MADE, side=Side.PLAN) == "put on the tracker"


def test_an_item_that_left_the_plan_and_came_back() -> None:
    """It was not put on the tracker again: its issue is the old one."""
    assert line("item", "activity", None, Cause.REMOVED) == "taken out of the plan file"
    assert line("item", None, "activity", Cause.REMOVED) == "in the plan file again"


@pytest.mark.parametrize("why", Cause)
def test_every_reason_has_words(why: Cause) -> None:
    """No line ends in nothing."""
    told = line("lead", "IOM", "UNU", why, actor="workplan")
    assert told.startswith("lead: ")
    assert told.endswith(")")
    assert "()" not in told


def test_a_first_mirror_is_one_line() -> None:
    """Hundreds of items that one sync made drown nothing; each has a line of its own with --all."""
    made = [
        Event(AT, 1, str(n), "item", Side.PLAN, None, "activity", None, Cause.MADE, Side.FORGE)
        for n in range(300)
    ]
    closed = Event(AT, 2, "7", "status", Side.FORGE, "unreported", "completed", "anna", Cause.EDITED_TRACKER)
    assert history_text([*made, closed], {}, named=True).splitlines() == [
        "2 May 2017, 08:45  put on the tracker: 300 items (run 1)",
        "2 May 2017, 08:45  7  status: no report yet → completed (by anna)",
    ]
    assert len(history_text([*made, closed], {}, named=True, everything=True).splitlines()) == 301


def test_what_follows_is_left_to_those_who_ask_for_all() -> None:
    """A computed date, a link and a comment of the bot's are no news."""
    for why in (Cause.FOLLOWS, Cause.LINK, Cause.TOLD, Cause.CLAIMED):
        event = Event(AT, 1, "a", "due", Side.PLAN, None, "2017-06-30", None, why, Side.FORGE, "workplan")
        assert history_text([event], {}, named=False) == "No history yet.\n"
