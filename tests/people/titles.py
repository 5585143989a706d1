"""Titles of issues, on the tracker: in front, and in the row "What"."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, NAMELESS, Desk

ACTS = Acts()


@ACTS.add(
    "retitle",
    plan="""
        -1.1 title: Launch it
        +1.1 title: Launch it twice
    """,
    tracker="""
        -#1 | | What | Launch it |
        +#1 | | What | Launch it twice |
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it twice – what: Launch it → Launch it twice
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def retitle(desk: Desk) -> None:
    desk.person.retitle(LAUNCH, "[1.1] Launch it twice")


@ACTS.add(
    "retitle-without-id",
    plan="""
        -1.1 title: Launch it
        +1.1 title: Launch it twice
    """,
    tracker="""
        -#1 | | What | Launch it |
        +#1 | | What | Launch it twice |
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it twice – what: Launch it → Launch it twice
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def retitle_without_id(desk: Desk) -> None:
    desk.person.retitle(LAUNCH, "Launch it twice")


@ACTS.add("retitle-id-only")
def retitle_id_only(desk: Desk) -> None:
    """The words stay; the number in front goes."""
    desk.person.retitle(LAUNCH, "Launch it")


@ACTS.add("retitle-other-id")
def retitle_other_id(desk: Desk) -> None:
    desk.person.retitle(LAUNCH, "[9.9] Launch it")


@ACTS.add("retitle-empty")
def retitle_empty(desk: Desk) -> None:
    desk.person.retitle(LAUNCH, "[1.1]")


@ACTS.add(
    "retitle-nameless",
    plan="""
        -1.3 title: TBC
        +1.3 title: Expert meeting
        -1.3 tbc_since: {title: 2017-05-02, timeframe: 2017-05-02, lead: 2017-05-02}
        +1.3 tbc_since: {timeframe: 2017-05-02, lead: 2017-05-02}
    """,
    tracker="""
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
        From the tracker, written into plan.yaml:
          1.3 Expert meeting – what: TBC → Expert meeting
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def retitle_nameless(desk: Desk) -> None:
    desk.person.retitle(NAMELESS, "[1.3] Expert meeting")


@ACTS.add(
    "row-what",
    plan="""
        -1.1 title: Launch it
        +1.1 title: Launch it twice
    """,
    tracker="""
        -#1 title: [1.1] Launch it
        +#1 title: [1.1] Launch it twice
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it twice – what: Launch it → Launch it twice
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def row_what(desk: Desk) -> None:
    desk.row(LAUNCH, "What", "Launch it twice")


@ACTS.add(
    "row-what-empty",
    said="""
        Could not be read on the tracker: 1.1 Launch it, what: “”. Correct it there; until then the
          plan keeps what it has.
    """,
)
def row_what_empty(desk: Desk) -> None:
    desk.row(LAUNCH, "What", "")


@ACTS.add(
    "row-what-and-title",
    plan="""
        -1.1 title: Launch it
        +1.1 title: Launch it twice
    """,
    tracker="""
        -#1 | | What | Launch it once |
        +#1 | | What | Launch it twice |
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it twice – what: Launch it → Launch it twice
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def row_what_and_title(desk: Desk) -> None:
    desk.row(LAUNCH, "What", "Launch it once")
    desk.person.retitle(LAUNCH, "[1.1] Launch it twice")
