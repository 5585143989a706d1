"""The boards of several plans at one address: their pages, the first page that leads to them, the headers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app import App
from bot.pages.rendering import icon, style
from bot.web.board import Board
from bot.web.links import ICON, STYLE
from bot.web.serving import serve
from bot.web.sight import Sight
from sync.errors import WorkplanError

HEADERS: Final[Mapping[bytes, bytes]] = {
    b"content-security-policy": (
        b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        b"base-uri 'none'; frame-ancestors 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
"""No script at all, nothing from elsewhere, in nobody's frame."""

Answer = Callable[[Request], Awaitable[Response]]


class Guarded:
    """Every answer carries the headers above, errors too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS.items()]
            await send(message)

        await self.app(scope, receive, sending)


def boarding(boards: Sequence[Board]) -> Starlette:
    return Starlette(
        routes=[
            Route("/", first_page(boards)),
            Route(STYLE, resource(style, "text/css")),
            Route(ICON, resource(icon, "image/svg+xml")),
            *(route for board in boards for route in board.routes),
        ],
        middleware=[Middleware(Guarded)],
    )


def named(apps: Sequence[App]) -> Mapping[str, App]:
    """By the first part of their addresses: the id of the plan, so that an address that was mailed stays."""
    found: dict[str, App] = {}
    for app in apps:
        name = plan_id(app)
        taken = sum(one == name or one.startswith(f"{name}.") for one in found)
        found[f"{name}.{taken + 1}" if taken else name] = app
    return found


def plan_id(app: App) -> str:
    """As the file says, else as the state remembers."""
    try:
        return app.plan_file().read().plan.plan.id
    except WorkplanError:
        pass
    try:
        with app.state_reader() as state:
            return state.load().plan or "plan"
    except WorkplanError:
        return "plan"


def first_page(boards: Sequence[Board]) -> Answer:
    async def first(request: Request) -> Response:  # noqa: ARG001
        return RedirectResponse(boards[0].links.page("overview"), 303)

    return first


def resource(text: Callable[[], str], kind: str) -> Answer:
    async def answer(request: Request) -> Response:  # noqa: ARG001
        return Response(text(), media_type=kind, headers={"Cache-Control": "public, max-age=3600"})

    return answer


@contextmanager
def boarded(apps: Sequence[App], listen: str) -> Iterator[str]:
    """The address where the pages are. Raises Invalid for one where nobody can listen."""
    boards = [Board(name, Sight(app), app.language) for name, app in named(apps).items()]
    try:
        with serve(boarding(boards), listen, section="board") as address:
            yield address
    finally:
        for board in boards:
            board.sight.close()
