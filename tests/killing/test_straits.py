"""A full disk, a folder that can only be read, a state file that vanishes: told plainly, and made good later.

`Straits` are laid on the process of the command alone: the largest file and database that it may write, and
rights without root's. After each of them a run as usual has to end as if nothing had been.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from tests.killing.command import Barracks, Ended, Straits
from tests.killing.deaths import Rehearsal, compare, recovered, rehearse
from tests.killing.offices import KINDS, Office, open_office
from tests.killing.pictures import ASSIGNEES, draw
from tests.killing.stories import BOTH_SIDES, FIRST_MIRROR, Story

FILLING = "# " + "x" * 1_000_000 + "\n"


@dataclass(frozen=True)
class Stage:
    """An office that is put back before each test, and how the story goes there."""

    office: Office
    rehearsal: Rehearsal

    def set(self) -> Office:
        self.office.put_back(self.rehearsal.saved)
        return self.office

    def end_well(self) -> None:
        assert compare(recovered(self.office, self.rehearsal.story), self.rehearsal.picture) == 0


def stage(
    story: Story,
) -> Callable[[pytest.FixtureRequest, Barracks, pytest.TempPathFactory], Iterator[Stage]]:
    @pytest.fixture(scope="module", params=KINDS)
    def opened(
        request: pytest.FixtureRequest, barracks: Barracks, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Stage]:
        with open_office(request.param, barracks, tmp_path_factory.mktemp("stage")) as office:
            yield Stage(office, rehearse(office, story))

    return opened


unmirrored = stage(FIRST_MIRROR)
edited = stage(BOTH_SIDES)


def told(ended: Ended, code: int, *words: str) -> None:
    assert ended.code == code, ended.err
    assert all(word in ended.err for word in words), ended.err
    assert "Traceback" not in ended.err
    assert "fault in workplan" not in ended.err


@pytest.mark.parametrize("pages", [5, 20])
def test_a_disk_full_at_the_first_mirror(unmirrored: Stage, pages: int) -> None:
    """The state's database or the tracker's has no room: nothing is made twice once there is some."""
    office = unmirrored.set()
    told(office.run("sync", straits=Straits(pages=pages)), 1, "The disk is full", ".workplan/", "Make room")
    unmirrored.end_well()


def test_no_file_grows(edited: Stage) -> None:
    """What is written beside the databases, too: the disk is said to have failed, and no edit is lost."""
    ended = edited.set().run("sync", straits=Straits(bytes=100_000))
    told(ended, 69, ".workplan/", "disk I/O error")
    edited.end_well()


def test_no_room_for_the_plan_file(edited: Stage) -> None:
    """It stands as it was, whole; what is missing from it comes with the next run."""
    office = edited.set()
    office.plan.write_text(FILLING + office.plan.read_text("utf-8"), "utf-8")
    before = office.plan.read_bytes()
    ended = office.run("sync", straits=Straits(bytes=len(FILLING)))
    told(ended, 1, "plan.yaml can't be changed: File too large. It stands as it was.", "Make room")
    assert office.plan.read_bytes() == before
    assert {path.name for path in office.folder.iterdir()} == {"plan.yaml", "people.yaml", ".workplan"}
    picture = recovered(office, BOTH_SIDES)
    compare(replace(picture, plan=picture.plan.removeprefix(FILLING)), edited.rehearsal.picture)


def test_a_folder_that_can_only_be_read_at_first(unmirrored: Stage) -> None:
    """Nothing is begun where nothing can be remembered."""
    office = unmirrored.set()
    asked = office.requests
    office.folder.chmod(0o555)
    told(office.run("sync", straits=Straits(powerless=True)), 64, "can't be made: Permission denied")
    office.folder.chmod(0o755)
    assert office.requests == asked
    unmirrored.end_well()


@pytest.mark.parametrize("place", ["the plan's folder", "the state's folder"])
def test_a_folder_that_can_only_be_read_later(edited: Stage, place: str) -> None:
    """The plan file stands as it was, and the edits of both sides are taken over once that is possible."""
    office = edited.set()
    folder = office.folder if place == "the plan's folder" else office.state.parent
    before = office.plan.read_bytes()
    folder.chmod(0o555)
    ended = office.run("sync", straits=Straits(powerless=True))
    folder.chmod(0o755)
    if folder == office.folder:
        told(ended, 1, "plan.yaml can't be changed: Permission denied. It stands as it was.")
    elif office.kind == "local":
        told(ended, 1, "The tracker .workplan/tracker.db may only be read.")
    else:
        told(ended, 64, ".workplan/state.db can't be written", "permissions")
    assert office.plan.read_bytes() == before
    edited.end_well()


def test_the_state_vanishes_while_it_is_written(unmirrored: Stage) -> None:
    """The run stops: what it did from there on would be forgotten. The next one finds what was made.

    Nobody is assigned then: a person may have taken them off, for all that anybody knows.
    """
    office = unmirrored.set()
    announced = [one.number for one in unmirrored.rehearsal.points if "INTO journal" in one.words]
    ended = office.run(
        "sync", straits=Straits(vanishes=str(office.state), vanishes_at=announced[len(announced) // 3])
    )
    told(ended, 1, ".workplan/state.db has vanished while it was written.", "links and marks")
    picture, wanted = recovered(office, unmirrored.rehearsal.story), unmirrored.rehearsal.picture
    issues = {item: (*said[:ASSIGNEES], [], *said[ASSIGNEES + 1 :]) for item, said in wanted.issues.items()}
    assert compare(picture, replace(wanted, issues=issues)) == 0


def test_the_state_vanishes_between_two_runs(edited: Stage) -> None:
    """Both sides keep what they say: each difference is a question. One word settles them all."""
    office = edited.set()
    said = draw(office)
    for path in office.state.parent.glob("state.db*"):
        path.unlink()
    ended = office.run("sync", "--json")
    assert ended.code == 2, ended.err
    asked = {(one["item"], one["field"]) for one in json.loads(ended.out)["conflicts"]}
    assert asked == {
        *(("1.1", "funding"), ("1.3", "title"), ("1.3", "timeframe"), ("O1", "title"), ("2.1", "lead")),
        *(("1.4", "tasks"), ("2.2", "title"), ("2.2", "status"), ("2.3", "timeframe")),
    }
    picture = draw(office)
    assert picture.doubled == picture.strange == ()
    assert picture.issues.keys() == said.issues.keys()
    assert picture.comments == said.comments
    settled = office.run("resolve", "--all", "--plan")
    assert settled.code == 0, settled.out + settled.err
    assert office.run("sync").out == "Nothing to do.\n"
    assert draw(office).doubled == ()
