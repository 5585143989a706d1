"""The workstream text with other labels, numbering, spacing and page headers gives the same records."""

from __future__ import annotations

import random
import re

import pytest

from mappings.plan import Plan
from tests.builders.documents import PLANS, read

NAME = "unnm-2022-2024.txt"
ORIGINAL = (PLANS / NAME).read_text(encoding="utf-8")
HEADER = "United Nations\nNetwork on Migration\nWorking Better Together"


def records(plan: Plan) -> list[object]:
    return [
        (
            area.title,
            area.group,
            area.leads,
            area.members,
            dict(area.details),
            [
                (a.number, " ".join(a.title.split()), [t.text for t in a.tasks], a.timeframe)
                for a in area.activities
            ],
        )
        for area in plan.areas
    ]


EXPECTED = records(read(ORIGINAL, NAME).plan)


def swapped(*pairs: tuple[str, str]) -> str:
    text = ORIGINAL
    for pattern, replacement in pairs:
        text, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
        assert count
    return text


@pytest.mark.parametrize(
    "pairs",
    [
        [(r"^(\d+)\. (?=[A-Z])", r"Workstream \1: ")],
        [(r"^(\d+)\. (?=[A-Z])", r"\1) ")],
        [(r"^Activities:$", "Key activities")],
        [(r"^Co-leads(?=$|\t)", "Led by"), (r"^Members(?=$|\t)", "Participants:")],
        [(r"^Timeline ?$", "Timeframe:")],
        [(r"^- (?=\S)", "• ")],
        [(r"^ $", "")],
        [(r"\n\n\n+", "\n\n")],
        [(r"\n\n", "\n\n\n")],
    ],
    ids=["label", "bracket", "activities", "leads", "timeframe", "bullets", "spaces", "tight", "loose"],
)
def test_other_words_and_spacing(pairs: list[tuple[str, str]]) -> None:
    """Numbering of areas, words of labels, bullets and blank lines don't matter."""
    assert records(read(swapped(*pairs), NAME).plan) == EXPECTED


@pytest.mark.parametrize("seed", range(6))
def test_page_headers_anywhere(seed: int) -> None:
    """The running header of a page may stand between any two paragraphs."""
    chance = random.Random(seed)
    begin = ORIGINAL.index("New Workstreams\n\n\n\n1.")
    paragraphs = re.split(r"\n\n(?=\S)", ORIGINAL[begin:])
    text = paragraphs[0]
    for paragraph in paragraphs[1:]:
        text += (f"\n\n{HEADER}" if chance.random() < 0.08 else "") + f"\n\n{paragraph}"
    assert records(read(ORIGINAL[:begin] + text, NAME).plan) == EXPECTED


def test_the_same_text_with_markdown_headings() -> None:
    """Areas and groups as headings, labels as lesser ones."""
    text = swapped(
        (r"^(\d+\. [A-Z].*)$", r"### \1"),
        (r"^((?:New|Ongoing) Workstreams)$(?=\n\n)", r"## \1"),
        (r"^(Activities:|Co-leads|Members)$", r"#### \1"),
    )
    assert records(read(text, "plan.md").plan) == EXPECTED
