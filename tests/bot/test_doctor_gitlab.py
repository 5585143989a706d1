"""`workplan doctor` on GitLab: the token, the project, the people and the way there. It only reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders.cli import everything, here
from tests.builders.services import PROJECT, accounts, aim, two_areas
from tests.servers.gitlab import GitLabServer
from tests.servers.gitlab_state import Project
from tests.servers.wire import FaultKind, Response

Patch = pytest.MonkeyPatch


@pytest.fixture
def server(monkeypatch: Patch) -> Iterator[GitLabServer]:
    """A private project with the bot as its planner; after each test, nobody has written anything."""
    with GitLabServer() as server:
        server.add_user("gmg-bot", token="t")
        for name in ("anna", "gert", "eve"):
            server.add_user(name)
        server.add_project(PROJECT, members={"gmg-bot": "planner", "anna": "planner", "gert": "guest"})
        aim(monkeypatch, "gitlab", server.base_url)
        yield server
        assert server.requests("POST|PATCH|PUT|DELETE") == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two activities that anna leads."""
    two_areas(tmp_path)
    accounts(tmp_path, "gitlab", IOM="anna")
    return tmp_path


def told(folder: Path, code: int = 64) -> str:
    ran = here(folder, "doctor")
    assert (ran.code, ran.err) == (code, "")
    return ran.out


def project_of(server: GitLabServer) -> Project:
    return next(iter(server.world.projects.values()))


def in_days(days: int) -> date:
    return (datetime.now(UTC) + timedelta(days=days)).date()


def test_all_is_well(folder: Path, server: GitLabServer) -> None:
    """A planner is enough; files stay as they are."""
    before = everything(folder)
    out = told(folder, 0)
    name = f"{server.url.partition('://')[2]}/{PROJECT}"
    assert out.startswith(f"Checked {name} as gmg-bot. Nothing was changed.\n")
    assert "token (without an end), issues on, not archived, labels, clock (less than 1 s off)" in out
    assert "Stops" not in out
    assert "Worth mending" not in out
    assert everything(folder) == before


# -- tokens


def test_no_token_hides_nothing_else(folder: Path, server: GitLabServer, monkeypatch: Patch) -> None:
    """The plan is looked at without it."""
    monkeypatch.delenv("WORKPLAN_GITLAB_TOKEN")
    out = told(folder)
    assert "Stops the first sync (1)\n  ✗ There is no token for GitLab." in out
    assert "Fine: plan file (2 activities)" in out


@pytest.mark.parametrize("how", [{"expires": date(2020, 1, 1)}, {"revoked": True}])
def test_a_token_that_is_no_longer_good_stops(
    folder: Path, server: GitLabServer, how: dict[str, date | bool]
) -> None:
    """Expired or revoked; the remedy says what a new one needs."""
    server.add_token("gmg-bot", "t", **how)  # type: ignore[arg-type]
    out = told(folder)
    assert "(1)\n  ✗ GitLab does not know the token, or it has expired.\n" in out
    assert "Make a new one with the scope api, and put it into WORKPLAN_GITLAB_TOKEN." in out


def test_a_token_that_ends_soon_is_worth_mending(folder: Path, server: GitLabServer) -> None:
    """With its day."""
    server.add_token("gmg-bot", "t", expires=in_days(12))
    out = told(folder, 0)
    assert (
        f" days, on {in_days(12).day} {in_days(12):%B %Y}.\n    Make a new one with the scope api in time"
        in out
    )


def test_a_token_that_ends_later_is_fine(folder: Path, server: GitLabServer) -> None:
    """With its day, too."""
    server.add_token("gmg-bot", "t", expires=in_days(40))
    assert f"token (until {in_days(40).day} {in_days(40):%B %Y})" in told(folder, 0)


def test_a_token_that_only_reads_stops(folder: Path, server: GitLabServer) -> None:
    """What it reads is told all the same."""
    server.add_token("gmg-bot", "t", scopes=["read_api"])
    out = told(folder)
    assert "(1)\n  ✗ The token lacks the scope api: it may read issues but not write them.\n" in out
    assert "items to write in the first sync" in out


def test_a_token_that_reads_nothing_stops(folder: Path, server: GitLabServer) -> None:
    """Once, although the project can't be read either."""
    server.add_token("gmg-bot", "t", scopes=["read_repository"])
    assert "(1)\n  ✗ The token lacks the scope api: it may not read issues.\n" in told(folder)


# -- the project


@pytest.mark.parametrize("role", ["guest", "none"])
def test_who_may_not_label_is_stopped(folder: Path, server: GitLabServer, role: str) -> None:
    """The role to ask for; a public project is read by everyone."""
    project = project_of(server)
    project.visibility = "internal"
    server.set_role("gmg-bot", project, role)
    out = told(folder)
    assert "✗ gmg-bot may not make labels and milestones, nor change others' issues." in out
    assert f"Give gmg-bot the role Planner or a higher one in {PROJECT}" in out
    assert "labels, clock" not in out


def test_a_public_project_stops_in_numbers(folder: Path, server: GitLabServer) -> None:
    """What would be open to everyone, once."""
    project_of(server).visibility = "public"
    assert (
        "(1)\n  ✗ The project is public: 2 activities, their leads and 2 funding notes would be open to "
        "everyone.\n"
    ) in told(folder)


