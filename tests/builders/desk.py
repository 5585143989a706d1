"""A desk with a small plan on it, mirrored on a tracker, at which people act on both sides between two syncs.

The first mirror is made once for each tracker; every desk begins with a copy of it.
"""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final, Self

from bot.app import open_app
from bot.reporting import report_words
from bot.syncing import sync_plan
from mappings.plan import Task
from sync.errors import WorkplanError
from sync.forges.local import LocalTracker
from sync.planemit import emit_plan
from tests.builders.boards import AnyRig, LocalPerson, shown
from tests.builders.plans import activity, area, output, plan
from tests.builders.rigs import ANNA, PLAN, GitHubRig, GitLabRig, LocalRig

LAUNCH, REPORT, NAMELESS, TRAIN, MEET = 1, 2, 3, 4, 5
"""The issues, by their numbers, of the activities 1.1, 1.2 and 1.3, 2.1, 3.1."""
PAPERS, SKILLS, OFFICE = 1, 2, 3
"""The milestones of the outputs O1 and O2 and of the area B."""
PLAN_FILE: Final = "plan.yaml"


def small_plan() -> str:
    """Two outputs, and an area with an activity of its own; one activity is to be confirmed."""
    tasks = (Task(text="Draft"), Task(text="Print", done=True), Task(text="Send"))
    first = activity("1.1", "Launch it", timeframe="April 2017", lead="IOM", funding="Staff", tasks=tasks)
    second = activity("1.2", "Report on it", timeframe="2017", lead="UNU", status="ongoing")
    third = activity("1.3", "TBC", timeframe="TBC", lead="TBC")
    papers = output("O1", "Joint papers", first, second, third, number="1")
    skills = output("O2", "Skills", activity("2.1", "Train people", timeframe="2017", lead="ILO"), number="2")
    office = area("B", "Office", activity("3.1", "Meet", timeframe="May 2017", lead="IOM"))
    return emit_plan(plan(area("A", "Coordination", papers, skills), office))


@dataclass(frozen=True)
class Ran:
    """What a sync said and ended with."""

    code: int
    said: str


class Desk:
    """One plan with its tracker. `person` acts there; the plan file is edited as text."""

    def __init__(self, rig: AnyRig, folder: Path) -> None:
        self.rig = rig
        self.kind = rig.kind
        self.folder = folder
        self.plan_path = folder / PLAN_FILE
        self.opened = ExitStack()
        self._person: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.opened.close()

    # -- people at the tracker

    @property
    def person(self) -> Any:
        return self.as_person(ANNA)

    def as_person(self, name: str) -> Any:
        self.rig.advance(seconds=20)
        if isinstance(self.rig, LocalRig):
            tracker = LocalTracker(self.rig.file, account=name, now=self.rig.time, create=False)
            return LocalPerson(self.opened.enter_context(tracker))
        return self.rig.server.person(name)

    def body(self, number: int) -> str:
        match self.rig:
            case LocalRig():
                return self.person.tracker.issue(number).body
            case GitHubRig():
                return self.rig.server.repo().issues[number].body or ""
            case GitLabRig():
                return self.rig.project.issues[number].description or ""

    def description(self, milestone: int) -> str:
        match self.rig:
            case LocalRig():
                return self.person.tracker.milestone(milestone).description
            case GitHubRig():
                return self.rig.server.repo().milestones[milestone].description or ""
            case GitLabRig():
                goals = self.rig.project.milestones.values()
                return next(one for one in goals if one.iid == milestone).description

    def rewrite(self, number: int, old: str, new: str) -> None:
        """Somebody changes this in the text of an issue."""
        body = self.body(number)
        assert body.count(old) == 1, (old, body)
        self.person.edit_body(number, body.replace(old, new))

    def row(self, number: int, name: str, value: str) -> None:
        """Somebody types into a cell of the table."""
        body = re.sub(rf"^\| {name} \|.*$", f"| {name} | {value} |", self.body(number), flags=re.MULTILINE)
        assert body != self.body(number)
        self.person.edit_body(number, body)

    # -- people at the plan file

    @property
    def text(self) -> str:
        return self.plan_path.read_text("utf-8") if self.plan_path.exists() else ""

    def save(self, text: str) -> None:
        self.rig.advance(seconds=20)
        self.plan_path.write_text(text, "utf-8", newline="")

    def swap(self, old: str, new: str) -> None:
        """Change what stands there once."""
        assert self.text.count(old) == 1, (old, self.text)
        self.save(self.text.replace(old, new))

    def line(self, item: str, key: str) -> str:
        """The one line of an activity that has this key."""
        (line,) = [one for one in self.item(item).splitlines(keepends=True) if one.strip().startswith(key)]
        return line

    def item(self, item: str) -> str:
        """The lines of one item, with all that belongs to it. Ids that look like numbers stand in quotes."""
        found = re.search(rf'^( *)- id: "?{re.escape(item)}"?\n(?:\1 .*\n)*', self.text, re.MULTILINE)
        assert found
        return found[0]

    # -- the sync

    def sync(self) -> Ran:
        self.rig.advance(minutes=15)
        app = open_app(self.folder / "workplan.toml")
        app = replace(app, clock=self.rig.time, place=replace(app.place, now=self.rig.time))
        try:
            report = sync_plan(app)
            ran = Ran(report.code, report_words(app, report, planned=False))
        except WorkplanError as error:
            ran = Ran(error.code, f"{error}\n")
        said = ran.said.replace(f"{self.folder}/", "").replace(app.place.words, "the tracker")
        return Ran(ran.code, linkless(said))

    # -- what stands where

    def planned(self) -> list[str]:
        """The plan file, each line with the id of the item that it belongs to."""
        lines, item = [], ""
        for line in linkless(self.text).split("\n"):
            if found := re.match(r' *- id: "?([^"\n]*)"?$', line):
                item = found[1]
            lines.append(f"{item} {line.strip()}".strip())
        return lines

    def shown(self) -> list[str]:
        return shown(self.rig)


