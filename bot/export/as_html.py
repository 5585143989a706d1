"""The plan as one HTML file, for a mail, a meeting or a printer: nothing of it is loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date
from typing import Final

from bot.pages.rendering import Page, rendered, style
from bot.text.board_words import BoardWords
from bot.views.lists import deadlines, matrix, open_points
from bot.views.milestones import milestones
from bot.views.overview import overview
from bot.views.query import EVERY, Query
from bot.views.scene import Scene
from bot.views.timeline import timeline
from mappings.plan import Plan
from mappings.snapshot import Field

WHOLE: Final = 1_000_000
"""Rows on a page: a file has no second one."""


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Within one file."""

    folds: bool = False
    limit: int = 64
    """The whole title stands once, where all of an activity does."""
    sign_out: str = ""
    style: str = ""
    icon: str = ""

    def page(self, name: str, query: Query = Query()) -> str:  # noqa: ARG002
        return f"#{name}"

    def item(self, name: str) -> str:
        return f"#i-{name}"

    def output(self, name: str) -> str:
        return f"#o-{name}"

    def area(self, name: str) -> str:
        return f"#a-{name}"


def export_html(plan: Plan, today: date, words: BoardWords, hidden: Collection[Field] = ()) -> str:
    """A page that works without a server, a network and a script. `hidden`: fields that are kept out."""
    scene = Scene(whole=plan, today=today, zone=UTC, hidden=frozenset(hidden))
    query, css = Query(open=(EVERY,)), style()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    parts = (
        ("css", css),
        ("css_hash", f"sha256-{digest}"),
        ("cards", milestones(scene, Query(), WHOLE)),
        ("time", timeline(scene, query, WHOLE)),
        ("due", deadlines(scene, Query(), WHOLE)),
        ("open", open_points(scene, Query(), WHOLE)),
        ("leads", matrix(scene, Query(), WHOLE)),
    )
    return rendered(
        Page("whole", "overview", overview(scene, Query()), parts), scene, query, words, FileLinks()
    )
