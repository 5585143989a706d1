"""What a service does for a plan at a moment, decided from what is known of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from bot.schedule import Slot, latest_slot
from bot.serving.quiet import run_at
from config.recurrence import Recurrence
from sync.asked import Asked

MINUTE: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(minutes=15)
DAY: Final = timedelta(days=1)
NUMBER: Final = re.compile(r"\d+")
WAIT: Final = timedelta(minutes=10)


class Reason(StrEnum):
    """Why a plan is synced."""

    SCHEDULE = "schedule"
    ASKED = "webhook"


@dataclass(frozen=True, slots=True)
class Tries:
    """How often something went wrong since it last went well, and when it was tried last."""

    failed: int = 0
    last: datetime | None = None

    def again(self, now: datetime) -> Tries:
        return Tries(self.failed + 1, now)

    def may(self, now: datetime) -> bool:
        """Soon at first, then every quarter of an hour. A clock that was set back holds nothing up."""
        if self.last is None:
            return True
        wait = min(MINUTE * 2 ** min(self.failed - 1, 10), LONGEST)
        return not self.last <= now < self.last + wait


def is_news(trouble: str, before: str) -> bool:
    """How many minutes are left, until when, which line it is by now: that makes it no other trouble."""
    return bool(trouble) and NUMBER.sub("", trouble) != NUMBER.sub("", before)


def reason_to_sync(now: datetime, slot: Slot | None, done: str, asked: Asked | None) -> Reason | None:
    """`slot`: the latest; `done`: the key of the one that the last good sync was for."""
    if slot is not None and slot.key != done:
        return Reason.SCHEDULE
    return Reason.ASKED if asked is not None and is_quiet(asked, now) else None


def waits_for_sync(now: datetime, slot: Slot) -> bool:
    """A digest is to know the latest: while another process is at work on the plan it waits, not for long."""
    return slot.at <= now < slot.at + WAIT


def is_quiet(asked: Asked, now: datetime) -> bool:
    """By a clock that was set back since, it never would be."""
    return now >= run_at(asked.first, asked.last) or now < asked.first


def is_outage(syncs: Recurrence, zone: tzinfo, now: datetime, last_good: datetime) -> bool:
    """A sync has been due for a day, and none went well since then."""
    slot = latest_slot(syncs, zone, now - DAY)
    return slot is not None and slot.at > last_good
