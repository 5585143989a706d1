"""Which request is answered by what: the table, and what every answer of it is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.servers.github_access import Token
from tests.servers.github_json import Rendering, encode
from tests.servers.github_limits import Meter
from tests.servers.github_lists import Page, link_header, page_of
from tests.servers.github_model import Comment, Issue, Milestone, Repo, Role, User
from tests.servers.github_refusals import Refused, forbidden, malformed, not_found
from tests.servers.github_world import World
from tests.servers.wire import Request, Response

ISSUES = ("issues", "pull_requests")
"""Permissions of which one is enough for issues, labels, milestones and comments."""


class Elsewhere(Exception):
    """The thing asked for has moved: to a path under another repository."""

    def __init__(self, repo: Repo, rest: str) -> None:
        super().__init__(rest)
        self.repo, self.rest = repo, rest


@dataclass(slots=True)
class Call:
    """One request with what it is about."""

    world: World
    request: Request
    token: Token
    meter: Meter
    show: Rendering
    parts: dict[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()
    """The path below the repository."""
    found: Repo | None = None

    @property
    def repo(self) -> Repo:
        assert self.found is not None
        return self.found

    @property
    def user(self) -> User:
        return self.token.user

    @property
    def role(self) -> Role:
        return self.token.role_in(self.repo)

    @property
    def version(self) -> str:
        return self.request.headers.get("x-github-api-version", "")

    @property
    def body(self) -> dict[str, Any]:
        if self.request.body and self.request.data is None:
            raise Refused(400, "Problems parsing JSON")
        data = {} if self.request.data is None else self.request.data
        if not isinstance(data, dict):
            raise malformed(f"{data!r} is not an object.")
        return data

    def text(self, name: str, default: str | None = None) -> str | None:
        """A string of the body, or null."""
        value = self.body.get(name, default)
        if value is not None and not isinstance(value, str):
            raise malformed(f"For 'properties/{name}', {value!r} is not a string.")
        return value

    def required(self, name: str) -> str:
        if name not in self.body:
            raise malformed(f'"{name}" wasn\'t supplied.')
        value = self.text(name)
        if value is None:
            raise malformed(f"For 'properties/{name}', nil is not a string.")
        return value

    def texts(self, name: str) -> list[str]:
        """Strings, or objects with a name as labels may be given by."""
        values = self.body.get(name) or []
        if not isinstance(values, list):
            raise malformed(f"For 'properties/{name}', {values!r} is not an array.")
        return [one["name"] if isinstance(one, dict) else str(one) for one in values]

    def number(self, part: str) -> int:
        text = self.parts[part]
        if not text.isdigit():
            raise not_found()
        return int(text)

    def issue(self) -> Issue:
        """The one of the path. Gone ones answer as their fate was; with issues switched off none is there."""
        number = self.number("number")
        if not self.repo.has_issues:
            raise Refused(410, "Issues are disabled for this repo")
        if number in self.repo.gone:
            self.follow(self.repo.gone[number])
        if number not in self.repo.issues:
            raise not_found()
        return self.repo.issues[number]

    def follow(self, moved: Issue | None) -> None:
        if moved is None:
            raise Refused(410, "This issue was deleted")
        if self.token.role_in(moved.repo) < Role.READ:
            raise not_found()
        raise Elsewhere(moved.repo, "/".join(("issues", str(moved.number), *self.rest[2:])))

    def milestone(self) -> Milestone:
        milestone = self.repo.milestones.get(self.number("milestone"))
        if milestone is None:
            raise not_found()
        return milestone

    def comment(self) -> Comment:
        comment = self.repo.comments.get(self.number("comment"))
        if comment is None:
            raise not_found()
        return comment

    def require(self, role: Role, otherwise: Refused | None = None) -> None:
        if self.role < role:
            raise otherwise or forbidden()

    # -- answers

    def page(self, items: Sequence[Any], render: Callable[[Any], Any]) -> Response:
        return self.paged(page_of(self.request, items), lambda one: encode(render(one)))

    def paged(self, page: Page, render: Callable[[Any], bytes]) -> Response:
        body = b"[" + b",".join([render(one) for one in page.items]) + b"]"
        url = "/".join((f"{self.show.api}/repositories/{self.repo.id}", *self.rest))
        link = link_header(url, self.request, page.links)
        return Response(200, body, {"Link": link} if link else {})

    def issue_answer(self, issue: Issue, status: int = 200) -> Response:
        headers = {"Location": self.show.issue_url(issue)} if status == 201 else {}
        return Response(status, self.show.issue(issue, version=self.version), headers)


def answer(value: Any, status: int = 200) -> Response:
    return Response(
        status, encode(value), {"Location": value["url"]} if status == 201 and "url" in value else {}
    )


NOTHING = Response(204)
Act = Callable[[Call], Response]


@dataclass(frozen=True, slots=True)
class Route:
    verb: str
    parts: tuple[str, ...]
    act: Act
    needs: tuple[str, ...]
    level: str
    creates: bool

    def match(self, parts: Sequence[str]) -> dict[str, str] | None:
        """The named parts of the path, if it is one of this route."""
        if len(parts) != len(self.parts):
            return None
        named = {}
        for pattern, part in zip(self.parts, parts, strict=True):
            if pattern.startswith("{"):
                named[pattern[1:-1]] = unquote(part)
            elif pattern != part:
                return None
        return named


IN_REPO: list[Route] = []
AT_ROOT: list[Route] = []


def in_repo(
    verb: str, path: str, *, needs: tuple[str, ...] = ISSUES, level: str | None = None, creates: bool = False
) -> Callable[[Act], Act]:
    """Answers the path below a repository. `creates`: counts and is limited as content creation."""
    return entry(IN_REPO, verb, path, needs, level, creates)


def at_root(verb: str, path: str) -> Callable[[Act], Act]:
    return entry(AT_ROOT, verb, path, ("metadata",), "read", creates=False)


def entry(
    table: list[Route], verb: str, path: str, needs: tuple[str, ...], level: str | None, creates: bool
) -> Callable[[Act], Act]:
    def register(act: Act) -> Act:
        parts = tuple(path.split("/")) if path else ()
        table.append(Route(verb, parts, act, needs, level or ("read" if verb == "GET" else "write"), creates))
        return act

    return register


def route_of(table: Iterable[Route], verb: str, parts: Sequence[str]) -> tuple[Route, dict[str, str]]:
    """The most literal one: "comments" is no number of an issue."""
    matches = [(route, route.match(parts)) for route in table if route.verb == verb]
    found = [(route, named) for route, named in matches if named is not None]
    if not found:
        raise not_found()
    return min(found, key=lambda one: len(one[1]))
