"""One plan in a service: at each tick of an alarm clock, what is due is done, and told of.

What is kept here between two ticks is no truth: another process finds all of it in the state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from time import monotonic

from bot.app import App
from bot.failing import told
from bot.heartbeat import beat
from bot.jobs import Reason, Tries, reason_to_sync
from bot.log import Log
from bot.places import ServicePlace
from bot.pulse import Pulse
from bot.quiet import run_at
from bot.schedule import Slot, latest_slot, next_slot
from bot.syncing import sync_plan
from bot.web.metrics import Metrics
from sync.asked import Asked, answer, what_is_asked
from sync.errors import Busy, Leaving, WorkplanError
from sync.forges.line import Answer
from sync.ran import good_runs, ran_within
from sync.report import Report
from sync.state import StateReader


def measured(app: App, heard: Callable[[Answer], None]) -> App:
    """Each answer of its service is counted."""
    place = app.place
    return replace(app, place=replace(place, heard=heard)) if isinstance(place, ServicePlace) else app


class Duty:
    """`tick` is called by one thread at a time, and raises nothing: one bad plan stops no other."""

    def __init__(self, name: str, app: App, log: Log, pulse: Pulse, metrics: Metrics) -> None:
        """`name`: what the service calls the plan."""
        self.name = name
        self.app = measured(app, partial(metrics.answered, name))
        self.log = log
        self.pulse = pulse
        self.metrics = metrics
        self.synced = ""
        """The key of the slot that a sync is known to have been for."""
        self.tries: defaultdict[str, Tries] = defaultdict(Tries)
        self.troubles: dict[str, str] = {}
        """What was told last of each kind of work: it is not told again every quarter of an hour."""

    def recall(self) -> None:
        """What earlier processes did."""
        with suppress(WorkplanError), self.app.state_reader() as state:
            if found := good_runs(state):
                self.pulse.recalled(self.name, found[0].ended)

    def tick(self) -> datetime | None:
        """The moment of the next one, where that is to come before its time."""
        now = self.app.clock()
        if self.app.leave.wished():
            return None
        try:
            return self.sync_if_due(now)
        except (Busy, Leaving):
            self.pulse.failed(self.name, self.troubles.get("sync", ""))
        except Exception as error:
            self.tries["sync"] = self.tries["sync"].again(now)
            self.metrics.ran(self.name, error.code if isinstance(error, WorkplanError) else 1)
            self.pulse.failed(self.name, told(error))
            self.tell("sync", told(error))
        return None

    def sync_if_due(self, now: datetime) -> datetime | None:
        slot = latest_slot(self.app.syncs, self.app.zone, now)
        with self.app.state_reader() as state:
            asked = what_is_asked(state)
            if slot is not None and slot.key != self.synced and self.is_done(state, slot):
                self.synced = slot.key
        match reason_to_sync(now, slot, self.synced, asked, self.tries["sync"]):
            case None:
                return run_at(asked.first, asked.last) if asked else None
            case reason:
                self.sync(reason, now, slot, asked)
        return None

    def is_done(self, state: StateReader, slot: Slot) -> bool:
        following = next_slot(self.app.syncs, self.app.zone, slot.at)
        return ran_within(state, slot.at, following.at if following else None)

    def sync(self, reason: Reason, now: datetime, slot: Slot | None, asked: Asked | None) -> None:
        """Raises Busy also when another process has been there since this one looked."""

        def overtaken(state: StateReader) -> bool:
            if reason is Reason.ASKED:
                return what_is_asked(state) is None
            return slot is not None and self.is_done(state, slot)

        self.pulse.began(self.name, now.astimezone(UTC))
        begun = monotonic()
        report = sync_plan(self.app, overtaken=overtaken)
        seconds = monotonic() - begun
        self.metrics.ran(self.name, report.code, report)
        if report.stopped and self.app.leave.wished():
            self.pulse.failed(self.name, "")
            self.log.say("cut short", self.name, done=len(report.done()))
            return
        if report.whole:
            self.tries["sync"] = Tries()
            self.synced = slot.key if slot else ""
            if asked is not None:
                with self.app.state() as state:
                    answer(state, asked.number)
        else:
            self.tries["sync"] = self.tries["sync"].again(now)
        self.came(report, reason, seconds)

    def came(self, report: Report, reason: Reason, seconds: float) -> None:
        self.log.say(
            "synced",
            self.name,
            reason=reason,
            done=len(report.done()),
            conflicts=len(report.conflicts),
            refused=sum(one.items for one in report.guarded),
            seconds=round(seconds, 1),
        )
        if report.trouble:
            self.pulse.failed(self.name, report.trouble)
            self.tell("sync", report.trouble)
            return
        self.pulse.went_well(self.name, self.app.clock().astimezone(UTC))
        self.troubles.pop("sync", None)
        if self.app.service.heartbeat:
            self.tell("heartbeat", beat(self.app.service.heartbeat))

    def tell(self, work: str, trouble: str) -> None:
        """Once, until it is another one or none."""
        if trouble and trouble != self.troubles.get(work):
            self.log.say("failed", self.name, work=work, trouble=trouble)
        self.troubles[work] = trouble
