"""Titles, and the table in the text of an issue."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, MEET, NAMELESS, Desk

ACTS = Acts()


@ACTS.add(
    "row-when",
    plan="""
        -3.1 timeframe: May 2017
        +3.1 timeframe: June 2017
    """,
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-06-01
        +m3 due: 2017-06-30
        -#5 due: 2017-05-31
        +#5 due: 2017-06-30
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–30 June 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          3.1 Meet – when: May 2017 → June 2017
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def row_when(desk: Desk) -> None:
    desk.row(MEET, "When", "June 2017")


@ACTS.add(
    "row-when-unreadable",
    plan="""
        -3.1 timeframe: May 2017
        +3.1 timeframe: mid May
    """,
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        -#5 due: 2017-05-31
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office
    """,
    said="""
        From the tracker, written into plan.yaml:
          3.1 Meet – when: May 2017 → mid May
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def row_when_unreadable(desk: Desk) -> None:
    desk.row(MEET, "When", "mid May")


@ACTS.add(
    "row-lead",
    plan="""
        -1.1 lead: IOM
        +1.1 lead: ILO
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – lead: IOM → ILO
    """,
)
def row_lead(desk: Desk) -> None:
    desk.row(LAUNCH, "Lead", "ILO")


@ACTS.add(
    "row-lead-settles",
    plan="""
        -1.3 title: TBC
        -1.3 timeframe: TBC
        -1.3 lead: TBC
        -1.3 tbc_since: {title: 2017-05-02, timeframe: 2017-05-02, lead: 2017-05-02}
        +1.3 title: Expert meeting
        +1.3 timeframe: October 2017
        +1.3 lead: OHCHR
    """,
    tracker="""
        -#3 title: [1.3] TBC (1 of 1) – Joint papers
        +#3 title: [1.3] Expert meeting
        +#3 due: 2017-10-31
        -#3 label: tbc
        -#3 | **Not decided yet.** The plan keeps one place for this output; this is number 1.
        -#3 |
        -#3 | Coordination, 2017, Output 1
        +#3 | Coordination, 2017, Output 1 · read as 1–31 October 2017
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
        1.3 Expert meeting – what: TBC → Expert meeting; when: TBC → October 2017; lead: TBC → OHCHR
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def row_lead_settles(desk: Desk) -> None:
    for name, value in (("What", "Expert meeting"), ("When", "October 2017"), ("Lead", "OHCHR")):
        desk.row(NAMELESS, name, value)


@ACTS.add(
    "row-funding",
    plan="""
        -1.1 funding: Staff
        +1.1 funding: Members' dues
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – funding: Staff → Members' dues
    """,
)
def row_funding(desk: Desk) -> None:
    desk.row(LAUNCH, "Funding", "Members' dues")


@ACTS.add(
    "row-empty",
    plan="-1.1 funding: Staff",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – funding: Staff → nothing
    """,
)
def row_empty(desk: Desk) -> None:
    desk.row(LAUNCH, "Funding", "")


@ACTS.add("row-deleted")
def row_deleted(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "| Funding | Staff |\n", "")


@ACTS.add(
    "row-doubled",
    said="""
        Could not be read on the tracker: 1.1 Launch it, lead: “IOM (and again in a second row)”.
          Correct it there; until then the plan keeps what it has.
    """,
)
def row_doubled(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "| Lead | IOM |\n", "| Lead | IOM |\n| Lead | ILO |\n")


@ACTS.add("row-of-their-own")
def row_of_their_own(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "| Lead | IOM |\n", "| Lead | IOM |\n| Venue | Geneva |\n")


@ACTS.add("row-blanks")
def row_blanks(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "| Lead | IOM |", "|  lead|   IOM   |")


@ACTS.add(
    "row-case",
    plan="""
        -1.1 lead: IOM
        +1.1 lead: iom
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – lead: IOM → iom
    """,
)
def row_case(desk: Desk) -> None:
    desk.row(LAUNCH, "Lead", "iom")


@ACTS.add("table-deleted")
def table_deleted(desk: Desk) -> None:
    body = desk.body(LAUNCH)
    desk.person.edit_body(LAUNCH, "\n".join(line for line in body.split("\n") if not line.startswith("|")))


@ACTS.add("line-ends")
def line_ends(desk: Desk) -> None:
    """As a browser's text area sends them."""
    desk.person.edit_body(LAUNCH, desk.body(LAUNCH).replace("\n", "\r\n"))
