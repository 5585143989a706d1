"""The answers GitLab gives instead of what was asked for.

https://docs.gitlab.com/api/rest/troubleshooting/#status-codes
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    def __init__(self, status: int, body: Any, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def refused(status: int, message: Any) -> Refusal:
    return Refusal(status, {"message": message})


def not_found(what: str = "") -> Refusal:
    """Endpoints that look a record up themselves name it, the others say "404 Not found"."""
    return refused(404, f"404 {what} Not Found" if what else "404 Not found")


def forbidden(reason: str = "") -> Refusal:
    return refused(403, f"403 Forbidden - {reason}" if reason else "403 Forbidden")


def bad_request(reason: str) -> Refusal:
    return refused(400, f"400 Bad request - {reason}")


def missing(name: str) -> Refusal:
    """What the checks of parameters say has another form than what the models say."""
    return Refusal(400, {"error": f"{name} is missing"})


def invalid(name: str, why: str) -> Refusal:
    return refused(400, {name: [why]})
