"""Issues copied, moved away, deleted; people assigned; comments."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, MEET, NAMELESS, PAPERS, Desk
from tests.builders.rigs import BEN, RITA, GitHubRig, GitLabRig

ACTS = Acts()
SERVICES = ("github", "gitlab")


def archive(desk: Desk) -> object:
    if isinstance(desk.rig, GitHubRig):
        return "gmg/archive"
    assert isinstance(desk.rig, GitLabRig)
    return next(one for one in desk.rig.server.world.projects.values() if one.path == "gmg/archive")


@ACTS.add(
    "copy",
    said="""
        #6 carries the mark of 1.1 Launch it too, and is not synced. Take its first line, <!--
          workplan: … -->, out of it; or let workplan doctor --repair do it.
    """,
    code=2,
    stays=True,
)
def copied(desk: Desk) -> None:
    desk.person.create_issue("[1.1] Launch it", desk.body(LAUNCH))


@ACTS.add(
    "copy-by-stranger",
    on=SERVICES,
    said="""
        #6 carries the mark of 1.1 Launch it too, and is not synced. Take its first line, <!--
          workplan: … -->, out of it; or let workplan doctor --repair do it.
    """,
    code=2,
    stays=True,
)
def copied_by_stranger(desk: Desk) -> None:
    desk.as_person(RITA).create_issue("[1.1] Launch it", desk.body(LAUNCH))


@ACTS.add("issue-of-theirs")
def issue_of_theirs(desk: Desk) -> None:
    desk.person.create_issue("Book a room", "No mark in it.", milestone=PAPERS)


@ACTS.add(
    "transfer",
    on=SERVICES,
    said="""
        Gone from the tracker: #1 of 1.1 Launch it, moved or deleted. It was not made again, and the
          plan keeps its status. Bring it back; or take its link out of the plan file, and the next
          sync makes a new one.
    """,
    code=2,
    stays=True,
)
def transferred(desk: Desk) -> None:
    desk.person.transfer(LAUNCH, archive(desk))
    desk.rig.advance(days=1)


@ACTS.add(
    "delete",
    on=SERVICES,
    said="""
        Gone from the tracker: #1 of 1.1 Launch it, moved or deleted. It was not made again, and the
          plan keeps its status. Bring it back; or take its link out of the plan file, and the next
          sync makes a new one.
    """,
    code=2,
    stays=True,
)
def deleted(desk: Desk) -> None:
    desk.person.delete_issue(LAUNCH)
    desk.rig.advance(days=1)


@ACTS.add(
    "convert",
    on=("github",),
    said="""
        Gone from the tracker: #1 of 1.1 Launch it, moved or deleted. It was not made again, and the
          plan keeps its status. Bring it back; or take its link out of the plan file, and the next
          sync makes a new one.
    """,
    code=2,
    stays=True,
)
def converted(desk: Desk) -> None:
    desk.person.convert_to_discussion(LAUNCH)


def unlink(desk: Desk) -> None:
    desk.swap(desk.line("1.1", "issue:"), "")


@ACTS.add(
    "delete-and-unlink",
    on=SERVICES,
    before=deleted,
    plan="+1.1 issue: #6",
    tracker="""
        +#6 open
        +#6 title: [1.1] Launch it
        +#6 milestone: [O1]
        +#6 label: area: A Coordination
        +#6 label: year: 2017
        +#6 | <!-- workplan: gmg 1.1 -->
        +#6 | | | |
        +#6 | |---|---|
        +#6 | | What | Launch it |
        +#6 | | When | April 2017 |
        +#6 | | Lead | IOM |
        +#6 | | Funding | Staff |
        +#6 |
        +#6 | - [ ] Draft
        +#6 | - [x] Print
        +#6 | - [ ] Send
        +#6 |
        +#6 | Coordination, 2017, Output 1 · read as 1–30 April 2017
        +#6 |
        +#6 | **Done?** …
        +#6 | <!-- /workplan -->
    """,
    said="Made 1 issue on the tracker; plan.yaml has its link.",
    gitlab={
        "tracker": """
            +#6 open
            +#6 title: [1.1] Launch it
            +#6 milestone: [O1]
            +#6 due: 2017-04-30
            +#6 label: area: A Coordination
            +#6 label: year: 2017
            +#6 | <!-- workplan: gmg 1.1 -->
            +#6 | | | |
            +#6 | |---|---|
            +#6 | | What | Launch it |
            +#6 | | When | April 2017 |
            +#6 | | Lead | IOM |
            +#6 | | Funding | Staff |
            +#6 |
            +#6 | - [ ] Draft
            +#6 | - [x] Print
            +#6 | - [ ] Send
            +#6 |
            +#6 | Coordination, 2017, Output 1 · read as 1–30 April 2017
            +#6 |
            +#6 | **Done?** …
            +#6 | <!-- /workplan -->
        """,
    },
)
def deleted_and_unlinked(desk: Desk) -> None:
    unlink(desk)


@ACTS.add(
    "assign",
    plan="+1.1 assignees: [ben]",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – assigned: nothing → ben
    """,
)
def assigned(desk: Desk) -> None:
    desk.person.assign(LAUNCH, BEN)


def lead_is_open(desk: Desk) -> None:
    desk.person.comment(NAMELESS, "What: Expert meeting\nWhen: October 2017")


@ACTS.add(
    "assign-settles",
    before=lead_is_open,
    plan="""
        -1.3 tbc_since: {lead: 2017-05-02}
        +1.3 assignees: [ben]
    """,
    tracker="-#3 label: tbc",
    said="""
        From the tracker, written into plan.yaml:
          1.3 Expert meeting – assigned: nothing → ben
        Labels, dates and the like that follow from the plan were adjusted on 1 item.
    """,
)
def assigned_nameless(desk: Desk) -> None:
    desk.person.assign(NAMELESS, BEN)


@ACTS.add(
    "unassign",
    before=assigned,
    plan="-1.1 assignees: [ben]",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – assigned: ben → nothing
    """,
)
def unassigned(desk: Desk) -> None:
    desk.person.unassign(LAUNCH, BEN)


@ACTS.add(
    "comment-answer",
    plan="""
        -3.1 timeframe: May 2017
        -3.1 lead: IOM
        +3.1 timeframe: June 2017
        +3.1 lead: UNU
    """,
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-06-01
        +m3 due: 2017-06-30
        -#5 due: 2017-05-31
        +#5 due: 2017-06-30
        -#5 | | When | May 2017 |
        -#5 | | Lead | IOM |
        +#5 | | When | June 2017 |
        +#5 | | Lead | UNU |
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–30 June 2017
        +#5 receipt
    """,
    said="""
        From the tracker, written into plan.yaml:
          3.1 Meet – when: May 2017 → June 2017; lead: IOM → UNU
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def answered(desk: Desk) -> None:
    desk.person.comment(MEET, "When: June 2017\nLead: UNU")


@ACTS.add("comment-talk")
def talked(desk: Desk) -> None:
    desk.person.comment(LAUNCH, "We are late, as always.")


@ACTS.add(
    "comment-unreadable",
    tracker="""
        +#1 workplan says: Not understood: “Due: soon”. Write a day or a month in words, for example
          `Due: 15 June 2017`.
    """,
    said="An answer can't be taken in, as a comment tells its author: 1.1 Launch it, “Due: soon”.",
)
def unreadable(desk: Desk) -> None:
    desk.person.comment(LAUNCH, "Due: soon")


@ACTS.add("comment-by-stranger", on=SERVICES)
def answered_by_stranger(desk: Desk) -> None:
    desk.as_person(RITA).comment(LAUNCH, "When: June 2017")


@ACTS.add(
    "comment-snooze",
    plan="+1.1 snooze_until: 2017-09-01",
    tracker="+#1 receipt",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – ask again: nothing → 1 September 2017
    """,
)
def snoozed(desk: Desk) -> None:
    desk.person.comment(LAUNCH, "Ask again: 1 September 2017")
