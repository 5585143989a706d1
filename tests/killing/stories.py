"""What happens before a run is killed: nothing yet but a plan, or people were at work on both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from mappings.issue import IssuePatch, Reason, State
from sync.ports import Forge
from tests.killing.offices import Office

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
    code: int


def write_plan(office: Office) -> None:
    """Ann is called, as her activity is due soon."""
    soon = office.time().date() + timedelta(days=30)
    office.plan.write_text(PLAN.replace("SOON", str(soon)), "utf-8")
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


FIRST_MIRROR = Story("first mirror", write_plan, nothing, code=0)
BOTH_SIDES = Story("edits on both sides", work_on_both_sides, close_late, code=2)
STORIES = (FIRST_MIRROR, BOTH_SIDES)
