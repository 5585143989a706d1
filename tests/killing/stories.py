"""What happens before a run is killed: nothing yet but a plan, or people were at work on both sides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mappings.issue import IssuePatch, Reason, State
from sync.ports import Forge
from tests.builders.rigs import BOT
from tests.killing.offices import Office
from tests.killing.pictures import ASSIGNEES, BODY, STATE, Picture

PLAN = """\
# Kept by the secretariat: ask Ann before you sort it.
schema: 1
plan:   {id: gmg, title: 'A small plan' }
areas:
  - id: "1"
    title: Coordination     # the oldest one
    outputs:
      - id: O1
        title: Joint papers
        year: 2017
        activities:
          - id: "1.1"
            title: 'Launch the plan'
            timeframe: April 2017
            lead: UNU
          - id: "1.2"
            title: TBC
            timeframe: TBC      # nobody has answered yet
            lead: TBC
            tbc_since: {title: 2017-01-02, timeframe: 2017-01-02, lead: 2017-01-02}
          - {id: "1.3", title: Report on it, timeframe: June 2017 }
          - id: "1.4"
            lead: Ann     # people.yaml knows her
            due: SOON
            tasks:
              - {text: Draft}
              - text: Print  # on both sides
            title: "Publish the papers"

  # Added in May.
  - id: "2"
    title: Data and research
    activities:
      - id: "2.1"
        title: Map the data
        lead: IOM
        status: ongoing
      - id: "2.2"
        title: Hold a meeting
        funding: >-
          Members'
          contributions
      - {id: "2.3", title: Tell of it}
      - id: "2.4"
        title: Write it down
        status: completed
"""


@dataclass(frozen=True)
class Story:
    """`meanwhile`: what a person does between the death and the next run; `code`: how that one ends."""

    name: str
    begin: Callable[[Office], None]
    meanwhile: Callable[[Office], None]
    ends: Callable[[Picture], None]
    """Looks at how it ends without a death."""
    code: int


def planned() -> str:
    soon = datetime.now(UTC).date() + timedelta(days=30)
    return PLAN.replace("SOON", str(soon))


def write_plan(office: Office) -> None:
    """Ann is called, as her activity is due soon."""
    office.plan.write_text(planned(), "utf-8")
    (office.folder / "people.yaml").write_text(f"Ann: {{{office.kind}: anna}}\n", "utf-8")


def work_on_both_sides(office: Office) -> None:
    """A mirrored plan, and then an edit of each kind on either side, with one conflict."""
    write_plan(office)
    made = office.run("sync")
    assert made.code == 0, made.out + made.err
    with office.at_work("anna") as forge:
        act_on_the_tracker(forge)
    edit_the_plan(office)


def act_on_the_tracker(forge: Forge) -> None:
    number = numbers(forge)
    forge.edit_issue(number["1.1"], IssuePatch(state=State.CLOSED, reason=Reason.COMPLETED))
    forge.add_comment(number["1.2"], "When: October 2017")
    forge.edit_issue(number["1.3"], IssuePatch(title="[1.3] Report on the plan"))
    type_into(forge, number["1.3"], "| When | June 2017 |", "| When | July 2017 |")
    type_into(forge, number["1.4"], "- [ ] Draft", "- [x] Draft")
    type_into(forge, number["2.1"], "| Lead | IOM |", "| Lead | ILO |")
    type_into(forge, number["2.2"], "<!-- /workplan -->", "<!-- /workplan -->\n\nA room is booked.")
    forge.add_comment(number["2.2"], "Shall we talk on Monday?")


def edit_the_plan(office: Office) -> None:
    text = office.plan.read_text("utf-8")
    for old, new in (
        ("            lead: UNU", "            lead: UNU\n            funding: Core budget"),
        ("              - {text: Draft}", "              - {text: Draft}\n              - {text: Proofread}"),
        ("title: Joint papers", "title: Joint position papers"),
        ("        lead: IOM", "        lead: UNDP"),
        ("        title: Hold a meeting", "        title: Hold a conference\n        status: completed"),
        ("title: Tell of it", "title: Tell of it, timeframe: 2018"),
        ("        status: completed\n        issue", "        status: ongoing\n        issue"),
    ):
        assert old in text
        text = text.replace(old, new)
    office.plan.write_text(text, "utf-8")


def close_late(office: Office) -> None:
    """Nobody has told Ben that a run was killed."""
    with office.at_work("ben") as forge:
        forge.edit_issue(numbers(forge)["2.1"], IssuePatch(state=State.CLOSED, reason=Reason.COMPLETED))


def numbers(forge: Forge) -> dict[str, int]:
    """The number of each activity's issue, by the id in its title."""
    return {one.title.split("]")[0].removeprefix("["): one.number for one in forge.listing().issues}


def type_into(forge: Forge, number: int, old: str, new: str) -> None:
    body = forge.issue(number).body
    assert old in body
    forge.edit_issue(number, IssuePatch(body=body.replace(old, new, 1)))


def nothing(office: Office) -> None:
    """Nobody is there."""


def all_is_made(picture: Picture) -> None:
    """And the plan file has not lost a character."""
    assert picture.issues.keys() == {"1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"}
    assert picture.milestones.keys() == {"O1", "2"}
    assert re.sub(r"\n +(issue|milestone): LINK|, issue: LINK", "", picture.plan) == planned()
    assert picture.issues["1.4"][ASSIGNEES] == ["anna"]
    assert picture.issues["2.4"][STATE] is State.CLOSED


def every_edit_stands(picture: Picture) -> None:
    """On both sides, but for what both have changed: that is asked."""
    for words in (
        "title: Joint position papers",
        "funding: Core budget\n            status: completed\n            completed: DAY",
        "timeframe: October 2017      # nobody has answered yet",
        "title: Report on the plan, timeframe: July 2017",
        "- {text: Draft, done: true}\n              - {text: Proofread}\n              - text: Print  # on",
        "lead: UNDP\n        status: completed\n        completed: DAY",
        "title: Hold a conference\n        status: completed\n        funding: >-\n          Members'",
        "title: Tell of it, timeframe: 2018",
        "status: ongoing\n        issue",
    ):
        assert words in picture.plan, words
    for item, words in (
        ("1.1", "| Funding | Core budget |"),
        ("1.2", "| When | October 2017 |"),
        ("1.3", "| When | July 2017 |"),
        ("1.3", "| What | Report on the plan |"),
        ("1.4", "- [x] Draft\n- [ ] Proofread\n- [ ] Print"),
        ("2.1", "| Lead | ILO |"),
        ("2.2", "<!-- /workplan -->\n\nA room is booked."),
        ("2.2", "| What | Hold a conference |"),
        ("2.3", "| When | 2018 |"),
    ):
        assert words in str(picture.issues[item][BODY]), (item, words)
    closed = {item for item, said in picture.issues.items() if said[STATE] is State.CLOSED}
    assert closed == {"1.1", "2.1", "2.2"}
    assert str(picture.milestones["O1"][0]).startswith("[O1] Joint position papers")
    assert ("1.2", "anna", "When: October 2017", True) in picture.comments
    assert sum(author == BOT for _, author, _, _ in picture.comments) == 2
    assert picture.asked == {("2.1", "lead")}


FIRST_MIRROR = Story("first mirror", write_plan, nothing, all_is_made, code=0)
BOTH_SIDES = Story("edits on both sides", work_on_both_sides, close_late, every_edit_stands, code=2)
STORIES = (FIRST_MIRROR, BOTH_SIDES)
