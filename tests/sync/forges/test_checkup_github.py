"""The facts that a look at GitHub gathers, from the server itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sync.forges.checkup import Checkup, Credential, Person
from sync.forges.github import Token, open_tracker
from sync.forges.github_checkup import check_github
from sync.forges.github_source import GitHubSource
from sync.ports import Role
from tests.builders.rigs import MemoryShelf
from tests.servers.github import GitHubServer
from tests.servers.github_office import PLAN, open_office
from tests.servers.simtime import SimulatedTime
from tests.servers.wire import FaultKind, Response


@pytest.fixture
def server() -> Iterator[GitHubServer]:
    """The bot writes (token "t"), Anna triages ("a"), Rita reads ("r")."""
    with open_office() as server:
        yield server
        assert server.requests("POST|PATCH|PUT|DELETE") == []


def look(server: GitHubServer, token: str, *accounts: str) -> Checkup:
    tracker = open_tracker(
        root=server.api,
        project=PLAN,
        auth=Token(token),
        shelf=MemoryShelf(),
        now=lambda: datetime.now(UTC),
        sleep=SimulatedTime().sleep,
    )
    assert isinstance(tracker.source, GitHubSource)
    return check_github(tracker.source, accounts, lambda: datetime.now(UTC))


def test_a_writer_is_told_roles(server: GitHubServer) -> None:
    """By one request for each account."""
    server.add_user("eve")
    seen = look(server, "t", "anna", "rita", "eve", "nobody")
    assert seen.people == (
        Person("anna", assignable=True, role=Role.TRIAGE),
        Person("rita", assignable=True, role=Role.READ),
        Person("eve", assignable=False, role=Role.NONE),
        Person("nobody", exists=False),
    )
    assert len(server.requests(path="/collaborators/")) == 4
    assert server.requests(path="/assignees|/users/") == []


def test_who_may_not_write_still_learns_who_can_be_assigned(server: GitHubServer) -> None:
    """Roles are not told, and not asked for."""
    server.add_user("eve")
    seen = look(server, "a", "rita", "eve", "nobody")
    assert seen.people == (
        Person("rita", assignable=True),
        Person("eve", assignable=False),
        Person("nobody", exists=False, assignable=False),
    )
    assert server.requests(path="/collaborators/") == []


def test_a_classic_token_tells_its_scopes(server: GitHubServer) -> None:
    """And so what it may write; its account's role is another thing."""
    seen = look(server, "r")
    assert (seen.credential, seen.scopes, seen.writes, seen.role) == (
        Credential.CLASSIC,
        frozenset({"repo"}),
        True,
        Role.READ,
    )


def test_a_fine_grained_token_tells_what_it_reads(server: GitHubServer) -> None:
    """What it may write is not known."""
    server.add_token("bot", "fine", permissions={"issues": "read"})
    seen = look(server, "fine")
    assert (seen.credential, seen.reads, seen.writes) == (Credential.FINE_GRAINED, True, None)


def test_an_organization_may_bar_a_token(server: GitHubServer) -> None:
    """In the service's words; nothing more is known then."""
    told = {"message": "Resource protected by organization SAML enforcement."}
    server.fail(FaultKind.REPLY, path="/repos/", times=9, response=Response(403, told))
    seen = look(server, "t", "anna")
    assert seen.barred == "Resource protected by organization SAML enforcement"
    assert (seen.ground, seen.people) == (None, ())
