"""A small plan on a service: one output with three activities, and what a test asks of it."""

from __future__ import annotations

from typing import Any

from sync.report import FindingKind, Report, Result
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig

ONE, TWO, THREE, OUTPUT = "2017-1-1.1", "2017-1-1.2", "2017-1-1.3", "2017-1-O1"


def unmirrored(rig: GitHubRig | GitLabRig, **fields: Any) -> RemoteWorld:
    first = activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM", **fields)
    second = activity(TWO, "Report on it", timeframe="June 2017", lead="UNU")
    third = activity(THREE, "Tell of it", timeframe="2018")
    return RemoteWorld(
        plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, second, third))), rig
    )


def world(rig: GitHubRig | GitLabRig, **fields: Any) -> RemoteWorld:
    made = unmirrored(rig, **fields)
    report = made.sync()
    assert report.code == 0, report.outcomes
    return made


def person(made: RemoteWorld) -> Any:
    return made.rig.server.person("anna")


def number(made: RemoteWorld, item: str) -> int:
    return made.state.memory.links[item].number


def milestone_of(made: RemoteWorld) -> int:
    """As people number it: GitLab's own number of a milestone is another one."""
    if isinstance(made.rig, GitHubRig):
        return number(made, OUTPUT)
    return made.rig.project.milestones[number(made, OUTPUT)].iid


def found(report: Report) -> list[tuple[FindingKind, str]]:
    return [(one.kind, one.item) for one in report.findings]


def failed(report: Report) -> dict[str, str]:
    return {one.step.item: one.note for one in report.outcomes if one.result is Result.FAILED}


def others_are_synced(made: RemoteWorld) -> bool:
    """What somebody did on another issue is in the plan."""
    return made.said(TWO, "status") == "completed"
