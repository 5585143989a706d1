"""Every hostile text through every exit: nothing acts, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mappings.issues import draft_issue
from mappings.marks import Marker, find_marker
from tests.builders.forge import mirror
from tests.builders.plans import activity, plan
from tests.hostile.corpus import CORPUS, SHORT
from tests.hostile.exits import EXITS
from tests.hostile.services import shown, title_acts


@pytest.mark.parametrize("exit", EXITS)
def test_nothing_acts_and_nothing_is_lost(exit: str, count: Callable[..., None]) -> None:
    """All texts of the corpus, at one exit."""
    leaks = {text[:60]: found for text in CORPUS if (found := list(EXITS[exit](text))[:3])}
    count("hostile texts × exits tried", len(CORPUS))
    count("hostile texts × exits that leaked", len(leaks))
    assert leaks == {}


def test_the_texts_are_hostile() -> None:
    """Written as they stand, a good part of them acts: the services' rules are not blind."""
    acting = [text for text in SHORT if shown(text).acts or shown(text).skeleton != shown("x").skeleton]
    assert len(acting) > len(SHORT) / 2
    assert sum(bool(title_acts(text)) for text in SHORT) > len(SHORT) / 4


def test_64_kilobytes_in_one_place() -> None:
    """The title of an activity as long as GitHub's whole text: cut, marked, and harmless."""
    text = "word @all " * 6_554
    held = mirror(plan(activity("a1", text)))
    draft = draft_issue(held, "a1", None)
    assert len(draft.body) <= held.body_limit
    assert find_marker(draft.body) == Marker("gmg", "a1")
    assert (shown(draft.body).acts, title_acts(draft.title)) == ((), [])
