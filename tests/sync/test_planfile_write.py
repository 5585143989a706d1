"""Writing the plan file: whole or not at all, and never over what a person saves meanwhile."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sync.errors import EditRefused, Invalid, PlanInvalid
from sync.exchange import exchange, replace
from sync.planfile import PlanFile
from sync.ports import PlanEdit
from sync.swap import Replace, change
from tests.builders.planfile import small_plan

BEFORE = small_plan("title: One", "lead: IOM", "funding: x")
AFTER = small_plan("title: One", "lead: UNDP", "funding: x")
LEAD = PlanEdit("a1", "lead", "IOM", "UNDP")
BOTH_WAYS = pytest.mark.parametrize("way", [exchange, replace])


def plan_file(folder: Path, text: str = BEFORE) -> Path:
    path = folder / "plan.yaml"
    path.write_bytes(text.encode())
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def saving(path: Path, *versions: str, way: Replace = exchange) -> Replace:
    """A person saves each of these versions right before our file takes its place."""
    waiting = list(versions)

    def swap(new: Path, present: Path) -> bool:
        if waiting:
            path.write_bytes(waiting.pop(0).encode())
        return way(new, present)

    return swap


@BOTH_WAYS
def test_an_edit_is_written(tmp_path: Path, way: Replace) -> None:
    """The file holds it, the answer says so, and nothing else is left in the folder."""
    path = plan_file(tmp_path)
    written = PlanFile(path, replace=way).write([LEAD])
    assert written.done == (LEAD,)
    assert written.document.text == path.read_bytes().decode() == AFTER
    assert names(tmp_path) == ["plan.yaml"]


@pytest.mark.parametrize(
    "edits", [[], [PlanEdit("a1", "lead", "x", "IOM")], [PlanEdit("a1", "lead", "old", "UNDP")]]
)
def test_a_file_that_needs_no_edit_is_not_touched(tmp_path: Path, edits: list[PlanEdit]) -> None:
    """No edits, one that stands already, one that a person overtook: the same file, not a copy of it."""
    path = plan_file(tmp_path)
    before = path.stat()
    PlanFile(path).write(edits)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert names(tmp_path) == ["plan.yaml"]


def test_an_edit_goes_into_the_file_as_it_stands_now(tmp_path: Path) -> None:
    """Between the observation and the write a person changed another value."""
    path = plan_file(tmp_path)
    file = PlanFile(path)
    file.read()
    plan_file(tmp_path, BEFORE.replace("funding: x", "funding: y  # Ann"))
    assert file.write([LEAD]).done == (LEAD,)
    assert path.read_text(encoding="utf-8") == AFTER.replace("funding: x", "funding: y  # Ann")


def test_bytes_stay_as_they_are(tmp_path: Path) -> None:
    """Byte order mark and CRLF go through the file untouched."""
    path = plan_file(tmp_path, "\ufeff" + BEFORE.replace("\n", "\r\n"))
    PlanFile(path).write([LEAD])
    assert path.read_bytes() == ("\ufeff" + AFTER.replace("\n", "\r\n")).encode()


def test_both_edits_stand_when_a_person_saves_in_between(tmp_path: Path) -> None:
    """Their file came out of the exchange: ours is made again in theirs."""
    path = plan_file(tmp_path)
    theirs = BEFORE.replace("funding: x", "funding: theirs")
    written = PlanFile(path, replace=saving(path, theirs)).write([LEAD])
    assert written.done == (LEAD,)
    assert path.read_text(encoding="utf-8") == AFTER.replace("funding: x", "funding: theirs")
    assert names(tmp_path) == ["plan.yaml"]


def test_a_persons_value_wins_over_ours_saved_in_between(tmp_path: Path) -> None:
    """They changed the same value: theirs stands, ours is stale."""
    path = plan_file(tmp_path)
    theirs = BEFORE.replace("IOM", "UNU")
    written = PlanFile(path, replace=saving(path, theirs)).write([LEAD])
    assert (written.done, written.stale) == ((), (LEAD,))
    assert path.read_text(encoding="utf-8") == written.document.text == theirs
    assert names(tmp_path) == ["plan.yaml"]


def test_a_person_who_makes_the_same_edit_is_no_trouble(tmp_path: Path) -> None:
    """Both wrote the same file."""
    path = plan_file(tmp_path)
    written = PlanFile(path, replace=saving(path, AFTER)).write([LEAD])
    assert written.done == (LEAD,)
    assert path.read_text(encoding="utf-8") == AFTER
    assert names(tmp_path) == ["plan.yaml"]


def test_a_person_who_saves_twice_is_merged_twice(tmp_path: Path) -> None:
    """The second version replaced our first merge before it was done."""
    path = plan_file(tmp_path)
    versions = [BEFORE.replace("x", value) for value in ("y", "z")]
    written = PlanFile(path, replace=saving(path, *versions)).write([LEAD])
    assert written.done == (LEAD,)
    assert path.read_text(encoding="utf-8") == AFTER.replace("x", "z")
    assert names(tmp_path) == ["plan.yaml"]


def test_a_file_that_never_rests_is_left_to_its_person(tmp_path: Path) -> None:
    """The last version they saved stands, whole."""
    path = plan_file(tmp_path)
    versions = [BEFORE.replace("funding: x", f"funding: version {number}") for number in range(5)]
    with pytest.raises(EditRefused, match="again and again"):
        PlanFile(path, replace=saving(path, *versions)).write([LEAD])
    assert path.read_text(encoding="utf-8") == versions[-1]
    assert names(tmp_path) == ["plan.yaml"]


def test_a_broken_file_saved_in_between_is_put_back(tmp_path: Path) -> None:
    """It is theirs to mend: their text stands, and the error says where."""
    path = plan_file(tmp_path)
    broken = BEFORE.replace("funding: x", "funding: [x")
    with pytest.raises(PlanInvalid):
        PlanFile(path, replace=saving(path, broken)).write([LEAD])
    assert path.read_text(encoding="utf-8") == broken
    assert names(tmp_path) == ["plan.yaml"]


def test_a_broken_file_is_not_written(tmp_path: Path) -> None:
    """Mistakes of a person are told, never built upon."""
    path = plan_file(tmp_path, BEFORE + "staus: x\n")
    with pytest.raises(PlanInvalid):
        PlanFile(path).write([LEAD])
    assert path.read_text(encoding="utf-8") == BEFORE + "staus: x\n"


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    """A deleted plan is a person's decision, or an accident to be told."""
    with pytest.raises(Invalid, match="There is no plan file"):
        PlanFile(tmp_path / "plan.yaml").write([LEAD])
    assert names(tmp_path) == []


