"""Marks put back into a text and taken off it: only where it is certain, and nothing else changes."""

from __future__ import annotations

import pytest

from mappings.issues import draft_issue
from mappings.marks import END, Marker
from mappings.mending import is_whole, mended, unmarked
from mappings.milestones import draft_milestone
from tests.builders.forge import mirror
from tests.builders.plans import activity, area, output, plan

OURS = Marker("gmg", "1.1")
MADE = mirror(
    plan(
        area(
            "1",
            "Coordination",
            output(
                "O1",
                "Joint papers",
                activity("1.1", "Launch", timeframe="April 2017", lead="IOM", tasks=("Draft",)),
                activity("1.2", "TBC", timeframe="TBC"),
            ),
        )
    )
)
BODY = draft_issue(MADE, "1.1", None).body
FIRST = BODY.partition("\n")[0]
THEIRS = "Notes of Ann:\n\n- [ ] call Ben\n"
WHOLE = f"Seen.\n\n{BODY}\n\n{THEIRS}"
"""A person wrote above and below."""


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("ends", [str, crlf])
@pytest.mark.parametrize(
    "damaged",
    [
        WHOLE.replace(f"{FIRST}\n", ""),
        WHOLE.replace(f"\n{END}", ""),
        WHOLE.replace(f"{FIRST}\n", "").replace(f"\n{END}", ""),
        WHOLE.replace(FIRST, "<!-- workplan: gmg"),
        WHOLE.replace(FIRST, "<!-- workplan: gmg 1.1 --> x"),
        WHOLE,
    ],
)
def test_put_back_where_they_were(damaged, ends):
    """Byte for byte what stood there before somebody's edit."""
    assert mended(ends(damaged), OURS, BODY) == ends(WHOLE)


def test_an_activity_without_a_name():
    """Its part begins with a sentence above the table, and ends with other words."""
    body = draft_issue(MADE, "1.2", None).body
    marker = Marker("gmg", "1.2")
    bare = body.removeprefix(f"{marker}\n").replace(f"\n{END}", "")
    assert mended(f"{bare}\n\n{THEIRS}", marker, "") == f"{body}\n\n{THEIRS}"


def test_a_milestone():
    description = draft_milestone(MADE, "O1").description
    marker = Marker("gmg", "O1")
    bare = description.removeprefix(f"{marker}\n").replace(f"\n{END}", "")
    assert mended(f"{bare}\n\nOurs.", marker, "") == f"{description}\n\nOurs."


@pytest.mark.parametrize(("left", "made"), [("", BODY), (THEIRS, f"{BODY}\n\n{THEIRS}")])
def test_made_anew_where_nothing_is_left(left, made):
    """Above what people wrote."""
    assert mended(left, OURS, BODY) == made


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("1.1 -->", "1.2 -->"),
        WHOLE.replace("gmg 1.1", "other 1.1"),
        f"{WHOLE}\n{BODY}",
        WHOLE.replace(f"\n{END}", "").replace("**Done?**", "Done?"),
        WHOLE.replace(FIRST, "").replace("|", ""),
        WHOLE.replace(f"\n{END}", "") + "**Done?** Not yet.\n",
        f"{THEIRS}\n| Lead | IOM |\n",
        f"{END}\n{WHOLE}".replace(f"\n{END}\n\n", "\n\n"),
    ],
)
def test_left_to_a_person(text):
    """Another's mark, two of ours, an end that can't be told."""
    assert mended(text, OURS, BODY) is None


def test_code_is_no_mark():
    """What a person quotes in a fence is theirs."""
    quoted = f"```\n{BODY}\n```\n"
    assert mended(quoted, OURS, BODY) == f"{BODY}\n\n{quoted}"
    assert unmarked(quoted, OURS) == quoted


def test_taken_off_a_copy():
    """Everything else of it stays."""
    text = unmarked(WHOLE, OURS)
    assert text == WHOLE.replace(f"{FIRST}\n", "").replace(f"{END}\n", "")
    assert not is_whole(text, OURS)
    assert unmarked(text, OURS) == text


def test_another_mark_stays_on_it():
    assert FIRST in unmarked(WHOLE, Marker("gmg", "1.2"))
