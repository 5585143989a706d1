"""Whether a plan could be synced now, as far as this machine goes: its state and its file can be read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from bot.app import App
from config.secrets import masked
from sync.errors import PlanInvalid, WorkplanError
from sync.facts import project_number

Stamp = tuple[int, int, int]


class Readiness:
    """Of one plan. A file is read again only when it has changed: this is asked every few seconds."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._seen: Stamp | None = None
        self._trouble = ""

    def trouble(self) -> str:
        """What keeps it from being ready, in words without contents or secrets; "" when nothing does."""
        try:
            with self._app.state_reader() as state:
                project_number(state)
        except WorkplanError as error:
            return masked(error.message)
        stamp = stamp_of(self._app.plan_path)
        if stamp is None or stamp != self._seen:
            self._trouble, self._seen = self.plan_trouble(), stamp
        return self._trouble

    def plan_trouble(self) -> str:
        try:
            self._app.plan_file().read()
        except PlanInvalid as error:
            return f"{error.name} has {len(error.problems)} mistakes: workplan check tells them."
        except WorkplanError as error:
            return masked(error.message)
        return ""


def stamp_of(path: Path) -> Stamp | None:
    with suppress(OSError):
        told = path.stat()
        return told.st_mtime_ns, told.st_size, told.st_ino
    return None
