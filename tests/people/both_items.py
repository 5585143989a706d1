"""Items changed as such in the plan file, and edited on the tracker."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, TRAIN, Desk
from tests.builders.rigs import ANNA, RITA
from tests.people import fields, issues, items, labels, membership

ACTS = Acts()


@ACTS.add(
    "both-renamed-and-edited",
    plan="""
        -1.1a lead: IOM
        +1.1a lead: ILO
    """,
    tracker="""
        -#1 title: [1.1] Launch it
        +#1 title: [1.1a] Launch it
        -#1 | <!-- workplan: gmg 1.1 -->
        +#1 | <!-- workplan: gmg 1.1a -->
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1a Launch it – lead: IOM → ILO
        1.1 is called 1.1a now, on the tracker too.
    """,
)
def renamed_and_edited(desk: Desk) -> None:
    desk.row(LAUNCH, "Lead", "ILO")
    items.renamed(desk)


@ACTS.add(
    "both-moved",
    tracker="""
        +#1 milestone: [O2]
        -#1 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#1 | Coordination, 2017, Output 2 · read as 1–30 April 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 1 item.",
)
def both_moved(desk: Desk) -> None:
    """Into another output in the plan, and out of its milestone on the tracker."""
    desk.person.move(LAUNCH, None)
    items.moved(desk)


@ACTS.add(
    "both-deleted-and-edited",
    on=issues.SERVICES,
    said="""
        Gone from the tracker: #1 of 1.1 Launch it twice, moved or deleted. It was not made again,
          and the plan keeps its status. Bring it back; or take its link out of the plan file, and
          the next sync makes a new one.
    """,
    code=2,
    stays=True,
)
def deleted_and_edited(desk: Desk) -> None:
    """Gone on the tracker, and reworded in the plan."""
    issues.deleted(desk)
    fields.title(desk)


@ACTS.add(
    "both-removed-and-closed",
    said="Not in the plan any more: 1.1. #1 was left as it is.",
)
def removed_and_closed(desk: Desk) -> None:
    desk.person.close(LAUNCH)
    membership.removed(desk)


@ACTS.add(
    "both-held-until-the-plan-changes",
    before=lambda desk: labels.take_off(desk, TRAIN),
    tracker="""
        +tracker label: year: 2018
        -m2 open [O2] Skills (Coordination, 2017)
        +m2 open [O2] Skills (Coordination, 2018)
        -m2 | Coordination, 2017, Output 2
        +m2 | Coordination, 2018, Output 2
        +#4 label: year: 2018
        -#4 | Coordination, 2017, Output 2 · read as 2017
        +#4 | Coordination, 2018, Output 2 · read as 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 2 items.",
)
def held_until_changed(desk: Desk) -> None:
    """A label taken off by hand was left so; now the plan leads to another one."""
    fields.output_year(desk)


def prepare(desk: Desk, name: str) -> None:
    """An issue is copied with the id of an activity that the plan gets only now."""
    desk.as_person(name).create_issue("[1.1a] Launch it", desk.body(LAUNCH).replace("gmg 1.1 ", "gmg 1.1a "))
    items.copied_without_link(desk)


@ACTS.add(
    "both-prepared-issue",
    plan="+1.1a issue: #6",
    said="Links in plan.yaml were put right: 1 item.",
)
def prepared(desk: Desk) -> None:
    prepare(desk, ANNA)


@ACTS.add(
    "both-planted-issue",
    on=issues.SERVICES,
    plan="+1.1a issue: #7",
    tracker=items.NEW_ISSUE.replace("#6", "#7"),
    said="""
        Made 1 issue on the tracker; plan.yaml has its link.
        #6 carries the mark of 1.1a Launch it too, and is not synced. Take its first line,
          <!-- workplan: … -->, out of it; or let workplan doctor --repair do it.
    """,
    code=2,
    again="""
        #6 carries the mark of 1.1a Launch it too, and is not synced. Take its first line,
          <!-- workplan: … -->, out of it; or let workplan doctor --repair do it.
    """,
    code_again=2,
)
def planted(desk: Desk) -> None:
    prepare(desk, RITA)
