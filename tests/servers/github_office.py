"""A server with one plan and the people round it, and connections to it, as its tests begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx
from github import Auth, Github

from tests.servers.github import GitHubServer

PLAN = "gmg/work-plan"


@contextmanager
def open_office(now: Callable[[], datetime] | None = None, **more: Any) -> Iterator[GitHubServer]:
    """A private repository; the bot writes (token "t"), Anna triages ("a"), Rita reads ("r")."""
    with GitHubServer(now=now, **more) as server:
        server.add_repo(PLAN, public=False)
        for login, token, role in (("bot", "t", "write"), ("anna", "a", "triage"), ("rita", "r", "read")):
            server.add_user(login, token=token, role=role)
        yield server


@contextmanager
def connect(server: GitHubServer, token: str = "t", **more: Any) -> Iterator[Github]:
    """The real library, without its pauses and retries."""
    settings = {"seconds_between_requests": 0, "seconds_between_writes": 0, "retry": None, "per_page": 100}
    with Github(**{"auth": Auth.Token(token), "base_url": server.api, **settings, **more}) as client:
        yield client


def dial(server: GitHubServer, token: str = "t") -> httpx.Client:
    """Plain HTTP to the plan's own addresses."""
    address, headers = f"{server.api}/repos/{PLAN}", {"Authorization": f"token {token}"}
    # Nothing is encrypted on loopback, and loading certificates takes longer than a test.
    return httpx.Client(base_url=address, headers=headers, trust_env=False, verify=False)
