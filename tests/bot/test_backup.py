"""A backup holds what can't be found again; put back, however old it is, it undoes nothing silently."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from filelock import FileLock

from mappings.snapshot import Field
from sync.backup import backup, restore
from sync.state import State, StateReader
from tests.builders.cli import everything, here, small_plan

DAY = ("--today", "2017-05-02")
ONE, TWO = "2017-1-1.1", "2017-1-1.2"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose plan stands on its tracker, with a closing in its history and a digest told."""
    folder = tmp_path_factory.mktemp("first")
    small_plan(folder)
    here(folder, "sync", *DAY)
    here(folder, "tracker", "close", TWO, "--as", "anna", *DAY)
    here(folder, "sync", *DAY)
    here(folder, "digest", *DAY)
    return folder


@pytest.fixture
def mirrored(first: Path, tmp_path: Path) -> Path:
    return copytree(first, tmp_path / "plan")


def backed_up(folder: Path, name: str = "copy.db") -> Path:
    assert here(folder, "backup", name).code == 0
    return folder / name


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "plan.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_it_holds_what_cant_be_found_again(mirrored: Path) -> None:
    """History, digests, runs; not what both sides agreed on, which is out of date when it is needed."""
    path = backed_up(mirrored)
    state = mirrored / ".workplan" / "state.db"
    for table in ("history", "digests", "runs"):
        assert rows(path, table) == rows(state, table) > 0
    for table in ("bases", "links", "journal", "kept"):
        assert rows(path, table) == 0
    assert rows(state, "bases") > 0
    assert not list(mirrored.glob("copy.db?*"))


def test_it_changes_nothing_and_replaces_nothing(mirrored: Path) -> None:
    """Only the new file is there after it; a file of that name is refused."""
    before = everything(mirrored)
    backed_up(mirrored)
    after = everything(mirrored)
    assert after.pop("copy.db")
    assert after == before
    again = here(mirrored, "backup", "copy.db")
    assert (again.code, "copy.db exists already" in again.err) == (64, True)


def test_before_the_first_sync_there_is_nothing_to_copy(tmp_path: Path) -> None:
    small_plan(tmp_path)
    ran = here(tmp_path, "backup", "copy.db")
    assert ran.code == 64
    assert "There is no state" in ran.err
    assert not (tmp_path / "copy.db").exists()


