"""A GitLab on loopback that behaves like the real one, its limits and traps included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote

from tests.servers import gitlab_access as access
from tests.servers import gitlab_register as register
from tests.servers.gitlab_access import Call
from tests.servers.gitlab_desk import Desk, Route
from tests.servers.gitlab_graphql import answer_query
from tests.servers.gitlab_hooks import delivery
from tests.servers.gitlab_issue_routes import ROUTES as ISSUE_ROUTES
from tests.servers.gitlab_issues import DEFAULT_COLOR, seed_issue
from tests.servers.gitlab_json import Renderer
from tests.servers.gitlab_limits import Limits, Meter
from tests.servers.gitlab_merge_routes import ROUTES as MERGE_ROUTES
from tests.servers.gitlab_note_routes import ROUTES as NOTE_ROUTES
from tests.servers.gitlab_pages import Pager, tagged
from tests.servers.gitlab_people import Person
from tests.servers.gitlab_project_routes import ROUTES as PROJECT_ROUTES
from tests.servers.gitlab_project_routes import TOP_ROUTES
from tests.servers.gitlab_refusal import Refusal
from tests.servers.gitlab_register_routes import ROUTES as REGISTER_ROUTES
from tests.servers.gitlab_state import LEVELS, Issue, Label, Milestone, Project, Token, User, World
from tests.servers.wire import Request, Response, Server

ROUTES = (*ISSUE_ROUTES, *NOTE_ROUTES, *REGISTER_ROUTES, *PROJECT_ROUTES, *MERGE_ROUTES)


class GitLabServer(Server):
    """Enter it, add users and projects, aim python-gitlab at `base_url`.

    `prefix` puts the installation below a path of its host: "/git".
    """

    def __init__(self, now: Callable[[], datetime] | None = None, *, prefix: str = "") -> None:
        super().__init__()
        self._now = now or (lambda: datetime.now(UTC))
        self.world = World(self._now)
        self.limits = Limits()
        self.prefix = prefix.rstrip("/")
        self.render = Renderer(self.world, self.base_url)
        self._pager = Pager(self.limits, self.base_url, keyset=True)
        self._meter = Meter(self.world, self.limits)
        self._http.RequestHandlerClass = _dated(self._http.RequestHandlerClass, self._now)

    @property
    def base_url(self) -> str:
        return f"{self.url}{self.prefix}"

    @property
    def tier(self) -> str:
        """ "free" or "premium"."""
        return self.world.tier

    @tier.setter
    def tier(self, tier: str) -> None:
        self.world.tier = tier

    @property
    def keyset(self) -> bool:
        """Whether issues can be paged by cursor; False is an older server, which ignores the wish."""
        return self._pager.keyset

    @keyset.setter
    def keyset(self, keyset: bool) -> None:
        self._pager.keyset = keyset

    @property
    def lag(self) -> timedelta:
        """How long what is created is missing from lists."""
        return self.world.lag

    @lag.setter
    def lag(self, lag: timedelta) -> None:
        self.world.lag = lag

    @property
    def lagging(self) -> frozenset[str]:
        """Which lists that goes for: issues, milestones, labels, comments."""
        return self.world.lagging

    @lagging.setter
    def lagging(self, lists: frozenset[str]) -> None:
        self.world.lagging = lists

    @property
    def stale_reads(self) -> bool:
        """Whether lists show issues as they were `lag` ago. Set it before the edits it is to hide."""
        return self.world.stale_reads

    @stale_reads.setter
    def stale_reads(self, stale: bool) -> None:
        self.world.stale_reads = stale

    @property
    def throttled_touch(self) -> bool:
        """Whether a comment within a minute of an issue's last update leaves its `updated_at` alone."""
        return self.world.throttled_touch

    @throttled_touch.setter
    def throttled_touch(self, throttled: bool) -> None:
        self.world.throttled_touch = throttled

    @property
    def events_as_notes(self) -> bool:
        """Whether changes of state, labels and milestone leave system notes, as older servers do."""
        return self.world.events_as_notes

    @events_as_notes.setter
    def events_as_notes(self, kept: bool) -> None:
        self.world.events_as_notes = kept

    def add_user(
        self, username: str, *, token: str | None = None, name: str | None = None, role: str | None = None
    ) -> User:
        """With `role` he becomes a member of all projects there are."""
        with self.lock:
            user = User(self.world.next_id("user"), username, name or username.capitalize())
            self.world.users[user.id] = user
            if token is not None:
                self.add_token(username, token)
            for project in self.world.projects.values() if role else ():
                self.set_role(username, project, role or "none")
            return user

    def add_token(
        self,
        username: str,
        token: str,
        *,
        scopes: Iterable[str] = ("api",),
        expires: date | None = None,
        revoked: bool = False,
    ) -> Token:
        with self.lock:
            number = self.world.next_id("token")
            user = self.world.user(username)
            made = Token(number, token, user, tuple(scopes), self._now(), expires, revoked)
            self.world.tokens[token] = made
            return made

    def add_project(
        self,
        path: str,
        *,
        visibility: str = "private",
        members: Mapping[str, str] | None = None,
        archived: bool = False,
        issues_enabled: bool = True,
        personal: bool = False,
    ) -> Project:
        """`members`: roles by username. Groups of the path come into being, unless it is a person's."""
        with self.lock:
            number = self.world.next_id("project")
            project = Project(number, path, visibility, archived, issues_enabled, personal)
            if not personal:
                self.world.group(project.group_path)
            self.world.projects[number] = project
            for username, role in (members or {}).items():
                self.set_role(username, project, role)
            return project

    def set_role(self, username: str, where: Project | str, role: str) -> None:
        """In a project, or in the group of a path."""
        with self.lock:
            members = where.members if isinstance(where, Project) else self.world.group(where).members
            members[self.world.user(username).id] = LEVELS[role]

    def move_project(self, project: Project, path: str) -> None:
        with self.lock:
            self.world.former_paths[project.path.casefold()] = project
            self.world.group(path.rpartition("/")[0])
            project.path = path
            project.naming += 1
            project.changes += 1

    def add_group_label(self, group: str, name: str, color: str = DEFAULT_COLOR) -> Label:
        with self.lock:
            return register.add_group_label(self.world, self.world.group(group), name, color)

    def add_group_milestone(self, group: str, title: str, due: date | None = None) -> Milestone:
        with self.lock:
            return register.add_group_milestone(self.world, self.world.group(group), title, due)

    def person(self, username: str, project: Project | None = None) -> Person:
        """Someone at work; in the first project if none is given."""
        where = project or next(iter(self.world.projects.values()))
        return Person(self.world, self.lock, self.world.user(username), where)

    def creations(self, by: str | None = None) -> list[tuple[datetime, str]]:
        """Everything made, through the API or by people; system notes and seeds are not among it.

        Kinds: issue, milestone, label, comment.
        """
        with self.lock:
            return [
                (one.at, one.kind) for one in self.world.creations if by is None or one.user.username == by
            ]

    def seed(
        self,
        issues: Iterable[Mapping[str, Any]] = (),
        milestones: Iterable[Mapping[str, Any]] = (),
        *,
        project: Project | None = None,
        author: str | None = None,
    ) -> list[Issue]:
        """Many at once. Issues: title, description, state, labels and milestone by name, due_date, assignees.

        Milestones: title, description, due_date, start_date, state_event.
        """
        with self.lock:
            where = project or next(iter(self.world.projects.values()))
            user = self.world.user(author) if author else next(iter(self.world.users.values()))
            made = len(self.world.creations)
            for one in milestones:
                register.create_milestone(self.world, where, user, one["title"], dict(one))
            titles = {one.title: one for one in self.world.milestones_for(where)}
            labels = {one.name: one for one in self.world.labels_of(where)}
            now = self._now()
            seeded = [
                seed_issue(
                    self.world, where, user, one.get("at", now), self._seeded(one, where, titles, labels)
                )
                for one in issues
            ]
            where.changes += 1
            del self.world.creations[made:]
            return seeded

    def _seeded(
        self,
        given: Mapping[str, Any],
        project: Project,
        titles: Mapping[str, Milestone],
        labels: dict[str, Label],
    ) -> dict[str, Any]:
        for name in given.get("labels", ()):
            if name not in labels:
                label = labels[name] = Label(self.world.next_id("label"), name, DEFAULT_COLOR)
                project.labels[label.id] = label
        return {
            **given,
            "labels": [labels[name] for name in given.get("labels", ())],
            "milestone": titles[given["milestone"]] if given.get("milestone") else None,
            "assignees": [self.world.user(name) for name in given.get("assignees", ())],
        }

    def webhook(
        self, event: str, payload: Mapping[str, Any], secret: str, scheme: str = "token"
    ) -> tuple[dict[str, str], bytes]:
        """Headers and body of a delivery; `scheme` is "token" or "signature"."""
        return delivery(event, payload, secret, scheme, self.base_url, self._now())

    def answer(self, request: Request) -> Response:
        quota: dict[str, str] = {}
        try:
            parts = self._parts(request)
            token = access.identify(self.world, request)
            quota = self._meter.count_request(token.user)
            access.check_scope(token, request, parts[0])
            call = Call(request, token, parts, access.parameters(request))
            response = tagged(request, self._routed(call))
        except Refusal as refusal:
            response = Response(refusal.status, refusal.body, refusal.headers)
            quota = {} if refusal.status == 429 else quota
        return Response(response.status, response.body, {**quota, **response.headers})

    def _parts(self, request: Request) -> tuple[str, ...]:
        """Decoded one by one: an encoded slash does not part a path."""
        if request.raw_path == f"{self.prefix}/api/graphql":
            return ("graphql",)
        start = f"{self.prefix}/api/v4/"
        if not request.raw_path.startswith(start):
            raise Refusal(404, {"error": "404 Not Found"})
        return tuple(unquote(part) for part in request.raw_path.removeprefix(start).rstrip("/").split("/"))

    def _routed(self, call: Call) -> Response:
        desk = Desk(self.world, self.limits, self._meter, self.render, self._pager)
        if call.parts == ("graphql",):
            return answer_query(desk, call)
        verb = "GET" if call.request.verb == "HEAD" else call.request.verb
        if call.parts[0] != "projects" or len(call.parts) < 2:
            route, found = _route(TOP_ROUTES, verb, call.parts)
            return route.answer(desk, call, *found)
        route, found = _route(ROUTES, verb, call.parts[2:] or ("",))
        project = access.find_project(self.world, call, call.parts[1], self.render.api)
        return route.answer(desk, call, project, *found)


def _route(routes: Iterable[Route], verb: str, parts: tuple[str, ...]) -> tuple[Route, list[str]]:
    for route in routes:
        found = route.matches(verb, parts)
        if found is not None:
            return route, found
    raise Refusal(404, {"error": "404 Not Found"})


def _dated(handler: Any, now: Callable[[], datetime]) -> type[BaseHTTPRequestHandler]:
    """The handler with the server's clock in its Date header."""

    class Dated(handler):
        def date_time_string(self, timestamp: float | None = None) -> str:
            return format_datetime(now().astimezone(UTC), usegmt=True)

    return Dated
