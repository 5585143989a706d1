"""Webhooks received over real HTTP, written into a real state."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any
from uuid import uuid4

import httpx

from bot.web.hooks import Hooks, Service, Watched
from bot.web.serving import serve
from bot.web.signatures import key_from
from bot.web.site import site
from sync.asked import Asked, Delivery, record, what_is_asked
from sync.facts import project_number
from sync.state import State
from tests.builders.rigs import PLAN
from tests.servers.gitlab_hooks import delivery

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""Of the example in the specification that GitLab signs by; to GitHub it is a text like any other."""
NUMBER = 4711
Write = Callable[[Sequence[Delivery]], frozenset[str]]


def issue(project: str = PLAN, number: int = NUMBER, sender: str = "anna", **more: Any) -> dict[str, Any]:
    """What GitHub tells when an issue is closed."""
    told = {"action": "closed", "issue": {"number": 12, "state": "closed"}, "sender": {"login": sender}}
    return {**told, "repository": {"id": number, "full_name": project}, **more}


def gitlab_issue(project: str = PLAN, number: int = NUMBER, **more: Any) -> dict[str, Any]:
    told = {"object_kind": "issue", "user": {"username": "anna"}, "object_attributes": {"iid": 12}}
    return {**told, "project": {"id": number, "path_with_namespace": project}, **more}


def github_call(
    body: bytes, secret: str = SECRET, event: str = "issues", id: str = "", **more: str
) -> dict[str, str]:
    """The headers of a delivery of this text."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-GitHub-Delivery": id or str(uuid4()),
        "X-GitHub-Event": event,
        "X-Hub-Signature-256": f"sha256={digest}",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }


@dataclass
class Reception:
    """`woken` counts how often the service was told to look."""

    address: str
    hooks: Hooks
    state: State
    client: httpx.Client
    outcomes: Counter[str]
    wakes: list[None] = field(default_factory=list)

    def github(self, data: Any = None, *, body: bytes | None = None, **call: str) -> httpx.Response:
        body = json.dumps(issue() if data is None else data).encode() if body is None else body
        return self.post("github", github_call(body, **call), body)

    def gitlab(self, data: Any = None, scheme: str = "signature", secret: str = SECRET) -> httpx.Response:
        headers, body = delivery("issue", gitlab_issue() if data is None else data, secret, scheme, "", NOW)
        return self.post("gitlab", headers, body)

    def post(self, service: str, headers: Mapping[str, str], body: bytes) -> httpx.Response:
        return self.client.post(f"/webhooks/{service}", content=body, headers=headers)

    @property
    def asked(self) -> Asked | None:
        return what_is_asked(self.state)

    @property
    def looks(self) -> int:
        """How many deliveries ask for one."""
        found = self.asked
        return found.number if found else 0


@contextmanager
def reception(
    folder: Path,
    *projects: tuple[Service, str],
    secret: str | None = SECRET,
    write: Write | None = None,
    **limits: Any,
) -> Iterator[Reception]:
    """One plan for each project; the state is the first one's."""
    watched, states = [], []
    for number, (service, project) in enumerate(projects or (("github", PLAN), ("gitlab", PLAN))):
        state = State(f"sqlite:///{folder / f'{number}.db'}", 0.05)
        states.append(state)
        kept = write or (lambda found, state=state, service=service: record(state, service, found, NOW))
        watched.append(Watched(service, project, partial(project_number, state), kept))
    wakes: list[None] = []
    outcomes: Counter[str] = Counter()
    hooks = Hooks(
        key_from(secret) if secret else None,
        watched,
        lambda: NOW,
        lambda: wakes.append(None),
        lambda service, outcome: outcomes.update([f"{service} {outcome}"]),
        **limits,
    )
    with (
        serve(site(hooks.routes), "127.0.0.1:0") as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield Reception(address, hooks, states[0], client, outcomes, wakes)
    for state in states:
        state.engine.dispose()


def until(happened: Callable[[], bool]) -> None:
    """Wait for what comes at once; it never comes where something is wrong."""
    for _ in range(10_000):
        if happened():
            return
        sleep(0.002)
    raise AssertionError("it did not happen")


def send(address: str, *parts: bytes) -> socket.socket:
    """A connection on which this was sent so far."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    made = socket.create_connection((host, int(port)), timeout=20)
    for part in parts:
        made.sendall(part)
    return made
