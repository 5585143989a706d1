"""Bad input: a message with the file, the place and the remedy, the exit code, and nothing written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.builders.cli import here, remembered, small_plan, workplan

PLAN_HEAD = "schema: 1\nplan: {id: small, title: Small}\nareas:\n  - id: '1'\n    title: One\n"


def refused(folder: Path, *arguments: str, code: int = 64, **environment: str) -> str:
    """The message of a command that ends with `code`, prints no result and writes nothing."""
    before = remembered(folder)
    ran = workplan(folder, *arguments, **environment)
    assert ran.code == code, ran
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert remembered(folder) == before
    return ran.err


def no_plan_in_it(folder: Path) -> None:
    (folder / "doc.md").write_text("# Minutes\n\nWe met, and had coffee.\n", "utf-8")


def binary(folder: Path) -> None:
    (folder / "doc.md").write_bytes(bytes(range(256)) * 50)


def empty(folder: Path) -> None:
    (folder / "doc.md").write_bytes(b"")


def a_folder(folder: Path) -> None:
    (folder / "doc.md").mkdir()


def too_large(folder: Path) -> None:
    with (folder / "doc.md").open("wb") as file:
        file.truncate(200_000_000)


def missing(folder: Path) -> None:
    """No document at all."""


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (no_plan_in_it, "No plan was found in doc.md"),
        (binary, "doc.md"),
        (empty, "doc.md is empty"),
        (a_folder, "doc.md is a folder"),
        (too_large, "doc.md holds 200 MB"),
        (missing, "There is no document doc.md"),
    ],
)
def test_a_document_that_is_none(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    """What can't be imported is named with its remedy, and leaves no file behind."""
    make(tmp_path)
    message = refused_beside_sparse(tmp_path) if make is too_large else refused(tmp_path, "import", "doc.md")
    assert said in message
    assert len(message.strip().splitlines()) >= 2


def refused_beside_sparse(folder: Path) -> str:
    """As `refused`, without reading 200 MB for a comparison."""
    ran = workplan(folder, "import", "doc.md")
    assert (ran.code, ran.out) == (64, "")
    assert [path.name for path in folder.iterdir()] == ["doc.md"]
    return ran.err


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    activities:\n\t  - {id: a, title: A}\n", "line 7"),
        ("<<<<<<< HEAD\n    kind: a\n=======\n    kind: b\n>>>>>>> other\n", "line 6"),
        ("    activities:\n      - {id: a, title: A}\n      - {id: a, title: B}\n", "line 8"),
        ("    activities:\n      - {id: a, titel: A}\n", 'Did you mean "title"?'),
        ("    activities:\n      - {id: a, title: A, status: complete}\n", 'Did you mean "completed"?'),
        ("    notes: &a [x]\n    members: *a\n", "an anchor"),
    ],
)
def test_a_plan_file_with_mistakes(tmp_path: Path, body: str, said: str) -> None:
    """File, line and remedy are named."""
    (tmp_path / "plan.yaml").write_text(PLAN_HEAD + body, "utf-8")
    message = refused(tmp_path, "check")
    assert message.startswith("plan.yaml, line ")
    assert said in message


@pytest.mark.parametrize("command", ["sync", "preview"])
def test_a_plan_file_with_mistakes_makes_no_tracker(tmp_path: Path, command: str) -> None:
    """A first sync of a plan that can't be read leaves not even a folder behind."""
    (tmp_path / "plan.yaml").write_text(PLAN_HEAD + "    kindd: a\n", "utf-8")
    assert "plan.yaml, line 6" in refused(tmp_path, command)
    assert not (tmp_path / ".workplan").exists()


@pytest.mark.parametrize("command", ["check", "export", "preview", "sync", "digest", "status", "conflicts"])
def test_no_plan_file(tmp_path: Path, command: str) -> None:
    """Without a plan file each command says how to get one, and makes no folder."""
    ran = here(tmp_path, command)
    assert ran.code == 64
    assert "workplan import" in ran.err
    assert not list(tmp_path.iterdir())


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    database.close()


