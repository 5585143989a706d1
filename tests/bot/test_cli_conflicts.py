"""A conflict from its beginning to its end by the command, on the embedded tracker, GitHub and GitLab."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mappings.issue import IssuePatch
from sync.forges.local import LocalTracker
from sync.planfile import PlanFile
from sync.ports import Forge
from sync.records import records, value
from tests.builders.cli import here, small_plan
from tests.builders.rigs import ANNA, BOT, GitHubRig, GitLabRig
from tests.builders.services import aim

ONE = "2017-1-1.1"


@dataclass
class Place:
    """A mirrored plan whose "when" anna and the secretariat have both changed."""

    folder: Path
    eyes: Callable[[], Forge]

    def edit(self, old: str, new: str) -> None:
        """As anna, in the table."""
        body = self.eyes().issue(1).body
        assert old in body
        self.eyes().edit_issue(1, IssuePatch(body=body.replace(old, new)))

    def type(self, old: str, new: str) -> None:
        """Into the plan file."""
        path = self.folder / "plan.yaml"
        path.write_text(path.read_text().replace(old, new))

    @property
    def says(self) -> str | None:
        return value(records(PlanFile(self.folder / "plan.yaml").read().plan)[ONE], "timeframe")


@pytest.fixture(params=["local", "github", "gitlab"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    small_plan(tmp_path)
    with ExitStack() as opened:
        if request.param == "local":
            path = tmp_path / ".workplan" / "tracker.db"
            eyes: Callable[[], Forge] = lambda: opened.enter_context(  # noqa: E731
                LocalTracker(path, account=ANNA, now=lambda: datetime.now(UTC), create=False)
            )
        else:
            rig = opened.enter_context(
                GitHubRig(now=lambda: datetime.now(UTC))
                if request.param == "github"
                else GitLabRig(now=lambda: datetime.now(UTC))
            )
            url = rig.server.api if isinstance(rig, GitHubRig) else rig.server.base_url
            aim(monkeypatch, request.param, url, token=BOT)
            eyes = lambda: rig.open_as(ANNA, now=lambda: datetime.now(UTC))  # noqa: E731
        assert here(tmp_path, "sync").code == 0
        made = Place(tmp_path, eyes)
        made.edit("| When | April 2017 |", "| When | September 2017 |")
        made.type("April 2017", "June 2017")
        assert here(tmp_path, "sync").code == 2
        yield made


def test_both_values_with_who_when_and_where(place: Place) -> None:
    """As text and as JSON: who changed the issue, when a sync met the plan's, the address and the line."""
    ran = here(place.folder, "conflicts")
    assert ran.code == 2
    (told,) = json.loads(here(place.folder, "conflicts", "--json").out)["conflicts"]
    assert (told["item"], told["field"], told["why"]) == (ONE, "timeframe", "both")
    assert (told["plan"], told["tracker"], told["before"]) == ("June 2017", "September 2017", "April 2017")
    assert told["changed_by"] == ANNA
    assert datetime.fromisoformat(told["changed"]) <= datetime.fromisoformat(told["seen"])
    line = (place.folder / "plan.yaml").read_text().splitlines()[told["line"] - 1]
    assert line.strip() == "timeframe: June 2017"
    assert f"issue: {told['issue']}" in (place.folder / "plan.yaml").read_text()
    lines = ran.out.splitlines()
    assert lines[1] == f"  {ONE} Launch the communications plan: when"
    assert lines[2].startswith("    the plan says June 2017 (seen on ")
    assert lines[2].endswith(f"): plan.yaml, line {told['line']}")
    assert lines[3].startswith(f"    the tracker says September 2017 ({ANNA}, ")
    assert lines[3].endswith(f"): {told['issue']}")
    assert lines[4:] == [
        "    before that: April 2017",
        f"    workplan resolve {ONE} timeframe --plan   or   --tracker",
    ]


@pytest.mark.parametrize(("side", "kept"), [("--plan", "June 2017"), ("--tracker", "September 2017")])
def test_settled_by_the_command(place: Place, side: str, kept: str) -> None:
    """Both sides say it, the comment says that it is settled, and nothing is left to ask."""
    assert here(place.folder, "resolve", ONE, "when", side).code == 0
    assert place.says == kept
    assert f"| When | {kept} |" in place.eyes().issue(1).body
    (note,) = place.eyes().comments(1)
    assert "**Settled.**" in note.body
    ran = here(place.folder, "conflicts")
    assert (ran.code, ran.out) == (0, "No conflicts.\n")
    assert json.loads(here(place.folder, "conflicts", "--json").out) == {"schema": 1, "conflicts": []}


def test_settled_by_making_both_the_same(place: Place) -> None:
    place.edit("| When | September 2017 |", "| When | June 2017 |")
    assert here(place.folder, "sync").code == 0
    assert place.says == "June 2017"
    assert here(place.folder, "conflicts").code == 0
