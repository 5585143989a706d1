"""Items that come into the plan file and go from it, and their links."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import Desk
from tests.people.items import put_before, remove

ACTS = Acts()


@ACTS.add(
    "plan-item-added",
    plan="+1.4 issue: #6",
    tracker="""
        +#6 open
        +#6 title: [1.4] Tell of it
        +#6 milestone: [O1]
        +#6 label: area: A Coordination
        +#6 label: year: 2017
        +#6 | <!-- workplan: gmg 1.4 -->
        +#6 | | | |
        +#6 | |---|---|
        +#6 | | What | Tell of it |
        +#6 | | When |  |
        +#6 | | Lead |  |
        +#6 | | Funding |  |
        +#6 |
        +#6 | Coordination, 2017, Output 1
        +#6 |
        +#6 | **Done?** …
        +#6 | <!-- /workplan -->
    """,
    said="Made 1 issue on the tracker; plan.yaml has its link.",
)
def added(desk: Desk) -> None:
    put_before(desk, "1.2", '          - id: "1.4"\n            title: Tell of it\n')


@ACTS.add(
    "plan-output-added",
    plan="""
        +O3 milestone: m4
        +4.1 issue: #6
    """,
    tracker="""
        +m4 open [O3] Guides (Coordination)
        +m4 | <!-- workplan: gmg O3 -->
        +m4 | **Output:** Guides
        +m4 |
        +m4 | Coordination
        +m4 |
        +m4 | Closes by itself when all its activities are done.
        +m4 | <!-- /workplan -->
        +#6 open
        +#6 title: [4.1] Print it
        +#6 milestone: [O3]
        +#6 label: area: A Coordination
        +#6 | <!-- workplan: gmg 4.1 -->
        +#6 | | | |
        +#6 | |---|---|
        +#6 | | What | Print it |
        +#6 | | When |  |
        +#6 | | Lead |  |
        +#6 | | Funding |  |
        +#6 |
        +#6 | Coordination
        +#6 |
        +#6 | **Done?** …
        +#6 | <!-- /workplan -->
    """,
    said="Made 1 milestone and 1 issue on the tracker; plan.yaml has their links.",
)
def output_added(desk: Desk) -> None:
    output = "      - id: O3\n        title: Guides\n        activities:\n"
    desk.swap(
        "      - id: O2\n", f'{output}          - id: "4.1"\n            title: Print it\n      - id: O2\n'
    )


@ACTS.add(
    "plan-item-removed",
    said="Not in the plan any more: 1.1. #1 was left as it is.",
)
def removed(desk: Desk) -> None:
    remove(desk, "1.1")


@ACTS.add("plan-item-put-back", before=removed)
def put_back(desk: Desk) -> None:
    """With its link, as it was."""
    fields = ("title: Launch it", "timeframe: April 2017", "lead: IOM", "funding: Staff", "tasks:")
    tasks = ("- text: Draft", "- text: Print", "  done: true", "- text: Send")
    lines = ['- id: "1.1"', *(f"  {line}" for line in fields), *(f"    {line}" for line in tasks)]
    link = desk.line("1.2", "issue:").replace("2\n", "1\n")
    put_before(desk, "1.2", "".join(f"{' ' * 10}{line}\n" for line in lines) + link)


@ACTS.add(
    "plan-output-removed",
    said="""
        Not in the plan any more: O2. m2 was left as it is.
        Not in the plan any more: 2.1. #4 was left as it is.
    """,
)
def output_removed(desk: Desk) -> None:
    remove(desk, "O2")


@ACTS.add(
    "plan-link-removed",
    plan="+1.1 issue: #1",
    said="Links in plan.yaml were put right: 1 item.",
)
def unlink(desk: Desk) -> None:
    desk.swap(desk.line("1.1", "issue:"), "")


@ACTS.add(
    "plan-link-exchanged",
    plan="""
        -1.1 issue: #2
        +1.1 issue: #1
        -1.2 issue: #1
        +1.2 issue: #2
    """,
    said="Links in plan.yaml were put right: 2 items.",
)
def links_exchanged(desk: Desk) -> None:
    first, second = desk.line("1.1", "issue:"), desk.line("1.2", "issue:")
    text = desk.text.replace(first, "@@").replace(second, first).replace("@@", second)
    desk.save(text)