def newer_tracker(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def newer_state(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    database.close()


def no_database(path: Path) -> None:
    path.write_text("this is no database, but a long enough text to be read as one. " * 20, "utf-8")


def moved_away(path: Path) -> None:
    path.unlink()


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    """A folder whose plan stands on its tracker."""
    small_plan(tmp_path)
    assert here(tmp_path, "sync").code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("tracker.db", no_database, "is not a tracker file"),
        ("tracker.db", newer_tracker, "newer workplan"),
        ("tracker.db", moved_away, "is gone, while 4 items of the plan are on it"),
        ("state.db", no_database, "is not a state of workplan"),
        ("state.db", newer_state, "newer version"),
    ],
)
def test_a_spoilt_database(mirrored: Path, name: str, spoil: Callable[[Path], None], said: str) -> None:
    """A tracker or state that can't be used is named, left as it is, and not made anew."""
    spoil(mirrored / ".workplan" / name)
    assert said in refused(mirrored, "sync")
    assert said in here(mirrored, "preview").err


@pytest.mark.parametrize(("name", "said"), [("tracker.db", "tracker"), ("state.db", "state")])
def test_somebody_elses_database(tmp_path: Path, name: str, said: str) -> None:
    """Another program's database is not written to."""
    small_plan(tmp_path)
    (tmp_path / ".workplan").mkdir()
    other_database(tmp_path / ".workplan" / name)
    assert f"not a {said} of workplan" in refused(tmp_path, "sync")


def test_a_locked_state(mirrored: Path) -> None:
    """A state that another program holds ends the run with 75, after a short wait."""
    before = (mirrored / "plan.yaml").read_bytes()
    holder = sqlite3.connect(mirrored / ".workplan" / "state.db")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        ran = workplan(mirrored, "sync")
    finally:
        holder.rollback()
        holder.close()
    assert (ran.code, ran.out) == (75, "")
    assert "in use by another program" in ran.err
    assert (mirrored / "plan.yaml").read_bytes() == before


def test_a_plan_that_links_to_a_tracker_which_is_gone(mirrored: Path) -> None:
    """With the whole state lost, links in the plan still keep an empty tracker from being made."""
    for path in (mirrored / ".workplan").iterdir():
        path.unlink()
    assert "4 items in plan.yaml link to it" in refused(mirrored, "sync")


def test_another_run_holds_the_lock(mirrored: Path) -> None:
    """A second run ends at once with 75; a preview needs no lock."""
    with FileLock(mirrored / ".workplan" / "state.db.lock"):
        assert "Another run" in refused(mirrored, "sync", code=75)
        assert workplan(mirrored, "preview").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["synk"], "No such command"),
        (["import"], "Missing argument"),
        (["check", "--today", "2 May"], "2017-05-02"),
        (["resolve", "a", "title"], "--plan or --tracker"),
        (["resolve", "--plan"], "--all"),
        (["tracker", "show", "x"], "workplan sync"),
        (["sync", "--config", "nowhere.toml"], "There is no settings file nowhere.toml"),
        (["import", "plan.yaml", "--id", "No Id"], "can't be the id"),
        (["export", "--gaps"], "--format csv --gaps"),
        (["export", "-o", "plan.yaml"], "belongs to the plan itself"),
        (["serve"], "No such command"),
    ],
)
def test_usage(tmp_path: Path, arguments: list[str], said: str) -> None:
    """A wrong call is 64 with a hint, also for what this version does not have."""
    small_plan(tmp_path)
    extra = ["-o", "new.yaml"] if arguments[0] == "import" and len(arguments) > 1 else []
    assert said in refused(tmp_path, *arguments, *extra)


def test_settings_are_refused_all_at_once(tmp_path: Path) -> None:
    """Mistakes in the file and in the environment are told together."""
    (tmp_path / "workplan.toml").write_text('[plan]\nfil = "x"\n', "utf-8")
    message = refused(tmp_path, "check", WORKPLAN_FORGE__KIND="jira")
    assert (
        'workplan.toml, line 2: there is no setting "fil" in [plan] in this version. Did you mean "file"?'
        in message
    )
    assert "WORKPLAN_FORGE__KIND: [forge] kind" in message


def test_import_overwrites_nothing(tmp_path: Path) -> None:
    """An output or report that exists already is left as it is."""
    small_plan(tmp_path)
    (tmp_path / "doc.md").write_text("# Plan\n\n| Activity | Lead |\n|---|---|\n| Meet | IOM |\n", "utf-8")
    (tmp_path / "report.json").write_text("mine", "utf-8")
    assert "plan.yaml exists already" in refused(tmp_path, "import", "doc.md")
    message = refused(tmp_path, "import", "doc.md", "-o", "new.yaml", "--report", "report.json")
    assert "report.json exists already" in message


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    """A settings file that exists is left as it is."""
    (tmp_path / "workplan.toml").write_text("# mine\n", "utf-8")
    assert "workplan.toml exists already" in refused(tmp_path, "init")
