"""Who may do what on the imitated GitHub: tokens, roles and apps."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from github import Auth, BadCredentialsException, GithubException, GithubIntegration, UnknownObjectException

from tests.servers.github import GitHubServer
from tests.servers.github_office import PLAN, connect, dial, open_office
from tests.servers.simtime import SimulatedTime


@pytest.fixture
def clock() -> SimulatedTime:
    return SimulatedTime()


@pytest.fixture
def server(clock: SimulatedTime) -> Iterator[GitHubServer]:
    with open_office(clock) as server:
        yield server


# -- tokens


def test_a_token_ends_when_it_said(server: GitHubServer, clock: SimulatedTime) -> None:
    """A header tells the moment; from then on it is bad credentials."""
    server.add_token("bot", "short", expires=clock.at + timedelta(hours=1))
    with connect(server, "short") as client:
        headers, _ = client.requester.requestJsonAndCheck("GET", "/user")
        assert headers["github-authentication-token-expiration"] == "2017-05-02 10:00:00 UTC"
        clock.advance(hours=1)
        with pytest.raises(BadCredentialsException):
            client.get_repo(PLAN)


def test_a_classic_token_lists_its_scopes(server: GitHubServer) -> None:
    """Without "repo" a private repository is not found."""
    server.add_token("bot", "narrow", scopes=["public_repo", "read:org"])
    with connect(server, "narrow") as client:
        assert client.get_user().login == "bot"
        assert client.oauth_scopes == ["public_repo", "read:org"]
        with pytest.raises(UnknownObjectException):
            client.get_repo(PLAN)


def test_a_fine_grained_token_can_lack_a_permission(server: GitHubServer) -> None:
    """Reading goes, creating is refused with 403; it has no scopes."""
    server.add_token("bot", "fine", permissions={"issues": "read"}, repos=[PLAN])
    with connect(server, "fine") as client:
        plan = client.get_repo(PLAN)
        assert list(plan.get_issues()) == []
        assert client.oauth_scopes is None
        with pytest.raises(GithubException, match="not accessible by personal access token") as refused:
            plan.create_issue("One")
    assert refused.value.status == 403


def test_an_etag_is_of_one_token(server: GitHubServer) -> None:
    """A renewed token gets the same body under another tag."""
    server.add_token("bot", "renewed")
    with dial(server) as http, dial(server, "renewed") as other:
        first, second = http.get(""), other.get("")
    assert first.json() == second.json()
    assert first.headers["etag"] != second.headers["etag"]


# -- roles


def test_triage_closes_and_writers_reword(server: GitHubServer) -> None:
    """Anna may close Rita's issue and label it, not edit its text or make labels and milestones."""
    server.person("bot").label("known")
    server.person("rita").create_issue("One")
    with dial(server, "a") as http:
        assert http.patch("/issues/1", json={"state": "closed"}).status_code == 200
        assert http.post("/issues/1/labels", json={"labels": ["known"]}).status_code == 200
        assert http.post("/issues/1/labels", json={"labels": ["unknown"]}).status_code == 403
        assert http.patch("/issues/1", json={"body": "- [x] done"}).status_code == 403
        assert http.post("/milestones", json={"title": "M"}).status_code == 404
        assert http.post("/labels", json={"name": "new"}).status_code == 404


def test_readers_keep_to_their_own(server: GitHubServer) -> None:
    """Rita edits and closes her issue, reopens it only if she closed it, and labels nothing."""
    server.person("rita").create_issue("mine")
    server.person("anna").create_issue("another's")
    with dial(server, "r") as http:
        assert http.patch("/issues/1", json={"title": "Mine", "state": "closed"}).status_code == 200
        assert http.patch("/issues/1", json={"state": "open"}).status_code == 200
        server.person("anna").close(1)
        assert http.patch("/issues/1", json={"state": "open"}).status_code == 403
        assert http.patch("/issues/2", json={"state": "closed"}).status_code == 403
        assert http.post("/issues/1/labels", json={"labels": ["bug"]}).status_code == 403
        assert http.post("/issues/2/comments", json={"body": "Hello"}).status_code == 201


