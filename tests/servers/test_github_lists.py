"""Lists of the imitated GitHub: order, pages, ETags and lag; and what else goes over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from github import GithubException
from github.Repository import Repository

from tests.servers.github import GitHubServer
from tests.servers.github_office import PLAN, connect, dial, open_office
from tests.servers.simtime import SimulatedTime
from tests.servers.wire import FaultKind


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


# -- lists


def test_lists_are_of_open_issues_newest_first_with_pull_requests(
    server: GitHubServer, plan: Repository
) -> None:
    """Those have a key of their own; the number runs through both."""
    for title in ("closed", "open"):
        server.person("anna").create_issue(title)
    server.person("anna").close(1)
    server.add_pull_request("anna", "A change")
    raw = [one._rawData for one in plan.get_issues()]
    assert [(one["number"], "pull_request" in one) for one in raw] == [(3, True), (2, False)]


def test_since_includes_its_second(server: GitHubServer, clock: SimulatedTime, plan: Repository) -> None:
    """An issue updated in that very second is listed."""
    server.person("anna").create_issue("before")
    clock.advance(seconds=1)
    server.person("anna").create_issue("then")
    assert [one.title for one in plan.get_issues(since=clock.at)] == ["then"]


def test_pages_are_linked_by_the_id_of_the_repository(server: GitHubServer, http: httpx.Client) -> None:
    """More than a hundred a page are not given."""
    server.seed([{"title": str(number)} for number in range(250)])
    first = http.get("/issues", params={"per_page": 500})
    assert len(first.json()) == 100
    url = f"{server.url}/repositories/{server.repo().id}/issues?per_page=500&page="
    assert {name: one["url"] for name, one in first.links.items()} == {"next": f"{url}2", "last": f"{url}3"}
    last = http.get(first.links["last"]["url"])
    assert (len(last.json()), set(last.links)) == (50, {"first", "prev"})


def test_a_long_list_goes_on_by_cursor(server: GitHubServer, http: httpx.Client, plan: Repository) -> None:
    """No last page is told, numbered pages end at the 10,000th row, and the library's loop sees all."""
    server.seed([{"title": str(number)} for number in range(1001)])
    first = http.get("/issues", params={"per_page": 100})
    assert set(first.links) == {"next"}
    assert "after=" in first.links["next"]["url"]
    refused = http.get("/issues", params={"per_page": 100, "page": 100})
    assert "cursor based pagination" in refused.json()["message"]
    assert len({one.number for one in plan.get_issues()}) == 1001


def test_an_etag_changes_with_the_body_and_not_with_the_pages(
    server: GitHubServer, plan: Repository, http: httpx.Client
) -> None:
    """A full page stays 304 when more follows; the 304 is free and links nowhere."""
    server.seed([{"title": str(number)} for number in range(60)])
    ask = {"direction": "asc"}
    tag = http.get("/issues", params=ask).headers["etag"]
    assert tag.startswith('W/"')
    server.person("anna").create_issue("One more")
    used = server.meter.windows["bot"].used
    same = http.get("/issues", params=ask, headers={"If-None-Match": tag})
    assert (same.status_code, same.content, "link" in same.headers) == (304, b"", False)
    assert server.meter.windows["bot"].used == used
    server.person("anna").retitle(3, "Other")
    assert http.get("/issues", params=ask, headers={"If-None-Match": tag}).status_code == 200
    status, _, body = plan.requester.requestJson("GET", f"/repos/{PLAN}", headers={"If-None-Match": "*"})
    assert (status, body) == (304, "")


def test_a_lagging_list_misses_what_is_new(
    server: GitHubServer, clock: SimulatedTime, plan: Repository
) -> None:
    """A read by number finds it, and after the lag the list does."""
    server.lag = timedelta(minutes=5)
    issue = plan.create_issue("One")
    assert list(plan.get_issues()) == []
    assert plan.get_issue(issue.number).title == "One"
    clock.advance(minutes=5)
    assert [one.title for one in plan.get_issues()] == ["One"]


def test_stale_lists_show_old_versions(server: GitHubServer, clock: SimulatedTime, plan: Repository) -> None:
    """An issue closed within the lag still stands among the open ones, under its old title."""
    server.seed([{"title": "One"}])
    server.lag, server.stale_reads = timedelta(minutes=5), True
    server.person("anna").retitle(1, "Two").close(1)
    assert [(one.title, one.state) for one in plan.get_issues()] == [("One", "open")]
    assert plan.get_issue(1).title == "Two"
    clock.advance(minutes=5)
    assert list(plan.get_issues()) == []


def test_the_last_rows_of_ten_thousand_are_behind_a_cursor(server: GitHubServer, http: httpx.Client) -> None:
    """Page 99 is the last by number, and links to one more."""
    server.seed([{"title": str(number)} for number in range(10_000)])
    page = http.get("/issues", params={"per_page": 100, "page": 99})
    last = http.get(page.links["next"]["url"])
    assert ([one["number"] for one in last.json()][-1], set(last.links)) == (1, {"prev"})


# -- the rest of the wire


def test_a_dropped_answer_has_had_its_effect(server: GitHubServer, plan: Repository) -> None:
    """The client hears nothing, the issue is there."""
    server.fail(FaultKind.DROP_AFTER, "POST", r"/issues$")
    with pytest.raises(OSError):
        plan.create_issue("One")
    assert [one.title for one in plan.get_issues()] == ["One"]


def test_an_enterprise_server_lies_below_its_prefix(clock: SimulatedTime) -> None:
    """The library walks its addresses; limits are off there."""
    with open_office(clock, prefix="/api/v3") as server, connect(server) as client:
        server.seed([{"title": str(number)} for number in range(101)])
        plan = client.get_repo(PLAN)
        assert (plan.url, plan.html_url) == (f"{server.url}/api/v3/repos/{PLAN}", f"{server.url}/{PLAN}")
        assert len(list(plan.get_issues())) == 101
        headers, _ = plan.requester.requestJsonAndCheck("GET", f"/repos/{PLAN}")
        assert "x-ratelimit-limit" not in headers
        with pytest.raises(GithubException, match="not enabled"):
            client.get_rate_limit()


def test_answers_are_dated_by_the_clock_of_the_server(http: httpx.Client) -> None:
    """The Date header is server time, once."""
    assert http.get("").headers.get_list("date") == ["Tue, 02 May 2017 09:00:00 GMT"]


def test_the_newer_version_has_no_single_assignee(server: GitHubServer, http: httpx.Client) -> None:
    """2026-03-10 dropped it; an unknown version is refused."""
    server.person("anna").create_issue("One")
    for version, singular in (("2022-11-28", True), ("2026-03-10", False)):
        answer = http.get("/issues/1", headers={"X-GitHub-Api-Version": version})
        assert ("assignee" in answer.json()) is singular
    assert http.get("", headers={"X-GitHub-Api-Version": "2020-01-01"}).status_code == 400


def test_text_typed_in_a_browser_may_have_its_line_ends(server: GitHubServer, plan: Repository) -> None:
    """A body edited there comes back with CRLF."""
    server.crlf = True
    server.person("anna").create_issue("One", "a\nb")
    assert plan.get_issue(1).body == "a\r\nb"
