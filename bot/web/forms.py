"""What a browser sends with a form: read with limits, and refused as a whole when it is broken."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

LIMIT: Final = 500_000
"""Bytes of a form: a long comment in a script of three bytes a sign, each written as nine."""
FIELDS: Final = 300
PATIENCE: Final = 20.0
"""Seconds for a form to come in."""
KIND: Final = "application/x-www-form-urlencoded"


class Broken(Exception):
    """It is no form of ours. `too_large`: it was not read to its end."""

    def __init__(self, *, too_large: bool = False) -> None:
        super().__init__("No form of ours.")
        self.too_large = too_large


@dataclass(frozen=True, slots=True)
class Form:
    fields: Mapping[str, str]

    def get(self, name: str) -> str:
        """Line ends as everywhere else. Raises Broken for a field that is not there."""
        if name not in self.fields:
            raise Broken
        return self.fields[name].replace("\r\n", "\n").replace("\r", "\n")

    def may(self, name: str) -> str:
        return self.get(name) if name in self.fields else ""


async def read_form(request: Request) -> Form:
    """Raises Broken."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise Broken
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LIMIT:
                    raise Broken(too_large=True)
    except (TimeoutError, ClientDisconnect):
        raise Broken from None
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=FIELDS,
        )
    except ValueError:
        raise Broken from None
    if len({name for name, _ in pairs}) < len(pairs):
        raise Broken
    return Form(dict(pairs))
