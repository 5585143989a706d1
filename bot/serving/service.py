"""The process of `workplan run`: several plans, one alarm clock, until somebody asks it to end."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Final, Never

from bot.app import App, open_app, utc_now
from bot.log import Log
from bot.schedule import next_slot
from bot.serving.alarm import EVERY, Alarm
from bot.serving.duty import Duty
from bot.serving.pulse import Pulse
from bot.web.boarding import boarded
from bot.web.metrics import Metrics
from bot.web.offering import offered
from bot.web.serving import NoListener
from sync.errors import Invalid, WorkplanError

ENDS: Final = (signal.SIGTERM, signal.SIGINT)


class Ended(Exception):
    """Somebody asked the process to end."""


def open_plans(paths: Sequence[Path], today: date | None = None) -> list[App]:
    """Raises Invalid with every mistake in all of these settings, and for one plan that is named twice."""
    apps: list[App] = []
    mistakes = []
    for path in paths or (None,):
        try:
            apps.append(open_app(path, today))
        except WorkplanError as error:
            mistakes.append(str(error))
    if mistakes:
        raise Invalid("\n".join(mistakes))
    shared = {"plan file": [app.plan_path for app in apps], "state": [app.lock_path for app in apps]}
    for kind, places in shared.items():
        place, count = Counter(one.resolve() for one in places).most_common(1)[0]
        if count > 1:
            raise Invalid(
                f"Two of these settings have the same {kind}: {place}.",
                "Each plan has a plan file and a state of its own: [plan] file and [state] url.",
            )
    return apps


def serve_plans(apps: Sequence[App], log: Log) -> None:
    """Until SIGTERM or SIGINT. What is in hand then is finished; a second signal waits for nothing."""
    plans = {str(app.plan_path): app for app in apps}
    pulse = Pulse(plans, utc_now())
    metrics = Metrics(pulse, utc_now)
    duties = [Duty(name, app, log, pulse, metrics) for name, app in plans.items()]
    alarm = Alarm({duty.name: duty.tick for duty in duties}, pulse.ticked, utc_now)
    log.say("started", version=version("workplan-bot"), plans=len(apps))
    with ExitStack() as stack:
        for listen in {app.service.listen for app in apps} - {""}:
            there = {name: app for name, app in plans.items() if app.service.listen == listen}
            web = offered(there, listen, pulse, metrics, utc_now, alarm.wake)
            log.say("listening", address=stack.enter_context(web))
        for listen in {app.pages.listen for app in apps} - {""}:
            pages = boarded([app for app in apps if app.pages.listen == listen], listen)
            try:
                log.say("board", address=stack.enter_context(pages))
            except NoListener as error:  # a service syncs and posts, whether or not it can be looked at
                log.say("board", trouble=str(error))
        for duty in duties:
            duty.recall()
            log.say("schedule", duty.name, **schedule(duty.app))
        try:
            end_by_signal()
            alarm.start()
            while True:
                time.sleep(EVERY.total_seconds())
                alarm.look_at_clock()
        except Ended:
            log.say("asked to end")
        for app in apps:
            app.leave.wish()
        alarm.stop()
    log.say("ended")


def schedule(app: App) -> dict[str, str]:
    """When what comes next, by the plan's clock."""
    now = app.clock()
    digest = next_slot(app.digest, app.zone, now, app.holidays) if app.slack.channel else None
    found = {"next_sync": next_slot(app.syncs, app.zone, now), "next_digest": digest}
    return {
        name: f"{slot.at.astimezone(app.zone):%Y-%m-%d %H:%M}" if slot else "never"
        for name, slot in found.items()
    }


def end_by_signal() -> None:
    """Raises Ended at the first signal; from then on another one ends the process as it stands."""

    def end(_number: int, _frame: FrameType | None) -> Never:
        for one in ENDS:
            signal.signal(one, lambda number, _: os._exit(128 + number))
        raise Ended

    for one in ENDS:
        signal.signal(one, end)
