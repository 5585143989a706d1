"""Files that are none, that never end, that unfold: told with a remedy, and nothing is written."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.errors import PlanInvalid
from sync.planfile import PlanFile, parse_plan
from sync.ports import PlanEdit
from tests.builders.cli import everything, here, small_plan

Make = Callable[[Path], object]
ENOUGH = 20.0
"""Seconds. Each of these is told within one on a machine that does nothing else."""
MEMORY = 1_500_000
"""Kilobytes that this process may have needed at most."""


def sparse(path: Path) -> None:
    """Sixty megabytes, of which none are on the disk."""
    with path.open("wb") as file:
        file.truncate(60_000_000)


KINDS: dict[str, Make] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a circle of links": lambda path: path.symlink_to(path),
    "bytes that are no text": lambda path: path.write_bytes(b"\xff\xfe\x00\x01" * 100),
    "something huge": sparse,
}
FILES = {
    "plan.yaml": ["check"],
    "workplan.toml": ["check"],
    "people.yaml": ["preview"],
    "doc.md": ["import", "doc.md", "-o", "new.yaml"],
    ".workplan/state.db": ["sync"],
    ".workplan/tracker.db": ["sync"],
}


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """A reader that never comes back is a failure, and not a suite that never ends."""

    def stop(*_: object) -> None:
        raise AssertionError("it took too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, ENOUGH)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEMORY


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_such_file(tmp_path: Path, name: str, kind: str) -> None:
    """64, the file's name and a remedy; no other file is made or changed."""
    if name != "plan.yaml":
        small_plan(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    KINDS[kind](path)
    before = {file: data for file, data in everything(tmp_path).items() if file != name}
    ran = here(tmp_path, *FILES[name])
    assert ran.code == 64, ran
    assert name in ran.err
    assert len(ran.err.splitlines()) >= 2 or ". " in ran.err
    made = set(everything(tmp_path)) - set(before) - {name}
    # Of a plan that is right, a sync may have made its own empty state beside a tracker that is wrong.
    assert made <= ({".workplan/state.db"} if name.endswith("tracker.db") else set())
    assert {file: data for file, data in everything(tmp_path).items() if file in before} == before


@pytest.mark.parametrize("name", [".workplan/state.db", ".workplan/tracker.db"])
def test_a_database_of_another_program(tmp_path: Path, name: str) -> None:
    """It is not written to, and not read as empty."""
    small_plan(tmp_path)
    path = tmp_path / name
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    ran = here(tmp_path, "sync")
    assert ran.code == 64
    assert name in ran.err
    assert path.read_bytes() == before


def test_settings_that_lead_nowhere(tmp_path: Path) -> None:
    """A link to a file that is not there is no lack of settings: other ones would hold than were meant."""
    small_plan(tmp_path)
    (tmp_path / "workplan.toml").symlink_to("nowhere.toml")
    ran = here(tmp_path, "sync")
    assert (ran.code, ran.err.splitlines()[0]) == (64, "There is no settings file workplan.toml.")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.yaml", "workplan.toml"]


def test_a_tracker_that_leads_nowhere_is_not_made_by_a_look(tmp_path: Path) -> None:
    """A command that reads makes no file at the end of a link."""
    small_plan(tmp_path)
    (tmp_path / ".workplan").mkdir()
    (tmp_path / ".workplan" / "tracker.db").symlink_to("nowhere.db")
    assert here(tmp_path, "tracker", "list").code == 64
    assert not (tmp_path / ".workplan" / "nowhere.db").exists()


@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a device"])
def test_no_export_over_what_is_no_file(tmp_path: Path, kind: str) -> None:
    """A device is not replaced by a file."""
    small_plan(tmp_path)
    path = tmp_path / "out.json"
    KINDS[kind](path)
    ran = here(tmp_path, "export", "-o", "out.json")
    assert (ran.code, path.is_file(), path.is_symlink()) == (64, False, kind == "a device")
    assert "out.json can't be written" in ran.err


def test_an_export_to_a_circle_of_links(tmp_path: Path) -> None:
    """It is told, and not taken for a fault."""
    small_plan(tmp_path)
    (tmp_path / "out.json").symlink_to("out.json")
    assert here(tmp_path, "export", "-o", "out.json").code == 64


def test_a_plan_behind_a_link(tmp_path: Path) -> None:
    """The link stays, and the file that it leads to gets the edit."""
    (tmp_path / "there").mkdir()
    target = small_plan(tmp_path / "there")
    link = tmp_path / "plan.yaml"
    link.symlink_to(target)
    written = PlanFile(link).write([PlanEdit("2017-1-1.1", "lead", "UNU", "IOM")])
    assert (len(written.done), link.is_symlink()) == (1, True)
    assert "lead: IOM" in target.read_text("utf-8")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["plan.yaml"]


HEAD = "schema: 1\nplan:\n  id: gmg\n  title: "
LAUGHS = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
BOMBS = {
    "a thousand million laughs": LAUGHS,
    "merge keys": "a: &a {x: 1}\nb: {<<: *a}\n" * 50,
    "10,000 levels of lists": "[" * 10_000,
    "10,000 levels, closed": "[" * 10_000 + "]" * 10_000,
    "10,000 levels of groups": "{a: " * 10_000,
    "10,000 levels of indentation": "".join(f"{' ' * level}a:\n" for level in range(2_000)),
    "a key thirty thousand times": "a: 1\n" * 30_000,
    "a late key again and again": "".join(f"k{at}: 1\n" for at in range(20_000)) + "k19999: 1\n" * 20_000,
    "a key of a megabyte": f"{'k' * 1_000_000}: 1\n",
    "ten thousand documents": "---\na: 1\n" * 10_000,
    "a tag": "a: !!python/object/apply:os.system [id]\n",
    "an anchor in the title": f"{HEAD}&x T\n",
    "a million quotes": '"' * 1_000_000,
    "a line of colons": "a: " * 100_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_plan_that_unfolds(bomb: str) -> None:
    """It is refused, soon and shortly."""
    begun = time.process_time()
    with pytest.raises(PlanInvalid) as told:
        parse_plan(BOMBS[bomb], "plan.yaml")
    assert time.process_time() - begun < ENOUGH / 2
    assert len(str(told.value)) < 50_000, "nobody reads that much"


def test_a_huge_text_is_a_text() -> None:
    """Ten megabytes in one value are read, as they stand."""
    title = "word " * 2_000_000 + "end"
    assert parse_plan(f'{HEAD}"{title}"\n', "plan.yaml").plan.title == title
