"""The line to a service: each request at its pace, repeated where that is safe, and never where it is not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from sync.errors import Leaving, Limited, Unavailable
from sync.forges.pace import Pace
from sync.masked import MASK

TRIES: Final = 4
GRAPHQL: Final = "graphql"
"""The path of what is asked in GraphQL, wherever a service has it."""
DOUBT: Final = timedelta(minutes=1)
"""A limit that says no time: wait a minute, then double. docs.github.com: best practices for the REST API"""


class NoAnswer(Exception):
    """The connection ended before a whole answer was there."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `path` may hold a query already, when it is the next page's address."""

    verb: str
    path: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    etag: str = ""
    creates: str = ""
    """What it makes ("issue", "note"): such a request goes out once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is the JSON, None where there was none to read. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    data: Any
    readable: bool = True
    """False for a page of a proxy where an answer should be."""

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")

    @property
    def at(self) -> datetime | None:
        """When the service answered, by its own clock."""
        try:
            return parsedate_to_datetime(self.headers.get("date", ""))
        except ValueError:
            return None

    @property
    def left(self) -> int | None:
        """How many more requests the service takes for now, if it tells."""
        told = self.headers.get("x-ratelimit-remaining") or self.headers.get("ratelimit-remaining") or ""
        return int(told) if told.isdigit() else None


def untold(what: str, at: datetime) -> None:
    """Nobody keeps count."""


def unheard(answer: Answer) -> None:
    """Nobody listens."""


SHORTEST: Final = 16
"""Characters of a token. A shorter one could be any word of an answer."""
HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


def parsed(text: str, secret: str) -> Any:
    """The JSON of an answer. Raises ValueError.

    A secret that a server sends back goes no further; half of a character, which no file takes, is none.
    """
    try:
        data = json.loads(text.replace(secret, MASK) if len(secret) >= SHORTEST else text)
        if HALF.search(text):
            told = json.dumps(data, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
            data = json.loads(told.decode("utf-16-le", "replace"))
    except RecursionError:
        raise ValueError("nested too deep") from None
    return data


class Line:
    """`costs` says what a request spends of the pace; `limited` for how long an answer asks to wait.

    That is None for any other answer, and zero for a limit that says no time.
    """

    def __init__(
        self,
        service: str,
        send: Callable[[Ask], Answer],
        pace: Pace,
        costs: Callable[[Ask], Mapping[str, int]],
        limited: Callable[[Answer, datetime], timedelta | None],
    ) -> None:
        self.service = service
        self.send = send
        self.pace = pace
        self.costs = costs
        self.limited = limited
        self.making: Callable[[str, datetime], None] = untold
        """Told what a creation spends before it goes out: the next process keeps its pace, too."""
        self.heard: Callable[[Answer], None] = unheard
        """Shown every answer: how many there were, and how many more the service takes, is measured by it."""
        self.doubts = 0

    def ask(self, ask: Ask) -> Answer:
        """Raises Unavailable when no answer came or nobody knows what became of it, Limited for a write that
        was not begun: it was decided from a look that is too old once the wait is over.

        A POST goes out once, whatever it is. What sets a value may be sent again within seconds.
        """
        once = ask.verb == "POST"
        for attempt in range(1, TRIES + 1):
            costs = self.costs(ask)
            self.pace.admit(costs)
            self.pace.spend(costs)
            for what in costs if ask.creates else ():
                self.making(what, self.pace.now())
            try:
                answer = self.send(ask)
            except NoAnswer as error:
                if once or attempt == TRIES:
                    raise self.silent(ask) from error
                self.rest(attempt, ask)
                continue
            self.heard(answer)
            wait = self.limited(answer, self.pace.now())
            if wait is not None:
                self.wait_out(wait, ask, last=attempt == TRIES)
                continue
            self.doubts = 0
            if answer.status >= 500 or not answer.readable:
                if once or attempt == TRIES:
                    raise self.silent(ask) if once or answer.status >= 500 else self.astray()
                self.rest(attempt, ask)
                continue
            return answer
        raise self.silent(ask)

    def rest(self, attempt: int, ask: Ask) -> None:
        """Before the same is sent again. Who is asked to end meanwhile does not know what became of it."""
        try:
            self.pace.sleep(2.0 ** (attempt - 1))
        except Leaving as error:
            raise self.silent(ask) from error

    def wait_out(self, wait: timedelta, ask: Ask, *, last: bool) -> None:
        if not wait:
            wait = DOUBT * 2**self.doubts
            self.doubts += 1
        try:
            self.pace.pause(wait, self.service)
        except Unavailable as error:
            if ask.verb != "GET":
                raise Limited(error.message, error.remedy) from error
            raise
        if ask.verb != "GET":
            raise Limited(f"{self.service} took nothing: too much at once.", "Try again later.")
        if last:
            raise Unavailable(
                f"{self.service} still refuses requests after {TRIES} tries, as too many.",
                "What was done is kept; the next sync goes on from there.",
            )

    def astray(self) -> Unavailable:
        return Unavailable(
            f"A web page came where {self.service} should answer: of a proxy, a sign-in, or another server.",
            "Check [forge] url and the network. `workplan doctor` tells more.",
        )

    def silent(self, ask: Ask) -> Unavailable:
        if ask.verb == "POST":
            what = f"make the {ask.creates}" if ask.creates else "change it"
            return Unavailable(f"{self.service} gave no answer when asked to {what}.")
        return Unavailable(
            f"{self.service} gave no usable answer, after {TRIES} tries.",
            "Check the network and the service's status page; the next sync goes on from there.",
        )
