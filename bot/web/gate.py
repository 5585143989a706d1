"""Before every page of the board: by which name it is asked for, who asks, and whether it asks itself."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.pages.rendering import rendered_plain
from bot.text.board_words import BoardWords, words_for
from bot.web.access import LASTS, SESSION, Access, Role, Visitor
from bot.web.forms import Broken, read_form
from bot.web.links import ICON, STYLE, ServedLinks

SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/sign-out"
SLOWLY: Final = 0.5
"""Seconds that a wrong token costs."""
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""No script at all, nothing from elsewhere, in nobody's frame."""


def visitor_of(request: Request) -> Visitor:
    found: Visitor = request.scope["visitor"]
    return found


class Gate:
    """Wraps the pages. Every answer carries the headers above, errors too."""

    def __init__(self, app: ASGIApp, access: Access, language: str, slowly: float = SLOWLY) -> None:
        self.app = app
        self.access = access
        self.language = language
        self.slowly = slowly

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        request = Request(scope, receive)
        scope["visitor"] = self.access.visitor(request)
        answer = await self.stopped(request)
        await (answer or self.app)(scope, receive, sending)

    async def stopped(self, request: Request) -> Response | None:
        """None where the way is free."""
        words = words_for(request.headers.get("accept-language", ""), self.language)
        path = request.url.path
        if not self.access.knows_host(request):
            return plain(words.not_found, words.wrong_host, words, 421)
        if path in (STYLE, ICON):
            return None
        if request.method not in ("GET", "HEAD") and not is_own(request):
            return plain(words.not_there, words.stale_form, words, 403)
        if path in (SIGN_IN, SIGN_OUT) and not self.access.is_open:
            return await self.sign(request, words)
        if visitor_of(request).role is not Role.NOBODY:
            return None
        if self.access.by_proxy(request):
            return plain(words.sign_in, words.no_proxy_name, words, 403)
        if request.method not in ("GET", "HEAD"):
            return plain(words.sign_in, words.sign_in_first, words, 401)
        asked = path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{SIGN_IN}?next={quote(asked)}", 303)

    async def sign(self, request: Request, words: BoardWords) -> Response:
        if request.url.path == SIGN_OUT:
            answer: Response = RedirectResponse(SIGN_IN, 303)
            if request.method == "POST":
                answer.delete_cookie(SESSION)
            return answer
        if request.method != "POST":
            return form(words, words.sign_in_first, inside(request.query_params.get("next", "")))
        who = request.client.host if request.client else ""
        try:
            told = await read_form(request)
            token, following = told.get("token"), inside(told.may("next"))
        except Broken:
            return plain(words.sign_in, words.broken_form, words, 400)
        if not self.access.may_try(who):
            return form(words, words.too_often, following, 429)
        role = self.access.role_of(token.strip())
        if role is Role.NOBODY:
            self.access.failed_once(who)
            await asyncio.sleep(self.slowly)
            return form(words, words.wrong_token, following, 401)
        answer = RedirectResponse(following, 303)
        keep_session(answer, self.access.new_session(role), secure=self.access.is_secret(request))
        return answer


def keep_session(answer: Response, session: str, *, secure: bool) -> None:
    answer.set_cookie(SESSION, session, max_age=LASTS, httponly=True, samesite="strict", secure=secure)


def is_own(request: Request) -> bool:
    """A page of this very board sent it: browsers say where a form comes from."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    from_here = origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
    return site in ("same-origin", "none") and from_here


def inside(address: str) -> str:
    """Only a page of this board: a sign-in never leads elsewhere."""
    parts = urlsplit(address.replace("\\", "/"))
    safe = address.startswith("/") and not parts.netloc and not address.startswith("//")
    return address if safe and address.isprintable() else "/"


def plain(heading: str, said: str, words: BoardWords, status: int) -> Response:
    html = rendered_plain(heading, said, words, ServedLinks(""), is_problem=True, back="/")
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})


def form(words: BoardWords, said: str, following: str, status: int = 200) -> Response:
    html = rendered_plain(
        words.sign_in, said, words, ServedLinks(""), is_problem=status >= 400, sign_in=True, next=following
    )
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})
