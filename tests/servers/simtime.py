"""A clock that stands still until it is moved on: limits, expiries and lags of minutes pass at once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

START = datetime(2017, 5, 2, 9, tzinfo=UTC)


class SimulatedTime:
    """Called it gives the time; `sleep` stands in for time.sleep."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.advance(seconds=seconds)

    def advance(self, **by: float) -> None:
        """Move on by what timedelta takes: `advance(minutes=5)`."""
        with self._lock:
            self.at += timedelta(**by)


class MachineClock:
    """The clock of the machine that the bot runs on: wrong by as much as it is ahead of the true time."""

    def __init__(self, true: SimulatedTime) -> None:
        self.true = true
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return self.true() + self.ahead
