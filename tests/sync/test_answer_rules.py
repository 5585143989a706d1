"""Whose comments count, how often, and what becomes of one that can't be read: on every tracker."""

from __future__ import annotations

from typing import Any

from mappings.plan import Plan
from sync.report import FindingKind
from tests.builders.plans import activity, area, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import RITA, GitHubRig, GitLabRig, LocalRig
from tests.builders.small import found

AnyRig = LocalRig | GitHubRig | GitLabRig
ONE = "a1"


def one_activity() -> Plan:
    return plan(area("1", "Coordination", activity(ONE, "Report", lead="IOM", timeframe="May 2017")))


def world(rig: AnyRig, **more: Any) -> RemoteWorld:
    made = RemoteWorld(one_activity(), rig, **more)
    assert made.sync().code == 0
    return made


def says(made: RemoteWorld, name: str, text: str) -> None:
    made.rig.advance(minutes=1)
    made.rig.person(name).add_comment(made.issue(ONE).number, text)


def thread(made: RemoteWorld) -> list[tuple[str, str]]:
    return [(one.author, one.body) for one in made.eyes.comments(made.issue(ONE).number)]


def test_of_a_reader_it_is_talk(rig: GitHubRig | GitLabRig) -> None:
    """Who may only read and comment changes nothing, and gets no receipt."""
    made = world(rig)
    says(made, RITA, "Lead: UNU")
    assert made.sync().steps == []
    assert made.said(ONE, "lead") == "IOM"
    bot = rig.bot()
    assert not any(bot.has_receipt(one) for one in bot.comments(made.issue(ONE).number))


def test_unless_people_yaml_has_them(rig: GitHubRig | GitLabRig) -> None:
    """A co-lead who may do nothing else on the tracker answers by a comment."""
    made = world(rig, people={"UNU": {rig.kind: RITA}})
    says(made, RITA, "Lead: UNU")
    made.sync()
    assert made.said(ONE, "lead") == "UNU"


def test_ask_again(any_rig: AnyRig) -> None:
    """It is noted in the plan, and in nothing that the issue shows."""
    made = world(any_rig)
    before = made.issue(ONE).body
    says(made, "anna", "Redemander : 1 septembre 2017")
    made.sync()
    assert made.said(ONE, "snooze_until") == "2017-09-01"
    assert made.issue(ONE).body == before
    assert made.sync().steps == []


def test_one_short_answer_to_what_can_not_be_read(any_rig: AnyRig) -> None:
    """What can be read of it counts; the rest is told back once, however many syncs follow."""
    made = world(any_rig)
    says(made, "anna", "Lead: UNU\nDue: mid May")
    for _ in range(3):
        made.sync()
    assert made.said(ONE, "lead") == "UNU"
    assert made.said(ONE, "due") is None
    _, (author, body) = thread(made)
    assert (author, body.count("\n")) == ("workplan", 0)
    assert "Not understood: “Due: mid May”" in body


def test_old_answers_after_a_loss(any_rig: AnyRig) -> None:
    """What has its receipt is done; what has none is listed, and not taken in a second time or late."""
    made = world(any_rig)
    says(made, "anna", "Lead: UNU")
    made.sync()
    made.edit_plan(ONE, "lead", "ILO")
    made.sync()
    says(made, "anna", "When: June 2017")
    made.forget()
    report = made.sync()
    assert [kind for kind, _ in found(report) if kind is FindingKind.OLD_ANSWER] == [FindingKind.OLD_ANSWER]
    assert (made.said(ONE, "lead"), made.said(ONE, "timeframe")) == ("ILO", "May 2017")
    made.sync()
    assert (made.said(ONE, "lead"), made.said(ONE, "timeframe")) == ("ILO", "May 2017")
