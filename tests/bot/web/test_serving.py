"""A server beside the work: it stops with it, says why it can't listen, and waits for nobody for ever."""

from __future__ import annotations

import socket
import threading
from contextlib import closing

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.serving import serve
from bot.web.site import site
from sync.errors import Invalid
from tests.builders.reception import send


async def hello(request: Request) -> Response:
    return PlainTextResponse("hello")


SITE = site([Route("/hello", hello)])


def said(address: str) -> str:
    with httpx.Client(trust_env=False) as client:
        return client.get(f"{address}/hello").text


def test_it_answers_while_it_is_entered() -> None:
    """And is gone afterwards, with its thread."""
    with serve(SITE, "127.0.0.1:0") as address:
        assert said(address) == "hello"
    with pytest.raises(httpx.ConnectError):
        said(address)
    assert not [thread for thread in threading.enumerate() if thread.name == "web"]


@pytest.mark.parametrize("listen", ["[::1]:0", "localhost:0", "0.0.0.0:0", "[::]:0"])
def test_it_listens_where_it_is_told(listen: str) -> None:
    """By name, for everyone, and on IPv6."""
    if "::" in listen and not socket.has_dualstack_ipv6():
        listen = "127.0.0.1:0"  # this machine has no IPv6
    with serve(SITE, listen) as address:
        assert said(address.replace("0.0.0.0", "127.0.0.1").replace("[::]", "127.0.0.1")) == "hello"


def test_an_address_in_use_is_told() -> None:
    """A second service, by mistake: with the setting and what to do, before anything else is begun."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(Invalid) as told, serve(SITE, listen):
            pass
    assert told.value.message == (
        f'[service] listen = "{listen}" can\'t be used: another program listens there already. '
        "Is another `workplan run` at work?"
    )
    assert told.value.code == 64


@pytest.mark.parametrize(
    ("listen", "why"),
    [
        ("192.0.2.1:8766", "this machine has no such address"),
        ("no.such.host.invalid:8766", "no such host is known"),
    ],
)
def test_an_address_of_elsewhere_is_told(listen: str, why: str) -> None:
    """It can be the server's public name, which is the proxy's."""
    with pytest.raises(Invalid) as told, serve(SITE, listen):
        pass
    assert why in told.value.message


def test_nothing_says_what_answers() -> None:
    """No name of a library, no version."""
    with serve(SITE, "127.0.0.1:0") as address, httpx.Client(trust_env=False) as client:
        told = client.get(f"{address}/hello")
        assert "server" not in told.headers
        assert client.get(f"{address}/hello/").status_code == 404


def test_a_connection_on_which_nothing_comes_ends() -> None:
    """Nor does half a request, or one half behind a whole one, hold it open."""
    whole = b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
    with serve(SITE, "127.0.0.1:0", lifetime=0.2) as address:
        for sent in (b"", b"GET /hel", b"GET /hello HTTP/1.1\r\nX: ", whole + b"GET "):
            with send(address, sent) as caller:
                assert b"HTTP/1.1 5" not in caller.makefile("rb").read()


def test_an_answer_under_way_is_given_before_it_stops() -> None:
    """Whoever delivers a webhook hears that it was taken."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(request: Request) -> Response:
        begun.set()
        go_on.wait(20)
        return PlainTextResponse("done")

    heard: list[str] = []
    with serve(site([Route("/hello", slow)]), "127.0.0.1:0") as address:
        caller = threading.Thread(target=lambda: heard.append(said(address)))
        caller.start()
        begun.wait(20)
        threading.Timer(0.05, go_on.set).start()
    caller.join()
    assert heard == ["done"]


def test_rubbish_is_refused() -> None:
    """In one line, and the next caller is served."""
    with serve(SITE, "127.0.0.1:0") as address:
        with send(address, b"\x16\x03\x01\x02\x00\r\n\r\n") as caller:  # it speaks TLS
            assert caller.makefile("rb").read().startswith(b"HTTP/1.1 400 ")
        assert said(address) == "hello"
