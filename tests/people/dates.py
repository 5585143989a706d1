"""Dates, in fields of the tracker's own and in rows of the table."""

from __future__ import annotations

from datetime import date

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, OFFICE, SKILLS, Desk

ACTS = Acts()
NATIVE = ("local", "gitlab")
JUNE = date(2017, 6, 15)


def own_date(desk: Desk) -> None:
    """The plan has a due date of its own."""
    desk.swap("timeframe: April 2017\n", "timeframe: April 2017\n            due: 2017-06-15\n")


def own_start(desk: Desk) -> None:
    desk.swap("timeframe: April 2017\n", "timeframe: April 2017\n            start: 2017-04-10\n")


@ACTS.add(
    "due-set",
    on=NATIVE,
    plan="+1.1 due: 2017-06-15",
    tracker="""
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – due: 30 April 2017 → 15 June 2017
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def due_set(desk: Desk) -> None:
    desk.person.due(LAUNCH, JUNE)


@ACTS.add(
    "due-cleared",
    on=NATIVE,
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, due nothing (the plan amounts to
          30 April 2017).
    """,
)
def due_cleared(desk: Desk) -> None:
    desk.person.due(LAUNCH, None)


@ACTS.add(
    "due-cleared-own",
    on=NATIVE,
    before=own_date,
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, due nothing (the plan amounts to
          15 June 2017).
    """,
)
def due_cleared_own(desk: Desk) -> None:
    desk.person.due(LAUNCH, None)


@ACTS.add("due-row", on=NATIVE)
def due_row_beside(desk: Desk) -> None:
    """Where the tracker has a field for it, a row counts for nothing."""
    desk.rewrite(LAUNCH, "| Lead | IOM |\n", "| Lead | IOM |\n| Due | 2017-06-15 |\n")


@ACTS.add(
    "due-row-added",
    on=("github",),
    plan="+1.1 due: 2017-06-15",
    tracker="""
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – due: nothing → 15 June 2017
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def due_row_added(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "| Lead | IOM |\n", "| Lead | IOM |\n| Due | 15 June 2017 |\n")


@ACTS.add(
    "due-row-changed",
    on=("github",),
    before=own_date,
    plan="""
        -1.1 due: 2017-06-15
        +1.1 due: 2017-07-01
    """,
    tracker="""
        -#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
        +#1 | Coordination, 2017, Output 1 · read as 1 April – 1 July 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – due: 15 June 2017 → 1 July 2017
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def due_row_changed(desk: Desk) -> None:
    desk.row(LAUNCH, "Due", "2017-07-01")


@ACTS.add(
    "due-row-unreadable",
    on=("github",),
    before=own_date,
    said="""
        Could not be read on the tracker: 1.1 Launch it, due: “mid May”. Correct it there; until
          then the plan keeps what it has.
    """,
)
def due_row_unreadable(desk: Desk) -> None:
    desk.row(LAUNCH, "Due", "mid May")


@ACTS.add(
    "due-row-empty",
    on=("github",),
    before=own_date,
    plan="-1.1 due: 2017-06-15",
    tracker="""
        -#1 | Coordination, 2017, Output 1 · read as 1 April – 15 June 2017
        +#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – due: 15 June 2017 → nothing
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def due_row_empty(desk: Desk) -> None:
    desk.row(LAUNCH, "Due", "")


@ACTS.add("due-row-deleted", on=("github",), before=own_date)
def due_row_deleted(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "| Due | 2017-06-15 |\n", "")


@ACTS.add(
    "start-row-added",
    plan="+1.1 start: 2017-04-10",
    tracker="""
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 1 · read as 10–30 April 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – start: nothing → 10 April 2017
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def start_row_added(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "| Lead | IOM |\n", "| Lead | IOM |\n| Start | 2017-04-10 |\n")


@ACTS.add(
    "start-row-empty",
    before=own_start,
    plan="-1.1 start: 2017-04-10",
    tracker="""
        -#1 | Coordination, 2017, Output 1 · read as 10–30 April 2017
        +#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – start: 10 April 2017 → nothing
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def start_row_empty(desk: Desk) -> None:
    desk.row(LAUNCH, "Start", "")


@ACTS.add(
    "when-against-own-date",
    before=own_date,
    tracker="""
        +#1 workplan says: **Two different dates.** The timeframe was changed to “September 2017”.
          The plan's own due date still says 15 June 2017. Nothing has been overwritten.
    """,
    said="""
        1 question for you. Nothing of this was overwritten:
          1.1 Launch it: when
        changed from April 2017 to September 2017, while the plan's own due date still says 15 June
          2017
            workplan resolve 1.1 timeframe --plan   or   --tracker
    """,
    code=2,
    stays=True,
)
def when_against_own_date(desk: Desk) -> None:
    desk.row(LAUNCH, "When", "September 2017")


@ACTS.add(
    "milestone-due",
    plan="+O2 due: 2017-11-30",
    said="""
        From the tracker, written into plan.yaml:
          O2 Skills – due: 31 December 2017 → 30 November 2017
    """,
)
def milestone_due(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, due=date(2017, 11, 30))


@ACTS.add(
    "milestone-due-cleared",
    said="""
        Changed on the tracker by hand, and left so: O2 Skills, due nothing (the plan amounts to 31
          December 2017).
    """,
)
def milestone_due_cleared(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, due=None)


@ACTS.add(
    "milestone-start",
    on=NATIVE,
    plan="+O2 start: 2017-02-01",
    said="""
        From the tracker, written into plan.yaml:
          O2 Skills – start: 1 January 2017 → 1 February 2017
    """,
)
def milestone_start(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, start=date(2017, 2, 1))


@ACTS.add(
    "area-due",
    said="""
        Changed on the tracker by hand, and left so: B Office, due 30 November 2017 (the plan
          amounts to 31 May 2017).
    """,
)
def area_due(desk: Desk) -> None:
    desk.person.edit_milestone(OFFICE, due=date(2017, 11, 30))
