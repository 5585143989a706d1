"""Serves an application over HTTP beside the work of a service: in a thread of its own, quiet, impatient."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from config.addresses import host_and_port
from sync.errors import Invalid

LIFETIME: Final = 60.0
"""Seconds. A connection lives no longer, whatever comes in on it or does not; nobody holds all of them."""
GRACE: Final = 5
"""Seconds for what is being answered when the service stops."""
CONNECTIONS: Final = 2000
REASONS: Final = {
    errno.EADDRINUSE: "another program listens there already. Is another `workplan run` at work?",
    errno.EADDRNOTAVAIL: "this machine has no such address.",
    errno.EACCES: "the system does not allow it; ports below 1024 are for the administrator.",
}


class NoListener(Invalid):
    """Nobody can listen at an address, whatever the settings say of who may come there."""


class Impatient(H11Protocol):
    """A connection that ends in time: after the answer that is under way, if there is one."""

    lifetime = LIFETIME

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.end = self.loop.call_later(self.lifetime, self.shutdown)

    def connection_lost(self, exc: Exception | None) -> None:
        self.end.cancel()
        super().connection_lost(exc)


@contextmanager
def serve(app: Starlette, listen: str, lifetime: float = LIFETIME, section: str = "service") -> Iterator[str]:
    """The address where it answers. Raises NoListener. `lifetime` in seconds.

    `section`: the one of the settings that names the address.
    """
    listener = bound(listen, section)
    config = uvicorn.Config(
        app,
        http=type("Protocol", (Impatient,), {"lifetime": lifetime}),
        loop="asyncio",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=GRACE,
        timeout_graceful_shutdown=GRACE,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="web", daemon=True)
    host, port = listener.getsockname()[:2]
    thread.start()
    try:
        yield f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()


def bound(listen: str, section: str) -> socket.socket:
    """Raises NoListener."""
    host, port = host_and_port(listen)
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        both = host == "::" and socket.has_dualstack_ipv6()
        return socket.create_server(address, family=family, backlog=CONNECTIONS, dualstack_ipv6=both)
    except socket.gaierror:
        why = "no such host is known."
    except OSError as error:
        why = REASONS.get(error.errno or 0) or f"{error.strerror}."
    raise NoListener(
        f'[{section}] listen = "{listen}" can\'t be used: {why}',
        'Write another address, or take nothing: listen = "".',
    )