def test_issues_switched_off_stop(folder: Path, server: GitLabServer) -> None:
    """Once, with where to switch them on."""
    project_of(server).issues_enabled = False
    out = told(folder)
    assert "(1)\n  ✗ Issues are switched off in " in out
    assert "Settings, General, Visibility, project features, permissions, Issues." in out


def test_an_archive_stops(folder: Path, server: GitLabServer) -> None:
    """Once."""
    project_of(server).archived = True
    out = told(folder)
    assert "Stops the first sync (1)" in out
    assert f"/{PROJECT} is archived: it can only be read." in out


def test_a_missing_project_stops(folder: Path, server: GitLabServer, monkeypatch: Patch) -> None:
    """It may also be hidden."""
    monkeypatch.setenv("WORKPLAN_FORGE__PROJECT", "gmg/plan")
    out = told(folder)
    assert "(1)\n  ✗ There is no project gmg/plan on this GitLab that gmg-bot can see.\n" in out


def test_an_old_name_is_worth_mending(folder: Path, server: GitLabServer) -> None:
    """The service leads on from it until another project takes the name."""
    server.move_project(project_of(server), "un/work-plan")
    out = told(folder, 0)
    assert f"! {PROJECT} is an old name: the project is un/work-plan now." in out
    assert 'Write [forge] project = "un/work-plan".' in out


def test_a_number_is_never_old(folder: Path, server: GitLabServer, monkeypatch: Patch) -> None:
    """It stays whatever the project is called."""
    monkeypatch.setenv("WORKPLAN_FORGE__PROJECT", str(project_of(server).id))
    assert "Worth mending" not in told(folder, 0)


# -- people


def test_an_account_that_is_not_there_is_told(folder: Path, server: GitLabServer) -> None:
    """Looked for among all accounts."""
    accounts(folder, "gitlab", IOM="nobody")
    assert "(1)\n  ! GitLab has no account @nobody.\n    Correct it in people.yaml.\n" in told(folder, 0)


def test_who_leads_has_to_be_a_member(folder: Path, server: GitLabServer) -> None:
    """Of a private project."""
    accounts(folder, "gitlab", IOM="eve")
    out = told(folder, 0)
    assert "(1)\n  ! @eve leads activities and can't be assigned.\n" in out
    assert "Give access to the project. Role needed: Planner." in out


def test_guests_can_not_close(folder: Path, server: GitLabServer) -> None:
    """The role to ask for."""
    accounts(folder, "gitlab", IOM="gert")
    assert "(1)\n  ! @gert can read but not close issues. Role needed: Planner.\n" in told(folder, 0)


def test_where_all_may_read_all_may_be_assigned(folder: Path, server: GitLabServer) -> None:
    """They still can't close."""
    project_of(server).visibility = "internal"
    accounts(folder, "gitlab", IOM="eve")
    assert "(1)\n  ! @eve can read but not close issues. Role needed: Planner.\n" in told(folder, 0)


def test_each_account_is_looked_at_once(folder: Path, server: GitLabServer) -> None:
    """By one request for a member."""
    two_areas(folder, "IOM", "UNU")
    accounts(folder, "gitlab", IOM="anna", UNU="anna")
    told(folder, 0)
    asked = [one for one in server.requests(path="members|users") if "anna" in str(one.request.query)]
    assert len(asked) == 1


# -- the way there


@pytest.mark.parametrize("status", [200, 404])
def test_a_web_page_stops(folder: Path, server: GitLabServer, status: int) -> None:
    """Of a proxy, or of whatever else is at the address."""
    page = Response(status, b"<html><body>Welcome</body></html>", {"Content-Type": "text/html"})
    server.fail(FaultKind.REPLY, times=99, response=page)
    out = told(folder)
    assert f"(1)\n  ✗ At {server.base_url} a web page came where GitLab should answer" in out


def test_no_network_stops(folder: Path, monkeypatch: Patch) -> None:
    """Nobody listens there."""
    aim(monkeypatch, "gitlab", "http://127.0.0.1:9")
    assert "(1)\n  ✗ GitLab gave no usable answer at http://127.0.0.1:9.\n" in told(folder)


def test_a_wrong_clock_is_worth_mending(folder: Path, monkeypatch: Patch) -> None:
    """By how much and which way."""
    with GitLabServer(now=lambda: datetime.now(UTC) + timedelta(minutes=90, seconds=10)) as early:
        early.add_user("gmg-bot", token="t")
        early.add_user("anna")
        early.add_project(PROJECT, members={"gmg-bot": "planner", "anna": "planner"})
        aim(monkeypatch, "gitlab", early.base_url)
        out = told(folder, 0)
    assert "! This computer's clock is 90 minutes behind GitLab's." in out


def test_everything_is_told_at_once(folder: Path, server: GitLabServer) -> None:
    """No trouble hides another, nor comes twice."""
    project = project_of(server)
    project.visibility, project.archived, project.issues_enabled = "public", True, False
    server.set_role("gmg-bot", project, "guest")
    server.add_token("gmg-bot", "t", scopes=["read_api"])
    accounts(folder, "gitlab", IOM="nobody")
    out = told(folder)
    assert "Stops the first sync (5)" in out
    for words in ("is public", "lacks the scope api", "is archived", "switched off", "may not make labels"):
        assert out.count(words) == 1
    assert "! GitLab has no account @nobody." in out
