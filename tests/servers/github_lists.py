"""Pages of lists, in the orders and with the links that the service gives.

https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
"""

from __future__ import annotations

import base64
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, TypeVar
from urllib.parse import urlencode

from tests.servers.github_model import Issue, Repo
from tests.servers.github_refusals import Refused, invalid
from tests.servers.github_world import World
from tests.servers.wire import Request

Item = TypeVar("Item")
Links = dict[str, dict[str, str]]
"""What each relation adds to the query."""
PAGING = ("page", "per_page", "after", "before")
ISSUE_ORDERS: dict[str, Callable[[Issue], Any]] = {
    "created": attrgetter("created_at", "number"),
    "updated": attrgetter("updated_at", "number"),
    "comments": lambda one: (len(one.comments), one.number),
}


def moment(request: Request, name: str = "since") -> datetime | None:
    text = request.one(name)
    if not text:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(422, f"Invalid {name}: {text}") from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def choice(request: Request, resource: str, name: str, allowed: Sequence[str]) -> str:
    """One of the words allowed, the first by default."""
    word = request.one(name) or allowed[0]
    if word not in allowed:
        raise invalid(resource, name, "invalid", value=word)
    return word


def number(request: Request, name: str, default: int) -> int:
    text = request.one(name)
    return max(int(text), 1) if text.isdigit() and int(text) else default


@dataclass(frozen=True, slots=True)
class Page:
    items: Sequence[Any]
    links: Links


def page_of(request: Request, items: Sequence[Item]) -> Page:
    size, at = min(number(request, "per_page", 30), 100), number(request, "page", 1)
    last = max(-(-len(items) // size), 1)
    numbers = {}
    if at > 1:
        numbers["prev"] = min(at - 1, last)
    if at < last:
        numbers |= {"next": at + 1, "last": last}
    if at > 1:
        numbers["first"] = 1
    start = (at - 1) * size
    links = {relation: {"page": str(one)} for relation, one in numbers.items()}
    return Page(items[start : start + size], links)


@dataclass(frozen=True, slots=True)
class Cursors:
    """Long lists of issues link by position, say no last page, and end numbered pages at the 10,000th row.

    Reported at https://github.com/google/go-github/issues/3565 and
    https://github.com/josegonzalez/python-github-backup/issues/429
    """

    above: int = 1000
    """Lists of more than that."""
    numbered_rows: int = 10_000

    def page(self, request: Request, items: Sequence[Issue], key: Callable[[Issue], Any]) -> Page:
        after, before = request.one("after"), request.one("before")
        size, at = min(number(request, "per_page", 30), 100), number(request, "page", 1)
        if not after and not before:
            if at * size >= self.numbered_rows and at > 1:
                raise Refused(
                    422,
                    "Pagination with the page parameter is not supported for large datasets, "
                    "please use cursor based pagination (after/before)",
                )
            if len(items) <= self.above:
                return page_of(request, items)
            start = (at - 1) * size
        elif after:
            start = bisect_right(items, unfold(after), key=key)
        else:
            start = max(bisect_left(items, unfold(before), key=key) - size, 0)
        shown = items[start : start + size]
        links: Links = {}
        if shown and start:
            links["prev"] = {"before": fold(key(shown[0])), "page": str(max(at - 1, 1))}
        if shown and start + size < len(items):
            links["next"] = {"after": fold(key(shown[-1])), "page": str(at + 1)}
        return Page(shown, links)


def fold(key: tuple[float, int]) -> str:
    return base64.urlsafe_b64encode(f"cursor:v2:{key[0]}:{key[1]}".encode()).decode()


def unfold(cursor: str) -> tuple[float, int]:
    try:
        _, _, order, own = base64.urlsafe_b64decode(cursor).decode().split(":")
        return float(order), int(own)
    except ValueError:
        raise Refused(422, "The cursor is invalid") from None


def link_header(url: str, request: Request, links: Links) -> str:
    """Its addresses name the repository by id, whatever the request did."""
    kept = {name: values[-1] for name, values in request.query.items()}
    for name in ("page", "after", "before"):
        kept.pop(name, None)
    return ", ".join(
        f'<{url}?{urlencode(kept | more)}>; rel="{relation}"' for relation, more in links.items()
    )


def issue_order(request: Request) -> tuple[Callable[[Issue], Any], bool]:
    """What to sort by, and whether downwards."""
    order = ISSUE_ORDERS[choice(request, "Issue", "sort", tuple(ISSUE_ORDERS))]
    return order, choice(request, "Issue", "direction", ("desc", "asc")) == "desc"


def issue_key(request: Request) -> Callable[[Issue], tuple[float, int]]:
    """What ascends along the list, whichever direction was asked for."""
    order, down = issue_order(request)
    sign = -1 if down else 1

    def key(issue: Issue) -> tuple[float, int]:
        value, number = order(issue)
        return sign * (value.timestamp() if isinstance(value, datetime) else value), sign * number

    return key


def issues_listed(world: World, repo: Repo, request: Request) -> list[Issue]:
    question = tuple(sorted(pair for pair in request.query.items() if pair[0] not in PAGING))
    kept = repo.views.get(question)
    if world.lag is None and kept and kept[0] == repo.version:
        return kept[1]
    wanted, (order, down) = issue_filter(repo, request), issue_order(request)
    shown: Iterable[Issue] = repo.issues.values()
    if world.lag is not None:
        shown = [world.listed(one) for one in shown if world.in_lists(one.born, "issues")]
    found = sorted([one for one in shown if wanted(one)], key=order, reverse=down)
    if world.lag is None:
        repo.views[question] = (repo.version, found)
    return found


def issue_filter(repo: Repo, request: Request) -> Callable[[Issue], bool]:
    """https://docs.github.com/en/rest/issues/issues#list-repository-issues"""
    state = choice(request, "Issue", "state", ("open", "closed", "all"))
    since = moment(request)
    labels = {one.lower() for one in request.one("labels").split(",") if one}
    assignee, creator = request.one("assignee").lower(), request.one("creator").lower()
    in_milestone = milestone_filter(repo, request.one("milestone"))

    def wanted(issue: Issue) -> bool:
        return (
            (state in ("all", issue.state))
            and (since is None or issue.updated_at >= since)
            and (not labels or labels <= {one.name.lower() for one in issue.labels})
            and (not assignee or assigned(issue, assignee))
            and (not creator or issue.author.login.lower() == creator)
            and (in_milestone is None or in_milestone(issue))
        )

    return wanted


def assigned(issue: Issue, login: str) -> bool:
    match login:
        case "*":
            return bool(issue.assignees)
        case "none":
            return not issue.assignees
        case _:
            return any(one.login.lower() == login for one in issue.assignees)


def milestone_filter(repo: Repo, word: str) -> Callable[[Issue], bool] | None:
    match word:
        case "":
            return None
        case "*":
            return lambda issue: issue.milestone is not None
        case "none":
            return lambda issue: issue.milestone is None
        case _:
            chosen = repo.milestones.get(int(word)) if word.isdigit() else None
            if chosen is None:
                raise invalid("Issue", "milestone", "invalid", value=word)
            return lambda issue: issue.milestone is chosen
