"""The trace: nothing is written without a line of the history, and no line tells a write that was none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mappings.issue import Reason
from mappings.snapshot import Field, Side, Value
from sync.changes import Cause
from sync.forges.local import LocalTracker
from sync.planemit import emit_plan
from sync.planfile import PlanFile
from sync.records import records, value
from sync.state import State
from sync.trace import Event
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import BOT, GitHubRig, GitLabRig, LocalRig, Rig

ONE, TWO, THREE = "2017-1-1.1", "2017-1-1.2", "2017-1-1.3"
OUTPUT = "2017-1-O1"
PEOPLE = {"IOM": {"github": "ben", "gitlab": "ben", "local": "ben"}}
LINKS = {"issue", "milestone", "completed"}


Seen = Counter[tuple[str, int]]
"""Kind of thing, and the number of the issue or milestone that was edited (0: of something else)."""


class FilePlan(PlanFile):
    """Counts what is written into the file, by comparing what it says before and after."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.written: Counter[tuple[str, str, Value]] = Counter()

    def says(self) -> dict[tuple[str, str], Value]:
        keys = {*map(str, Field), *LINKS, "snooze_until", "tbc_since"}
        found = records(self.read().plan)
        return {(item, key): value(record, key) for item, record in found.items() for key in keys}

    def write(self, edits: Any) -> Any:
        before = self.says()
        done = super().write(edits)
        self.written += Counter(
            (item, key, new) for (item, key), new in self.says().items() if before[item, key] != new
        )
        return done

    def edit(self, item: str, **lines: str | None) -> None:
        """As a person types it: a line of the item put in, changed or taken out."""
        text = self.path.read_text("utf-8").splitlines()
        at = next(n for n, line in enumerate(text) if line.strip() in (f"- id: {item}", f"id: {item}"))
        indent = " " * (len(text[at]) - len(text[at].lstrip()) + 2 * text[at].lstrip().startswith("- "))
        end = next((n for n in range(at + 1, len(text)) if "id: " in text[n]), len(text))
        for key, new in lines.items():
            here = [n for n in range(at + 1, end) if text[n].strip().startswith(f"{key}:")]
            fresh = [] if new is None else [f"{indent}{key}: {new}"]
            place = here[0] if here else at + 1
            text[place : place + len(here)] = fresh
            end += len(fresh) - len(here)
        self.path.write_text("\n".join(text) + "\n", "utf-8")


class TracedWorld(RemoteWorld):
    """The same with a plan file and a state that are files."""

    def __init__(self, folder: Path, rig: Any) -> None:
        first = activity(ONE, "Launch the plan", timeframe="May 2017", lead="IOM", funding="IOM")
        others = [activity(TWO, "Report on it", timeframe="2017", lead="UNU"), activity(THREE, "TBC")]
        made = plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, *others)))
        super().__init__(made, rig, people=PEOPLE)
        (folder / "plan.yaml").write_text(emit_plan(made), "utf-8")
        self.file = self.plan = FilePlan(folder / "plan.yaml")  # type: ignore[assignment]
        self.url = f"sqlite:///{folder}/state.db"
        self.state = Remembered(self.url)  # type: ignore[assignment]

    def history(self) -> tuple[Event, ...]:
        return State(self.url).events()


class Remembered(State):
    """What tests ask a state for."""

    @property
    def memory(self) -> Any:
        return self.load()


def rig_of(kind: str, folder: Path) -> Rig:
    return {"github": GitHubRig, "gitlab": GitLabRig}[kind]() if kind != "local" else LocalRig(folder)


@dataclass(frozen=True)
class Ran:
    """One sync of the story: what the tracker saw of it, and what the history tells of that."""

    seen: Seen
    told: Seen


@dataclass(frozen=True)
class Story:
    kind: str
    runs: list[Ran]
    events: tuple[Event, ...]
    written: Counter[tuple[str, str, Value]]
    quiet: bool
    """A last sync found nothing to do."""