def test_rights_stay(tmp_path: Path) -> None:
    """Who could read the plan can read it afterwards."""
    path = plan_file(tmp_path)
    path.chmod(0o664)
    PlanFile(path).write([LEAD])
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it points to is replaced, in its own folder."""
    (tmp_path / "real").mkdir()
    target = plan_file(tmp_path / "real")
    link = tmp_path / "plan.yaml"
    link.symlink_to(target)
    PlanFile(link).write([LEAD])
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == AFTER
    assert names(tmp_path / "real") == ["plan.yaml"]


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "Make room"),
        (errno.EACCES, "account that runs workplan"),
        (errno.EROFS, "account that runs workplan"),
        (errno.EBUSY, "mount its folder"),
        (errno.EIO, "Check the disk"),
    ],
)
def test_a_disk_that_refuses_is_told_with_the_remedy(tmp_path: Path, code: int, remedy: str) -> None:
    """The file stands as it was, and no copy is left beside it."""
    path = plan_file(tmp_path)

    def refuse(new: Path, present: Path) -> bool:
        raise OSError(code, os.strerror(code))

    with pytest.raises(EditRefused, match=remedy):
        PlanFile(path, replace=refuse).write([LEAD])
    assert path.read_text(encoding="utf-8") == BEFORE
    assert names(tmp_path) == ["plan.yaml"]


def test_a_disk_that_is_full_leaves_nothing_half_written(tmp_path: Path) -> None:
    """The copy beside the file is cut off: the file itself was never opened for writing."""
    path = plan_file(tmp_path, BEFORE + "# " + "long " * 5000 + "\n")
    program = f"""
import resource
from pathlib import Path
from sync.errors import EditRefused
from sync.planfile import PlanFile
from sync.ports import PlanEdit
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    PlanFile(Path({str(path)!r}), "plan.yaml").write([PlanEdit("a1", "lead", "IOM", "UNDP")])
except EditRefused as error:
    raise SystemExit(error.remedy)
