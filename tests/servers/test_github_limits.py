"""The limits of the imitated GitHub run in server time, and what they refuse has no effect."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from github import GithubException, RateLimitExceededException

from tests.servers.github import GitHubServer
from tests.servers.github_limits import Limits
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
def http(server: GitHubServer) -> Iterator[httpx.Client]:
    with dial(server) as client:
        yield client


def test_an_hour_has_so_many_requests(server: GitHubServer, clock: SimulatedTime) -> None:
    """The library knows the refusal; an hour after the first request it goes on."""
    server.limits.requests_per_hour = 2
    with connect(server) as client:
        plan = client.get_repo(PLAN)
        assert list(plan.get_issues()) == []
        with pytest.raises(RateLimitExceededException) as refused:
            plan.create_issue("One")
        assert refused.value.headers["x-ratelimit-remaining"] == "0"
        assert int(refused.value.headers["x-ratelimit-reset"]) == clock.at.timestamp() + 3600
        clock.advance(hours=1)
        assert plan.create_issue("One").number == 1


def test_tokens_of_one_account_share_its_limit(server: GitHubServer, http: httpx.Client) -> None:
    """A second token is no second allowance; asking what is left costs nothing."""
    server.add_token("bot", "t2")
    http.get("")
    with dial(server, "t2") as other, connect(server) as client:
        assert other.get("").headers["x-ratelimit-used"] == "2"
        assert client.get_rate_limit().rate.remaining == 4998


def test_a_minute_takes_eighty_creations(
    server: GitHubServer, clock: SimulatedTime, http: httpx.Client
) -> None:
    """Of all kinds together, with those of the same account in the web; refused ones leave nothing."""
    clock.advance(seconds=30)
    for number in range(40):
        server.person("bot").create_issue(str(number))
    clock.advance(seconds=20)
    for number in range(40):
        assert http.post("/issues/1/comments", json={"body": str(number)}).status_code == 201
    refused = http.post("/milestones", json={"title": "M"})
    assert (refused.status_code, refused.headers["retry-after"]) == (403, "40")
    assert refused.json()["message"].startswith("You have exceeded a secondary rate limit")
    assert (len(server.creations()), server.repo().milestones) == (80, {})
    clock.advance(seconds=40)
    assert http.post("/milestones", json={"title": "M"}).status_code == 201


def test_an_hour_takes_five_hundred_creations(
    server: GitHubServer, clock: SimulatedTime, http: httpx.Client
) -> None:
    """Even at a pace that each minute allows; others' creations don't count."""
    for number in range(499):
        server.person("bot").create_issue(str(number))
        server.person("anna").create_issue(str(number))
        clock.advance(seconds=2)
    assert http.post("/labels", json={"name": "one"}).status_code == 201
    assert http.post("/labels", json={"name": "two"}).status_code == 403
    assert server.creations("bot")[-1] == (clock.at, "label")


def test_a_refusal_may_have_another_face(server: GitHubServer) -> None:
    """429, which the library takes for any error, and no word on how long to wait."""
    server.limits = Limits(creations_per_minute=0, secondary_status=429, retry_after=False)
    with connect(server) as client:
        plan = client.get_repo(PLAN)
        with pytest.raises(GithubException) as refused:
            plan.create_issue("One")
    assert not isinstance(refused.value, RateLimitExceededException)
    assert (refused.value.status, "retry-after" in refused.value.headers) == (429, False)


def test_a_minute_has_nine_hundred_points(
    server: GitHubServer, clock: SimulatedTime, http: httpx.Client
) -> None:
    """A read costs one, a write five."""
    server.limits.points_per_minute = 12
    assert [http.put("/issues/1/labels").status_code for _ in range(2)] == [404, 404]
    assert [http.get("").status_code for _ in range(3)] == [200, 200, 403]
    clock.advance(minutes=1)
    assert http.get("").status_code == 200
