"""New contents for a file that people may save at any moment: neither theirs nor ours is lost.

The new contents are written beside the file, then both change places. What comes out is compared with what
was read: if a person saved in between, it is their version that came out, and the edit is made again in it.

A process may die at any point. What it was about to do stands in the name of the file that it leaves behind:
digests of what it expected to come out and of what it put in. So the next writer can tell a person's version,
which goes back, from a leftover, which goes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from typing import Final

TRIES: Final = 5

Replace = Callable[[Path, Path], bool]
"""Puts the first file in the place of the second; True if they changed places. Raises OSError."""
Edit = Callable[[bytes], bytes]


class KeepsChanging(Exception):
    """The file was saved anew each time: the last of these versions stands, without the edit."""


def change(target: Path, edit: Edit, replace: Replace) -> None:
    """Makes `edit` in `target`; it is called again for each version that people save meanwhile.

    Raises OSError, KeepsChanging, or what `edit` raises; then a person's version stands, whole.
    """
    # First of all: what a dead process left behind may be the version to start from.
    recover(target, replace)
    try:
        attempt(target, edit, replace)
    finally:
        # After a success this takes the old version away; after a failure it settles what stands.
        recover(target, replace)


def attempt(target: Path, edit: Edit, replace: Replace) -> None:
    expected = standing = target.read_bytes()
    for _ in range(TRIES):
        new = edit(standing)
        if new == expected:
            discard(target)
            return
        beside = write_beside(target, expected, new)
        if (present := target.read_bytes()) != expected:
            # Seen in time. What came out before, if anything, was older than this.
            expected = standing = present
            continue
        exchanged = replace(beside, target)
        sync_folder(target.parent)
        # What came out in earlier rounds is part of what was put in now.
        discard(target, but=beside)
        came_out = beside.read_bytes() if exchanged else expected
        if came_out == expected:
            discard(target)
            return
        expected, standing = new, came_out
    raise KeepsChanging


def discard(target: Path, but: Path | None = None) -> None:
    for path, _, _ in leftovers(target):
        if path != but:
            path.unlink()


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def write_beside(target: Path, expected: bytes, new: bytes) -> Path:
    """A complete copy with the rights of the original, under a name that says what it is for."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    beside = target.with_name(f".{target.name}.{digest(expected)}.{digest(new)}.beside")
    status = target.stat()
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(new)
            file.flush()
            os.fchmod(file.fileno(), S_IMODE(status.st_mode))
            with suppress(PermissionError):
                os.fchown(file.fileno(), status.st_uid, status.st_gid)
            os.fsync(file.fileno())
        part.rename(beside)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return beside


def leftovers(target: Path) -> Iterator[tuple[Path, str, str]]:
    """The files beside `target`, with the digests of what was to come out and of what was put in."""
    prefix = f".{target.name}."
    for path in sorted(target.parent.iterdir()):
        parts = path.name.removeprefix(prefix).split(".")
        if path.name.startswith(prefix) and len(parts) == 3 and parts[2] == "beside":
            yield path, parts[0], parts[1]


def recover(target: Path, replace: Replace) -> None:
    """Puts back a version of a person that came out and was not merged; takes everything else away."""
    target.with_name(f".{target.name}.part").unlink(missing_ok=True)
    for path, expected, new in leftovers(target):
        if digest(path.read_bytes()) in (expected, new):
            path.unlink()
        elif digest(target.read_bytes()) == new:
            put_back(path, target, new, replace)
        else:
            # Somebody saved after that, perhaps without having seen this version: they can compare.
            path.rename(target.with_name(f"{target.name}.rescued"))


def put_back(path: Path, target: Path, ours: str, replace: Replace) -> None:
    if replace(path, target) and digest(path.read_bytes()) != ours:
        # Saved once more in this very moment: the newest stands.
        replace(path, target)
    path.unlink(missing_ok=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
