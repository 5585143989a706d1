"""`workplan doctor` on people: accounts that are missing or may too little, names with too few of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.cli import here
from tests.builders.services import PROJECT, accounts, aim, two_areas
from tests.servers.github import GitHubServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubServer]:
    """Anna may triage; rita may read; eve was never let in. Nobody writes anything."""
    with GitHubServer() as server:
        server.add_repo(PROJECT, public=False)
        server.add_user("gmg-bot", token="t", role="write")
        server.add_user("anna", role="triage")
        server.add_user("rita", role="read")
        server.add_user("eve")
        aim(monkeypatch, "github", server.api)
        yield server
        assert server.requests("POST|PATCH|PUT|DELETE") == []


def told(folder: Path) -> str:
    """People stop nothing."""
    ran = here(folder, "doctor")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


# -- accounts


def test_an_account_that_is_not_there_is_told(tmp_path: Path, server: GitHubServer) -> None:
    """All of them in one sentence."""
    two_areas(tmp_path, "IOM", "UNU")
    accounts(tmp_path, "github", IOM="nobody", UNU="no-one")
    assert (
        "Worth mending (1)\n  ! GitHub has no account @nobody and @no-one.\n"
        "    Correct them in people.yaml.\n"
    ) in told(tmp_path)


def test_who_leads_has_to_be_assignable(tmp_path: Path, server: GitHubServer) -> None:
    """With the role that closes issues, too."""
    two_areas(tmp_path)
    accounts(tmp_path, "github", IOM="eve")
    out = told(tmp_path)
    assert "(1)\n  ! @eve leads activities and can't be assigned.\n" in out
    assert "Give access to the project. Role needed: Triage." in out


def test_who_leads_nothing_need_not_be_assignable(tmp_path: Path, server: GitHubServer) -> None:
    """The name is told as one that the plan does not have."""
    two_areas(tmp_path)
    accounts(tmp_path, "github", IOM="anna", UNHCR="eve")
    out = told(tmp_path)
    assert '(1)\n  ! people.yaml has "UNHCR", which leads nothing in the plan.' in out


def test_who_only_reads_can_not_close(tmp_path: Path, server: GitHubServer) -> None:
    """The role to ask for."""
    two_areas(tmp_path)
    accounts(tmp_path, "github", IOM="rita")
    assert "(1)\n  ! @rita can read but not close issues. Role needed: Triage.\n" in told(tmp_path)


def test_in_public_everyone_reads_and_not_everyone_is_assigned(
    tmp_path: Path, server: GitHubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who was let in can be assigned, a passer-by can't."""
    server.repo().private = False
    monkeypatch.setenv("WORKPLAN_FORGE__PUBLIC", "true")
    two_areas(tmp_path, "IOM", "UNU")
    accounts(tmp_path, "github", IOM="rita", UNU="eve")
    out = told(tmp_path)
    assert "! @eve leads activities and can't be assigned." in out
    assert "! @rita can read but not close issues." in out


def test_each_account_is_looked_at_once(tmp_path: Path, server: GitHubServer) -> None:
    """Whatever names it stands behind, and however it is written."""
    two_areas(tmp_path, "IOM", "UNU")
    accounts(tmp_path, "github", IOM="anna", UNU="Anna")
    assert "Worth mending" not in told(tmp_path)
    assert len(server.requests(path="(?i)anna")) == 1


# -- names


def test_a_name_of_several_bodies_needs_an_account_for_each(tmp_path: Path, server: GitHubServer) -> None:
    """The co-chairs of one group are not those of another."""
    two_areas(tmp_path, "WG co-Chairs")
    accounts(tmp_path, "github", **{"WG co-Chairs": "anna"})
    assert (
        '(1)\n  ! "WG co-Chairs" means two bodies (Data and Research, Mainstreaming). people.yaml has one '
        "account for it.\n    Give it an entry for each area there"
    ) in told(tmp_path)


def test_an_account_for_each_area_is_enough(tmp_path: Path, server: GitHubServer) -> None:
    """One general account may be left for the last area."""
    two_areas(tmp_path, "WG co-Chairs")
    (tmp_path / "people.yaml").write_text('"WG co-Chairs": [{github: anna}, {github: anna, area: "2"}]\n')
    assert "Worth mending" not in told(tmp_path)


def test_an_organization_is_the_same_everywhere(tmp_path: Path, server: GitHubServer) -> None:
    """Nor does a chair of something named change with the area."""
    two_areas(tmp_path, "IOM", "GMG Chair")
    accounts(tmp_path, "github", IOM="anna", **{"GMG Chair": "anna"})
    assert "Worth mending" not in told(tmp_path)


def test_names_without_an_account_are_counted(tmp_path: Path, server: GitHubServer) -> None:
    """With the activities that nobody is assigned or mentioned for: one of several leads is enough."""
    two_areas(tmp_path, "IOM", "UNU", "UNU; IOM", "ILO")
    accounts(tmp_path, "github", IOM="anna")
    assert (
        "(1)\n  ! 2 of 3 lead names have no account: nobody is assigned or mentioned for 4 activities.\n"
        "    Add them to people.yaml: UNU, ILO.\n"
    ) in told(tmp_path)


def test_without_a_people_file_nobody_has_an_account(tmp_path: Path, server: GitHubServer) -> None:
    """It is optional, and what that means is said."""
    two_areas(tmp_path)
    assert "! 1 of 1 lead name has no account: nobody is assigned or mentioned for 2 activities." in told(
        tmp_path
    )
