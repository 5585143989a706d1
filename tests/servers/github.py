"""A stateful GitHub on loopback, for the real client library: its limits, refusals and redirects included."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote

# The modules of routes enter themselves into the table.
from tests.servers import (  # noqa: F401
    github_comment_routes,
    github_history,
    github_issue_routes,
    github_pull_routes,
    github_register_routes,
    github_repo_routes,
    github_subissue_routes,
)
from tests.servers.github_access import Token, Tokens, token_headers
from tests.servers.github_apps import App, Apps
from tests.servers.github_changes import open_issue
from tests.servers.github_json import Rendering
from tests.servers.github_limits import Limits, Meter
from tests.servers.github_model import Issue, Repo, Role, User
from tests.servers.github_people import Person
from tests.servers.github_refusals import Refused, forbidden, moved, not_found
from tests.servers.github_routes import AT_ROOT, IN_REPO, Call, Elsewhere, Route, route_of
from tests.servers.github_seeds import sow
from tests.servers.github_world import World, as_role
from tests.servers.wire import Request, Response, Server

VERSIONS = ("2022-11-28", "2026-03-10")


class GitHubServer(World, Server):
    """`prefix="/api/v3"` makes it an Enterprise Server: its limits are off until `limits` is set.

    An app's JWT and its tokens' expiry are judged by server time; the client library has only the real clock,
    so that a test of apps needs the default `now`.
    """

    def __init__(self, *, now: Callable[[], datetime] | None = None, prefix: str = "") -> None:
        Server.__init__(self)
        World.__init__(self, now)
        self.prefix = prefix
        self.links_in_304 = False
        """The service leaves Link out of a 304: https://github.community/t/209783"""
        self.etag_varies_by_token = True
        self.tokens = Tokens(self)
        self.apps = Apps(self)
        self.meter = Meter(self, Limits.off() if prefix else Limits())
        self.show = Rendering(self, self.api, self.url)
        tell_server_time(self)

    @property
    def api(self) -> str:
        """What a client takes for its base address."""
        return self.url + self.prefix

    @property
    def graphql(self) -> str:
        """https://docs.github.com/en/enterprise-server@3.17/graphql/guides/managing-enterprise-accounts"""
        return "/api/graphql" if self.prefix else "/graphql"

    @property
    def limits(self) -> Limits:
        return self.meter.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self.meter.limits = limits

    # -- who there is

    def add_user(
        self, login: str, *, token: str | None = None, role: Role | str | None = None, name: str | None = None
    ) -> User:
        """With a token: a classic one of scope "repo". With a role: in all repositories, later ones too."""
        user = self.add_account(login, name=name)
        if role is not None:
            self.grant(login, role)
            self.everywhere[login.lower()] = as_role(role)
        if token is not None:
            self.add_token(login, token)
        return user

    def add_token(
        self,
        login: str,
        value: str,
        *,
        scopes: Iterable[str] = ("repo",),
        permissions: Mapping[str, str] | None = None,
        expires: datetime | None = None,
        repos: Iterable[Repo | str] | None = None,
    ) -> Token:
        """Classic with scopes, fine-grained with permissions; `repos` limits it to some."""
        chosen = None if repos is None else frozenset(self.repo(one).id for one in repos)
        classic = None if permissions is not None else tuple(scopes)
        return self.tokens.add(Token(value, self.user(login), classic, permissions, expires, chosen))

    def add_app(
        self,
        slug: str,
        public_key: str,
        permissions: Mapping[str, str] | None = None,
        repos: Iterable[Repo | str] | None = None,
    ) -> App:
        """With one installation: by default in all repositories there are, with "issues": "write"."""
        chosen = list(self.repos.values()) if repos is None else repos
        return self.apps.add(slug, public_key, permissions or {"issues": "write"}, chosen)

    def revoke(self, value: str) -> None:
        del self.tokens.by_value[value]

    def person(self, login: str, repo: str | Repo | None = None) -> Person:
        """Acts as someone through the web pages; in the first repository by default."""
        return Person(self, self.add_account(login), self.repo(repo))

    def seed(
        self,
        issues: Iterable[Mapping[str, Any]] = (),
        milestones: Iterable[Mapping[str, Any]] = (),
        labels: Iterable[str] = (),
        repo: str | Repo | None = None,
    ) -> None:
        """Put much there at once; see `github_seeds`."""
        with self.lock:
            sow(self, self.repo(repo), issues, milestones, labels)

    def add_pull_request(self, login: str, title: str, repo: str | Repo | None = None) -> Issue:
        """Shares numbers and lists with issues."""
        with self.lock:
            return open_issue(self, self.repo(repo), self.add_account(login), title, pull_request=True)

    def webhook(self, event: str, payload: Any, secret: str) -> tuple[dict[str, str], bytes]:
        """A signed delivery: https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers"""
        body = json.dumps(payload).encode()
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/044aadd",
            "X-GitHub-Delivery": str(uuid.uuid4()),
            "X-GitHub-Event": event,
            "X-Hub-Signature-256": f"sha256={digest}",
        }
        return headers, body

    # -- answers

    def answer(self, request: Request) -> Response:
        parts = tuple(request.raw_path.removeprefix(self.prefix).strip("/").split("/"))
        headers: dict[str, str] = {"X-GitHub-Request-Id": "8843:1A2B:3C4D5E:6F7A8B"}
        try:
            if request.raw_path == self.graphql:
                parts = ("graphql",)
            elif not request.raw_path.startswith(self.prefix + "/"):
                raise not_found()
            if (response := self.apps.answer(request, parts)) is None:
                response = self.answer_token(request, parts, headers)
        except Refused as refused:
            response = refused.response
        return Response(response.status, response.body, {**headers, **response.headers})

    def answer_token(self, request: Request, parts: tuple[str, ...], headers: dict[str, str]) -> Response:
        token = self.tokens.asker(request)
        version = request.headers.get("x-github-api-version", VERSIONS[0])
        if version not in VERSIONS:
            raise Refused(400, f"{version} is not a supported version. Supported: {', '.join(VERSIONS)}")
        headers["X-GitHub-Api-Version-Selected"] = version
        try:
            if parts != ("rate_limit",):
                self.meter.charge(token, 1 if request.verb == "GET" else 5)
            response = self.route(Call(self, request, token, self.meter, self.show), parts, headers)
            if request.verb == "GET" and response.status == 200:
                response = self.conditional(request, response, token)
            return response
        finally:
            headers.update(self.meter.headers(token))

    def route(self, call: Call, parts: tuple[str, ...], headers: dict[str, str]) -> Response:
        if parts[0] not in ("repos", "repositories"):
            route, call.parts = route_of(AT_ROOT, call.request.verb, parts)
            headers.update(token_headers(call.token, route.needs, route.level))
            return route.act(call)
        own = 3 if parts[0] == "repos" else 2
        call.rest = parts[own:]
        found = self.found_repo(parts[1:own])
        if found is None or call.token.role_in(found) < Role.READ:
            raise not_found()
        if parts[0] == "repos" and found.full_name.lower() != unquote("/".join(parts[1:own])).lower():
            return self.redirect(call.request, found, "/".join(call.rest))
        call.found = found
        route, call.parts = route_of(IN_REPO, call.request.verb, call.rest)
        headers.update(token_headers(call.token, route.needs, route.level))
        try:
            return self.act(call, route)
        except Elsewhere as elsewhere:
            return self.redirect(call.request, elsewhere.repo, elsewhere.rest)

    def act(self, call: Call, route: Route) -> Response:
        call.token.require(route.needs, route.level)
        if call.request.verb != "GET":
            call.token.require_write_scope(call.repo)
            if call.repo.archived:
                raise forbidden("Repository was archived so is read-only.")
        if route.creates:
            self.meter.check_creation(call.token)
        return route.act(call)

    def found_repo(self, parts: tuple[str, ...]) -> Repo | None:
        if len(parts) == 1:
            return self.repos.get(int(parts[0])) if parts[0].isdigit() else None
        return self.names.get(unquote("/".join(parts)).lower())

    def redirect(self, request: Request, repo: Repo, rest: str) -> Response:
        """By the repository's id: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects"""
        query = "&".join(f"{name}={value}" for name, values in request.query.items() for value in values)
        url = "/".join(part for part in (self.api, "repositories", str(repo.id), rest) if part)
        return moved(f"{url}?{query}" if query else url)

    def conditional(self, request: Request, response: Response, token: Token) -> Response:
        """The tag covers the body and what the answer varies by, not the Link header."""
        vary = [request.headers.get(name, "") for name in ("accept", "x-github-api-version")]
        vary += [token.value] if self.etag_varies_by_token else []
        digest = hashlib.sha256("\0".join(vary).encode() + response.body).hexdigest()
        headers = {**response.headers, "ETag": f'W/"{digest}"', "Vary": "Accept, Authorization, Cookie"}
        if not_newer(request.headers.get("if-none-match", ""), digest):
            self.meter.refund(token)
            if not self.links_in_304:
                headers.pop("Link", None)
            return Response(304, None, headers)
        return Response(200, response.body, headers)


def not_newer(sent: str, digest: str) -> bool:
    """Weak comparison: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2"""
    tags = [one.strip().removeprefix("W/") for one in sent.split(",")]
    return f'"{digest}"' in tags or tags == ["*"]


def tell_server_time(server: GitHubServer) -> None:
    """Let the Date header of this server come from its clock."""
    plain = server._http.RequestHandlerClass

    class Dated(plain):  # type: ignore[misc, valid-type]
        def date_time_string(self, timestamp: float | None = None) -> str:
            return format_datetime(server.now(), usegmt=True)

        def version_string(self) -> str:
            return "github.com"

    server._http.RequestHandlerClass = Dated
