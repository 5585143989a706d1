"""How long a page of the board takes, how large it is, and how many are answered a second."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bot.app import usual_app
from bot.export.as_html import export_html
from bot.pages.rendering import Page, rendered
from bot.text.board_words import ENGLISH_BOARD
from bot.views.item import item_view
from bot.views.milestones import opened
from bot.views.query import EVERY, Query
from bot.views.rows import Mark
from bot.views.scene import Scene
from bot.web.board import ITEM_ALONE, VIEWS
from bot.web.boarding import boarded
from bot.web.links import ServedLinks
from bot.web.sight import Sight
from sync.planemit import emit_plan
from tests.bench_rows import gmg_plan, large_plan, row, seconds

TODAY = date(2017, 5, 15)
ASKED = 4000
CALLERS = 20
NARROWED = (
    Query(),
    Query(open=(EVERY,)),
    Query(late=True),
    Query(q="consultation members", lead="IOM"),
    Query(year=2017, status=Mark.UNREPORTED, open=(EVERY,)),
)


def bench_board() -> None:
    for count, bound in ((1_000, "0.1 s, 300 kB"), (10_000, "0.5 s")):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "plan.yaml").write_text(emit_plan(large_plan(count)), encoding="utf-8")
            sight = Sight(usual_app(Path(folder), TODAY))
            begun = time.perf_counter()
            scene = sight.look().scene
            opening = time.perf_counter() - begun
            slowest, largest = pages(scene)
            row(f"the slowest and the largest page of {count:,} activities", f"{slowest}, {largest}", bound)
            row("… before the first of them, once: reading the plan", f"{opening:.2f} s", "–")
    size = len(export_html(gmg_plan(), TODAY, ENGLISH_BOARD).encode())
    row("the GMG plan as one HTML file", f"{size / 1000:.0f} kB", "400 kB")
    for what, tagged in (("pages that did not change, a second", False), ("… told by their tags: 304", True)):
        row(what, f"{rate(tagged=tagged):.0f}", "200")


def pages(scene: Scene) -> tuple[str, str]:
    links, times, sizes = ServedLinks("large"), {}, {}
    asked = [(name, query) for name in VIEWS for query in NARROWED]
    for name, query in asked:

        def draw(name: str = name, query: Query = query) -> str:
            return rendered(Page(name, name, VIEWS[name](scene, query)), scene, query, ENGLISH_BOARD, links)

        sizes[name, query.address] = len(draw().encode())
        times[name, query.address] = seconds(draw, 3)
    first = scene.rows[0]
    assert first.output is not None
    shown = opened(scene, first.output.id, Query())
    row_page = Page("item", "all_items", item_view(scene, first.id), ITEM_ALONE)
    for name, page in (("milestone", Page("milestone", "milestones", shown)), ("item", row_page)):
        times[name, ""] = seconds(lambda page=page: rendered(page, scene, Query(), ENGLISH_BOARD, links), 3)
    slowest, largest = max(times, key=times.__getitem__), max(sizes, key=sizes.__getitem__)
    return (
        f"{times[slowest]:.3f} s ({''.join(slowest)})",
        f"{sizes[largest] / 1000:.0f} kB ({''.join(largest)})",
    )


def serve(folder: Path) -> None:
    """Until nobody speaks to it any more."""
    with boarded([usual_app(folder, TODAY)], "127.0.0.1:0") as address:
        print(address, flush=True)
        sys.stdin.read()


def rate(*, tagged: bool) -> float:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.yaml").write_text(emit_plan(large_plan(1_000)), encoding="utf-8")
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.bench_board", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with server:
            assert server.stdout
            assert server.stdin
            address = server.stdout.readline().strip()
            took = asyncio.run(ask(address, tagged=tagged))
            server.stdin.close()
    return ASKED / took


async def ask(address: str, *, tagged: bool) -> float:
    said = ("", "milestones", "timeline", "deadlines?lead=IOM", "activities?page=3")
    paths = [f"/large/{path}" for path in said]
    waiting = [paths[number % len(paths)] for number in range(ASKED)]
    tags = {path: (await answer(address, [path], {}))[1] for path in paths} if tagged else {}
    begun = time.perf_counter()
    told = await asyncio.gather(*(answer(address, waiting, tags) for _ in range(CALLERS)))
    took = time.perf_counter() - begun
    assert sum(count for count, _ in told) == ASKED
    return took


async def answer(address: str, waiting: list[str], tags: dict[str, str]) -> tuple[int, str]:
    """One reader, on one connection: how many pages came, and the tag of the last."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    count, tag = 0, ""
    while waiting:
        path = waiting.pop()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Accept-Encoding: gzip"]
        if path in tags:
            lines.append(f"If-None-Match: {tags[path]}")
        writer.write("\r\n".join([*lines, "", ""]).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = 304 if path in tags else 200
        assert head.startswith(f"http/1.1 {status} "), head
        tag = head.split("etag: ")[1].split("\r\n")[0]
        if status == 200:
            await reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))
        count += 1
    writer.close()
    return count, tag


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(Path(sys.argv[1]))
    else:
        bench_board()
