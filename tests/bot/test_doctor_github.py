"""`workplan doctor` on GitHub: the token, the repository and the way there, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders.cli import everything, here
from tests.builders.services import PROJECT, accounts, aim, two_areas
from tests.servers.github import GitHubServer
from tests.servers.wire import FaultKind, Response

Patch = pytest.MonkeyPatch


@pytest.fixture
def server(monkeypatch: Patch) -> Iterator[GitHubServer]:
    """A private repository that the bot may write; after each test, nobody has written anything."""
    with GitHubServer() as server:
        server.add_repo(PROJECT, public=False)
        server.add_user("gmg-bot", token="t", role="write")
        server.add_user("anna", role="triage")
        aim(monkeypatch, "github", server.api)
        yield server
        assert server.requests("POST|PATCH|PUT|DELETE") == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two activities that anna leads."""
    two_areas(tmp_path)
    accounts(tmp_path, "github", IOM="anna")
    return tmp_path


def told(folder: Path, code: int = 64) -> str:
    ran = here(folder, "doctor")
    assert (ran.code, ran.err) == (code, "")
    return ran.out


# -- when all is well


def test_all_is_well(folder: Path, server: GitHubServer) -> None:
    """One line of what is fine, with who asked where; files stay as they are."""
    before = everything(folder)
    out = told(folder, 0)
    name = f"{server.url.partition('://')[2]}/{PROJECT}"
    assert out.startswith(f"Checked {name} as gmg-bot. Nothing was changed.\n")
    assert "token (without an end), issues on, not archived, labels, clock (less than 1 s off)" in out
    assert "Stops" not in out
    assert "Worth mending" not in out
    assert everything(folder) == before


def test_what_a_first_sync_makes_is_counted(folder: Path, server: GitHubServer) -> None:
    """It is a preview, too."""
    assert "nothing mirrored yet, 4 items to write in the first sync, 1 name with an account" in told(
        folder, 0
    )


# -- tokens