"""
    assert "Make room" in run(program).stderr
    assert path.read_text(encoding="utf-8").startswith(BEFORE)
    assert names(tmp_path) == ["plan.yaml"]


def die_while_writing(path: Path, *, after: bool, theirs: str | None) -> None:
    """A process that ends right before or after the exchange, without any clean-up, as in a power cut.

    `theirs` is what a person saves right before the exchange.
    """
    program = f"""
import os
from pathlib import Path
from sync.exchange import exchange
from sync.planfile import PlanFile
from sync.ports import PlanEdit

path, theirs = Path({str(path)!r}), {theirs!r}

def swap(new, present):
    if theirs is not None:
        path.write_bytes(theirs.encode())
    if {after}:
        exchange(new, present)
    os._exit(9)

PlanFile(path, replace=swap).write([PlanEdit("a1", "lead", "IOM", "UNDP")])
"""
    assert run(program).returncode == 9


def run(program: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("theirs", [None, BEFORE.replace("funding: x", "funding: theirs")])
def test_a_process_that_dies_loses_no_version(tmp_path: Path, after: bool, theirs: str | None) -> None:
    """Dead before or after the exchange: the next write has the person's version and our edit in it."""
    path = plan_file(tmp_path)
    die_while_writing(path, after=after, theirs=theirs)
    written = PlanFile(path).write([LEAD])
    assert written.done == (LEAD,)
    assert path.read_text(encoding="utf-8") == (theirs or BEFORE).replace("IOM", "UNDP")
    assert names(tmp_path) == ["plan.yaml"]


def test_a_version_that_was_swapped_out_and_overtaken_is_kept_beside(tmp_path: Path) -> None:
    """A second person saved over ours before the next run: both versions can be compared."""
    path = plan_file(tmp_path)
    theirs = BEFORE.replace("funding: x", "funding: first")
    die_while_writing(path, after=True, theirs=theirs)
    second = BEFORE.replace("funding: x", "funding: second")
    path.write_text(second, encoding="utf-8")
    PlanFile(path).write([LEAD])
    assert path.read_text(encoding="utf-8") == second.replace("IOM", "UNDP")
    assert (tmp_path / "plan.yaml.rescued").read_text(encoding="utf-8") == theirs


def test_a_copy_that_was_cut_off_is_taken_away(tmp_path: Path) -> None:
    """Left by a process that died while it wrote."""
    path = plan_file(tmp_path)
    (tmp_path / ".plan.yaml.part").write_text("schema: 1\npl", encoding="utf-8")
    PlanFile(path).write([LEAD])
    assert path.read_text(encoding="utf-8") == AFTER
    assert names(tmp_path) == ["plan.yaml"]


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    """Also those whose names look a little like ours."""
    path = plan_file(tmp_path)
    others = [".plan.yaml.swp", "plan.yaml~", ".plan.yaml.beside", ".other.yaml.a.b.beside"]
    for name in others:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    PlanFile(path).write([LEAD])
    assert names(tmp_path) == sorted(["plan.yaml", *others])


def test_the_exchange_swaps_two_files(tmp_path: Path) -> None:
    """What stood there comes out whole: that is what makes a merge possible."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1", encoding="utf-8")
    two.write_text("2", encoding="utf-8")
    if not exchange(one, two):
        assert two.read_text(encoding="utf-8") == "1"
        return
    assert (one.read_text(encoding="utf-8"), two.read_text(encoding="utf-8")) == ("2", "1")


def test_an_exchange_with_nothing_is_an_error(tmp_path: Path) -> None:
    """The plan was deleted in this very moment: no file is made in its place."""
    one = tmp_path / "one"
    one.write_text("1", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "none")
    assert names(tmp_path) == ["one"]


@BOTH_WAYS
def test_a_version_saved_before_the_swap_is_merged(tmp_path: Path, way: Replace) -> None:
    """Also where no exchange is possible, what stands there is compared right before it is replaced."""
    path = plan_file(tmp_path, "ours: 1")
    seen = []

    def edit(data: bytes) -> bytes:
        if not seen:
            path.write_bytes(b"theirs: 1")
        seen.append(data)
        return data + b" edited"

    change(path, edit, way)
    assert seen == [b"ours: 1", b"theirs: 1"]
    assert path.read_bytes() == b"theirs: 1 edited"
    assert names(tmp_path) == ["plan.yaml"]
