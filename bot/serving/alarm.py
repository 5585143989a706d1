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

from apscheduler.events import (  # type: ignore[import-untyped]
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_SUBMITTED,
)
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
    """`looked` is told each time that a plan's turn has come, also while it is at work. `clock` in UTC."""

    def __init__(
        self,
        rings: Mapping[str, Ring],
        looked: Callable[[str, datetime], None],
        clock: Callable[[], datetime],
    ) -> None:
        self.rings = rings
        self.clock = clock
        self.seen = clock()
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(max_workers=len(rings))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        turn = EVENT_JOB_SUBMITTED | EVENT_JOB_MAX_INSTANCES
        self.scheduler.add_listener(lambda event: looked(event.job_id, clock()), turn)
        for name in rings:
            self.scheduler.add_job(self.ring, Soon(), [name], id=name, next_run_time=self.seen)

    def ring(self, name: str) -> None:
        sooner = self.rings[name]()
        if sooner is not None:
            self.set(name, sooner)

    def set(self, name: str, at: datetime) -> None:
        with suppress(JobLookupError):  # it is switched off
            self.scheduler.modify_job(name, next_run_time=at)

    def wake(self) -> None:
        """Ring now for all; in a few seconds for who is at work."""
        for name in self.rings:
            self.set(name, self.clock())

    def look_at_clock(self) -> None:
        """To be called now and then: one that was set back would not ring before its old time."""
        now = self.clock()
        if now < self.seen:
            self.wake()
        self.seen = now

    def start(self) -> None:
        self.scheduler.start()

    def stop(self) -> None:
        """Waits for what is at work."""
        self.scheduler.shutdown(wait=True)
