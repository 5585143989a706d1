"""Closing and opening issues on the tracker."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, MEET, REPORT, TRAIN, Desk
from tests.builders.rigs import GitHubRig

ACTS = Acts()
DROPPED = "status: cancelled"


def drop(desk: Desk, number: int) -> None:
    """As each tracker says that something is not planned any more."""
    if desk.kind == "gitlab":
        desk.person.relabel(number, add=(DROPPED,))
        desk.person.close(number)
    else:
        desk.person.close(number, "not_planned")


@ACTS.add(
    "close",
    plan="""
        +1.1 status: completed
        +1.1 completed: 2017-05-02
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: no report yet → completed
    """,
)
def close(desk: Desk) -> None:
    desk.person.close(LAUNCH)


@ACTS.add(
    "close-ongoing",
    plan="""
        -1.2 status: ongoing
        +1.2 status: completed
        +1.2 completed: 2017-05-02
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.2 Report on it – status: ongoing → completed
    """,
)
def close_ongoing(desk: Desk) -> None:
    desk.person.close(REPORT)


@ACTS.add(
    "close-not-planned",
    plan="+1.1 status: cancelled",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: no report yet → cancelled
    """,
)
def close_not_planned(desk: Desk) -> None:
    drop(desk, LAUNCH)


@ACTS.add(
    "close-duplicate",
    on=("github", "gitlab"),
    said="""
        Closed as a duplicate, which says nothing of the work: 1.1 Launch it. Close it as completed
          or as not planned, reopen it, or write its status into the plan file.
    """,
    code=2,
    stays=True,
)
def close_duplicate(desk: Desk) -> None:
    if desk.kind == "gitlab":
        desk.person.close_as_duplicate(LAUNCH, REPORT)
    else:
        desk.person.close(LAUNCH, "duplicate")


@ACTS.add(
    "close-last",
    plan="""
        +2.1 status: completed
        +2.1 completed: 2017-05-02
    """,
    tracker="""
        -m2 open [O2] Skills (Coordination, 2017)
        +m2 closed [O2] Skills (Coordination, 2017)
    """,
    said="""
        From the tracker, written into plan.yaml:
          2.1 Train people – status: no report yet → completed
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def close_last(desk: Desk) -> None:
    desk.person.close(TRAIN)


@ACTS.add(
    "close-by-program",
    on=("github", "gitlab"),
    tracker="""
        +#1 workplan says: **Closed by a program.** So this issue says “completed”. The plan says no
          report yet, and was left so: a program can't know.
    """,
    said="""
        1 question for you. Nothing of this was overwritten:
          1.1 Launch it: status
            a program closed the issue, which says completed; the plan says no report yet
            workplan resolve 1.1 status --plan   or   --tracker
    """,
    code=2,
    stays=True,
)
def close_by_program(desk: Desk) -> None:
    assert desk.rig.server is not None
    name = "stale[bot]" if isinstance(desk.rig, GitHubRig) else "project_7_bot_0a1b"
    desk.rig.server.add_user(name, role="triage" if isinstance(desk.rig, GitHubRig) else "reporter")
    desk.as_person(name).close(LAUNCH)


@ACTS.add(
    "reopen",
    before=lambda desk: desk.person.close(LAUNCH),
    plan="""
        -1.1 status: completed
        -1.1 completed: 2017-05-02
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: completed → no report yet
    """,
)
def reopen(desk: Desk) -> None:
    desk.person.reopen(LAUNCH)


@ACTS.add(
    "reopen-ongoing",
    before=lambda desk: desk.person.close(REPORT),
    plan="""
        -1.2 status: completed
        -1.2 completed: 2017-05-02
        +1.2 status: ongoing
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.2 Report on it – status: completed → ongoing
    """,
)
def reopen_ongoing(desk: Desk) -> None:
    desk.person.reopen(REPORT)


@ACTS.add(
    "reopen-dropped",
    before=lambda desk: drop(desk, LAUNCH),
    plan="-1.1 status: cancelled",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: cancelled → no report yet
    """,
    gitlab={
        "tracker": "-#1 label: status: cancelled",
    },
)
def reopen_dropped(desk: Desk) -> None:
    desk.person.reopen(LAUNCH)


@ACTS.add(
    "reopen-what-the-plan-closed",
    before=lambda desk: desk.swap("title: Meet\n", "title: Meet\n        status: completed\n"),
    plan="-3.1 status: completed",
    tracker="""
        -m3 closed [B] Office
        +m3 open [B] Office
    """,
    said="""
        From the tracker, written into plan.yaml:
          3.1 Meet – status: completed → no report yet
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def reopen_what_the_plan_closed(desk: Desk) -> None:
    desk.person.reopen(MEET)


@ACTS.add(
    "change-the-reason",
    before=lambda desk: desk.person.close(LAUNCH),
    plan="""
        -1.1 status: completed
        -1.1 completed: 2017-05-02
        +1.1 status: cancelled
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: completed → cancelled
    """,
)
def change_the_reason(desk: Desk) -> None:
    drop(desk, LAUNCH)


@ACTS.add("close-and-reopen")
def close_and_reopen(desk: Desk) -> None:
    desk.person.close(LAUNCH)
    desk.person.reopen(LAUNCH)


@ACTS.add(
    "label-ongoing",
    plan="+1.1 status: ongoing",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: no report yet → ongoing
    """,
)
def label_ongoing(desk: Desk) -> None:
    desk.person.relabel(LAUNCH, add=("status: ongoing",))


@ACTS.add(
    "unlabel-ongoing",
    plan="""
        -1.2 status: ongoing
        +1.2 status: not started
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.2 Report on it – status: ongoing → not started
    """,
)
def unlabel_ongoing(desk: Desk) -> None:
    desk.person.relabel(REPORT, remove=("status: ongoing",))


@ACTS.add("label-cancelled")
def label_cancelled(desk: Desk) -> None:
    desk.person.relabel(LAUNCH, add=(DROPPED,))


@ACTS.add("lock", on=("github", "gitlab"))
def lock(desk: Desk) -> None:
    desk.person.lock_issue(LAUNCH)


@ACTS.add("make-confidential", on=("gitlab",))
def make_confidential(desk: Desk) -> None:
    desk.person.make_confidential(LAUNCH)
