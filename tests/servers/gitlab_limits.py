"""How much GitLab takes in a minute, and what it says when that is exceeded.

https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/
https://docs.gitlab.com/security/rate_limits/
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.servers.gitlab_refusal import Refusal
from tests.servers.gitlab_state import Project, User, World

WINDOW = 60
TOO_MANY = {"message": {"error": "This endpoint has been requested too many times. Try again later."}}


@dataclass(slots=True)
class Limits:
    """None switches one off. The numbers are those of gitlab.com.

    https://docs.gitlab.com/user/gitlab_com/#rate-limits-on-gitlabcom
    """

    requests: int | None = 2_000
    """A user's requests a minute, whatever they are answered with."""
    issues: int | None = 200
    """Creations of issues a minute, by user and project."""
    notes: int | None = 60
    """Comments a minute, by user, over all projects."""
    title: int = 255
    description: int = 1_048_576
    note: int = 1_000_000
    per_page: int = 100
    counted_rows: int = 10_000
    """Above it lists say nothing of their total."""
    offset: int | None = 50_000
    """How far pages by number reach, where keyset paging exists."""
    announced: bool = True
    """Whether all answers say how much is left, as those of gitlab.com do."""
    retry_after: bool = True
    """Whether refusals of issues and comments say when to come again: servers before 18.5 don't."""


class Meter:
    """Counts in fixed windows that begin with each minute, as Rack::Attack and the application do."""

    def __init__(self, world: World, limits: Limits) -> None:
        self._world = world
        self._limits = limits
        self._window = -1
        self._requests: dict[int, int] = {}

    def count_request(self, user: User) -> dict[str, str]:
        """The headers that say how much is left; raises when nothing is."""
        now = self._world.now()
        window = int(now.timestamp()) // WINDOW
        if window != self._window:
            self._window, self._requests = window, {}
        seen = self._requests[user.id] = self._requests.get(user.id, 0) + 1
        limit = self._limits.requests
        if limit is None:
            return {}
        headers = _quota(now, limit, seen)
        if seen > limit:
            text = {"Content-Type": "text/plain", "Retry-After": str(_rest(now))}
            raise Refusal(429, b"Retry later\n", {**headers, **text})
        return headers if self._limits.announced else {}

    def check_issue(self, user: User, project: Project) -> None:
        self._check(self._limits.issues, "issue", user, project)

    def check_note(self, user: User) -> None:
        self._check(self._limits.notes, "comment", user, None)

    def _check(self, limit: int | None, kind: str, user: User, project: Project | None) -> None:
        if limit is None:
            return
        now = self._world.now()
        window = int(now.timestamp()) // WINDOW
        made = 0
        for one in reversed(self._world.creations):
            if int(one.at.timestamp()) // WINDOW != window:
                break
            made += one.kind == kind and one.user is user and project in (None, one.project)
        if made >= limit:
            # Always the whole window, however much of it is over.
            raise Refusal(429, TOO_MANY, {"Retry-After": str(WINDOW)} if self._limits.retry_after else {})


def _rest(now: datetime) -> int:
    return WINDOW - int(now.timestamp()) % WINDOW


def _quota(now: datetime, limit: int, seen: int) -> dict[str, str]:
    reset = int(now.timestamp()) + _rest(now)
    return {
        "RateLimit-Limit": str(limit),
        "RateLimit-Name": "throttle_authenticated_api",
        "RateLimit-Observed": str(seen),
        "RateLimit-Remaining": str(max(limit - seen, 0)),
        "RateLimit-Reset": str(reset),
        "RateLimit-ResetTime": format_datetime(datetime.fromtimestamp(reset, UTC), usegmt=True),
    }
