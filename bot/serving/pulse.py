"""What a service knows of itself while it runs: written by its plans' runs, read where health is told."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Beat:
    """Of one plan, in UTC."""

    ticked: datetime
    """When the schedule was looked at last."""
    synced: datetime | None = None
    """The end of the last sync that went well."""
    running: datetime | None = None
    """When a run that is at work began, or got on last."""
    trouble: str = ""
    """What the last run came to, in a user's words without secrets; empty when it went well."""


class Pulse:
    """Any thread may write and read."""

    def __init__(self, plans: Iterable[str], now: datetime) -> None:
        """`plans`: how users tell them apart."""
        self._lock = threading.Lock()
        self._beats = {plan: Beat(now) for plan in plans}

    def ticked(self, plan: str, at: datetime) -> None:
        with self._lock:
            self._beats[plan] = replace(self._beats[plan], ticked=at)

    def began(self, plan: str, at: datetime) -> None:
        with self._lock:
            self._beats[plan] = replace(self._beats[plan], running=at)

    def got_on(self, plan: str, at: datetime) -> None:
        """The run is at work, and has done one more thing."""
        self.began(plan, at)

    def went_well(self, plan: str, at: datetime) -> None:
        with self._lock:
            self._beats[plan] = replace(self._beats[plan], synced=at, running=None, trouble="")

    def failed(self, plan: str, trouble: str) -> None:
        with self._lock:
            self._beats[plan] = replace(self._beats[plan], running=None, trouble=trouble)

    def recalled(self, plan: str, synced: datetime | None) -> None:
        """What an earlier process did, as the state has it."""
        with self._lock:
            self._beats[plan] = replace(self._beats[plan], synced=synced)

    @property
    def beats(self) -> Mapping[str, Beat]:
        with self._lock:
            return dict(self._beats)
