"""A plan in a service, with a clock that stands still until it is set, in the process of the test."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App, open_app
from bot.export.form import LogForm
from bot.log import Log
from bot.serving.duty import Duty
from bot.serving.pulse import Beat, Pulse
from bot.web.metrics import Metrics
from sync.leave import Leave
from sync.ran import good_runs

BEGIN = datetime(2017, 5, 2, 9, 1, tzinfo=UTC)
"""A Tuesday."""


class Hurry(Leave):
    """Time goes by without waiting for it."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office

    def sleep(self, seconds: float) -> None:
        super().sleep(0)
        self.office.now += timedelta(seconds=seconds)


class Office:
    """`start` begins a process anew: what was not in the state is forgotten."""

    def __init__(self, folder: Path, settings: str = "", now: datetime = BEGIN) -> None:
        self.folder = folder
        self.now = now
        self.written = io.StringIO()
        (folder / "workplan.toml").write_text(settings, "utf-8")
        self.start()

    def clock(self) -> datetime:
        return self.now

    def app(self) -> App:
        app = open_app(self.folder / "workplan.toml")
        clock = lambda: self.now.astimezone(app.zone)  # noqa: E731
        return replace(app, clock=clock, place=replace(app.place, now=self.clock), leave=Hurry(self))

    def start(self) -> None:
        self.duty = self.another()

    def another(self) -> Duty:
        """A second process beside the first."""
        self.pulse = Pulse(["gmg"], self.now)
        self.metrics = Metrics(self.pulse, self.clock)
        return Duty("gmg", self.app(), Log(self.written, LogForm.JSON, self.clock), self.pulse, self.metrics)

    def tick(self, after: timedelta = timedelta()) -> datetime | None:
        self.now += after
        return self.duty.tick()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.written.getvalue().splitlines()]

    def told(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == event]

    @property
    def beat(self) -> Beat:
        return self.pulse.beats["gmg"]

    @property
    def runs(self) -> int:
        """Good syncs that the state knows of."""
        with self.app().state_reader() as state:
            return len(good_runs(state))
