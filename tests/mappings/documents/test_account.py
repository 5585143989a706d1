"""Every line of a document is in one class, and what a person should look at is counted and placed."""

from __future__ import annotations

import json
from functools import cache

import pytest

from mappings.documents.account import Account, Check
from mappings.documents.ledger import Reason, Use
from tests.builders.documents import PLANS, read, sample

BOTH = ["gmg-2016-2018.md", "unnm-2022-2024.txt"]


@cache
def account(name: str) -> Account:
    return sample(name).account


def counts(name: str, check: Check) -> dict[str, int]:
    point = account(name).point(check)
    return dict(point.counts) if point else {}


@pytest.mark.parametrize("name", BOTH)
def test_every_line_with_text_is_in_exactly_one_class(name: str) -> None:
    """The numbers add up to the document, and each line carries its reason."""
    made = account(name)
    lines = (PLANS / name).read_text(encoding="utf-8").split("\n")
    assert [e.line for e in made.lines] == [at for at, text in enumerate(lines, start=1) if text.strip()]
    assert made.used + sum(made.set_aside().values()) + len(made.not_understood) == len(made.lines)
    assert all(entry.reason for entry in made.lines)


@pytest.mark.parametrize("name", BOTH)
def test_nothing_of_the_sample_plans_is_left_over(name: str) -> None:
    """Every line of both is used, or set aside for a named reason."""
    assert account(name).not_understood == ()


def test_lines_are_set_aside_for_what_they_are() -> None:
    """Page furniture, table rules, titles, introduction: each line where a reader would put it."""
    by_line = {entry.line: entry for entry in account("gmg-2016-2018.md").lines}
    assert by_line[245].reason == Reason.PAGE.value
    assert by_line[250].reason == Reason.RULES.value
    assert by_line[239].reason == Reason.TITLES.value
    assert by_line[17].reason == Reason.INTRODUCTION.value
    assert by_line[314].use is Use.USED
    contents = {entry.line: entry for entry in account("unnm-2022-2024.txt").lines}
    assert contents[25].reason == Reason.CONTENTS.value
    assert contents[66].reason == Reason.PAGE.value


def test_the_points_of_the_annual_tables() -> None:
    """What the gold data lists, counted by the importer itself."""
    name = BOTH[0]
    assert counts(name, Check.NAMED_TBC) == {"places": 72}
    assert counts(name, Check.MERGED) == {"activities": 39, "values": 116}
    assert counts(name, Check.ONGOING) == {"places": 59}
    lines = {
        check: [mention.line for mention in point.mentions]
        for check in (
            Check.NOTHING_STATED,
            Check.UNSURE,
            Check.TENTATIVE,
            Check.SEVERAL_DATES,
            Check.SAME_NUMBER,
            Check.SAME_TITLE,
        )
        if (point := account(name).point(check))
    }
    assert lines == {
        Check.NOTHING_STATED: [564],
        Check.UNSURE: [409],
        Check.TENTATIVE: [367],
        Check.SEVERAL_DATES: [270],
        Check.SAME_NUMBER: [269, 271],
        Check.SAME_TITLE: [243, 253],
    }


def test_the_losses_of_the_workstream_text() -> None:
    """Activities announced and lost, timelines, labels without values."""
    name = BOTH[1]
    lost = account(name).point(Check.AREA_LOST)
    assert lost is not None
    assert [(m.item, m.line) for m in lost.mentions] == [("2", 177)]
    assert counts(name, Check.NO_TIMELINES) == {"empty_labels": 33, "no_label": 26, "activities": 59}
    gaps = [
        (p.counts["empty"], p.counts["absent"]) for p in account(name).points if p.check is Check.DETAIL_GAPS
    ]
    assert gaps == [(14, 0), (0, 1), (11, 0)]


@pytest.mark.parametrize("name", BOTH)
def test_the_report_holds_everything(name: str) -> None:
    """Every line and every place of every point, as JSON."""
    made = account(name)
    report = json.loads(json.dumps(made.to_json()))
    assert len(report["every_line"]) == len(made.lines)
    assert [len(p["places"]) for p in report["please_check"]] == [len(p.mentions) for p in made.points]


def test_a_row_that_fits_nowhere_is_not_understood() -> None:
    """Words in a table before anything says what its columns hold, or without an activity."""
    made = read("| Activity | Lead | When |\n|---|---|---|\n| | Ana | |\n| Write | Jo | 2025 |\n").account
    assert [entry.line for entry in made.not_understood] == [3]


def test_a_plain_table_has_nothing_to_check() -> None:
    """No point is made where there is none."""
    made = read("# P\n\n| Activity | Lead | When |\n|---|---|---|\n| Write | Jo | 3 May 2025 |\n").account
    assert made.points == ()
