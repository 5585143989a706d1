"""Repositories, who may do what in them, accounts, and what is left of the limits.

https://docs.github.com/en/rest/repos/repos, https://docs.github.com/en/rest/collaborators/collaborators
"""

from __future__ import annotations

from tests.servers.github_model import Role, User
from tests.servers.github_refusals import Refused, forbidden, not_found
from tests.servers.github_routes import NOTHING, Call, answer, at_root, in_repo
from tests.servers.wire import Response

METADATA = ("metadata",)
LEGACY = {Role.MAINTAIN: "write", Role.TRIAGE: "read"}
"""Roles that the older field has no word of its own for."""


def account(call: Call, login: str) -> User:
    user = call.world.users.get(login.lower())
    if user is None:
        raise not_found()
    return user


@at_root("GET", "user")
def get_self(call: Call) -> Response:
    """An app's installation is nobody: it is refused."""
    if call.token.installation:
        raise forbidden("Resource not accessible by integration")
    return answer({**(call.show.user(call.user) or {}), "name": call.user.name})


@at_root("GET", "users/{login}")
def get_user(call: Call) -> Response:
    user = account(call, call.parts["login"])
    return answer({**(call.show.user(user) or {}), "name": user.name})


@at_root("GET", "rate_limit")
def get_rate_limit(call: Call) -> Response:
    """Costs nothing; 404 where limits are off, as on Enterprise Servers."""
    if call.meter.limits.requests_per_hour is None:
        raise Refused(404, "Rate limiting is not enabled.")
    core = call.meter.account(call.token)
    return answer({"resources": {"core": core}, "rate": core})


@in_repo("GET", "", needs=METADATA)
def get_repo(call: Call) -> Response:
    return answer(call.show.repo(call.repo, None if call.token.installation else call.role))


@in_repo("GET", "assignees", needs=METADATA)
def list_assignees(call: Call) -> Response:
    able = [one for one in call.world.users.values() if call.repo.assignable(one)]
    return call.page(able, call.show.user)


@in_repo("GET", "assignees/{login}", needs=METADATA)
def check_assignee(call: Call) -> Response:
    if not call.repo.assignable(account(call, call.parts["login"])):
        raise not_found()
    return NOTHING


@in_repo("GET", "collaborators/{login}/permission", needs=METADATA)
def get_permission(call: Call) -> Response:
    """People without push may not ask; apps may."""
    if not call.token.installation:
        call.require(Role.WRITE, forbidden("Must have push access to view collaborator permission."))
    user = account(call, call.parts["login"])
    role = call.repo.role_of(user)
    permission = LEGACY.get(role, role.name.lower())
    return answer({"permission": permission, "role_name": role.name.lower(), "user": call.show.user(user)})
