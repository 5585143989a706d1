"""Labels on the tracker."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, NAMELESS, Desk

ACTS = Acts()
SERVICES = ("github", "gitlab")
AREA, YEAR, TBC = "area: A Coordination", "year: 2017", "tbc"


def take_off(desk: Desk, number: int) -> None:
    """The label of its year."""
    desk.person.relabel(number, remove=(YEAR,))


@ACTS.add("label-of-theirs")
def label_of_theirs(desk: Desk) -> None:
    desk.person.relabel(LAUNCH, add=("urgent",))


@ACTS.add(
    "label-area-off",
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, area label nothing (the plan
          amounts to area: A Coordination).
    """,
)
def label_area_off(desk: Desk) -> None:
    desk.person.relabel(LAUNCH, remove=(AREA,))


@ACTS.add(
    "label-area-added",
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, area label area: A Coordination
          / area: B Office (the plan amounts to area: A Coordination).
    """,
)
def label_area_added(desk: Desk) -> None:
    desk.person.relabel(LAUNCH, add=("area: B Office",))


@ACTS.add(
    "label-year-off",
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, year label nothing (the plan
          amounts to year: 2017).
    """,
)
def label_year_off(desk: Desk) -> None:
    take_off(desk, LAUNCH)


@ACTS.add(
    "label-tbc-off",
    said="""
        Changed on the tracker by hand, and left so: 1.3 TBC, tbc label nothing (the plan amounts to
          tbc).
    """,
)
def label_tbc_off(desk: Desk) -> None:
    desk.person.relabel(NAMELESS, remove=(TBC,))


@ACTS.add(
    "label-tbc-on",
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, tbc label tbc (the plan amounts
          to nothing).
    """,
)
def label_tbc_on(desk: Desk) -> None:
    desk.person.relabel(LAUNCH, add=(TBC,))


@ACTS.add(
    "label-deleted",
    on=SERVICES,
    tracker="""
        +tracker label: year: 2017
        +#1 label: year: 2017
        +#2 label: year: 2017
        +#3 label: year: 2017
        +#4 label: year: 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 4 items.",
)
def label_deleted(desk: Desk) -> None:
    desk.person.delete_label(YEAR)


@ACTS.add(
    "label-ongoing-deleted",
    on=SERVICES,
    tracker="""
        +tracker label: status: ongoing
        +#2 label: status: ongoing
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 1 item.",
)
def label_ongoing_deleted(desk: Desk) -> None:
    desk.person.delete_label("status: ongoing")


@ACTS.add(
    "label-renamed",
    on=SERVICES,
    tracker="""
        +tracker label: area: A Coordination
        +#1 label: area: A Coordination
        +#2 label: area: A Coordination
        +#3 label: area: A Coordination
        +#4 label: area: A Coordination
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 4 items.",
)
def label_renamed(desk: Desk) -> None:
    desk.person.rename_label(AREA, "coordination")


@ACTS.add(
    "label-ongoing-renamed",
    on=SERVICES,
    tracker="""
        +tracker label: status: ongoing
        +#2 label: status: ongoing
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 1 item.",
)
def label_ongoing_renamed(desk: Desk) -> None:
    desk.person.rename_label("status: ongoing", "in progress")


@ACTS.add(
    "label-of-the-plan-deleted",
    on=SERVICES,
    tracker="""
        +tracker label: workplan: gmg
        -#4 | | Lead | ILO |
        +#4 | | Lead | UNU |
    """,
    said="""
        From plan.yaml, written to the tracker:
          2.1 Train people – lead: ILO → UNU
    """,
)
def label_of_the_plan_deleted(desk: Desk) -> None:
    desk.person.delete_label("workplan: gmg")
    desk.swap("lead: ILO\n", "lead: UNU\n")
