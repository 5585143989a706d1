"""Who asks, and what he may: tokens, scopes, roles, projects.

https://docs.gitlab.com/user/permissions/ and app/policies/ of GitLab
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from tests.servers.gitlab_refusal import Refusal, forbidden, not_found, refused
from tests.servers.gitlab_state import LEVELS, Issue, Project, Token, User, World
from tests.servers.wire import Request

TOO_LITTLE = "The request requires higher privileges than provided by the access token."
EXPIRED = "Token is expired. You can either do re-authorization or token refresh."
REVOKED = "Token was revoked. You have to re-authorize from the user."
UNAUTHORIZED = {"message": "401 Unauthorized"}


@dataclass(slots=True)
class Call:
    """A request of which is known who sent it. `parts` is its path below /api/v4, decoded one by one."""

    request: Request
    token: Token
    parts: tuple[str, ...]
    params: Mapping[str, Any]
    """From the query, a form or a JSON body; lists lose the "[]" of their names."""

    @property
    def user(self) -> User:
        return self.token.user

    @property
    def reads(self) -> bool:
        return self.request.verb in ("GET", "HEAD")


def parameters(request: Request) -> dict[str, Any]:
    params: dict[str, Any] = {}
    forms = [request.query]
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        forms.append(parse_qs(request.body.decode(), keep_blank_values=True))
    for form in forms:
        for name, values in form.items():
            many = name.endswith("[]")
            params[name.removesuffix("[]")] = list(values) if many else values[-1]
    if isinstance(request.data, dict):
        params |= request.data
    return params


def identify(world: World, request: Request) -> Token:
    value = request.headers.get("private-token") or request.one("private_token")
    bearer = request.headers.get("authorization", "")
    if not value and bearer.lower().startswith("bearer "):
        value = bearer[7:].strip()
    token = world.tokens.get(value)
    if token is None:
        raise Refusal(401, UNAUTHORIZED)
    if token.revoked:
        raise invalid_token(REVOKED)
    if expired(world, token):
        raise invalid_token(EXPIRED)
    return token


def expired(world: World, token: Token) -> bool:
    """From midnight UTC of the day it says."""
    return token.expires is not None and token.expires <= world.now().date()


def invalid_token(why: str) -> Refusal:
    body = {"error": "invalid_token", "error_description": why}
    challenge = f'Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="{why}"'
    return Refusal(401, body, {"WWW-Authenticate": challenge})


def check_scope(token: Token, request: Request, first: str) -> None:
    """https://docs.gitlab.com/user/profile/personal_access_tokens/#personal-access-token-scopes"""
    wanted = ["api"]
    if request.verb in ("GET", "HEAD") or first == "graphql":
        wanted.append("read_api")
    if first in ("user", "users", "version", "metadata") and request.verb in ("GET", "HEAD"):
        wanted.append("read_user")
    if first == "personal_access_tokens" or set(wanted) & set(token.scopes):
        return
    body = {"error": "insufficient_scope", "error_description": TOO_LITTLE, "scope": " ".join(wanted)}
    raise Refusal(403, body)


def level(world: World, user: User, project: Project) -> int:
    groups = [group.members.get(user.id, 0) for group in world.groups_over(project)]
    return max([project.members.get(user.id, 0), *groups])


def members(world: World, project: Project) -> list[tuple[User, int]]:
    found = {user.id: level(world, user, project) for user in world.users.values()}
    return [(world.users[number], rank) for number, rank in found.items() if rank]


def sees(world: World, user: User, project: Project) -> bool:
    return project.visibility in ("public", "internal") or level(world, user, project) >= LEVELS["guest"]


def plans(world: World, user: User, project: Project) -> bool:
    """Planner, reporter and above: they label, date and edit everyone's issues."""
    return level(world, user, project) >= LEVELS["planner"]


def may_describe_new(world: World, user: User, project: Project) -> bool:
    """A guest who is a member may label and assign the issue he makes, though not afterwards."""
    return level(world, user, project) >= LEVELS["guest"]


def may_edit(world: World, user: User, issue: Issue) -> bool:
    own = user is issue.author or user in issue.assignees
    return plans(world, user, issue.project) or own


def may_see(world: World, user: User, issue: Issue) -> bool:
    return not issue.confidential or may_edit(world, user, issue)


def owns(world: World, user: User, project: Project) -> bool:
    return level(world, user, project) >= LEVELS["owner"]


def find_project(world: World, call: Call, given: str, api: str) -> Project:
    """By number or path. An old path is answered with the way to the number, for reading only.

    https://docs.gitlab.com/api/rest/#redirects
    """
    project = world.projects.get(int(given)) if given.isdigit() else world.project_at(given)
    moved = None if project or given.isdigit() else world.former_paths.get(given.casefold())
    seen = project or moved
    if seen is None or not sees(world, call.user, seen):
        raise not_found("Project")
    if moved is not None:
        if call.request.verb != "GET":
            raise refused(405, "Non GET methods are not allowed for moved projects")
        raise Refusal(301, None, {"Location": _moved(call, moved, api)})
    return seen


def _moved(call: Call, project: Project, api: str) -> str:
    # The query travels along as it came; parts of the path after the project need no new encoding here.
    rest = "/".join(call.request.raw_path.split("/projects/", 1)[1].split("/")[1:])
    query = "&".join(f"{name}={value}" for name, values in call.request.query.items() for value in values)
    return f"{api}/projects/{project.id}{'/' + rest if rest else ''}{'?' + query if query else ''}"


def check_writable(project: Project) -> None:
    if project.archived:
        raise forbidden()
