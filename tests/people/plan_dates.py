"""Dates of its own, edited in the plan file."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import Desk
from tests.people.fields import PLACE, add

ACTS = Acts()


@ACTS.add(
    "plan-start",
    tracker="""
        +#1 | | Start | 2017-04-10 |
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 1 · read as 10–30 April 2017
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – start: nothing → 10 April 2017
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def start(desk: Desk) -> None:
    add(desk, "start: 2017-04-10")


@ACTS.add(
    "plan-due",
    tracker="""
        -#1 due: 2017-04-30
        +#1 due: 2017-06-15
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – due: 30 April 2017 → 15 June 2017
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
    github={
        "tracker": """
            +#1 | | Due | 2017-06-15 |
            -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
            +#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
        """,
        "said": """
            From plan.yaml, written to the tracker:
              1.1 Launch it – due: nothing → 15 June 2017
            Labels, dates and the like that follow from the plan were adjusted on 1 item.
        """,
    },
)
def due(desk: Desk) -> None:
    add(desk, "due: 2017-06-15")


@ACTS.add(
    "plan-due-cleared",
    before=due,
    tracker="""
        -#1 due: 2017-06-15
        +#1 due: 2017-04-30
        -#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
        +#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 1 item.",
    github={
        "tracker": """
            -#1 | | Due | 2017-06-15 |
            +#1 | | Due |  |
            -#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
            +#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        """,
    },
)
def due_cleared(desk: Desk) -> None:
    desk.swap(f"{PLACE}due: 2017-06-15\n", "")


@ACTS.add(
    "plan-due-unreadable",
    said="""
        plan.yaml, line 20, column 18, 1.1.due: a date is written year-month-day. Write for example
          2017-04-30; a date in words belongs into timeframe.
    """,
    code=64,
    stays=True,
)
def due_unreadable(desk: Desk) -> None:
    add(desk, "due: mid June")


@ACTS.add(
    "plan-output-due",
    tracker="""
        -m2 due: 2017-12-31
        +m2 due: 2017-11-30
    """,
    said="""
        From plan.yaml, written to the tracker:
          O2 Skills – due: 31 December 2017 → 30 November 2017
    """,
)
def output_due(desk: Desk) -> None:
    desk.swap("title: Skills\n", "title: Skills\n        due: 2017-11-30\n")
