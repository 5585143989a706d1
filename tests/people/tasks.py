"""The checklist of an issue, and what else stands in its text."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, Desk

ACTS = Acts()
LIST = "- [ ] Draft\n- [x] Print\n- [ ] Send\n"


@ACTS.add(
    "task-ticked",
    plan="+1.1 done: true",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [x] Draft / [x] Print / [ ] Send
    """,
)
def task_ticked(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "- [ ] Draft", "- [x] Draft")


@ACTS.add(
    "task-unticked",
    plan="""
        -1.1 done: true
        +1.1 done: false
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [ ] Draft / [ ] Print / [ ] Send
    """,
)
def task_unticked(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "- [x] Print", "- [ ] Print")


@ACTS.add("tasks-reordered")
def tasks_reordered(desk: Desk) -> None:
    desk.rewrite(LAUNCH, LIST, "- [ ] Send\n- [ ] Draft\n- [x] Print\n")


@ACTS.add(
    "task-reworded",
    plan="""
        -1.1 - text: Draft
        +1.1 - text: Draft it
    """,
    said="""
        From the tracker, written into plan.yaml:
        1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [ ] Draft it / [x] Print / [ ]
          Send
    """,
)
def task_reworded(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "- [ ] Draft", "- [ ] Draft it")


@ACTS.add(
    "task-added",
    plan="+1.1 - text: Archive",
    said="""
        From the tracker, written into plan.yaml:
        1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [ ] Draft / [x] Print / [ ] Send /
          [ ] Archive
    """,
)
def task_added(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "- [ ] Send\n", "- [ ] Send\n- [ ] Archive\n")


@ACTS.add(
    "task-deleted",
    plan="-1.1 - text: Draft",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → [x] Print / [ ] Send
    """,
)
def task_deleted(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "- [ ] Draft\n", "")


@ACTS.add(
    "tasks-deleted",
    plan="""
        -1.1 tasks:
        -1.1 - text: Draft
        -1.1 - text: Print
        -1.1 done: true
        -1.1 - text: Send
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send → nothing
    """,
)
def tasks_deleted(desk: Desk) -> None:
    desk.rewrite(LAUNCH, LIST, "")


@ACTS.add("text-below")
def text_below(desk: Desk) -> None:
    desk.person.edit_body(LAUNCH, f"{desk.body(LAUNCH)}\n\nMinutes of our call.\n- [ ] ask Rita")


@ACTS.add("text-above")
def text_above(desk: Desk) -> None:
    desk.person.edit_body(LAUNCH, f"Read this first.\n\n{desk.body(LAUNCH)}")


@ACTS.add("text-inside")
def text_inside(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "<!-- /workplan -->", "We met on Monday.\n<!-- /workplan -->")


@ACTS.add(
    "first-mark-deleted",
    said="""
        The hidden marks in the text of #1 were edited (1.1 Launch it). Put back its first line,
          <!-- workplan: … -->, and the line <!-- /workplan --> at the end;
          or let workplan doctor --repair do it.
    """,
    code=2,
    stays=True,
)
def first_mark_deleted(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "<!-- workplan: gmg 1.1 -->\n", "")


@ACTS.add(
    "last-mark-deleted",
    said="""
        The hidden marks in the text of #1 were edited (1.1 Launch it). Put back its first line,
          <!-- workplan: … -->, and the line <!-- /workplan --> at the end;
          or let workplan doctor --repair do it.
    """,
    code=2,
    stays=True,
)
def last_mark_deleted(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "<!-- /workplan -->", "")


@ACTS.add(
    "text-deleted",
    said="""
        The hidden marks in the text of #1 were edited (1.1 Launch it). Put back its first line,
          <!-- workplan: … -->, and the line <!-- /workplan --> at the end;
          or let workplan doctor --repair do it.
    """,
    code=2,
    stays=True,
)
def text_deleted(desk: Desk) -> None:
    desk.person.edit_body(LAUNCH, "")


@ACTS.add(
    "text-of-another",
    said="""
        The hidden marks in the text of #1 were edited (1.1 Launch it). Put back its first line,
          <!-- workplan: … -->, and the line <!-- /workplan --> at the end;
          or let workplan doctor --repair do it.
        #1 carries the mark of 1.2 Report on it too, and is not synced. Take its first line, <!--
          workplan: … -->, out of it; or let workplan doctor --repair do it.
    """,
    code=2,
    stays=True,
)
def text_of_another(desk: Desk) -> None:
    desk.person.edit_body(LAUNCH, desk.body(2))
