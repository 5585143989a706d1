"""The board of a plan over real HTTP, and what a reader of a page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import httpx

from bot.app import usual_app
from bot.web.boarding import boarded
from mappings.plan import Plan
from sync.planemit import emit_plan

DAY = date(2017, 5, 15)


@contextmanager
def board_of(folder: Path, whole: Plan | None = None, today: date = DAY) -> Iterator[httpx.Client]:
    """A client of the board in this folder; `whole` is written there first."""
    if whole is not None:
        (folder / "plan.yaml").write_text(emit_plan(whole), encoding="utf-8")
    with (
        boarded([usual_app(folder, today)], "127.0.0.1:0") as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


class Reader(HTMLParser):
    """What stands in a page: its tags, its text, where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def read_page(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader
