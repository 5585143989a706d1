"""Both sides edited between two syncs."""

from __future__ import annotations

from tests.builders.acts import Acts
from tests.builders.desk import LAUNCH, MEET, Desk
from tests.builders.rigs import BEN
from tests.people import fields, standing

ACTS = Acts()


@ACTS.add(
    "both-same",
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-06-01
        +m3 due: 2017-06-30
        -#5 due: 2017-05-31
        +#5 due: 2017-06-30
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–30 June 2017
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 2 items.",
)
def same(desk: Desk) -> None:
    desk.row(MEET, "When", "June 2017")
    fields.timeframe(desk)


@ACTS.add(
    "both-different",
    tracker="""
        +#5 workplan says: **Two different timeframes.** The plan says “June 2017”. This issue says
          “September 2017”. Before that: “May 2017”. Nothing has been overwritten.
    """,
    said="""
        1 question for you. Nothing of this was overwritten:
          3.1 Meet: when
            the plan says June 2017; the tracker says September 2017; before that: May 2017
            workplan resolve 3.1 timeframe --plan   or   --tracker
    """,
    code=2,
    stays=True,
)
def different(desk: Desk) -> None:
    desk.row(MEET, "When", "September 2017")
    fields.timeframe(desk)


@ACTS.add(
    "both-titles",
    tracker="""
        +#1 workplan says: **Two different titles.** The plan says “Launch it twice”. This issue
          says “Launch it at last”. Before that: “Launch it”. Nothing has been overwritten.
    """,
    said="""
        1 question for you. Nothing of this was overwritten:
          1.1 Launch it twice: what
        the plan says Launch it twice; the tracker says Launch it at last; before that: Launch it
            workplan resolve 1.1 title --plan   or   --tracker
    """,
    code=2,
    stays=True,
)
def titles(desk: Desk) -> None:
    desk.person.retitle(LAUNCH, "[1.1] Launch it at last")
    fields.title(desk)


