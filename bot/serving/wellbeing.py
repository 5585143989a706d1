"""Asks the service that runs on this machine whether it is well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from typing import Final

from bot.text.wellbeing import SILENT, STRANGE, UNSERVED
from config.addresses import host_and_port
from sync.errors import Invalid

TIMEOUT: Final = 5
"""Seconds."""


def troubles(listen: str) -> tuple[str, ...]:
    """What keeps it from being well, in words. Raises Invalid where the settings let it answer nobody."""
    if not listen:
        raise Invalid(*UNSERVED)
    host, port = reached(listen)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/healthz"
    connection = HTTPConnection(host, port, timeout=TIMEOUT)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return () if answer.status == 200 else tuple(told(answer.read(), address))
    except (OSError, HTTPException):
        return (SILENT.format(address=address),)
    finally:
        connection.close()


def reached(listen: str) -> tuple[str, int]:
    """Where it can be asked from here: an address that stands for all of a machine is none itself."""
    host, port = host_and_port(listen)
    try:
        given = ip_address(host)
    except ValueError:
        return host, port
    if given.is_unspecified:
        return ("127.0.0.1" if given.version == 4 else "::1"), port
    return host, port


def told(body: bytes, address: str) -> Iterator[str]:
    try:
        plans = json.loads(body)["plans"].items()
    except (ValueError, LookupError, TypeError, AttributeError):
        yield STRANGE.format(address=address)
        return
    for plan, trouble in plans:
        yield f"{plan}: {trouble}"
