"""The plan file on disk: read with exact error places, created without overwriting."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from mappings.issue import Edit
from mappings.plan import Plan
from sync.errors import EditRefused, Invalid, PlanInvalid, Problem
from sync.exchange import exchange
from sync.plandocument import document_problem, named_as_document
from sync.planedit import apply_edits, edit_text
from sync.plannotices import notices
from sync.planread import parse
from sync.ports import Landing, PlanDocument, PlanEdit, Slot, Written
from sync.swap import Edit as Rewrite
from sync.swap import KeepsChanging, Replace, change
from sync.wholefile import NoFile, TooLarge, whole
from sync.yamlread import without_collection

__all__ = ["PlanFile", "apply_edits", "create_file", "parse_plan"]

SIZE_LIMIT: Final = 50_000_000


def parse_plan(text: str, name: str) -> Plan:
    """The plan in `text`. Raises PlanInvalid with every problem; `name` is the file as users read it."""
    with without_collection():
        return parse(text, name).plan


class PlanFile:
    """A plan file; `name` is how users read it."""

    waits = False
    last_run = 0

    def __init__(self, path: Path, name: str | None = None, replace: Replace = exchange) -> None:
        self.path = path
        self.name = name or str(path)
        self.replace = replace

    def text(self) -> str:
        """Whatever stands there. Raises Invalid if there is no readable file."""
        return decoded(content(self.path, self.name), self.name)

    def read(self) -> PlanDocument:
        """Raises Invalid if there is no readable file, PlanInvalid if it is not a plan."""
        text = self.text()
        return PlanDocument(text, parse_plan(text, self.name))

    def notices(self, document: PlanDocument) -> tuple[Problem, ...]:
        """What is no mistake, and yet should be looked at. Costs a second reading where there may be any."""
        return notices(document.text, self.name)

    def write(self, edits: Sequence[PlanEdit]) -> Written:
        """Makes the edits in the file as it stands now; what people save meanwhile is merged.

        Raises Invalid and PlanInvalid as `read` does, EditRefused if the file can't be replaced.
        """
        if not edits:
            return Written(self.read(), (), (), ())
        content(self.path, self.name)  # says what is wrong with a file that can't be read at all
        outcomes: list[Written] = []

        def edit(data: bytes) -> bytes:
            outcomes.append(edit_text(decoded(data, self.name), self.name, edits))
            return outcomes[-1].document.text.encode()

        self.change(edit)
        return outcomes[-1]

    def author(self, slot: Slot) -> Edit | None:  # noqa: ARG002
        """A file alone does not tell."""
        return None

    def deliberate(self, slots: Collection[Slot]) -> frozenset[Slot]:  # noqa: ARG002
        return frozenset()

    def land(self, run: int, actors: Mapping[Slot, str]) -> Landing:  # noqa: ARG002
        """What is written in the file counts."""
        return Landing(frozenset())

    def put(self, expected: str, text: str) -> None:
        """Another text in place of the one that is expected there. Raises EditRefused if it is not."""

        def edit(data: bytes) -> bytes:
            if decoded(data, self.name) != expected:
                raise EditRefused(f"{self.name} was saved meanwhile. It stands as it was.", "Run sync again.")
            return text.encode()

        self.change(edit)

    def change(self, edit: Rewrite) -> None:
        # A link stays a link: its target is replaced.
        target = self.path.resolve()
        try:
            if not os.access(target, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            change(target, edit, self.replace)
        except OSError as error:
            raise not_written(self.name, error) from error
        except KeepsChanging:
            message = (
                f"{self.name} was saved again and again while it was to be changed. Nothing was written."
            )
            raise EditRefused(message, "Close programs that save it, and run sync again.") from None


def content(path: Path, name: str) -> bytes:
    try:
        return whole(path, SIZE_LIMIT)
    except TooLarge as error:
        message = f"{name} is {error.megabytes} MB large; a plan file has at most 50 MB."
        raise Invalid(message, "Give the plan file (YAML), not an archive or a document.") from None
    except FileNotFoundError:
        remedy = "Make one with: workplan import DOCUMENT; or name the file in workplan.toml, [plan] file."
        raise Invalid(f"There is no plan file {name}.", remedy) from None
    except NoFile as error:
        raise Invalid(f"{name} is {error.what}, not a plan file.", "Name the YAML file.") from None
    except OSError as error:
        remedy = "Check who may read the file."
        raise Invalid(f"The plan file {name} can't be read: {error.strerror}.", remedy) from None


def decoded(data: bytes, name: str) -> str:
    """The file's characters, line ends and byte order mark included."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if named_as_document(name):
            raise PlanInvalid(name, [document_problem(name)]) from None
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = "this is not text in UTF-8."
        remedy = "Save the file again with the encoding UTF-8."
        raise PlanInvalid(name, [Problem(line, column, "", message, remedy)]) from None


def not_written(name: str, error: OSError) -> EditRefused:
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            remedy = "Let the account that runs workplan write the file and its folder."
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            remedy = "Make room on the disk, and run sync again."
        case errno.EBUSY | errno.EXDEV:
            remedy = "If the file itself is mounted into a container, mount its folder instead."
        case _:
            remedy = "Check the disk, and run sync again."
    return EditRefused(f"{name} can't be changed: {error.strerror}. It stands as it was.", remedy)


def create_file(path: Path, text: str, name: str | None = None) -> None:
    """Write a new file, whole or not at all. Raises Invalid if there is one already, or none can be made."""
    name = name or str(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # A link fails where a file stands already; a rename would replace it.
        os.link(part, path)
    except FileExistsError:
        remedy = "Choose another name, or move the file away."
        raise Invalid(f"{name} exists already; nothing was written.", remedy) from None
    except OSError as error:
        remedy = "Check the folder, its rights and the space left."
        raise Invalid(f"{name} can't be written: {error.strerror}.", remedy) from None
    finally:
        part.unlink(missing_ok=True)
