"""Templates and what they are given. Everything that a plan says is escaped, and signs that act are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.text.board_words import BoardWords
from bot.text.phrases import cut
from bot.views.query import Query, Sort
from bot.views.rows import Mark, Row
from bot.views.scene import Scene
from mappings.plan import Area
from mappings.visible import visible

PAGES: Final = (
    "overview",
    "milestones",
    "timeline",
    "deadlines",
    "open_points",
    "matrix",
    "progress",
    "changes",
    "all_items",
)
"""Those that every page leads to."""
MOST: Final = 40
"""Activities in one column of an opened milestone."""
MARKS: Final = re.compile(r"^<!--.*?-->\n?", re.MULTILINE)
"""What the bot leaves for itself in a comment."""
BLANKS: Final = re.compile(r"\n{3,}")


class PlainLinks(Protocol):
    @property
    def style(self) -> str: ...

    @property
    def icon(self) -> str: ...


class Links(PlainLinks, Protocol):
    """Where pages lead to. `folds`: pages can be asked for again, with other filters."""

    @property
    def folds(self) -> bool: ...

    @property
    def sign_out(self) -> str: ...

    @property
    def limit(self) -> int:
        """Characters of a title in a list; 0 for all of them."""

    def page(self, name: str, query: Query = Query()) -> str: ...

    def item(self, name: str) -> str: ...

    def output(self, name: str) -> str: ...

    def area(self, name: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is that of the template; `at`: the page that it belongs to."""

    name: str
    at: str
    view: object
    more: tuple[tuple[str, object], ...] = ()


def rendered(
    page: Page, scene: Scene, query: Query, words: BoardWords, links: Links, banner: str = ""
) -> str:
    """The whole page. `banner`: what everybody has to read first."""
    return (
        environment()
        .get_template(f"{page.name}.html")
        .render(
            scene=scene,
            query=query,
            w=words,
            links=links,
            view=page.view,
            page=page.at,
            pages=PAGES,
            marks=tuple(Mark),
            sorts=tuple(Sort),
            most=MOST,
            banner=banner,
            **dict(page.more),
        )
    )


def rendered_plain(
    heading: str,
    said: str,
    words: BoardWords,
    links: PlainLinks,
    *,
    is_problem: bool = False,
    sign_in: bool = False,
    back: str = "",
    next: str = "",
    plans: Sequence[tuple[str, str]] = (),
) -> str:
    """A page of few words. `next`: where a sign-in leads to; `plans`: titles with their addresses."""
    template = environment().get_template("plain.html")
    return template.render(
        heading=heading,
        said=said,
        w=words,
        links=links,
        is_problem=is_problem,
        sign_in=sign_in,
        back=back,
        next=next,
        plans=plans,
    )


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    made.filters.update(
        cut=cut,
        plain=plain,
        lines=lines,
        unmarked=lambda text: MARKS.sub("", text),
        pairs=lambda values: [(value, value) for value in values],
        area_options=lambda areas: list(area_options(areas)),
        mark_options=lambda marks, words: [(mark, words.mark(mark)) for mark in marks],
        sort_options=lambda sorts, words: [(sort, words.sort(sort)) for sort in sorts if sort != Sort.PLAN],
        printed=printed,
    )
    made.globals["dict"] = dict
    return made


def shown(value: object) -> object:
    """Whatever a template puts out: signs that act stand as their numbers."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return visible(value.replace("\r", " "))


def plain(text: str) -> str:
    return " ".join(text.split())


def lines(text: str) -> Markup:
    """The lines of a cell below each other."""
    kept = BLANKS.sub("\n\n", visible(text.strip()))
    return Markup("<br>").join(escape(line) for line in kept.splitlines())


def area_options(areas: Iterable[Area]) -> Iterator[tuple[str, str]]:
    for area in areas:
        title = plain(area.title)
        yield area.id, f"{area.number}. {title}" if area.number else title


def printed(row: Row) -> list[tuple[str, str]]:
    """What the document says where something is open."""
    activity = row.activity
    texts = {"title": activity.title, "timeframe": activity.timeframe, "lead": activity.lead}
    said = {**texts, "funding": activity.funding}
    return [(name, text) for name in row.tbc if (text := said.get(name))]


@cache
def style() -> str:
    return resource("style.css")


@cache
def icon() -> str:
    return resource("icon.svg")


def resource(name: str) -> str:
    return resources.files("bot.pages").joinpath(name).read_text(encoding="utf-8")