def test_a_stranger_finds_nothing(server: GitHubServer) -> None:
    """A private repository is 404; a public one can be read and reported to."""
    server.add_user("eve", token="e")
    server.add_repo("gmg/public")
    with connect(server, "e") as client:
        with pytest.raises(UnknownObjectException):
            client.get_repo(PLAN)
        public = client.get_repo("gmg/public")
        assert public.permissions.pull
        assert not public.permissions.push
        assert public.create_issue("One").number == 1


@pytest.mark.parametrize(
    ("role", "permission"),
    [("admin", "admin"), ("maintain", "write"), ("write", "write"), ("triage", "read"), ("none", "none")],
)
def test_the_older_field_knows_four_roles(server: GitHubServer, role: str, permission: str) -> None:
    """Beside it stands the true name."""
    server.add_user("paul", role=role)
    with dial(server) as http:
        shown = http.get("/collaborators/paul/permission").json()
        assert (shown["permission"], shown["role_name"]) == (permission, role)
        assert http.get("/collaborators/nobody/permission").status_code == 404


def test_people_without_a_role_cannot_be_assigned(server: GitHubServer) -> None:
    """204 for those who can, 404 for the others."""
    server.add_user("eve")
    with connect(server) as client:
        plan = client.get_repo(PLAN)
        assert plan.has_in_assignees("anna")
        assert not plan.has_in_assignees("eve")


# -- apps


@pytest.fixture(scope="module")
def keys() -> tuple[str, str]:
    """A private and a public key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def test_an_app_acts_as_its_bot(keys: tuple[str, str]) -> None:
    """Its key buys a token for an hour; the bot has no /user and sees no permission of its own."""
    with open_office() as server:
        app = server.add_app("workplan", keys[1])
        auth = Auth.AppAuth(app.id, keys[0])
        with GithubIntegration(
            auth=auth, base_url=server.api, retry=None, seconds_between_requests=0
        ) as integration:
            assert integration.get_app().slug == "workplan"
            installation = integration.get_repo_installation(*PLAN.split("/"))
            token = integration.get_access_token(installation.id)
        assert token.permissions == {"metadata": "read", "issues": "write"}
        assert timedelta(minutes=59) < token.expires_at - server.now() <= timedelta(hours=1)
        with connect(server, auth=auth.get_installation_auth(app.installation)) as client:
            plan = client.get_repo(PLAN)
            assert not plan.permissions.push
            assert plan.create_issue("One", labels=["new"]).user.login == "workplan[bot]"
            with pytest.raises(GithubException, match="not accessible by integration"):
                assert client.get_user().login


def test_a_forged_signature_opens_nothing(keys: tuple[str, str]) -> None:
    """A JWT that the app's key didn't sign is refused, and so is the key of another app."""
    with open_office() as server:
        app = server.add_app("workplan", keys[1])
        claims, _, signature = Auth.AppAuth(app.id, keys[0]).create_jwt().rpartition(".")
        for forged in (f"{claims}.{signature[::-1]}", f"{claims}.", "no-jwt"):
            with dial(server, forged) as http:
                assert http.get(f"{server.api}/app").status_code == 401


def test_an_apps_token_lasts_an_hour(server: GitHubServer, clock: SimulatedTime) -> None:
    """Then it is bad credentials."""
    app = server.add_app("workplan", "unused")
    token = server.apps.issue_token(app)
    with dial(server, token.value) as http:
        assert http.get("").status_code == 200
        clock.advance(hours=1)
        assert http.get("").status_code == 401


# -- webhooks


def test_a_delivery_is_signed(server: GitHubServer) -> None:
    """HMAC over the raw body."""
    headers, body = server.webhook("issues", {"action": "closed"}, "secret")
    assert headers["X-GitHub-Event"] == "issues"
    digest = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    assert headers["X-Hub-Signature-256"] == f"sha256={digest}"
