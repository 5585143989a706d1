"""What a setting takes off the tracker goes from it, also where it stood before; and can come back."""

from __future__ import annotations

from datetime import date

from mappings.issue import IssuePatch
from mappings.snapshot import Field
from sync.guard import Limits
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig

FUNDING = frozenset({Field.FUNDING})
TIME = frozenset({Field.TIMEFRAME})
ONE, OUTPUT = "2017-1-1", "2017-1-O1"


def world(rig: GitHubRig | GitLabRig, leave_out: frozenset[Field] = frozenset()) -> RemoteWorld:
    many = [
        activity(
            f"2017-1-{n}",
            f"Activity {n}",
            timeframe="June 2017",
            lead="IOM",
            funding="Swiss money",
            tasks=("Draft",),
        )
        for n in range(1, 21)
    ]
    whole = plan(area("1", "Coordination", output(OUTPUT, "Papers", *many)))
    made = RemoteWorld(whole, rig, leave_out=leave_out, limits=Limits())
    assert made.sync().code == 0
    return made


def bodies(made: RemoteWorld) -> str:
    return "".join(issue.body for issue in made.all_issues())


def test_it_goes_from_all_issues_at_once(rig: GitHubRig | GitLabRig) -> None:
    """However many there are: it was asked for. The plan keeps it."""
    made = world(rig)
    made.leave_out = FUNDING
    report = made.sync()
    assert (report.code, report.guarded) == (0, [])
    assert "Swiss" not in bodies(made)
    assert "Funding" not in bodies(made)
    assert made.said(ONE, "funding") == "Swiss money"
    assert made.sync().steps == []


def test_all_else_stays(rig: GitHubRig | GitLabRig) -> None:
    """Other rows, the checklist, what people wrote."""
    made = world(rig)
    made.edit_issue(ONE, IssuePatch(body=made.issue(ONE).body + "\n\nOurs: | Funding | of a person |"))
    made.sync()
    before = made.issue(ONE).body
    made.leave_out = FUNDING
    made.sync()
    assert made.issue(ONE).body == before.replace("| Funding | Swiss money |\n", "")


def test_a_timeframe_takes_its_dates_along(rig: GitHubRig | GitLabRig) -> None:
    """The issue's own, the milestone's, and what the line below says."""
    made = world(rig)
    made.leave_out = TIME
    made.sync()
    assert "| When |" not in bodies(made)
    assert "read as" not in bodies(made)
    assert made.issue(ONE).due is None
    assert (made.milestone(OUTPUT).start, made.milestone(OUTPUT).due) == (None, None)
    assert made.sync().steps == []


def test_a_checklist_goes_too(rig: GitHubRig | GitLabRig) -> None:
    """The plan keeps its tasks."""
    made = world(rig)
    made.leave_out = frozenset({Field.TASKS})
    made.sync()
    assert "Draft" not in bodies(made)
    assert made.said(ONE, "tasks") == "[ ] Draft"


def test_it_comes_back(rig: GitHubRig | GitLabRig) -> None:
    """And is synced both ways again."""
    made = world(rig)
    made.leave_out = FUNDING
    made.sync()
    made.leave_out = frozenset()
    made.limits = Limits(share=1.0)
    made.sync()
    assert bodies(made).count("| Funding | Swiss money |") == 20
    made.cell(ONE, "Funding", "Own means")
    made.sync()
    assert made.said(ONE, "funding") == "Own means"


def test_what_was_left_out_from_the_start_writes_nothing(rig: GitHubRig | GitLabRig) -> None:
    """Nor does a row that a person types in themselves."""
    made = world(rig, FUNDING)
    assert made.sync().steps == []
    table = made.issue(ONE).body.replace("| Lead |", "| Funding | a person's |\n| Lead |")
    made.edit_issue(ONE, IssuePatch(body=table))
    assert made.sync().steps == []
    assert "a person's" in made.issue(ONE).body


def test_a_day_that_a_person_chose_stays_theirs() -> None:
    """On GitLab, where issues have one, and nobody has synced it yet."""
    with GitLabRig() as rig:
        made = world(rig)
        rig.server.person("anna").due(made.state.memory.links[ONE].number, date(2017, 7, 9))
        made.leave_out = TIME
        made.sync()
        assert made.issue(ONE).due == date(2017, 7, 9)