LINK: Final = re.compile(
    r"(?:http://127\.0\.0\.1:\d+/gmg/work-plan/(?:-/)?(?:issues/|(m)ilestones?/)|local:)(m?)(\d+)"
)


def linkless(text: str) -> str:
    """Issues and milestones as #1 and m1, whatever the addresses of the tracker look like."""
    return LINK.sub(lambda found: f"{'m' if found[1] or found[2] else '#'}{found[3]}", text)


def changes(before: list[str], after: list[str]) -> list[str]:
    """The lines that went, with a minus, and those that came, with a plus."""
    told: list[str] = []
    for what, left, right, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            told += [f"-{line}" for line in before[left:right]] + [f"+{line}" for line in after[start:end]]
    return told


class Mirrored:
    """The first mirror on one tracker, and how to get back to it."""

    def __init__(self, rig: AnyRig, folder: Path) -> None:
        self.rig = rig
        self.folder = folder
        if isinstance(rig, LocalRig):
            rig.file = folder / ".workplan" / "tracker.db"
        folder.mkdir(exist_ok=True)
        (folder / PLAN_FILE).write_text(small_plan(), "utf-8")
        (folder / "workplan.toml").write_text(settings(rig), "utf-8")
        if isinstance(rig, GitHubRig):
            rig.server.add_repo("gmg/archive", public=False)
        if isinstance(rig, GitLabRig):
            rig.server.add_project("gmg/archive", members={"anna": "developer", "ben": "developer"})
        with Desk(rig, folder) as desk:
            first = desk.sync()
            assert first.code == 0, first.said
            again = desk.sync()
            assert again == Ran(0, "Nothing to do.\n"), again.said
        self.at: datetime = rig.time.at
        self.kept = kept(rig)

    def desk(self, folder: Path) -> Desk:
        """As if nobody had done anything since."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        self.rig.time.at = self.at
        if isinstance(self.rig, LocalRig):
            self.rig.file = folder / ".workplan" / "tracker.db"
        else:
            put_back(self.rig, self.kept)
        return Desk(self.rig, folder)


def settings(rig: AnyRig) -> str:
    match rig:
        case LocalRig():
            return ""
        case GitHubRig():
            return f'[forge]\nkind = "github"\nproject = "{PLAN}"\nurl = "{rig.server.api}"\n'
        case GitLabRig():
            return f'[forge]\nkind = "gitlab"\nproject = "{PLAN}"\nurl = "{rig.server.base_url}"\n'


GITHUB_STATE: Final = ("users", "repos", "names", "issues_by_id", "everywhere", "made", "last_id")
GITLAB_FIXED: Final = ("now", "_ids")
"""The clock; and the numbers, which only go on."""


def kept(rig: AnyRig) -> Mapping[str, Any]:
    """All that a server holds, as one: what hangs together in it still does in the copy."""
    match rig:
        case LocalRig():
            return {}
        case GitHubRig():
            held = {name: getattr(rig.server, name) for name in GITHUB_STATE}
            return copy.deepcopy({**held, "tokens": rig.server.tokens.by_value})
        case GitLabRig():
            world = vars(rig.server.world)
            return copy.deepcopy({name: one for name, one in world.items() if name not in GITLAB_FIXED})


def put_back(rig: GitHubRig | GitLabRig, state: Mapping[str, Any]) -> None:
    fresh = dict(copy.deepcopy(state))
    with rig.server.lock:
        if isinstance(rig, GitHubRig):
            rig.server.tokens.by_value = fresh.pop("tokens")
            for name, value in fresh.items():
                setattr(rig.server, name, value)
        else:
            vars(rig.server.world).update(fresh)
            rig.project = next(one for one in rig.server.world.projects.values() if one.path == rig.path)
    rig.server.forget()


def mirrors(folder: Path) -> Iterator[Mapping[str, Mirrored]]:
    """One for each tracker, as long as it is asked for."""
    with ExitStack() as opened:
        rigs: list[AnyRig] = [LocalRig(folder / "local"), GitHubRig(), GitLabRig()]
        yield {rig.kind: Mirrored(opened.enter_context(rig), folder / rig.kind) for rig in rigs}
