"""Primary and secondary rate limits, in server time.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.servers.github_access import Token
from tests.servers.github_refusals import Refused
from tests.servers.github_world import World

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
    "If you reach out to GitHub Support for help, please include the request ID 8843:1A2B:3C4D5E:6F7A8B."
)


@dataclass(slots=True)
class Limits:
    """github.com's; None switches one off. Shared by all tokens of one account, as the real ones are."""

    requests_per_hour: int | None = 5000
    """Without it no answer has x-ratelimit headers and GET /rate_limit is 404."""
    points_per_minute: int | None = 900
    """A GET costs 1, anything else 5."""
    creations_per_minute: int | None = 80
    creations_per_hour: int | None = 500
    primary_status: int = 403
    secondary_status: int = 403
    """The service uses 403 and 429 for both."""
    retry_after: bool = True
    """Whether a secondary refusal says how long to wait."""

    @classmethod
    def off(cls) -> Limits:
        """As on an Enterprise Server, where they are off until its administrator sets some."""
        return cls(None, None, None, None)


@dataclass(slots=True)
class Window:
    start: datetime
    used: int = 0


class Meter:
    """Counts what accounts use and refuses what is too much."""

    def __init__(self, world: World, limits: Limits) -> None:
        self.world = world
        self.limits = limits
        self.windows: dict[str, Window] = {}
        self.points: dict[str, deque[tuple[datetime, int]]] = defaultdict(deque)

    def window(self, token: Token) -> Window:
        login = token.user.login
        window = self.windows.get(login)
        if window is None or window.start + HOUR <= self.world.now():
            window = self.windows[login] = Window(self.world.time())
        return window

    def charge(self, token: Token, points: int) -> None:
        """Take one request, or refuse it."""
        self.charge_primary(token)
        self.charge_points(token, points)

    def charge_primary(self, token: Token) -> None:
        most, window = self.limits.requests_per_hour, self.window(token)
        if most is None:
            return
        if window.used >= most:
            whom = (
                f"installation ID {token.installation}" if token.installation else f"user ID {token.user.id}"
            )
            raise Refused(self.limits.primary_status, f"API rate limit exceeded for {whom}.")
        window.used += 1

    def refund(self, token: Token) -> None:
        """A 304 costs nothing: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api"""
        if self.limits.requests_per_hour is not None:
            self.window(token).used -= 1

    def charge_points(self, token: Token, points: int) -> None:
        most, spent, now = self.limits.points_per_minute, self.points[token.user.login], self.world.now()
        while spent and spent[0][0] <= now - MINUTE:
            spent.popleft()
        if most is not None and sum(cost for _, cost in spent) + points > most:
            raise self.secondary(spent[0][0] + MINUTE)
        spent.append((now, points))

    def check_creation(self, token: Token) -> None:
        """Creations through the web count as well."""
        recent = self.recent_creations(token.user.login)
        for most, span in (
            (self.limits.creations_per_minute, MINUTE),
            (self.limits.creations_per_hour, HOUR),
        ):
            within = [at for at in recent if at > self.world.now() - span]
            if most is not None and len(within) >= most:
                raise self.secondary((within[-most] if most else self.world.now()) + span)

    def recent_creations(self, login: str) -> list[datetime]:
        found: deque[datetime] = deque()
        for one in reversed(self.world.made):
            if one.at <= self.world.now() - HOUR:
                break
            if one.login == login:
                found.appendleft(one.at)
        return list(found)

    def secondary(self, free: datetime) -> Refused:
        seconds = max(math.ceil((free - self.world.now()).total_seconds()), 1)
        headers = {"Retry-After": str(seconds)} if self.limits.retry_after else {}
        return Refused(self.limits.secondary_status, SECONDARY, headers=headers)

    def headers(self, token: Token) -> dict[str, str]:
        if self.limits.requests_per_hour is None:
            return {}
        names = {"limit": "Limit", "remaining": "Remaining", "used": "Used", "reset": "Reset"}
        shown = {f"X-RateLimit-{names[name]}": str(value) for name, value in self.account(token).items()}
        return {**shown, "X-RateLimit-Resource": "core"}

    def account(self, token: Token) -> dict[str, int]:
        most, window = self.limits.requests_per_hour or 0, self.window(token)
        reset = int((window.start + HOUR).timestamp())
        return {"limit": most, "remaining": max(most - window.used, 0), "used": window.used, "reset": reset}
