"""The pages of one plan over HTTP: each is drawn once for each state of the plan, and then only sent."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.pages.rendering import Page, rendered
from bot.text.board_words import BoardWords, words_for
from bot.views.changes import changes
from bot.views.item import item_view, near
from bot.views.lists import deadlines, listed, matrix, open_points
from bot.views.milestones import milestones, opened
from bot.views.overview import overview
from bot.views.progress import progress
from bot.views.query import Query, read_query
from bot.views.scene import Scene
from bot.views.timeline import timeline
from bot.web.access import Access
from bot.web.acts import ACTS, Acts, Kept, kept_of, may_act, name_of, notice
from bot.web.forms import Broken, read_form
from bot.web.gate import SIGN_OUT, keep_session, plain, visitor_of
from bot.web.links import PATHS, ServedLinks
from bot.web.sight import PATIENCE, Seen, Sight
from sync.errors import WorkplanError

VIEWS: Final[Mapping[str, Callable[[Scene, Query], object]]] = {
    "overview": overview,
    "milestones": milestones,
    "timeline": timeline,
    "deadlines": deadlines,
    "open_points": open_points,
    "matrix": matrix,
    "progress": progress,
    "changes": changes,
    "all_items": listed,
}
AFTER: Final = 3.0
"""Seconds to wait for the plan as it is after an act."""
ITEM_ALONE: Final = (("notice", ""), ("acts", None), ("problem", ""))
KEPT: Final = 64_000_000
"""Bytes of drawn pages that are kept."""


@dataclass(frozen=True, slots=True)
class Drawn:
    body: bytes
    packed: bytes
    tag: str
    status: int = 200


Key = tuple[int, str, str, str, str]


class Drawings:
    """Pages that were drawn, the latest asked for kept for longest."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self.held: OrderedDict[Key, Drawn] = OrderedDict()
        self.size = 0

    def get(self, key: Key) -> Drawn | None:
        found = self.held.get(key)
        if found is not None:
            self.held.move_to_end(key)
        return found

    def put(self, key: Key, drawn: Drawn) -> None:
        if key in self.held:
            return
        self.held[key] = drawn
        self.size += weight(drawn)
        while self.size > self.most and len(self.held) > 1:
            _, gone = self.held.popitem(last=False)
            self.size -= weight(gone)


def weight(drawn: Drawn) -> int:
    return len(drawn.body) + len(drawn.packed)