@ACTS.add(
    "both-other-fields",
    plan="""
        -3.1 lead: IOM
        +3.1 lead: ILO
    """,
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-06-01
        +m3 due: 2017-06-30
        -#5 due: 2017-05-31
        +#5 due: 2017-06-30
        -#5 | | When | May 2017 |
        +#5 | | When | June 2017 |
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–30 June 2017
    """,
    said="""
        From the tracker, written into plan.yaml:
          3.1 Meet – lead: IOM → ILO
        From plan.yaml, written to the tracker:
          3.1 Meet – when: May 2017 → June 2017
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def other_fields(desk: Desk) -> None:
    desk.row(MEET, "Lead", "ILO")
    fields.timeframe(desk)


@ACTS.add(
    "both-conflict-answered",
    before=different,
    plan="""
        -3.1 timeframe: June 2017
        +3.1 timeframe: July 2017
    """,
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-07-01
        +m3 due: 2017-07-31
        -#5 due: 2017-05-31
        +#5 due: 2017-07-31
        -#5 | | When | September 2017 |
        +#5 | | When | July 2017 |
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–31 July 2017
        -#5 workplan says: **Two different timeframes.** The plan says “June 2017”. This issue says
          “September 2017”. Before that: “May 2017”. Nothing has been overwritten.
        +#5 workplan says: **Settled.** There were two different timeframes; both say “July 2017”
          now.
        +#5 receipt
    """,
    said="""
        From the tracker, written into plan.yaml:
          3.1 Meet – when: June 2017 → July 2017
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
    """,
)
def conflict_answered(desk: Desk) -> None:
    desk.person.comment(MEET, "When: July 2017")


@ACTS.add(
    "both-conflict-made-equal",
    before=different,
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-06-01
        +m3 due: 2017-06-30
        -#5 due: 2017-05-31
        +#5 due: 2017-06-30
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–30 June 2017
        -#5 workplan says: **Two different timeframes.** The plan says “June 2017”. This issue says
          “September 2017”. Before that: “May 2017”. Nothing has been overwritten.
        +#5 workplan says: **Settled.** There were two different timeframes; both say “June 2017”
          now.
    """,
    said="Labels, dates and the like that follow from the plan were adjusted on 2 items.",
)
def conflict_made_equal(desk: Desk) -> None:
    desk.row(MEET, "When", "June 2017")


@ACTS.add(
    "both-conflict-put-back",
    before=different,
    tracker="""
        -#5 workplan says: **Two different timeframes.** The plan says “June 2017”. This issue says
          “September 2017”. Before that: “May 2017”. Nothing has been overwritten.
        +#5 workplan says: **Two different timeframes.** The plan says “June 2017”. This issue says
          “April 2017”. Before that: “May 2017”. Nothing has been overwritten.
    """,
    said="""
        1 question for you. Nothing of this was overwritten:
          3.1 Meet: when
            the plan says June 2017; the tracker says April 2017; before that: May 2017
            workplan resolve 3.1 timeframe --plan   or   --tracker
    """,
    code=2,
    stays=True,
)
def conflict_put_back(desk: Desk) -> None:
    desk.row(MEET, "When", "April 2017")


@ACTS.add(
    "both-task-ticked-and-another-added",
    plan="+1.1 done: true",
    tracker="+#1 | - [ ] Archive",
    said="""
        From the tracker, written into plan.yaml:
        1.1 Launch it – tasks: [ ] Draft / [x] Print / [ ] Send / [ ] Archive → [x] Draft / [x]
          Print / [ ] Send / [ ] Archive
    """,
)
def ticked_and_added(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "- [ ] Draft", "- [x] Draft")
    standing.task_added(desk)


@ACTS.add(
    "both-task-reworded",
    tracker="""
        +#1 workplan says: **Two different checklists.** The plan says “[ ] Draft it<br>[x]
          Print<br>[ ] Send”. This issue says “[ ] Draft all of it<br>[x] Print<br>[ ] Send”. Before
          that: “[ ] Draft<br>[x] Print<br>[ ] Send”. Nothing has been overwritten.
    """,
    said="""
        1 question for you. Nothing of this was overwritten:
          1.1 Launch it: tasks
        the plan says [ ] Draft it / [x] Print / [ ] Send; the tracker says [ ] Draft all of it /
          [x] Print / [ ] Send; before that: [ ] Draft / [x] Print / [ ] Send
            workplan resolve 1.1 tasks --plan   or   --tracker
    """,
    code=2,
    stays=True,
)
def reworded(desk: Desk) -> None:
    desk.rewrite(LAUNCH, "- [ ] Draft", "- [ ] Draft all of it")
    standing.task_reworded(desk)


@ACTS.add(
    "both-assigned",
    plan="""
        -1.1 assignees: [anna]
        +1.1 assignees: [anna, ben]
    """,
    tracker="+#1 assignee: anna",
    said="""
        From the tracker, written into plan.yaml:
          1.1 Launch it – assigned: anna → anna / ben
    """,
    gitlab={
        "said": """
            From the tracker, written into plan.yaml:
              1.1 Launch it – assigned: anna → anna / ben
            Not taken by the tracker: 1.1 Launch it, assigned: the tracker shows “ben”
        """,
        "tracker": "",
    },
)
def assigned(desk: Desk) -> None:
    desk.person.assign(LAUNCH, BEN)
    fields.add(desk, "assignees: [anna]")


@ACTS.add(
    "both-comment-and-plan",
    tracker="""
        -m3 start: 2017-05-01
        -m3 due: 2017-05-31
        +m3 start: 2017-06-01
        +m3 due: 2017-06-30
        -#5 due: 2017-05-31
        +#5 due: 2017-06-30
        -#5 | | When | May 2017 |
        +#5 | | When | June 2017 |
        -#5 | Office · read as 1–31 May 2017
        +#5 | Office · read as 1–30 June 2017
        +#5 workplan says: Not taken in: “September 2017”. The plan file was changed meanwhile to
          “June 2017”. Answer again if yours still counts.
    """,
    said="""
        From plan.yaml, written to the tracker:
          3.1 Meet – when: May 2017 → June 2017
        Labels, dates and the like that follow from the plan were adjusted on 2 items.
        An answer can't be taken in, as a comment tells its author: 3.1 Meet, “When: September
          2017”.
    """,
)
def answered_and_edited(desk: Desk) -> None:
    desk.person.comment(MEET, "When: September 2017")
    fields.timeframe(desk)