def test_it_is_of_one_moment_while_a_run_writes(mirrored: Path) -> None:
    """What another process has begun to write is not in it, and does not hold it up."""
    state = mirrored / ".workplan" / "state.db"
    with closing(sqlite3.connect(state, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM history")
        path = backed_up(mirrored)
        db.execute("ROLLBACK")
    assert rows(path, "history") == rows(state, "history") > 0


def test_no_secret_is_in_it(mirrored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No token is, although a sync failed with it."""
    monkeypatch.setenv("WORKPLAN_GITHUB_TOKEN", "ghp_secret0")
    url = "http://127.0.0.1:9"
    (mirrored / "workplan.toml").write_text(f'[forge]\nkind = "github"\nproject = "a/b"\nurl = "{url}"\n')
    assert here(mirrored, "sync").code != 0
    data = backed_up(mirrored).read_bytes()
    assert b"ghp_secret0" not in data


def test_history_and_digests_are_there_again(mirrored: Path) -> None:
    """After the loss of everything that was remembered."""
    path, before = backed_up(mirrored), here(mirrored, "history", "--json").out
    digest = here(mirrored, "digest", *DAY).out
    for name in ("state.db", "state.db-wal", "state.db-shm"):
        (mirrored / ".workplan" / name).unlink(missing_ok=True)
    assert here(mirrored, "history").out == "No history yet.\n"
    ran = here(mirrored, "restore", str(path))
    assert (ran.code, "is in place" in ran.out, "kept in" in ran.out) == (0, True, False)
    assert here(mirrored, "history", "--json").out == before
    assert here(mirrored, "digest", *DAY).out == digest


def test_the_present_state_is_kept_beside(mirrored: Path) -> None:
    """Whole: what is known only by it can be had back."""
    path = backed_up(mirrored)
    here(mirrored, "tracker", "close", ONE, "--as", "ben", *DAY)
    here(mirrored, "sync", *DAY)
    state = mirrored / ".workplan" / "state.db"
    counted = {table: rows(state, table) for table in ("history", "bases", "links", "journal")}
    ran = here(mirrored, "restore", str(path))
    (aside,) = (mirrored / ".workplan").glob("before-restore-*.db")
    assert aside.name in ran.out
    assert {table: rows(aside, table) for table in counted} == counted
    assert rows(state, "history") < counted["history"]


def test_a_damaged_state_makes_room(mirrored: Path) -> None:
    """It is moved aside as it is; another program's database is left alone."""
    path, state = backed_up(mirrored), mirrored / ".workplan" / "state.db"
    for name in ("state.db-wal", "state.db-shm"):
        (mirrored / ".workplan" / name).unlink(missing_ok=True)
    state.write_bytes(b"not a database at all " * 500)
    assert here(mirrored, "restore", str(path)).code == 0
    (aside,) = (mirrored / ".workplan").glob("before-restore-*.db")
    assert aside.read_bytes().startswith(b"not a database")
    assert rows(state, "history") > 0
    state.unlink()
    with closing(sqlite3.connect(state)) as db, db:
        db.execute("CREATE TABLE theirs (x)")
    assert here(mirrored, "restore", str(path)).code == 64


def test_it_waits_for_no_run(mirrored: Path) -> None:
    """While a run is at work nothing is put back."""
    path = backed_up(mirrored)
    before = everything(mirrored)
    with FileLock(mirrored / ".workplan" / "state.db.lock"):
        ran = here(mirrored, "restore", str(path))
    assert (ran.code, everything(mirrored) == before) == (75, True)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("missing.db", 64, "There is no file missing.db"),
        ("plan.yaml", 64, "not a state of workplan"),
        (".workplan/state.db", 64, "is the state itself"),
        ("other.db", 3, "is of the plan “other”"),
    ],
)
def test_what_is_no_backup_of_this_plan_is_refused(mirrored: Path, name: str, code: int, said: str) -> None:
    """And the state stays as it is."""
    with closing(sqlite3.connect(backed_up(mirrored, "other.db"))) as db, db:
        db.execute("UPDATE meta SET value = 'other' WHERE key = 'plan'")
    before = here(mirrored, "history", "--json").out
    ran = here(mirrored, "restore", name)
    assert (ran.code, said in ran.err) == (code, True)
    assert here(mirrored, "history", "--json").out == before


def test_an_old_one_undoes_nothing_silently(mirrored: Path) -> None:
    """People changed and changed back since: by what was agreed on then, all of it would be undone."""
    path = backed_up(mirrored)
    here(mirrored, "tracker", "edit", ONE, "--lead", "ILO", *DAY)
    here(mirrored, "tracker", "close", ONE, "--as", "ben", *DAY)
    edit(mirrored, "title: Publish the position paper", "title: Print the paper")
    assert here(mirrored, "sync", *DAY).code == 0
    edit(mirrored, "timeframe: April 2017", "timeframe: June 2017")
    assert here(mirrored, "sync", *DAY).code == 0
    # One side goes back to what it was when the backup was made, and no sync has seen it yet.
    here(mirrored, "tracker", "edit", ONE, "--lead", "UNU", *DAY)
    edit(mirrored, "title: Print the paper", "title: Publish the position paper")
    sides = everything(mirrored)["plan.yaml"], here(mirrored, "tracker", "show", ONE).out
    assert here(mirrored, "restore", str(path)).code == 0
    ran = here(mirrored, "sync", *DAY)
    assert ran.code == 2
    asked = json.loads(here(mirrored, "status", "--json", *DAY).out)["waiting"]["conflicts"]
    assert {(one["item"], one["field"]) for one in asked} == {(ONE, Field.LEAD), (TWO, Field.TITLE)}
    assert (everything(mirrored)["plan.yaml"], here(mirrored, "tracker", "show", ONE).out) == sides
    assert here(mirrored, "resolve", ONE, "lead", "--tracker", *DAY).code == 2
    assert here(mirrored, "resolve", TWO, "title", "--plan", *DAY).code == 0
    assert here(mirrored, "sync", *DAY).out == "Nothing to do.\n"


def test_the_very_file_in_the_place_of_the_state_does_the_same(mirrored: Path) -> None:
    """Somebody who copies it by hand, or points the settings at it, is as safe."""
    path = backed_up(mirrored)
    here(mirrored, "tracker", "edit", ONE, "--lead", "ILO", *DAY)
    here(mirrored, "sync", *DAY)
    here(mirrored, "tracker", "edit", ONE, "--lead", "UNU", *DAY)
    (mirrored / "workplan.toml").write_text(f'[state]\nurl = "sqlite:///{path.name}"\n')
    ran = here(mirrored, "sync", *DAY)
    assert (ran.code, "lead: ILO" in (mirrored / "plan.yaml").read_text()) == (2, True)
    assert "Lead | UNU" in here(mirrored, "tracker", "show", ONE).out


def test_an_answer_of_before_is_listed_and_not_taken_in_again(mirrored: Path) -> None:
    """What was done since the backup with comments is not known by it."""
    path = backed_up(mirrored)
    for when in ("June 2017", "July 2017"):
        here(mirrored, "tracker", "comment", ONE, f"When: {when}", "--as", "anna", *DAY)
    with closing(sqlite3.connect(mirrored / ".workplan" / "tracker.db")) as db, db:
        said = db.execute("UPDATE comments SET heard = 0").rowcount
    assert said >= 2
    here(mirrored, "restore", str(path))
    ran = here(mirrored, "sync", *DAY)
    assert ran.out.count("an old answer on") == 2
    assert "timeframe: April 2017" in (mirrored / "plan.yaml").read_text()


def test_from_one_database_to_another(mirrored: Path, tmp_path: Path) -> None:
    """It goes table by table: the same whatever database the state is in."""
    source = StateReader(f"sqlite:///{mirrored}/.workplan/state.db")
    backup(source, tmp_path / "a.db")
    state = State(f"sqlite:///{tmp_path}/b.db")
    restore(StateReader(f"sqlite:///{tmp_path}/a.db"), state)
    assert state.events() == source.events()
    memory, was = state.load(), source.load()
    assert (memory.run, memory.plan, memory.writer, memory.digests, memory.standing) == (
        *(was.run, was.plan, was.writer, was.digests, was.standing),
    )
    assert (memory.bases, memory.links, memory.open, memory.place) == ({}, {}, (), "")
