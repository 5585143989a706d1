"""How fast a service may be asked: budgets over sliding windows of time, and the pauses that it asks for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from sync.errors import Unavailable
from sync.onward import Onward


@dataclass(slots=True)
class Budget:
    """At most so much within any `window`."""

    limit: int
    window: timedelta
    spent: deque[tuple[datetime, int]] = field(default_factory=deque)
    total: int = 0

    def forget(self, now: datetime) -> None:
        while self.spent and self.spent[0][0] <= now - self.window:
            self.total -= self.spent.popleft()[1]

    def spend(self, now: datetime, cost: int) -> None:
        self.spent.append((now, cost))
        self.total += cost

    def free_at(self, now: datetime, cost: int) -> datetime:
        """When so much may be spent at the earliest."""
        self.forget(now)
        over = self.total + cost - self.limit
        at = now
        for moment, spent in self.spent:
            if over <= 0:
                break
            over -= spent
            at = moment + self.window
        return at

    def forecast(self, now: datetime, count: int) -> timedelta:
        """How long until so many of cost 1 are spent, when nothing else holds them up."""
        self.forget(now)
        over = self.total + count - self.limit
        if over <= 0:
            return timedelta()
        first = self.spent[0][0] + self.window - now if self.spent else self.window
        return max(first, timedelta()) + self.window * (ceil(over / self.limit) - 1)


class Pace:
    """Waits until a request may go out. `longest` is the longest wait that makes sense within a run."""

    def __init__(
        self,
        budgets: Mapping[str, tuple[Budget, ...]],
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        longest: timedelta,
    ) -> None:
        """`budgets`: what is spent (say "creation") -> what it is spent from."""
        self.budgets = budgets
        self.now = Onward(now)
        self.sleep = sleep
        self.longest = longest
        self.pause_until: datetime | None = None
        self.paused_by = ""

    def remember(self, what: str, at: datetime) -> None:
        """What an earlier process spent, the oldest first: by a clock that may have been set since."""
        now = self.now()
        for budget in self.budgets.get(what, ()):
            if abs(now - at) < budget.window:
                budget.spend(min(at, now), 1)

    def admit(self, costs: Mapping[str, int]) -> None:
        """Wait for all of these, without spending them. Raises Unavailable in too long a pause."""
        while True:
            now = self.now()
            self.end_long_pause()
            moments = [
                budget.free_at(now, cost) for what, cost in costs.items() for budget in self.budgets[what]
            ]
            if self.pause_until is not None:
                moments.append(self.pause_until)
            wait = max(moments, default=now) - now
            if wait <= timedelta():
                return
            self.sleep(wait.total_seconds() + 0.001)

    def spend(self, costs: Mapping[str, int]) -> None:
        now = self.now()
        for what, cost in costs.items():
            for budget in self.budgets[what]:
                budget.spend(now, cost)

    def pause(self, wait: timedelta, service: str) -> None:
        """The service asked for it. Raises Unavailable for a pause that no run should wait for."""
        until = self.now() + wait
        if self.pause_until is None or until > self.pause_until:
            self.pause_until, self.paused_by = until, service
        self.end_long_pause()

    def end_long_pause(self) -> None:
        """Whatever is asked next does not knock again in the meantime."""
        if self.pause_until is not None and self.pause_until - self.now() > self.longest:
            until = self.now.as_shown(self.pause_until)
            raise Unavailable(
                f"{self.paused_by} takes no more requests until {until:%H:%M} ({until.tzname()}).",
                "What was done is kept; the next sync goes on from there.",
            )

    def forecast(self, what: str, count: int) -> timedelta:
        now = self.now()
        waits = [budget.forecast(now, count) for budget in self.budgets.get(what, ())]
        return max(waits, default=timedelta())
