"""Items of the plan file: sorted, moved, renamed, copied, added, removed."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import Desk

ACTS = Acts()
NEW_ISSUE = """
    +#6 open
    +#6 title: [1.1a] Launch it
    +#6 milestone: [O1]
    +#6 due: 2017-04-30
    +#6 label: area: A Coordination
    +#6 label: year: 2017
    +#6 | <!-- workplan: gmg 1.1a -->
    +#6 | | | |
    +#6 | |---|---|
    +#6 | | What | Launch it |
    +#6 | | When | April 2017 |
    +#6 | | Lead | IOM |
    +#6 | | Funding | Staff |
    +#6 |
    +#6 | - [ ] Draft
    +#6 | - [x] Print
    +#6 | - [ ] Send
    +#6 |
    +#6 | Coordination, 2017, Output 1 · read as 1–30 April 2017
    +#6 |
    +#6 | **Done?** …
    +#6 | <!-- /workplan -->
"""


def remove(desk: Desk, item: str) -> str:
    lines = desk.item(item)
    desk.swap(lines, "")
    return lines


def put_before(desk: Desk, item: str, lines: str) -> None:
    there = desk.item(item)
    desk.swap(there, lines + there)


@ACTS.add("plan-sorted")
def items_sorted(desk: Desk) -> None:
    put_before(desk, "1.1", remove(desk, "1.2"))


@ACTS.add(
    "plan-moved",
    tracker="""
        -#1 milestone: [O1]
        +#1 milestone: [O2]
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 2 · read as 1–30 April 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 1 item.",
)
def moved(desk: Desk) -> None:
    """To another output of the same area."""
    put_before(desk, "2.1", remove(desk, "1.1"))


@ACTS.add(
    "plan-moved-to-area",
    tracker="""
        -m3 start: 2017-05-01
        +m3 start: 2017-04-01
        -#1 milestone: [O1]
        +#1 milestone: [B]
        -#1 label: area: A Coordination
        -#1 label: year: 2017
        +#1 label: area: B Office
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Office · read as 1–30 April 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 2 items.",
    github={
        "tracker": """
            -#1 milestone: [O1]
            -#1 label: area: A Coordination
            -#1 label: year: 2017
            +#1 milestone: [B]
            +#1 label: area: B Office
            -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
            +#1 | Office · read as 1–30 April 2017
        """,
        "said": "Labels, dates and the like that follow from the plan were adjusted on 1 item.",
    },
)
def moved_to_area(desk: Desk) -> None:
    lines = remove(desk, "1.1")
    put_before(desk, "3.1", "".join(line[4:] for line in lines.splitlines(keepends=True)))


@ACTS.add(
    "plan-id-renamed",
    tracker="""
        -#1 title: [1.1] Launch it
        +#1 title: [1.1a] Launch it
        -#1 | <!-- workplan: gmg 1.1 -->
        +#1 | <!-- workplan: gmg 1.1a -->
    """,
    said="1.1 is called 1.1a now, on the tracker too.",
)
def renamed(desk: Desk) -> None:
    desk.swap('id: "1.1"\n', "id: 1.1a\n")


@ACTS.add(
    "plan-id-renamed-without-link",
    plan="+1.1a issue: #6",
    tracker=NEW_ISSUE,
    said="""
        Made 1 issue on the tracker; plan.yaml has its link.
        Not in the plan any more: 1.1. #1 was left as it is.
    """,
)
def renamed_without_link(desk: Desk) -> None:
    desk.swap(desk.line("1.1", "issue:"), "")
    desk.swap('id: "1.1"\n', "id: 1.1a\n")


@ACTS.add(
    "plan-output-id-renamed",
    tracker="""
        -m2 open [O2] Skills (Coordination, 2017)
        +m2 open [O9] Skills (Coordination, 2017)
        -m2 | <!-- workplan: gmg O2 -->
        +m2 | <!-- workplan: gmg O9 -->
        -#4 milestone: [O2]
        +#4 milestone: [O9]
    """,
    said="O2 is called O9 now, on the tracker too.",
)
def output_renamed(desk: Desk) -> None:
    desk.swap("id: O2\n", "id: O9\n")


@ACTS.add(
    "plan-area-id-renamed",
    tracker="""
        +tracker label: area: C Coordination
        -#1 label: area: A Coordination
        +#1 label: area: C Coordination
        -#2 label: area: A Coordination
        +#2 label: area: C Coordination
        -#3 label: area: A Coordination
        +#3 label: area: C Coordination
        -#4 label: area: A Coordination
        +#4 label: area: C Coordination
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 4 items.",
)
def area_renamed(desk: Desk) -> None:
    desk.swap("id: A\n", "id: C\n")


@ACTS.add(
    "plan-item-copied",
    said="""
        plan.yaml, line 29, column 17, 1.1.id: the id 1.1 is used already, in line 18. Every area,
          output and activity needs an id of its own.
        plan.yaml, line 39, column 20, 1.1.issue: the issue #1 is linked from 1.1 already, in line
          28. No two have the same issue: delete the wrong one of the two lines.
    """,
    code=64,
    stays=True,
)
def copied(desk: Desk) -> None:
    """With its id."""
    put_before(desk, "1.2", desk.item("1.1"))


@ACTS.add(
    "plan-item-copied-with-link",
    said="""
        plan.yaml, line 39, column 20, 1.1a.issue: the issue #1 is linked from 1.1 already, in line
          28. No two have the same issue: delete the wrong one of the two lines.
    """,
    code=64,
    stays=True,
)
def copied_with_link(desk: Desk) -> None:
    put_before(desk, "1.2", desk.item("1.1").replace('id: "1.1"', "id: 1.1a"))


@ACTS.add(
    "plan-item-copied-without-link",
    plan="+1.1a issue: #6",
    tracker=NEW_ISSUE,
    said="Made 1 issue on the tracker; plan.yaml has its link.",
)
def copied_without_link(desk: Desk) -> None:
    lines = desk.item("1.1").replace('id: "1.1"', "id: 1.1a").splitlines(keepends=True)
    put_before(desk, "1.2", "".join(line for line in lines if " issue: " not in line))
