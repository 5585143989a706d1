"""Files that are no tracker, or not just now: said so, and left as they are."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mappings.issue import IssueDraft
from sync.errors import Invalid, Rejected, Unavailable
from tests.builders.forge import tracker


def file_at(folder: Path) -> Path:
    return folder / "tracker.db"


def test_a_missing_file_is_made_only_when_asked(tmp_path: Path) -> None:
    """A preview must not leave one behind."""
    with pytest.raises(Invalid, match="no tracker at") as raised:
        tracker(tmp_path, create=False)
    assert "workplan sync" in raised.value.remedy
    assert not file_at(tmp_path).exists()


def test_the_folder_is_made_with_the_file(tmp_path: Path) -> None:
    """The first sync starts in an empty place."""
    with tracker(tmp_path / "deep" / "er") as made:
        made.create_issue(IssueDraft("Launch", ""))
    assert file_at(tmp_path / "deep" / "er").exists()


def test_a_folder_that_can_t_be_made_is_said(tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(Invalid, match="can't be made"):
        tracker(tmp_path / "taken" / "here")
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_folder_is_no_tracker(tmp_path: Path) -> None:
    """The remedy names the setting."""
    file_at(tmp_path).mkdir()
    with pytest.raises(Invalid, match="is a folder") as raised:
        tracker(tmp_path)
    assert "[forge] url" in raised.value.remedy


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"plan: mine\n" * 100, b"\x00" * 4096, b"PK\x03\x04 a document"])
def test_another_kind_of_file_is_left_as_it_is(tmp_path: Path, content: bytes, create: bool) -> None:
    """A text, a document, rubbish."""
    file_at(tmp_path).write_bytes(content)
    with pytest.raises(Invalid, match="not a tracker") as raised:
        tracker(tmp_path, create=create)
    assert raised.value.remedy
    assert file_at(tmp_path).read_bytes() == content


@pytest.mark.parametrize("stamp", ["PRAGMA application_id = 7", "CREATE TABLE mine (x)"])
def test_another_program_s_database_is_left_as_it_is(tmp_path: Path, stamp: str) -> None:
    """Told by its stamp, or by tables without ours."""
    other = sqlite3.connect(file_at(tmp_path))
    other.execute(stamp)
    other.commit()
    other.close()
    content = file_at(tmp_path).read_bytes()
    with pytest.raises(Invalid, match="not a tracker of workplan"):
        tracker(tmp_path)
    assert file_at(tmp_path).read_bytes() == content


def test_an_empty_file_is_made_a_tracker_when_asked(tmp_path: Path) -> None:
    """It is what a crash leaves that came before the first write."""
    file_at(tmp_path).touch()
    with pytest.raises(Invalid, match="not a tracker"):
        tracker(tmp_path, create=False)
    with tracker(tmp_path) as made:
        assert made.listing().issues == ()


def test_a_newer_version_s_file_is_left_alone(tmp_path: Path) -> None:
    """An older program could only spoil it."""
    tracker(tmp_path).close()
    newer = sqlite3.connect(file_at(tmp_path))
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(Invalid, match="newer workplan") as raised:
        tracker(tmp_path)
    assert raised.value.code == 64


def test_a_locked_file_is_busy_after_a_short_wait(tmp_path: Path) -> None:
    """Nothing was written, so trying again is safe."""
    with tracker(tmp_path) as there:
        other = sqlite3.connect(file_at(tmp_path), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="in use by another program"):
            there.create_issue(IssueDraft("Launch", ""))
        assert there.listing().issues == ()
        other.execute("ROLLBACK")
        other.close()
        assert there.create_issue(IssueDraft("Launch", "")).number == 1


def test_readers_don_t_wait_for_a_writer(tmp_path: Path) -> None:
    """A board can be looked at while a sync writes."""
    with tracker(tmp_path) as there:
        there.create_issue(IssueDraft("Launch", ""))
        writer = sqlite3.connect(file_at(tmp_path), isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE issues SET title = 'not yet'")
        assert there.listing().issues[0].title == "Launch"
        writer.execute("ROLLBACK")
        writer.close()


def test_a_file_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    """And a write says what is missing."""
    with tracker(tmp_path) as made:
        made.create_issue(IssueDraft("Launch", ""))
    with file_at(tmp_path).open("r+b") as file:
        file.seek(18)
        file.write(b"\x03")  # a write version that SQLite doesn't know makes the file read-only for it
    content = file_at(tmp_path).read_bytes()
    with tracker(tmp_path) as there:
        assert len(there.listing().issues) == 1
        with pytest.raises(Rejected, match="may only be read"):
            there.create_issue(IssueDraft("Next", ""))
    assert file_at(tmp_path).read_bytes() == content


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    """With the remedy, and without a write."""
    with tracker(tmp_path) as made:
        made.create_issue(IssueDraft("Launch", "x" * 20_000))
    content = bytearray(file_at(tmp_path).read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file_at(tmp_path).write_bytes(content)
    with tracker(tmp_path) as there, pytest.raises(Invalid, match="damaged"):
        there.listing()
    assert file_at(tmp_path).read_bytes() == bytes(content)
