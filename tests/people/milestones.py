"""Milestones on the tracker, and the issues in them."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, PAPERS, SKILLS, TRAIN, Desk

ACTS = Acts()
SERVICES = ("github", "gitlab")


@ACTS.add(
    "move",
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, milestone O2 (the plan amounts
          to O1).
    """,
)
def moved(desk: Desk) -> None:
    desk.person.move(LAUNCH, SKILLS)


@ACTS.add("move-back", before=moved)
def moved_back(desk: Desk) -> None:
    desk.person.move(LAUNCH, PAPERS)


@ACTS.add(
    "move-out",
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, milestone nothing (the plan
          amounts to O1).
    """,
)
def moved_out(desk: Desk) -> None:
    desk.person.move(LAUNCH, None)


def their_milestone(desk: Desk) -> None:
    desk.person.create_milestone("Sprint 1")


@ACTS.add(
    "move-to-theirs",
    before=their_milestone,
    said="""
        Changed on the tracker by hand, and left so: 1.1 Launch it, milestone one that is not the
          plan's (the plan amounts to O1).
    """,
)
def moved_to_theirs(desk: Desk) -> None:
    desk.person.move(LAUNCH, 4)


@ACTS.add("milestone-of-theirs")
def milestone_of_theirs(desk: Desk) -> None:
    their_milestone(desk)


@ACTS.add(
    "milestone-renamed",
    plan="""
        -O2 title: Skills
        +O2 title: Skills for all
    """,
    tracker="""
        -m2 | **Output:** Skills
        +m2 | **Output:** Skills for all
    """,
    said="""
        From the tracker, written into plan.yaml:
          O2 Skills for all – what: Skills → Skills for all
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def milestone_renamed(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, title="[O2] Skills for all")


@ACTS.add(
    "milestone-renamed-without-id",
    plan="""
        -O2 title: Skills
        +O2 title: Skills for all
    """,
    tracker="""
        -m2 | **Output:** Skills
        +m2 | **Output:** Skills for all
    """,
    said="""
        From the tracker, written into plan.yaml:
          O2 Skills for all – what: Skills → Skills for all
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def milestone_renamed_without_id(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, title="Skills for all")


@ACTS.add(
    "milestone-closed",
    said="""
        Changed on the tracker by hand, and left so: O1 Joint papers, state closed (the plan amounts
          to open).
    """,
)
def milestone_closed(desk: Desk) -> None:
    desk.person.edit_milestone(PAPERS, state="closed")


def closed_and_opened_by_us(desk: Desk) -> None:
    """Its last activity is closed and opened again, and so is the milestone."""
    desk.person.close(TRAIN)
    desk.sync()
    desk.person.reopen(TRAIN)


@ACTS.add(
    "milestone-closed-again",
    before=closed_and_opened_by_us,
    said="""
        Changed on the tracker by hand, and left so: O2 Skills, state closed (the plan amounts to
          open).
    """,
)
def milestone_closed_again(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, state="closed")


@ACTS.add(
    "milestone-reopened",
    before=lambda desk: desk.person.close(TRAIN),
    said="""
        Changed on the tracker by hand, and left so: O2 Skills, state open (the plan amounts to
          closed).
    """,
)
def milestone_reopened(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, state="open")


@ACTS.add(
    "milestone-deleted",
    on=SERVICES,
    said="""
        Gone from the tracker: m2 of O2 Skills, moved or deleted. It was not made again, and the
          plan keeps its status. Bring it back; or take its link out of the plan file, and the next
          sync makes a new one.
    """,
    code=2,
    stays=True,
)
def milestone_deleted(desk: Desk) -> None:
    desk.person.delete_milestone(SKILLS)


@ACTS.add("milestone-text-added")
def milestone_text_added(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, description=f"{desk.description(SKILLS)}\n\nSee the minutes.")


@ACTS.add(
    "milestone-text-deleted",
    said="""
        The hidden marks in the text of m2 were edited (O2 Skills). Put back its first line, <!--
          workplan: … -->, and the line <!-- /workplan --> at the end;
          or let workplan doctor --repair do it.
    """,
    code=2,
    stays=True,
)
def milestone_text_deleted(desk: Desk) -> None:
    desk.person.edit_milestone(SKILLS, description="")
