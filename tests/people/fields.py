"""Single fields, edited in the plan file."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import Desk

ACTS = Acts()
PLACE = "            "
"""How far the fields of an activity of an output are indented."""


def add(desk: Desk, line: str) -> None:
    """A new line for the first activity."""
    desk.swap("title: Launch it\n", f"title: Launch it\n{PLACE}{line}\n")


@ACTS.add(
    "plan-title",
    tracker="""
        -#1 title: [1.1] Launch it
        +#1 title: [1.1] Launch it twice
        -#1 | | What | Launch it |
        +#1 | | What | Launch it twice |
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it twice – what: Launch it → Launch it twice
    """,
)
def title(desk: Desk) -> None:
    desk.swap("title: Launch it\n", "title: Launch it twice\n")


@ACTS.add(
    "plan-title-cleared",
    said="plan.yaml, line 19, column 19, 1.1.title: title is missing. Add title: …",
    code=64,
    stays=True,
)
def title_cleared(desk: Desk) -> None:
    desk.swap("title: Launch it\n", "title:\n")


@ACTS.add(
    "plan-title-of-a-nameless",
    plan="""
        -1.3 tbc_since: {title: 2017-05-02, timeframe: 2017-05-02, lead: 2017-05-02}
        +1.3 tbc_since: {timeframe: 2017-05-02, lead: 2017-05-02}
    """,
    tracker="""
        -#3 title: [1.3] TBC (1 of 1) – Joint papers
        +#3 title: [1.3] Expert meeting
        -#3 | **Not decided yet.** The plan keeps one place for this output; this is number 1.
        -#3 |
        -#3 | | What | TBC |
        +#3 | | What | Expert meeting |
        -#3 | **Know something?** …
        -#3 |
        -#3 |     What: name of the activity
        -#3 |     When: October 2017
        -#3 |     Lead: who
        -#3 |     Funding: source
        -#3 |
        -#3 | **Not needed?** …
        +#3 | **Done?** …
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.3 Expert meeting – what: TBC → Expert meeting
    """,
)
def nameless_named(desk: Desk) -> None:
    desk.swap("title: TBC\n", "title: Expert meeting\n")


@ACTS.add(
    "plan-timeframe",
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-06-01
        +m3 due: 2017-06-30
        -#5 due: 2017-05-31
        +#5 due: 2017-06-30
        -#5 | | When | May 2017 |
        +#5 | | When | June 2017 |
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–30 June 2017
    """,
    said="""
        From plan.yaml, written to the tracker:
          3.1 Meet – when: May 2017 → June 2017
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def timeframe(desk: Desk) -> None:
    desk.swap("timeframe: May 2017\n", "timeframe: June 2017\n")


@ACTS.add(
    "plan-timeframe-cleared",
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        -#5 due: 2017-05-31
        -#5 | | When | May 2017 |
        +#5 | | When |  |
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office
    """,
    said="""
        From plan.yaml, written to the tracker:
          3.1 Meet – when: May 2017 → nothing
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def timeframe_cleared(desk: Desk) -> None:
    desk.swap("        timeframe: May 2017\n", "")


@ACTS.add(
    "plan-lead",
    tracker="""
        -#4 | | Lead | ILO |
        +#4 | | Lead | ILO and UNDP |
    """,
    said="""
        From plan.yaml, written to the tracker:
          2.1 Train people – lead: ILO → ILO and UNDP
    """,
)
def lead(desk: Desk) -> None:
    desk.swap("lead: ILO\n", "lead: ILO and UNDP\n")


@ACTS.add(
    "plan-lead-cleared",
    tracker="""
        -#4 | | Lead | ILO |
        +#4 | | Lead |  |
    """,
    said="""
        From plan.yaml, written to the tracker:
          2.1 Train people – lead: ILO → nothing
    """,
)
def lead_cleared(desk: Desk) -> None:
    desk.swap("lead: ILO\n", "lead:\n")


@ACTS.add(
    "plan-funding",
    tracker="""
        -#1 | | Funding | Staff |
        +#1 | | Funding | Members' dues |
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – funding: Staff → Members' dues
    """,
)
def funding(desk: Desk) -> None:
    desk.swap("funding: Staff\n", "funding: Members' dues\n")


@ACTS.add(
    "plan-source",
    tracker="""
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 1 · document lines 12–14 · read as 1–30 April 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 1 item.",
)
def source(desk: Desk) -> None:
    add(desk, "source: lines 12-14")


@ACTS.add(
    "plan-output-title",
    tracker="""
        -m2 open [O2] Skills (Coordination, 2017)
        +m2 open [O2] Skills for all (Coordination, 2017)
        -m2 | **Output:** Skills
        +m2 | **Output:** Skills for all
    """,
    said="""
        From plan.yaml, written to the tracker:
          O2 Skills for all – what: Skills → Skills for all
    """,
)
def output_title(desk: Desk) -> None:
    desk.swap("title: Skills\n", "title: Skills for all\n")


@ACTS.add(
    "plan-output-year",
    tracker="""
        +tracker label: year: 2018
        -m2 open [O2] Skills (Coordination, 2017)
        +m2 open [O2] Skills (Coordination, 2018)
        -m2 | Coordination, 2017, Output 2
        +m2 | Coordination, 2018, Output 2
        -#4 label: year: 2017
        +#4 label: year: 2018
        -#4 | Coordination, 2017, Output 2 · read as 2017
        +#4 | Coordination, 2018, Output 2 · read as 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 2 items.",
)
def output_year(desk: Desk) -> None:
    desk.swap(
        'number: "2"\n        year: 2017\n',
        'number: "2"\n        year: 2018\n',
    )


@ACTS.add(
    "plan-area-title",
    tracker="""
        +tracker label: area: B The office
        -m3 open [B] Office
        +m3 open [B] The office
        -m3 | **Work area:** Office
        +m3 | **Work area:** The office
        -m3 | Office
        +m3 | The office
        -#5 label: area: B Office
        +#5 label: area: B The office
        -#5 | Office · read as 1–31 May 2017
        +#5 | The office · read as 1–31 May 2017
    """,
    said="""
        From plan.yaml, written to the tracker:
          B The office – what: Office → The office
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def area_title(desk: Desk) -> None:
    desk.swap("title: Office\n", "title: The office\n")
