"""A stateful Slack on loopback, for the real client library: its limits, refusals and faults included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

# The modules of methods enter themselves into the table.
from tests.servers import slack_files, slack_people  # noqa: F401
from tests.servers.slack_blocks import complaints
from tests.servers.slack_methods import METHODS, Call
from tests.servers.slack_world import BOT, Message, Refusal, World
from tests.servers.wire import Request, Response, Server

PAGE = "text/html; charset=utf-8"


class SlackServer(World, Server):
    """One message a second into a channel, unless `paced` is off. `silent_until`: 429 for everything."""

    def __init__(self, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        Server.__init__(self)
        World.__init__(self, now)
        self.paced = True
        self.silent_until: datetime | None = None

    @property
    def api(self) -> str:
        """What the names of methods are added to."""
        return f"{self.url}/api/"

    def answer(self, request: Request) -> Response:
        if request.path.startswith("/upload/v1/"):
            return self.take_bytes(request)
        if request.path.startswith("/services/"):
            return self.take_webhook(request)
        return self.call(request)

    def call(self, request: Request) -> Response:
        given = arguments(request)
        name = request.path.removeprefix("/api/")
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or given.get("token", "")
        scopes = self.tokens.get(token)
        headers = {"x-oauth-scopes": ",".join(scopes)} if scopes is not None else {}
        try:
            act = METHODS.get(name)
            if act is None:
                raise Refusal("unknown_method", req_method=name)
            if not token:
                raise Refusal("not_authed")
            if token in self.revoked:
                raise Refusal("token_revoked")
            if scopes is None:
                raise Refusal("invalid_auth")
            if wait := self.wait(name, given):
                body = {"ok": False, "error": "ratelimited"}
                return Response(429, body, {**headers, "Retry-After": str(wait)})
            said = act(Call(self, given, scopes, self.url))
        except Refusal as refusal:
            return Response(200, refusal.record, headers)
        if name == "chat.postMessage":
            self.last_post[said["channel"]] = self.now()
        return Response(200, {"ok": True, **said}, headers)

    def wait(self, name: str, given: Mapping[str, Any]) -> int:
        """Seconds until a call is answered again: https://docs.slack.dev/apis/web-api/rate-limits"""
        if self.silent_until is not None and self.now() < self.silent_until:
            return int((self.silent_until - self.now()).total_seconds()) + 1
        if name != "chat.postMessage" or not self.paced:
            return 0
        said = str(given.get("channel", "")).removeprefix("#")
        for channel in self.channels.values():
            last = self.last_post.get(channel.id)
            if said in (channel.id, channel.name, channel.person) and last is not None:
                return 0 if (self.now() - last).total_seconds() >= 1 else 1
        return 0

    def take_bytes(self, request: Request) -> Response:
        upload = self.uploads.get(request.path.rpartition("/")[2])
        if upload is None or len(request.body) != upload.length:
            return Response(400, b"bad upload", {"Content-Type": PAGE})
        upload.data = request.body
        return Response(200, f"OK - {upload.length}".encode(), {"Content-Type": PAGE})

    def take_webhook(self, request: Request) -> Response:
        """https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks"""

        def said(status: int, word: str, **headers: str) -> Response:
            return Response(status, word.encode(), {"Content-Type": PAGE, **headers})

        channel = self.webhooks.get(request.path)
        if self.silent_until is not None and self.now() < self.silent_until:
            return said(429, "rate_limited", **{"Retry-After": "3600"})
        if channel is None:
            return said(404, "no_service")
        if channel.archived:
            return said(410, "channel_is_archived")
        data = request.data
        if not isinstance(data, dict):
            return said(400, "invalid_payload")
        if complaints(data.get("blocks", [])):
            return said(400, "invalid_blocks")
        if not data.get("text") and not data.get("blocks"):
            return said(400, "no_text")
        self.put(channel, Message(self.new_ts(), BOT, data.get("text", ""), data.get("blocks", [])))
        return said(200, "ok")


def arguments(request: Request) -> dict[str, Any]:
    """JSON or a form."""
    if isinstance(request.data, dict):
        return request.data
    return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
