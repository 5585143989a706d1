"""The webhooks of GitHub and GitLab: verified, written down, answered. What follows from them is a sync's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.text.hooks import (
    FORGED,
    FULL,
    KNOWN,
    LARGE,
    NOT_KEPT,
    OFF,
    OTHER,
    READY,
    SLOW,
    STALE,
    TAKEN,
    UNREADABLE,
    UNSIGNED,
    Reply,
)
from bot.web.deliveries import Told, read_github, read_gitlab
from bot.web.inbox import Inbox, Write
from bot.web.signatures import Key, Verdict, check_github, check_gitlab

LIMIT: Final = 10_000_000
"""Bytes of a body."""
IN_ALL: Final = 64_000_000
"""Bytes of all bodies that are being read: more is refused until these are done with."""
PATIENCE: Final = 10.0
"""Seconds for a body to come in; GitHub waits no longer for the whole answer."""
AWAKE: Final = 1.0
"""Seconds for which nobody who was woken is woken again: a thousand calls a second are one burst."""
Service = Literal["github", "gitlab"]


@dataclass(frozen=True, slots=True)
class Watched:
    """A plan that is mirrored on a service. `write` and `number` may wait for the disk."""

    service: Service
    project: str
    """As the settings name it."""
    number: Callable[[], str]
    """The project's, as the last sync knew it: by that it is found when it was renamed."""
    write: Write

    def is_called(self, told: Told) -> bool:
        return self.project.casefold() in (told.project.casefold(), told.number)


class Refused(Exception):
    """The call is answered with this."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.text)
        self.reply = reply


class Hooks:
    """`wake` is called when a look is asked for, after the commit, in the thread of the server."""

    def __init__(
        self,
        key: Key | None,
        watched: Sequence[Watched],
        now: Callable[[], datetime],
        wake: Callable[[], None],
        count: Callable[[str, str], None],
        patience: float = PATIENCE,
        in_all: int = IN_ALL,
    ) -> None:
        """`key`: None switches webhooks off; `count` is told the service and the outcome."""
        self.key = key
        self.inboxes = [(one, Inbox(one.write)) for one in watched]
        self.now = now
        self.wake = wake
        self.count = count
        self.patience = patience
        self.in_all = in_all
        self.roused = -AWAKE
        self.held = 0
        """Bytes of bodies in memory."""

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/webhooks/github", self.github, methods=["POST"]),
            Route("/webhooks/gitlab", self.gitlab, methods=["POST"]),
        ]

    async def github(self, request: Request) -> Response:
        return await self.answered("github", request)

    async def gitlab(self, request: Request) -> Response:
        return await self.answered("gitlab", request)

    async def answered(self, service: Service, request: Request) -> Response:
        try:
            reply = await self.take(service, request)
        except Refused as refused:
            reply = refused.reply
        self.count(service, reply.outcome)
        # What was not read to its end can't be followed by another call.
        headers = {"Connection": "close"} if reply.status >= 400 else {}
        return PlainTextResponse(f"{reply.text}\n", reply.status, headers)

    async def take(self, service: Service, request: Request) -> Reply:
        """Raises Refused."""
        if self.key is None:
            return OFF
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in request.scope["headers"]
        }
        if not {"x-hub-signature-256", "webhook-signature", "x-gitlab-token"} & headers.keys():
            return UNSIGNED
        body = bytearray()
        try:
            await self.fill(body, request)
            self.verify(self.key, service, headers, bytes(body))
            told = self.read(service, headers, bytes(body))
        finally:
            self.held -= len(body)
        if headers.get("x-github-event") == "ping":
            return READY
        return await self.keep(service, told)

    async def fill(self, body: bytearray, request: Request) -> None:
        """Counted as held. Raises Refused as soon as it is too large, whatever was announced."""
        if int(request.headers.get("content-length", "0")) > LIMIT:
            raise Refused(LARGE)
        try:
            async with asyncio.timeout(self.patience):
                async for chunk in request.stream():
                    body += chunk
                    self.held += len(chunk)
                    if len(body) > LIMIT:
                        raise Refused(LARGE)
                    if self.held > self.in_all:
                        raise Refused(FULL)
        except (TimeoutError, ClientDisconnect):
            raise Refused(SLOW) from None

    def verify(self, key: Key, service: str, headers: Mapping[str, str], body: bytes) -> None:
        """Raises Refused."""
        if service == "github":
            verdict = check_github(key, headers, body)
        else:
            verdict = check_gitlab(key, headers, body, self.now())
        replies = {Verdict.UNSIGNED: UNSIGNED, Verdict.FORGED: FORGED, Verdict.STALE: STALE}
        if verdict in replies:
            raise Refused(replies[verdict])

    def read(self, service: str, headers: Mapping[str, str], body: bytes) -> Told:
        """Raises Refused."""
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refused(UNREADABLE)
        try:
            return read_github(headers, body) if service == "github" else read_gitlab(headers, body)
        except ValueError:
            raise Refused(UNREADABLE) from None

    async def keep(self, service: str, told: Told) -> Reply:
        """Written down for each plan that is mirrored there, before it is answered."""
        if not told.counts:
            return OTHER
        here = [pair for pair in self.inboxes if pair[0].service == service]
        meant = [inbox for one, inbox in here if await is_meant(one, told)]
        new = await asyncio.gather(*(inbox.put(told.delivery) for inbox in meant))
        if any(new):
            self.rouse()
        if None in new:
            return NOT_KEPT
        return TAKEN if any(new) else KNOWN if meant else OTHER

    def rouse(self) -> None:
        """Whoever was woken sees what else comes, and looks at the clock again before anything is done."""
        now = asyncio.get_running_loop().time()
        if now - self.roused >= AWAKE:
            self.roused = now
            self.wake()


async def is_meant(one: Watched, told: Told) -> bool:
    return one.is_called(told) or (bool(told.number) and await asyncio.to_thread(one.number) == told.number)
