"""Real HTTP on loopback for servers that imitate a service: requests are logged, faults come on demand."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in. `path` is decoded, without the query; `data` is the JSON body, if any."""

    verb: str
    path: str
    raw_path: str
    """As sent: "%2F" tells a name with a slash from two parts of a path."""
    query: Mapping[str, tuple[str, ...]]
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    data: Any

    def one(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return self.query.get(name, (default,))[-1]


@dataclass(frozen=True, slots=True)
class Response:
    """`body`: bytes go out as they are, None as nothing, all else as JSON."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class FaultKind(StrEnum):
    """Before: nothing has happened yet. After: the server has done it, and the client does not hear so."""

    STATUS_BEFORE = "status before"
    STATUS_AFTER = "status after"
    DROP_BEFORE = "drop before"
    DROP_AFTER = "drop after"
    SLOW = "slow"
    """The answer comes late, but comes."""
    CUT = "cut"
    """The answer ends in the middle."""
    HTML = "html"
    """A page of a proxy instead of an answer, with status 200; nothing has happened."""
    REPLY = "reply"
    """This very response instead; nothing has happened."""


def anything(request: Request) -> bool:
    return True


@dataclass(slots=True)
class Fault:
    """Hits requests whose verb and path match: after `skip` of them `times` many, every `every`-th."""

    kind: FaultKind
    verb: str = ".*"
    path: str = ".*"
    skip: int = 0
    times: int = 1
    every: int = 1
    status: int = 502
    seconds: float = 0.0
    response: Response | None = None
    asks: Callable[[Request], bool] = anything
    """Which of these: what verb and path can't say."""
    met: int = 0
    hits: int = 0

    def strikes(self, request: Request) -> bool:
        if not (re.fullmatch(self.verb, request.verb) and re.search(self.path, request.path)):
            return False
        if not self.asks(request):
            return False
        self.met += 1
        turn = self.met - self.skip
        if turn <= 0 or turn % self.every or self.hits >= self.times:
            return False
        self.hits += 1
        return True


@dataclass(frozen=True, slots=True)
class Logged:
    """A request and the status it was answered with; 0 where the connection was dropped unanswered."""

    request: Request
    status: int

    @property
    def words(self) -> str:
        return f"{self.request.verb} {self.request.path}"


class Dropped(Exception):
    """The connection ends here."""


class Moment(StrEnum):
    """Of a request: nothing has happened yet, or all has but the answer."""

    BEFORE = "before"
    AFTER = "after"


def unwatched(moment: Moment) -> None:
    """Nobody looks."""


class Server:
    """Answers on a free port of loopback while it is entered. Subclasses say what, in `answer`."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.log: list[Logged] = []
        self.lock = threading.RLock()
        """Held while a request is answered: people who act on the state between requests take it too."""
        self.watch: Callable[[Moment], None] = unwatched
        """Called twice for each request; what raises Dropped there ends the connection."""
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    def answer(self, request: Request) -> Response:
        raise NotImplementedError

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    def fail(self, kind: FaultKind, verb: str = ".*", path: str = ".*", **more: Any) -> Fault:
        """Let a fault happen; see `Fault`."""
        fault = Fault(kind, verb, path, **more)
        self.faults.append(fault)
        return fault

    def requests(self, verb: str = ".*", path: str = ".*") -> list[Logged]:
        """What came in since the start or the last `forget`."""
        return [
            one
            for one in self.log
            if re.fullmatch(verb, one.request.verb) and re.search(path, one.request.path)
        ]

    def forget(self) -> None:
        self.log.clear()

    def handle(self, request: Request) -> Response | tuple[Response, int]:
        """The answer; with a number only so many bytes of it go out. Raises Dropped."""
        self.watch(Moment.BEFORE)
        fault = next((one for one in self.faults if one.strikes(request)), None)
        match fault.kind if fault else None:
            case FaultKind.STATUS_BEFORE:
                return self.noted(request, Response(fault.status, {"message": "Server Error"}))
            case FaultKind.DROP_BEFORE:
                self.log.append(Logged(request, 0))
                raise Dropped
            case FaultKind.HTML:
                page = b"<html><body><h1>Please sign in</h1></body></html>"
                return self.noted(request, Response(200, page, {"Content-Type": "text/html"}))
            case FaultKind.REPLY:
                return self.noted(request, fault.response)
            case _:
                pass
        with self.lock:
            response = self.answer(request)
        self.watch(Moment.AFTER)
        match fault.kind if fault else None:
            case FaultKind.STATUS_AFTER:
                return self.noted(request, Response(fault.status, {"message": "Server Error"}))
            case FaultKind.DROP_AFTER:
                self.log.append(Logged(request, 0))
                raise Dropped
            case FaultKind.SLOW:
                time.sleep(fault.seconds)
            case FaultKind.CUT:
                self.log.append(Logged(request, response.status))
                return response, max(len(encoded(response)) // 2, 1)
            case _:
                pass
        return self.noted(request, response)

    def noted(self, request: Request, response: Response) -> Response:
        self.log.append(Logged(request, response.status))
        return response


def encoded(response: Response) -> bytes:
    if response.body is None:
        return b""
    if isinstance(response.body, bytes):
        return response.body
    return json.dumps(response.body, ensure_ascii=False).encode()


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (ConnectionError, TimeoutError):
                self.close_connection = True

        def _serve(self) -> None:
            split = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else b""
            try:
                data = json.loads(body) if body else None
            except ValueError:
                data = None
            request = Request(
                verb=self.command,
                path=unquote(split.path),
                raw_path=split.path,
                query={
                    name: tuple(values)
                    for name, values in parse_qs(split.query, keep_blank_values=True).items()
                },
                headers={name.lower(): value for name, value in self.headers.items()},
                body=body,
                data=data,
            )
            try:
                answered = server.handle(request)
            except Dropped:
                self._reset()
                return
            response, limit = answered if isinstance(answered, tuple) else (answered, None)
            payload = encoded(response)
            self.send_response(response.status)
            headers = {"Content-Type": "application/json; charset=utf-8", **response.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(payload if limit is None else payload[:limit])
            self.wfile.flush()
            if limit is not None:
                self.close_connection = True

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = _serve

        def _reset(self) -> None:
            """End the connection with a reset, as a proxy or a crashed server does."""
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
            self.connection.close()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
