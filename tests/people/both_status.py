"""A status set on both sides between two syncs."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, MEET, REPORT, Desk
from tests.people import fields, standing
from tests.people.closing import drop

ACTS = Acts()


@ACTS.add("both-closed")
def both_closed(desk: Desk) -> None:
    desk.person.close(LAUNCH)
    standing.completed(desk)


@ACTS.add(
    "both-closed-and-edited",
    plan="""
        +3.1 status: completed
        +3.1 completed: 2017-05-02
    """,
    tracker="""
        -m3 open [B] Office
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 closed [B] Office
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
        From the tracker, written into plan.yaml:
          3.1 Meet – status: no report yet → completed
        From plan.yaml, written to the tracker:
          3.1 Meet – when: May 2017 → June 2017
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def closed_and_edited(desk: Desk) -> None:
    desk.person.close(MEET)
    fields.timeframe(desk)


@ACTS.add(
    "both-completed-and-cancelled",
    plan="""
        -1.1 status: cancelled
        +1.1 status: completed
        +1.1 completed: 2017-05-02
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: cancelled → completed
    """,
)
def completed_and_cancelled(desk: Desk) -> None:
    desk.person.close(LAUNCH)
    standing.cancelled(desk)


@ACTS.add(
    "both-closed-and-ongoing",
    plan="""
        -1.1 status: ongoing
        +1.1 status: completed
        +1.1 completed: 2017-05-02
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: ongoing → completed
    """,
)
def closed_and_ongoing(desk: Desk) -> None:
    desk.person.close(LAUNCH)
    standing.ongoing(desk)


@ACTS.add(
    "both-closed-here-reopened-there",
    before=standing.completed,
    plan="-1.1 status: cancelled",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: cancelled → no report yet
    """,
)
def closed_and_reopened(desk: Desk) -> None:
    """What the plan had as done is open again on the tracker, and dropped in the plan."""
    desk.person.reopen(LAUNCH)
    desk.swap("status: completed\n", "status: cancelled\n")


@ACTS.add(
    "both-reopened",
    before=lambda desk: desk.person.close(LAUNCH),
    plan="""
        -1.1 status: ongoing
        -1.1 completed: 2017-05-02
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: ongoing → no report yet
    """,
)
def both_reopened(desk: Desk) -> None:
    desk.person.reopen(LAUNCH)
    desk.swap("status: completed\n", "status: ongoing\n")


@ACTS.add(
    "both-dropped-and-reopened-in-the-plan",
    before=lambda desk: desk.person.close(REPORT),
    plan="""
        -1.2 status: ongoing
        -1.2 completed: 2017-05-02
        +1.2 status: cancelled
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.2 Report on it – status: ongoing → cancelled
    """,
)
def dropped_and_reopened(desk: Desk) -> None:
    drop(desk, REPORT)
    desk.swap("status: completed\n", "status: ongoing\n")
