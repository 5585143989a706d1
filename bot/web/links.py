"""Where the pages of a plan stand on a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from bot.views.query import Query

PATHS: Final = {
    "overview": "",
    "milestones": "milestones",
    "timeline": "timeline",
    "deadlines": "deadlines",
    "open_points": "open",
    "matrix": "leads",
    "progress": "progress",
    "changes": "changes",
    "all_items": "activities",
}
"""What pages are called in addresses, which people mail and keep."""
STYLE: Final = "/style.css"
ICON: Final = "/icon.svg"


@dataclass(frozen=True, slots=True)
class ServedLinks:
    """`plan`: the first part of every address of this plan."""

    plan: str
    folds: bool = True
    limit: int = 0
    sign_out: str = ""
    """Where whoever signed in signs out."""
    style: str = STYLE
    icon: str = ICON

    def page(self, name: str, query: Query = Query()) -> str:
        return f"/{self.plan}/{PATHS[name]}{query.address}"

    def item(self, name: str) -> str:
        return f"/{self.plan}/activities/{quote(name, safe='')}"

    def output(self, name: str) -> str:
        return f"/{self.plan}/milestones/{quote(name, safe='')}"

    def area(self, name: str) -> str:
        return self.page("milestones", Query(area=name))