@pytest.fixture(scope="module", params=["local", "github", "gitlab"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Told once for all tests of a tracker."""
    folder = tmp_path_factory.mktemp(request.param)
    with rig_of(request.param, folder) as rig:
        world = TracedWorld(folder, rig)
        runs = by_run(world)
        return Story(request.param, runs, world.history(), world.file.written, quiet=not world.sync().steps)


def story(made: TracedWorld) -> None:
    """People on both sides, in everything that a run can answer with a write."""
    made.sync()
    made.sync()
    made.cell(ONE, "When", "June 2017")
    made.close(TWO)
    made.comment(THREE, "What: Hold a consultation\nLead: UNU")
    made.sync()
    made.file.edit(ONE, title="Launch the new plan", due="2017-06-15")
    made.file.edit(TWO, lead="ILO")
    made.reopen(TWO)
    made.sync()
    made.cell(ONE, "Lead", "ILO")
    made.file.edit(ONE, lead="UNDP")
    made.sync()  # a conflict
    made.sync(choices={(ONE, Field.LEAD): Side.PLAN})
    made.file.edit(TWO, status="completed")
    made.file.edit(THREE, status="cancelled")
    made.close(ONE, Reason.NOT_PLANNED)
    made.sync()  # the output is done: its milestone is closed
    made.file.edit(ONE, status="ongoing")
    made.sync()
    made.sync()


def writes_seen(made: TracedWorld) -> Seen:
    """What the bot has written, as the tracker tells it."""
    return local_writes(made.rig) if made.rig.kind == "local" else Counter(service_writes(made.rig))


def service_writes(rig: Any) -> Iterator[tuple[str, int]]:
    for one in rig.server.log:
        verb, path, headers = one.request.verb, one.request.path, one.request.headers
        asked = verb == "GET" or (path.endswith("/graphql") and "mutation" not in str(one.request.data))
        if asked or one.status >= 400:
            continue
        if BOT in headers.get("authorization", "") + headers.get("private-token", ""):
            yield kind_of(verb, path)


def kind_of(verb: str, path: str) -> tuple[str, int]:
    for kind, said in (
        ("receipt", r"/(reactions|award_emoji)$"),
        ("comment", r"/(comments|notes)(/\d+)?$"),
        ("board", r"/boards(/\d+/lists)?$"),
        ("issue", r"/issues/(\d+)(/labels.*|/assignees)?$"),
        ("milestone", r"/milestones/(\d+)$"),
        ("item", r"/(issues|milestones)$"),
        ("label", r"/labels(/[^/]+)?$"),
    ):
        if found := re.search(said, path):
            return kind, int(found[1]) if kind in ("issue", "milestone") else 0
    raise AssertionError(f"what is {verb} {path}?")


def local_writes(rig: Any) -> Seen:
    """Of its milestones and labels the embedded tracker keeps no history, only how they are."""
    found: Seen = Counter()
    with LocalTracker(rig.file, account="eyes", now=rig.time, create=True) as tracker:
        listing = tracker.listing()
        found["item", 0] = len(listing.issues) + len(listing.milestones)
        found["label", 0] = len(listing.labels)
        for issue in listing.issues:
            found["receipt", 0] += sum(tracker.has_receipt(one) for one in tracker.comments(issue.number))
            mine = [event for event in tracker.events(issue.number) if event.who == BOT]
            found["comment", 0] += sum(event.what == "comment" for event in mine)
            made = [event for event in mine if (event.at, event.what) == (issue.created, "label")]
            found["issue", issue.number] = sum(
                event.what not in ("created", "comment") for event in mine
            ) - len(made)
    return found


def told(made: TracedWorld, events: Iterable[Event]) -> Seen:
    """The same, as the history tells it."""
    found: Seen = Counter()
    for event in events:
        if event.written is not Side.FORGE:
            continue
        if event.field in ("item", "label", "comment", "receipt", "board"):
            found[event.field, 0] += 1
        else:
            link = made.state.memory.links[event.item]
            found["issue" if link.kind.on_issue else "milestone", link.number] += 1
    return found


def by_run(made: TracedWorld) -> list[Ran]:
    real, runs = made.sync, list[Ran]()

    def sync(**more: Any) -> Any:
        before, known = writes_seen(made), len(made.history())
        report = real(**more)
        runs.append(Ran(writes_seen(made) - before, told(made, made.history()[known:])))
        return report

    made.sync = sync  # type: ignore[method-assign]
    story(made)
    made.sync = real  # type: ignore[method-assign]
    return runs


def test_every_write_to_the_tracker_is_told_and_nothing_else(made: Story) -> None:
    """Run by run: what was made, once each; which issues and milestones were edited; comments, receipts."""
    total: Seen = Counter()
    for run in made.runs:
        total += run.seen
        lines = run.told
        if made.kind == "local":
            lines = Counter({key: count for key, count in lines.items() if key[0] != "milestone"})
        assert set(+lines) == set(+run.seen)
        for kind in ("item", "label", "comment", "receipt"):
            assert lines[kind, 0] == run.seen[kind, 0]
    kinds = {kind for kind, _ in total}
    assert kinds >= {"item", "label", "comment", "receipt", "issue"}
    assert made.kind != "gitlab" or "board" in kinds
    assert made.kind == "local" or "milestone" in kinds


def test_every_write_to_the_plan_file_is_told(made: Story) -> None:
    """Each value that a run put into the file, or took out, is a line; and each line such a value."""
    lines = Counter(
        (event.item, event.field, event.new) for event in made.events if event.written is Side.PLAN
    )
    assert lines == made.written
    assert len(lines) > 10


def test_a_quiet_run_adds_no_line(made: Story) -> None:
    """Nor is anything left to write after the story."""
    assert made.quiet
    assert (made.runs[1].seen, made.runs[1].told) == (Counter(), Counter())


def test_every_line_says_why_and_who(made: Story) -> None:
    """Whoever is known is named: who closed, who answered; else the bot's account, or the plan file."""
    by_bot = {event.actor for event in made.events if not event.why.of_people}
    assert by_bot == {BOT}
    assert {event.actor for event in made.events if event.why is Cause.ANSWERED} == {"anna"}
    assert {event.actor for event in made.events if event.why is Cause.EDITED_PLAN} == {"plan file"}
    closed = [event for event in made.events if event.field == Field.STATUS and event.item == TWO]
    assert (closed[0].why, closed[0].actor, closed[0].who) == (Cause.EDITED_TRACKER, "anna", "anna")
    assert {event.why for event in made.events} >= {
        *(Cause.MADE, Cause.LINK, Cause.FOLLOWS, Cause.TOLD, Cause.CLAIMED, Cause.CHOSEN, Cause.PROPOSED),
        *(Cause.EDITED_TRACKER, Cause.EDITED_PLAN, Cause.ANSWERED),
    }
