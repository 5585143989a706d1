"""How much time has gone by: a clock that is set back meanwhile makes no wait longer and no run endless."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class Onward:
    """Gives the time of a clock, and goes on from its latest moment when the clock is set back."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.latest = clock()
        self.lead = timedelta()
        """How far it is ahead of the clock by now."""

    def __call__(self) -> datetime:
        at = self.clock() + self.lead
        if at < self.latest:
            self.lead += self.latest - at
            at = self.latest
        self.latest = at
        return at

    def as_shown(self, at: datetime) -> datetime:
        """A moment as the clock will tell it."""
        return at - self.lead
