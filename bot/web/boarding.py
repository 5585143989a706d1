"""The boards of several plans at one address: their pages, and the first one that leads to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.pages.rendering import icon, rendered_plain, style
from bot.places import LocalPlace
from bot.text.board_words import words_for
from bot.web.access import Access
from bot.web.acts import Acts
from bot.web.board import Board
from bot.web.bringing import Bringing
from bot.web.gate import Gate, plain
from bot.web.links import ICON, STYLE
from bot.web.serving import serve
from bot.web.sight import Sight
from sync.errors import WorkplanError

Answer = Callable[[Request], Awaitable[Response]]


@contextmanager
def boarded(apps: Sequence[App], listen: str) -> Iterator[str]:
    """The address where the pages are. Raises NoListener, or Invalid where everybody could act."""
    access = Access(apps[0].pages.model_copy(update={"listen": listen}))
    with ExitStack() as stack:
        boards = [stack.enter_context(board(name, app, access)) for name, app in named(apps).items()]
        yield stack.enter_context(serve(boarding(boards, access, apps[0].language), listen, section="board"))


@contextmanager
def board(name: str, app: App, access: Access) -> Iterator[Board]:
    sight, bringing = Sight(app), Bringing(app)
    acts = Acts(app, bringing) if isinstance(app.place, LocalPlace) else None
    try:
        yield Board(name, sight, app.language, access, acts)
    finally:
        sight.close()
        bringing.close()


def boarding(boards: Sequence[Board], access: Access, language: str) -> Starlette:
    async def lost(request: Request, error: Exception) -> Response:  # noqa: ARG001
        words = words_for(request.headers.get("accept-language", ""), language)
        return plain(words.not_found, words.not_there, words, 404)

    async def broken(request: Request, error: Exception) -> Response:  # noqa: ARG001
        words = words_for(request.headers.get("accept-language", ""), language)
        return plain(words.not_found, words.went_wrong, words, 500)

    made = Starlette(
        routes=[
            Route("/", first_page(boards, language)),
            Route(STYLE, resource(style, "text/css")),
            Route(ICON, resource(icon, "image/svg+xml")),
            *(route for board in boards for route in board.routes),
        ],
        middleware=[Middleware(Gate, access=access, language=language)],
        exception_handlers={404: lost, Exception: broken},
    )
    made.router.redirect_slashes = False
    return made


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


def first_page(boards: Sequence[Board], language: str) -> Answer:
    async def first(request: Request) -> Response:
        if len(boards) == 1:
            return RedirectResponse(boards[0].links.page("overview"), 303)
        words = words_for(request.headers.get("accept-language", ""), language)
        seen = [(await one.look(), one.links.page("overview")) for one in boards]
        plans = [(found.scene.plan.plan.title, address) for found, address in seen]
        return HTMLResponse(rendered_plain(words.plans, "", words, boards[0].links, plans=plans))

    return first


def resource(text: Callable[[], str], kind: str) -> Answer:
    async def answer(request: Request) -> Response:  # noqa: ARG001
        return Response(text(), media_type=kind, headers={"Cache-Control": "public, max-age=3600"})

    return answer
