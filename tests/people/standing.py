"""Status, tasks and people, edited in the plan file; and what is only there."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, Desk
from tests.people.fields import PLACE, add

ACTS = Acts()


@ACTS.add(
    "plan-assignees",
    tracker="+#1 assignee: ben",
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – assigned: nothing → ben
    """,
)
def assignees(desk: Desk) -> None:
    add(desk, "assignees: [ben]")


@ACTS.add(
    "plan-assignees-cleared",
    before=assignees,
    tracker="-#1 assignee: ben",
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – assigned: ben → nothing
    """,
)
def assignees_cleared(desk: Desk) -> None:
    desk.swap(f"{PLACE}assignees: [ben]\n", "")


@ACTS.add(
    "plan-assignee-unknown",
    tracker="+#1 assignee: nobody-here",
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – assigned: nothing → nobody-here
    """,
    github={
        "said": "Not taken by the tracker: 1.1 Launch it, assigned: the tracker shows nothing",
        "tracker": "",
    },
    gitlab={
        "said": "Not taken by the tracker: 1.1 Launch it, assigned: the tracker shows nothing",
        "tracker": "",
    },
)
def assignee_unknown(desk: Desk) -> None:
    add(desk, "assignees: [nobody-here]")


@ACTS.add(
    "plan-ongoing",
    tracker="+#1 label: status: ongoing",
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – status: open → ongoing
    """,
)
def ongoing(desk: Desk) -> None:
    add(desk, "status: ongoing")


@ACTS.add("plan-not-started")
def not_started(desk: Desk) -> None:
    add(desk, "status: not started")


@ACTS.add(
    "plan-completed",
    tracker="""
        -#1 open
        +#1 closed (completed)
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – status: open → completed
    """,
    gitlab={
        "tracker": """
            -#1 open
            +#1 closed
        """,
    },
)
def completed(desk: Desk) -> None:
    add(desk, "status: completed")


@ACTS.add(
    "plan-cancelled",
    tracker="""
        -#1 open
        +#1 closed (not_planned)
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – status: open → cancelled
    """,
    gitlab={
        "tracker": """
            -#1 open
            +#1 closed
            +#1 label: status: cancelled
        """,
    },
)
def cancelled(desk: Desk) -> None:
    add(desk, "status: cancelled")


@ACTS.add(
    "plan-status-misspelt",
    said="""
        plan.yaml, line 20, column 21, 1.1.status: "canceled" is not a status. Did you mean
          "cancelled"? Known are: not started, ongoing, completed, cancelled; no key means no report
          yet.
    """,
    code=64,
    stays=True,
)
def misspelt(desk: Desk) -> None:
    add(desk, "status: canceled")


@ACTS.add(
    "plan-status-taken-back",
    before=lambda desk: desk.person.close(LAUNCH),
    plan="-1.1 completed: 2017-05-02",
    tracker="""
        -#1 closed (completed)
        +#1 open
        +#1 label: status: ongoing
        +#1 workplan says: Reopened: the plan file was changed to “ongoing”.
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – status: completed → ongoing
    """,
    gitlab={
        "tracker": """
            -#1 closed
            +#1 open
            +#1 label: status: ongoing
            +#1 workplan says: Reopened: the plan file was changed to “ongoing”.
        """,
    },
)
def taken_back(desk: Desk) -> None:
    desk.swap("status: completed\n", "status: ongoing\n")


@ACTS.add(
    "plan-status-cleared",
    before=lambda desk: desk.person.close(LAUNCH),
    plan="-1.1 completed: 2017-05-02",
    tracker="""
        -#1 closed (completed)
        +#1 open
        +#1 workplan says: Reopened: the plan file was changed to no report yet.
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – status: completed → no report yet
    """,
    gitlab={
        "tracker": """
            -#1 closed
            +#1 open
            +#1 workplan says: Reopened: the plan file was changed to no report yet.
        """,
    },
)
def status_cleared(desk: Desk) -> None:
    """The status and the day beside it: a person's doing as much as an editor's."""
    desk.swap(f"{PLACE}status: completed\n", "")


@ACTS.add(
    "plan-completed-to-cancelled",
    before=completed,
    tracker="""
        -#1 closed (completed)
        +#1 closed (not_planned)
        +#1 label: status: cancelled
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – status: completed → cancelled
    """,
    github={
        "tracker": "+#1 label: status: cancelled",
    },
    gitlab={
        "tracker": "+#1 label: status: cancelled",
    },
)
def completed_to_cancelled(desk: Desk) -> None:
    desk.swap("status: completed\n", "status: cancelled\n")


@ACTS.add("plan-completed-day", before=completed)
def completed_day(desk: Desk) -> None:
    add(desk, "completed: 2017-04-28")


@ACTS.add(
    "plan-task-ticked",
    tracker="""
        -#1 | - [ ] Draft
        +#1 | - [x] Draft
    """,
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [x] Draft / [x] Print / [ ] Send
    """,
)
def task_ticked(desk: Desk) -> None:
    desk.swap("- text: Draft\n", f"- text: Draft\n{PLACE}    done: true\n")


@ACTS.add(
    "plan-task-reworded",
    tracker="""
        -#1 | - [ ] Draft
        +#1 | - [ ] Draft it
    """,
    said="""
        From plan.yaml, written to the tracker:
        1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [ ] Draft it / [x] Print / [ ]
          Send
    """,
)
def task_reworded(desk: Desk) -> None:
    desk.swap("- text: Draft\n", "- text: Draft it\n")


@ACTS.add(
    "plan-task-added",
    tracker="+#1 | - [ ] Archive",
    said="""
        From plan.yaml, written to the tracker:
        1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [ ] Draft / [x] Print / [ ] Send /
          [ ] Archive
    """,
)
def task_added(desk: Desk) -> None:
    desk.swap("- text: Send\n", f"- text: Send\n{PLACE}  - text: Archive\n")


@ACTS.add(
    "plan-task-deleted",
    tracker="-#1 | - [ ] Draft",
    said="""
        From plan.yaml, written to the tracker:
          1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [x] Print / [ ] Send
    """,
)
def task_deleted(desk: Desk) -> None:
    desk.swap(f"{PLACE}  - text: Draft\n", "")


@ACTS.add("plan-tasks-sorted")
def tasks_sorted(desk: Desk) -> None:
    desk.swap(f"{PLACE}  - text: Draft\n", "")
    desk.swap("- text: Send\n", f"- text: Send\n{PLACE}  - text: Draft\n")


@ACTS.add("plan-snooze")
def snooze(desk: Desk) -> None:
    add(desk, "snooze_until: 2017-09-01")


@ACTS.add("plan-only")
def plan_only(desk: Desk) -> None:
    """Everything that the tracker does not show."""
    lines = (
        'number: "1"',
        "baseline: {due: 2017-04-30}",
        "withdrawn: 2017-04-28",
        'continues: "1.2"',
        "notes: Ask Rita.",
    )
    add(desk, f"\n{PLACE}".join(lines))
