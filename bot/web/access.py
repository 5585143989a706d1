"""Who may read and who may act: everybody on this machine, whoever signed in, or whom a proxy vouches for."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from starlette.requests import HTTPConnection

from config.addresses import host_and_port
from config.secrets import secret
from config.settings import BoardSection
from sync.errors import Invalid

VIEWER: Final = "WORKPLAN_BOARD_VIEWER_TOKEN"
EDITOR: Final = "WORKPLAN_BOARD_EDITOR_TOKEN"
SHORTEST: Final = 16
"""Characters of a token: what is shorter could be tried out."""
SESSION: Final = "workplan_session"
NAME: Final = "workplan_name"
LASTS: Final = 12 * 3600
"""Seconds that a sign-in lasts."""
FAILURES: Final = 10
WINDOW: Final = 300.0
"""So many wrong tokens from one address in so many seconds; then it has to wait."""
REMEMBERED: Final = 2000
"""Addresses whose failures are kept in mind."""


class Role(IntEnum):
    NOBODY = 0
    VIEWER = 1
    EDITOR = 2


@dataclass(frozen=True, slots=True)
class Visitor:
    """`session` ties a form to whoever got it; `name` is known where a proxy vouches for it."""

    role: Role
    session: str = ""
    name: str = ""


class Access:
    """`now` in seconds, by a clock that only goes on."""

    def __init__(self, settings: BoardSection, now: Callable[[], float] = time.time) -> None:
        """Raises Invalid for an address that others reach, where nothing says who they are."""
        self.settings = settings
        self.now = now
        self.tokens = tokens()
        self.proxies = [address(one) for one in settings.proxies]
        self.is_local = is_loopback(host_and_port(settings.listen)[0])
        self.failed: OrderedDict[str, list[float]] = OrderedDict()
        if bool(settings.proxy_header) != bool(settings.proxies):
            raise Invalid(
                "[board] proxy_header and proxies go together.",
                'Write both: proxy_header = "X-Forwarded-User", and proxies = ["10.0.0.1"], its address.',
            )
        if not (self.is_local or self.tokens or self.proxies):
            raise Invalid(
                f'[board] listen = "{settings.listen}" is reached from elsewhere, and everybody could act.',
                f"Set {VIEWER} and {EDITOR}, or name a proxy that says who asks: docs/board.md. "
                'Or listen on this machine alone: "127.0.0.1:8765".',
            )
        seed = "\n".join(self.tokens.values()) or secrets.token_hex(32)
        self.key = hashlib.sha256(f"workplan board {seed}".encode()).digest()

    @property
    def is_open(self) -> bool:
        """Whoever reaches it may act: only this machine does."""
        return not (self.tokens or self.proxies)

    def knows_host(self, asked: HTTPConnection) -> bool:
        """A page elsewhere can have its own name lead here; a browser still tells which name it asked for."""
        host = asked.headers.get("host", "")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if name in self.settings.hosts:
            return True
        return not self.is_open or is_loopback(name.strip("[]"))

    def visitor(self, asked: HTTPConnection) -> Visitor:
        session, role = self.read_session(asked.cookies.get(SESSION, ""))
        if self.is_open:
            return Visitor(Role.EDITOR, session)
        if self.by_proxy(asked):
            name = asked.headers.get(self.settings.proxy_header, "").strip()
            if not name:
                return Visitor(Role.NOBODY)
            acts = not self.settings.editors or name in self.settings.editors
            return Visitor(Role.EDITOR if acts else Role.VIEWER, session, name)
        return Visitor(role, session)

    def by_proxy(self, asked: HTTPConnection) -> bool:
        return bool(asked.client and self.proxies and address(asked.client.host) in self.proxies)

    def is_secret(self, asked: HTTPConnection) -> bool:
        """The browser came over an encrypted line."""
        said = asked.headers.get("x-forwarded-proto", "") if self.by_proxy(asked) else asked.url.scheme
        return said == "https"

    # Sessions

    def new_session(self, role: Role) -> str:
        said = f"{int(role)}.{int(self.now()) + LASTS}.{secrets.token_hex(12)}"
        return f"{said}.{self.signed('session', said)}"

    def read_session(self, cookie: str) -> tuple[str, Role]:
        """What is signed and has not ended; ("", NOBODY) for anything else."""
        said, _, mark = cookie.rpartition(".")
        if not said or not hmac.compare_digest(mark.encode(), self.signed("session", said).encode()):
            return "", Role.NOBODY
        role, ends, _ = said.split(".")
        return (said, Role(int(role))) if int(ends) > self.now() else ("", Role.NOBODY)

    def form_token(self, session: str) -> str:
        """What a form has to bring back, from the same browser."""
        return self.signed("form", session)

    def is_own(self, session: str, token: str) -> bool:
        return bool(session) and hmac.compare_digest(token.encode(), self.form_token(session).encode())

    def signed(self, what: str, said: str) -> str:
        return hmac.new(self.key, f"{what} {said}".encode(), "sha256").hexdigest()[:40]

    # Signing in

    def role_of(self, token: str) -> Role:
        """All tokens are compared, whichever it is."""
        found = Role.NOBODY
        for role, known in self.tokens.items():
            if hmac.compare_digest(token.encode(), known.encode()):
                found = max(found, role)
        return found

    def may_try(self, who: str) -> bool:
        return len(self.recent(who)) < FAILURES

    def failed_once(self, who: str) -> None:
        self.failed[who] = [*self.recent(who), self.now()]
        self.failed.move_to_end(who)
        while len(self.failed) > REMEMBERED:
            self.failed.popitem(last=False)

    def recent(self, who: str) -> Sequence[float]:
        return [at for at in self.failed.get(who, ()) if at > self.now() - WINDOW]


def tokens() -> dict[Role, str]:
    """Raises Invalid for one that could be guessed, and for two that are the same."""
    found = {}
    for role, name in ((Role.VIEWER, VIEWER), (Role.EDITOR, EDITOR)):
        given = secret(name)
        if given is None:
            continue
        found[role] = given.get_secret_value()
        if len(found[role]) < SHORTEST:
            raise Invalid(
                f"{name} is too short: it has to have {SHORTEST} characters.",
                "Make one: openssl rand -hex 24",
            )
    if len(set(found.values())) < len(found):
        raise Invalid(f"{VIEWER} and {EDITOR} are the same.", "Who reads and who acts need one each.")
    return found


def address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    found = address(host)
    return found.is_loopback if found else host.casefold() == "localhost"
