"""The facts that a look at GitLab gathers, from the server itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sync.forges.checkup import Checkup, Credential, Person
from sync.forges.gitlab import open_tracker
from sync.forges.gitlab_checkup import check_gitlab
from sync.forges.gitlab_source import GitLabSource
from sync.ports import Role
from tests.builders.rigs import MemoryShelf
from tests.servers.gitlab import GitLabServer
from tests.servers.simtime import SimulatedTime
from tests.servers.wire import FaultKind, Response

PLAN = "gmg/work-plan"


@pytest.fixture
def server() -> Iterator[GitLabServer]:
    """A private project: the bot plans, Gert is a guest, Eve no member."""
    with GitLabServer() as server:
        server.add_user("bot", token="t")
        server.add_user("gert")
        server.add_user("eve")
        server.add_project(PLAN, members={"bot": "planner", "gert": "guest"})
        yield server
        assert server.requests("POST|PATCH|PUT|DELETE") == []


def look(server: GitLabServer, *accounts: str) -> Checkup:
    tracker = open_tracker(
        url=server.base_url,
        project=PLAN,
        token="t",
        shelf=MemoryShelf(),
        now=lambda: datetime.now(UTC),
        sleep=SimulatedTime().sleep,
    )
    assert isinstance(tracker.source, GitLabSource)
    return check_gitlab(tracker.source, accounts, lambda: datetime.now(UTC))


def test_people_have_roles(server: GitLabServer) -> None:
    """Only who is no member is looked for among all accounts."""
    assert look(server, "gert", "eve", "nobody").people == (
        Person("gert", assignable=True, role=Role.READ),
        Person("eve", assignable=False, role=Role.NONE),
        Person("nobody", exists=False),
    )
    assert len(server.requests(path="/users")) == 2


def test_a_server_may_not_tell_of_tokens(server: GitLabServer) -> None:
    """Nothing is known of its scopes then, and all else is."""
    unknown = Response(404, {"error": "404 Not Found"})
    server.fail(FaultKind.REPLY, path="/personal_access_tokens", times=9, response=unknown)
    seen = look(server)
    assert (seen.credential, seen.scopes, seen.writes, seen.expires) == (Credential.TOKEN, None, None, None)
    assert (seen.account, seen.accepted, seen.role) == ("bot", True, Role.WRITE)


def test_people_are_looked_at_whatever_is_known_of_the_token(server: GitLabServer) -> None:
    """It reads, or it does not: the answer tells."""
    unknown = Response(404, {"error": "404 Not Found"})
    server.fail(FaultKind.REPLY, path="/personal_access_tokens", times=9, response=unknown)
    assert look(server, "gert").people == (Person("gert", assignable=True, role=Role.READ),)


def test_an_administrator_needs_no_role(server: GitLabServer) -> None:
    """Of the whole server."""
    told = {"id": 11, "username": "bot", "is_admin": True}
    server.fail(FaultKind.REPLY, path="/user$", times=9, response=Response(200, told))
    assert look(server).role is Role.WRITE


def test_members_may_be_kept_secret(server: GitLabServer) -> None:
    """Then roles are not known, and nobody is blamed."""
    secret = Response(403, {"message": "403 Forbidden"})
    server.fail(FaultKind.REPLY, path="/members/", times=9, response=secret)
    seen = look(server, "gert")
    assert seen.role is None
    assert seen.people == (Person("gert"),)
