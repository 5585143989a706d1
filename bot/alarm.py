"""The alarm clock of a service: it rings for each plan every few seconds. What is due then the state tells.

APScheduler goes by the wall clock, and by what it had planned: after a year of sleep it would list each ring
that it missed, and after a clock was set back wait until the time has come again. So a ring plans only the
next one, and whoever watches the clock sets it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.jobstores.base import JobLookupError  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]

EVERY: Final = timedelta(seconds=5)
Ring = Callable[[], datetime | None]
"""Says when it is to ring for it before its time."""


class Soon(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """A while from now, whatever was planned before."""

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:  # noqa: ARG002
        return now + EVERY


class Alarm:
    def __init__(self, rings: Mapping[str, Ring], clock: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self.rings = rings
        self.clock = clock
        self.seen = clock()
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(max_workers=len(rings))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for name in rings:
            self.scheduler.add_job(self.ring, Soon(), [name], id=name, next_run_time=self.seen)

    def ring(self, name: str) -> None:
        sooner = self.rings[name]()
        if sooner is not None:
            self.set(name, sooner)

    def set(self, name: str, at: datetime) -> None:
        with suppress(JobLookupError):  # it is switched off
            self.scheduler.modify_job(name, next_run_time=at)

    def wake(self, name: str) -> None:
        """Ring now, or after a few seconds where it is at work."""
        self.set(name, self.clock())

    def look_at_clock(self) -> None:
        """To be called now and then: one that was set back would not ring before its old time."""
        now = self.clock()
        if now < self.seen:
            for name in self.rings:
                self.set(name, now)
        self.seen = now

    def start(self) -> None:
        self.scheduler.start()

    def stop(self) -> None:
        """Waits for what is at work."""
        self.scheduler.shutdown(wait=True)