def test_no_token_hides_nothing_else(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """Plan and people are looked at without it; it is told once."""
    monkeypatch.delenv("WORKPLAN_GITHUB_TOKEN")
    two_areas(folder, "IOM", "UNU")
    out = told(folder)
    assert "Stops the first sync (1)\n  ✗ There is no token for GitHub." in out
    assert "Set WORKPLAN_GITHUB_TOKEN" in out
    assert "1 of 2 lead names have no account: nobody is assigned or mentioned for 2 activities." in out
    assert "Fine: plan file (4 activities)" in out
    assert server.requests() == []


def test_an_unknown_token_stops(folder: Path, server: GitHubServer) -> None:
    """Expired ones are unknown, too; the remedy says what a new one needs."""
    server.revoke("t")
    out = told(folder)
    assert "(1)\n  ✗ GitHub does not know the token, or it has expired.\n" in out
    assert (
        "Make a new one with the scope repo, or as a fine-grained one "
        '"Issues – Read and write" and "Metadata – Read", and put it into WORKPLAN_GITHUB_TOKEN.'
    ) in out


def test_a_token_that_ends_soon_is_worth_mending(folder: Path, server: GitHubServer) -> None:
    """With the days left; it stops nothing yet."""
    ends = datetime.now(UTC) + timedelta(days=12, hours=1)
    server.add_token("gmg-bot", "t", expires=ends)
    out = told(folder, 0)
    assert (
        f"! The token ends in 12 days, on {ends.day} {ends:%B %Y}.\n    Make a new one with the scope repo"
        in out
    )
    assert "token (" not in out


def test_a_token_that_ends_later_is_fine(folder: Path, server: GitHubServer) -> None:
    """With its last day."""
    ends = datetime.now(UTC) + timedelta(days=31, hours=1)
    server.add_token("gmg-bot", "t", expires=ends)
    out = told(folder, 0)
    assert f"token (until {ends.day} {ends:%B %Y})" in out
    assert "Worth mending" not in out


def test_a_classic_token_needs_its_scope(folder: Path, server: GitHubServer) -> None:
    """A private repository is hidden from it then: both are told."""
    server.add_token("gmg-bot", "t", scopes=["public_repo"])
    out = told(folder)
    assert "Stops the first sync (2)" in out
    assert "✗ The token lacks the scope repo: it may not read issues." in out
    assert f"✗ There is no repository {PROJECT} on GitHub that gmg-bot can see." in out


def test_a_small_scope_is_enough_in_public(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """Where the plan may be public, public_repo writes."""
    server.repo().private = False
    server.add_token("gmg-bot", "t", scopes=["public_repo"])
    monkeypatch.setenv("WORKPLAN_FORGE__PUBLIC", "true")
    assert "lacks" not in told(folder, 0)


def test_a_fine_grained_token_needs_issues(folder: Path, server: GitHubServer) -> None:
    """The exact permissions to ask for; the preview does not say it again."""
    server.add_token("gmg-bot", "t", permissions={"contents": "read"})
    assert (
        "(1)\n  ✗ The token may not read issues.\n"
        '    Give it "Issues – Read and write" and "Metadata – Read", for this repository.\n'
    ) in told(folder)


def test_a_fine_grained_token_does_not_tell_what_it_writes(folder: Path, server: GitHubServer) -> None:
    """Nothing is tried out for it: it is said."""
    server.add_token("gmg-bot", "t", permissions={"issues": "write"})
    assert "token (without an end, only the first write shows whether it may write)" in told(folder, 0)


def test_a_token_of_a_job_is_refused_with_a_reason(folder: Path, server: GitHubServer) -> None:
    """It is an installation's, and no account."""
    server.tokens.by_value["t"].installation = 7
    out = told(folder)
    assert "✗ GitHub does not take the token: Resource not accessible by integration." in out


# -- the repository


def test_who_may_not_push_is_stopped(folder: Path, server: GitHubServer) -> None:
    """Triage is not enough: labels and milestones would be missing without an error."""
    server.grant("gmg-bot", "triage")
    out = told(folder)
    assert "✗ gmg-bot may not push: GitHub would silently drop labels, milestones and assignees." in out
    assert f"Give gmg-bot the role Write in {PROJECT}." in out
    assert "labels, clock" not in out


def test_a_public_repository_stops_in_numbers(folder: Path, server: GitHubServer) -> None:
    """What would be open to everyone, once; what else there is follows."""
    server.repo().private = False
    out = told(folder)
    assert (
        "(1)\n  ✗ The repository is public: 2 activities, their leads and 2 funding notes would be open to "
        "everyone.\n    Make it private; or leave the notes out"
    ) in out
    assert " items to write in the first sync" in out


def test_a_public_repository_may_be_meant(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """The settings say so."""
    server.repo().private = False
    monkeypatch.setenv("WORKPLAN_FORGE__PUBLIC", "true")
    assert "public" not in told(folder, 0)


def test_issues_switched_off_stop(folder: Path, server: GitHubServer) -> None:
    """Once, with where to switch them on."""
    server.repo().has_issues = False
    out = told(folder)
    assert "(1)\n  ✗ Issues are switched off in " in out
    assert "Switch them on: Settings, General, Features, Issues." in out
    assert "issues on" not in out


def test_an_archive_stops(folder: Path, server: GitHubServer) -> None:
    """Once."""
    server.repo().archived = True
    out = told(folder)
    assert f"/{PROJECT} is archived: it can only be read.\n" in out
    assert "Stops the first sync (1)" in out
    assert "not archived" not in out


def test_a_missing_repository_stops(folder: Path, server: GitHubServer, monkeypatch: Patch) -> None:
    """It may also be hidden."""
    monkeypatch.setenv("WORKPLAN_FORGE__PROJECT", "gmg/plan")
    out = told(folder)
    assert out.startswith("Checked gmg/plan (GitHub) as gmg-bot. ")
    assert (
        "(1)\n  ✗ There is no repository gmg/plan on GitHub that gmg-bot can see.\n"
        '    Correct [forge] project ("owner/repository")'
    ) in out


def test_an_old_name_is_worth_mending(folder: Path, server: GitHubServer) -> None:
    """The service leads on from it until another repository takes the name."""
    server.rename(PROJECT, "gmg/plan-2017")
    out = told(folder, 0)
    assert f"! {PROJECT} is an old name: the repository is gmg/plan-2017 now." in out
    assert 'Write [forge] project = "gmg/plan-2017".' in out


def test_after_the_first_sync_it_is_the_next(folder: Path, server: GitHubServer) -> None:
    """As long as nothing is mirrored, the first one is spoken of."""
    assert here(folder, "sync").code == 0
    server.forget()
    server.repo().archived = True
    server.repo().version += 1
    out = told(folder)
    assert "Stops the next sync (1)" in out


# -- the way there


def test_a_page_of_a_proxy_stops(folder: Path, server: GitHubServer) -> None:
    """It is no answer, and it is told at once."""
    server.fail(FaultKind.HTML, times=99)
    out = told(folder)
    assert f"(1)\n  ✗ At {server.api} a web page came where GitHub should answer" in out
    assert "Fine: plan file (2 activities)" in out
    assert len(server.requests()) == 1


def test_no_network_stops(folder: Path, monkeypatch: Patch) -> None:
    """Nobody listens there."""
    aim(monkeypatch, "github", "http://127.0.0.1:9")
    out = told(folder)
    assert "(1)\n  ✗ GitHub gave no usable answer at http://127.0.0.1:9.\n    Check the network" in out


def test_a_broken_connection_is_tried_again(folder: Path, server: GitHubServer) -> None:
    """Once says nothing about the network."""
    server.fail(FaultKind.DROP_BEFORE, path="/user")
    assert "Stops" not in told(folder, 0)


def test_a_limit_is_not_waited_for(folder: Path, server: GitHubServer) -> None:
    """The service takes nothing for an hour: that is said."""
    limit = Response(429, {"message": "Too many requests"}, {"Retry-After": "3600"})
    server.fail(FaultKind.REPLY, times=99, response=limit)
    assert "✗ GitHub takes no more requests for now." in told(folder)


def test_a_wrong_clock_is_worth_mending(folder: Path, monkeypatch: Patch) -> None:
    """By how much and which way."""
    with GitHubServer(now=lambda: datetime.now(UTC) - timedelta(minutes=5, seconds=10)) as late:
        late.add_repo(PROJECT, public=False)
        late.add_user("gmg-bot", token="t", role="write")
        late.add_user("anna", role="triage")
        aim(monkeypatch, "github", late.api)
        out = told(folder, 0)
    assert "! This computer's clock is 5 minutes ahead of GitHub's." in out
    assert "clock (" not in out


# -- all at once


def test_everything_is_told_at_once(folder: Path, server: GitHubServer) -> None:
    """No trouble hides another, nor comes twice."""
    repo = server.repo()
    repo.private, repo.archived, repo.has_issues = False, True, False
    server.grant("gmg-bot", "read")
    server.add_token("gmg-bot", "t", scopes=[])
    accounts(folder, "github", IOM="nobody")
    out = told(folder)
    assert "Stops the first sync (5)" in out
    for words in ("is public", "lacks the scope repo", "is archived", "switched off", "may not push"):
        assert out.count(words) == 1
    assert "! GitHub has no account @nobody." in out


def test_a_broken_plan_hides_nothing_else(folder: Path, server: GitHubServer) -> None:
    """Nor does a broken people file."""
    (folder / "plan.yaml").write_text("nothing\n")
    (folder / "people.yaml").write_text("IOM: {github: [\n")
    server.repo().private = False
    server.grant("gmg-bot", "read")
    out = told(folder)
    assert "Stops the first sync (4)" in out
    assert "✗ The repository is public: the whole plan would be open to everyone." in out
    assert "may not push" in out
