"""`workplan doctor` as a GitHub app: its key, its installation and what this was granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.builders.cli import here
from tests.builders.services import PROJECT, accounts, aim, two_areas
from tests.servers.github import GitHubServer

Patch = pytest.MonkeyPatch


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


PRIVATE, PUBLIC = keys()


@pytest.fixture
def server(monkeypatch: Patch) -> Iterator[GitHubServer]:
    """A private repository; nothing is made but the app's own token."""
    with GitHubServer() as server:
        server.add_repo(PROJECT, public=False)
        server.add_user("anna", role="triage")
        aim(monkeypatch, "github", server.api)
        monkeypatch.setenv("WORKPLAN_GITHUB_APP_KEY", PRIVATE)
        yield server
        written = [one.words for one in server.requests("POST|PATCH|PUT|DELETE")]
        assert all(one.endswith("/access_tokens") for one in written)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    two_areas(tmp_path)
    accounts(tmp_path, "github", IOM="anna")
    return tmp_path


def told(folder: Path, code: int = 64) -> str:
    ran = here(folder, "doctor")
    assert (ran.code, ran.err) == (code, "")
    return ran.out


def install(server: GitHubServer, at: Patch, level: str = "write") -> None:
    permissions = {"issues": level} if level != "none" else {"contents": "read"}
    at.setenv("WORKPLAN_GITHUB_APP_ID", str(server.add_app("workplan", PUBLIC, permissions).id))


def test_an_app_needs_no_push(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """The repository shows it no permission at all: its installation's count."""
    install(server, monkeypatch)
    out = told(folder, 0)
    assert f'/{PROJECT} as the app "workplan". Nothing was changed.\n' in out.splitlines(keepends=True)[0]
    assert "token (an app's, renews itself), issues on, not archived, labels" in out


def test_an_app_that_only_reads_stops(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """With the permission to ask for, and who approves it."""
    install(server, monkeypatch, "read")
    out = told(folder)
    assert (
        "(1)\n  ✗ The app may read issues but not write them. Ask an owner for: Issues – Read and write.\n"
        in out
    )
    assert "an owner then approves it" in out
    assert "token (" not in out


def test_an_app_without_issues_stops(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """Once, although nothing can be read."""
    install(server, monkeypatch, "none")
    assert "(1)\n  ✗ The app may neither read nor write issues. Ask an owner for" in told(folder)


def test_an_app_has_to_be_installed(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """On this very repository."""
    install(server, monkeypatch)
    monkeypatch.setenv("WORKPLAN_FORGE__PROJECT", "gmg/other")
    out = told(folder)
    assert '(1)\n  ✗ There is no repository gmg/other on GitHub where the app "workplan" is installed.' in out


def test_a_key_of_another_app_stops(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """GitHub does not tell which of the two is wrong."""
    install(server, monkeypatch)
    monkeypatch.setenv("WORKPLAN_GITHUB_APP_KEY", keys()[0])
    out = told(folder)
    assert "(1)\n  ✗ GitHub does not know the app, or its private key is another one.\n" in out
    assert "Correct WORKPLAN_GITHUB_APP_ID and WORKPLAN_GITHUB_APP_KEY_FILE." in out


def test_an_unreadable_key_stops(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """The plan is looked at without it."""
    install(server, monkeypatch)
    monkeypatch.setenv("WORKPLAN_GITHUB_APP_KEY", "-----BEGIN no key")
    out = told(folder)
    assert "(1)\n  ✗ The private key of the GitHub app can't be read.\n" in out
    assert "Fine: plan file (2 activities)" in out


def test_an_app_asks_for_roles(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """Without push of its own."""
    install(server, monkeypatch)
    server.grant("anna", "read")
    assert "! @anna can read but not close issues. Role needed: Triage." in told(folder, 0)


def test_a_clock_that_is_far_off_is_told_beside_the_refusal(folder: Path, monkeypatch: Patch) -> None:
    """What an app signs is good for some minutes only: the clock may be the reason."""
    with GitHubServer(now=lambda: datetime.now(UTC) - timedelta(minutes=30, seconds=10)) as late:
        late.add_repo(PROJECT, public=False)
        aim(monkeypatch, "github", late.api)
        monkeypatch.setenv("WORKPLAN_GITHUB_APP_KEY", PRIVATE)
        install(late, monkeypatch)
        out = told(folder)
    assert "✗ GitHub does not know the app, or its private key is another one." in out
    assert "! This computer's clock is 30 minutes ahead of GitHub's." in out
