"""The form of the plan file, and its loss."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, Desk

ACTS = Acts()


@ACTS.add(
    "plan-key-misspelt",
    said="""
        plan.yaml, line 20, column 13, 1.1.timeframme: unknown key "timeframme". Did you mean
          "timeframe"?
    """,
    code=64,
    stays=True,
)
def key_misspelt(desk: Desk) -> None:
    desk.swap("timeframe: April 2017\n", "timeframme: April 2017\n")


@ACTS.add("plan-line-ends")
def line_ends(desk: Desk) -> None:
    desk.save(desk.text.replace("\n", "\r\n"))


@ACTS.add("plan-quotes")
def quotes(desk: Desk) -> None:
    desk.swap("title: Launch it\n", "title: 'Launch it'   \n")


@ACTS.add("plan-comments")
def comments(desk: Desk) -> None:
    desk.swap("title: Launch it\n", "title: Launch it  # ask Rita\n")


@ACTS.add(
    "plan-old-copy",
    before=lambda desk: desk.person.close(LAUNCH),
    plan="""
        +1.1 status: completed
        +1.1 completed: 2017-05-02
    """,
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – status: no report yet → completed
        An editor saved an old copy of the plan over 1.1 Launch it, status. It was written again:
          load the file anew before you go on.
    """,
    code=2,
)
def old_copy(desk: Desk) -> None:
    """An editor saves what it loaded before the sync."""
    lines = desk.text.splitlines(keepends=True)
    desk.save("".join(line for line in lines if "completed" not in line))


@ACTS.add(
    "plan-with-a-tab",
    said="plan.yaml, line 20, column 1: the line is indented with a tab. Use blanks instead.",
    code=64,
    stays=True,
)
def tab(desk: Desk) -> None:
    desk.swap("            timeframe: April 2017\n", "\ttimeframe: April 2017\n")


@ACTS.add(
    "plan-merge-left-open",
    said="""
        plan.yaml, line 20, column 1: a merge left both versions here (<<<<<<<). Keep one of the two
          versions, and delete the lines <<<<<<<, ======= and >>>>>>>.
    """,
    code=64,
    stays=True,
)
def merge_left_open(desk: Desk) -> None:
    desk.swap("            timeframe: April 2017\n", "<<<<<<< HEAD\n            timeframe: April 2017\n")


@ACTS.add(
    "plan-deleted",
    said="""
        There is no plan file plan.yaml.
        Make one with: workplan import DOCUMENT; or name the file in workplan.toml, [plan] file.
    """,
    code=64,
    stays=True,
)
def deleted(desk: Desk) -> None:
    desk.plan_path.unlink()


@ACTS.add(
    "plan-emptied",
    said="plan.yaml, line 1, column 1: the file is empty. Import a document, or copy a plan file here.",
    code=64,
    stays=True,
)
def emptied(desk: Desk) -> None:
    desk.save("")


@ACTS.add(
    "plan-without-items",
    said="""
        plan.yaml has no items any more, while 8 are on the tracker. Nothing was done.
        Restore the plan file from its last version, then sync again.
    """,
    code=3,
    stays=True,
)
def without_items(desk: Desk) -> None:
    desk.save(desk.text[: desk.text.index("areas:")])


@ACTS.add(
    "plan-of-another-id",
    said="""
        plan.yaml is the plan “youth”, and here the plan “gmg” is kept. Nothing was done.
        Keep one folder for each plan, or give each settings of its own: [state] url and [forge]
          url.
    """,
    code=3,
    stays=True,
)
def other_plan(desk: Desk) -> None:
    desk.swap("  id: gmg\n", "  id: youth\n")
