"""The imitated GitHub keeps the traps of the real one: labels and milestones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from github import GithubException, UnknownObjectException
from github.Repository import Repository

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


@pytest.fixture
def plan(server: GitHubServer) -> Iterator[Repository]:
    with connect(server) as client:
        yield client.get_repo(PLAN)


@pytest.fixture
def http(server: GitHubServer) -> Iterator[httpx.Client]:
    with dial(server) as client:
        yield client


# -- labels


def test_a_label_is_known_in_any_case(server: GitHubServer, plan: Repository) -> None:
    """Its twin in capitals exists already."""
    plan.create_label("Area: forests", "00ff00")
    with pytest.raises(GithubException) as refused:
        plan.create_label("area: FORESTS", "00ff00")
    assert refused.value.data["errors"] == [{"resource": "Label", "code": "already_exists", "field": "name"}]


def test_a_label_with_a_slash_needs_quoting(
    server: GitHubServer, plan: Repository, http: httpx.Client
) -> None:
    """The library's own removal forgets it and finds nothing; quoted it works, once."""
    issue = plan.create_issue("One", labels=["EU/EEA", "bug"])
    with pytest.raises(UnknownObjectException):
        issue.remove_from_labels("EU/EEA")
    left = http.delete("/issues/1/labels/EU%2FEEA")
    assert [one["name"] for one in left.json()] == ["bug"]
    assert http.delete("/issues/1/labels/EU%2FEEA").status_code == 404
    assert http.get("/labels/EU%2FEEA").json()["name"] == "EU/EEA"


@pytest.mark.parametrize("fields", [{"name": "x" * 51}, {"name": "x", "description": "x" * 101}])
def test_labels_have_lengths(http: httpx.Client, fields: dict[str, str]) -> None:
    """50 for the name, 100 for the description."""
    assert http.post("/labels", json=fields).status_code == 422


def test_an_issue_takes_a_hundred_labels(server: GitHubServer, http: httpx.Client) -> None:
    """One more is refused and none of the request is added or made."""
    server.person("anna").create_issue("One")
    assert http.post("/issues/1/labels", json={"labels": [f"l{i}" for i in range(100)]}).status_code == 200
    assert http.post("/issues/1/labels", json={"labels": ["l100"]}).status_code == 422
    assert len(server.repo().labels) == 100


# -- milestones


@pytest.mark.parametrize(
    ("sent", "day", "shown"),
    [
        ("2017-04-30T12:00:00Z", date(2017, 4, 30), "2017-04-30T07:00:00Z"),
        ("2017-04-30T00:00:00Z", date(2017, 4, 29), "2017-04-29T07:00:00Z"),
        ("2017-01-31T12:00:00Z", date(2017, 1, 31), "2017-01-31T08:00:00Z"),
    ],
)
def test_a_due_date_is_the_one_in_california(
    server: GitHubServer, http: httpx.Client, sent: str, day: date, shown: str
) -> None:
    """Midnight UTC falls on the day before; null clears it."""
    made = http.post("/milestones", json={"title": "M", "due_on": sent}).json()
    assert (server.repo().milestones[1].due, made["due_on"]) == (day, shown)
    assert http.patch("/milestones/1", json={"due_on": None}).json()["due_on"] is None


def test_a_milestone_title_is_taken_once(plan: Repository) -> None:
    """A closed milestone still has its title, and the default list doesn't show it."""
    plan.create_milestone("M", state="closed")
    with pytest.raises(GithubException, match="already_exists"):
        plan.create_milestone("M")
    assert list(plan.get_milestones()) == []
    assert [one.title for one in plan.get_milestones(state="all", sort="due_on")] == ["M"]


def test_a_deleted_milestone_leaves_its_issues(server: GitHubServer, plan: Repository) -> None:
    """They have none then."""
    goal = plan.create_milestone("M")
    plan.create_issue("One", milestone=goal)
    goal.delete()
    assert plan.get_issue(1).milestone is None
