"""One plan in a service: at each tick of an alarm clock, what is due is done, and told of.

What is kept here between two ticks is no truth: another process finds all of it in the state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from time import monotonic
from typing import Final, assert_never

from bot.app import App
from bot.digests.posts import fitting
from bot.failing import told
from bot.jobs import Reason, Tries, is_news, is_outage, reason_to_sync, waits_for_sync
from bot.log import Log
from bot.places import ServicePlace
from bot.posts.notice import notify
from bot.posts.sending import send
from bot.schedule import Slot, latest_slot, next_slot
from bot.serving.heartbeat import beat
from bot.serving.pulse import Pulse
from bot.serving.quiet import run_at
from bot.syncing import sync_plan
from bot.text.service import HELD, STUCK, outage_message
from bot.web.metrics import Metrics
from sync.asked import Asked, answer, what_is_asked
from sync.errors import Busy, Leaving, WorkplanError
from sync.forges.line import Answer
from sync.ran import good_runs, good_since, ran_within
from sync.report import Report
from sync.state import StateReader

HANGS: Final = timedelta(hours=1)
"""Another process that has been at work for so long, each time that one looked, may never end."""


class Work(StrEnum):
    """What can go wrong by itself."""

    SYNC = "sync"
    DIGEST = "digest"
    NOTICE = "notice"
    HEARTBEAT = "heartbeat"


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
        self.is_busy = False
        """Another process is at work on the plan."""
        self.held: datetime | None = None
        """Since when it has been at work without a break, or when that was told last."""
        self.told = ""
        """The key of the slot whose digest is known to be posted, or to be left out."""
        self.tries: defaultdict[Work, Tries] = defaultdict(Tries)
        self.troubles: dict[Work, str] = {}
        """What was said last of each kind of work: it is not said again every quarter of an hour."""

    def recall(self) -> None:
        """What earlier processes did."""
        with suppress(WorkplanError), self.app.state_reader() as state:
            if found := good_runs(state):
                self.pulse.recalled(self.name, found[0].ended)

    def tick(self) -> datetime | None:
        """The moment of the next one, where that is to come before its time."""
        self.is_busy, before = False, self.tries[Work.SYNC]
        sooner = self.attempt(Work.SYNC, self.sync_if_due)
        if self.is_held() or self.tries[Work.SYNC].failed > before.failed:
            self.attempt(Work.NOTICE, self.tell_outage)
        self.attempt(Work.DIGEST, self.post_if_due)
        return sooner

    def attempt(self, work: Work, act: Callable[[datetime], datetime | None]) -> datetime | None:
        now = self.app.clock()
        if self.app.leave.wished() or not self.tries[work].may(now):
            return None
        try:
            return act(now)
        except (Busy, Leaving):
            if work is Work.SYNC:
                self.is_busy = True
                self.pulse.failed(self.name, self.troubles.get(work, ""))
        except Exception as error:
            self.tries[work] = self.tries[work].again(now)
            self.say(work, told(error))
            match work:
                case Work.SYNC:
                    self.pulse.failed(self.name, told(error))
                    self.metrics.ran(self.name, error.code if isinstance(error, WorkplanError) else 1)
                case Work.DIGEST:
                    self.metrics.digest(self.name, "failed")
                case Work.NOTICE | Work.HEARTBEAT:
                    pass
                case _:
                    assert_never(work)
        return None

    def is_held(self) -> bool:
        """True once an hour. Then it is told as a trouble: nobody else might notice."""
        now = self.app.clock()
        self.held = (self.held or now) if self.is_busy else None
        if self.held is None or now - self.held < HANGS:
            return False
        self.held = now
        self.say(Work.SYNC, HELD)
        self.pulse.failed(self.name, HELD)
        return True

    def say(self, work: Work, trouble: str) -> None:
        """Once, until it is another one or none."""
        if is_news(trouble, self.troubles.get(work, "")):
            self.log.say("failed", self.name, work=work, trouble=trouble)
        self.troubles[work] = trouble

    def sync_if_due(self, now: datetime) -> datetime | None:
        slot = latest_slot(self.app.syncs, self.app.zone, now)
        with self.app.state_reader() as state:
            asked = what_is_asked(state)
            if slot is not None and slot.key != self.synced and self.is_done(state, slot):
                self.synced = slot.key
        reason = reason_to_sync(now, slot, self.synced, asked)
        if reason is None:
            return run_at(asked.first, asked.last) if asked else None
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
        report = sync_plan(
            self.app, progress=lambda *_: self.pulse.got_on(self.name, self.utc()), overtaken=overtaken
        )
        seconds = monotonic() - begun
        self.metrics.ran(self.name, report.code, report)
        if report.stopped and self.app.leave.wished():
            self.pulse.failed(self.name, "")
            self.log.say("cut short", self.name, done=len(report.done()))
            return
        if report.whole:
            self.tries.pop(Work.SYNC, None)
            self.synced = slot.key if slot else ""
            if asked is not None:
                with self.app.state() as state:
                    answer(state, asked.number)
        else:
            self.tries[Work.SYNC] = self.tries[Work.SYNC].again(now)
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
        trouble = report.trouble or ("" if report.whole else STUCK)
        self.say(Work.SYNC, trouble)
        if trouble:
            self.pulse.failed(self.name, trouble)
            return
        self.pulse.went_well(self.name, self.app.clock().astimezone(UTC))
        if self.app.service.heartbeat:
            self.say(Work.HEARTBEAT, beat(self.app.service.heartbeat))

    def post_if_due(self, now: datetime) -> None:
        """After the sync of the same moment, so that the digest knows the latest."""
        slot = latest_slot(self.app.digest, self.app.zone, now, self.app.holidays)
        if slot is None or slot.key == self.told or not self.app.slack.channel:
            return
        if self.is_busy and waits_for_sync(now, slot):
            return
        sent = send(self.app, due=True, now=self.utc)
        if sent.code:
            self.tries[Work.DIGEST] = self.tries[Work.DIGEST].again(now)
        else:
            self.tries.pop(Work.DIGEST, None)
            self.told = slot.key
        if sent.due:
            self.metrics.digest(self.name, "failed" if sent.code else "posted")
            if not sent.code:
                self.log.say("digest", self.name, said=sent.text)
        self.say(Work.DIGEST, sent.text if sent.code else "")

    def tell_outage(self, now: datetime) -> None:
        with self.app.state_reader() as state:
            since, plan = good_since(state), state.load().plan
        if (
            since is None
            or not self.app.slack.channel
            or not is_outage(self.app.syncs, self.app.zone, now, since)
        ):
            return
        last = since.astimezone(self.app.zone)
        words = self.app.words
        message = outage_message(plan, last, self.troubles[Work.SYNC], now.date(), words)
        notify(self.app, f"outage {since.astimezone(UTC).isoformat()}", fitting(message, words), self.utc)
        self.tries.pop(Work.NOTICE, None)
        self.say(Work.NOTICE, "")

    def utc(self) -> datetime:
        return self.app.clock().astimezone(UTC)
