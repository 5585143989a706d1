"""The history in words: who did it, and where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.text.history import history_text
from mappings.snapshot import Side, Value
from sync.memory import Event


def line(field: str, old: Value, new: Value, *, side: Side = Side.FORGE, who: str | None = None) -> str:
    at = datetime(2017, 5, 2, 8, 45, tzinfo=UTC)
    text = history_text([Event(at, 1, "a", field, side, old, new, who)], {}, named=False)
    return text.removesuffix("\n").split("  ")[-1]


def test_an_answer_in_a_comment() -> None:
    """What somebody answered is told with the name, and that it was a comment."""
    assert line("timeframe", "2017", "June 2017", who="paul") == ("when: 2017 → June 2017 (by paul)")
    assert line("status", "unreported", "ongoing", who="paul").endswith("ongoing (by paul)")


def test_a_closing_is_not_called_a_comment() -> None:
    """Who closed an issue may have written no comment."""
    assert line("status", "unreported", "completed", who="anna").endswith("completed (by anna)")


@pytest.mark.parametrize(("side", "where"), [(Side.FORGE, "on the tracker"), (Side.PLAN, "in the plan")])
def test_nobody_is_named_who_is_not_known(side: Side, where: str) -> None:
    """Without a name it says where it was changed."""
    assert line("lead", "IOM", "UNU", side=side) == f"lead: IOM → UNU ({where})"


def test_an_item_that_was_made() -> None:
    """That an issue was made needs no name."""
    assert line("item", None, "issue", side=Side.PLAN) == "put on the tracker"