class Board:
    """`name`: the first part of the addresses of this plan. `language`: for readers of none that is known."""

    def __init__(
        self, name: str, sight: Sight, language: str, access: Access, acts: Acts | None = None
    ) -> None:
        """`acts`: None where people act elsewhere."""
        self.name = name
        self.sight = sight
        self.language = language
        self.access = access
        self.acts = acts
        self.links = ServedLinks(name, sign_out=SIGN_OUT if access.tokens else "")
        self.drawings = Drawings()

    @property
    def routes(self) -> list[Route]:
        pages = [Route(f"/{self.name}/{path}", self.view, name=name) for name, path in PATHS.items()]
        return [
            *pages,
            Route(f"/{self.name}/milestones/{{id}}", self.milestone),
            Route(f"/{self.name}/activities/{{id}}", self.item),
            Route(f"/{self.name}/activities/{{id}}/{{act}}", self.act, methods=["POST"]),
        ]

    async def view(self, request: Request) -> Response:
        path = request.url.path.removeprefix(f"/{self.name}/")
        name = next(name for name, said in PATHS.items() if said == path)

        def draw(scene: Scene, query: Query) -> tuple[Page, int]:
            return Page(name, name, VIEWS[name](scene, query)), 200

        return await self.answer(request, name, draw)

    async def milestone(self, request: Request) -> Response:
        wanted = request.path_params["id"]

        def draw(scene: Scene, query: Query) -> tuple[Page, int]:
            found = opened(scene, wanted, query)
            if found is None:
                return missing(scene, wanted, "milestones")
            return Page("milestone", "milestones", found), 200

        return await self.answer(request, f"milestones/{wanted}", draw)

    async def item(self, request: Request) -> Response:
        wanted = request.path_params["id"]
        # Whoever has just done something is shown what came of it.
        seen = await self.look(AFTER if "did" in request.query_params else PATIENCE)
        if wanted in seen.scene.outputs:
            return RedirectResponse(self.links.output(wanted), 303)
        if self.acts and wanted in seen.scene.by_id and may_act(seen.scene, visitor_of(request)):
            return await self.acting(self.acts, request, seen, wanted, Kept())

        def draw(scene: Scene, query: Query) -> tuple[Page, int]:  # noqa: ARG001
            found = item_view(scene, wanted)
            if found is None:
                return missing(scene, wanted, "all_items")
            return Page("item", "all_items", found, ITEM_ALONE), 200

        return await self.answer(request, f"activities/{wanted}", draw)

    async def act(self, request: Request) -> Response:
        """One of the acts on an activity: it leads back to its page."""
        words = self.words(request)
        wanted, act = request.path_params["id"], request.path_params["act"]
        seen, visitor = await self.look(), visitor_of(request)
        if self.acts is None:
            return plain(words.act, words.elsewhere, words, 405)
        if not may_act(seen.scene, visitor):
            return plain(words.act, words.only_reading, words, 403)
        row = seen.scene.by_id.get(wanted)
        if row is None or act not in ACTS:
            return plain(words.not_found, words.not_there, words, 404)
        try:
            form = await read_form(request)
            if not self.access.is_own(visitor.session, form.may("form")):
                kept = kept_of(form, problem=words.stale_form)
                return await self.acting(self.acts, request, seen, wanted, kept, 403)
            done = await self.acts.answer(request, act, row.activity, visitor, form, self.links.item(wanted))
        except Broken as broken:
            said = words.too_large if broken.too_large else words.broken_form
            return plain(words.act, said, words, 413 if broken.too_large else 400)
        if isinstance(done, Response):
            return done
        return await self.acting(self.acts, request, seen, wanted, done, 409)

    async def acting(
        self, acts: Acts, request: Request, seen: Seen, wanted: str, kept: Kept, status: int = 200
    ) -> Response:
        """The page of an activity with its forms: for one browser, and never kept."""
        visitor, words = visitor_of(request), self.words(request)
        cookie = "" if visitor.session else self.access.new_session(visitor.role)
        session = visitor.session or self.access.read_session(cookie)[0]
        query = read_query(request.query_params.multi_items())

        def draw() -> str:
            activity = seen.scene.by_id[wanted].activity
            forms, problem = None, ""
            try:
                name = name_of(request, visitor)
                forms = acts.forms(activity, name, visitor, self.access.form_token(session), kept)
            except WorkplanError as error:
                problem = " ".join(one for one in (error.message, error.remedy) if one)
            more = (
                ("notice", notice(request, words)),
                ("acts", forms),
                ("problem", problem),
                ("hidden", acts.hidden),
            )
            page = Page("item", "all_items", item_view(seen.scene, wanted), more)
            return rendered(page, seen.scene, query, words, self.links, seen.banner(words))

        html = await run_in_threadpool(draw)
        answer = HTMLResponse(html, status, {"Cache-Control": "no-store"})
        if cookie:
            keep_session(answer, cookie, secure=self.access.is_secret(request))
        return answer

    def words(self, request: Request) -> BoardWords:
        return words_for(request.headers.get("accept-language", ""), self.language)

    async def look(self, patience: float = PATIENCE) -> Seen:
        if self.sight.is_current and self.sight.seen is not None:
            return self.sight.seen
        return await run_in_threadpool(self.sight.look, patience)

    async def answer(
        self, request: Request, place: str, draw: Callable[[Scene, Query], tuple[Page, int]]
    ) -> Response:
        seen = await self.look()
        query = read_query(request.query_params.multi_items())
        words = self.words(request)
        key = (seen.number, words.code, place, query.address, "")
        found = self.drawings.get(key)
        if found is None:
            found = await run_in_threadpool(self.drawn, seen, query, words, draw)
            self.drawings.put(key, found)
        return sent(request, found)

    def drawn(
        self, seen: Seen, query: Query, words: BoardWords, draw: Callable[[Scene, Query], tuple[Page, int]]
    ) -> Drawn:
        page, status = draw(seen.scene, query)
        body = rendered(page, seen.scene, query, words, self.links, seen.banner(words)).encode()
        tag = hashlib.sha256(body).hexdigest()[:24]
        return Drawn(body, gzip.compress(body, 5, mtime=0), f'"{tag}"', status)


def missing(scene: Scene, wanted: str, at: str) -> tuple[Page, int]:
    return Page("missing", at, None, (("name", wanted[:80]), ("near", near(scene, wanted)))), 404


def sent(request: Request, drawn: Drawn) -> Response:
    headers = {"ETag": drawn.tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie"}
    if drawn.status == 200 and drawn.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = drawn.body
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = drawn.packed
    return Response(body, drawn.status, headers, "text/html")
