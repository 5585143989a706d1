"""The table in the documents tells what is tried, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tests.builders.acts import QUIET, words
from tests.builders.boards import KINDS
from tests.builders.docs import CODE, ROW, document
from tests.people.table_of_acts import ACTS

NOTHING: Final = "–"
TOLD_ONCE: Final = {"plan-old-copy"}
NAMES: Final = {"local": "embedded", "github": "GitHub", "gitlab": "GitLab"}


@dataclass(frozen=True)
class Told:
    """One row of the documents."""

    trackers: str
    plan: str
    tracker: str
    says: str
    code: str

    @property
    def kinds(self) -> set[str]:
        return {kind for kind in KINDS if self.trackers == "all" or NAMES[kind] in self.trackers.split(", ")}


def rows() -> list[tuple[str, Told]]:
    tables = ROW.findall(document("docs/people-edits.md"))
    cells = [[cell.strip() for cell in row.split(" | ")] for row in tables]
    named = [(re.match(r"`([a-z-]+)`: ", row[0]), row) for row in cells]
    return [(name[1], Told(*row[1:])) for name, row in named if name is not None]


TOLD: Final = dict(rows())


def test_the_same_acts_are_told_and_tried() -> None:
    """In the same order, each once."""
    assert [name for name, _ in rows()] == [act.name for act in ACTS]
    assert len(TOLD) == len(ACTS)


def test_where_it_can_be_done() -> None:
    """All trackers, or those that are named; on the others it is not possible."""
    assert [act.name for act in ACTS if TOLD[act.name].kinds != set(act.outcomes)] == []


def test_the_exit_code() -> None:
    """The one that was tried, on each tracker."""
    tried = {act.name: {str(one.code) for one in act.outcomes.values()} for act in ACTS}
    assert {name: {told.code} for name, told in TOLD.items()} == tried


def test_where_nothing_happens() -> None:
    """A dash stands where nothing is written or said, on any tracker, and only there."""
    for act in ACTS:
        told, outcomes = TOLD[act.name], act.outcomes.values()
        dashes = [cell == NOTHING for cell in (told.plan, told.tracker, told.says)]
        silent = [
            all(not one.plan for one in outcomes),
            all(not one.tracker for one in outcomes),
            all(one.said == QUIET for one in outcomes),
        ]
        assert (act.name, dashes) == (act.name, silent)


def test_what_it_says() -> None:
    """All that is quoted is said, and some of it on each tracker."""
    for act in ACTS:
        quoted = CODE.findall(TOLD[act.name].says)
        said = [words(one.said) for one in act.outcomes.values() if one.said != QUIET]
        assert [one for one in said if not any(quote in one for quote in quoted)] == [], act.name
        assert [quote for quote in quoted if not any(quote in one for one in said)] == [], act.name


def test_what_is_said_again() -> None:
    """What is to be decided or mended, by each sync until it is; all else once."""
    for act in ACTS:
        for one in act.outcomes.values():
            stays = one.code != 0 and act.name not in TOLD_ONCE
            assert (act.name, one.code_again) == (act.name, one.code if stays else 0)
            assert (act.name, words(one.again) != QUIET) == (act.name, stays)
            assert not stays or words(one.again) in words(one.said)
